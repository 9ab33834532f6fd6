//! Why the site cannot be started, in the reader's language.

use crate::config::{Finding, in_words};
use crate::words::catalog;
use formula::words::Language;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

/// Why the site cannot be started.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(records::Error),
    /// An error of the grant station, or of one upstream of it.
    Grant(grant::Error),
    /// An error about people who sign in.
    People(records::people::Error),
    /// Something is sealed, and the program was given no master keys.
    NoKeys,
    /// The way of letters cannot be set up.
    Mail {
        /// Why, untranslated.
        detail: String,
    },
    /// No free port was found.
    PortsTaken {
        /// The first that was tried.
        first: u16,
        /// The last that was tried.
        last: u16,
        /// The answer of the system.
        detail: String,
    },
    /// The address can be reached from other machines.
    AddressPublic {
        /// The address.
        address: IpAddr,
    },
    /// There is no database to serve.
    NoDatabase {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file of master keys cannot be read or written.
    KeyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        trouble: KeyFileTrouble,
    },
    /// The file of settings cannot be read.
    ConfigUnreadable {
        /// The file.
        path: PathBuf,
        /// The answer of the system.
        detail: String,
    },
    /// Settings are wrong.
    ConfigWrong {
        /// The file, if one was named.
        file: Option<PathBuf>,
        /// Everything that is wrong.
        findings: Vec<Finding>,
    },
    /// The system refuses what a server needs.
    System {
        /// Its answer.
        detail: String,
    },
}

/// What is wrong with the file of master keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFileTrouble {
    /// It is not there.
    Missing,
    /// It was to be made and is there.
    ThereAlready,
    /// Other users of the machine may read or write it.
    OpenToOthers,
    /// Another answer of the system.
    Failed(String),
}

impl KeyFileTrouble {
    fn id(&self) -> &'static str {
        match self {
            KeyFileTrouble::Missing => "keys-file-missing",
            KeyFileTrouble::ThereAlready => "keys-file-there",
            KeyFileTrouble::OpenToOthers => "keys-file-open",
            KeyFileTrouble::Failed(_) => "keys-file-failed",
        }
    }
}

impl Error {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Grant(error) => error.id(),
            Error::People(error) => error.id(),
            Error::NoKeys => "start-no-keys",
            Error::Mail { .. } => "start-mail",
            Error::PortsTaken { .. } => "start-ports-taken",
            Error::AddressPublic { .. } => "start-address-public",
            Error::NoDatabase { .. } => "start-no-database",
            Error::KeyFile { trouble, .. } => trouble.id(),
            Error::ConfigUnreadable { .. } => "config-unreadable",
            Error::ConfigWrong { .. } => "config-wrong",
            Error::System { .. } => "start-system",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Ground(_) | Error::Grant(_) | Error::People(_) | Error::NoKeys => Vec::new(),
            Error::Mail { detail } => vec![("detail", detail.clone())],
            Error::PortsTaken { first, last, detail } => vec![
                ("first", first.to_string()),
                ("last", last.to_string()),
                ("detail", detail.clone()),
            ],
            Error::AddressPublic { address } => vec![("address", address.to_string())],
            Error::NoDatabase { path } => vec![("path", path.display().to_string())],
            Error::KeyFile { path, trouble } => {
                let detail = match trouble {
                    KeyFileTrouble::Failed(detail) => detail.clone(),
                    _ => String::new(),
                };
                vec![("path", path.display().to_string()), ("detail", detail)]
            }
            Error::ConfigUnreadable { path, detail } => {
                vec![("path", path.display().to_string()), ("detail", detail.clone())]
            }
            Error::ConfigWrong { findings, .. } => vec![("count", findings.len().to_string())],
            Error::System { detail } => vec![("detail", detail.clone())],
        }
    }

    /// What happened, as a sentence; of formulas and data, everything that was found.
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::Grant(error) => {
                let found = error.diagnostics().into_iter().map(|d| d.message(language));
                let all: Vec<String> =
                    std::iter::once(error.message(language)).chain(found).collect();
                all.join("\n")
            }
            Error::People(error) => error.message(language),
            Error::ConfigWrong { file, findings } => {
                let all = in_words(findings, file.as_ref(), language);
                all + &catalog().say(language, self.id(), &self.arguments())
            }
            _ => catalog().say(language, self.id(), &self.arguments()),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::Grant(error) => error.help(language),
            Error::People(error) => error.help(language),
            _ => catalog().attribute(language, self.id(), "help", &self.arguments()),
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

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Error {
        Error::Ground(error)
    }
}

impl From<records::people::Error> for Error {
    fn from(error: records::people::Error) -> Error {
        match error {
            records::people::Error::Ground(error) => Error::Ground(error),
            refused => Error::People(refused),
        }
    }
}

impl From<grant::Error> for Error {
    fn from(error: grant::Error) -> Error {
        match error {
            grant::Error::Ground(error) => Error::Ground(error),
            other => Error::Grant(other),
        }
    }
}
