//! What went wrong on the ground: a stable id, its arguments, and words in each language.
//!
//! The words live in `locales/*.ftl`: `ID` says what happened, `ID.help` what to do.

use formula::words::{Catalog, Language, Words};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What is wrong with the database itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The folder or file cannot be created, opened or written.
    Unwritable,
    /// The file is damaged.
    Corrupt,
    /// The file is something else: no database, or the database of another program.
    Foreign,
    /// Another program holds it for longer than was waited.
    Locked,
    /// No space is left.
    Full,
    /// Any other answer of the database.
    Failed,
}

/// What is kept with the hash of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Data as it was at one moment.
    Snapshot,
    /// What a formula made of a snapshot.
    Run,
}

/// An error of the ground. Every variant has an id in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The database file cannot be used, or refused an operation.
    Database {
        /// What is wrong.
        trouble: Trouble,
        /// The file, where it is known.
        path: Option<PathBuf>,
        /// The answer of the system or of SQLite, untranslated.
        detail: String,
    },
    /// The database was written by a newer version of the program; nothing was changed.
    DatabaseNewer {
        /// The file.
        path: PathBuf,
        /// The first step that this version does not know, `station/number`.
        step: String,
    },
    /// A migration that was applied reads differently now.
    MigrationChanged {
        /// `station/number name`.
        step: String,
    },
    /// The program's own list of migrations is not numbered 1, 2, 3 … within a station.
    MigrationList {
        /// `station/number name`.
        step: String,
    },
    /// A stored text cannot be read as what it should be.
    Value {
        /// What it should be: `timestamp`, `cents`, a column.
        kind: &'static str,
        /// The text, shortened.
        text: String,
    },
    /// A row that never changes was to be changed or removed.
    AppendOnly {
        /// The table.
        table: String,
    },
    /// A chain of the journal does not hold.
    JournalBroken {
        /// The chain.
        chain: String,
        /// The first entry that does not fit, from 1.
        entry: i64,
    },
    /// The stored content no longer fits its hash.
    Altered {
        /// What it is.
        what: Kept,
        /// Its identifier.
        id: String,
    },
    /// Something that was asked for by its identifier does not exist.
    Unknown {
        /// What it is.
        what: Kept,
        /// Its identifier.
        id: String,
    },
    /// The amounts of a result do not add up to the sum that was declared.
    SumMismatch {
        /// The result.
        result: String,
        /// The declared sum, as a decimal.
        expected: String,
        /// The sum found, as a decimal; empty when it does not fit 64 bits of cents.
        found: String,
    },
    /// An amount and its cents say different things.
    CentsMismatch {
        /// The result.
        result: String,
        /// The row.
        row: String,
    },
    /// A value is missing where only a simulation may lack one.
    ValueMissing {
        /// The result.
        result: String,
        /// The row.
        row: String,
    },
    /// The policy does not let this actor do this.
    Refused {
        /// The actor.
        actor: String,
        /// The action.
        action: String,
    },
    /// The same idempotency key came with different content.
    KeyReused {
        /// The key.
        key: String,
    },
    /// An idempotency key that is empty, too long or not plain.
    KeyInvalid,
    /// Rows were written without a word in the journal; nothing was kept.
    NotJournalled {
        /// The action.
        action: String,
    },
    /// Two routes with one method and path, or a path that is none.
    RouteInvalid {
        /// `GET /path`.
        route: String,
    },
    /// A text that is no identifier.
    IdentifierInvalid {
        /// The text, shortened.
        text: String,
    },
    /// The operating system gives no random bits.
    RandomnessUnavailable {
        /// Its answer.
        detail: String,
    },
}

impl Error {
    /// A stored or given text that cannot be read as what it should be.
    pub fn value(kind: &'static str, text: &str) -> Error {
        Error::Value { kind, text: text.chars().take(60).collect() }
    }

    /// The same error with the file named, where it concerns the database.
    pub(crate) fn at(self, file: &Path) -> Error {
        match self {
            Error::Database { trouble, path: None, detail } => {
                Error::Database { trouble, path: Some(file.to_owned()), detail }
            }
            other => other,
        }
    }

