//! What is particular to PostgreSQL: the schema that is ours and its mark, connection settings, the
//! locks of those who write, triggers, and what its error codes mean. Everything else is written
//! once for both databases.

use super::sqlite::REFUSAL;
use super::{Found, Manner, Options, Purpose, closed, connect};
use crate::error::{Error, Trouble};
use crate::migration::{self, Migration};
use sqlx::postgres::PgDatabaseError;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use std::time::Duration;

/// The comment on the schema that marks a database as ours.
const MARK: &str = "Peshore database";

/// The comment on the schema while a copy fills it.
const INCOMPLETE_MARK: &str = "Peshore database, incomplete";

/// `PESH`: the lock of those who prepare a database, so that two processes do not make its tables
/// at once.
const PREPARING: i64 = 0x5045_5348;

/// The oldest server that has everything which is asked of it.
const OLDEST_SERVER: i64 = 130_000;

/// A statement that runs longer is ended.
const STATEMENT: Duration = Duration::from_secs(30);

/// A transaction in which nothing happens for longer is ended, so that a program which hangs does
/// not hold up all others.
const IDLE: Duration = Duration::from_secs(300);

/// Whether the ledger of steps is there.
pub(crate) const FIND_LEDGER: &str = "SELECT CAST(relname AS TEXT) FROM pg_class
     WHERE oid = to_regclass('peshore.applied_migration')";

/// Keeps those who write out while a step is applied, where there is a ledger already.
pub(crate) const KEEP_WRITERS_OUT: &str = "LOCK TABLE applied_migration IN EXCLUSIVE MODE";

/// Every column of every table: table, column, type, place in the key from 1 or 0.
pub(super) const COLUMNS: &str = "
    SELECT CAST(tables.relname AS TEXT), CAST(columns.attname AS TEXT),
           format_type(columns.atttypid, NULL),
           CAST(COALESCE(array_position(CAST(keys.indkey AS INT2[]), columns.attnum) + 1, 0)
                AS BIGINT)
    FROM pg_class AS tables
    JOIN pg_attribute AS columns ON columns.attrelid = tables.oid
    LEFT JOIN pg_index AS keys ON keys.indrelid = tables.oid AND keys.indisprimary
    WHERE tables.relnamespace = CAST('peshore' AS regnamespace) AND tables.relkind IN ('r', 'p')
          AND columns.attnum > 0 AND NOT columns.attisdropped
    ORDER BY tables.relname, columns.attnum";

/// Which table refers to which.
pub(super) const REFERENCES: &str = "
    SELECT DISTINCT CAST(tables.relname AS TEXT), CAST(others.relname AS TEXT)
    FROM pg_constraint AS keys
    JOIN pg_class AS tables ON tables.oid = keys.conrelid
    JOIN pg_class AS others ON others.oid = keys.confrelid
    WHERE keys.contype = 'f' AND tables.relnamespace = CAST('peshore' AS regnamespace)";

/// The tables that stand in the database outside our schema, those of extensions aside.
const STRANGERS: &str = "
    SELECT CAST(COUNT(*) AS BIGINT)
    FROM pg_class AS tables JOIN pg_namespace AS schemas ON schemas.oid = tables.relnamespace
    WHERE tables.relkind IN ('r', 'p', 'v', 'm', 'f') AND schemas.nspname <> 'information_schema'
          AND schemas.nspname NOT LIKE 'pg\\_%'
          AND NOT EXISTS (SELECT 1 FROM pg_depend AS depends
                          WHERE depends.classid = CAST('pg_class' AS regclass)
                                AND depends.objid = tables.oid AND depends.deptype = 'e')";

/// Text is compared and sorted by its bytes, as SQLite does, whatever the language of the server:
/// order is part of what is hashed, and of what a query means.
const SORT_BY_BYTES: &str = "DO $$
    DECLARE found record;
    BEGIN
        FOR found IN
            SELECT CAST(columns.attrelid AS regclass) AS in_table, columns.attname AS name
            FROM pg_attribute AS columns JOIN pg_class AS tables ON tables.oid = columns.attrelid
            WHERE tables.relnamespace = CAST('peshore' AS regnamespace)
                  AND tables.relkind IN ('r', 'p')
                  AND columns.attnum > 0 AND NOT columns.attisdropped
                  AND columns.atttypid = CAST('text' AS regtype)
                  AND columns.attcollation <> CAST('pg_catalog.\"C\"' AS regcollation)
        LOOP
            EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE text COLLATE \"C\"',
                           found.in_table, found.name);
        END LOOP;
    END $$";

