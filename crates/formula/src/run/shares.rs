//! Shares and rounding over whole tables, with what their explanation needs.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::{Diagnostic, Span};
use crate::number::{
    KeepError, Number, ShareError, ShareOptions, ShareRow, TieRank, classes, round_keeping_sum,
};
use crate::plan::{Expr, Round, Share, TableId};
use crate::syntax::ast::Bound;
use std::cmp::Ordering;
use std::sync::Arc;

/// How a share came out.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareDetail<N> {
    /// The group of each row; none for a row outside `where`.
    pub group_of: Vec<Option<usize>>,
    /// What holds each row; none for a row outside `where`.
    pub bounds: Vec<Option<Bound>>,
    /// Each row's weight, where it takes part.
    pub weights: Vec<Option<N>>,
    /// Pool and level of each group.
    pub groups: Vec<GroupShare<N>>,
}

/// One pool of a share.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupShare<N> {
    /// What was shared.
    pub pool: N,
    /// The level: a free row gets so much for each unit of weight.
    pub level: N,
    /// The sum of the weights of its rows.
    pub weights: N,
    /// How many rows take part.
    pub rows: usize,
    /// How many of them are at a floor, at a cap and fixed.
    pub at_floor: usize,
    /// At a cap.
    pub at_cap: usize,
    /// Fixed.
    pub fixed: usize,
    /// What is left because all are at their caps.
    pub rest: N,
}

