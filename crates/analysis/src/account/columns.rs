//! Rounded parts of many rows that sum down as well as across.
//!
//! Each row is rounded so that its parts sum to its change. The parts of one cause then add up
//! over all rows to a few cents more or less than they should: a pool that grew by 200 would be
//! shown as 200.01. Cents are moved within rows, from a part that was rounded up to one that was
//! rounded down, until each column sums to what it summed to before rounding. Moves along a chain
//! of columns suffice whenever such amounts exist (L. R. Ford, D. R. Fulkerson, Flows in Networks,
//! 1962); no part moves further than to the whole cent on its other side.

use formula::number::{ArithmeticError, Decimal, Number, sum};
use formula::syntax::ast::RoundMode;
use std::cmp::Ordering;

/// One row: its parts before and after rounding.
pub(super) struct Rounded {
    pub(super) exact: Vec<Decimal>,
    pub(super) settled: Vec<Decimal>,
}

/// How many cents are moved at most; a column is off by half a cent a row at worst.
const MOVES_MAX: usize = 100_000;

/// Makes the columns sum, as far as it can be done.
///
/// # Errors
/// When a number cannot be held; the rows then stand as they were or in between, and still sum
/// across.
pub(super) fn make_sum(
    rows: &mut [Rounded],
    count: usize,
    cent: Decimal,
) -> Result<(), ArithmeticError> {
    for _ in 0..MOVES_MAX {
        let mut off = Vec::with_capacity(count);
        for column in 0..count {
            off.push(surplus(rows, column, cent)?);
        }
        let above = off.iter().position(|cents| *cents > 0);
        let (Some(from), true) = (above, off.iter().any(|cents| *cents < 0)) else { break };
        let Some(path) = chain(rows, count, from, |column| off.get(column) < Some(&0)) else {
            break;
        };
        for (row, from, to) in path {
            shift(rows, row, from, Number::neg(cent))?;
            shift(rows, row, to, cent)?;
        }
    }
    Ok(())
}

/// By how many cents a column sums to more than it should.
fn surplus(rows: &[Rounded], column: usize, cent: Decimal) -> Result<i64, ArithmeticError> {
    let of = |parts: &Vec<Decimal>| parts.get(column).copied().unwrap_or_default();
    let exact = sum(rows.iter().map(|row| of(&row.exact)))?;
    let wanted = exact.round_to(cent, RoundMode::HalfAwayFromZero)?;
    let found = sum(rows.iter().map(|row| of(&row.settled)))?;
    let cents = Number::sub(found, wanted)?.settled_units(cent)?;
    cents.whole(RoundMode::HalfAwayFromZero).to_i64_exact().ok_or(ArithmeticError::Overflow)
}

/// The shortest chain of moves that takes a cent from a column and brings it to one that lacks
/// some: of each move the row and both columns.
fn chain(
    rows: &[Rounded],
    count: usize,
    from: usize,
    lacks: impl Fn(usize) -> bool,
) -> Option<Vec<(usize, usize, usize)>> {
    let mut reached: Vec<Option<(usize, usize)>> = vec![None; count];
    let mut open = std::collections::VecDeque::from([from]);
    while let Some(column) = open.pop_front() {
        if lacks(column) {
            let mut path = Vec::new();
            let mut to = column;
            while to != from {
                let (row, before) = (*reached.get(to)?)?;
                path.push((row, before, to));
                to = before;
            }
            return Some(path);
        }
        for next in (0..count).filter(|next| *next != from) {
            let Some(place) = reached.get_mut(next).filter(|place| place.is_none()) else {
                continue;
            };
            if let Some(row) = best_row(rows, column, next) {
                *place = Some((row, column));
                open.push_back(next);
            }
        }
    }
    None
}

/// The row in which a cent is moved from one column to another with the least change: its first
/// part was rounded up, its second down.
fn best_row(rows: &[Rounded], from: usize, to: usize) -> Option<usize> {
    let gain = |row: &Rounded| {
        let off =
            |column: usize| Number::sub(*row.settled.get(column)?, *row.exact.get(column)?).ok();
        let (up, down) = (off(from)?, off(to)?);
        let fits = !up.is_zero() && !up.is_negative() && down.is_negative();
        if fits { Number::sub(up, down).ok() } else { None }
    };
    let gains = rows.iter().enumerate().filter_map(|(at, row)| Some((at, gain(row)?)));
    let best =
        gains.reduce(
            |best, next| {
                if next.1.total_order(best.1) == Ordering::Greater { next } else { best }
            },
        );
    best.map(|(at, _)| at)
}

fn shift(
    rows: &mut [Rounded],
    row: usize,
    column: usize,
    by: Decimal,
) -> Result<(), ArithmeticError> {
    if let Some(part) = rows.get_mut(row).and_then(|row| row.settled.get_mut(column)) {
        *part = Number::add(*part, by)?;
    }
    Ok(())
}
