//! What is particular to SQLite: the file's first bytes, connection settings, triggers, and what
//! its error codes mean. Everything else is written once for both databases.

use super::{Found, Options, Purpose, closed, connect};
use crate::error::{Error, Trouble};
use crate::migration::{self, Migration};
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

/// `PESH`: marks a SQLite file as ours.
const APPLICATION_ID: u32 = 0x5045_5348;

/// `PESI`: marks one that is being filled and is not whole.
const INCOMPLETE_ID: u32 = 0x5045_5349;

/// Up to this size a file is checked through when it is opened; a larger one would make the start
/// wait, and is checked by [`super::Database::check`].
const CHECKED_ON_OPENING: u64 = 32 * 1024 * 1024;

/// Begins a transaction that writes: the right to write is taken at once, so that two writers wait
/// for one another and neither has to start over.
pub(crate) const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// Whether the ledger of steps is there.
pub(crate) const FIND_LEDGER: &str =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'applied_migration'";

/// Every column of every table: table, column, type, place in the key from 1 or 0.
pub(super) const COLUMNS: &str = "
    SELECT tables.name, columns.name, columns.type, columns.pk
    FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY tables.name, columns.cid";

/// Which table refers to which.
pub(super) const REFERENCES: &str = "
    SELECT DISTINCT tables.name, keys.\"table\"
    FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
    WHERE tables.type = 'table'";

/// Begins the words with which a trigger refuses a change, in both databases.
pub(crate) const REFUSAL: &str = "append-only: ";

/// Looks at the file, makes it with its folder if it may, and brings its tables up to date. Says
/// whether it was made.
pub(super) async fn prepare(
    path: &Path,
    migrations: &[Migration],
    options: &Options,
    purpose: Purpose<'_>,
) -> Result<bool, Error> {
    let found = look(path)?;
    let creates =
        purpose.admits(found).map_err(|trouble| Error::database(trouble, String::new()))?;
    if creates && let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            let place = folder.display().to_string();
            Error::Database {
                trouble: Trouble::Unwritable,
                place: Some(place),
                detail: error.to_string(),
            }
        })?;
    }
    let mut connection = connect(&url(path, "rwc")?, settings(true, options.wait)).await?;
    let prepared = bring_up(&mut connection, path, creates, migrations, purpose).await;
    closed(connection, prepared.map(|()| creates)).await
}

async fn bring_up(
    connection: &mut AnyConnection,
    path: &Path,
    creates: bool,
    migrations: &[Migration],
    purpose: Purpose<'_>,
) -> Result<(), Error> {
    if creates {
        // In this order: the mark must lie in the file itself, not only in its log, so that the
        // first bytes tell whose file it is.
        let mark = if purpose.marks_incomplete() { INCOMPLETE_ID } else { APPLICATION_ID };
        set_mark(connection, mark).await?;
    } else {
        let size = std::fs::metadata(path).map(|data| data.len()).unwrap_or(0);
        if size <= CHECKED_ON_OPENING {
            check(connection).await?;
        }
        migration::compare(connection, migrations).await?;
    }
    sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut *connection).await?;
    if !purpose.applies() {
        return Ok(());
    }
    migration::apply(connection, migrations, |step| purpose.time(step)).await
}

async fn set_mark(connection: &mut AnyConnection, mark: u32) -> Result<(), Error> {
    let mark = format!("PRAGMA application_id = {mark}");
    sqlx::raw_sql(AssertSqlSafe(mark)).execute(&mut *connection).await?;
    Ok(())
}

/// Marks a file that was being filled as whole, in the file itself.
pub(super) async fn mark_whole(connection: &mut AnyConnection) -> Result<(), Error> {
    set_mark(connection, APPLICATION_ID).await?;
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await?;
    let is_held: i64 = row.try_get(0)?;
    if is_held == 0 { Ok(()) } else { Err(Error::database(Trouble::Locked, String::new())) }
}

/// Reads the whole file and names the first damage.
pub(super) async fn check(connection: &mut AnyConnection) -> Result<(), Error> {
    let row = sqlx::query("PRAGMA quick_check(1)").fetch_one(&mut *connection).await?;
    let answer: String = row.try_get(0)?;
    if answer == "ok" { Ok(()) } else { Err(Error::database(Trouble::Corrupt, answer)) }
}

/// Looks at the first bytes of the file. SQLite keeps the application's mark at byte 68.
fn look(path: &Path) -> Result<Found, Error> {
    let unreadable =
        |error: std::io::Error| Error::database(Trouble::Unwritable, error.to_string());
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(unreadable(error)),
    };
    let mut header = Vec::with_capacity(100);
    file.by_ref().take(100).read_to_end(&mut header).map_err(unreadable)?;
    if header.is_empty() {
        return Ok(Found::Nothing);
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::database(Trouble::Foreign, String::new()));
    }
    match header.get(68..72) {
        Some(mark) if mark == APPLICATION_ID.to_be_bytes() => Ok(Found::Ours),
        Some(mark) if mark == INCOMPLETE_ID.to_be_bytes() => Ok(Found::Incomplete),
        Some(_) => Err(Error::database(Trouble::Foreign, String::new())),
        None => Err(Error::database(Trouble::Corrupt, format!("{} bytes", header.len()))),
    }
}

/// The address of a file for the driver. Everything but plain characters is percent-encoded.
pub(super) fn url(path: &Path, mode: &str) -> Result<String, Error> {
    let absolute = std::path::absolute(path)
        .map_err(|error| Error::database(Trouble::Unwritable, error.to_string()))?;
    let Some(text) = absolute.to_str() else {
        return Err(Error::database(Trouble::Unwritable, "UTF-8".to_owned()));
    };
    let mut address = String::from("sqlite://");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(format!("{address}?mode={mode}"))
}

/// Settings of every connection. `recursive_triggers` lets the guard of an append-only table see
/// `INSERT OR REPLACE` too.
pub(super) fn settings(writes: bool, wait: Duration) -> String {
    let only_reads = if writes { 0 } else { 1 };
    format!(
        "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; \
         PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF; \
         PRAGMA secure_delete = ON; \
         PRAGMA query_only = {only_reads};",
        wait.as_millis()
    )
}

/// Triggers that refuse any change to rows of a table.
pub(crate) fn append_only_guard(table: &str) -> String {
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {table}_refuses_{} BEFORE {change} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{REFUSAL}{table}'); END;",
                change.to_lowercase()
            )
        })
        .join("\n")
}

/// What a result code of SQLite means.
pub(crate) fn trouble_of(code: &str) -> Trouble {
    let code: i32 = code.parse().unwrap_or(1);
    // The low byte is the primary result code (sqlite.org/rescode.html).
    match code & 0xff {
        5 | 6 => Trouble::Locked,
        8 | 10 | 14 => Trouble::Unwritable,
        11 | 26 => Trouble::Corrupt,
        13 => Trouble::Full,
        _ => Trouble::Failed,
    }
}
