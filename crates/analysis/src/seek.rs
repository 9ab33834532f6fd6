//! Goal seek: the least value of a parameter at which a condition holds, for example the smallest
//! pool that pays the minimum standard everywhere.

use formula::number::{Decimal, Number};
use formula::syntax::ast::RoundMode;

/// What is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// The first value tried.
    pub from: Decimal,
    /// The last value, at the most.
    pub to: Decimal,
    /// Values lie so far apart; above zero.
    pub step: Decimal,
}

/// Why a search cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The step is zero or negative.
    NoStep,
    /// The last value lies before the first one.
    NothingBetween,
    /// There are more steps than can be counted.
    TooManySteps,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// At this value the condition holds, and one step before it does not.
    At {
        /// The value.
        value: Decimal,
        /// One step before it; none when the first value serves.
        before: Option<Decimal>,
        /// Whether the condition held at every value tried above and at none below. Where it is
        /// not steady, a smaller value may serve as well.
        steady: bool,
        /// How many values were tried.
        tried: usize,
    },
    /// It holds at no value that was tried, the last one included.
    Nowhere {
        /// How many values were tried.
        tried: usize,
    },
}

/// How many values are tried on either side of what was found, to see whether the condition is
/// steady.
const PROBES: i64 = 32;

/// Looks for the least value at which a condition holds, by halving.
///
/// # Errors
/// When the search itself makes no sense.
pub fn seek(search: &Search, holds: &mut dyn FnMut(Decimal) -> bool) -> Result<Found, Refusal> {
    if search.step <= Decimal::ZERO {
        return Err(Refusal::NoStep);
    }
    if search.to < search.from {
        return Err(Refusal::NothingBetween);
    }
    let width = Number::sub(search.to, search.from).map_err(|_| Refusal::TooManySteps)?;
    let steps = Number::div(width, search.step).map_err(|_| Refusal::TooManySteps)?;
    let last = steps.whole(RoundMode::Floor).to_i64_exact().ok_or(Refusal::TooManySteps)?;
    let mut tried = 0;
    let mut at = |step: i64, tried: &mut usize| {
        *tried += 1;
        value(search, step).is_some_and(&mut *holds)
    };
    let upper = match at(last, &mut tried) {
        true => Some(last),
        // The condition may hold in between and no longer at the end.
        false => probes(0, last).find(|step| at(*step, &mut tried)),
    };
    let Some(mut holding) = upper else { return Ok(Found::Nowhere { tried }) };
    let mut failing = -1;
    while holding - failing > 1 {
        let middle = failing + (holding - failing) / 2;
        if at(middle, &mut tried) {
            holding = middle;
        } else {
            failing = middle;
        }
    }
    let none_below = probes(0, holding - 1).all(|step| !at(step, &mut tried));
    let all_above = probes(holding, last).all(|step| at(step, &mut tried));
    let before = if holding > 0 { value(search, holding - 1) } else { None };
    let found = value(search, holding).ok_or(Refusal::TooManySteps)?;
    Ok(Found::At { value: found, before, steady: none_below && all_above, tried })
}

fn value(search: &Search, step: i64) -> Option<Decimal> {
    let width = Number::mul(search.step, Decimal::from_i64(step)).ok()?;
    Number::add(search.from, width).ok()
}

/// Some steps from one to another, evenly.
fn probes(from: i64, to: i64) -> impl Iterator<Item = i64> {
    let width = (to - from).max(-1);
    let count = PROBES.min(width + 1);
    (0..count).map(move |probe| from + width * probe / PROBES.min(width + 1).max(1))
}
