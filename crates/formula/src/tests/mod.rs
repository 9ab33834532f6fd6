//! Tests of the engine as a whole: a formula as text and tables as text in, values or refusals out.

mod categories;
mod checks;
mod dates;
mod disclosure;
mod examples;
mod explanations;
mod families;
mod fills;
mod functions;
mod gaps;
mod meanings;
mod orders;
mod products;
mod properties;
mod refusals;
mod scales;
mod shares;
mod variations;
mod wordings;

use crate::check::check;
use crate::data::{CellText, Data, Table, TableReader};
use crate::diagnostic::{Diagnostic, Source};
use crate::explain::Explainer;
use crate::number::{Decimal, Number};
use crate::plan::Plan;
use crate::run::{Request, Run, Value, run};
use crate::standing::Standing;
use jiff::civil::{Date, date};

/// A formula with its tables, ready to be run.
pub(super) struct Case {
    pub(super) plan: Plan,
    pub(super) data: Data,
    pub(super) request: Request,
}

/// The day that tests are made for unless they say otherwise.
pub(super) const DAY: Date = date(2026, 1, 1);

pub(super) fn plan(text: &str) -> Result<Plan, Vec<Diagnostic>> {
    check(&Source::new("test.formula", text), &[]).into_result()
}

/// Reads a table from lines of comma-separated cells. A cell may end in `~estimated` or another
/// standing.
pub(super) fn table(plan: &Plan, name: &str, lines: &str) -> Result<Table, Vec<Diagnostic>> {
    let (id, _) = plan.table_named(name).expect("the plan has the table");
    let mut lines = lines.trim().lines().map(|l| l.trim().split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let header: Vec<&str> = header.iter().map(|h| h.trim()).collect();
    let mut reader = TableReader::new(plan, id, &format!("{name}.csv"), &header);
    for (at, line) in lines.enumerate() {
        let cells: Vec<CellText<'_>> = line
            .iter()
            .map(|cell| {
                let (text, standing) = cell.split_once('~').unwrap_or((cell, ""));
                CellText { text, standing: Standing::from_word(standing), source: None }
            })
            .collect();
        reader.row(at as u64 + 2, &cells);
    }
    reader.finish()
}

impl Case {
    /// A formula and its tables; panics with the diagnostics when something is wrong.
    pub(super) fn new(text: &str, tables: &[(&str, &str)]) -> Case {
        let plan = plan(text).unwrap_or_else(|d| panic!("{d:#?}"));
        let tables = tables
            .iter()
            .map(|(name, lines)| table(&plan, name, lines).unwrap_or_else(|d| panic!("{d:#?}")))
            .collect();
        let data = Data::new(&plan, tables, &[]).unwrap_or_else(|d| panic!("{d:#?}"));
        Case { plan, data, request: Request::on(DAY) }
    }

    pub(super) fn on(mut self, day: Date) -> Case {
        self.request.day = day;
        self
    }

    pub(super) fn with(mut self, param: &str, value: &str) -> Case {
        self.request.params.insert(param.to_owned(), value.to_owned());
        self
    }

    pub(super) fn without(mut self, standing: Standing) -> Case {
        self.request.without.insert(standing);
        self
    }

    pub(super) fn official(&self) -> Run<Decimal> {
        run::<Decimal>(&self.plan, &self.data, &self.request).unwrap_or_else(|d| panic!("{d:#?}"))
    }

    pub(super) fn simulated(&self) -> Run<f64> {
        run::<f64>(&self.plan, &self.data, &self.request).unwrap_or_else(|d| panic!("{d:#?}"))
    }

    pub(super) fn refused(&self) -> Vec<Diagnostic> {
        run::<Decimal>(&self.plan, &self.data, &self.request).expect_err("a refusal")
    }

    /// The values of a definition, row by row, as text.
    pub(super) fn values(&self, name: &str) -> Vec<String> {
        texts(self, &self.official(), name)
    }

    /// The same of a simulation.
    pub(super) fn simulated_values(&self, name: &str) -> Vec<String> {
        texts(self, &self.simulated(), name)
    }

    pub(super) fn explain<T>(&self, f: impl FnOnce(&Explainer<'_>) -> T) -> T {
        let run = self.official();
        f(&Explainer::new(&self.plan, &self.data, &run))
    }
}

fn texts<N: Number>(case: &Case, run: &Run<N>, name: &str) -> Vec<String> {
    let (id, definition) = case.plan.definition_named(name).expect("the definition");
    let rows = definition.table.map_or(1, |t| case.data.rows(t));
    (0..rows)
        .map(|row| match run.value(id, row) {
            Value::Missing => "missing".to_owned(),
            Value::Number(n) => n.to_decimal().map(|d| d.to_string()).unwrap_or_default(),
            Value::Bool(b) => b.to_string(),
            Value::Date(d) => d.to_string(),
            Value::Text(t) => t.to_string(),
            Value::Choice(at) | Value::Row(at) => format!("#{at}"),
        })
        .collect()
}

pub(super) fn ids(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|d| d.id).collect()
}
