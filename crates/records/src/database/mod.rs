//! One database: a file of SQLite, or a database on a PostgreSQL server. Opened or created,
//! checked, migrated; connections that write, and several that can only read.
//!
//! What is damaged, foreign, newer, incomplete or locked is refused with its own message and left
//! as it was. What was committed survives a loss of power: SQLite writes through WAL with
//! `synchronous = FULL`, PostgreSQL with `synchronous_commit`.
//!
//! What is particular to one of the two is in its own room; all else is written once.

mod address;
pub(crate) mod catalog;
pub(crate) mod copy;
pub(crate) mod digest;
pub(crate) mod postgres;
pub(crate) mod sqlite;

pub use address::Address;
pub use copy::{Copied, copy};
#[cfg(test)]
pub(crate) use digest::all_rows;
pub use digest::{Digest, digests};

use crate::error::{Error, Trouble};
use crate::migration::{self, Migration};
use address::Place;
use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Transaction};
use std::str::FromStr;
use std::time::Duration;

/// How a database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many connections read at the same time; at least one.
    pub readers: u32,
    /// How many connections write at the same time on a server; at least one. A file has one.
    pub writers: u32,
    /// How long to wait for another program's lock, or for a free connection.
    pub wait: Duration,
    /// Whether tables are made where there is no file, or an empty database.
    pub may_create: bool,
}

impl Default for Options {
    /// Four readers, four writers, five seconds, made where there is none.
    fn default() -> Options {
        Options { readers: 4, writers: 4, wait: Duration::from_secs(5), may_create: true }
    }
}

/// Which of the two databases it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Kind {
    /// That of a connection.
    pub(crate) fn of(connection: &AnyConnection) -> Kind {
        if connection.backend_name() == "PostgreSQL" { Kind::Postgres } else { Kind::Sqlite }
    }
}

/// How a transaction writes beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// While others write: it may be disturbed, and is then done again alone.
    Together,
    /// While nobody else writes.
    Alone,
}

/// What stands at an address before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Nothing, an empty file, an empty database.
    Nothing,
    /// A Peshore database.
    Ours,
    /// One that a copy began to fill and did not finish.
    Incomplete,
}

/// For what a database is prepared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// To be used.
    Use {
        /// When: written beside each step that is applied.
        now: Timestamp,
        /// Whether tables are made where there are none.
        may_create: bool,
    },
    /// To be read as it is: steps that are missing stay missing.
    Read,
    /// To be filled by a copy: must be empty, and stays marked as incomplete. Each step bears the
    /// time at which the other database applied it.
    Fill {
        /// What was applied there.
        applied: &'a migration::Ledger,
    },
}

impl Purpose<'_> {
    /// Whether what was found can serve; whether it has to be made.
    fn admits(self, found: Found) -> Result<bool, Trouble> {
        match (self, found) {
            (Purpose::Use { .. } | Purpose::Read, Found::Ours) => Ok(false),
            (Purpose::Use { may_create: true, .. } | Purpose::Fill { .. }, Found::Nothing) => {
                Ok(true)
            }
            (Purpose::Use { may_create: false, .. } | Purpose::Read, Found::Nothing) => {
                Err(Trouble::Missing)
            }
            (Purpose::Fill { .. }, Found::Ours) => Err(Trouble::NotEmpty),
            (_, Found::Incomplete) => Err(Trouble::Incomplete),
        }
    }

    /// The time to be written beside a step.
    fn time(self, step: &Migration) -> Timestamp {
        match self {
            Purpose::Use { now, .. } => now,
            Purpose::Fill { applied } => applied.time(step),
            // No step is applied.
            Purpose::Read => Timestamp::UNIX_EPOCH,
        }
    }

    /// Whether steps that are missing are applied.
    fn applies(self) -> bool {
        !matches!(self, Purpose::Read)
    }

    fn marks_incomplete(self) -> bool {
        matches!(self, Purpose::Fill { .. })
    }
}

