//! Shares and rounding that keeps a sum: steps that look at all rows of a table together.

use super::aggregate::{Groups, Members};
use super::columns::at;
use super::rounding::Unit;
use super::tape::{MISSING, Numbers, Operand, Registers, Truths};
use super::totals::total;
use crate::number::{Number, ShareOptions, ShareRow};
use crate::syntax::ast::{Bound, RoundMode};
use std::sync::Arc;

/// A row that takes no part in a share is at none of its bounds.
pub(super) const AT_NONE: u8 = 9;

/// How a bound is written in a column.
pub(super) fn bound_code(bound: Bound) -> u8 {
    match bound {
        Bound::Floor => 3,
        Bound::Cap => 4,
        Bound::Fixed => 5,
        Bound::Free => 6,
    }
}

/// A share that varies. Columns but the pool have one value a row that takes part.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) pool: Numbers,
    /// The rows of the table by group, where the pool has a value a row.
    pub(super) pool_rows: Option<Groups>,
    /// Places among the rows that take part.
    pub(super) groups: Groups,
    /// The row of each place; none where all rows take part.
    pub(super) rows: Option<Arc<[u32]>>,
    /// Groups of which it is not known which rows take part.
    pub(super) open: Vec<u32>,
    /// What each row has that is in no group, by place: zero outside `where`.
    pub(super) outside: Option<Numbers>,
    /// Which rows take part, where that varies; every row of the table then has a place.
    pub(super) members: Option<Truths>,
    pub(super) weights: Numbers,
    /// For each group the sum of its weights, where they do not vary and nothing bounds the share.
    pub(super) totals: Option<Arc<[f64]>>,
    pub(super) floors: Option<Numbers>,
    pub(super) caps: Option<Numbers>,
    /// Amounts decided singly, and for which rows.
    pub(super) fixed: Option<(Numbers, Truths)>,
    pub(super) options: ShareOptions,
    /// Which memory of levels is its own.
    pub(super) levels: usize,
    pub(super) out: usize,
    /// Where it is written what holds each row, if anything asks.
    pub(super) held: Option<usize>,
}

