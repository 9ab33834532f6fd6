//! Rounding: a value by itself, or rows together so that their sum is kept.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows};
use super::shares::{members_of, of_rows};
use crate::diagnostic::{Diagnostic, Span};
use crate::number::{ArithmeticError, KeepError, Number, TieRank, classes, round_keeping_sum};
use crate::plan::{DefinitionId, Expr, ExprKind, Round, Share, TableId};
use crate::syntax::ast::RoundMode;
use std::sync::Arc;

/// Rows between which only their keys decided who gets a rounding unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The place of the rounding.
    pub at: Span,
    /// The keys of the rows.
    pub rows: Vec<Arc<str>>,
}

/// The least and the most that a row may get.
type Limits<N> = (Option<N>, Option<N>);

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn round(&mut self, round: &Round, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let unit = N::from_decimal(round.to);
        if round.keeping_sum
            && let Some(table) = rows.table
        {
            return self.round_together(round, table, unit, rows, span);
        }
        let cells = self.expr(&round.value, rows)?;
        let limits = match &round.within {
            Some(share) => self.limits(share, &round.value, unit)?,
            None => Vec::new(),
        };
        let count = if cells.single { 1 } else { rows.len() };
        let mut numbers = Vec::with_capacity(count);
        for row in 0..count {
            let limits = limits.get(rows.row(row)).copied().unwrap_or((None, None));
            numbers.push(match cells.number(row) {
                Some(n) => round_between(n, unit, round.mode, limits)
                    .map_err(|error| self.keep_fault(error, rows, &[row], span))?,
                None => N::zero(),
            });
        }
        let missing = cells.missing.as_ref().map(|m| m.to_vec());
        Ok(Cells::numbers(numbers, missing, cells.single))
    }

    fn round_together(
        &mut self,
        round: &Round,
        table: TableId,
        unit: N,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let count = self.data.rows(table);
        let everywhere = Rows::all(Some(table), count);
        let cells = self.expr(&round.value, &everywhere)?;
        let (group_of, groups) = match &round.per {
            None => (vec![Some(0); count], 1),
            Some(key) => self.group_rows(key, table)?,
        };
        let ranks = self.tie_ranks(round, table, count)?;
        let limits = match &round.within {
            Some(share) => Some(self.limits(share, &round.value, unit)?),
            None => None,
        };
        let mut values: Vec<Value<N>> = vec![Value::Missing; count];
        for places in members_of(&group_of, groups) {
            let numbers: Option<Vec<N>> = places.iter().map(|row| cells.number(*row)).collect();
            let Some(numbers) = numbers else { continue };
            let of_group: Vec<TieRank> =
                places.iter().filter_map(|row| ranks.get(*row).copied()).collect();
            let within: Option<Vec<Limits<N>>> = limits.as_ref().map(|limits| {
                let of = |row: &usize| limits.get(*row).copied().unwrap_or((None, None));
                places.iter().map(of).collect()
            });
            let kept = round_keeping_sum(&numbers, unit, round.mode, &of_group, within.as_deref())
                .map_err(|error| self.keep_fault(error, &everywhere, &places, span))?;
            for (row, amount) in places.iter().zip(&kept.amounts) {
                if let Some(slot) = values.get_mut(*row) {
                    *slot = Value::Number(*amount);
                }
            }
            if !kept.settled_by_key.is_empty() {
                let keys = self.data.table(table).map(|t| &t.keys);
                let key = |at: &usize| keys?.get(places.get(*at).copied()?).cloned();
                let tied = kept.settled_by_key.iter().filter_map(key).collect();
                self.ties.push(Tie { at: span, rows: tied });
            }
        }
        Ok(of_rows(Cells::collect(values, false), rows))
    }

    /// The limits of each row of a share. A row decided singly stays at what was decided, or at the
    /// unit below or above it, whatever its bounds; one that takes no part gets nothing; and floors
    /// that were scaled down hold no more.
    fn limits(&mut self, share: &Share, shared: &Expr, unit: N) -> Fallible<Vec<Limits<N>>> {
        let count = self.data.rows(share.table);
        let everywhere = Rows::all(Some(share.table), count);
        let inside = self.inside(share, count)?;
        let rows = self.share_rows(share, inside, count)?;
        let detail = self.shares.get(&self.place_of_share(shared));
        let scaled = |row: usize| {
            let group = detail.and_then(|d| d.group_of.get(row).copied().flatten());
            let group = group.and_then(|g| detail?.groups.get(g));
            group.is_some_and(|g| g.floors_scaled.is_some())
        };
        let mut limits = vec![(Some(N::zero()), Some(N::zero())); count];
        for (row, brings) in rows {
            let Some(slot) = limits.get_mut(row) else { continue };
            let Some(brings) = brings else {
                *slot = (None, None);
                continue;
            };
            *slot = match brings.fixed {
                None => (brings.floor.filter(|_| !scaled(row)), brings.cap),
                Some(fixed) => around(fixed, unit)
                    .map_err(|error| self.arithmetic_fault(error, shared.span, &everywhere, row))?,
            };
        }
        Ok(limits)
    }

    /// Where the share stands that an expression names.
    fn place_of_share(&self, shared: &Expr) -> Span {
        let mut found = shared;
        while let ExprKind::Definition(DefinitionId(at)) = found.kind {
            match self.plan.definitions.get(at) {
                Some(definition) => found = &definition.body,
                None => break,
            }
        }
        found.span
    }

    /// The order among equal remainders: as the formula states it, then by key.
    fn tie_ranks(&mut self, round: &Round, table: TableId, count: usize) -> Fallible<Vec<TieRank>> {
        let everywhere = Rows::all(Some(table), count);
        let mut stated: Vec<Vec<usize>> = Vec::new();
        for (tie, descending) in &round.ties {
            let cells = self.expr(tie, &everywhere)?;
            let numbers: Vec<N> =
                (0..count).map(|row| cells.number(row).unwrap_or(N::zero())).collect();
            let mut ranks = classes(&numbers);
            if *descending {
                let last = ranks.iter().copied().max().unwrap_or(0);
                ranks.iter_mut().for_each(|rank| *rank = last - *rank);
            }
            stated.push(ranks);
        }
        let stated_of =
            |row: usize| stated.iter().map(move |ranks| ranks.get(row).copied().unwrap_or(0));
        let keys = self.data.table(table).map(|t| t.keys.as_slice()).unwrap_or_default();
        let mut order: Vec<usize> = (0..count).collect();
        // Data mostly comes in the order of its keys.
        if !keys.is_sorted() {
            order.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
        }
        let mut ranks = vec![TieRank { stated: 0, key: 0 }; count];
        for (place, row) in order.iter().enumerate() {
            if let Some(rank) = ranks.get_mut(*row) {
                rank.key = place;
            }
        }
        if stated.is_empty() {
            return Ok(ranks);
        }
        order.sort_by(|a, b| stated_of(*a).cmp(stated_of(*b)));
        let mut before: Option<(usize, usize)> = None;
        for row in order {
            let place = match before {
                Some((other, place)) if stated_of(other).eq(stated_of(row)) => place,
                Some((_, place)) => place + 1,
                None => 0,
            };
            before = Some((row, place));
            if let Some(rank) = ranks.get_mut(row) {
                rank.stated = place;
            }
        }
        Ok(ranks)
    }

    fn keep_fault(
        &self,
        error: KeepError<N>,
        rows: &Rows,
        places: &[usize],
        span: Span,
    ) -> Box<Diagnostic> {
        match error {
            KeepError::Arithmetic(error) => self.arithmetic_fault(error, span, rows, 0),
            KeepError::NoRoom { row } => {
                let at = places.get(row).copied().unwrap_or(0);
                Box::new(self.fault("run-round-no-room", span, rows, at))
            }
            KeepError::Bounds { by } => {
                let found = self.fault("run-round-sum-not-kept", span, rows, 0);
                Box::new(found.phrase("by", super::shares::as_read(by)))
            }
            KeepError::Lengths => Box::new(self.fault("run-round-no-room", span, rows, 0)),
        }
    }
}

