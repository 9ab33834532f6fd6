//! One SQLite file: opened or created, checked, migrated; one connection that writes, several that
//! can only read.
//!
//! A file that is damaged, foreign, newer or locked is refused with its own message and left as it
//! was. Writing goes through WAL with `synchronous = FULL`: what was committed survives a loss of
//! power.

pub(crate) mod sqlite;

use crate::error::{Error, Trouble};
use crate::migration::{self, Migration};
use jiff::Timestamp;
use sqlite::Found;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Row, Transaction,
};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// Up to this size a file is checked through when it is opened; a larger one would make the start
/// wait, and is checked by [`Database::check`].
const CHECKED_ON_OPENING: u64 = 32 * 1024 * 1024;

/// How a database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many connections read at the same time; at least one.
    pub readers: u32,
    /// How long to wait for another program's lock.
    pub wait: Duration,
}

impl Default for Options {
    /// Four readers, five seconds.
    fn default() -> Options {
        Options { readers: 4, wait: Duration::from_secs(5) }
    }
}

/// An open database. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Database {
    path: PathBuf,
    created: bool,
    pub(crate) writer: AnyPool,
    readers: AnyPool,
}

impl Database {
    /// Opens the file, or creates it with its folder, and brings its tables up to date.
    ///
    /// `stations` are the migrations of the stations, upstream first; those of this crate come
    /// before them. `now` is written beside each applied step.
    ///
    /// # Errors
    /// `database-unwritable`, `database-corrupt`, `database-foreign`, `database-locked`,
    /// `database-newer`, `migration-changed`, `migration-list`. The file is unchanged after each.
    pub async fn open(
        path: &Path,
        stations: &[&[Migration]],
        options: &Options,
        now: Timestamp,
    ) -> Result<Database, Error> {
        sqlx::any::install_default_drivers();
        let migrations = migration::gather(stations)?;
        let created = sqlite::look(path)? == Found::Nothing;
        if created && let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| sqlite::trouble(Trouble::Unwritable, folder, error.to_string()))?;
        }
        let mut connection = connect(path, "rwc", options.wait).await?;
        let prepared = prepare(&mut connection, path, created, &migrations, now).await;
        let closed = connection.close().await.map_err(Error::from);
        prepared.and(closed).map_err(|error| error.at(path))?;
        let writer = pool(path, true, 1, options)?;
        let readers = pool(path, false, options.readers.max(1), options)?;
        Ok(Database { path: path.to_owned(), created, writer, readers })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether opening made the file.
    pub fn was_created(&self) -> bool {
        self.created
    }

    /// Connections that can only read.
    pub fn readers(&self) -> &AnyPool {
        &self.readers
    }

    /// Begins a transaction on the one connection that writes.
    pub(crate) async fn begin_writing(&self) -> Result<Transaction<'static, Any>, Error> {
        let begun = self.writer.begin_with(sqlite::BEGIN_WRITING).await;
        begun.map_err(|error| Error::from(error).at(&self.path))
    }

    /// Reads the whole file and names the first damage.
    ///
    /// # Errors
    /// `database-corrupt`.
    pub async fn check(&self) -> Result<(), Error> {
        let mut connection =
            self.readers.acquire().await.map_err(|error| Error::from(error).at(&self.path))?;
        check(&mut connection).await.map_err(|error| error.at(&self.path))
    }

    /// Finishes: waits for what is under way and closes every connection, which also folds the
    /// write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn prepare(
    connection: &mut AnyConnection,
    path: &Path,
    created: bool,
    migrations: &[Migration],
    now: Timestamp,
) -> Result<(), Error> {
    if created {
        // In this order: the mark must lie in the file itself, not only in its log, so that the
        // first bytes tell whose file it is.
        let mark = format!("PRAGMA application_id = {}", sqlite::APPLICATION_ID);
        sqlx::raw_sql(AssertSqlSafe(mark)).execute(&mut *connection).await?;
    } else {
        let size = std::fs::metadata(path).map(|data| data.len()).unwrap_or(0);
        if size <= CHECKED_ON_OPENING {
            check(connection).await?;
        }
        migration::compare(connection, migrations, path).await?;
    }
    sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut *connection).await?;
    migration::apply(connection, migrations, now).await?;
    Ok(())
}

async fn check(connection: &mut AnyConnection) -> Result<(), Error> {
    let row = sqlx::query("PRAGMA quick_check(1)").fetch_one(&mut *connection).await?;
    let answer: String = row.try_get(0)?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Error::Database { trouble: Trouble::Corrupt, path: None, detail: answer })
}

async fn connect(path: &Path, mode: &str, wait: Duration) -> Result<AnyConnection, Error> {
    let options = connect_options(path, mode)?;
    let open = async {
        let mut connection = options.connect().await?;
        let settings = sqlite::settings(true, wait);
        sqlx::raw_sql(AssertSqlSafe(settings)).execute(&mut connection).await?;
        Ok::<_, sqlx::Error>(connection)
    };
    open.await.map_err(|error| Error::from(error).at(path))
}

fn connect_options(path: &Path, mode: &str) -> Result<AnyConnectOptions, Error> {
    let options = AnyConnectOptions::from_str(&sqlite::address(path, mode)?)
        .map_err(|error| Error::from(error).at(path))?;
    // Statements carry data: they do not belong in a log.
    Ok(options.disable_statement_logging())
}

fn pool(path: &Path, writes: bool, size: u32, options: &Options) -> Result<AnyPool, Error> {
    let wait = options.wait;
    let pool = AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let settings = sqlite::settings(writes, wait);
                sqlx::raw_sql(AssertSqlSafe(settings)).execute(&mut *connection).await?;
                Ok(())
            })
        })
        .connect_lazy_with(connect_options(path, "rw")?);
    Ok(pool)
}
