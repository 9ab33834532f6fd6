//! Why an import is not taken, not confirmed or not undone, in the reader's language.

use super::Step;
use crate::attachments;
use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::LazyLock;

/// The files of the words.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/imports/en.ftl")],
    sq: &[include_str!("../../locales/imports/sq.ftl")],
    sr: &[include_str!("../../locales/imports/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// The words of imports.
pub fn catalog() -> &'static Catalog {
    &CATALOG
}

/// An error of imports.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(crate::Error),
    /// An error of the file.
    File(attachments::Error),
    /// There is no such import.
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// It is confirmed, undone or expired already, or not confirmed yet.
    NotNow {
        /// How far it has come.
        step: Step,
    },
    /// What it would replace was changed since it was looked at.
    Passed {
        /// The version that was looked at.
        seen: i64,
        /// The version that is in force.
        in_force: i64,
    },
    /// Something later stands on it.
    StoodOn {
        /// What, as the journal or a reader names it.
        what: String,
    },
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::File(error) => error.id(),
            Error::Unknown { .. } => "import-unknown",
            Error::NotNow { step: Step::Previewed } => "import-not-confirmed",
            Error::NotNow { step: Step::Confirmed } => "import-confirmed",
            Error::NotNow { step: Step::Undone } => "import-undone",
            Error::NotNow { step: Step::Expired } => "import-expired",
            Error::Passed { .. } => "import-passed",
            Error::StoodOn { .. } => "import-stood-on",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Unknown { id } => vec![("id", id.clone())],
            Error::Passed { seen, in_force } => {
                vec![("seen", seen.to_string()), ("force", in_force.to_string())]
            }
            Error::StoodOn { what } => vec![("what", what.clone())],
            _ => Vec::new(),
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::File(error) => error.message(language),
            own => catalog().say(language, own.id(), &own.arguments()),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::File(error) => error.help(language),
            own => catalog().attribute(language, own.id(), "help", &own.arguments()),
        }
    }
}

impl fmt::Display for Error {
    /// The message in English, for logs; a person reads [`Error::message`].
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

impl From<attachments::Error> for Error {
    fn from(error: attachments::Error) -> Error {
        match error {
            attachments::Error::Ground(error) => Error::Ground(error),
            error => Error::File(error),
        }
    }
}
