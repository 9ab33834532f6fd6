//! What is wrong with a setting: where it stands, what it is, and what to do.

use crate::words::catalog;
use formula::words::Language;
use std::path::{Path, PathBuf};

/// Where a setting stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a line of the file, from 1.
    Line(usize),
    /// In a variable of the environment.
    Variable(String),
    /// On the command line.
    Argument,
    /// Nowhere: it is what it is when nobody says anything.
    Nowhere,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file is no TOML.
    Syntax {
        /// What its reader says, untranslated.
        detail: String,
    },
    /// There is no such setting; the one that was probably meant.
    Unknown {
        /// It.
        nearest: Option<&'static str>,
    },
    /// The value is not what it must be.
    Value {
        /// The word of the catalogue that says what it must be.
        expected: &'static str,
        /// The value, where it is no secret.
        found: String,
    },
    /// The number is out of bounds.
    Range {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// A password stands in the file.
    Secret,
    /// Another setting says the same thing otherwise.
    Contradicts {
        /// The other.
        other: &'static str,
    },
    /// It asks for another one that is not there.
    Needs {
        /// The other.
        other: &'static str,
    },
    /// It means nothing without another one.
    Lacks {
        /// The other.
        other: &'static str,
    },
    /// A file that it names cannot be read.
    File {
        /// The answer of the system.
        detail: String,
    },
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which setting, `section.name`; empty where it is the file.
    pub key: String,
    /// What.
    pub problem: Problem,
}

impl Finding {
    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self.problem {
            Problem::Syntax { .. } => "config-syntax",
            Problem::Unknown { nearest: Some(_) } => "config-misspelt",
            Problem::Unknown { nearest: None } => "config-unknown",
            Problem::Value { .. } => "config-value",
            Problem::Range { .. } => "config-range",
            Problem::Secret => "config-secret",
            Problem::Contradicts { .. } => "config-contradicts",
            Problem::Needs { .. } => "config-needs",
            Problem::Lacks { .. } => "config-lacks",
            Problem::File { .. } => "config-file",
        }
    }

    fn arguments(&self, language: Language) -> Vec<(&'static str, String)> {
        let mut all = vec![("key", self.key.clone())];
        match &self.problem {
            Problem::Syntax { detail } | Problem::File { detail } => {
                all.push(("detail", detail.clone()));
            }
            Problem::Unknown { nearest } => {
                all.push(("nearest", nearest.unwrap_or_default().to_owned()));
            }
            Problem::Value { expected, found } => {
                all.push(("expected", catalog().say::<&str>(language, expected, &[])));
                all.push(("found", found.clone()));
            }
            Problem::Range { least, most } => {
                all.extend([("least", least.to_string()), ("most", most.to_string())]);
            }
            Problem::Contradicts { other }
            | Problem::Needs { other }
            | Problem::Lacks { other } => {
                all.push(("other", (*other).to_owned()));
            }
            Problem::Secret => {}
        }
        all
    }

    /// Where, what, and what to do: two lines.
    pub fn say(&self, file: Option<&Path>, language: Language) -> String {
        let line = match &self.place {
            Place::Line(line) => {
                let file = file.map(|file| file.display().to_string()).unwrap_or_default();
                let values = [("file", file), ("line", line.to_string())];
                catalog().say(language, "config-in-line", &values)
            }
            Place::Variable(name) => {
                catalog().say(language, "config-in-variable", &[("name", name.clone())])
            }
            Place::Argument => catalog().say::<&str>(language, "config-in-argument", &[]),
            Place::Nowhere => file.map(|file| file.display().to_string()).unwrap_or_default(),
        };
        let arguments = self.arguments(language);
        let message = catalog().say(language, self.id(), &arguments);
        let help = catalog().attribute(language, self.id(), "help", &arguments);
        let help = help.map(|help| format!("  = {help}\n")).unwrap_or_default();
        let line = if line.is_empty() { line } else { format!("{line}: ") };
        format!("{line}{message} [{}]\n{help}", self.id())
    }
}

/// All findings, in the order of their lines.
pub fn in_words(findings: &[Finding], file: Option<&PathBuf>, language: Language) -> String {
    findings.iter().map(|finding| finding.say(file.map(PathBuf::as_path), language)).collect()
}
