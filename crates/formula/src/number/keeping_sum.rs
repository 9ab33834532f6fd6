//! Rounding rows so that their sum is kept: the method of largest remainders.

use super::{ArithmeticError, Number, sum};
use crate::syntax::ast::RoundMode;

/// The place of a row among rows with equal remainders; the smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TieRank {
    /// Its place in the order that the formula states; rows that are equal in it share a place.
    /// The same for all where the formula states none.
    pub stated: usize,
    /// Its place by key, which no other row has.
    pub key: usize,
}

/// Rounded rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSum<N> {
    /// The rounded amounts.
    pub amounts: Vec<N>,
    /// The sum that was kept: the sum before, itself rounded.
    pub total: N,
    /// The rows between which only their keys decided who gets a unit, in the order given.
    pub settled_by_key: Vec<usize>,
}

/// Why rows cannot be rounded so.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum KeepError<N> {
    /// No multiple of the unit lies between the bounds of a row.
    #[error("row {row} has no rounded amount within its bounds")]
    NoRoom {
        /// The row.
        row: usize,
    },
    /// The bounds leave no way to reach the sum.
    #[error("the bounds keep the rounded amounts from their sum")]
    Bounds {
        /// The sum to be kept less the nearest that the bounds allow.
        by: N,
    },
    /// The values, ranks and bounds are not of one length.
    #[error("values, ranks and bounds differ in number")]
    Lengths,
    /// A number on the way cannot be held.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// Rounds rows to a unit above zero so that their sum is kept.
///
/// The sum is that before, itself rounded with the mode. Each row first gets the whole units below
/// it (towards minus infinity); the units still missing go one each to the rows with the largest
/// remainders, equal ones by rank. Remainders are settled before they are compared, all as coarsely
/// as that of the largest row: floats lose more of a large number's parts than of a small one's.
///
/// With bounds (floor and cap of each row), a row is never moved outside of them: rows below their
/// floor are raised first, rows whose next unit lies above their cap get none. Only where that
/// leaves no other way does a row get more than one unit, or is one taken from the smallest
/// remainders.
///
/// # Errors
///
/// [`KeepError::NoRoom`] and [`KeepError::Bounds`] where the bounds allow no such amounts.
pub fn round_keeping_sum<N: Number>(
    values: &[N],
    unit: N,
    mode: RoundMode,
    ranks: &[TieRank],
    bounds: Option<&[(Option<N>, Option<N>)]>,
) -> Result<KeptSum<N>, KeepError<N>> {
    if values.len() != ranks.len() || bounds.is_some_and(|bounds| bounds.len() != values.len()) {
        return Err(KeepError::Lengths);
    }
    let total = sum(values.iter().copied())?.round_to(unit, mode)?;
    let mut rows = Vec::with_capacity(values.len());
    for (at, (value, rank)) in values.iter().zip(ranks).enumerate() {
        let limits = bounds.and_then(|bounds| bounds.get(at)).copied().unwrap_or((None, None));
        rows.push(Row::new(at, *value, unit, *rank, limits)?);
    }
    let mut largest = N::zero();
    for row in &rows {
        let size = row.units.abs();
        largest = if size.total_order(largest).is_gt() { size } else { largest };
    }
    for row in &mut rows {
        row.remainder = row.remainder.settled_part(largest);
    }
    let wanted = total.settled_units(unit)?.whole(RoundMode::HalfAwayFromZero);
    let missing = wanted.sub(sum(rows.iter().map(|row| row.units))?)?;
    let missing = missing.to_i64_exact().ok_or(ArithmeticError::Overflow)?;
    let mut settled_by_key = distribute(&mut rows, missing, unit)?;
    settled_by_key.sort_unstable();
    rows.sort_unstable_by_key(|row| row.at);
    let amounts = rows.iter().map(|row| row.units.of_units(unit)).collect::<Result<_, _>>()?;
    Ok(KeptSum { amounts, total, settled_by_key })
}

/// A row on its way to whole units.
struct Row<N> {
    at: usize,
    rank: TieRank,
    /// Whole units so far.
    units: N,
    /// What its value has beside them at the start.
    remainder: N,
    /// The least and the most units that its bounds allow.
    limits: (Option<N>, Option<N>),
}

impl<N: Number> Row<N> {
    fn new(
        at: usize,
        value: N,
        unit: N,
        rank: TieRank,
        (floor, cap): (Option<N>, Option<N>),
    ) -> Result<Row<N>, KeepError<N>> {
        let exact = value.settled_units(unit)?;
        let whole_units = |bound: Option<N>, mode| match bound {
            Some(bound) => bound.settled_units(unit).map(|units| Some(units.whole(mode))),
            None => Ok(None),
        };
        let least = whole_units(floor, RoundMode::Ceiling)?;
        let most = whole_units(cap, RoundMode::Floor)?;
        if let (Some(least), Some(most)) = (least, most)
            && least.total_order(most).is_gt()
        {
            return Err(KeepError::NoRoom { row: at });
        }
        let below = exact.whole(RoundMode::Floor);
        let units = least.filter(|least| least.total_order(below).is_gt()).unwrap_or(below);
        let units = most.filter(|most| most.total_order(units).is_lt()).unwrap_or(units);
        let remainder = exact.sub(units)?;
        Ok(Row { at, rank, units, remainder, limits: (least, most) })
    }