/// The multiples of a unit next to a value: itself where it is one.
fn around<N: Number>(value: N, unit: N) -> Result<Limits<N>, ArithmeticError> {
    let units = value.settled_units(unit)?;
    let next = |mode| units.whole(mode).of_units(unit);
    Ok((Some(next(RoundMode::Floor)?), Some(next(RoundMode::Ceiling)?)))
}

/// Rounds a value and keeps it between limits, which are rounded towards each other.
fn round_between<N: Number>(
    value: N,
    unit: N,
    mode: RoundMode,
    (floor, cap): Limits<N>,
) -> Result<N, KeepError<N>> {
    let whole = |bound: N, mode| -> Result<N, ArithmeticError> {
        Ok(bound.settled_units(unit)?.whole(mode))
    };
    let mut units = whole(value, mode)?;
    let least = floor.map(|floor| whole(floor, RoundMode::Ceiling)).transpose()?;
    let most = cap.map(|cap| whole(cap, RoundMode::Floor)).transpose()?;
    if let Some(least) = least.filter(|least| least.total_order(units).is_gt()) {
        units = least;
    }
    if let Some(most) = most.filter(|most| most.total_order(units).is_lt()) {
        units = most;
    }
    if least.is_some_and(|least| least.total_order(units).is_gt()) {
        return Err(KeepError::NoRoom { row: 0 });
    }
    Ok(units.of_units(unit)?)
}