impl Shared {
    pub(super) fn operands(&mut self) -> Vec<Operand<'_>> {
        let (amounts, decided) = match &mut self.fixed {
            Some((amounts, decided)) => (Some(amounts), Some(decided)),
            None => (None, None),
        };
        let limits = self.floors.as_mut().into_iter().chain(&mut self.caps);
        let reads = [&mut self.pool, &mut self.weights].into_iter().chain(limits).chain(amounts);
        let reads = reads.chain(&mut self.outside).map(Operand::Reads);
        let truths = decided.into_iter().chain(&mut self.members).map(Operand::ReadsTruths);
        let held = self.held.as_mut().map(Operand::WritesTruths);
        reads.chain(truths).chain([Operand::Writes(&mut self.out)]).chain(held).collect()
    }

    pub(super) fn work(&self, registers: &mut Registers) -> bool {
        let mut out = registers.take(self.out);
        let mut held = self.held.map(|slot| registers.take_truths(slot)).unwrap_or_default();
        let mut levels = registers.levels.get_mut(self.levels).map(std::mem::take);
        let mut pool = std::mem::take(&mut registers.pool);
        if let Some(outside) = self.outside {
            out.copy_from_slice(registers.numbers(outside));
        }
        held.fill(AT_NONE);
        let mut stumbled = false;
        self.groups.each(|group, members| {
            let mut no_level = 0.0;
            let level = levels.as_mut().and_then(|l| l.get_mut(group)).unwrap_or(&mut no_level);
            let into = Into { out: &mut out, held: &mut held, pool: &mut pool, level };
            stumbled |= self.group(registers, group, members, into);
        });
        for (place, truth) in self.members.iter().flat_map(|m| registers.truths(*m)).enumerate() {
            if let (true, Some(out)) = (*truth != 1, out.get_mut(place)) {
                *out = if *truth == 0 { 0.0 } else { f64::NAN };
            }
        }
        registers.pool = pool;
        if let (Some(own), Some(levels)) = (registers.levels.get_mut(self.levels), levels) {
            *own = levels;
        }
        if let Some(slot) = self.held {
            registers.put_truths(slot, held);
        }
        registers.put(self.out, out);
        stumbled
    }

    fn group(&self, all: &Registers, group: usize, members: Members<'_>, into: Into<'_>) -> bool {
        let pool = match self.pool(all, group) {
            Ok(pool) => pool,
            Err(()) => return true,
        };
        let mut missing = pool.is_nan() || self.open.iter().any(|open| *open as usize == group);
        if !missing && self.is_plain() {
            return self.plainly(all, group, members, pool, into);
        }
        let parts = self.members.map(|members| all.truths(members));
        let takes_part = |place: usize| parts.map_or(1, |parts| at(parts, place, MISSING));
        into.pool.rows.clear();
        for place in members.places() {
            match takes_part(place) {
                0 => continue,
                1 => {}
                _ => missing = true,
            }
            match self.row(all, place) {
                Some(row) => into.pool.rows.push(row),
                None => missing = true,
            }
        }
        let taking = members.places().filter(|place| takes_part(*place) != 0);
        if missing {
            for place in taking {
                if let Some(out) = into.out.get_mut(self.row_of(place)) {
                    *out = f64::NAN;
                }
            }
            return false;
        }
        if !into.pool.share(pool, into.level, self.options, self.held.is_some()) {
            return true;
        }
        for (place, amount) in taking.clone().zip(&into.pool.amounts) {
            if let Some(out) = into.out.get_mut(self.row_of(place)) {
                *out = *amount;
            }
        }
        for (place, bound) in taking.zip(&into.pool.bounds) {
            if let Some(held) = into.held.get_mut(self.row_of(place)) {
                *held = bound_code(*bound);
            }
        }
        false
    }

    /// Whether amounts are in proportion and nothing else.
    fn is_plain(&self) -> bool {
        let bounded = self.floors.is_some() || self.caps.is_some() || self.fixed.is_some();
        !bounded && self.members.is_none() && self.held.is_none()
    }

    /// What a row brings; none where a part of it is missing.
    fn row(&self, all: &Registers, place: usize) -> Option<ShareRow<f64>> {
        let known = |value: f64| (!value.is_nan()).then_some(value);
        let read = |from: Numbers| known(at(all.numbers(from), place, f64::NAN));
        let fixed = match self.fixed {
            None => None,
            Some((amounts, decided)) => match at(all.truths(decided), place, MISSING) {
                0 => None,
                1 => Some(read(amounts)?),
                _ => return None,
            },
        };
        let limit = |limit: Option<Numbers>| match limit {
            None => Some(None),
            Some(limit) => read(limit).map(Some),
        };
        let (floor, cap) = (limit(self.floors)?, limit(self.caps)?);
        Some(ShareRow { weight: read(self.weights)?, floor, cap, fixed })
    }

    /// The pool of a group, missing where it is; an error where its rows differ.
    fn pool(&self, all: &Registers, group: usize) -> Result<f64, ()> {
        let pools = all.numbers(self.pool);
        let Some(Groups::Parted { places, ends }) = &self.pool_rows else {
            return Ok(at(pools, 0, f64::NAN));
        };
        let begin = group.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(group).copied().unwrap_or(begin);
        let mut of_rows = places.get(begin..end).unwrap_or_default().iter();
        let read = |row: &u32| at(pools, *row as usize, f64::NAN);
        let pool = of_rows.next().map_or(f64::NAN, read);
        let same = |other: f64| match (pool.is_nan(), other.is_nan()) {
            (false, false) => pool.compare(other).is_eq(),
            (a, b) => a == b,
        };
        if of_rows.map(read).all(same) { Ok(pool) } else { Err(()) }
    }

    /// A share by weights alone.
    fn plainly(
        &self,
        all: &Registers,
        group: usize,
        members: Members<'_>,
        pool: f64,
        into: Into<'_>,
    ) -> bool {
        let weights = all.numbers(self.weights);
        let known = self.totals.as_ref().and_then(|totals| totals.get(group)).copied();
        let terms = &mut into.pool.amounts;
        let whole = match known {
            Some(whole) => whole,
            None => {
                terms.clear();
                terms.extend(members.places().map(|place| at(weights, place, f64::NAN)));
                if terms.iter().any(|weight| *weight < 0.0) {
                    return true;
                }
                match total(terms) {
                    Ok(whole) => whole,
                    Err(_) => return true,
                }
            }
        };
        // Less than nothing cannot be shared, nor anything among nobody.
        if pool < 0.0 || (pool > 0.0 && whole == 0.0) {
            return true;
        }
        let amount = |weight: f64| match pool == 0.0 {
            true => weight * 0.0 + whole * 0.0,
            false => (pool * weight) / whole,
        };
        let wrong = |weight: f64, amount: f64| {
            (amount.abs() > f64::MAX) | ((amount == 0.0) & (weight > 0.0) & (pool > 0.0))
        };
        let mut stumbled = false;
        if let (Members::Whole(_), None, true) = (members, &self.rows, weights.len() > 1) {
            for (out, weight) in into.out.iter_mut().zip(weights) {
                *out = amount(*weight);
                stumbled |= wrong(*weight, *out);
            }
            return stumbled;
        }
        for place in members.places() {
            let weight = at(weights, place, f64::NAN);
            let amount = amount(weight);
            stumbled |= wrong(weight, amount);
            if let Some(out) = into.out.get_mut(self.row_of(place)) {
                *out = amount;
            }
        }
        stumbled
    }

    /// The row of a place.
    fn row_of(&self, place: usize) -> usize {
        match &self.rows {
            None => place,
            Some(rows) => rows.get(place).map_or(usize::MAX, |row| *row as usize),
        }
    }
}

