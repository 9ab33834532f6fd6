//! Why a file is not taken, or not there, in the reader's language.

use super::media::MediaType;
use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::sync::LazyLock;

/// The files of the words.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/attachments/en.ftl")],
    sq: &[include_str!("../../locales/attachments/sq.ftl")],
    sr: &[include_str!("../../locales/attachments/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// The words of attachments.
pub fn catalog() -> &'static Catalog {
    &CATALOG
}

/// An error of attachments.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(crate::Error),
    /// No file was sent.
    Missing,
    /// What was sent broke off, or is no form that holds a file.
    Broken,
    /// It has no name, or one that is no line.
    NameInvalid,
    /// The file holds nothing.
    Empty,
    /// The file is too large.
    TooLarge {
        /// How many bytes one may have.
        most: usize,
    },
    /// The thing has as many files as it may.
    TooMany {
        /// How many.
        most: usize,
    },
    /// The file is of a type that is not taken.
    TypeRefused,
    /// A text that is not in UTF-8.
    Encoding,
    /// The file holds macros.
    Macros,
    /// The file is a page, a script or a program, whatever its name says.
    Active,
    /// The site was started without master keys, and keeps no file open.
    NoKeys,
    /// Nothing of this hash is attached.
    Unknown {
        /// The hash.
        sha256: String,
    },
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Missing => "attachment-missing",
            Error::Broken => "attachment-broken",
            Error::NameInvalid => "attachment-name",
            Error::Empty => "attachment-empty",
            Error::TooLarge { .. } => "attachment-large",
            Error::TooMany { .. } => "attachment-many",
            Error::TypeRefused => "attachment-type",
            Error::Encoding => "attachment-encoding",
            Error::Macros => "attachment-macros",
            Error::Active => "attachment-active",
            Error::NoKeys => "attachment-no-keys",
            Error::Unknown { .. } => "attachment-unknown",
        }
    }

    fn arguments(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Error::TooLarge { most } => vec![("most", size(*most, language))],
            Error::TooMany { most } => vec![("most", most.to_string())],
            Error::Unknown { sha256 } => vec![("hash", sha256.clone())],
            Error::TypeRefused => vec![("types", types())],
            _ => Vec::new(),
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            own => catalog().say(language, own.id(), &own.arguments(language)),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            own => catalog().attribute(language, own.id(), "help", &own.arguments(language)),
        }
    }
}

/// The names of the types that are taken: `PDF, DOCX`.
fn types() -> String {
    MediaType::ALL.map(MediaType::name).join(", ")
}

/// A size as people read it: `10 MB`, with the figure of the language's own decimal sign.
///
/// A megabyte is 1024 × 1024 bytes here, as systems show it.
pub fn size(bytes: usize, language: Language) -> String {
    const STEP: usize = 1024;
    let tenths = |unit: usize| bytes.saturating_mul(10).div_ceil(unit);
    let written = |tenths: usize| {
        let sign = if language == Language::En { '.' } else { ',' };
        match (tenths.checked_div(10).unwrap_or_default(), tenths.checked_rem(10)) {
            (whole, Some(0) | None) => whole.to_string(),
            (whole, Some(part)) => format!("{whole}{sign}{part}"),
        }
    };
    match bytes {
        ..STEP => format!("{bytes} B"),
        STEP..0x0010_0000 => format!("{} kB", written(tenths(STEP))),
        _ => format!("{} MB", written(tenths(STEP.saturating_mul(STEP)))),
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
