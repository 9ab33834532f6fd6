//! Conditions, of which a part may be missing and leave the whole open.

use super::emitter::Emitter;
use super::piece::Piece;
use formula::plan::{Expr, ExprKind, TableId};
use formula::syntax::ast::{BinaryOperator, Quantifier};

impl Emitter<'_> {
    /// A truth made of several, of which one may decide although another is missing.
    pub(super) fn truth(&mut self, expr: &Expr, table: Option<TableId>) -> Piece {
        let mut parts = Vec::new();
        let all = match &expr.kind {
            ExprKind::Binary(BinaryOperator::Or, ..) | ExprKind::OneOf(..) => false,
            ExprKind::Conditions(quantifier, _) => *quantifier == Quantifier::All,
            _ => true,
        };
        match &expr.kind {
            ExprKind::Binary(operator, ..) => self.chain(*operator, expr, table, &mut parts),
            ExprKind::Conditions(_, conditions) => {
                for condition in conditions {
                    let piece = self.expr(condition, table);
                    parts.push((piece, self.may_miss(condition), self.words(condition)));
                }
            }
            ExprKind::Between(value, low, high) => {
                use BinaryOperator::{GreaterOrEqual, LessOrEqual};
                // A missing value leaves both open, and then neither decides.
                let open = self.may_miss(low) || self.may_miss(high);
                for (edge, operator) in [(low, GreaterOrEqual), (high, LessOrEqual)] {
                    parts.push((self.binary(operator, value, edge, table), open, self.words(expr)));
                }
            }
            ExprKind::OneOf(value, list) => {
                for member in list {
                    let piece = self.binary(BinaryOperator::Equal, value, member, table);
                    let open = self.may_miss(member);
                    parts.push((piece, open, self.words(expr)));
                }
            }
            _ => {}
        }
        self.together(all, parts, table)
    }

    /// The conditions of `a and b and c`, however they are nested.
    pub(super) fn chain(
        &mut self,
        operator: BinaryOperator,
        expr: &Expr,
        table: Option<TableId>,
        parts: &mut Vec<(Piece, bool, String)>,
    ) {
        match &expr.kind {
            ExprKind::Binary(own, a, b) if *own == operator => {
                self.chain(operator, a, table, parts);
                self.chain(operator, b, table, parts);
            }
            _ => {
                let piece = self.expr(expr, table);
                parts.push((piece, self.may_miss(expr), self.words(expr)));
            }
        }
    }

    /// All or any of some truths: each is looked at only while those before leave it open.
    pub(super) fn together(
        &mut self,
        all: bool,
        parts: Vec<(Piece, bool, String)>,
        table: Option<TableId>,
    ) -> Piece {
        let (function, neutral) = if all { ("AND", "TRUE") } else { ("OR", "FALSE") };
        if parts.iter().all(|(_, open, _)| !open) {
            let texts: Vec<&str> = parts.iter().map(|(piece, ..)| piece.text.as_str()).collect();
            return Piece::call(function, &texts);
        }
        let (mut open, mut pieces) = (Vec::new(), Vec::new());
        for (piece, may_miss, words) in parts {
            let piece = if may_miss { self.repeatable(table, piece, &words) } else { piece };
            if may_miss {
                open.push(piece.text.clone());
            }
            pieces.push((piece.text, may_miss, words));
        }
        let rest = format!("{function}({})", open.join(","));
        let open_before_last = open.len() > usize::from(pieces.last().is_some_and(|p| p.1));
        let mut inner: Option<String> = None;
        for (text, may_miss, words) in pieces.into_iter().rev() {
            let own = if may_miss { format!("IFERROR({text},{neutral})") } else { text.clone() };
            let settled = match &inner {
                None if !open_before_last => text,
                _ => {
                    let inner = inner.as_ref().unwrap_or(&rest);
                    match all {
                        true => format!("IF({own},{inner},FALSE)"),
                        false => format!("IF({own},TRUE,{inner})"),
                    }
                }
            };
            inner = Some(self.short(table, Piece::whole(settled), &words).text);
        }
        inner.map_or_else(|| Piece::whole(neutral), Piece::whole)
    }

    /// Whether a value may be missing, or fail to be a number, if a cell of input is emptied.
    pub(super) fn may_miss(&self, expr: &Expr) -> bool {
        use ExprKind as K;
        match &expr.kind {
            K::Constant(_) | K::Choice(..) | K::This(_) | K::Member(..) | K::IsAt(..) => false,
            K::Param(id, None) => {
                let without = &self.run.request().without;
                self.run.params().get(id.0).is_some_and(|param| !param.counts(0, without))
            }
            K::IsKnown(value, _) => !matches!(value.kind, K::Column(..)) && self.may_miss(value),
            K::Negate(inner) | K::Not(inner) | K::Convert(inner, ..) => self.may_miss(inner),
            K::Binary(BinaryOperator::Divide | BinaryOperator::Power, ..) => true,
            K::Binary(_, a, b) => self.may_miss(a) || self.may_miss(b),
            K::Otherwise(_, fallback) => self.may_miss(fallback),
            K::Conditions(_, conditions) => conditions.iter().any(|c| self.may_miss(c)),
            _ => true,
        }
    }
}
