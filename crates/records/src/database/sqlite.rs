//! What is particular to SQLite: the file's first bytes, connection settings, triggers, and what
//! its error codes mean. Everything else is written once for both databases.

use crate::error::{Error, Trouble};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// `PESH`: marks a SQLite file as ours.
pub(super) const APPLICATION_ID: u32 = 0x5045_5348;

/// Begins a transaction that writes: the right to write is taken at once, so that two writers wait
/// for one another and neither has to start over.
pub(crate) const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// Begins the words with which a trigger refuses a change.
const REFUSAL: &str = "append-only: ";

/// What stands at a path before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or an empty file.
    Nothing,
    /// A Peshore database.
    Ours,
}

/// Looks at the first bytes of the file. SQLite keeps the application's mark at byte 68.
pub(super) fn look(path: &Path) -> Result<Found, Error> {
    let unreadable = |error: std::io::Error| trouble(Trouble::Unwritable, path, error.to_string());
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
        return Err(trouble(Trouble::Foreign, path, String::new()));
    }
    match header.get(68..72) {
        Some(mark) if mark == APPLICATION_ID.to_be_bytes() => Ok(Found::Ours),
        Some(_) => Err(trouble(Trouble::Foreign, path, String::new())),
        None => {
            let detail = format!("{} bytes", header.len());
            Err(trouble(Trouble::Corrupt, path, detail))
        }
    }
}

pub(super) fn trouble(trouble: Trouble, path: &Path, detail: String) -> Error {
    Error::Database { trouble, path: Some(path.to_owned()), detail }
}

/// The address of a file for the driver. Everything but plain characters is percent-encoded.
pub(super) fn address(path: &Path, mode: &str) -> Result<String, Error> {
    let absolute = std::path::absolute(path)
        .map_err(|error| trouble(Trouble::Unwritable, path, error.to_string()))?;
    let Some(text) = absolute.to_str() else {
        return Err(trouble(Trouble::Unwritable, path, "UTF-8".to_owned()));
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
pub(super) fn settings(writes: bool, wait: std::time::Duration) -> String {
    let only_reads = if writes { 0 } else { 1 };
    format!(
        "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; \
         PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF; \
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

/// What an answer of the driver means.
pub(crate) fn classify(error: &sqlx::Error) -> Error {
    let detail = error.to_string();
    let failed = |trouble| Error::Database { trouble, path: None, detail: detail.clone() };
    match error {
        sqlx::Error::Database(answer) => {
            if let Some((_, table)) = answer.message().split_once(REFUSAL) {
                return Error::AppendOnly { table: table.to_owned() };
            }
            let code: i32 = answer.code().and_then(|code| code.parse().ok()).unwrap_or(1);
            // The low byte is the primary result code (sqlite.org/rescode.html).
            failed(match code & 0xff {
                5 | 6 => Trouble::Locked,
                8 | 10 | 14 => Trouble::Unwritable,
                11 | 26 => Trouble::Corrupt,
                13 => Trouble::Full,
                _ => Trouble::Failed,
            })
        }
        sqlx::Error::PoolTimedOut => failed(Trouble::Locked),
        sqlx::Error::Io(_) => failed(Trouble::Unwritable),
        _ => failed(Trouble::Failed),
    }
}
