//! A pool shared out by weights between floors and caps.
//!
//! The amounts are `min(max(t * weight, floor), cap)` at the one level `t` at which they sum to the
//! pool. Their total is a straight line of `t` between the levels at which some row leaves its
//! floor or reaches its cap; so the levels are sorted, the stretch that holds the pool is found by
//! halving, and within it each free row gets its part of what the others leave, in one division.
//! Nothing is iterated to a tolerance.

use super::{ArithmeticError, ExactSum, Number, sum};
use crate::syntax::ast::Bound;

/// What a row brings to a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareRow<N> {
    /// In proportion to which it takes part. Below zero only with a floor that is not.
    pub weight: N,
    /// At the least so much; none for no lower limit.
    pub floor: Option<N>,
    /// At the most so much; none for no upper limit.
    pub cap: Option<N>,
    /// Decided singly: comes off the pool, whatever the bounds.
    pub fixed: Option<N>,
}

/// What the formula says for bounds that cannot meet the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ShareOptions {
    /// `if short, floors in proportion`
    pub if_short_in_proportion: bool,
    /// `if over, leave the rest`
    pub if_over_leave_rest: bool,
}

/// Amounts that sum to the pool.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareSolution<N> {
    /// The level `t`: a free row gets `t` times its weight. The lowest one, where several serve.
    pub level: N,
    /// The amount of each row, unrounded.
    pub amounts: Vec<N>,
    /// What holds each row. A row whose amount agrees with its floor is at its floor.
    pub bounds: Vec<Bound>,
    /// What is left of the pool because all are at their caps; otherwise zero.
    pub rest: N,
    /// The part of its floor that each row gets, where the floors exceed the pool.
    pub floors_scaled: Option<N>,
}

/// Why there is no share. Rows are counted from zero in the order given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ShareError<N> {
    /// A weight below zero without a floor at which the row could stand.
    #[error("row {row} has a negative weight")]
    NegativeWeight {
        /// The row.
        row: usize,
        /// Its weight.
        weight: N,
    },
    /// A floor above the cap of the same row.
    #[error("row {row} has a floor above its cap")]
    FloorAboveCap {
        /// The row.
        row: usize,
        /// Its floor.
        floor: N,
        /// Its cap.
        cap: N,
    },
    /// Something is left to share and no row has a weight above zero.
    #[error("no row has a weight above zero")]
    ZeroWeight,
    /// The floors and the fixed amounts exceed the pool.
    #[error("the floors exceed the pool")]
    Short {
        /// By so much.
        by: N,
    },
    /// The caps and the fixed amounts do not use up the pool.
    #[error("the caps stay below the pool")]
    Over {
        /// By so much.
        by: N,
    },
    /// A number on the way cannot be held.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// Shares a pool out among rows.
///
/// Rows that take no part (outside `where`) are not to be given: even a weight of zero takes part,
/// by its floor. Whether floors or caps meet the pool exactly is held to 20 digits (11 for floats),
/// since both are mostly results of divisions.
///
/// # Errors
///
/// Bad rows ([`ShareError::NegativeWeight`], [`ShareError::FloorAboveCap`]), nobody to give to
/// ([`ShareError::ZeroWeight`]), and bounds that cannot meet the pool ([`ShareError::Short`],
/// [`ShareError::Over`]) unless the options say what then.
pub fn share<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
    options: ShareOptions,
) -> Result<ShareSolution<N>, ShareError<N>> {
    check(rows)?;
    let ground: Vec<N> = rows.iter().map(|row| row.fixed.unwrap_or_else(|| row.lowest())).collect();
    let ground_total = sum(ground.iter().copied())?;
    let order = pool.compare(ground_total);
    if order.is_lt() {
        let by = ground_total.sub(pool)?;
        return match options.if_short_in_proportion {
            true => floors_in_proportion(pool, rows)?.ok_or(ShareError::Short { by }),
            false => Err(ShareError::Short { by }),
        };
    }
    if order.is_eq() {
        return Ok(solution(rows, N::zero(), ground, N::zero()));
    }
    rise(pool, rows, ground, options)
}

/// Refuses rows that no share can serve.
pub(super) fn check<N: Number>(rows: &[ShareRow<N>]) -> Result<(), ShareError<N>> {
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.fixed.is_none()) {
        if row.weight.is_negative() && row.floor.is_none_or(Number::is_negative) {
            return Err(ShareError::NegativeWeight { row: at, weight: row.weight });
        }
        if let (Some(floor), Some(cap)) = (row.floor, row.cap)
            && floor.compare(cap).is_gt()
        {
            return Err(ShareError::FloorAboveCap { row: at, floor, cap });
        }
    }
    Ok(())
}

