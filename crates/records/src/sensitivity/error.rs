//! Why something about emergency access or a match is refused, in the reader's language.

use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::OnceLock;

/// Why it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// There is no such file, or none that emergency access opens: both are answered alike.
    FileUnknown,
    /// They declared to be kin.
    Kin,
    /// The reason is too short or too long.
    ReasonInvalid,
    /// Hours that are not offered.
    HoursInvalid,
    /// Emergency access that is not there, or has ended.
    Ended,
    /// A possible match that waits for nobody any more.
    MatchClosed,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Refusal; 6] = [
        Refusal::FileUnknown,
        Refusal::Kin,
        Refusal::ReasonInvalid,
        Refusal::HoursInvalid,
        Refusal::Ended,
        Refusal::MatchClosed,
    ];

    /// Stable id, also the id of its message.
    pub fn id(self) -> &'static str {
        match self {
            Refusal::FileUnknown => "emergency-file-unknown",
            Refusal::Kin => "emergency-kin",
            Refusal::ReasonInvalid => "emergency-reason",
            Refusal::HoursInvalid => "emergency-hours",
            Refusal::Ended => "emergency-ended",
            Refusal::MatchClosed => "match-closed",
        }
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// On the ground.
    Ground(crate::Error),
    /// It is refused.
    Refused(Refusal),
}

impl Error {
    /// Stable id.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Refused(refusal) => refusal.id(),
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::Refused(refusal) => catalog().say::<&str>(language, refusal.id(), &[]),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::Refused(refusal) => {
                catalog().attribute::<&str>(language, refusal.id(), "help", &[])
            }
        }
    }
}

impl fmt::Display for Error {
    /// The message in English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.id(), self.message(Language::En))
    }
}

impl std::error::Error for Error {}

impl From<crate::Error> for Error {
    fn from(error: crate::Error) -> Error {
        Error::Ground(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Ground(error.into())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

/// The words of this room.
pub(super) fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../../locales/sensitivity/en.ftl")],
            sq: &[include_str!("../../locales/sensitivity/sq.ftl")],
            sr: &[include_str!("../../locales/sensitivity/sr.ftl")],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every refusal says in every language what happened and what to do. Method: each.
    #[test]
    fn every_refusal_speaks() {
        for language in Language::ALL {
            for refusal in Refusal::ALL {
                let error = Error::from(refusal);
                let text = error.message(language) + &error.help(language).unwrap();
                assert!(!text.contains('⟦') && !text.contains("{$"), "{text}");
            }
        }
    }
}