/// Begins a transaction that writes.
pub(super) fn begin_writing(manner: Manner) -> &'static str {
    match manner {
        Manner::Together => "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE",
        Manner::Alone => "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",
    }
}

/// The lock of those who write, the first statement of their transaction. Any number of those who
/// write together hold it at once; one who writes alone waits for them, and they for it.
pub(super) fn writing_lock(manner: Manner) -> &'static str {
    match manner {
        Manner::Together => "LOCK TABLE applied_migration IN ROW SHARE MODE",
        Manner::Alone => "LOCK TABLE applied_migration IN EXCLUSIVE MODE",
    }
}

/// Looks at the database, makes our schema if it may, and brings its tables up to date. Says
/// whether the schema was made.
pub(super) async fn prepare(
    url: &str,
    migrations: &[Migration],
    options: &Options,
    purpose: Purpose<'_>,
) -> Result<bool, Error> {
    // A step may take longer than a statement of a day's work.
    let settings = settings(true, options.wait) + "SET statement_timeout = 0;";
    let connected = tokio::time::timeout(options.wait, connect(url, settings)).await;
    let mut connection = match connected {
        Ok(connection) => connection?,
        Err(_) => {
            let waited = format!("{} s", options.wait.as_secs());
            return Err(Error::database(Trouble::Unreachable, waited));
        }
    };
    let prepared = bring_up(&mut connection, migrations, purpose).await;
    closed(connection, prepared).await
}

async fn bring_up(
    connection: &mut AnyConnection,
    migrations: &[Migration],
    purpose: Purpose<'_>,
) -> Result<bool, Error> {
    check_server(connection).await?;
    // Held until the connection ends.
    let lock = format!("SELECT pg_advisory_lock({PREPARING})");
    sqlx::raw_sql(AssertSqlSafe(lock)).execute(&mut *connection).await?;
    let found = look(connection).await?;
    let creates =
        purpose.admits(found).map_err(|trouble| Error::database(trouble, String::new()))?;
    if creates {
        let mark = if purpose.marks_incomplete() { INCOMPLETE_MARK } else { MARK };
        create(connection, mark).await?;
    } else {
        migration::compare(connection, migrations).await?;
    }
    if purpose.applies() {
        migration::apply(connection, migrations, |step| purpose.time(step)).await?;
    }
    Ok(creates)
}

/// Whether the server can hold what we write.
async fn check_server(connection: &mut AnyConnection) -> Result<(), Error> {
    let row = sqlx::query(
        "SELECT current_setting('server_version'),
                CAST(current_setting('server_version_num') AS BIGINT),
                current_setting('server_encoding')",
    )
    .fetch_one(&mut *connection)
    .await?;
    let (version, number): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let encoding: String = row.try_get(2)?;
    if number < OLDEST_SERVER {
        return Err(Error::database(Trouble::Unfit, format!("PostgreSQL {version} < 13")));
    }
    if encoding != "UTF8" {
        return Err(Error::database(Trouble::Unfit, format!("ENCODING '{encoding}' ≠ 'UTF8'")));
    }
    Ok(())
}

async fn look(connection: &mut AnyConnection) -> Result<Found, Error> {
    let row = sqlx::query(
        "SELECT obj_description(schemas.oid, 'pg_namespace'),
                CAST((SELECT COUNT(*) FROM pg_class WHERE relnamespace = schemas.oid) AS BIGINT)
         FROM pg_namespace AS schemas WHERE schemas.nspname = 'peshore'",
    )
    .fetch_optional(&mut *connection)
    .await?;
    let foreign = || Err(Error::database(Trouble::Foreign, String::new()));
    if let Some(row) = row {
        let (mark, holds): (Option<String>, i64) = (row.try_get(0)?, row.try_get(1)?);
        match mark.as_deref() {
            Some(MARK) => return Ok(Found::Ours),
            Some(INCOMPLETE_MARK) => return Ok(Found::Incomplete),
            // An administrator may have made an empty schema for us.
            None if holds == 0 => {}
            _ => return foreign(),
        }
    }
    let strangers: i64 = sqlx::query(STRANGERS).fetch_one(&mut *connection).await?.try_get(0)?;
    if strangers == 0 { Ok(Found::Nothing) } else { foreign() }
}