/// How many connections there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// Open ones.
    pub open: u32,
    /// Open ones that nobody uses.
    pub idle: u32,
    /// How many there may be.
    pub most: u32,
}

/// An open database. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Database {
    address: Address,
    kind: Kind,
    created: bool,
    pub(crate) writers: AnyPool,
    readers: AnyPool,
}

impl Database {
    /// Opens the database, or creates the file with its folder, and brings its tables up to date.
    ///
    /// `stations` are the migrations of the stations, upstream first; those of this crate come
    /// before them. `now` is written beside each applied step.
    ///
    /// # Errors
    /// `database-unwritable`, `database-corrupt`, `database-foreign`, `database-locked`,
    /// `database-missing`, `database-incomplete`, `database-newer`, `migration-changed`,
    /// `migration-list`; of a server also `database-unreachable`, `database-denied`,
    /// `database-unprotected`, `database-unfit`. What is there is unchanged after each.
    pub async fn open(
        address: &Address,
        stations: &[&[Migration]],
        options: &Options,
        now: Timestamp,
    ) -> Result<Database, Error> {
        let purpose = Purpose::Use { now, may_create: options.may_create };
        Database::open_for(address, &migration::gather(stations)?, options, purpose).await
    }

    /// Opens it for a purpose, with these steps and no other.
    ///
    /// # Errors
    /// Those of [`Database::open`]; `database-not-empty` for one that is to be filled.
    pub(crate) async fn open_for(
        address: &Address,
        migrations: &[Migration],
        options: &Options,
        purpose: Purpose<'_>,
    ) -> Result<Database, Error> {
        sqlx::any::install_default_drivers();
        let (kind, created) = match address.place() {
            Place::File(path) => {
                (Kind::Sqlite, sqlite::prepare(path, migrations, options, purpose).await)
            }
            Place::Server { secret, .. } => {
                (Kind::Postgres, postgres::prepare(secret, migrations, options, purpose).await)
            }
        };
        let created = created.map_err(|error| error.at(address))?;
        let writers = if kind == Kind::Sqlite { 1 } else { options.writers.max(1) };
        let writers = pool(address, true, writers, options)?;
        let readers = pool(address, false, options.readers.max(1), options)?;
        Ok(Database { address: address.clone(), kind, created, writers, readers })
    }

    /// Where it is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Whether opening made its tables.
    pub fn was_created(&self) -> bool {
        self.created
    }

    /// Connections that can only read. A transaction on one sees one moment from its first
    /// statement to its last.
    pub fn readers(&self) -> &AnyPool {
        &self.readers
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Begins a transaction that writes. What it reads cannot change before it ends, unless it
    /// says so by failing: see [`Manner`].
    pub(crate) async fn begin_writing(
        &self,
        manner: Manner,
    ) -> Result<Transaction<'static, Any>, Error> {
        let begin = match self.kind {
            Kind::Sqlite => sqlite::BEGIN_WRITING,
            Kind::Postgres => postgres::begin_writing(manner),
        };
        let begun = self.writers.begin_with(begin).await;
        let mut transaction = begun.map_err(|error| self.named(error))?;
        if self.kind == Kind::Postgres {
            // Before anything is read: the moment that the transaction sees begins afterwards.
            let lock = sqlx::raw_sql(postgres::writing_lock(manner));
            lock.execute(&mut *transaction).await.map_err(|error| self.named(error))?;
        }
        Ok(transaction)
    }

    fn named(&self, error: sqlx::Error) -> Error {
        let error = match (self.kind, &error) {
            // A server that is gone is waited for, until the wait is over.
            (Kind::Postgres, sqlx::Error::PoolTimedOut) => {
                Error::database(Trouble::Unreachable, error.to_string())
            }
            _ => Error::from(error),
        };
        error.at(&self.address)
    }

