//! Versions of the tables on which formulas run, as they are kept.

use crate::data::Settings;
use crate::error::Error;
use jiff::Timestamp;
use records::clock;
use records::database::Database;
use records::identity::Identifier;
use records::snapshot::SnapshotTable;
use records::unit_of_work::UnitOfWork;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

/// A version of a table, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The table.
    pub table: String,
    /// Its number, from 1.
    pub version: i64,
    /// The version in whose place it came.
    pub before: i64,
    /// Where its figures were read.
    pub note: String,
    /// The import that brought it.
    pub import: Identifier,
    /// The snapshot that held before.
    pub snapshot_before: Identifier,
    /// The snapshot with it.
    pub snapshot: Identifier,
    /// When it was confirmed.
    pub made_at: Timestamp,
    /// By whom, as the journal names actors.
    pub made_by: String,
}

/// What is in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InForce {
    /// How often it changed.
    pub entry: i64,
    /// The version of each table; those that are not there are at version 0.
    pub versions: BTreeMap<String, i64>,
    /// What came into force last: the table, its version, and the snapshot that holds since.
    pub last: Option<(String, i64, Identifier)>,
}

impl InForce {
    /// The version of a table.
    pub fn version(&self, table: &str) -> i64 {
        self.versions.get(table).copied().unwrap_or(0)
    }
}

/// What is in force.
///
/// # Errors
/// Those of the database.
pub async fn in_force(database: &Database) -> Result<InForce, Error> {
    let mut connection = database.readers().acquire().await.map_err(records::Error::from)?;
    in_force_in(&mut connection).await
}

pub(crate) async fn in_force_in(connection: &mut AnyConnection) -> Result<InForce, Error> {
    let rows = sqlx::query(
        "SELECT entry, table_name, version, snapshot_id FROM grant_data_in_force ORDER BY entry",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(records::Error::from)?;
    let mut found = InForce::default();
    for row in &rows {
        let read = || -> Result<(i64, String, i64, String), sqlx::Error> {
            Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?))
        };
        let (entry, table, version, snapshot) = read().map_err(records::Error::from)?;
        found.entry = entry;
        found.versions.insert(table.clone(), version);
        found.last = Some((table, version, snapshot.parse()?));
    }
    Ok(found)
}

/// The snapshot that holds; none as long as nobody brought data.
pub(crate) async fn snapshot_in_force(database: &Database) -> Result<Option<Identifier>, Error> {
    Ok(in_force(database).await?.last.map(|(_, _, snapshot)| snapshot))
}

const COLUMNS: &str = "table_name, version, version_before, note, import_id, snapshot_before,
                       snapshot_id, made_at, made_by";

/// The versions of a table, newest first.
///
/// # Errors
/// Those of the database.
pub async fn versions(database: &Database, table: &str) -> Result<Vec<Version>, Error> {
    let mut connection = database.readers().acquire().await.map_err(records::Error::from)?;
    versions_in(&mut connection, table).await
}

pub(crate) async fn versions_in(
    connection: &mut AnyConnection,
    table: &str,
) -> Result<Vec<Version>, Error> {
    let text =
        format!("SELECT {COLUMNS} FROM grant_data WHERE table_name = $1 ORDER BY version DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(table.to_owned())
        .fetch_all(&mut *connection)
        .await
        .map_err(records::Error::from)?;
    rows.iter().map(version).collect()
}

fn version(row: &AnyRow) -> Result<Version, Error> {
    let text = |at: usize| row.try_get::<String, _>(at).map_err(records::Error::from);
    let number = |at: usize| row.try_get::<i64, _>(at).map_err(records::Error::from);
    Ok(Version {
        table: text(0)?,
        version: number(1)?,
        before: number(2)?,
        note: text(3)?,
        import: text(4)?.parse()?,
        snapshot_before: text(5)?.parse()?,
        snapshot: text(6)?.parse()?,
        made_at: clock::from_text(&text(7)?)?,
        made_by: text(8)?,
    })
}

/// The tables that are in force, with what is in them.
pub(crate) async fn tables_in_force(
    database: &Database,
    in_force: &InForce,
) -> Result<Vec<SnapshotTable>, Error> {
    let mut tables = territory::snapshot_tables(database).await?;
    for table in &mut tables {
        let version = in_force.version(&table.name);
        if version > 0 {
            *table = content(database, &table.name, version).await?;
        }
    }
    Ok(tables)
}

async fn content(database: &Database, table: &str, version: i64) -> Result<SnapshotTable, Error> {
    let row = sqlx::query(
        "SELECT cells, statuses, sources, hash FROM grant_data
         WHERE table_name = $1 AND version = $2",
    )
    .bind(table.to_owned())
    .bind(version)
    .fetch_one(database.readers())
    .await
    .map_err(records::Error::from)?;
    let text = |at: usize| row.try_get::<String, _>(at).map_err(records::Error::from);
    let found = SnapshotTable {
        name: table.to_owned(),
        cells: text(0)?,
        statuses: Some(text(1)?),
        sources: Some(text(2)?),
    };
    match found.hash() == text(3)? {
        true => Ok(found),
        false => Err(records::Error::value("grant_data.hash", table).into()),
    }
}

/// A version that is to be kept.
pub(crate) struct NewVersion<'a> {
    pub(crate) table: &'a SnapshotTable,
    pub(crate) version: i64,
    pub(crate) before: i64,
    pub(crate) settings: &'a Settings,
    pub(crate) import: &'a Identifier,
    pub(crate) snapshots: [&'a Identifier; 2],
}

pub(crate) async fn insert(unit: &mut UnitOfWork, new: &NewVersion<'_>) -> Result<(), Error> {
    let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
    let [snapshot_before, snapshot] = new.snapshots;
    sqlx::query(
        "INSERT INTO grant_data (table_name, version, version_before, cells, statuses, sources,
                                 hash, note, import_id, snapshot_before, snapshot_id, made_at,
                                 made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(new.table.name.clone())
    .bind(new.version)
    .bind(new.before)
    .bind(new.table.cells.clone())
    .bind(new.table.statuses.clone().unwrap_or_default())
    .bind(new.table.sources.clone().unwrap_or_default())
    .bind(new.table.hash())
    .bind(new.settings.note.trim().to_owned())
    .bind(new.import.to_string())
    .bind(snapshot_before.to_string())
    .bind(snapshot.to_string())
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await
    .map_err(records::Error::from)?;
    Ok(())
}

/// Puts a version in force.
pub(crate) async fn put_in_force(
    unit: &mut UnitOfWork,
    entry: i64,
    (table, version, snapshot): (&str, i64, &Identifier),
) -> Result<(), Error> {
    let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "INSERT INTO grant_data_in_force (entry, table_name, version, snapshot_id, set_at, set_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(entry)
    .bind(table.to_owned())
    .bind(version)
    .bind(snapshot.to_string())
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await
    .map_err(records::Error::from)?;
    Ok(())
}
