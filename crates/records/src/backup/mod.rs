//! Everything of one moment of a database in one encrypted file, and back into an empty database
//! of either kind.
//!
//! A backup is made while others write, and holds every table that the database's own catalogue
//! names, with the number of its rows and the hash over them. It is encrypted for keys whose other
//! half need not be on the machine that makes it: whoever breaks into that machine cannot read
//! yesterday's backups.
//!
//! | room | does |
//! |---|---|
//! | [`keys`] | who can read a backup |
//! | `lines` | what stands in it, line by line |
//! | `sealing` | compressed, encrypted, hashed, on the disk under its name only once it is whole |
//! | `opening` | reads it, and finds any damage |

pub mod keys;
mod lines;
mod opening;
mod sealing;

pub use keys::{Identities, Recipient};

use crate::clock;
use crate::database::copy::{compare, insert};
use crate::database::digest::{self, Digest, Growing, Value, digests};
use crate::database::{Address, Database, Options, Purpose, catalog, mark_whole};
use crate::error::Error;
use crate::migration::{self, Migration};
use jiff::Timestamp;
use lines::{End, Head, Line, TableEnd, TableHead};
use opening::{Opened, Part};
use sealing::Sealing;
use sqlx::{AnyConnection, Connection};
use std::path::Path;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// When it was made.
    pub made_at: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    /// What each table holds, by name.
    pub tables: Vec<Digest>,
    /// SHA-256 of the file as it lies on the disk, to be kept elsewhere and compared.
    pub file_hash: String,
}

impl Held {
    /// How many rows in all.
    pub fn rows(&self) -> u64 {
        self.tables.iter().fold(0, |sum, table| sum.saturating_add(table.rows))
    }
}

/// Backs up a database while others use it, and reads the file back from the disk before it gets
/// its name. The database stays as it is: steps of migration that it lacks are not applied.
///
/// # Errors
/// `backup-exists`, `backup-unwritable`, `backup-full`, `backup-differs`, `backup-key-invalid`
/// without a recipient; those of [`Database::open`]. After an error there is no file of this name.
pub async fn make(
    from: &Address,
    file: &Path,
    recipients: &[Recipient],
    stations: &[&[Migration]],
    options: &Options,
    now: Timestamp,
) -> Result<Held, Error> {
    let mut sealing = Sealing::begin(file, recipients)?;
    let steps = migration::gather(stations)?;
    let source = Database::open_for(from, &steps, options, Purpose::Read).await?;
    let mut reading = source.readers().begin().await?;
    let written = write_all(&mut reading, &mut sealing, now).await;
    // What was read is not changed by how reading ends.
    let _ = reading.rollback().await;
    source.close().await;
    let (head, tables) = written.map_err(|error| error.at(from))?;
    let file_hash = sealing.finish()?;
    Ok(Held { made_at: now, program: head.program, tables, file_hash })
}

async fn write_all(
    reading: &mut AnyConnection,
    sealing: &mut Sealing,
    now: Timestamp,
) -> Result<(Head, Vec<Digest>), Error> {
    let head = Head::new(now, &migration::ledger(reading).await?);
    sealing.line(&Line::Backup(head.clone()))?;
    let mut digests = Vec::new();
    for table in catalog::tables(reading).await? {
        sealing.line(&Line::Table(TableHead::of(&table)))?;
        let mut growing = Growing::new(&table);
        let mut after = None;
        loop {
            let rows = digest::page(reading, &table, after.as_deref()).await?;
            growing = growing.add(&rows);
            after = digest::last_key(&table, &rows);
            for row in rows {
                sealing.line(&Line::row(row))?;
            }
            if after.is_none() {
                break;
            }
        }
        let found = growing.finish(&table);
        sealing.line(&Line::EndTable(TableEnd { rows: found.rows, hash: found.hash.clone() }))?;
        digests.push(found);
    }
    sealing.line(&Line::End(End::of(&digests)))?;
    digests.sort_by(|a, b| a.table.cmp(&b.table));
    Ok((head, digests))
}

