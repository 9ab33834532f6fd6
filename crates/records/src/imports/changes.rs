//! What an import would change: added, changed and removed rows, old value beside new.

use std::collections::{HashMap, HashSet};

/// A table as texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows: a cell for each column.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// A cell; nothing where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", String::as_str)
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// Some of its cells are different.
    Changed,
    /// It is gone.
    Removed,
}

/// A cell that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The column.
    pub column: String,
    /// What stands there; empty is missing.
    pub before: String,
    /// What will stand there; empty is missing.
    pub after: String,
}

/// A row that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Its key.
    pub key: String,
    /// What becomes of it.
    pub change: Change,
    /// The cells that are different; of a row that is new or gone, those with something in them.
    pub cells: Vec<CellChange>,
}

/// Everything that is different between two tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The rows that are different: in the order of the table after, then those that are gone.
    pub rows: Vec<RowChange>,
    /// How many rows stay as they are.
    pub unchanged: usize,
}

impl Changes {
    /// Compares tables by a key column. Columns that only one of them has are empty in the other.
    pub fn between(before: &Sheet, after: &Sheet, key: &str) -> Changes {
        let mut columns = after.header.clone();
        columns.extend(before.header.iter().filter(|name| after.column(name).is_none()).cloned());
        let known: HashMap<&str, usize> = keys(before, key).collect();
        let there: HashSet<&str> = keys(after, key).map(|(key, _)| key).collect();
        let mut changes = Changes::default();
        for (row_key, row) in keys(after, key) {
            let old = known.get(row_key).copied();
            let cells = differing(&columns, (before, old), (after, Some(row)));
            let change = if old.is_some() { Change::Changed } else { Change::Added };
            match cells.is_empty() && old.is_some() {
                true => changes.unchanged = changes.unchanged.saturating_add(1),
                false => changes.rows.push(RowChange { key: row_key.to_owned(), change, cells }),
            }
        }
        for (row_key, row) in keys(before, key).filter(|(key, _)| !there.contains(key)) {
            let cells = differing(&columns, (before, Some(row)), (after, None));
            let (key, change) = (row_key.to_owned(), Change::Removed);
            changes.rows.push(RowChange { key, change, cells });
        }
        changes
    }

    /// How many rows become so.
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn keys<'s>(sheet: &'s Sheet, key: &str) -> impl Iterator<Item = (&'s str, usize)> {
    let at = sheet.column(key).unwrap_or(usize::MAX);
    (0..sheet.rows.len()).map(move |row| (sheet.cell(row, at), row))
}

fn differing(
    columns: &[String],
    (before, old): (&Sheet, Option<usize>),
    (after, new): (&Sheet, Option<usize>),
) -> Vec<CellChange> {
    let cell = |sheet: &Sheet, row: Option<usize>, name: &str| {
        let found = row.zip(sheet.column(name)).map(|(row, column)| sheet.cell(row, column));
        found.unwrap_or_default().to_owned()
    };
    let changes = columns.iter().map(|column| CellChange {
        column: column.clone(),
        before: cell(before, old, column),
        after: cell(after, new, column),
    });
    changes.filter(|change| change.before != change.after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect());
        Sheet { header: lines.next().unwrap(), rows: lines.collect() }
    }

    /// Goal: whoever confirms sees each cell that changes. Method: a row of each kind, columns in
    /// another order, one column new.
    #[test]
    fn each_cell_is_told() {
        let before = sheet("code,a,b\n1,x,y\n2,x,y\n3,x,\n");
        let after = sheet("code,b,a,c\n1,y,x,\n2,z,x,n\n4,,x,\n");
        let found = Changes::between(&before, &after, "code");
        assert_eq!(found.unchanged, 1);
        let told: Vec<String> = found
            .rows
            .iter()
            .flat_map(|row| {
                row.cells.iter().map(move |cell| {
                    format!("{} {} {}>{}", row.key, cell.column, cell.before, cell.after)
                })
            })
            .collect();
        let expected = ["2 b y>z", "2 c >n", "4 code >4", "4 a >x", "3 code 3>", "3 a x>"];
        assert_eq!(told, expected);
        let counts = [Change::Added, Change::Changed, Change::Removed].map(|c| found.count(c));
        assert_eq!(counts, [1, 1, 1]);
        assert!(Changes::between(&before, &before, "code").is_empty());
    }
}