async fn create(connection: &mut AnyConnection, mark: &str) -> Result<(), Error> {
    let made = format!(
        "CREATE SCHEMA IF NOT EXISTS peshore;
         CREATE FUNCTION peshore.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION '{REFUSAL}%', TG_TABLE_NAME; END $$;"
    );
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql(AssertSqlSafe(made)).execute(&mut *transaction).await?;
    set_mark(&mut transaction, mark).await?;
    transaction.commit().await?;
    Ok(())
}

async fn set_mark(connection: &mut AnyConnection, mark: &str) -> Result<(), Error> {
    let comment = format!("COMMENT ON SCHEMA peshore IS '{mark}'");
    sqlx::raw_sql(AssertSqlSafe(comment)).execute(&mut *connection).await?;
    Ok(())
}

/// Marks a database that was being filled as whole.
pub(super) async fn mark_whole(connection: &mut AnyConnection) -> Result<(), Error> {
    set_mark(connection, MARK).await
}

/// Puts tables that a step made into the order of bytes.
pub(crate) async fn after_step(connection: &mut AnyConnection) -> Result<(), Error> {
    sqlx::raw_sql(SORT_BY_BYTES).execute(&mut *connection).await?;
    Ok(())
}

/// Settings of every connection. Our schema is the only one in which names are looked for. One
/// that reads cannot write, and sees one moment from the first statement of a transaction on. One
/// that writes has its commits on disk before they are answered, whatever the server's default.
pub(super) fn settings(writes: bool, wait: Duration) -> String {
    let shared = format!(
        "SET search_path TO peshore, pg_temp; SET lock_timeout = {}; SET statement_timeout = {};
         SET idle_in_transaction_session_timeout = {}; SET client_min_messages = warning;
         SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
         SET tcp_keepalives_count = 3;",
        wait.as_millis().max(1),
        STATEMENT.as_millis(),
        IDLE.as_millis()
    );
    let own = if writes {
        "SET default_transaction_read_only = off;
         SELECT set_config('synchronous_commit', 'on', false)
         WHERE current_setting('synchronous_commit') IN ('off', 'local');"
    } else {
        "SET default_transaction_read_only = on;
         SET default_transaction_isolation = 'repeatable read';"
    };
    shared + own
}

/// Triggers that refuse any change to rows of a table.
pub(crate) fn append_only_guard(table: &str) -> String {
    let guard = |change: &str, each: &str| {
        format!(
            "CREATE TRIGGER {table}_refuses_{} BEFORE {change} ON {table} FOR EACH {each} \
             EXECUTE FUNCTION peshore.refuse_change();",
            change.to_lowercase()
        )
    };
    [guard("UPDATE", "ROW"), guard("DELETE", "ROW"), guard("TRUNCATE", "STATEMENT")].join("\n")
}

/// What an error of the server means, by its SQLSTATE
/// (postgresql.org/docs/current/errcodes-appendix.html).
pub(crate) fn trouble_of(error: &PgDatabaseError) -> Trouble {
    match error.code() {
        // Disturbed by others, or waited too long for them.
        "40001" | "40P01" | "55P03" => Trouble::Locked,
        "28000" | "28P01" => Trouble::Denied,
        "3D000" => Trouble::Missing,
        "53100" => Trouble::Full,
        // No rights, a standby that only reads.
        "42501" | "25006" => Trouble::Unwritable,
        "XX001" | "XX002" => Trouble::Corrupt,
        // Too many connections; stopping, starting.
        "53300" | "57P01" | "57P02" | "57P03" => Trouble::Unreachable,
        code if code.starts_with("08") => Trouble::Unreachable,
        _ => Trouble::Failed,
    }
}