    /// Reads everything and names the first damage.
    ///
    /// # Errors
    /// `database-corrupt`.
    pub async fn check(&self) -> Result<(), Error> {
        let checked = match self.kind {
            Kind::Sqlite => {
                let connection = self.readers.acquire().await;
                sqlite::check(&mut *connection.map_err(|error| self.named(error))?).await
            }
            // The server answers for its pages; reading each row makes it look at them.
            Kind::Postgres => digests(self).await.map(|_| ()),
        };
        checked.map_err(|error| error.at(&self.address))
    }

    /// Whether it answers, and has exactly the steps of migration that are listed.
    ///
    /// # Errors
    /// Those of the database; `database-newer`, `migration-changed`; `database-incomplete` when a
    /// step was not applied.
    pub async fn is_whole(&self, stations: &[&[Migration]]) -> Result<(), Error> {
        let steps = migration::gather(stations)?;
        let mut connection = self.readers.acquire().await.map_err(|error| self.named(error))?;
        let applied = migration::ledger(&mut connection).await?;
        applied.compare(&steps).map_err(|error| error.at(&self.address))?;
        match steps.iter().all(|step| applied.knows(step)) {
            true => Ok(()),
            false => Err(Error::database(Trouble::Incomplete, String::new()).at(&self.address)),
        }
    }

    /// Its pools of connections, by name.
    pub fn pools(&self) -> [(&'static str, Pool); 2] {
        let of = |pool: &AnyPool| Pool {
            open: pool.size(),
            idle: u32::try_from(pool.num_idle()).unwrap_or(u32::MAX),
            most: pool.options().get_max_connections(),
        };
        [("readers", of(&self.readers)), ("writers", of(&self.writers))]
    }

    /// Finishes: waits for what is under way and closes every connection, which also folds the
    /// write-ahead log of a file into it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// Marks a database that was being filled as whole.
pub(crate) async fn mark_whole(connection: &mut AnyConnection) -> Result<(), Error> {
    match Kind::of(connection) {
        Kind::Sqlite => sqlite::mark_whole(connection).await,
        Kind::Postgres => postgres::mark_whole(connection).await,
    }
}

/// A connection of its own, with the settings of one that writes.
async fn connect(url: &str, settings: String) -> Result<AnyConnection, Error> {
    let mut connection = connect_options(url)?.connect().await?;
    sqlx::raw_sql(AssertSqlSafe(settings)).execute(&mut connection).await?;
    Ok(connection)
}

fn connect_options(url: &str) -> Result<AnyConnectOptions, Error> {
    // Statements carry data: they do not belong in a log.
    Ok(AnyConnectOptions::from_str(url)?.disable_statement_logging())
}

/// Closes a connection after its work, and hands over what came of the work.
async fn closed<T>(connection: AnyConnection, done: Result<T, Error>) -> Result<T, Error> {
    let closed = connection.close().await.map_err(Error::from);
    done.and_then(|done| closed.map(|()| done))
}

fn pool(address: &Address, writes: bool, size: u32, options: &Options) -> Result<AnyPool, Error> {
    let (url, settings) = match address.place() {
        Place::File(path) => (sqlite::url(path, "rw")?, sqlite::settings(writes, options.wait)),
        Place::Server { secret, .. } => (secret.clone(), postgres::settings(writes, options.wait)),
    };
    let made = AnyPoolOptions::new().max_connections(size).acquire_timeout(options.wait);
    let made = match address.place() {
        // A connection to a file has no reason to end, nor to be asked each time whether it has:
        // under load that question took longer than the reading.
        Place::File(_) => made.idle_timeout(None).max_lifetime(None).test_before_acquire(false),
        Place::Server { .. } => made,
    };
    let made = made.after_connect(move |connection, _| {
        let settings = settings.clone();
        Box::pin(async move {
            sqlx::raw_sql(AssertSqlSafe(settings)).execute(&mut *connection).await?;
            Ok(())
        })
    });
    let url = connect_options(&url).map_err(|error| error.at(address))?;
    Ok(made.connect_lazy_with(url))
}