impl<N: Number> ShareRow<N> {
    /// The floor that a level from zero up can feel: at least zero.
    fn felt_floor(&self) -> N {
        self.floor.filter(|floor| !floor.is_negative()).unwrap_or_else(N::zero)
    }

    /// The amount at level zero.
    pub(super) fn lowest(&self) -> N {
        let floor = self.felt_floor();
        self.cap.filter(|cap| cap.total_order(floor).is_lt()).unwrap_or(floor)
    }

    /// Whether the amount ever rises with the level.
    fn rises(&self) -> bool {
        let weighs = !self.weight.is_negative() && !self.weight.is_zero();
        let room = self.cap.is_none_or(|cap| cap.total_order(self.felt_floor()).is_gt());
        self.fixed.is_none() && weighs && room
    }

    /// What holds the row at this amount.
    pub(crate) fn bound_at(&self, amount: N) -> Bound {
        let held_by = |limit: Option<N>| limit.is_some_and(|limit| amount.compare(limit).is_eq());
        if self.fixed.is_some() {
            Bound::Fixed
        } else if held_by(self.floor) {
            Bound::Floor
        } else if held_by(self.cap) {
            Bound::Cap
        } else {
            Bound::Free
        }
    }
}

pub(super) fn solution<N: Number>(
    rows: &[ShareRow<N>],
    level: N,
    amounts: Vec<N>,
    rest: N,
) -> ShareSolution<N> {
    let bounds = rows.iter().zip(&amounts).map(|(row, amount)| row.bound_at(*amount)).collect();
    ShareSolution { level, amounts, bounds, rest, floors_scaled: None }
}

/// Floors that exceed the pool, all scaled by one factor; nothing if the fixed amounts alone exceed
/// it or an amount below zero stands among the floors.
fn floors_in_proportion<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
) -> Result<Option<ShareSolution<N>>, ShareError<N>> {
    let open = || rows.iter().filter(|row| row.fixed.is_none());
    let fixed_total = sum(rows.iter().filter_map(|row| row.fixed))?;
    let left = match pool.compare(fixed_total) {
        std::cmp::Ordering::Less => return Ok(None),
        std::cmp::Ordering::Equal => N::zero(),
        std::cmp::Ordering::Greater => pool.sub(fixed_total)?,
    };
    if open().any(|row| row.lowest().is_negative()) {
        return Ok(None);
    }
    let floors = sum(open().map(ShareRow::lowest))?;
    let mut amounts = Vec::with_capacity(rows.len());
    let mut bounds = Vec::with_capacity(rows.len());
    for row in rows {
        amounts.push(match row.fixed {
            Some(fixed) => fixed,
            None => left.mul_div(row.lowest(), floors)?,
        });
        bounds.push(match (row.fixed, row.floor) {
            (Some(_), _) => Bound::Fixed,
            (None, Some(floor)) if !floor.is_negative() => Bound::Floor,
            (None, _) => Bound::Free,
        });
    }
    let floors_scaled = Some(left.div(floors)?);
    Ok(Some(ShareSolution { level: N::zero(), amounts, bounds, rest: N::zero(), floors_scaled }))
}

/// A level at which a row leaves its floor or reaches its cap.
struct Break<N> {
    level: N,
    row: usize,
    /// Whether the row moves from here on.
    moves: bool,
}

/// The total as a line of the level over one stretch: what stands still, and the weights that move.
struct Stretch<N: Number> {
    still: N::Sum,
    moving: N::Sum,
}

impl<N: Number> Stretch<N> {
    fn pass(&mut self, breaks: &[Break<N>], rows: &[ShareRow<N>]) -> Result<(), ArithmeticError> {
        for at in breaks {
            let Some(row) = rows.get(at.row) else {
                continue;
            };
            if at.moves {
                self.still.add(row.felt_floor().neg())?;
                self.moving.add(row.weight)?;
            } else if let Some(cap) = row.cap {
                self.still.add(cap)?;
                self.moving.add(row.weight.neg())?;
            }
        }
        Ok(())
    }
}

fn breaks_of<N: Number>(rows: &[ShareRow<N>]) -> Result<Vec<Break<N>>, ArithmeticError> {
    let mut breaks = Vec::with_capacity(rows.len() * 2);
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.rises()) {
        let level = row.felt_floor().div(row.weight)?;
        breaks.push(Break { level, row: at, moves: true });
        if let Some(cap) = row.cap {
            breaks.push(Break { level: cap.div(row.weight)?, row: at, moves: false });
        }
    }
    // Breaks at one level are passed together, so their order among themselves does not matter.
    breaks.sort_by(|a, b| a.level.total_order(b.level));
    Ok(breaks)
}

