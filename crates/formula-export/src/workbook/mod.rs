//! The formula as a workbook of live formulas.
//!
//! [`workbook`] lays a plan out on sheets (inputs, parameters, scales, definitions, steps between
//! them, checks, results) and writes every definition as a formula that a spreadsheet program works
//! out itself: LibreOffice from 7.4 and Excel from 2010, without macros, without iteration. It is a
//! second opinion on the engine, and a way to ask "what if" where nothing but a spreadsheet is at
//! hand. What is shown before a program has calculated comes from the run.
//!
//! | room | what |
//! |---|---|
//! | `names`, `layout` | which cell holds what, and how it is called |
//! | `piece`, `emitter` | formulas on their way, and the steps between them |
//! | `expressions` and those named after a form | the forms of the plan as formulas |
//! | `write` | the sheets |

mod aggregates;
mod checks;
mod conditions;
mod emitter;
mod expressions;
mod layout;
mod names;
mod orders;
mod piece;
mod rounding;
mod scales;
mod shares;
mod varied;
mod write;

pub use layout::{CellAt, Places};

use crate::words::say;
use emitter::Emitter;
use formula::data::{Data, Values};
use formula::number::Decimal;
use formula::plan::{Constant, DefinitionId, Plan, TableId};
use formula::run::Run;
use formula::words::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most rows of a table. Beyond it the formulas that compare every row with every other would
/// keep a person waiting for minutes.
pub const ROWS_MAX: usize = 5_000;

/// The most columns of a sheet.
const COLUMNS_MAX: usize = 16_384;

/// Spreadsheet programs disagree about the days before this one.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);

/// A workbook.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The file: Office Open XML (ECMA-376), the same for the same input.
    pub bytes: Vec<u8>,
    /// Where everything stands in it.
    pub places: Places,
}

/// Why there can be no workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A table is longer than [`ROWS_MAX`].
    TooManyRows {
        /// The table.
        table: String,
        /// How many rows it has.
        rows: usize,
    },
    /// A table needs more columns than a sheet has.
    TooManyColumns {
        /// The table.
        table: String,
    },
    /// A day that spreadsheets do not know.
    DayTooEarly {
        /// Where it stands: a table and column, or a parameter.
        at: String,
        /// The day.
        day: Date,
    },
    /// The file could not be put together.
    Unwritable(String),
}

impl Refusal {
    /// What to say about it.
    pub fn say(&self, language: Language) -> String {
        match self {
            Refusal::TooManyRows { table, rows } => {
                let (rows, most) = (rows.to_string(), ROWS_MAX.to_string());
                let given = [("table", table.as_str()), ("rows", &rows), ("most", &most)];
                say(language, "workbook-refused-rows", &given)
            }
            Refusal::TooManyColumns { table } => {
                say(language, "workbook-refused-columns", &[("table", table)])
            }
            Refusal::DayTooEarly { at, day } => {
                let (day, first) = (day.to_string(), FIRST_DAY.to_string());
                say(
                    language,
                    "workbook-refused-day",
                    &[("at", at), ("day", &day), ("first", &first)],
                )
            }
            Refusal::Unwritable(reason) => {
                say(language, "workbook-refused-file", &[("reason", reason)])
            }
        }
    }
}

/// Writes a run as a workbook, with labels and notes in a language.
///
/// # Errors
///
/// A [`Refusal`] where a spreadsheet cannot hold the data.
pub fn workbook(
    plan: &Plan,
    data: &Data,
    run: &Run<Decimal>,
    language: Language,
) -> Result<Workbook, Refusal> {
    refuse(plan, data)?;
    let (sheets, places) = layout::lay_out(plan, data, language);
    let mut emitter = Emitter::new(plan, data, run, (&sheets, &places), language);
    let mut formulas = BTreeMap::new();
    for (at, definition) in plan.definitions.iter().enumerate() {
        let without = &run.request().without;
        let excluded = definition.standing.as_ref().is_some_and(|(s, _)| without.contains(s));
        let formula = match excluded {
            true => piece::missing(),
            false => emitter.expr(&definition.body, definition.table),
        };
        formulas.insert(DefinitionId(at), formula.text);
    }
    let checks: Vec<_> = plan.checks.iter().map(|check| emitter.check(check)).collect();
    for (table, steps) in &emitter.steps {
        let columns = steps.len() + table.map_or(0, |_| 1);
        if let Some(table) = table.and_then(|id| plan.table(id))
            && columns > COLUMNS_MAX
        {
            return Err(Refusal::TooManyColumns { table: table.name.clone() });
        }
    }
    let bytes = write::write(&emitter, &formulas, &checks, language)?;
    Ok(Workbook { bytes, places })
}

fn refuse(plan: &Plan, data: &Data) -> Result<(), Refusal> {
    for (at, table) in plan.tables.iter().enumerate() {
        let id = TableId(at);
        let name = || table.name.clone();
        let rows = data.rows(id);
        if rows > ROWS_MAX {
            return Err(Refusal::TooManyRows { table: name(), rows });
        }
        let own = plan.definitions.iter().filter(|d| d.table == Some(id)).count();
        let used = plan.uses.iter().filter(|u| u.table == Some(id)).count();
        if table.columns.len() + used + own > COLUMNS_MAX {
            return Err(Refusal::TooManyColumns { table: name() });
        }
        for (column_at, column) in table.columns.iter().enumerate() {
            let cells = data.table(id).and_then(|t| t.columns.get(column_at)?.as_ref());
            let Some(Values::Date(days)) = cells.map(|c| &c.values) else { continue };
            let early = days
                .iter()
                .enumerate()
                .find(|(row, day)| **day < FIRST_DAY && !cells.is_some_and(|c| c.is_missing(*row)));
            if let Some((_, day)) = early {
                let at = format!("{}.{}", table.name, column.name);
                return Err(Refusal::DayTooEarly { at, day: *day });
            }
        }
    }
    for param in &plan.params {
        let days = param.values.iter().filter_map(|v| match v.value {
            Some(Constant::Date(day)) => Some(day),
            _ => None,
        });
        if let Some(day) = days.into_iter().find(|day| *day < FIRST_DAY) {
            return Err(Refusal::DayTooEarly { at: param.name.clone(), day });
        }
    }
    Ok(())
}
