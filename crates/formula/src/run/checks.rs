//! Checks and warnings, after all definitions are known or to tell why they cannot be.

use super::cells::Value;
use super::evaluate::{Evaluator, Fallible, Rows, as_index};
use crate::data;
use crate::diagnostic::{Diagnostic, Phrase, Place, Severity, Span};
use crate::number::Number;
use crate::plan::{
    Check, ColumnId, DefinitionId, Expr, ExprKind, Labels, ParamId, Plan, TableId, Type, UseId,
};
use crate::syntax::ast::{BinaryOperator, Quantifier};
use std::collections::HashSet;
use std::sync::Arc;

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It holds everywhere.
    Holds,
    /// It does not hold.
    Fails,
    /// A missing value leaves it open.
    Open,
}

/// One check or warning with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOutcome {
    /// Whether it stops a run (`check`) or annotates it (`warn`).
    pub stops: bool,
    /// What it says to a person.
    pub labels: Labels,
    /// Its condition as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The outcome.
    pub verdict: Verdict,
    /// Keys of the rows where it does not hold or is open; empty for a national check.
    pub rows: Vec<Arc<str>>,
    /// What was found, for the first rows or for the country: the row, and both sides of the
    /// comparison that does not hold.
    pub found: Vec<Phrase>,
}

/// For how many rows it is said what was found.
const SHOWN_MAX: usize = 20;

impl CheckOutcome {
    /// What to say about it; nothing when it holds.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let id = match (self.verdict, self.rows.is_empty()) {
            (Verdict::Holds, _) => return None,
            (Verdict::Open, _) => "run-check-open",
            (Verdict::Fails, true) => "run-check-fails",
            (Verdict::Fails, false) => "run-check-fails-for",
        };
        let more = self.rows.len().saturating_sub(SHOWN_MAX);
        let title = match self.labels == Labels::default() {
            true => Phrase::from(""),
            false => Phrase::Titled(self.labels.clone(), String::new()),
        };
        let mut diagnostic = Diagnostic::error(id, Place::Formula(self.span))
            .with("check", &*self.text)
            .with("count", self.rows.len().to_string())
            .with("more", if more > 0 { more.to_string() } else { String::new() })
            .with("stops", if self.stops { "yes" } else { "" })
            .phrase("title", title)
            .phrase("found", Phrase::List(self.found.clone(), "; "));
        if !self.stops {
            diagnostic.severity = Severity::Warning;
        }
        Some(diagnostic)
    }
}

/// All checks and warnings of the plan.
pub(super) fn judge<N: Number>(evaluator: &mut Evaluator<'_, N>) -> Fallible<Vec<CheckOutcome>> {
    let plan = evaluator.plan;
    plan.checks.iter().map(|check| outcome(check, evaluator)).collect()
}

/// Checks that do not hold and ask for nothing but the definitions worked out so far: when a later
/// one fails, they are the likely cause.
pub(super) fn broken_so_far<'a, N: Number>(
    evaluator: &mut Evaluator<'a, N>,
) -> Vec<(&'a Check, Diagnostic)> {
    let plan = evaluator.plan;
    let known = evaluator.values.len();
    let is_known = |expr: &&Expr| match &expr.kind {
        ExprKind::Definition(id) | ExprKind::IsAt(id, _) => id.0 < known,
        _ => true,
    };
    let ready = plan.checks.iter().filter(|check| check.stops);
    let mut ready: Vec<&Check> =
        ready.filter(|check| check.condition.walk().iter().all(is_known)).collect();
    // What holds for the country is more often the cause than what holds for a row.
    ready.sort_by_key(|check| check.table.is_some());
    let mut broken = Vec::new();
    for check in ready {
        let Ok(outcome) = outcome(check, evaluator) else { continue };
        if outcome.verdict == Verdict::Fails {
            broken.extend(outcome.diagnostic().map(|found| (check, found)));
        }
    }
    broken
}

/// What a rule rests on in the end: columns, results of other formulas, parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Leaf {
    Column(TableId, ColumnId),
    Use(UseId),
    Param(ParamId),
}

/// What an expression rests on in the end, through the definitions that it names.
pub(super) fn leaves(plan: &Plan, expr: &Expr) -> HashSet<Leaf> {
    let mut leaves = HashSet::new();
    let mut seen: HashSet<DefinitionId> = HashSet::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        for inner in expr.walk() {
            match &inner.kind {
                ExprKind::Column(table, column) => {
                    leaves.insert(Leaf::Column(*table, *column));
                }
                ExprKind::Use(id) => {
                    leaves.insert(Leaf::Use(*id));
                }
                ExprKind::Param(id, _) | ExprKind::ParamOf(id, ..) => {
                    leaves.insert(Leaf::Param(*id));
                }
                ExprKind::Definition(id) | ExprKind::IsAt(id, _) if seen.insert(*id) => {
                    open.extend(plan.definition(*id).map(|definition| &definition.body));
                }
                _ => {}
            }
        }
    }
    leaves
}

