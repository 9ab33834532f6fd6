//! For what a missing amount waits, through the formulas that were run before.

use crate::runs::{Outcome, Runs};
use formula::diagnostic::Phrase;
use formula::explain::{Explainer, Input};
use formula::plan::{ColumnId, DefinitionId, Plan, TableId};
use formula::run::Awaited;
use formula::standing::Standing;
use formula::words::Language;
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

/// A value of a formula that does not count in a run because of its standing.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut<'r, 'l> {
    /// The run that goes without it.
    pub outcome: &'r Outcome<'l>,
    /// Which value.
    pub input: Input,
}

impl LeftOut<'_, '_> {
    /// Its title with the member where it has one, for a reader.
    pub fn title(&self, language: Language) -> String {
        let plan = self.outcome.plan;
        match self.input {
            Input::Param(id) => plan.param(id).map(|p| p.labels.say(language, &p.name)),
            Input::ParamOf(id, place) => plan.param(id).map(|p| {
                let members = plan.members_of(p, place as usize).join(", ");
                format!("{} [{members}]", p.labels.say(language, &p.name))
            }),
            Input::Scale(id) => plan.scales.get(id.0).map(|s| s.labels.say(language, &s.name)),
            Input::Rule(id) => plan.definition(id).map(|d| d.labels.say(language, &d.name)),
            Input::Cell(..) | Input::Use(..) => None,
        }
        .unwrap_or_default()
    }

    /// How firm it is.
    pub fn standing(&self) -> Standing {
        let Outcome { plan, data, run } = self.outcome;
        Explainer::new(plan, data, run).standing(self.input)
    }
}

/// For what a missing amount waits.
#[derive(Debug, Clone, Default)]
pub struct AwaitedFigures<'r, 'l> {
    /// Cells, in the order of formulas, tables, columns and rows.
    pub cells: Vec<AwaitedCell<'r, 'l>>,
    /// Values of formulas that do not count in the run.
    pub left_out: Vec<LeftOut<'r, 'l>>,
}

/// What does not count, as an input of amounts.
fn input_of(plan: &Plan, awaited: Awaited) -> Option<Input> {
    match awaited {
        Awaited::Param(id, member) => match plan.param(id)?.by.is_empty() {
            true => Some(Input::Param(id)),
            false => Some(Input::ParamOf(id, member)),
        },
        Awaited::Scale(id) => Some(Input::Scale(id)),
        Awaited::Rule(id) => Some(Input::Rule(id)),
        Awaited::Cell(..) | Awaited::Use(..) => None,
    }
}

impl<'l> Runs<'l> {
    /// The parameters, scales and rules that do not count in these runs because of their standing.
    pub fn left_out(&self) -> Vec<LeftOut<'_, 'l>> {
        let of = |outcome: &'_ Outcome<'l>| outcome.run.left_out(outcome.plan);
        let each = self.all().flat_map(|outcome| {
            let inputs = of(outcome).into_iter().filter_map(|out| input_of(outcome.plan, out));
            inputs.map(move |input| LeftOut { outcome, input })
        });
        each.collect()
    }

    /// For what a missing value of the formula that was asked for waits, each once; for nothing
    /// where it is known.
    pub fn awaited(&self, definition: DefinitionId, row: usize) -> AwaitedFigures<'_, 'l> {
        let all: Vec<&Outcome<'l>> = self.all().collect();
        let mut open = vec![(all.len().saturating_sub(1), definition, row)];
        let mut seen = BTreeSet::new();
        let mut cells = BTreeSet::new();
        let mut left_out = BTreeSet::new();
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
                    Awaited::Param(..) | Awaited::Scale(_) | Awaited::Rule(_) => {
                        left_out.extend(input_of(outcome.plan, awaited).map(|input| (at, input)));
                    }
                }
            }
        }
        let cell = |(at, table, column, row)| {
            let outcome = *all.get(at)?;
            Some(AwaitedCell { outcome, table, column, row })
        };
        let out = |(at, input)| Some(LeftOut { outcome: *all.get(at)?, input });
        AwaitedFigures {
            cells: cells.into_iter().filter_map(cell).collect(),
            left_out: left_out.into_iter().filter_map(out).collect(),
        }
    }
}
