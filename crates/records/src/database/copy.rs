//! Everything of one database into another, empty one: a file to a server, a server to a file, or
//! two of a kind.
//!
//! What is copied is one moment of the first. The second is marked as incomplete before the first
//! row, and as whole after every table was read back and found the same: a copy that was
//! interrupted is refused by whoever opens it.

use super::catalog::{self, Table, quoted};
use super::digest::{Digest, Growing, Value, digests, last_key, page};
use super::{Address, Database, Kind, Options, Purpose, mark_whole};
use crate::error::Error;
use crate::migration::{self, Migration};
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What each table holds, the same on both sides, by name.
    pub tables: Vec<Digest>,
}

impl Copied {
    /// How many rows in all.
    pub fn rows(&self) -> u64 {
        self.tables.iter().fold(0, |sum, table| sum.saturating_add(table.rows))
    }
}

/// Copies everything. The first database is brought up to date like at any opening and else stays
/// as it is; the second must be empty.
///
/// # Errors
/// Those of [`Database::open`] for either; `database-not-empty` for the second; `text-unstorable`
/// when a text cannot be kept there; `copy-differs` when a table reads back differently. After an
/// error the second stays marked as incomplete, if anything was made of it.
pub async fn copy(
    from: &Address,
    to: &Address,
    stations: &[&[Migration]],
    options: &Options,
    now: Timestamp,
) -> Result<Copied, Error> {
    let there = Options { may_create: false, ..options.clone() };
    let source = Database::open(from, stations, &there, now).await?;
    let copied = fill(&source, to, stations, options).await;
    source.close().await;
    copied
}

async fn fill(
    source: &Database,
    to: &Address,
    stations: &[&[Migration]],
    options: &Options,
) -> Result<Copied, Error> {
    let mut reading = source.readers().begin().await?;
    let applied = migration::ledger(&mut reading).await?;
    let purpose = Purpose::Fill { applied: &applied };
    let steps = migration::gather(stations)?;
    let target = Database::open_for(to, &steps, options, purpose).await?;
    let done = async {
        let mut writing = target.writers.acquire().await?;
        let written = write_all(source.address(), &mut reading, &mut writing).await?;
        let read_back = digests(&target).await?;
        compare(&written, &read_back)?;
        mark_whole(&mut writing).await?;
        Ok(Copied { tables: read_back })
    };
    let done = done.await.map_err(|error: Error| error.at(to));
    target.close().await;
    // What was read is not changed by how reading ends.
    let _ = reading.rollback().await;
    done
}

/// Copies every table in one transaction, and says what went over.
async fn write_all(
    from: &Address,
    reading: &mut AnyConnection,
    writing: &mut AnyConnection,
) -> Result<Vec<Digest>, Error> {
    let tables = catalog::tables(reading).await.map_err(|error| error.at(from))?;
    let there = catalog::tables(writing).await?;
    let mut transaction = writing.begin().await?;
    let mut written = Vec::with_capacity(tables.len());
    for table in &tables {
        if !there.contains(table) {
            return Err(Error::CopyDiffers { table: table.name.clone() });
        }
        written.push(copy_table(from, reading, &mut transaction, table).await?);
    }
    transaction.commit().await?;
    written.sort_by(|a, b| a.table.cmp(&b.table));
    Ok(written)
}

/// Copies one table.
async fn copy_table(
    from: &Address,
    reading: &mut AnyConnection,
    writing: &mut AnyConnection,
    table: &Table,
) -> Result<Digest, Error> {
    // Making the tables has filled it.
    let is_full = table.name == "applied_migration";
    let mut growing = Growing::new(table);
    let mut after = None;
    loop {
        let rows = page(reading, table, after.as_deref()).await;
        let rows = rows.map_err(|error| error.at(from))?;
        growing = growing.add(&rows);
        let key = last_key(table, &rows);
        if !is_full && !rows.is_empty() {
            insert(writing, table, rows).await?;
        }
        match key {
            Some(key) => after = Some(key),
            None => return Ok(growing.finish(table)),
        }
    }
}

/// Adds rows to a table.
///
/// # Errors
/// `text-unstorable`; those of the database.
pub(crate) async fn insert(
    writing: &mut AnyConnection,
    table: &Table,
    rows: Vec<Vec<Value>>,
) -> Result<(), Error> {
    if Kind::of(writing) == Kind::Postgres {
        check_texts(table, &rows)?;
    }
    let mut number = 0_usize;
    let mut marks = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut of_row = Vec::with_capacity(row.len());
        for _ in row {
            number = number.saturating_add(1);
            of_row.push(format!("${number}"));
        }
        marks.push(format!("({})", of_row.join(", ")));
    }
    let (name, columns) = (quoted(&table.name), table.names());
    let text = format!("INSERT INTO {name} ({columns}) VALUES {}", marks.join(", "));
    let query = sqlx::query(AssertSqlSafe(text));
    let query = rows.into_iter().flatten().fold(query, |query, value| value.bind(query));
    query.execute(&mut *writing).await?;
    Ok(())
}

/// PostgreSQL keeps no text with the character U+0000; it is named before the server refuses it.
fn check_texts(table: &Table, rows: &[Vec<Value>]) -> Result<(), Error> {
    for (column, value) in rows.iter().flat_map(|row| table.columns.iter().zip(row)) {
        if matches!(value, Value::Text(Some(text)) if text.contains('\0')) {
            return Err(Error::TextUnstorable {
                within: format!("{}.{}", table.name, column.name),
            });
        }
    }
    Ok(())
}

/// Whether everything reads back as it was written.
///
/// # Errors
/// `copy-differs`, with the first table.
pub(crate) fn compare(written: &[Digest], read_back: &[Digest]) -> Result<(), Error> {
    let differs = |table: &str| Err(Error::CopyDiffers { table: table.to_owned() });
    for table in written {
        if !read_back.contains(table) {
            return differs(&table.table);
        }
    }
    match read_back.iter().find(|table| !written.contains(table)) {
        Some(table) => differs(&table.table),
        None => Ok(()),
    }
}
