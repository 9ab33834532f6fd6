//! Whether a value rises or falls with an unknown, proved from the form of its rule and the signs
//! of the data. What cannot be proved is unknown; nothing is guessed.

use super::evaluate::{Evaluator, Fallible, Rows};
use crate::number::Number;
use crate::plan::{
    Aggregate, Builtin, DefinitionId, Expr, ExprKind, ScaleId, ScaleVersion, TableId, Varied,
};
use crate::syntax::ast::{AggregateFunction, BinaryOperator, ScaleKind};

/// How a value moves when the unknown rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// It does not rest on it.
    Still,
    /// It rises, or stays.
    Rises,
    /// It falls, or stays.
    Falls,
    /// It cannot be told.
    Unknown,
}

impl Direction {
    /// That of a sum, or of any form that rises with both.
    pub(super) fn with(self, other: Direction) -> Direction {
        match (self, other) {
            (Direction::Still, other) => other,
            (own, Direction::Still) => own,
            (own, other) if own == other => own,
            _ => Direction::Unknown,
        }
    }

    /// That of the negative.
    pub(super) fn other(self) -> Direction {
        match self {
            Direction::Rises => Direction::Falls,
            Direction::Falls => Direction::Rises,
            same => same,
        }
    }
}

impl<N: Number> Evaluator<'_, N> {
    /// The direction of an expression in the rows of a table, or of the country.
    pub(super) fn direction(
        &mut self,
        expr: &Expr,
        table: Option<TableId>,
        unknown: Varied,
        anew: &[DefinitionId],
    ) -> Fallible<Direction> {
        use ExprKind as K;
        if is_still(expr, unknown, anew) {
            return Ok(Direction::Still);
        }
        let mut of = |expr: &Expr| self.direction(expr, table, unknown, anew);
        match &expr.kind {
            K::Param(id, None) if unknown == Varied::Param(*id) => Ok(Direction::Rises),
            K::Definition(id) if unknown == Varied::Definition(*id) => Ok(Direction::Rises),
            K::Definition(id) => {
                let plan = self.plan;
                let Some(definition) = plan.definition(*id) else { return Ok(Direction::Unknown) };
                self.direction(&definition.body, definition.table, unknown, anew)
            }
            K::Negate(a) => Ok(of(a)?.other()),
            K::Convert(a, ..) | K::Apply(_, _, a) => of(a),
            K::Round(round) if !round.keeping_sum && round.within.is_none() => of(&round.value),
            K::Binary(BinaryOperator::Add, a, b) => Ok(of(a)?.with(of(b)?)),
            K::Binary(BinaryOperator::Subtract, a, b) => Ok(of(a)?.with(of(b)?.other())),
            K::Binary(BinaryOperator::Multiply, a, b) if is_still(a, unknown, anew) => {
                let moving = of(b)?;
                self.scaled(moving, a, table)
            }
            K::Binary(BinaryOperator::Multiply | BinaryOperator::Divide, a, b)
                if is_still(b, unknown, anew) =>
            {
                let moving = of(a)?;
                self.scaled(moving, b, table)
            }
            K::Call(Builtin::Min | Builtin::Max, all) => {
                all.iter().try_fold(Direction::Still, |so_far, a| Ok(so_far.with(of(a)?)))
            }
            K::If(condition, yes, no) if is_still(condition, unknown, anew) => {
                Ok(of(yes)?.with(of(no)?))
            }
            K::FirstOf { cases, otherwise, .. }
                if cases.iter().all(|(_, condition)| is_still(condition, unknown, anew)) =>
            {
                let values = cases.iter().map(|(value, _)| value).chain(otherwise.as_deref());
                values.into_iter().try_fold(Direction::Still, |so_far, a| Ok(so_far.with(of(a)?)))
            }
            K::Follow(reference, target, value) if is_still(reference, unknown, anew) => {
                self.direction(value, Some(*target), unknown, anew)
            }
            K::Aggregate(aggregate) => self.of_aggregate(aggregate, unknown, anew),
            K::Scale(id, argument) => {
                let moving = of(argument)?;
                Ok(self.of_scale(moving, *id))
            }
            K::Share(share) => {
                let weights = expr.inner().into_iter().skip(1).all(|e| is_still(e, unknown, anew));
                if weights { of(&share.pool) } else { Ok(Direction::Unknown) }
            }
            K::FillPart(fill, _) => {
                let limits = fill.vessels.iter().all(|(_, l)| is_still(l, unknown, anew));
                if limits { of(&fill.amount) } else { Ok(Direction::Unknown) }
            }
            _ => Ok(Direction::Unknown),
        }
    }

    /// The direction of a scale of something moving, if the scale rises or falls all along.
    fn of_scale(&self, moving: Direction, id: ScaleId) -> Direction {
        let version = self.version_in_force(id);
        let kind = self.plan.scales.get(id.0).map(|s| s.kind);
        match version.zip(kind) {
            Some((version, kind)) if slope(version, kind, 1) => moving,
            Some((version, kind)) if slope(version, kind, -1) => moving.other(),
            _ => Direction::Unknown,
        }
    }

    fn of_aggregate(
        &mut self,
        aggregate: &Aggregate,
        unknown: Varied,
        anew: &[DefinitionId],
    ) -> Fallible<Direction> {
        use AggregateFunction as F;
        let steady = matches!(aggregate.function, F::Sum | F::Mean | F::Min | F::Max)
            && aggregate.dropping.is_none()
            && [&aggregate.weight, &aggregate.filter]
                .into_iter()
                .flatten()
                .all(|e| is_still(e, unknown, anew))
            && (aggregate.weight.is_none() || aggregate.function != F::Mean);
        match &aggregate.value {
            Some(value) if steady => self.direction(value, Some(aggregate.table), unknown, anew),
            _ => Ok(Direction::Unknown),
        }
    }

    /// The direction of something moving times or by something that does not, by the signs that has
    /// in all rows.
    fn scaled(
        &mut self,
        moving: Direction,
        by: &Expr,
        table: Option<TableId>,
    ) -> Fallible<Direction> {
        let count = table.map_or(1, |t| self.data.rows(t));
        let cells = self.expr(by, &Rows::all(table, count))?;
        let (mut above, mut below) = (false, false);
        for row in 0..if cells.single { 1 } else { count } {
            let Some(number) = cells.number(row) else { return Ok(Direction::Unknown) };
            below |= number.is_negative();
            above |= !number.is_negative() && !number.is_zero();
        }
        Ok(match (above, below) {
            (true, true) => Direction::Unknown,
            (false, true) => moving.other(),
            _ => moving,
        })
    }
}

/// Whether an expression rests neither on the unknown nor on what is worked out anew.
fn is_still(expr: &Expr, unknown: Varied, anew: &[DefinitionId]) -> bool {
    expr.walk().into_iter().all(|inner| match &inner.kind {
        ExprKind::Param(id, None) => unknown != Varied::Param(*id),
        ExprKind::Definition(id) | ExprKind::IsAt(id, _) => {
            unknown != Varied::Definition(*id) && anew.binary_search(id).is_err()
        }
        _ => true,
    })
}

/// Whether a scale rises (or falls, for the sign -1) all along.
fn slope(version: &ScaleVersion, kind: ScaleKind, sign: i64) -> bool {
    let values = version.lines.iter().map(|(_, _, value)| *value);
    let ordered = |a: &crate::number::Decimal, b: &crate::number::Decimal| match sign {
        1 => a <= b,
        _ => a >= b,
    };
    match kind {
        ScaleKind::Slices => {
            values.into_iter().all(|v| v.is_zero() || v.is_negative() == (sign < 0))
        }
        ScaleKind::Bands | ScaleKind::Points => {
            let values: Vec<_> = values.collect();
            values.windows(2).all(|pair| matches!(pair, [a, b] if ordered(a, b)))
        }
    }
}
