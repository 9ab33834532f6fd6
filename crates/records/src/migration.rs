//! The steps that made the tables: forward only, each in a transaction of its own, each kept with
//! its hash, so that a step which was applied can never read differently afterwards.

use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::{Kind, postgres, sqlite};
use crate::error::Error;
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use std::collections::BTreeMap;

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

    fn key(&self) -> (String, i64) {
        (self.station.to_owned(), i64::from(self.number))
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Applied {
    /// `station/number name`.
    pub(crate) step: String,
    /// The hash over all that it did.
    pub(crate) hash: String,
    /// When it was applied.
    pub(crate) at: Timestamp,
}

/// The steps that a database remembers, by station and number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(BTreeMap<(String, i64), Applied>);

impl Ledger {
    /// A ledger of these steps, by station and number.
    pub(crate) fn of(steps: impl IntoIterator<Item = ((String, i64), Applied)>) -> Ledger {
        Ledger(steps.into_iter().collect())
    }

    /// The steps, by station and number.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&(String, i64), &Applied)> {
        self.0.iter()
    }

    /// Compares what was applied with what this program knows.
    ///
    /// # Errors
    /// `database-newer` when a step is not in the list; `migration-changed` when one reads
    /// differently.
    pub(crate) fn compare(&self, migrations: &[Migration]) -> Result<(), Error> {
        let mut unknown = self.0.clone();
        let mut changed = None;
        for migration in migrations {
            if let Some(applied) = unknown.remove(&migration.key())
                && applied.hash != migration.hash()
            {
                changed.get_or_insert(applied.step);
            }
        }
        if let Some(applied) = unknown.into_values().next() {
            return Err(Error::DatabaseNewer { place: String::new(), step: applied.step });
        }
        match changed {
            Some(step) => Err(Error::MigrationChanged { step }),
            None => Ok(()),
        }
    }

    /// Whether a step was applied.
    pub(crate) fn knows(&self, step: &Migration) -> bool {
        self.0.contains_key(&step.key())
    }

    /// When a step was applied; for one that was not, the beginning of 1970.
    pub(crate) fn time(&self, step: &Migration) -> Timestamp {
        self.0.get(&step.key()).map(|applied| applied.at).unwrap_or_default()
    }
}

/// Reads which steps were applied; none where there is no table of them yet.
pub(crate) async fn ledger(connection: &mut AnyConnection) -> Result<Ledger, Error> {
    let find = match Kind::of(connection) {
        Kind::Sqlite => sqlite::FIND_LEDGER,
        Kind::Postgres => postgres::FIND_LEDGER,
    };
    if sqlx::query(find).fetch_optional(&mut *connection).await?.is_none() {
        return Ok(Ledger::default());
    }
    let rows =
        sqlx::query("SELECT station, number, name, sha256, applied_at FROM applied_migration")
            .fetch_all(&mut *connection)
            .await?;
    let mut ledger = Ledger::default();
    for row in rows {
        let (station, number): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        let (name, hash): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        let at = clock::from_text(row.try_get(4)?)?;
        let step = format!("{station}/{number} {name}");
        ledger.0.insert((station, number), Applied { step, hash, at });
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
) -> Result<(), Error> {
    ledger(connection).await?.compare(migrations)
}

/// Applies the steps that are missing, each in a transaction of its own. `time` says what is
/// written beside a step as the time at which it was applied.
pub(crate) async fn apply(
    connection: &mut AnyConnection,
    migrations: &[Migration],
    time: impl Fn(&Migration) -> Timestamp,
) -> Result<(), Error> {
    let there = ledger(connection).await?;
    for migration in migrations.iter().filter(|step| !there.knows(step)) {
        apply_one(connection, migration, time(migration)).await?;
    }
    Ok(())
}

async fn apply_one(
    connection: &mut AnyConnection,
    migration: &Migration,
    at: Timestamp,
) -> Result<(), Error> {
    let kind = Kind::of(connection);
    let begin = match kind {
        Kind::Sqlite => sqlite::BEGIN_WRITING,
        Kind::Postgres => "BEGIN",
    };
    let mut transaction = connection.begin_with(begin).await?;
    let is_first = ledger(&mut transaction).await?.0.is_empty();
    if kind == Kind::Postgres && !is_first {
        sqlx::raw_sql(postgres::KEEP_WRITERS_OUT).execute(&mut *transaction).await?;
    }
    // Read again inside the transaction: another process may have been faster.
    if ledger(&mut transaction).await?.knows(migration) {
        transaction.rollback().await?;
        return Ok(());
    }
    sqlx::raw_sql(migration.sql).execute(&mut *transaction).await?;
    for table in migration.append_only {
        let guard = match kind {
            Kind::Sqlite => sqlite::append_only_guard(table),
            Kind::Postgres => postgres::append_only_guard(table),
        };
        sqlx::raw_sql(AssertSqlSafe(guard)).execute(&mut *transaction).await?;
    }
    if kind == Kind::Postgres {
        postgres::after_step(&mut transaction).await?;
    }
    sqlx::query(
        "INSERT INTO applied_migration (station, number, name, sha256, applied_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(migration.station)
    .bind(i64::from(migration.number))
    .bind(migration.name)
    .bind(migration.hash())
    .bind(clock::to_text(at))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}
