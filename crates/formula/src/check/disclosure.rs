//! Protected columns count persons of vulnerable groups. A formula whose inputs are published does
//! not read them; one that says it is `unpublished` may, and what leaves it must be disclosed.
//!
//! Disclosed is what is rounded to at least five of what is counted, where what is rounded is a sum
//! of counts: columns, what is added to or taken from them, counts and sums of rows. A product
//! would carry the exact figure through the rounding, so it is no such sum.
//!
//! A check may rest on what is counted. It then says whether it holds, not for which rows: what it
//! says is read by whoever uses what the formula discloses.

use super::Checker;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::Decimal;
use crate::plan::{ColumnId, DefinitionId, Expr, ExprKind, Round, TableId};
use crate::syntax::ast::{AggregateFunction, BinaryOperator};

/// The least to which a count of persons of a vulnerable group is rounded.
const DISCLOSED_TO: i64 = 5;

/// A protected column.
type Protected = (TableId, ColumnId);

/// What is known of each definition.
struct Definitions {
    /// The protected column on which it rests undisclosed.
    rests: Vec<Option<Protected>>,
    /// Whether it is a sum of counts.
    counts: Vec<bool>,
}

impl Checker<'_> {
    /// Refuses protected columns where they are read, or results that do not disclose them.
    pub(super) fn check_disclosure(&mut self) {
        let any = self.tables.iter().any(|t| t.columns.iter().any(|c| c.protected));
        if !any {
            return;
        }
        if self.header.is_some_and(|h| h.unpublished) {
            self.refuse_undisclosed();
        } else {
            self.refuse_protected();
        }
    }

    fn refuse_protected(&mut self) {
        let bodies = self.typed.iter().map(|d| &d.body);
        let conditions = self.checks.iter().map(|c| &c.condition);
        let mut found: Vec<(Span, Protected)> = bodies
            .chain(conditions)
            .flat_map(|expr| expr.walk())
            .filter_map(|expr| Some((expr.span, self.protected(expr)?)))
            .collect();
        found.sort();
        found.dedup_by_key(|(span, _)| *span);
        for (span, column) in found {
            let (name, place) = self.name_of_column(column);
            self.report(
                Diagnostic::at("check-protected", span)
                    .with("name", name)
                    .other(Place::Formula(place)),
            );
        }
    }

    fn refuse_undisclosed(&mut self) {
        let known = self.definitions_known();
        let mut checks = std::mem::take(&mut self.checks);
        for check in &mut checks {
            check.is_protected = self.rests_undisclosed(&check.condition, &known).is_some();
        }
        self.checks = checks;
        let results: Vec<(Span, String, Protected)> = self
            .typed
            .iter()
            .zip(&known.rests)
            .filter(|(definition, _)| definition.result)
            .filter_map(|(d, rests)| Some((d.name_span, d.name.clone(), (*rests)?)))
            .collect();
        for (span, name, column) in results {
            let (protected, place) = self.name_of_column(column);
            self.report(
                Diagnostic::at("check-result-not-disclosed", span)
                    .with("name", name)
                    .with("column", protected)
                    .with("least", DISCLOSED_TO.to_string())
                    .other(Place::Formula(place)),
            );
        }
    }

    /// Goes through the definitions until nothing more is found: a `solve` names what comes after
    /// it.
    fn definitions_known(&self) -> Definitions {
        let count = self.typed.len();
        let mut known = Definitions { rests: vec![None; count], counts: vec![false; count] };
        loop {
            let mut changed = false;
            for (at, definition) in self.typed.iter().enumerate() {
                let rests = self.rests_undisclosed(&definition.body, &known);
                let counts = self.is_sum_of_counts(&definition.body, &known);
                if let (Some(slot), Some(count)) =
                    (known.rests.get_mut(at), known.counts.get_mut(at))
                {
                    changed |= slot.is_none() && rests.is_some();
                    changed |= *count != counts;
                    *slot = slot.or(rests);
                    *count = counts;
                }
            }
            if !changed {
                return known;
            }
        }
    }

    fn rests_undisclosed(&self, expr: &Expr, known: &Definitions) -> Option<Protected> {
        match &expr.kind {
            ExprKind::Definition(DefinitionId(at)) | ExprKind::IsAt(DefinitionId(at), _) => {
                known.rests.get(*at).copied().flatten()
            }
            ExprKind::Round(round) if self.discloses(round, known) => {
                let beside = expr.inner().into_iter().skip(1);
                beside.into_iter().find_map(|inner| self.rests_undisclosed(inner, known))
            }
            _ => self.protected(expr).or_else(|| {
                expr.inner().into_iter().find_map(|inner| self.rests_undisclosed(inner, known))
            }),
        }
    }

    fn discloses(&self, round: &Round, known: &Definitions) -> bool {
        round.to >= Decimal::from_i64(DISCLOSED_TO) && self.is_sum_of_counts(&round.value, known)
    }

    fn is_sum_of_counts(&self, expr: &Expr, known: &Definitions) -> bool {
        if self.rests_undisclosed(expr, known).is_none() {
            return true;
        }
        let counts = |expr: &Expr| self.is_sum_of_counts(expr, known);
        let open = |expr: &Option<Expr>| {
            expr.as_ref().is_none_or(|e| self.rests_undisclosed(e, known).is_none())
        };
        match &expr.kind {
            ExprKind::Column(..) => true,
            ExprKind::Definition(DefinitionId(at)) => known.counts.get(*at) == Some(&true),
            ExprKind::Negate(a) => counts(a),
            ExprKind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, a, b) => {
                counts(a) && counts(b)
            }
            ExprKind::Otherwise(a, b) => counts(a) && counts(b),
            ExprKind::Follow(reference, _, value) => {
                self.rests_undisclosed(reference, known).is_none() && counts(value)
            }
            ExprKind::Aggregate(aggregate) => match aggregate.function {
                AggregateFunction::Count => true,
                AggregateFunction::Sum => {
                    open(&aggregate.filter) && aggregate.value.as_ref().is_some_and(counts)
                }
                _ => false,
            },
            ExprKind::Fold(fold) => {
                let term = |term: &crate::plan::FoldTerm| {
                    open(&term.filter) && term.value.as_ref().is_some_and(counts)
                };
                fold.function == AggregateFunction::Sum
                    && fold.dropping.is_none()
                    && fold.terms.iter().all(term)
            }
            _ => false,
        }
    }

    fn protected(&self, expr: &Expr) -> Option<Protected> {
        let ExprKind::Column(table, column) = expr.kind else { return None };
        let schema = self.tables.get(table.0)?.columns.get(column.0)?;
        schema.protected.then_some((table, column))
    }

    fn name_of_column(&self, (table, column): Protected) -> (String, Span) {
        let found = self.tables.get(table.0).and_then(|t| t.columns.get(column.0));
        found.map(|c| (c.name.clone(), c.span)).unwrap_or_default()
    }
}
