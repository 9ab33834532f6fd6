//! What went wrong in this station, in the reader's language.

use crate::kept::OnlyKept;
use crate::words::catalog;
use formula::diagnostic::Diagnostic;
use formula::words::Language;
use formula_data::Findings;
use jiff::civil::Date;
use records::identity::Identifier;
use std::fmt;
use std::sync::Arc;

/// An error of this station.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// An error of the ground.
    Ground(records::Error),
    /// An error of the municipalities' data.
    Territory(territory::Error),
    /// A formula is at fault, or the data on which it is run: everything that was found.
    Formula(Vec<Findings>),
    /// Checks of the formula do not hold, so that the run may not bind: their findings.
    Checks(Vec<Diagnostic>),
    /// A kept run comes out otherwise when it is made anew.
    DoesNotReproduce {
        /// The run.
        id: String,
        /// The result that differs, or the part of the identity.
        what: String,
        /// The row that differs, or empty.
        row: String,
        /// What was kept.
        kept: String,
        /// What came out.
        found: String,
    },
    /// A kept run of another version of the engine, which this one cannot work out: what was kept
    /// is all that can be shown of it.
    OnlyKept(Arc<OnlyKept>),
    /// A run would say that its data were known up to a day after the snapshot was taken.
    KnownAfterSnapshot {
        /// The day that the run would name.
        known: Date,
        /// The day on which the snapshot was taken.
        taken: Date,
    },
    /// No run of this formula was made.
    NoRun {
        /// The formula.
        formula: String,
    },
    /// There is no formula of this name.
    FormulaUnknown {
        /// The name.
        formula: String,
    },
    /// An import is not taken, not confirmed or not undone.
    Import(records::imports::Error),
    /// The formula reads no such table of data.
    DataTableUnknown {
        /// The table.
        table: String,
    },
    /// A version of the data is not undone while proposals stand on it.
    DataStoodOn {
        /// The proposals.
        proposals: Vec<Identifier>,
    },
    /// The workbook cannot be written.
    Workbook {
        /// What the writer said.
        detail: String,
    },
}

impl Error {
    pub(crate) fn formula(findings: Vec<Findings>) -> Error {
        Error::Formula(findings)
    }

    /// An error of reading documents.
    pub(crate) fn documents(error: records::documents::Error) -> Error {
        match error {
            records::documents::Error::Ground(error) => Error::Ground(error),
            error => Error::Ground(records::Error::value("document", &error.to_string())),
        }
    }

    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Ground(error) => error.id(),
            Error::Territory(error) => error.id(),
            Error::Formula(_) => "grant-formula-refused",
            Error::Checks(_) => "grant-checks-do-not-hold",
            Error::DoesNotReproduce { .. } => "grant-run-does-not-reproduce",
            Error::OnlyKept(_) => "grant-run-only-kept",
            Error::KnownAfterSnapshot { .. } => "grant-known-after-snapshot",
            Error::NoRun { .. } => "grant-no-run",
            Error::FormulaUnknown { .. } => "grant-formula-unknown",
            Error::Import(error) => error.id(),
            Error::DataTableUnknown { .. } => "grant-data-table-unknown",
            Error::DataStoodOn { .. } => "grant-data-stood-on",
            Error::Workbook { .. } => "grant-workbook",
        }
    }

    /// Whether what was asked for does not exist: a page answers it with "not found". Of a run that
    /// is only kept that is every page but the one that shows what was kept.
    pub fn is_unknown(&self) -> bool {
        match self {
            Error::Ground(records::Error::Unknown { .. })
            | Error::Ground(records::Error::IdentifierInvalid { .. })
            | Error::Territory(territory::Error::MunicipalityUnknown(_))
            | Error::OnlyKept(_)
            | Error::DataTableUnknown { .. }
            | Error::Import(records::imports::Error::Unknown { .. })
            | Error::FormulaUnknown { .. } => true,
            Error::Territory(territory::Error::Ground(error)) => {
                matches!(error, records::Error::Unknown { .. })
            }
            _ => false,
        }
    }

    /// What was found in formulas and data, if that is what is wrong.
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        match self {
            Error::Formula(all) => all.iter().flat_map(|f| &f.diagnostics).collect(),
            Error::Checks(diagnostics) => diagnostics.iter().collect(),
            Error::OnlyKept(kept) => kept.findings.iter().flat_map(|f| &f.diagnostics).collect(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Error::Ground(error) => error.arguments(),
            Error::Territory(_) | Error::Import(_) => Vec::new(),
            Error::DataTableUnknown { table } => vec![("table", table.clone())],
            Error::DataStoodOn { proposals } => {
                let all: Vec<String> =
                    proposals.iter().map(|id| format!("proposal/{id}")).collect();
                vec![("what", all.join(", "))]
            }
            Error::Formula(_) | Error::Checks(_) => {
                vec![("count", self.diagnostics().len().to_string())]
            }
            Error::DoesNotReproduce { id, what, row, kept, found } => vec![
                ("id", id.clone()),
                ("what", what.clone()),
                ("row", row.clone()),
                ("kept", kept.clone()),
                ("found", found.clone()),
            ],
            Error::OnlyKept(kept) => vec![
                ("id", kept.summary.id.to_string()),
                ("made", kept.summary.engine.clone()),
                ("now", kept.now().to_owned()),
            ],
            Error::KnownAfterSnapshot { known, taken } => {
                vec![("known", known.to_string()), ("taken", taken.to_string())]
            }
            Error::NoRun { formula } | Error::FormulaUnknown { formula } => {
                vec![("formula", formula.clone())]
            }
            Error::Workbook { detail } => vec![("detail", detail.clone())],
        }
    }

    /// What happened, as a sentence. What was found in a formula speaks for itself, see
    /// [`Error::diagnostics`].
    pub fn message(&self, language: Language) -> String {
        match self {
            Error::Ground(error) => error.message(language),
            Error::Territory(error) => error.message(language),
            Error::Import(error) => error.message(language),
            _ => catalog().say(language, self.id(), &self.arguments()),
        }
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        match self {
            Error::Ground(error) => error.help(language),
            Error::Territory(error) => error.help(language),
            Error::Import(error) => error.help(language),
            _ => catalog().attribute(language, self.id(), "help", &self.arguments()),
        }
    }
}

impl fmt::Display for Error {
    /// The message in English with every finding, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.id(), self.message(Language::En))?;
        for diagnostic in self.diagnostics() {
            write!(f, "\n[{}] {}", diagnostic.id, diagnostic.message(Language::En))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<records::Error> for Error {
    fn from(error: records::Error) -> Error {
        Error::Ground(error)
    }
}

impl From<records::imports::Error> for Error {
    fn from(error: records::imports::Error) -> Error {
        match error {
            records::imports::Error::Ground(error) => Error::Ground(error),
            error => Error::Import(error),
        }
    }
}

impl From<territory::Error> for Error {
    fn from(error: territory::Error) -> Error {
        Error::Territory(error)
    }
}
