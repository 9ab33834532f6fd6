//! The identity of data: what a run could read, whatever the order of its rows.

use super::{Column, Table, UseColumn, Values};
use crate::plan::{Plan, Type};
use sha2::{Digest, Sha256};

/// SHA-256 over tables in the plan's order, rows by key, columns in the plan's order.
pub(super) fn of(plan: &Plan, tables: &[Table], uses: &[UseColumn]) -> String {
    let mut hasher = Sha256::new();
    for table in tables {
        // The rows of a category belong to the formula, whose hash stands beside this one.
        let Some(schema) = plan.table(table.table).filter(|t| t.members.is_none()) else {
            continue;
        };
        put(&mut hasher, "table", &schema.name);
        let mut order: Vec<usize> = (0..table.rows).collect();
        order.sort_by(|a, b| table.keys.get(*a).cmp(&table.keys.get(*b)));
        for row in &order {
            put(&mut hasher, "row", table.keys.get(*row).map_or("", AsRef::as_ref));
            for (column, cells) in schema.columns.iter().zip(&table.columns) {
                put(&mut hasher, "column", &column.name);
                let target = match column.ty {
                    Type::Row(id) => tables.get(id.0),
                    _ => None,
                };
                if let Some(cells) = cells {
                    put_cell(&mut hasher, cells, *row, target);
                }
            }
        }
    }
    for (used, column) in plan.uses.iter().zip(uses) {
        put(&mut hasher, "use", &used.name);
        put(&mut hasher, "run", &column.run);
    }
    hex::encode(hasher.finalize())
}

/// SHA-256 over the numbers of a column, in the order of its rows.
pub(super) fn of_numbers(column: &Column) -> String {
    let mut hasher = Sha256::new();
    if let Values::Number(numbers) = &column.values {
        numbers.iter().for_each(|number| put(&mut hasher, "number", &number.to_canonical()));
    }
    hex::encode(hasher.finalize())
}

fn put_cell(hasher: &mut Sha256, cells: &Column, row: usize, target: Option<&Table>) {
    if cells.is_missing(row) {
        put(hasher, "missing", "");
        return;
    }
    match &cells.values {
        Values::Number(v) => {
            put(hasher, "number", &v.get(row).map(|d| d.to_canonical()).unwrap_or_default());
        }
        Values::Text(v) => put(hasher, "text", v.get(row).map_or("", AsRef::as_ref)),
        Values::Date(v) => {
            put(hasher, "date", &v.get(row).map(ToString::to_string).unwrap_or_default());
        }
        Values::Bool(v) => put(hasher, "bool", if v.get(row) == Some(&true) { "1" } else { "0" }),
        Values::Choice(v) => {
            put(hasher, "choice", &v.get(row).map(ToString::to_string).unwrap_or_default());
        }
        Values::Row(v) => {
            // The key, not the row's number: shuffling the other table changes nothing.
            let key = v.get(row).and_then(|at| target?.keys.get(*at as usize));
            put(hasher, "reference", key.map_or("", AsRef::as_ref));
        }
    }
    let standing = cells.standing.get(row).copied().unwrap_or_default();
    put(hasher, "standing", standing.word());
}

fn put(hasher: &mut Sha256, kind: &str, value: &str) {
    hasher.update(kind.as_bytes());
    hasher.update([0]);
    hasher.update(value.len().to_be_bytes());
    hasher.update(value.as_bytes());
}
