//! For which cells a missing amount waits, through the formulas that were run before.

use crate::runs::{Outcome, Runs};
use formula::diagnostic::Phrase;
use formula::plan::{ColumnId, DefinitionId, TableId};
use formula::run::Awaited;
use std::collections::BTreeSet;

/// A cell for which an amount waits.
#[derive(Debug, Clone, Copy)]
pub struct AwaitedCell<'r, 'l> {
    /// The run that reads it.
    pub outcome: &'r Outcome<'l>,
    /// The table.
    pub table: TableId,
    /// The column.
    pub column: ColumnId,
    /// The row.
    pub row: usize,
}

impl AwaitedCell<'_, '_> {
    /// Its title, for a reader.
    pub fn title(&self) -> Phrase {
        let column = self.outcome.plan.column(self.table, self.column);
        column.map_or(Phrase::from(""), |c| Phrase::Titled(c.labels.clone(), c.name.clone()))
    }

    /// Its row, for a reader.
    pub fn named_row(&self) -> Phrase {
        let rows = self.outcome.data.table(self.table);
        rows.map_or(Phrase::from(""), |rows| rows.named_row(self.outcome.plan, self.row))
    }
}

impl<'l> Runs<'l> {
    /// The cells for which a missing value of the formula that was asked for waits, each once, in
    /// the order of formulas, tables, columns and rows; none for a value that is known.
    pub fn awaited(&self, definition: DefinitionId, row: usize) -> Vec<AwaitedCell<'_, 'l>> {
        let all: Vec<&Outcome<'l>> = self.all().collect();
        let mut open = vec![(all.len().saturating_sub(1), definition, row)];
        let mut seen = BTreeSet::new();
        let mut cells = BTreeSet::new();
        while let Some((at, definition, row)) = open.pop() {
            let Some(outcome) = all.get(at) else { continue };
            if !seen.insert((at, definition, row)) {
                continue;
            }
            for awaited in outcome.run.awaited(outcome.plan, &outcome.data, definition, row) {
                match awaited {
                    Awaited::Cell(table, column, row) => {
                        cells.insert((at, table, column, row as usize));
                    }
                    Awaited::Use(id, row) => {
                        let used = outcome.plan.uses.get(id.0);
                        let behind = used.and_then(|used| {
                            let at = all.iter().position(|o| o.plan.name == used.formula)?;
                            let other = all.get(at)?;
                            let (id, result) = other.plan.definition_named(&used.result)?;
                            let key = used
                                .table
                                .and_then(|t| outcome.data.table(t)?.keys.get(row as usize));
                            let row = match (key, result.table) {
                                (Some(key), Some(table)) => other.data.table(table)?.row(key)?,
                                _ => 0,
                            };
                            Some((at, id, row))
                        });
                        open.extend(behind);
                    }
                    Awaited::Rule(_) => {}
                }
            }
        }
        let cell = |(at, table, column, row)| {
            let outcome = *all.get(at)?;
            Some(AwaitedCell { outcome, table, column, row })
        };
        cells.into_iter().filter_map(cell).collect()
    }
}
