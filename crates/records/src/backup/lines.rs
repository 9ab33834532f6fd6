//! What stands in a backup, once it is decrypted and decompressed: lines of JSON, which another
//! program can read without this one.

use crate::clock;
use crate::database::catalog::{Holds, Table};
use crate::database::digest::{Digest, Value};
use crate::error::Error;
use crate::migration::{Applied, Ledger};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The form of backup that this program writes and reads.
pub(super) const FORM: u32 = 1;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Line {
    /// The first: what this is.
    Backup(Head),
    /// A table begins.
    Table(TableHead),
    /// A row of it, a cell for each column.
    Row(Vec<Cell>),
    /// The table has ended.
    EndTable(TableEnd),
    /// The last: everything was said.
    End(End),
}

impl Line {
    /// The line of a row.
    pub(super) fn row(values: Vec<Value>) -> Line {
        Line::Row(values.into_iter().map(Cell::of).collect())
    }
}

/// What this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The form of backup.
    pub(super) form: u32,
    /// The version of the program that made it.
    pub(super) program: String,
    /// When it was made.
    pub(super) made_at: String,
    /// The steps of migration that made the tables.
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    station: String,
    number: i64,
    step: String,
    sha256: String,
    applied_at: String,
}

impl Head {
    pub(super) fn new(now: Timestamp, ledger: &Ledger) -> Head {
        let steps = ledger.steps().map(|((station, number), applied)| Step {
            station: station.clone(),
            number: *number,
            step: applied.step.clone(),
            sha256: applied.hash.clone(),
            applied_at: clock::to_text(applied.at),
        });
        Head {
            form: FORM,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: clock::to_text(now),
            steps: steps.collect(),
        }
    }

    /// The steps, as a database remembers them.
    pub(super) fn ledger(&self) -> Result<Ledger, Error> {
        let steps: Result<Vec<_>, Error> = self
            .steps
            .iter()
            .map(|step| {
                let at = clock::from_text(&step.applied_at)?;
                let applied = Applied { step: step.step.clone(), hash: step.sha256.clone(), at };
                Ok(((step.station.clone(), step.number), applied))
            })
            .collect();
        Ok(Ledger::of(steps?))
    }
}

/// A table, with its columns in the order in which the cells of a row stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TableHead {
    /// Its name.
    pub(super) table: String,
    /// Its columns.
    pub(super) columns: Vec<ColumnHead>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ColumnHead {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) holds: Holds,
}

impl TableHead {
    pub(super) fn of(table: &Table) -> TableHead {
        let columns = table.columns.iter();
        TableHead {
            table: table.name.clone(),
            columns: columns
                .map(|column| ColumnHead { name: column.name.clone(), holds: column.holds })
                .collect(),
        }
    }

    /// The values of a row; none when a cell does not fit its column.
    pub(super) fn values(&self, cells: Vec<Cell>) -> Option<Vec<Value>> {
        if cells.len() != self.columns.len() {
            return None;
        }
        let columns = self.columns.iter().map(|column| column.holds);
        columns.zip(cells).map(|(holds, cell)| cell.value(holds)).collect()
    }
}

/// One cell: bytes stand as hexadecimal digits.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Whole(i64),
    Text(String),
    Missing,
}

impl Cell {
    fn of(value: Value) -> Cell {
        match value {
            Value::Text(Some(text)) => Cell::Text(text),
            Value::Whole(Some(number)) => Cell::Whole(number),
            Value::Bytes(Some(bytes)) => Cell::Text(hex::encode(bytes)),
            Value::Text(None) | Value::Whole(None) | Value::Bytes(None) => Cell::Missing,
        }
    }

    fn value(self, holds: Holds) -> Option<Value> {
        Some(match (holds, self) {
            (Holds::Text, Cell::Text(text)) => Value::Text(Some(text)),
            (Holds::Text, Cell::Missing) => Value::Text(None),
            (Holds::Whole, Cell::Whole(number)) => Value::Whole(Some(number)),
            (Holds::Whole, Cell::Missing) => Value::Whole(None),
            (Holds::Bytes, Cell::Text(text)) => Value::Bytes(Some(hex::decode(text).ok()?)),
            (Holds::Bytes, Cell::Missing) => Value::Bytes(None),
            _ => return None,
        })
    }
}

/// What a table held.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TableEnd {
    /// How many rows.
    pub(super) rows: u64,
    /// The hash over them.
    pub(super) hash: String,
}

/// How much there was in all.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    tables: u64,
    rows: u64,
}

impl End {
    pub(super) fn of(tables: &[Digest]) -> End {
        End {
            tables: u64::try_from(tables.len()).unwrap_or(u64::MAX),
            rows: tables.iter().fold(0, |sum, table| sum.saturating_add(table.rows)),
        }
    }
}