fn outcome<N: Number>(check: &Check, evaluator: &mut Evaluator<'_, N>) -> Fallible<CheckOutcome> {
    let (plan, data) = (evaluator.plan, evaluator.data);
    let rows = Rows::all(check.table, check.table.map_or(1, |t| data.rows(t)));
    let cells = evaluator.expr(&check.condition, &rows)?;
    let table = check.table.and_then(|t| data.table(t));
    let (mut failing, mut open) = (Vec::new(), Vec::new());
    for row in 0..rows.len() {
        match cells.bool(row) {
            Some(true) => {}
            Some(false) => failing.push(row),
            None => open.push(row),
        }
    }
    let (verdict, places) = match (failing.is_empty(), open.is_empty()) {
        (false, _) => (Verdict::Fails, failing),
        (true, false) => (Verdict::Open, open),
        (true, true) => (Verdict::Holds, Vec::new()),
    };
    // Who fails a check on what is counted says how much is counted there.
    let (places, hidden) = match check.is_protected && !places.is_empty() {
        true => (Vec::new(), vec![Phrase::Said("check-found-protected", Vec::new())]),
        false => (places, Vec::new()),
    };
    let shown = places.iter().take(SHOWN_MAX);
    let found = shown.map(|row| Finding { evaluator, table: check.table, row: *row }.found(check));
    let found = found.flatten().chain(hidden).collect();
    let key = |row: &usize| table.and_then(|t: &data::Table| t.keys.get(*row).cloned());
    Ok(CheckOutcome {
        stops: check.stops,
        labels: check.labels.clone(),
        text: words_of(plan.source.slice(check.condition.span)),
        span: check.span,
        verdict,
        rows: places.iter().filter_map(key).collect(),
        found,
    })
}

/// One row (or the country) in which a check does not hold.
struct Finding<'e, 'a, N: Number> {
    evaluator: &'e mut Evaluator<'a, N>,
    table: Option<TableId>,
    row: usize,
}

impl<N: Number> Finding<'_, '_, N> {
    fn found(mut self, check: &Check) -> Option<Phrase> {
        let (plan, data) = (self.evaluator.plan, self.evaluator.data);
        let sides = self.sides(&check.condition);
        let rows = self.table.and_then(|t| data.table(t));
        match (rows.map(|rows| rows.named_row(plan, self.row)), sides) {
            (Some(row), Some(sides)) => {
                Some(Phrase::Said("check-found-for", vec![("row", row), ("sides", sides)]))
            }
            (row, sides) => row.or(sides),
        }
    }

    /// Both sides of the comparison that does not hold; none where it is no comparison.
    fn sides(&mut self, condition: &Expr) -> Option<Phrase> {
        use BinaryOperator as B;
        match &condition.kind {
            ExprKind::Binary(B::And, a, b) => {
                let broken = if self.holds(a) { b } else { a };
                self.sides(broken)
            }
            ExprKind::Conditions(Quantifier::All, all) => {
                let broken = all.iter().find(|one| !self.holds(one))?;
                self.sides(broken)
            }
            ExprKind::Binary(
                B::Equal | B::NotEqual | B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual,
                a,
                b,
            ) => {
                let (left, right) = (self.side(a)?, self.side(b)?);
                Some(Phrase::Said("check-sides", vec![("left", left), ("right", right)]))
            }
            ExprKind::Between(value, from, to) => {
                let right = Phrase::List(vec![self.side(from)?, self.side(to)?], " … ");
                let left = self.side(value)?;
                Some(Phrase::Said("check-sides", vec![("left", left), ("right", right)]))
            }
            _ => None,
        }
    }

    fn value(&mut self, expr: &Expr) -> Option<Value<N>> {
        let all = self.table.map_or(1, |t| self.evaluator.data.rows(t));
        let rows = match self.table {
            None => Rows::all(None, 1),
            Some(_) => Rows::some(self.table, vec![as_index(self.row)], all),
        };
        Some(self.evaluator.expr(expr, &rows).ok()?.get(0))
    }

    fn holds(&mut self, condition: &Expr) -> bool {
        self.value(condition) == Some(Value::Bool(true))
    }

    fn side(&mut self, expr: &Expr) -> Option<Phrase> {
        let said = |id| Phrase::Said(id, Vec::new());
        Some(match self.value(expr)? {
            Value::Number(number) => {
                let percent = is_percent(self.evaluator.plan, expr);
                Phrase::Number(number.to_decimal()?, expr.ty.clone(), percent)
            }
            Value::Missing => said("value-missing"),
            Value::Bool(true) => said("value-yes"),
            Value::Bool(false) => said("value-no"),
            Value::Date(day) => Phrase::Text(day.to_string()),
            Value::Text(text) => Phrase::Text(text.to_string()),
            Value::Choice(at) => match &expr.ty {
                Type::Choice(id) => {
                    let words = self.evaluator.plan.choices.get(id.0);
                    Phrase::Text(words.and_then(|w| w.get(at as usize)).cloned()?)
                }
                _ => return None,
            },
            Value::Row(_) => return None,
        })
    }
}

/// Whether a value is written in per cent: a parameter, column or definition that is, or a sum or
/// difference of such.
fn is_percent(plan: &Plan, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Param(id, _) => plan.param(*id).is_some_and(|p| p.percent),
        ExprKind::Column(table, column) => plan.column(*table, *column).is_some_and(|c| c.percent),
        ExprKind::Definition(id) => plan.definition(*id).is_some_and(|d| d.percent),
        ExprKind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, a, b) => {
            is_percent(plan, a) && is_percent(plan, b)
        }
        ExprKind::Constant(_) => plan.source.slice(expr.span).trim_end().ends_with('%'),
        _ => false,
    }
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
