//! Why an amount is what it is: its derivation, its steps, and on what it rests.
//!
//! [`Explainer`] reads a run; it works nothing out anew but what stands inside a definition. The
//! tree of an amount ([`Explainer::derive`]) follows only the branches that were chosen. Its steps
//! ([`Explainer::steps`]) are additive and sum to the amount. What it rests on
//! ([`Explainer::rests`]) counts every cell and parameter that entered it, through shares and sums
//! over other rows too.

mod derive;
mod gatherings;
mod leaves;
mod member_words;
mod members;
mod rests;
mod sentences;
mod steps;
mod ties;
mod words;

pub use derive::{Node, NodeKind, rests_sentence};
pub use rests::{Input, Rests};
pub use steps::{Step, StepKind};
pub(crate) use words::format_number_with_unit;
pub use words::{format_value, rule_in_words, unit_words};

use crate::data::Data;
use crate::number::Decimal;
use crate::plan::{DefinitionId, Expr, Plan, TableId, Type};
use crate::run::{Run, Value};
use crate::words::Language;
use std::cell::RefCell;
use std::sync::Arc;

/// Explains the amounts of one run.
#[derive(Debug)]
pub struct Explainer<'r> {
    plan: &'r Plan,
    data: &'r Data,
    run: &'r Run<Decimal>,
    traces: RefCell<rests::Traces>,
}

impl<'r> Explainer<'r> {
    /// Takes a run with the plan and the data it was made from.
    pub fn new(plan: &'r Plan, data: &'r Data, run: &'r Run<Decimal>) -> Explainer<'r> {
        Explainer { plan, data, run, traces: RefCell::default() }
    }

    fn value_of(&self, expr: &Expr, table: Option<TableId>, row: usize) -> Value<Decimal> {
        let rows = vec![u32::try_from(row).unwrap_or(u32::MAX)];
        match self.run.evaluate(self.plan, self.data, expr, table, rows) {
            Ok(cells) => cells.get(0),
            Err(_) => Value::Missing,
        }
    }

    /// A value as a reader sees it; a row by its key.
    fn shown(&self, value: &Value<Decimal>, ty: &Type, percent: bool, to: Language) -> String {
        match (value, ty) {
            (Value::Row(row), Type::Row(table)) => {
                self.key(Some(*table), *row as usize).map(|key| key.to_string()).unwrap_or_default()
            }
            _ => format_value(self.plan, value, ty, percent, to),
        }
    }

    fn key(&self, table: Option<TableId>, row: usize) -> Option<Arc<str>> {
        self.data.table(table?)?.keys.get(row).cloned()
    }

    fn table_of(&self, definition: DefinitionId) -> Option<TableId> {
        self.plan.definition(definition).and_then(|d| d.table)
    }
}