/// Rows between which only their keys decided who gets a rounding unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The place of the rounding.
    pub at: Span,
    /// The keys of the rows.
    pub rows: Vec<Arc<str>>,
}

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn share(&mut self, share: &Share, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let count = self.data.rows(share.table);
        let everywhere = Rows::all(Some(share.table), count);
        let members = match &share.filter {
            None => vec![Some(true); count],
            Some(filter) => {
                let cells = self.expr(filter, &everywhere)?;
                (0..count).map(|row| cells.bool(row)).collect()
            }
        };
        let (group_of, groups) = match &share.per {
            None => (vec![Some(0); count], 1),
            Some(key) => self.group_rows(key, share.table)?,
        };
        let inside: Vec<u32> = (0..count)
            .filter(|row| members.get(*row) == Some(&Some(true)))
            .map(super::evaluate::as_index)
            .collect();
        let rows_in = self.share_rows(share, inside, count)?;
        let pools = self.expr(&share.pool, &everywhere)?;
        let mut amounts: Vec<Value<N>> = (0..count)
            .map(|row| match members.get(row).copied().flatten() {
                Some(false) => Value::Number(N::zero()),
                _ => Value::Missing,
            })
            .collect();
        let mut detail = ShareDetail {
            group_of: vec![None; count],
            bounds: vec![None; count],
            weights: vec![None; count],
            groups: Vec::new(),
        };
        for group in 0..groups {
            let in_group = |row: &usize| group_of.get(*row).copied().flatten() == Some(group);
            let open = (0..count).filter(in_group).any(|row| members.get(row) == Some(&None));
            let of_group: Vec<(usize, Option<ShareRow<N>>)> =
                rows_in.iter().filter(|(row, _)| in_group(row)).cloned().collect();
            let pool = self.pool_of(&pools, &group_of, group, &everywhere, span)?;
            let known: Option<Vec<ShareRow<N>>> = of_group.iter().map(|(_, r)| *r).collect();
            let (Some(pool), Some(known), false) = (pool, known, open) else {
                // What a missing value would have got, nobody knows: the whole group waits for it.
                detail.groups.push(GroupShare::unknown());
                continue;
            };
            let places: Vec<usize> = of_group.iter().map(|(row, _)| *row).collect();
            self.share_group(share, pool, &known, &places, span, &mut amounts, &mut detail)?;
        }
        self.shares.insert(span, detail);
        let all = Cells::collect(amounts, false);
        Ok(of_rows(all, rows))
    }

    fn share_rows(
        &mut self,
        share: &Share,
        inside: Vec<u32>,
        count: usize,
    ) -> Fallible<Vec<(usize, Option<ShareRow<N>>)>> {
        let rows = Rows::some(Some(share.table), inside, count);
        let weights = self.expr(&share.weight, &rows)?;
        let floors = self.limit(share.floor.as_ref(), &rows)?;
        let caps = self.limit(share.cap.as_ref(), &rows)?;
        let mut fixed: Vec<Value<N>> = vec![Value::Bool(false); rows.len()];
        for (value, condition) in &share.fixed {
            let holds = self.expr(condition, &rows)?;
            let pending: Vec<usize> = (0..rows.len())
                .filter(|at| fixed.get(*at) == Some(&Value::Bool(false)))
                .filter(|at| holds.bool(*at) != Some(false))
                .collect();
            let chosen = pending.iter().map(|at| super::evaluate::as_index(rows.row(*at)));
            let there = Rows::some(Some(share.table), chosen.collect(), count);
            let values = self.expr(value, &there)?;
            for (place, at) in pending.iter().enumerate() {
                if let Some(slot) = fixed.get_mut(*at) {
                    *slot = match holds.bool(*at) {
                        Some(_) => values.get(place),
                        None => Value::Missing,
                    };
                }
            }
        }
        let mut out = Vec::with_capacity(rows.len());
        for at in 0..rows.len() {
            let floor = floors.as_ref().map(|f| f.number(at));
            let cap = caps.as_ref().map(|c| c.number(at));
            let fixed = match fixed.get(at) {
                Some(Value::Number(n)) => Some(Some(*n)),
                Some(Value::Bool(_)) => Some(None),
                _ => None,
            };
            let row = match (weights.number(at), floor, cap, fixed) {
                (_, Some(None), _, _) | (_, _, Some(None), _) | (_, _, _, None) => None,
                (None, ..) => None,
                (Some(weight), floor, cap, Some(fixed)) => {
                    Some(ShareRow { weight, floor: floor.flatten(), cap: cap.flatten(), fixed })
                }
            };
            out.push((rows.row(at), row));
        }
        Ok(out)
    }

    fn limit(&mut self, limit: Option<&Expr>, rows: &Rows) -> Fallible<Option<Cells<N>>> {
        match limit {
            None => Ok(None),
            Some(limit) => Ok(Some(self.expr(limit, rows)?)),
        }
    }

    /// The pool of a group: the same in each of its rows, or it is no pool.
    fn pool_of(
        &self,
        pools: &Cells<N>,
        group_of: &[Option<usize>],
        group: usize,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Option<N>> {
        if pools.single {
            return Ok(pools.number(0));
        }
        let mut pool: Option<Option<N>> = None;
        for (row, of) in group_of.iter().enumerate() {
            if *of != Some(group) {
                continue;
            }
            let here = pools.number(row);
            let same = match (pool, here) {
                (None, _) => true,
                (Some(Some(a)), Some(b)) => a.compare(b) == Ordering::Equal,
                (Some(a), b) => a.is_none() && b.is_none(),
            };
            if !same {
                return Err(Box::new(self.fault("run-pool-differs-in-group", span, rows, row)));
            }
            pool.get_or_insert(here);
        }
        Ok(pool.flatten())
    }

    #[allow(clippy::too_many_arguments, reason = "one call, in the loop over groups above")]
    fn share_group(
        &self,
        share: &Share,
        pool: N,
        known: &[ShareRow<N>],
        places: &[usize],
        span: Span,
        amounts: &mut [Value<N>],
        detail: &mut ShareDetail<N>,
    ) -> Fallible<()> {
        let options = ShareOptions {
            if_short_in_proportion: share.if_short_in_proportion,
            if_over_leave_rest: share.if_over_leave_rest,
        };
        let solution = crate::number::share(pool, known, options)
            .map_err(|error| self.share_fault(error, share.table, places, span))?;
        let group = detail.groups.len();
        for (at, row) in places.iter().enumerate() {
            if let (Some(slot), Some(amount)) = (amounts.get_mut(*row), solution.amounts.get(at)) {
                *slot = Value::Number(*amount);
            }
            if let Some(slot) = detail.bounds.get_mut(*row) {
                *slot = solution.bounds.get(at).copied();
            }
            if let Some(slot) = detail.weights.get_mut(*row) {
                *slot = known.get(at).map(|r| r.weight);
            }
            if let Some(slot) = detail.group_of.get_mut(*row) {
                *slot = Some(group);
            }
        }
        let held = |bound| solution.bounds.iter().filter(|b| **b == bound).count();
        let rows = Rows::all(Some(share.table), self.data.rows(share.table));
        detail.groups.push(GroupShare {
            pool,
            level: solution.level,
            weights: crate::number::sum(known.iter().map(|r| r.weight))
                .map_err(|e| self.arithmetic_fault(e, span, &rows, 0))?,
            rows: places.len(),
            at_floor: held(Bound::Floor),
            at_cap: held(Bound::Cap),
            fixed: held(Bound::Fixed),
            rest: solution.rest,
        });
        Ok(())
    }

    fn share_fault(
        &self,
        error: ShareError<N>,
        table: TableId,
        places: &[usize],
        span: Span,
    ) -> Box<Diagnostic> {
        let rows = Rows::all(Some(table), self.data.rows(table));
        let at = |row: usize| places.get(row).copied().unwrap_or(0);
        let text = |n: N| n.to_decimal().map(|d| d.to_fixed(2)).unwrap_or_default();
        Box::new(match error {
            ShareError::NegativeWeight { row, weight } => self
                .fault("run-share-negative-weight", span, &rows, at(row))
                .with("weight", text(weight)),
            ShareError::FloorAboveCap { row, floor, cap } => self
                .fault("run-share-floor-above-cap", span, &rows, at(row))
                .with("floor", text(floor))
                .with("cap", text(cap)),
            ShareError::ZeroWeight => self.fault("run-share-zero-weight", span, &rows, at(0)),
            ShareError::Short { by } => {
                self.fault("run-share-short", span, &rows, at(0)).with("by", text(by))
            }
            ShareError::Over { by } => {
                self.fault("run-share-over", span, &rows, at(0)).with("by", text(by))
            }
            ShareError::Arithmetic(error) => {
                return self.arithmetic_fault(error, span, &rows, at(0));
            }
        })
    }

    pub(super) fn round(&mut self, round: &Round, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let unit = N::from_decimal(round.to);
        if round.keeping_sum
            && let Some(table) = rows.table
        {
            return self.round_together(round, table, unit, rows, span);
        }
        let cells = self.expr(&round.value, rows)?;
        let count = if cells.single { 1 } else { rows.len() };
        let mut numbers = Vec::with_capacity(count);
        for row in 0..count {
            numbers.push(match cells.number(row) {
                Some(n) => n
                    .round_to(unit, round.mode)
                    .map_err(|e| self.arithmetic_fault(e, span, rows, row))?,
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
        let mut values: Vec<Value<N>> = vec![Value::Missing; count];
        for group in 0..groups {
            let places: Vec<usize> = (0..count)
                .filter(|row| group_of.get(*row).copied().flatten() == Some(group))
                .collect();
            let numbers: Option<Vec<N>> = places.iter().map(|row| cells.number(*row)).collect();
            let Some(numbers) = numbers else { continue };
            let of_group: Vec<TieRank> =
                places.iter().filter_map(|row| ranks.get(*row).copied()).collect();
            let kept = round_keeping_sum(&numbers, unit, round.mode, &of_group, None)
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
        let of_row = |row: usize| -> Vec<usize> {
            stated.iter().map(|ranks| ranks.get(row).copied().unwrap_or(0)).collect()
        };
        let keys = self.data.table(table).map(|t| t.keys.as_slice()).unwrap_or_default();
        let mut by_key: Vec<usize> = (0..count).collect();
        by_key.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
        let mut place_by_key = vec![0; count];
        for (place, row) in by_key.iter().enumerate() {
            if let Some(slot) = place_by_key.get_mut(*row) {
                *slot = place;
            }
        }
        let mut orders: Vec<Vec<usize>> = (0..count).map(of_row).collect();
        orders.sort();
        orders.dedup();
        let rank = |row: usize| TieRank {
            stated: orders.binary_search(&of_row(row)).unwrap_or(0),
            key: place_by_key.get(row).copied().unwrap_or(row),
        };
        Ok((0..count).map(rank).collect())
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
            _ => Box::new(self.fault("run-round-sum-not-kept", span, rows, 0)),
        }
    }
}

impl<N: Number> GroupShare<N> {
    fn unknown() -> GroupShare<N> {
        GroupShare {
            pool: N::zero(),
            level: N::zero(),
            weights: N::zero(),
            rows: 0,
            at_floor: 0,
            at_cap: 0,
            fixed: 0,
            rest: N::zero(),
        }
    }
}

/// From the whole table to the rows that were asked for.
pub(super) fn of_rows<N: Number>(all: Cells<N>, rows: &Rows) -> Cells<N> {
    let wanted: Vec<u32> =
        (0..rows.len()).map(|at| super::evaluate::as_index(rows.row(at))).collect();
    if wanted.len() == all.len() && wanted.iter().enumerate().all(|(at, row)| at == *row as usize) {
        return all;
    }
    all.gather(&wanted)
}
