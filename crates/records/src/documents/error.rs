//! Why something cannot be done with a document, in the reader's language.

use super::content::Flaw;
use super::life::Step;
use crate::attachments;
use crate::identity::Identifier;
use formula::words::{Catalog, Language, Words};
use jiff::Timestamp;
use std::fmt;
use std::sync::LazyLock;

/// The files of the words.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/documents/en.ftl")],
    sq: &[include_str!("../../locales/documents/sq.ftl")],
    sr: &[include_str!("../../locales/documents/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// The words of documents: errors and the names of steps.
pub fn catalog() -> &'static Catalog {
    &CATALOG
}

/// Two edits of one text: the one that stands and the one that came after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The document.
    pub document: Identifier,
    /// The edition on which the later edit was based.
    pub based_on: i64,
    /// The edition that stands.
    pub stands: i64,
    /// When the one that stands was saved.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// The content that stands.
    pub theirs: String,
    /// The content that came after it.
    pub yours: String,
}

/// An error of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(crate::Error),
    /// A file is not taken, or not there.
    Attachment(attachments::Error),
    /// What is attached was changed meanwhile.
    AnnexesPassed,
    /// There is no such document, or none that may be known to exist.
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// Someone else saved the text meanwhile.
    Conflict(Box<Conflict>),
    /// The document is at another step than the one at which this is done.
    NotNow {
        /// The step at which it is.
        step: Step,
    },
    /// What was decided on is no longer what stands: it was submitted anew.
    VersionPassed {
        /// The version that was decided on.
        named: i64,
        /// The version that stands.
        stands: i64,
    },
    /// Someone would approve what they wrote or submitted themselves.
    OwnWork,
    /// A document is returned without saying why, or by too long a text.
    ReasonInvalid,
    /// The text is not fit to be submitted.
    Flaws(Vec<Flaw>),
    /// It cannot take the place of the document that was named.
    CannotSupersede {
        /// The document that was named.
        named: Identifier,
    },
    /// The file could not be made, so nothing was published.
    NotPrinted {
        /// What the typesetter says, untranslated.
        detail: String,
    },
    /// The text is longer than a document may be.
    TooLong,
    /// A text that is no verification code.
    CodeInvalid,
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Attachment(error) => error.id(),
            Error::AnnexesPassed => "document-annexes-passed",
            Error::Unknown { .. } => "document-unknown",
            Error::Conflict(_) => "document-conflict",
            Error::NotNow { .. } => "document-not-now",
            Error::VersionPassed { .. } => "document-version-passed",
            Error::OwnWork => "document-own-work",
            Error::ReasonInvalid => "document-reason",
            Error::Flaws(_) => "document-flaws",
            Error::CannotSupersede { .. } => "document-cannot-supersede",
            Error::NotPrinted { .. } => "document-not-printed",
            Error::TooLong => "document-too-long",
            Error::CodeInvalid => "document-code",
        }
    }

    fn arguments(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Error::Unknown { id } => vec![("id", id.clone())],
            Error::Conflict(conflict) => {
                vec![
                    ("based", conflict.based_on.to_string()),
                    ("stands", conflict.stands.to_string()),
                ]
            }
            Error::NotNow { step } => vec![("step", step.name(language))],
            Error::VersionPassed { named, stands } => {
                vec![("named", named.to_string()), ("stands", stands.to_string())]
            }
            Error::Flaws(flaws) => vec![("count", flaws.len().to_string())],
            Error::CannotSupersede { named } => vec![("id", named.to_string())],
            Error::NotPrinted { detail } => vec![("detail", detail.clone())],
            Error::Ground(_)
            | Error::Attachment(_)
            | Error::AnnexesPassed
            | Error::OwnWork
            | Error::ReasonInvalid
            | Error::TooLong
            | Error::CodeInvalid => Vec::new(),
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::Attachment(error) => error.message(language),
            own => catalog().say(language, own.id(), &own.arguments(language)),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::Attachment(error) => error.help(language),
            own => catalog().attribute(language, own.id(), "help", &own.arguments(language)),
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

impl From<attachments::Error> for Error {
    fn from(error: attachments::Error) -> Error {
        match error {
            attachments::Error::Ground(error) => Error::Ground(error),
            other => Error::Attachment(other),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        Error::Ground(error.into())
    }
}
