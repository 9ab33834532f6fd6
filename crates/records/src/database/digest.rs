//! The content of a table as one hash, the same on both databases: every row, in the order of its
//! key, every column.

use super::Database;
use super::catalog::{self, Holds, Table, quoted};
use crate::content_hash::ContentHash;
use crate::error::Error;
use sqlx::any::{Any, AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// How many rows are read at a time.
const PAGE: usize = 100;

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The table.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over every column of every row in the order of the key.
    pub hash: String,
}

/// One value of one row; `None` is NULL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(Option<String>),
    Whole(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// Puts it in place of the next parameter of a statement. A NULL has the type of its column.
    pub(crate) fn bind<'q>(
        self,
        query: Query<'q, Any, AnyArguments>,
    ) -> Query<'q, Any, AnyArguments> {
        match self {
            Value::Text(text) => query.bind(text),
            Value::Whole(number) => query.bind(number),
            Value::Bytes(bytes) => query.bind(bytes),
        }
    }

    fn hash(&self, hash: ContentHash) -> ContentHash {
        match self {
            Value::Text(text) => hash.optional(text.as_deref()),
            Value::Whole(number) => hash.optional(number.map(|n| n.to_string()).as_deref()),
            Value::Bytes(bytes) => hash.optional(bytes.as_ref().map(hex::encode).as_deref()),
        }
    }
}

/// A hash that grows row by row.
pub(crate) struct Growing {
    rows: u64,
    hash: ContentHash,
}

impl Growing {
    pub(crate) fn new(table: &Table) -> Growing {
        let hash = ContentHash::new("table 1").text(&table.name);
        let names = table.columns.iter().map(|column| column.name.as_str());
        Growing { rows: 0, hash: names.fold(hash, ContentHash::text) }
    }

    pub(crate) fn add(mut self, rows: &[Vec<Value>]) -> Growing {
        for value in rows.iter().flatten() {
            self.hash = value.hash(self.hash);
        }
        self.rows = self.rows.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        self
    }

    pub(crate) fn finish(self, table: &Table) -> Digest {
        Digest { table: table.name.clone(), rows: self.rows, hash: self.hash.finish() }
    }
}

/// What every table of a database holds at one moment, by name.
///
/// # Errors
/// Those of the database.
pub async fn digests(database: &Database) -> Result<Vec<Digest>, Error> {
    let mut transaction = database.readers().begin().await?;
    let digests = digests_in(&mut transaction).await;
    transaction.rollback().await?;
    digests
}

pub(crate) async fn digests_in(connection: &mut AnyConnection) -> Result<Vec<Digest>, Error> {
    let mut digests = Vec::new();
    for table in catalog::tables(connection).await? {
        let mut growing = Growing::new(&table);
        let mut after = None;
        loop {
            let rows = page(connection, &table, after.as_deref()).await?;
            growing = growing.add(&rows);
            match last_key(&table, &rows) {
                Some(key) => after = Some(key),
                None => break,
            }
        }
        digests.push(growing.finish(&table));
    }
    digests.sort_by(|a, b| a.table.cmp(&b.table));
    Ok(digests)
}

/// Every row of every table at one moment, by the name of the table and in the order of its key.
#[cfg(test)]
pub(crate) async fn all_rows(
    database: &Database,
) -> Result<std::collections::BTreeMap<String, Vec<Vec<Value>>>, Error> {
    let mut transaction = database.readers().begin().await?;
    let mut all = std::collections::BTreeMap::new();
    for table in catalog::tables(&mut transaction).await? {
        let rows: &mut Vec<_> = all.entry(table.name.clone()).or_default();
        let mut after = None;
        loop {
            let next = page(&mut transaction, &table, after.as_deref()).await?;
            after = last_key(&table, &next);
            rows.extend(next);
            if after.is_none() {
                break;
            }
        }
    }
    Ok(all)
}

/// The next rows of a table after a key, in the order of the key.
pub(crate) async fn page(
    connection: &mut AnyConnection,
    table: &Table,
    after: Option<&[Value]>,
) -> Result<Vec<Vec<Value>>, Error> {
    let key = table.key_names();
    let mut text = format!("SELECT {} FROM {}", table.names(), quoted(&table.name));
    let after = after.unwrap_or_default();
    if !after.is_empty() {
        let marks: Vec<String> = (1..=after.len()).map(|number| format!("${number}")).collect();
        text.push_str(&format!(" WHERE ({key}) > ({})", marks.join(", ")));
    }
    text.push_str(&format!(" ORDER BY {key} LIMIT {PAGE}"));
    let query = sqlx::query(AssertSqlSafe(text));
    let query = after.iter().fold(query, |query, value| value.clone().bind(query));
    let rows = query.fetch_all(&mut *connection).await?;
    rows.iter().map(|row| values(table, row)).collect()
}

/// The key of the last row of a page; none when it was the last page.
pub(crate) fn last_key(table: &Table, rows: &[Vec<Value>]) -> Option<Vec<Value>> {
    if rows.len() < PAGE {
        return None;
    }
    let last = rows.last()?;
    table.key.iter().map(|at| last.get(*at).cloned()).collect()
}

fn values(table: &Table, row: &AnyRow) -> Result<Vec<Value>, Error> {
    let value = |(at, holds): (usize, Holds)| -> Result<Value, Error> {
        Ok(match holds {
            Holds::Text => Value::Text(row.try_get(at)?),
            Holds::Whole => Value::Whole(row.try_get(at)?),
            Holds::Bytes => Value::Bytes(row.try_get(at)?),
        })
    };
    table.columns.iter().map(|column| column.holds).enumerate().map(value).collect()
}
