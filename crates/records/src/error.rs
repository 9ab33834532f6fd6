//! What went wrong on the ground: a stable id, its arguments, and words in each language.
//!
//! The words live in `locales/*.ftl`: `ID` says what happened, `ID.help` what to do.

use crate::database::{Address, postgres, sqlite};
use crate::policy::{ActionEntry, Reason, Role, rights_catalog};
use crate::sealing::Fault;
use formula::words::{Catalog, Language, Words};
use sqlx::postgres::PgDatabaseError;
use std::fmt;
use std::io::ErrorKind;
use std::sync::OnceLock;

/// What is wrong with the database itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The folder or file cannot be created, opened or written; a server gives no right to write.
    Unwritable,
    /// It is damaged.
    Corrupt,
    /// It is something else: no database, or the database of another program.
    Foreign,
    /// Another program holds it for longer than was waited.
    Locked,
    /// No space is left.
    Full,
    /// There is none.
    Missing,
    /// It is ours, but a copy into it did not come to its end.
    Incomplete,
    /// It is to be filled and holds something already.
    NotEmpty,
    /// The server is not there, or does not answer in time.
    Unreachable,
    /// The server does not know the user, or the password is wrong.
    Denied,
    /// The connection is not protected as its address demands.
    Unprotected,
    /// The server cannot hold our data: its version, or the encoding of the database.
    Unfit,
    /// Any other answer of the database.
    Failed,
}

/// What is wrong with the file of a backup, or with a key to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupTrouble {
    /// The file cannot be written.
    Unwritable,
    /// Something of this name is there already.
    Exists,
    /// No space is left.
    Full,
    /// What lies on the disk is not what was written.
    Differs,
    /// The file cannot be opened or read.
    Unreadable,
    /// It is something else.
    Foreign,
    /// It was made by a newer version of the program.
    Newer,
    /// It was encrypted for other keys.
    WrongKey,
    /// It was changed.
    Damaged,
    /// It ends too early.
    Truncated,
    /// A text or file that should hold a key holds none.
    KeyInvalid,
}

impl BackupTrouble {
    fn id(self) -> &'static str {
        match self {
            BackupTrouble::Unwritable => "backup-unwritable",
            BackupTrouble::Exists => "backup-exists",
            BackupTrouble::Full => "backup-full",
            BackupTrouble::Differs => "backup-differs",
            BackupTrouble::Unreadable => "backup-unreadable",
            BackupTrouble::Foreign => "backup-foreign",
            BackupTrouble::Newer => "backup-newer",
            BackupTrouble::WrongKey => "backup-wrong-key",
            BackupTrouble::Damaged => "backup-damaged",
            BackupTrouble::Truncated => "backup-truncated",
            BackupTrouble::KeyInvalid => "backup-key-invalid",
        }
    }
}

/// What is kept with the hash of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Data as it was at one moment.
    Snapshot,
    /// What a formula made of a snapshot.
    Run,
    /// A document that was submitted or published.
    Document,
    /// A file that was attached to something.
    Attachment,
}

