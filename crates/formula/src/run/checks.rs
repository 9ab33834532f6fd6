//! Checks and warnings after all definitions are known.

use super::evaluate::{Evaluator, Rows};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Place, Severity, Span};
use crate::number::Number;
use crate::plan::{Labels, Plan};
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
}

impl CheckOutcome {
    /// What to say about it; nothing when it holds.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let id = match (self.verdict, self.stops, self.rows.is_empty()) {
            (Verdict::Holds, ..) => return None,
            (Verdict::Open, ..) => "run-check-open",
            (Verdict::Fails, _, true) => "run-check-fails",
            (Verdict::Fails, _, false) => "run-check-fails-for",
        };
        let shown: Vec<&str> = self.rows.iter().take(20).map(AsRef::as_ref).collect();
        let mut diagnostic = Diagnostic::error(id, Place::Formula(self.span))
            .with("check", &*self.text)
            .with("rows", shown.join(", "))
            .with("count", self.rows.len().to_string());
        if !self.stops {
            diagnostic.severity = Severity::Warning;
        }
        Some(diagnostic)
    }
}

pub(super) fn judge<N: Number>(
    plan: &Plan,
    data: &Data,
    evaluator: &mut Evaluator<'_, N>,
) -> Result<Vec<CheckOutcome>, Box<Diagnostic>> {
    let mut outcomes = Vec::new();
    for check in &plan.checks {
        let rows = Rows::all(check.table, check.table.map_or(1, |t| data.rows(t)));
        let cells = evaluator.expr(&check.condition, &rows)?;
        let table = check.table.and_then(|t| data.table(t));
        let (mut failing, mut open) = (Vec::new(), Vec::new());
        for row in 0..rows.len() {
            let key = || table.and_then(|t| t.keys.get(row).cloned());
            match cells.bool(row) {
                Some(true) => {}
                Some(false) => failing.push(key()),
                None => open.push(key()),
            }
        }
        let (verdict, rows) = match (failing.is_empty(), open.is_empty()) {
            (false, _) => (Verdict::Fails, failing),
            (true, false) => (Verdict::Open, open),
            (true, true) => (Verdict::Holds, Vec::new()),
        };
        outcomes.push(CheckOutcome {
            stops: check.stops,
            labels: check.labels.clone(),
            text: words_of(plan.source.slice(check.condition.span)),
            span: check.span,
            verdict,
            rows: rows.into_iter().flatten().collect(),
        });
    }
    Ok(outcomes)
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
