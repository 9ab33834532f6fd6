//! What a condition proves about optional values: `x is known and x > 3` may use x on its right.

use super::{Checker, Scope};
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Quantifier};

impl Checker<'_> {
    /// The scope in which a condition has been found true (or false).
    pub(super) fn assuming(&self, scope: &Scope, condition: &Expr, holds: bool) -> Scope {
        let mut scope = scope.clone();
        self.learn(condition, holds, &mut scope.known);
        scope
    }

    fn learn(&self, condition: &Expr, holds: bool, known: &mut Vec<String>) {
        match &condition.kind {
            ExprKind::IsKnown(value, is_known) if *is_known == holds => {
                // Knowing `a.b` means knowing `a` as well.
                let mut text = self.text_of(value);
                loop {
                    known.push(text.clone());
                    match text.rfind('.').and_then(|at| text.get(..at)) {
                        Some(base) => text = base.to_owned(),
                        None => break,
                    }
                }
            }
            ExprKind::Not(inner) => self.learn(inner, !holds, known),
            ExprKind::Binary(BinaryOperator::And, a, b) if holds => {
                self.learn(a, true, known);
                self.learn(b, true, known);
            }
            ExprKind::Binary(BinaryOperator::Or, a, b) if !holds => {
                self.learn(a, false, known);
                self.learn(b, false, known);
            }
            ExprKind::Conditions(Quantifier::All, all) if holds => {
                all.iter().for_each(|c| self.learn(c, true, known));
            }
            ExprKind::Conditions(Quantifier::Any, any) if !holds => {
                any.iter().for_each(|c| self.learn(c, false, known));
            }
            _ => {}
        }
    }
}