/// An error of the ground. Every variant has an id in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The database cannot be used, or refused an operation.
    Database {
        /// What is wrong.
        trouble: Trouble,
        /// Where it is, where that is known; without a password.
        place: Option<String>,
        /// The answer of the system or of the database, untranslated.
        detail: String,
    },
    /// A backup cannot be made or read.
    Backup {
        /// What is wrong.
        trouble: BackupTrouble,
        /// The file, or where the key stands; never the key.
        path: String,
        /// The answer of the system, or where in the backup it is; untranslated.
        detail: String,
    },
    /// The database was written by a newer version of the program; nothing was changed.
    DatabaseNewer {
        /// Where it is, without a password.
        place: String,
        /// The first step that this version does not know, `station/number`.
        step: String,
    },
    /// A text that is no address of a database.
    AddressInvalid {
        /// What is wrong with it: never the text itself, which may hold a password.
        detail: String,
    },
    /// A text holds the character U+0000, which PostgreSQL cannot keep.
    TextUnstorable {
        /// Where it stands: an action, or a table and column.
        within: String,
    },
    /// What was copied reads back differently.
    CopyDiffers {
        /// The table.
        table: String,
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
        /// What that is, in sentences; none when no station lists the action.
        deed: Option<&'static ActionEntry>,
        /// The sentences of the policies that forbid it; none when no policy permits it.
        reasons: Vec<Reason>,
        /// The roles that may do it, held in the right place.
        open_to: Vec<Role>,
    },
    /// A program acts by a token that does not reach this.
    OutOfReach {
        /// The action.
        action: String,
        /// What that is, in sentences; none when no station lists the action.
        deed: Option<&'static ActionEntry>,
    },
    /// A request that changes something came from elsewhere than a page of ours.
    NotMeant,
    /// A station's policy cannot be read, or speaks of what there is not.
    PolicyInvalid {
        /// The station or the policy.
        station: String,
        /// What is wrong, untranslated.
        detail: String,
    },
    /// A route names an action that no station lists.
    ActionUnlisted {
        /// The action.
        action: String,
        /// `GET /path`.
        route: String,
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
    /// Something about sealed data.
    Sealing(Fault),
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

    /// Something wrong with a database whose place is not named yet.
    pub(crate) fn database(trouble: Trouble, detail: String) -> Error {
        Error::Database { trouble, place: None, detail }
    }

    /// The same error with the place named, where it concerns the database.
    pub(crate) fn at(self, address: &Address) -> Error {
        match self {
            Error::Database { trouble, place: None, detail } => {
                Error::Database { trouble, place: Some(address.to_string()), detail }
            }
            Error::DatabaseNewer { place, step } if place.is_empty() => {
                Error::DatabaseNewer { place: address.to_string(), step }
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
                Trouble::Missing => "database-missing",
                Trouble::Incomplete => "database-incomplete",
                Trouble::NotEmpty => "database-not-empty",
                Trouble::Unreachable => "database-unreachable",
                Trouble::Denied => "database-denied",
                Trouble::Unprotected => "database-unprotected",
                Trouble::Unfit => "database-unfit",
                Trouble::Failed => "database-failed",
            },
            Error::Backup { trouble, .. } => trouble.id(),
            Error::DatabaseNewer { .. } => "database-newer",
            Error::AddressInvalid { .. } => "database-address",
            Error::TextUnstorable { .. } => "text-unstorable",
            Error::CopyDiffers { .. } => "copy-differs",
            Error::MigrationChanged { .. } => "migration-changed",
            Error::MigrationList { .. } => "migration-list",
            Error::Value { .. } => "database-value",
            Error::AppendOnly { .. } => "append-only",
            Error::JournalBroken { .. } => "journal-broken",
            Error::Altered { what: Kept::Snapshot, .. } => "snapshot-altered",
            Error::Altered { what: Kept::Run, .. } => "run-altered",
            Error::Altered { what: Kept::Document, .. } => "document-altered",
            Error::Altered { what: Kept::Attachment, .. } => "attachment-altered",
            Error::Unknown { what: Kept::Snapshot, .. } => "snapshot-unknown",
            Error::Unknown { what: Kept::Run, .. } => "run-unknown",
            Error::Unknown { what: Kept::Document, .. } => "document-missing",
            Error::Unknown { what: Kept::Attachment, .. } => "attachment-unknown",
            Error::SumMismatch { .. } => "sum-mismatch",
            Error::CentsMismatch { .. } => "cents-mismatch",
            Error::ValueMissing { .. } => "value-missing",
            Error::Refused { .. } => "action-refused",
            Error::OutOfReach { .. } => "action-out-of-reach",
            Error::NotMeant => "request-not-meant",
            Error::PolicyInvalid { .. } => "policy-invalid",
            Error::ActionUnlisted { .. } => "action-unlisted",
            Error::KeyReused { .. } => "idempotency-key-reused",
            Error::KeyInvalid => "idempotency-key-invalid",
            Error::NotJournalled { .. } => "not-journalled",
            Error::RouteInvalid { .. } => "route-invalid",
            Error::IdentifierInvalid { .. } => "identifier-invalid",
            Error::Sealing(fault) => fault.id(),
            Error::RandomnessUnavailable { .. } => "randomness-unavailable",
        }
    }

    /// Arguments of the message, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let pair = |name, value: &str| (name, value.to_owned());
        match self {
            Error::Database { place, detail, .. } => {
                vec![pair("path", place.as_deref().unwrap_or("Peshore")), pair("detail", detail)]
            }
            Error::Backup { path, detail, .. } => vec![pair("path", path), pair("detail", detail)],
            Error::DatabaseNewer { place, step } => vec![pair("path", place), pair("step", step)],
            Error::AddressInvalid { detail } => vec![pair("detail", detail)],
            Error::TextUnstorable { within } => vec![pair("within", within)],
            Error::CopyDiffers { table } => vec![pair("table", table)],
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
            Error::Refused { action, .. } | Error::OutOfReach { action, .. } => {
                vec![pair("deed", action)]
            }
            Error::PolicyInvalid { station, detail } => {
                vec![pair("station", station), pair("detail", detail)]
            }
            Error::ActionUnlisted { action, route } => {
                vec![pair("action", action), pair("route", route)]
            }
            Error::KeyReused { key } => vec![pair("key", key)],
            Error::KeyInvalid | Error::NotMeant => Vec::new(),
            Error::NotJournalled { action } => vec![pair("action", action)],
            Error::RouteInvalid { route } => vec![pair("route", route)],
            Error::IdentifierInvalid { text } => vec![pair("text", text)],
            Error::Sealing(fault) => fault.arguments(),
            Error::RandomnessUnavailable { detail } => vec![pair("detail", detail)],
        }
    }

    /// What happened, in sentences: a refusal says its reasons.
    pub fn message(&self, language: Language) -> String {
        let mut arguments = self.arguments();
        if let Error::Refused { deed: Some(deed), .. }
        | Error::OutOfReach { deed: Some(deed), .. } = self
        {
            arguments = vec![("deed", deed.say(language))];
        }
        let mut text = catalog().say(language, self.id(), &arguments);
        if let Error::Refused { reasons, .. } = self {
            for reason in reasons {
                text.push(' ');
                text.push_str(&reason.say(language));
            }
        }
        text
    }

    /// What to do, as a sentence: who is refused hears which roles may do it.
    pub fn help(&self, language: Language) -> Option<String> {
        if let Error::Refused { open_to, .. } = self
            && !open_to.is_empty()
        {
            let roles: Vec<String> = open_to.iter().map(|role| role.name(language)).collect();
            let roles = [("roles", roles.join(", "))];
            return Some(rights_catalog().say(language, "action-refused-roles", &roles));
        }
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
        match &error {
            sqlx::Error::Database(answer) => of_database(answer.as_ref()),
            other => Error::database(of_driver(other), error.to_string()),
        }
    }
}

/// What an answer of either database means.
fn of_database(answer: &(dyn sqlx::error::DatabaseError + 'static)) -> Error {
    if let Some((_, table)) = answer.message().split_once(sqlite::REFUSAL) {
        return Error::AppendOnly { table: table.to_owned() };
    }
    let trouble = match answer.try_downcast_ref::<PgDatabaseError>() {
        Some(error) => postgres::trouble_of(error),
        None => sqlite::trouble_of(&answer.code().unwrap_or_default()),
    };
    Error::database(trouble, answer.to_string())
}

/// What an error of the driver means that no database answered.
fn of_driver(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::PoolTimedOut => Trouble::Locked,
        sqlx::Error::Tls(_) => Trouble::Unprotected,
        // Of files the library of SQLite speaks itself, but for a name that is none.
        sqlx::Error::Io(error) if error.kind() == ErrorKind::InvalidInput => Trouble::Unwritable,
        // A certificate that is not accepted comes as an answer that cannot be read.
        sqlx::Error::Io(error) if error.kind() == ErrorKind::InvalidData => Trouble::Unprotected,
        sqlx::Error::Io(_) => Trouble::Unreachable,
        _ => Trouble::Failed,
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
