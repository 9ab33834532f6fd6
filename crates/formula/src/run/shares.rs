//! Shares and rounding over whole tables, with what their explanation needs.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::{Diagnostic, Phrase, Span};
use crate::number::{Number, ShareError, ShareOptions, ShareRow, share_in_rounds};
use crate::plan::{Expr, Share, TableId, Type};
use crate::syntax::ast::Bound;
use crate::unit::Unit;
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
    /// In rounds: each row's amount less that of the share at one level; none where there is no
    /// such share.
    pub differences: Vec<Option<N>>,
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
    /// What is left because all are at their caps; in rounds what they miss the pool by, below zero
    /// where they pay out more.
    pub rest: N,
    /// The part of its floor that each row gets, where the floors exceed the pool.
    pub floors_scaled: Option<N>,
    /// How many rounds there were, where the law orders rounds.
    pub rounds: Option<usize>,
}

/// A pool with the rows among which it is shared.
#[derive(Clone, Copy)]
struct Sharing<'s, N> {
    pool: N,
    /// What each row that takes part brings.
    known: &'s [ShareRow<N>],
    /// Where these rows stand in the table.
    places: &'s [usize],
    /// All rows of the group, also those outside of `where`.
    of_rows: &'s [usize],
}

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn share(&mut self, share: &Share, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let count = self.data.rows(share.table);
        let everywhere = Rows::all(Some(share.table), count);
        let members = self.members(share, count)?;
        let (group_of, groups) = match &share.per {
            None => (vec![Some(0); count], 1),
            Some(key) => self.group_rows(key, share.table)?,
        };
        let inside = places_of(&members);
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
            differences: vec![None; count],
            groups: Vec::new(),
        };
        let rows_of = members_of(&group_of, groups);
        let mut brought: Vec<Vec<(usize, Option<ShareRow<N>>)>> = vec![Vec::new(); groups];
        for (row, brings) in rows_in {
            let group = group_of.get(row).copied().flatten();
            if let Some(of_group) = group.and_then(|group| brought.get_mut(group)) {
                of_group.push((row, brings));
            }
        }
        for (of_rows, of_group) in rows_of.iter().zip(&brought) {
            let open = of_rows.iter().any(|row| members.get(*row) == Some(&None));
            let pool = self.pool_of(&pools, of_rows, &everywhere, span)?;
            let known: Option<Vec<ShareRow<N>>> = of_group.iter().map(|(_, r)| *r).collect();
            let (Some(pool), Some(known), false) = (pool, known, open) else {
                // What a missing value would have got, nobody knows: the whole group waits for it.
                detail.groups.push(GroupShare::unknown());
                continue;
            };
            let places: Vec<usize> = of_group.iter().map(|(row, _)| *row).collect();
            let group = Sharing { pool, known: &known, places: &places, of_rows };
            self.share_group(share, &group, span, &mut amounts, &mut detail)?;
        }
        if share.in_rounds {
            let notice = self.notice_of_rounds(&detail, share.table, span)?;
            self.notices.extend(notice.map(|notice| (span, notice)));
        }
        self.shares.insert(span, Arc::new(detail));
        let all = Cells::collect(amounts, false);
        Ok(of_rows(all, rows))
    }

    /// Whether each row takes part; none where a missing value leaves it open.
    fn members(&mut self, share: &Share, count: usize) -> Fallible<Vec<Option<bool>>> {
        let Some(filter) = &share.filter else { return Ok(vec![Some(true); count]) };
        let cells = self.expr(filter, &Rows::all(Some(share.table), count))?;
        Ok((0..count).map(|row| cells.bool(row)).collect())
    }

    /// The rows that take part.
    pub(super) fn inside(&mut self, share: &Share, count: usize) -> Fallible<Vec<u32>> {
        Ok(places_of(&self.members(share, count)?))
    }

    pub(super) fn share_rows(
        &mut self,
        share: &Share,
        inside: Vec<u32>,
        count: usize,
    ) -> Fallible<Vec<(usize, Option<ShareRow<N>>)>> {
        let rows = Rows::chosen(share.table, &inside, count);
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
        of_group: &[usize],
        rows: &Rows,
        span: Span,
    ) -> Fallible<Option<N>> {
        if pools.single {
            return Ok(pools.number(0));
        }
        let mut pool: Option<Option<N>> = None;
        for row in of_group.iter().copied() {
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

    fn share_group(
        &self,
        share: &Share,
        group: &Sharing<'_, N>,
        span: Span,
        amounts: &mut [Value<N>],
        detail: &mut ShareDetail<N>,
    ) -> Fallible<()> {
        let Sharing { pool, known, places, of_rows } = *group;
        let fault = |error| match error {
            ShareError::Short { .. }
                if pool.is_negative() && share.floor.is_none() && share.fixed.is_empty() =>
            {
                let rows = Rows::all(Some(share.table), self.data.rows(share.table));
                let first = places.first().or(of_rows.first()).copied().unwrap_or(0);
                let found = self.fault("run-share-pool-below-zero", span, &rows, first);
                Box::new(found.phrase("pool", as_read(pool)))
            }
            error => self.share_fault(error, share, group, span),
        };
        let (solution, in_rounds) = if share.in_rounds {
            let found = share_in_rounds(pool, known).map_err(fault)?;
            (found.by_rounds, Some((found.rounds, found.differences)))
        } else {
            let options = ShareOptions {
                if_short_in_proportion: share.if_short_in_proportion,
                if_over_leave_rest: share.if_over_leave_rest,
            };
            (crate::number::share(pool, known, options).map_err(fault)?, None)
        };
        let differences = in_rounds.as_ref().and_then(|(_, differences)| differences.as_ref());
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
            if let Some(slot) = detail.differences.get_mut(*row) {
                *slot = differences.and_then(|all| all.get(at).copied());
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
            floors_scaled: solution.floors_scaled,
            rounds: in_rounds.map(|(rounds, _)| rounds),
        });
        Ok(())
    }

    /// What rounds change against the share at one level, summed up; none where they change
    /// nothing.
    fn notice_of_rounds(
        &self,
        detail: &ShareDetail<N>,
        table: TableId,
        span: Span,
    ) -> Fallible<Option<Diagnostic>> {
        let rows = Rows::all(Some(table), self.data.rows(table));
        let fault = |error| self.arithmetic_fault(error, span, &rows, 0);
        let rest = crate::number::sum(detail.groups.iter().map(|g| g.rest)).map_err(fault)?;
        let changed: Vec<(usize, N)> = detail
            .differences
            .iter()
            .enumerate()
            .filter_map(|(row, difference)| Some((row, (*difference)?)))
            .filter(|(_, difference)| !difference.is_zero())
            .collect();
        let most = changed.iter().copied().max_by(|a, b| a.1.abs().total_order(b.1.abs()));
        let Some((row, most)) = most else {
            let missed = Diagnostic::at("run-share-rounds-miss", span).warning();
            return Ok((!rest.is_zero()).then(|| missed.phrase("rest", as_read(rest))));
        };
        let gains = changed.iter().map(|(_, d)| *d).filter(|d| !d.is_negative());
        let gained = crate::number::sum(gains).map_err(fault)?;
        let notice = self
            .fault("run-share-in-rounds", span, &rows, row)
            .warning()
            .with("count", changed.len().to_string())
            .phrase("most", as_read(most))
            .phrase("gained", as_read(gained))
            .phrase("rest", as_read(rest));
        Ok(Some(notice))
    }

    fn share_fault(
        &self,
        error: ShareError<N>,
        share: &Share,
        group: &Sharing<'_, N>,
        span: Span,
    ) -> Box<Diagnostic> {
        let Sharing { pool, places, of_rows, .. } = *group;
        let rows = Rows::all(Some(share.table), self.data.rows(share.table));
        // Of a group in which nobody takes part, its first row stands for it.
        let at = |row: usize| places.get(row).or(of_rows.first()).copied().unwrap_or(0);
        let taking = match (places.len(), &share.per) {
            (0, Some(_)) => "none-of-group".to_owned(),
            (taking, _) => taking.to_string(),
        };
        Box::new(match error {
            ShareError::NegativeWeight { row, weight } => self
                .fault("run-share-negative-weight", span, &rows, at(row))
                .phrase("weight", as_read(weight)),
            ShareError::FloorAboveCap { row, floor, cap } => self
                .fault("run-share-floor-above-cap", span, &rows, at(row))
                .phrase("floor", as_read(floor))
                .phrase("cap", as_read(cap)),
            ShareError::ZeroWeight => self
                .fault("run-share-zero-weight", span, &rows, at(0))
                .phrase("pool", as_read(pool))
                .with("rows", taking),
            ShareError::Short { by } => {
                self.fault("run-share-short", span, &rows, at(0)).phrase("by", as_read(by))
            }
            ShareError::Over { by } => {
                self.fault("run-share-over", span, &rows, at(0)).phrase("by", as_read(by))
            }
            ShareError::Arithmetic(error) => {
                return self.arithmetic_fault(error, span, &rows, at(0));
            }
        })
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
            floors_scaled: None,
            rounds: None,
        }
    }
}

/// A number for a message, written as the reader of its language writes it.
pub(super) fn as_read<N: Number>(number: N) -> Phrase {
    Phrase::Number(number.to_decimal().unwrap_or_default(), Type::Number(Unit::plain()), false)
}

/// The rows of each group, in order.
pub(super) fn members_of(group_of: &[Option<usize>], groups: usize) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); groups];
    for (row, group) in group_of.iter().enumerate() {
        if let Some(members) = group.and_then(|group| members.get_mut(group)) {
            members.push(row);
        }
    }
    members
}

/// The places at which it is true.
fn places_of(members: &[Option<bool>]) -> Vec<u32> {
    let inside = members.iter().enumerate().filter(|(_, member)| **member == Some(true));
    inside.map(|(row, _)| super::evaluate::as_index(row)).collect()
}

/// From the whole table to the rows that were asked for.
pub(super) fn of_rows<N: Number>(all: Cells<N>, rows: &Rows) -> Cells<N> {
    match &rows.selection {
        None => all,
        Some(wanted) => all.gather(wanted),
    }
}
