//! The fast number, for simulation: 64-bit floats with the same meanings, coarser in their noise.
#![allow(
    clippy::float_arithmetic,
    reason = "this is the one number that is made of floats; nothing official is computed with it"
)]

use super::{ArithmeticError, Decimal, FloatSum, Number};
use crate::syntax::ast::RoundMode;
use std::cmp::Ordering;

/// The powers of ten that a double holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Whole numbers up to here are all doubles.
const WHOLE_LIMIT: i128 = 1 << 53;

/// Part of the larger of two numbers up to which their difference is held to be noise.
const COMPARED: f64 = 1e-11;

/// Decimals of the unit at which a value is settled, as a factor.
const SETTLED: f64 = 1e6;

/// From here on 15 digits reach less far than 6 decimals.
const FIFTEEN_DIGITS_COARSER: f64 = 1e9;

/// From here on 15 digits do not reach the units.
const FIFTEEN_DIGITS: f64 = 1e15;

/// The nearest double to `coefficient * 10^exponent`; infinite beyond the largest.
pub(super) fn nearest(coefficient: i128, exponent: i16) -> f64 {
    let power = EXACT_POWERS.get(usize::from(exponent.unsigned_abs())).copied();
    if let (Some(power), true) = (power, coefficient.abs() <= WHOLE_LIMIT) {
        // Two exact numbers and one operation: the result is the nearest double.
        let whole = whole_to_float(coefficient);
        return if exponent < 0 { whole / power } else { whole * power };
    }
    format!("{coefficient}e{exponent}").parse().unwrap_or(f64::INFINITY)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "callers pass what 53 bits hold, or want the nearest"
)]
fn whole_to_float(whole: i128) -> f64 {
    whole as f64
}

#[inline]
pub(super) fn finite(value: f64) -> Result<f64, ArithmeticError> {
    if value.is_finite() { Ok(value) } else { Err(ArithmeticError::Overflow) }
}

/// A product or quotient of numbers other than zero that has become zero is out of range too.
#[inline]
fn in_range(value: f64, may_be_zero: bool) -> Result<f64, ArithmeticError> {
    if value == 0.0 && !may_be_zero { Err(ArithmeticError::Overflow) } else { finite(value) }
}

/// The whole number of units in one, for units like 0.01 that a double holds only nearly.
pub(crate) fn units_in_one(unit: f64) -> Option<f64> {
    let inverse = (1.0 / unit).round();
    (inverse > 1.0 && inverse < FIFTEEN_DIGITS && 1.0 / inverse == unit).then_some(inverse)
}

/// By what a number of so many units is multiplied, rounded and divided again when it settles; zero
/// where 15 digits do not reach the units.
fn settling_scale(size: f64) -> f64 {
    if size < FIFTEEN_DIGITS_COARSER {
        return SETTLED;
    }
    let coarser = [1e5, 1e4, 1e3, 1e2, 1e1, 1e0];
    coarser.into_iter().find(|scale| size * scale < FIFTEEN_DIGITS).unwrap_or(0.0)
}

fn settled(units: f64, scale: f64) -> f64 {
    if scale == 0.0 { units } else { (units * scale).round() / scale }
}

impl Number for f64 {
    const OFFICIAL: bool = false;

    type Sum = FloatSum;

    fn from_decimal(value: Decimal) -> Self {
        value.to_f64().clamp(f64::MIN, f64::MAX)
    }

    fn to_decimal(self) -> Option<Decimal> {
        if !self.is_finite() {
            return None;
        }
        let text = format!("{self:e}");
        let (digits, exponent) = text.split_once('e')?;
        let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let coefficient: i128 = digits.replace('.', "").parse().ok()?;
        let exponent: i16 = exponent.parse().ok()?;
        Decimal::from_parts(coefficient, exponent.checked_sub(i16::try_from(decimals).ok()?)?)
    }

    fn from_i64(value: i64) -> Self {
        whole_to_float(i128::from(value))
    }

    #[allow(clippy::cast_possible_truncation, reason = "whole and within 53 bits, checked before")]
    fn to_i64_exact(self) -> Option<i64> {
        (self.trunc() == self && self.abs() <= whole_to_float(WHOLE_LIMIT)).then_some(self as i64)
    }