/// Where a group's amounts go, and what it works with.
struct Into<'r> {
    out: &'r mut [f64],
    held: &'r mut [u8],
    pool: &'r mut super::level::Pool,
    level: &'r mut f64,
}

/// A rounding that keeps the sum, and varies.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) from: Numbers,
    pub(super) groups: Groups,
    /// The place of each row among rows of equal remainders, in the order of the groups' places.
    pub(super) ranks: Arc<[u32]>,
    pub(super) unit: Unit,
    pub(super) mode: RoundMode,
    pub(super) out: usize,
}

impl Kept {
    pub(super) fn work(&self, registers: &mut Registers) -> bool {
        let mut out = registers.take(self.out);
        let mut keeping = std::mem::take(&mut registers.keeping);
        let from = registers.numbers(self.from);
        if matches!(self.groups, Groups::Parted { .. }) {
            out.fill(f64::NAN);
        }
        let mut stumbled = false;
        self.groups.each(|_, members| {
            keeping.values.clear();
            keeping.values.extend(members.places().map(|place| at(from, place, f64::NAN)));
            if keeping.values.iter().any(|value| value.is_nan()) {
                for place in members.places() {
                    if let Some(out) = out.get_mut(place) {
                        *out = f64::NAN;
                    }
                }
                return;
            }
            keeping.ranks.clear();
            let rank = |place: usize| self.ranks.get(place).copied().unwrap_or(0);
            keeping.ranks.extend(members.places().map(rank));
            if !keeping.round(self.unit, self.mode) {
                stumbled = true;
                return;
            }
            for (place, amount) in members.places().zip(&keeping.amounts) {
                if let Some(out) = out.get_mut(place) {
                    *out = *amount;
                }
            }
        });
        registers.keeping = keeping;
        registers.put(self.out, out);
        stumbled
    }
}
