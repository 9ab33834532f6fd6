//! Rounding of whole columns of doubles, digit for digit as [`Number::round_to`] does it.
//!
//! Numbers below 10^9 units go four steps that a processor does for several at once; a column that
//! holds a larger one looks up for each number at how many decimals it settles.

use crate::number::Number;
use crate::syntax::ast::RoundMode;

/// Adding and taking it away again rounds a number below 2^51 to a whole one, half even.
const TO_WHOLE: f64 = 6_755_399_441_055_744.0;

/// Decimals of the unit at which a value is settled, as a factor.
const SETTLED: f64 = 1e6;

/// Units from which on a value settles at fewer decimals.
const SETTLED_COARSER: f64 = 1e9;

/// Units from which on a column goes number by number.
const TOO_LARGE: f64 = 1e12;

/// How a column is settled, which its largest number decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settling {
    /// All at six decimals.
    Fine,
    /// Some at fewer.
    Coarser,
    /// Some are too large for any, or too close to zero to be counted.
    OneByOne,
}

impl Settling {
    /// How this column is settled.
    #[inline(always)]
    pub(super) fn of(column: &[f64], unit: Unit) -> Settling {
        let (mut coarser, mut too_large) = (false, false);
        for value in column {
            let units = unit.units_of(*value);
            coarser |= units.abs() >= SETTLED_COARSER;
            too_large |= (units.abs() >= TOO_LARGE) | ((units == 0.0) & (*value != 0.0));
        }
        match (coarser, too_large) {
            (_, true) => Settling::OneByOne,
            (true, false) => Settling::Coarser,
            (false, false) => Settling::Fine,
        }
    }
}

/// Settles a number of units in a column of which none is larger than six decimals reach.
#[inline(always)]
pub(super) fn settled(units: f64) -> f64 {
    half_away(units * SETTLED) / SETTLED
}

/// Settles a number of units, at as many decimals as fifteen digits reach.
#[inline(always)]
pub(super) fn settled_coarser(units: f64) -> f64 {
    let scale = scale_of(units.abs());
    half_away(units * scale) / scale
}

/// By what a number of so many units is multiplied, rounded and divided again when it settles; for
/// less than 10^12.
#[inline(always)]
pub(super) fn scale_of(size: f64) -> f64 {
    match size {
        size if size < SETTLED_COARSER => SETTLED,
        size if size * 1e5 < 1e15 => 1e5,
        size if size * 1e4 < 1e15 => 1e4,
        _ => 1e3,
    }
}

/// Millionths, of what is less than one.
#[inline(always)]
pub(super) fn millionths(part: f64) -> f64 {
    half_away(part * SETTLED)
}

/// A unit of rounding: a whole number of it makes one, or it is a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    /// The unit itself, above zero.
    pub(super) size: f64,
    /// How many make one, for units like 0.01.
    pub(super) in_one: Option<f64>,
}

impl Unit {
    pub(super) fn new(size: f64) -> Unit {
        Unit { size, in_one: crate::number::units_in_one(size) }
    }

    #[inline(always)]
    pub(super) fn units_of(self, value: f64) -> f64 {
        match self.in_one {
            Some(in_one) => value * in_one,
            None => value / self.size,
        }
    }

    #[inline(always)]
    pub(super) fn of_units(self, units: f64) -> f64 {
        match self.in_one {
            Some(in_one) => units / in_one,
            None => units * self.size,
        }
    }
}

/// The nearest whole number, half even; for less than 2^51.
#[inline(always)]
fn half_even(value: f64) -> f64 {
    (value + TO_WHOLE) - TO_WHOLE
}

/// The nearest whole number, half away from zero; for less than 2^51.
#[inline(always)]
pub(super) fn half_away(value: f64) -> f64 {
    let size = value.abs();
    let even = half_even(size);
    let tie_went_down = size - even == 0.5;
    let whole = even + if tie_went_down { 1.0 } else { 0.0 };
    whole.copysign(value)
}

/// The whole number at or below; for less than 2^51.
#[inline(always)]
pub(super) fn floor(value: f64) -> f64 {
    let near = half_even(value);
    near - if near > value { 1.0 } else { 0.0 }
}

#[inline(always)]
fn ceiling(value: f64) -> f64 {
    -floor(-value)
}

/// Rounds a column; whether something in it could not be rounded.
pub(super) fn round(out: &mut [f64], from: &[f64], unit: Unit, mode: RoundMode) -> bool {
    use RoundMode as M;
    let settling = Settling::of(from, unit);
    match mode {
        _ if settling == Settling::OneByOne => return one_by_one(out, from, unit, mode),
        M::HalfAwayFromZero => with(out, from, unit, settling, half_away),
        M::HalfEven => with(out, from, unit, settling, half_even),
        M::Floor => with(out, from, unit, settling, floor),
        M::Ceiling => with(out, from, unit, settling, ceiling),
        M::Up => with(out, from, unit, settling, |v| if v < 0.0 { floor(v) } else { ceiling(v) }),
        M::Down => {
            with(out, from, unit, settling, |v| if v < 0.0 { ceiling(v) } else { floor(v) });
        }
    }
    false
}

#[inline(always)]
fn with(out: &mut [f64], from: &[f64], unit: Unit, settling: Settling, whole: impl Fn(f64) -> f64) {
    if settling == Settling::Fine {
        for (out, value) in out.iter_mut().zip(from) {
            *out = unit.of_units(whole(settled(unit.units_of(*value))) + 0.0);
        }
    } else {
        for (out, value) in out.iter_mut().zip(from) {
            *out = unit.of_units(whole(settled_coarser(unit.units_of(*value))) + 0.0);
        }
    }
}

#[cold]
fn one_by_one(out: &mut [f64], from: &[f64], unit: Unit, mode: RoundMode) -> bool {
    let mut stumbled = false;
    for (out, value) in out.iter_mut().zip(from) {
        *out = match value.round_to(unit.size, mode) {
            _ if value.is_nan() => f64::NAN,
            Ok(rounded) => rounded,
            Err(_) => {
                stumbled = true;
                f64::NAN
            }
        };
    }
    stumbled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MODES: [RoundMode; 6] = [
        RoundMode::HalfAwayFromZero,
        RoundMode::HalfEven,
        RoundMode::Up,
        RoundMode::Down,
        RoundMode::Floor,
        RoundMode::Ceiling,
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        /// Goal: a column is rounded as its numbers are. Method: random numbers, every second one
        /// a tie or beside one, in several units and all modes, compared bit by bit.
        #[test]
        fn a_column_is_rounded_as_its_numbers(
            whole in -4_000_000_000_i64..4_000_000_000,
            noise in -3_i32..=3,
            by in prop_oneof![Just(1.0), Just(1e-3), Just(3.0), Just(70.0), Just(1e6)],
            unit in prop_oneof![Just(0.01), Just(1.0), Just(0.5), Just(1000.0), Just(0.3)],
        ) {
            let tie = whole as f64 * unit / 2.0 * by;
            let value = f64::from_bits(tie.to_bits().wrapping_add_signed(i64::from(noise)));
            prop_assume!(value.is_finite());
            for mode in MODES {
                let mut out = [0.0];
                let stumbled = round(&mut out, &[value], Unit::new(unit), mode);
                match value.round_to(unit, mode) {
                    Ok(rounded) => {
                        let found = (stumbled, out[0].to_bits());
                        prop_assert_eq!(found, (false, rounded.to_bits()), "{} {:?}", value, mode);
                    }
                    Err(_) => prop_assert!(stumbled),
                }
            }
        }
    }
}