    #[inline]
    fn add(self, other: Self) -> Result<Self, ArithmeticError> {
        finite(self + other)
    }

    #[inline]
    fn sub(self, other: Self) -> Result<Self, ArithmeticError> {
        finite(self - other)
    }

    #[inline]
    fn mul(self, other: Self) -> Result<Self, ArithmeticError> {
        in_range(self * other, self == 0.0 || other == 0.0)
    }

    #[inline]
    fn div(self, other: Self) -> Result<Self, ArithmeticError> {
        if other == 0.0 {
            return Err(ArithmeticError::DivisionByZero);
        }
        in_range(self / other, self == 0.0)
    }

    fn mul_div(self, factor: Self, divisor: Self) -> Result<Self, ArithmeticError> {
        self.mul(factor)?.div(divisor)
    }

    #[inline]
    fn neg(self) -> Self {
        -self
    }

    #[inline]
    fn abs(self) -> Self {
        f64::abs(self)
    }

    #[inline]
    fn is_zero(self) -> bool {
        self == 0.0
    }

    #[inline]
    fn is_negative(self) -> bool {
        self < 0.0
    }

    fn powi(self, exponent: i64) -> Result<Self, ArithmeticError> {
        if self == 0.0 && exponent < 0 {
            return Err(ArithmeticError::NotDefined);
        }
        in_range(self.powf(<f64 as Number>::from_i64(exponent)), self == 0.0)
    }

    fn ln(self) -> Result<Self, ArithmeticError> {
        if self > 0.0 { Ok(f64::ln(self)) } else { Err(ArithmeticError::NotDefined) }
    }

    fn exp(self) -> Result<Self, ArithmeticError> {
        in_range(f64::exp(self), false)
    }

    fn sqrt(self) -> Result<Self, ArithmeticError> {
        if self < 0.0 { Err(ArithmeticError::NotDefined) } else { Ok(f64::sqrt(self)) }
    }

    fn pow(self, exponent: Self) -> Result<Self, ArithmeticError> {
        let whole = exponent.trunc() == exponent;
        if (self == 0.0 && exponent < 0.0) || (self < 0.0 && !whole) {
            return Err(ArithmeticError::NotDefined);
        }
        in_range(self.powf(exponent), self == 0.0)
    }

    fn compare(self, other: Self) -> Ordering {
        let larger = f64::abs(self).max(f64::abs(other));
        if f64::abs(self - other) <= larger * COMPARED && (self < 0.0) == (other < 0.0) {
            Ordering::Equal
        } else {
            self.total_order(other)
        }
    }

    fn total_order(self, other: Self) -> Ordering {
        // Not `total_cmp`, which sets -0 before 0.
        self.partial_cmp(&other).unwrap_or_else(|| self.total_cmp(&other))
    }

    fn settled_units(self, unit: Self) -> Result<Self, ArithmeticError> {
        if unit < 0.0 {
            return Err(ArithmeticError::NotDefined);
        }
        let units = match units_in_one(unit) {
            Some(inverse) => self.mul(inverse)?,
            None => self.div(unit)?,
        };
        Ok(settled(units, settling_scale(f64::abs(units))))
    }

    fn settled_part(self, largest: Self) -> Self {
        // From 15 digits on nothing is known of a part.
        let scale = settling_scale(f64::abs(largest));
        if scale == 0.0 { 0.0 } else { settled(self, scale) }
    }

    fn whole(self, mode: RoundMode) -> Self {
        let whole = match mode {
            RoundMode::HalfAwayFromZero => self.round(),
            RoundMode::HalfEven => self.round_ties_even(),
            RoundMode::Up if self < 0.0 => self.floor(),
            RoundMode::Up | RoundMode::Ceiling => self.ceil(),
            RoundMode::Down => self.trunc(),
            RoundMode::Floor => self.floor(),
        };
        // No minus before a zero.
        whole + 0.0
    }

    fn of_units(self, unit: Self) -> Result<Self, ArithmeticError> {
        match units_in_one(unit) {
            Some(inverse) => self.div(inverse),
            None => self.mul(unit),
        }
    }
}
