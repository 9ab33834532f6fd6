//! Rounding of official numbers: settle first, then apply the mode.

use super::decimal::held;
use super::{ArithmeticError, Decimal, Number, wide};
use crate::syntax::ast::RoundMode;

/// Decimals of the unit at which a value is settled before it is rounded.
const SETTLED_DECIMALS: i32 = 12;

/// The number counted in units and settled at 12 decimals, half away from zero as `round` of SQL
/// does it.
pub(super) fn settled_units(value: Decimal, unit: Decimal) -> Result<Decimal, ArithmeticError> {
    if unit.is_zero() {
        return Err(ArithmeticError::DivisionByZero);
    }
    if unit.is_negative() {
        return Err(ArithmeticError::NotDefined);
    }
    let units = match unit.parts() {
        // A unit of 0.01 or 1000 only moves the point.
        (1, exponent) => {
            let (coefficient, own) = value.parts();
            held(coefficient < 0, coefficient.unsigned_abs(), own - exponent)?
        }
        _ => value.div(unit)?,
    };
    Ok(settled(units))
}

/// A number of units without the noise of division.
pub(super) fn settled(units: Decimal) -> Decimal {
    at_place(units, -SETTLED_DECIMALS, RoundMode::HalfAwayFromZero)
}

/// The whole number next to it, as the mode says.
pub(super) fn whole(value: Decimal, mode: RoundMode) -> Decimal {
    at_place(value, 0, mode)
}

/// Rounds to a multiple of `10^place`.
pub(super) fn at_place(value: Decimal, place: i32, mode: RoundMode) -> Decimal {
    let (coefficient, exponent) = value.parts();
    let Ok(dropped) = u32::try_from(place - exponent) else {
        return value;
    };
    if dropped == 0 {
        return value;
    }
    let negative = coefficient < 0;
    let size = coefficient.unsigned_abs();
    // Beyond 38 places not even the first digit comes near a half.
    let (kept, remainder, half) = match wide::power_of_ten(dropped) {
        Some(power) => (size / power, size % power, power >> 1),
        None => (0, size, u128::MAX),
    };
    let up = match mode {
        _ if remainder == 0 => false,
        RoundMode::HalfAwayFromZero => remainder >= half,
        RoundMode::HalfEven => remainder > half || (remainder == half && kept & 1 == 1),
        RoundMode::Up => true,
        RoundMode::Down => false,
        RoundMode::Floor => negative,
        RoundMode::Ceiling => !negative,
    };
    // Places from -255 to 0 lie far within the range, so this always holds.
    held(negative, kept + u128::from(up), place).unwrap_or_default()
}
