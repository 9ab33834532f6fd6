//! The ground for data, on which every station stands. It knows no station.
//!
//! A write has one door. A [`command::Command`] comes to the [`command::Gate`] with an actor, a
//! time and an idempotency key; [`policy`] decides whether this actor may; the command reads what
//! it needs, decides purely, and writes through a [`unit_of_work::UnitOfWork`], whose rows and
//! [`journal`] entries become lasting together or not at all.
//!
//! | room | holds |
//! |---|---|
//! | [`database`] | a file of SQLite or a database of PostgreSQL: opened, checked, migrated, copied |
//! | [`backup`] | everything of one moment in an encrypted file, and back |
//! | [`migration`] | the steps that made the tables, forward only, each with its hash |
//! | [`unit_of_work`] | transaction, actor, time and idempotency key in one value |
//! | [`command`] | the flow of every write |
//! | [`policy`] | who may do what; routes that cannot exist without their entry |
//! | [`people`] | accounts, sign-in, sessions, invitations, roles given and ended |
//! | [`journal`] | what was done, append-only and hash-chained |
//! | [`snapshot`] | data as it was at one moment, never changed |
//! | [`run`] | what a formula made of a snapshot, never changed |
//! | [`attachments`] | files attached to things, known by their content, sealed |
//! | [`imports`] | tables that people send: looked at, confirmed, undone |
//! | [`documents`] | what is written, decided on and published |
//! | [`notices`] | what people are told of it, on the site and by letter; reminders |
//! | [`jobs`] | what is to be done later, or again until it succeeds |
//! | [`calendar`] | working days and holidays |
//! | [`money`] | whole cents |
//! | [`actor`], [`clock`], [`identity`] | who, when, and under which identifier |
//! | [`sealing`] | personal data, unreadable without a key that is not in the database |
//! | [`sensitivity`] | circles, kinship, emergency access, matches for a broker |
//! | [`content_hash`] | hashes over several texts without ambiguity |
//! | [`error`] | what went wrong, in the reader's language |
//!
//! Tables hold only what SQLite and PostgreSQL both read alike: `SMALLINT` 0/1 for yes and no,
//! `BIGINT` cents for money, `TEXT` for dates, identifiers, decimals and JSON; parameters are
//! written `$1`.

pub mod actor;
pub mod attachments;
pub mod backup;
pub mod calendar;
pub mod clock;
pub mod command;
pub mod content_hash;
pub mod database;
pub mod documents;
pub mod error;
pub mod identity;
pub mod imports;
pub mod jobs;
pub mod journal;
pub mod migration;
pub mod money;
pub mod notices;
pub mod people;
pub mod policy;
mod random;
pub mod run;
pub mod sealing;
pub mod sensitivity;
pub mod snapshot;
pub mod unit_of_work;

pub use error::Error;

use migration::Migration;

/// The tables of this crate; the stations' follow after them.
pub const MIGRATIONS: &[Migration] = &[
    Migration::new("records", 1, "ground", include_str!("../migrations/001_ground.sql"))
        .append_only(&[
            "applied_migration",
            "command_outcome",
            "journal",
            "snapshot",
            "snapshot_table",
            "run",
            "run_result",
            "run_sum",
        ]),
    Migration::new("records", 2, "sealing", include_str!("../migrations/002_sealing.sql")),
    Migration::new("records", 3, "people", include_str!("../migrations/003_people.sql")),
    Migration::new("records", 4, "origin", include_str!("../migrations/004_origin.sql")),
    Migration::new("records", 5, "documents", include_str!("../migrations/005_documents.sql"))
        .append_only(&[
            "document_version",
            "document_step",
            "document_publication",
            "document_file",
        ]),
    Migration::new("records", 6, "jobs", include_str!("../migrations/006_jobs.sql")),
    Migration::new("records", 7, "notices", include_str!("../migrations/007_notices.sql")),
    Migration::new(
        "records",
        8,
        "access tokens",
        include_str!("../migrations/008_access_tokens.sql"),
    ),
    Migration::new("records", 9, "identity", include_str!("../migrations/009_identity.sql")),
    Migration::new("records", 10, "attachments", include_str!("../migrations/010_attachments.sql")),
    Migration::new("records", 11, "sensitivity", include_str!("../migrations/011_sensitivity.sql")),
    Migration::new("records", 12, "imports", include_str!("../migrations/012_imports.sql")),
];

#[cfg(test)]
mod tests;