    /// How many units may be given (`up`) or taken; more than anyone asks for without a bound.
    fn room(&self, up: bool) -> Result<u64, ArithmeticError> {
        let room = match (up, self.limits) {
            (true, (_, Some(most))) => most.sub(self.units)?,
            (false, (Some(least), _)) => self.units.sub(least)?,
            (true, (_, None)) | (false, (None, _)) => return Ok(u64::MAX),
        };
        if room.total_order(N::zero()).is_le() {
            return Ok(0);
        }
        // What is missing is no more than the largest such number: room beyond it has no end.
        Ok(room.to_i64_exact().map_or(u64::MAX, i64::unsigned_abs))
    }

    /// Moves the row by whole units.
    fn shift(&mut self, units: u64, up: bool) -> Result<(), ArithmeticError> {
        let units = i64::try_from(units).map_err(|_| ArithmeticError::Overflow)?;
        let units = N::from_i64(units);
        self.units = if up { self.units.add(units)? } else { self.units.sub(units)? };
        Ok(())
    }

    /// Whether nothing but the key tells the two apart.
    fn ties_with(&self, other: &Row<N>) -> bool {
        self.rank.stated == other.rank.stated && self.remainder.total_order(other.remainder).is_eq()
    }
}

/// Gives the missing units, or takes those too many; tells the rows that only keys told apart.
fn distribute<N: Number>(
    rows: &mut [Row<N>],
    missing: i64,
    unit: N,
) -> Result<Vec<usize>, KeepError<N>> {
    let up = missing > 0;
    rows.sort_by(|a, b| {
        let order = b.remainder.total_order(a.remainder).then_with(|| a.rank.cmp(&b.rank));
        // The last to be given a unit is the first to lose one.
        if up { order } else { order.reverse() }
    });
    let mut turn = Vec::with_capacity(rows.len());
    for row in rows {
        let room = row.room(up)?;
        if room > 0 {
            turn.push((room, row));
        }
    }
    let mut left = missing.unsigned_abs();
    let rounds = full_rounds(&turn, left);
    if rounds > 0 {
        for (room, row) in &mut turn {
            let units = rounds.min(*room);
            row.shift(units, up)?;
            *room -= units;
            left -= units;
        }
        turn.retain(|(room, _)| *room > 0);
    }
    let now = usize::try_from(left).unwrap_or(usize::MAX);
    if now > turn.len() {
        let by = N::from_i64(i64::try_from(left).map_err(|_| ArithmeticError::Overflow)?);
        let by = by.of_units(unit)?;
        return Err(KeepError::Bounds { by: if up { by } else { by.neg() } });
    }
    let mut turn: Vec<&mut Row<N>> = turn.into_iter().map(|(_, row)| row).collect();
    let by_key = told_apart_by_key(&turn, now);
    for row in turn.iter_mut().take(now) {
        row.shift(1, up)?;
    }
    Ok(by_key)
}

/// The most rounds, in each of which every row with room is moved by one unit, that move no more
/// than `left` units. With room for fewer than `left` units it is enough rounds to fill all room.
///
/// Only bounds make more than one round necessary, and then it may be as many as there are units
/// of money: they are counted, not walked.
fn full_rounds<N>(turn: &[(u64, &mut Row<N>)], left: u64) -> u64 {
    let moved =
        |rounds: u64| -> u128 { turn.iter().map(|(room, _)| u128::from(rounds.min(*room))).sum() };
    if moved(1) > u128::from(left) {
        return 0;
    }
    let (mut done, mut too_many) = (1_u64, left.saturating_add(1));
    while too_many - done > 1 {
        let middle = done + (too_many - done) / 2;
        if moved(middle) > u128::from(left) { too_many = middle } else { done = middle }
    }
    done
}

/// The rows equal in all but key to the last one that moves, if one of them does not.
fn told_apart_by_key<N: Number>(turn: &[&mut Row<N>], moved: usize) -> Vec<usize> {
    let (Some(last), Some(next)) =
        (moved.checked_sub(1).and_then(|at| turn.get(at)), turn.get(moved))
    else {
        return Vec::new();
    };
    if !last.ties_with(next) {
        return Vec::new();
    }
    turn.iter().filter(|row| row.ties_with(last)).map(|row| row.at).collect()
}
