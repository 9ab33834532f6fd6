//! Which tables a database has, of what columns, and which refers to which: asked of the database
//! itself, so that a table which a station adds is never forgotten.

use super::{Kind, postgres, sqlite};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Holds {
    Text,
    Whole,
    Bytes,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) holds: Holds,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// In the order in which they were made.
    pub(crate) columns: Vec<Column>,
    /// The columns of the primary key, in its order; never empty.
    pub(crate) key: Vec<usize>,
}

impl Table {
    /// The names of columns, for a statement.
    pub(crate) fn names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        names.join(", ")
    }

    /// The names of the key's columns, for a statement.
    pub(crate) fn key_names(&self) -> String {
        let names = self.key.iter().filter_map(|at| self.columns.get(*at));
        names.map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

/// A name as SQL takes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// All tables: one that refers to another stands after it, otherwise by name.
pub(crate) async fn tables(connection: &mut AnyConnection) -> Result<Vec<Table>, Error> {
    let (columns, references) = match Kind::of(connection) {
        Kind::Sqlite => (sqlite::COLUMNS, sqlite::REFERENCES),
        Kind::Postgres => (postgres::COLUMNS, postgres::REFERENCES),
    };
    let mut found: Vec<(Table, Vec<(i64, usize)>)> = Vec::new();
    for row in sqlx::query(columns).fetch_all(&mut *connection).await? {
        let (table, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let (declared, place): (String, i64) = (row.try_get(2)?, row.try_get(3)?);
        let holds = holds(&declared).ok_or_else(|| Error::value("column", &declared))?;
        if found.last().is_none_or(|(last, _)| last.name != table) {
            found.push((Table { name: table, columns: Vec::new(), key: Vec::new() }, Vec::new()));
        }
        let Some((table, key)) = found.last_mut() else { continue };
        if place > 0 {
            key.push((place, table.columns.len()));
        }
        table.columns.push(Column { name, holds });
    }
    let mut tables = Vec::with_capacity(found.len());
    for (mut table, mut key) in found {
        key.sort_unstable();
        table.key = key.into_iter().map(|(_, at)| at).collect();
        if table.key.is_empty() {
            return Err(Error::value("primary key", &table.name));
        }
        tables.push(table);
    }
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let rows = sqlx::query(references).fetch_all(&mut *connection).await?;
    let mut refers = Vec::with_capacity(rows.len());
    for row in rows {
        refers.push((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(in_order(tables, &refers))
}

fn holds(declared: &str) -> Option<Holds> {
    match declared.to_ascii_uppercase().as_str() {
        "TEXT" => Some(Holds::Text),
        "BIGINT" | "SMALLINT" | "INTEGER" => Some(Holds::Whole),
        "BYTEA" | "BLOB" => Some(Holds::Bytes),
        _ => None,
    }
}

/// Puts each table after those it refers to. Tables that refer to one another in a ring keep the
/// order of their names.
fn in_order(mut waiting: Vec<Table>, refers: &[(String, String)]) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(|table| table.name.clone()).collect();
        let is_free = |table: &Table| {
            let others = refers.iter().filter(|(from, to)| *from == table.name && to != from);
            !others.into_iter().any(|(_, to)| names.contains(to))
        };
        let (free, rest): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(is_free);
        if free.is_empty() {
            ordered.extend(rest);
            break;
        }
        ordered.extend(free);
        waiting = rest;
    }
    ordered
}
