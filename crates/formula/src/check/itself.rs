//! Comparisons of a value with itself, which hold always or never: mostly a name that was meant to
//! be of the row outside, and is of the rows that are gone through.

use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::plan::{Expr, ExprKind};
use crate::syntax::ast::{self, BinaryOperator};

impl Checker<'_> {
    /// Warns of a comparison of which both sides are the same thing. An expression that is typed
    /// once more, for another member, is spoken of once.
    pub(super) fn warn_of_itself(
        &mut self,
        operator: BinaryOperator,
        (left, written): (&Expr, &ast::Expr),
        right: &Expr,
        span: Span,
    ) {
        use BinaryOperator as O;
        if !is_same(left, right) {
            return;
        }
        let always = matches!(operator, O::Equal | O::LessOrEqual | O::GreaterOrEqual);
        let id = if always { "check-always-holds" } else { "check-never-holds" };
        let mut found = Diagnostic::at(id, span).warning();
        if self.diagnostics.iter().any(|other| other.id == id && other.place == found.place) {
            return;
        }
        let name = match &written.kind {
            ast::ExprKind::Field(_, field) => field.text.clone(),
            _ => self.text_of(written),
        };
        let text = self.words_at(span);
        found = found.with("text", text).with("name", name);
        self.report(found);
    }
}

/// Whether two expressions read the same value of the same row.
fn is_same(a: &Expr, b: &Expr) -> bool {
    use ExprKind as K;
    match (&plain(a).kind, &plain(b).kind) {
        (K::Column(t, x), K::Column(u, y)) => (t, x) == (u, y),
        (K::Definition(x), K::Definition(y)) => x == y,
        (K::Use(x), K::Use(y)) => x == y,
        (K::Param(x, None), K::Param(y, None)) => x == y,
        (K::This(x), K::This(y)) => x == y,
        (K::Follow(r, t, x), K::Follow(s, u, y)) => t == u && is_same(r, s) && is_same(x, y),
        _ => false,
    }
}

/// `cell.base` in a row of `cell` is `base`.
fn plain(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Follow(reference, _, inner) if matches!(reference.kind, ExprKind::This(_)) => {
            plain(inner)
        }
        _ => expr,
    }
}
