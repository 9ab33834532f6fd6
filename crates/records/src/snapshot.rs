//! Data as it was at one moment, with the status and source of each cell. A snapshot is known by
//! the hash of its content and never changes: taking the same data twice gives the same snapshot.

use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::Database;
use crate::error::{Error, Kept};
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// One table: cells as CSV, and in the same shape the status and the source of each cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotTable {
    /// The table's name, as a formula names it.
    pub name: String,
    /// The cells, as CSV with a header.
    pub cells: String,
    /// The status of each cell, in the same shape, if any is known.
    pub statuses: Option<String>,
    /// The source of each cell, in the same shape, if any is known.
    pub sources: Option<String>,
}

impl SnapshotTable {
    /// The hash of the content, with the name.
    pub fn hash(&self) -> String {
        ContentHash::new("snapshot table 1")
            .text(&self.name)
            .text(&self.cells)
            .optional(self.statuses.as_deref())
            .optional(self.sources.as_deref())
            .finish()
    }
}

/// What is known of a snapshot without its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotHead {
    /// Its identifier.
    pub id: Identifier,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Who took it.
    pub taken_by: String,
    /// A name for people.
    pub title: String,
    /// The hash of all its tables.
    pub hash: String,
}

/// A snapshot with its tables, in order of name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// What is known of it.
    pub head: SnapshotHead,
    /// The tables, in order of name.
    pub tables: Vec<SnapshotTable>,
}

impl Snapshot {
    /// The table of a name.
    pub fn table(&self, name: &str) -> Option<&SnapshotTable> {
        self.tables.iter().find(|table| table.name == name)
    }
}

/// The hash of tables together, whatever their order.
pub fn hash_of(tables: &[SnapshotTable]) -> String {
    let mut hashes: Vec<String> = tables.iter().map(SnapshotTable::hash).collect();
    hashes.sort();
    hashes.iter().fold(ContentHash::new("snapshot 1"), |hash, part| hash.text(part)).finish()
}

/// Takes a snapshot, or finds the one with the same content.
///
/// # Errors
/// Those of the database; two tables of one name are refused by it.
pub async fn take(
    unit: &mut UnitOfWork,
    title: &str,
    tables: &[SnapshotTable],
) -> Result<SnapshotHead, Error> {
    let hash = hash_of(tables);
    if let Some(head) = by_hash_in(unit.reading(), &hash).await? {
        return Ok(head);
    }
    let head = SnapshotHead {
        id: unit.identifier()?,
        taken_at: unit.now(),
        taken_by: unit.actor().word(),
        title: title.to_owned(),
        hash,
    };
    sqlx::query(
        "INSERT INTO snapshot (id, taken_at, taken_by, title, hash) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(clock::to_text(head.taken_at))
    .bind(head.taken_by.clone())
    .bind(head.title.clone())
    .bind(head.hash.clone())
    .execute(unit.writing())
    .await?;
    for table in tables {
        sqlx::query(
            "INSERT INTO snapshot_table (snapshot_id, name, cells, statuses, sources, hash)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(head.id.as_str().to_owned())
        .bind(table.name.clone())
        .bind(table.cells.clone())
        .bind(table.statuses.clone())
        .bind(table.sources.clone())
        .bind(table.hash())
        .execute(unit.writing())
        .await?;
    }
    unit.journal(Entry {
        chain: Chain::National,
        action: "snapshot.take".to_owned(),
        subject: format!("snapshot/{}", head.id),
        before: None,
        after: Some(json!({ "title": head.title, "hash": head.hash })),
    })
    .await?;
    Ok(head)
}

/// Reads a snapshot and compares it with its hash.
///
/// # Errors
/// `snapshot-unknown`, `snapshot-altered`, those of the database.
pub async fn load(database: &Database, id: &Identifier) -> Result<Snapshot, Error> {
    let row = sqlx::query("SELECT id, taken_at, taken_by, title, hash FROM snapshot WHERE id = $1")
        .bind(id.as_str().to_owned())
        .fetch_optional(database.readers())
        .await?
        .ok_or_else(|| Error::Unknown { what: Kept::Snapshot, id: id.to_string() })?;
    let head = head(&row)?;
    let rows = sqlx::query(
        "SELECT name, cells, statuses, sources FROM snapshot_table
         WHERE snapshot_id = $1 ORDER BY name",
    )
    .bind(id.as_str().to_owned())
    .fetch_all(database.readers())
    .await?;
    let mut tables = Vec::with_capacity(rows.len());
    for row in &rows {
        tables.push(SnapshotTable {
            name: row.try_get(0)?,
            cells: row.try_get(1)?,
            statuses: row.try_get(2)?,
            sources: row.try_get(3)?,
        });
    }
    if hash_of(&tables) != head.hash {
        return Err(Error::Altered { what: Kept::Snapshot, id: id.to_string() });
    }
    Ok(Snapshot { head, tables })
}

/// All snapshots, newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database) -> Result<Vec<SnapshotHead>, Error> {
    let rows = sqlx::query(
        "SELECT id, taken_at, taken_by, title, hash FROM snapshot ORDER BY taken_at DESC, id DESC",
    )
    .fetch_all(database.readers())
    .await?;
    rows.iter().map(head).collect()
}

/// The newest snapshot.
///
/// # Errors
/// Those of the database.
pub async fn latest(database: &Database) -> Result<Option<SnapshotHead>, Error> {
    Ok(list(database).await?.into_iter().next())
}

/// The snapshot with this content.
///
/// # Errors
/// Those of the database.
pub async fn by_hash(database: &Database, hash: &str) -> Result<Option<SnapshotHead>, Error> {
    let mut connection = database.readers().acquire().await?;
    by_hash_in(&mut connection, hash).await
}

async fn by_hash_in(
    connection: &mut AnyConnection,
    hash: &str,
) -> Result<Option<SnapshotHead>, Error> {
    let row =
        sqlx::query("SELECT id, taken_at, taken_by, title, hash FROM snapshot WHERE hash = $1")
            .bind(hash.to_owned())
            .fetch_optional(&mut *connection)
            .await?;
    row.as_ref().map(head).transpose()
}

fn head(row: &AnyRow) -> Result<SnapshotHead, Error> {
    Ok(SnapshotHead {
        id: row.try_get::<String, _>(0)?.parse()?,
        taken_at: clock::from_text(row.try_get(1)?)?,
        taken_by: row.try_get(2)?,
        title: row.try_get(3)?,
        hash: row.try_get(4)?,
    })
}
