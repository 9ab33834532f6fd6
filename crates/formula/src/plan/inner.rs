//! What stands directly inside an expression, for walks over whole expressions.

use super::{Expr, ExprKind};

/// Collects what stands inside, shared or changeable alike.
macro_rules! inside {
    ($expr:expr $(, $mut:tt)?) => {{
        use ExprKind as K;
        let mut out = Vec::new();
        match & $($mut)? $expr.kind {
            K::Constant(_)
            | K::Choice(..)
            | K::Column(..)
            | K::Definition(_)
            | K::Use(_)
            | K::Param(_, None)
            | K::This(_)
            | K::Member(..)
            | K::IsAt(..) => {}
            K::Param(_, Some(a))
            | K::Negate(a)
            | K::Not(a)
            | K::IsKnown(a, _)
            | K::Convert(a, ..)
            | K::Scale(_, a) => out.push(& $($mut)? **a),
            K::Follow(a, _, b)
            | K::Binary(_, a, b)
            | K::Otherwise(a, b)
            | K::ShiftDate { date: a, by: b, .. }
            | K::DaysBetween(a, b) => {
                out.push(& $($mut)? **a);
                out.push(& $($mut)? **b);
            }
            K::Between(a, b, c) | K::If(a, b, c) => {
                out.push(& $($mut)? **a);
                out.push(& $($mut)? **b);
                out.push(& $($mut)? **c);
            }
            K::ParamOf(_, day, members) => {
                if let Some(day) = day {
                    out.push(& $($mut)? **day);
                }
                out.extend(members);
            }
            K::Lookup(_, list) | K::Conditions(_, list) | K::Call(_, list) => out.extend(list),
            K::Pick(a, list) | K::OneOf(a, list) => {
                out.push(& $($mut)? **a);
                out.extend(list);
            }
            K::FirstOf { cases, otherwise, .. } => {
                for (value, condition) in cases {
                    out.push(value);
                    out.push(condition);
                }
                if let Some(otherwise) = otherwise {
                    out.push(& $($mut)? **otherwise);
                }
            }
            K::Apply(_, arguments, body) => {
                out.extend(arguments);
                out.push(& $($mut)? **body);
            }
            K::Aggregate(aggregate) => {
                let aggregate = & $($mut)? **aggregate;
                out.extend(& $($mut)? aggregate.value);
                out.extend(& $($mut)? aggregate.weight);
                out.extend(& $($mut)? aggregate.argument);
                out.extend(& $($mut)? aggregate.filter);
                out.extend(& $($mut)? aggregate.dropping);
                if let super::RowSet::Per(key) = & $($mut)? aggregate.rows {
                    out.push(& $($mut)? **key);
                }
            }
            K::Fold(fold) => {
                let fold = & $($mut)? **fold;
                for term in & $($mut)? fold.terms {
                    out.extend(& $($mut)? term.value);
                    out.extend(& $($mut)? term.weight);
                    out.extend(& $($mut)? term.filter);
                }
                out.extend(& $($mut)? fold.argument);
                out.extend(& $($mut)? fold.dropping);
            }
            K::Rank(rank) => {
                let rank = & $($mut)? **rank;
                out.push(& $($mut)? rank.value);
                out.extend(& $($mut)? rank.per);
                out.extend(& $($mut)? rank.filter);
            }
            K::InTop(top) => {
                let top = & $($mut)? **top;
                out.push(& $($mut)? top.value);
                out.push(& $($mut)? top.amount);
                out.extend(& $($mut)? top.per);
                out.extend(& $($mut)? top.filter);
            }
            K::FillPart(fill, _) => {
                let fill = & $($mut)? **fill;
                out.push(& $($mut)? fill.amount);
                for (_, limit) in & $($mut)? fill.vessels {
                    out.push(limit);
                }
            }
            K::Solve(solve) => {
                let solve = & $($mut)? **solve;
                out.push(& $($mut)? solve.from);
                out.push(& $($mut)? solve.to);
                out.push(& $($mut)? solve.step);
                out.push(& $($mut)? solve.total);
                out.push(& $($mut)? solve.target);
            }
            K::With(value, settings) => {
                out.push(& $($mut)? **value);
                for (_, setting) in settings {
                    out.push(setting);
                }
            }
            K::Share(share) => inside_share!(out, share $(, $mut)?),
            K::Round(round) => {
                let round = & $($mut)? **round;
                out.push(& $($mut)? round.value);
                out.extend(& $($mut)? round.per);
                for (tie, _) in & $($mut)? round.ties {
                    out.push(tie);
                }
                if let Some(share) = & $($mut)? round.within {
                    inside_share!(out, share $(, $mut)?);
                }
            }
        }
        out
    }};
}

macro_rules! inside_share {
    ($out:ident, $share:ident $(, $mut:tt)?) => {{
        let share = & $($mut)? **$share;
        $out.push(& $($mut)? share.pool);
        $out.push(& $($mut)? share.weight);
        $out.extend(& $($mut)? share.filter);
        $out.extend(& $($mut)? share.per);
        $out.extend(& $($mut)? share.floor);
        $out.extend(& $($mut)? share.cap);
        for (value, condition) in & $($mut)? share.fixed {
            $out.push(value);
            $out.push(condition);
        }
    }};
}

impl Expr {
    /// The expressions that stand directly inside this one, whichever row they are read in.
    pub fn inner(&self) -> Vec<&Expr> {
        inside!(self)
    }

    /// The same, to be changed.
    pub(crate) fn inner_mut(&mut self) -> Vec<&mut Expr> {
        inside!(self, mut)
    }

    /// This expression and all that stand inside it, however deep, each before its own.
    pub fn walk(&self) -> Vec<&Expr> {
        let mut all = Vec::new();
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            all.push(expr);
            open.extend(expr.inner().into_iter().rev());
        }
        all
    }
}