    /// Stable id, also the id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Error::Database { trouble, .. } => match trouble {
                Trouble::Unwritable => "database-unwritable",
                Trouble::Corrupt => "database-corrupt",
                Trouble::Foreign => "database-foreign",
                Trouble::Locked => "database-locked",
                Trouble::Full => "database-full",
                Trouble::Failed => "database-failed",
            },
            Error::DatabaseNewer { .. } => "database-newer",
            Error::MigrationChanged { .. } => "migration-changed",
            Error::MigrationList { .. } => "migration-list",
            Error::Value { .. } => "database-value",
            Error::AppendOnly { .. } => "append-only",
            Error::JournalBroken { .. } => "journal-broken",
            Error::Altered { what: Kept::Snapshot, .. } => "snapshot-altered",
            Error::Altered { what: Kept::Run, .. } => "run-altered",
            Error::Unknown { what: Kept::Snapshot, .. } => "snapshot-unknown",
            Error::Unknown { what: Kept::Run, .. } => "run-unknown",
            Error::SumMismatch { .. } => "sum-mismatch",
            Error::CentsMismatch { .. } => "cents-mismatch",
            Error::ValueMissing { .. } => "value-missing",
            Error::Refused { .. } => "action-refused",
            Error::KeyReused { .. } => "idempotency-key-reused",
            Error::KeyInvalid => "idempotency-key-invalid",
            Error::NotJournalled { .. } => "not-journalled",
            Error::RouteInvalid { .. } => "route-invalid",
            Error::IdentifierInvalid { .. } => "identifier-invalid",
            Error::RandomnessUnavailable { .. } => "randomness-unavailable",
        }
    }

    /// Arguments of the message, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let pair = |name, value: &str| (name, value.to_owned());
        match self {
            Error::Database { path, detail, .. } => {
                let path = path.as_ref().map(|file| file.display().to_string());
                let named = path.unwrap_or_else(|| "Peshore".to_owned());
                vec![("path", named), pair("detail", detail)]
            }
            Error::DatabaseNewer { path, step } => {
                vec![("path", path.display().to_string()), pair("step", step)]
            }
            Error::MigrationChanged { step } | Error::MigrationList { step } => {
                vec![pair("step", step)]
            }
            Error::Value { kind, text } => vec![pair("kind", kind), pair("text", text)],
            Error::AppendOnly { table } => vec![pair("table", table)],
            Error::JournalBroken { chain, entry } => {
                vec![pair("chain", chain), ("entry", entry.to_string())]
            }
            Error::Altered { id, .. } | Error::Unknown { id, .. } => vec![pair("id", id)],
            Error::SumMismatch { result, expected, found } => {
                vec![pair("result", result), pair("expected", expected), pair("found", found)]
            }
            Error::CentsMismatch { result, row } | Error::ValueMissing { result, row } => {
                vec![pair("result", result), pair("row", row)]
            }
            Error::Refused { actor, action } => vec![pair("actor", actor), pair("action", action)],
            Error::KeyReused { key } => vec![pair("key", key)],
            Error::KeyInvalid => Vec::new(),
            Error::NotJournalled { action } => vec![pair("action", action)],
            Error::RouteInvalid { route } => vec![pair("route", route)],
            Error::IdentifierInvalid { text } => vec![pair("text", text)],
            Error::RandomnessUnavailable { detail } => vec![pair("detail", detail)],
        }
    }

    /// What happened, as a sentence.
    pub fn message(&self, language: Language) -> String {
        catalog().say(language, self.id(), &self.arguments())
    }

    /// What to do, as a sentence.
    pub fn help(&self, language: Language) -> Option<String> {
        catalog().attribute(language, self.id(), "help", &self.arguments())
    }
}

impl fmt::Display for Error {
    /// The message in English, for logs; a person reads [`Error::message`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.id(), self.message(Language::En))
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        crate::database::sqlite::classify(&error)
    }
}

/// The words of this crate.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../locales/en.ftl")],
            sq: &[include_str!("../locales/sq.ftl")],
            sr: &[include_str!("../locales/sr.ftl")],
        })
    })
}
