//! The steps that made the tables: forward only, each in a transaction of its own, each kept with
//! its hash, so that a step which was applied can never read differently afterwards.

use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::sqlite;
use crate::error::Error;
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use std::collections::BTreeMap;
use std::path::Path;

/// One step. A station lists its own, numbered 1, 2, 3 …
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    station: &'static str,
    number: u32,
    name: &'static str,
    sql: &'static str,
    append_only: &'static [&'static str],
}

impl Migration {
    /// A step of a station: its number from 1, a short name, and SQL that SQLite and PostgreSQL
    /// both read.
    pub const fn new(
        station: &'static str,
        number: u32,
        name: &'static str,
        sql: &'static str,
    ) -> Migration {
        Migration { station, number, name, sql, append_only: &[] }
    }

    /// Names tables whose rows are never changed or removed from this step on; the database itself
    /// refuses both.
    pub const fn append_only(mut self, tables: &'static [&'static str]) -> Migration {
        self.append_only = tables;
        self
    }

    /// `station/number name`, as messages name it.
    pub fn step(&self) -> String {
        format!("{}/{} {}", self.station, self.number, self.name)
    }

    /// The hash over all that the step does.
    pub fn hash(&self) -> String {
        let tables = self.append_only.join(",");
        ContentHash::new("migration").text(self.sql).text(&tables).finish()
    }
}

/// Gathers the steps of the ground and of the stations, in the order given.
///
/// # Errors
/// `migration-list` when a station's numbers do not run 1, 2, 3 …
pub fn gather(stations: &[&[Migration]]) -> Result<Vec<Migration>, Error> {
    let mut next: BTreeMap<&'static str, u32> = BTreeMap::new();
    let all: Vec<Migration> =
        crate::MIGRATIONS.iter().chain(stations.iter().copied().flatten()).copied().collect();
    for migration in &all {
        let expected = next.entry(migration.station).or_insert(1);
        if migration.number != *expected {
            return Err(Error::MigrationList { step: migration.step() });
        }
        *expected = expected.saturating_add(1);
    }
    Ok(all)
}

/// A step as the database remembers it.
struct Applied {
    step: String,
    hash: String,
}

type Ledger = BTreeMap<(String, i64), Applied>;

async fn ledger(connection: &mut AnyConnection) -> Result<Ledger, Error> {
    let exists = sqlx::query("SELECT name FROM sqlite_master WHERE name = 'applied_migration'")
        .fetch_optional(&mut *connection)
        .await?;
    if exists.is_none() {
        return Ok(Ledger::new());
    }
    let rows = sqlx::query("SELECT station, number, name, sha256 FROM applied_migration")
        .fetch_all(&mut *connection)
        .await?;
    let mut ledger = Ledger::new();
    for row in rows {
        let (station, number): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        let (name, hash): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        let step = format!("{station}/{number} {name}");
        ledger.insert((station, number), Applied { step, hash });
    }
    Ok(ledger)
}

/// Compares what was applied with what this program knows, changing nothing.
///
/// # Errors
/// `database-newer` when the database has a step that is not in the list; `migration-changed`
/// when a step reads differently.
pub(crate) async fn compare(
    connection: &mut AnyConnection,
    migrations: &[Migration],
    file: &Path,
) -> Result<(), Error> {
    let mut unknown = ledger(connection).await?;
    let mut changed = None;
    for migration in migrations {
        let key = (migration.station.to_owned(), i64::from(migration.number));
        if let Some(applied) = unknown.remove(&key)
            && applied.hash != migration.hash()
        {
            changed.get_or_insert(applied.step);
        }
    }
    if let Some(applied) = unknown.into_values().next() {
        return Err(Error::DatabaseNewer { path: file.to_owned(), step: applied.step });
    }
    match changed {
        Some(step) => Err(Error::MigrationChanged { step }),
        None => Ok(()),
    }
}

/// Applies the steps that are missing, each in a transaction of its own, and says how many.
pub(crate) async fn apply(
    connection: &mut AnyConnection,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<usize, Error> {
    let mut count = 0_usize;
    for migration in migrations {
        let mut transaction = connection.begin_with(sqlite::BEGIN_WRITING).await?;
        // Read again inside the transaction: another process may have been faster.
        let key = (migration.station.to_owned(), i64::from(migration.number));
        if ledger(&mut transaction).await?.contains_key(&key) {
            transaction.rollback().await?;
            continue;
        }
        sqlx::raw_sql(migration.sql).execute(&mut *transaction).await?;
        for table in migration.append_only {
            let guard = sqlite::append_only_guard(table);
            sqlx::raw_sql(AssertSqlSafe(guard)).execute(&mut *transaction).await?;
        }
        sqlx::query(
            "INSERT INTO applied_migration (station, number, name, sha256, applied_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(migration.station)
        .bind(i64::from(migration.number))
        .bind(migration.name)
        .bind(migration.hash())
        .bind(clock::to_text(now))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        count = count.saturating_add(1);
    }
    Ok(count)
}