/// Raises the level from zero until the total meets the pool.
fn rise<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
    ground: Vec<N>,
    options: ShareOptions,
) -> Result<ShareSolution<N>, ShareError<N>> {
    let breaks = breaks_of(rows)?;
    let endless = rows.iter().any(|row| row.rises() && row.cap.is_none());
    if !endless {
        let highest = |(row, ground): (&ShareRow<N>, &N)| match row.rises() {
            true => row.cap.unwrap_or(*ground),
            false => *ground,
        };
        let top: Vec<N> = rows.iter().zip(&ground).map(highest).collect();
        let top_total = sum(top.iter().copied())?;
        let order = pool.compare(top_total);
        if !order.is_lt() {
            let rest = if order.is_gt() { pool.sub(top_total)? } else { N::zero() };
            if order.is_gt() {
                refuse_rest(rows, rest, options)?;
            }
            let level = breaks.last().map_or_else(N::zero, |last| last.level);
            return Ok(solution(rows, level, top, rest));
        }
    }
    let mut bottom: Stretch<N> = Stretch { still: N::Sum::default(), moving: N::Sum::default() };
    for amount in &ground {
        bottom.still.add(*amount)?;
    }
    let passed = passed_before(pool, rows, &bottom, &breaks)?;
    let (before, _) = breaks.split_at_checked(passed).unwrap_or((&breaks, &[]));
    let mut stretch = bottom;
    stretch.pass(before, rows)?;
    fill_stretch(pool, rows, ground, &stretch, before)
}

/// What is left over when all are at their caps stops the share, unless it may be left.
fn refuse_rest<N: Number>(
    rows: &[ShareRow<N>],
    rest: N,
    options: ShareOptions,
) -> Result<(), ShareError<N>> {
    let weighs = |row: &ShareRow<N>| !row.weight.is_negative() && !row.weight.is_zero();
    let all_fixed = !rows.is_empty() && rows.iter().all(|row| row.fixed.is_some());
    if !all_fixed && !rows.iter().any(|row| row.fixed.is_none() && weighs(row)) {
        return Err(ShareError::ZeroWeight);
    }
    if options.if_over_leave_rest { Ok(()) } else { Err(ShareError::Over { by: rest }) }
}

/// How many breaks lie below the level that meets the pool. Breaks at one level go together.
fn passed_before<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
    bottom: &Stretch<N>,
    breaks: &[Break<N>],
) -> Result<usize, ArithmeticError> {
    let mut starts: Vec<(usize, N)> = Vec::with_capacity(breaks.len());
    for (at, this) in breaks.iter().enumerate() {
        if starts.last().is_none_or(|(_, level)| level.total_order(this.level).is_ne()) {
            starts.push((at, this.level));
        }
    }
    let (mut low, mut high) = (0, starts.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let Some((start, level)) = starts.get(middle).copied() else {
            break;
        };
        let mut stretch =
            Stretch::<N> { still: bottom.still.clone(), moving: bottom.moving.clone() };
        stretch.pass(breaks.get(..start).unwrap_or(breaks), rows)?;
        let total = stretch.still.total()?.add(level.mul(stretch.moving.total()?)?)?;
        if total.total_order(pool).is_lt() { low = middle + 1 } else { high = middle }
    }
    Ok(starts.get(low).map_or(breaks.len(), |(start, _)| *start))
}

/// Gives the free rows their part of what the others leave.
fn fill_stretch<N: Number>(
    pool: N,
    rows: &[ShareRow<N>],
    ground: Vec<N>,
    stretch: &Stretch<N>,
    before: &[Break<N>],
) -> Result<ShareSolution<N>, ShareError<N>> {
    let moving = stretch.moving.total()?;
    let mut taken = stretch.still.clone();
    taken.add(pool.neg())?;
    let left = taken.total()?.neg();
    let mut moves = vec![false; rows.len()];
    let mut amounts = ground;
    for at in before {
        if let (Some(amount), Some(flag)) = (amounts.get_mut(at.row), moves.get_mut(at.row)) {
            *flag = at.moves;
            if let (false, Some(cap)) = (at.moves, rows.get(at.row).and_then(|row| row.cap)) {
                *amount = cap;
            }
        }
    }
    for ((row, amount), _) in rows.iter().zip(&mut amounts).zip(&moves).filter(|(_, moves)| **moves)
    {
        let part = left.mul_div(row.weight, moving)?;
        // The last digit of a division may stand beyond a bound that is just reached.
        let part = if part.total_order(*amount).is_lt() { *amount } else { part };
        *amount = row.cap.filter(|cap| cap.total_order(part).is_lt()).unwrap_or(part);
    }
    let level = match moving.is_zero() {
        true => before.last().map_or_else(N::zero, |last| last.level),
        false => left.div(moving)?,
    };
    Ok(solution(rows, if level.is_negative() { N::zero() } else { level }, amounts, N::zero()))
}