/// Reads a backup from its first to its last byte, and says what it holds.
///
/// # Errors
/// `backup-unreadable`, `backup-foreign`, `backup-newer`, `backup-wrong-key`, `backup-damaged`,
/// `backup-truncated`.
pub fn verify(file: &Path, identities: &Identities) -> Result<Held, Error> {
    held(Opened::file(file, identities)?)
}

fn held<R: std::io::Read>(mut opened: Opened<R>) -> Result<Held, Error> {
    let mut tables = Vec::new();
    loop {
        match opened.next()? {
            Part::Table(_) | Part::Rows(_) => {}
            Part::TableEnd(found) => tables.push(found),
            Part::End => break,
        }
    }
    tables.sort_by(|a, b| a.table.cmp(&b.table));
    let (head, file_hash) = opened.finish()?;
    let made_at = clock::from_text(&head.made_at)?;
    Ok(Held { made_at, program: head.program, tables, file_hash })
}

/// Fills an empty database with what a backup holds, after the whole backup was read once and
/// found undamaged. The database has the steps of migration that it had then; it is brought up to
/// date when it is next opened. Until everything was read back it is marked as incomplete, and
/// refused by whoever opens it.
///
/// # Errors
/// Those of [`verify`]; `database-newer`, `migration-changed`, `database-not-empty`,
/// `text-unstorable`, `copy-differs`, and those of [`Database::open`].
pub async fn restore(
    file: &Path,
    identities: &Identities,
    to: &Address,
    stations: &[&[Migration]],
    options: &Options,
) -> Result<Held, Error> {
    let held = verify(file, identities)?;
    let mut opened = Opened::file(file, identities)?;
    let ledger = opened.head().ledger()?;
    let mut steps = migration::gather(stations)?;
    let named = |error: Error| match error {
        Error::DatabaseNewer { step, .. } => {
            Error::DatabaseNewer { place: file.display().to_string(), step }
        }
        other => other,
    };
    ledger.compare(&steps).map_err(named)?;
    steps.retain(|step| ledger.knows(step));
    let purpose = Purpose::Fill { applied: &ledger };
    let target = Database::open_for(to, &steps, options, purpose).await?;
    let filled = async {
        let mut writing = target.writers.acquire().await?;
        let written = fill(&mut opened, &mut writing).await?;
        let read_back = digests(&target).await?;
        compare(&written, &read_back)?;
        compare(&held.tables, &read_back)?;
        mark_whole(&mut writing).await
    };
    let filled = filled.await.map_err(|error: Error| error.at(to));
    target.close().await;
    filled.map(|()| held)
}

/// Writes every row in one transaction, and says what was written.
async fn fill<R: std::io::Read>(
    opened: &mut Opened<R>,
    writing: &mut AnyConnection,
) -> Result<Vec<Digest>, Error> {
    let there = catalog::tables(writing).await?;
    let mut transaction = writing.begin().await?;
    let mut written = Vec::new();
    let mut table = None;
    loop {
        match opened.next()? {
            Part::Table(head) => {
                let same = there.iter().find(|table| head == TableHead::of(table));
                let differs = || Error::CopyDiffers { table: head.table.clone() };
                table = Some(same.ok_or_else(differs)?);
            }
            Part::Rows(rows) => add(&mut transaction, table, rows).await?,
            Part::TableEnd(found) => written.push(found),
            Part::End => break,
        }
    }
    transaction.commit().await?;
    written.sort_by(|a: &Digest, b| a.table.cmp(&b.table));
    Ok(written)
}

async fn add(
    writing: &mut AnyConnection,
    table: Option<&catalog::Table>,
    rows: Vec<Vec<Value>>,
) -> Result<(), Error> {
    match table {
        // Making the tables has filled it.
        Some(table) if table.name == "applied_migration" => Ok(()),
        Some(table) => insert(writing, table, rows).await,
        None => Ok(()),
    }
}

#[cfg(test)]
pub(crate) fn examine(bytes: &[u8], identities: &Identities) -> Result<Held, Error> {
    held(Opened::read(bytes, "memory", identities)?)
}
