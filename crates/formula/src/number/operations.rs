//! The operations of the official number: exact first, then rounded once.

use super::decimal::{aligned, held, rounded};
use super::wide::{self, COEFFICIENT_LIMIT, WIDE_HIGHEST};
use super::{ArithmeticError, Decimal, DecimalSum, Number, powers, rounding};
use crate::syntax::ast::RoundMode;
use ethnum::U256;
use std::cmp::Ordering;

#[inline]
fn add(a: Decimal, b: Decimal) -> Result<Decimal, ArithmeticError> {
    let (upper, lower) = if a.exponent >= b.exponent { (a, b) } else { (b, a) };
    let apart = u32::from(upper.exponent.abs_diff(lower.exponent));
    if apart == 0 {
        return sum_of(a.coefficient + b.coefficient, a.exponent);
    }
    match aligned(upper.coefficient, apart) {
        Some(coefficient) => sum_of(coefficient + lower.coefficient, lower.exponent),
        None => add_wide(upper, lower, apart),
    }
}

#[inline]
fn sum_of(coefficient: i128, exponent: i16) -> Result<Decimal, ArithmeticError> {
    let size = coefficient.unsigned_abs();
    if size < COEFFICIENT_LIMIT {
        held(coefficient < 0, size, i32::from(exponent))
    } else {
        rounded(coefficient < 0, U256::new(size), false, i32::from(exponent))
    }
}

/// Adds numbers whose coefficients do not align in 128 bits. The upper one is moved up as far as
/// 256 bits allow; digits of the lower one that still lie behind are 40 and more places away from
/// the last digit kept, where only their being there matters.
fn add_wide(upper: Decimal, lower: Decimal, apart: u32) -> Result<Decimal, ArithmeticError> {
    if upper.is_zero() {
        return Ok(lower);
    }
    if lower.is_zero() {
        return Ok(upper);
    }
    let upper_size = upper.coefficient.unsigned_abs();
    let moved = apart.min(WIDE_HIGHEST - wide::digits(upper_size));
    let power = wide::wide_power_of_ten(moved).ok_or(ArithmeticError::Overflow)?;
    let high = U256::new(upper_size).wrapping_mul(power);
    let lower_size = lower.coefficient.unsigned_abs();
    let (low, more) = match wide::power_of_ten(apart - moved) {
        Some(power) => {
            let kept = lower_size / power;
            (kept, kept * power != lower_size)
        }
        None => (0, true),
    };
    let places = i32::try_from(moved).map_err(|_| ArithmeticError::Overflow)?;
    let exponent = i32::from(upper.exponent) - places;
    let (low, negative) = (U256::new(low), upper.is_negative());
    if negative == lower.is_negative() {
        return rounded(negative, high.wrapping_add(low), more, exponent);
    }
    match high.cmp(&low) {
        // What is cut off makes the difference smaller by a part of its last digit.
        Ordering::Greater if more => {
            rounded(negative, high.wrapping_sub(low).wrapping_sub(U256::ONE), true, exponent)
        }
        Ordering::Greater => rounded(negative, high.wrapping_sub(low), false, exponent),
        Ordering::Equal | Ordering::Less => {
            rounded(!negative, low.wrapping_sub(high), false, exponent)
        }
    }
}

#[inline]
fn multiply(a: Decimal, b: Decimal) -> Result<Decimal, ArithmeticError> {
    let negative = (a.coefficient < 0) != (b.coefficient < 0);
    let (x, y) = (a.coefficient.unsigned_abs(), b.coefficient.unsigned_abs());
    let exponent = i32::from(a.exponent) + i32::from(b.exponent);
    if x.leading_zeros() + y.leading_zeros() >= 128 {
        let product = x.wrapping_mul(y);
        if product < COEFFICIENT_LIMIT {
            return held(negative, product, exponent);
        }
        return rounded(negative, U256::new(product), false, exponent);
    }
    rounded(negative, wide::multiply(x, y), false, exponent)
}

/// Divides a long coefficient, so that at least 35 digits of the quotient stand before the cut.
#[inline]
fn quotient(
    negative: bool,
    n: U256,
    divisor: u128,
    exponent: i32,
) -> Result<Decimal, ArithmeticError> {
    if divisor == 0 {
        return Err(ArithmeticError::DivisionByZero);
    }
    if n == U256::ZERO {
        return Ok(Decimal::ZERO);
    }
    let wanted = wide::DIGITS + 1 + wide::digits(divisor);
    let moved = wanted.saturating_sub(wide::wide_digits(n));
    let power = wide::wide_power_of_ten(moved).ok_or(ArithmeticError::Overflow)?;
    let (quotient, more) =
        wide::divide(n.wrapping_mul(power), divisor).ok_or(ArithmeticError::DivisionByZero)?;
    let places = i32::try_from(moved).map_err(|_| ArithmeticError::Overflow)?;
    let exponent = exponent - places;
    match quotient.into_words() {
        // A quotient that comes out even keeps a short coefficient, which later steps are glad of.
        (0, size) if !more => {
            let (size, taken) = wide::without_zeros(size, moved);
            let taken = i32::try_from(taken).map_err(|_| ArithmeticError::Overflow)?;
            rounded(negative, U256::new(size), false, exponent + taken)
        }
        _ => rounded(negative, quotient, more, exponent),
    }
}

#[inline]
fn divide(a: Decimal, b: Decimal) -> Result<Decimal, ArithmeticError> {
    quotient(
        (a.coefficient < 0) != (b.coefficient < 0),
        U256::new(a.coefficient.unsigned_abs()),
        b.coefficient.unsigned_abs(),
        i32::from(a.exponent) - i32::from(b.exponent),
    )
}

/// Digits in which two official numbers must agree to be held equal.
const COMPARED_DIGITS: i16 = 20;

/// Coefficients below this differ by more than one part in 10^20 as soon as they differ.
const PLAINLY_COMPARED: u128 = 10_u128.pow(20);

impl Number for Decimal {
    const OFFICIAL: bool = true;

    type Sum = DecimalSum;

    fn from_decimal(value: Decimal) -> Self {
        value
    }

    fn to_decimal(self) -> Option<Decimal> {
        Some(self)
    }

    fn from_i64(value: i64) -> Self {
        Decimal::from_i64(value)
    }

    fn to_i64_exact(self) -> Option<i64> {
        Decimal::to_i64_exact(self)
    }

    #[inline]
    fn add(self, other: Self) -> Result<Self, ArithmeticError> {
        add(self, other)
    }

    #[inline]
    fn sub(self, other: Self) -> Result<Self, ArithmeticError> {
        add(self, other.negate())
    }

    #[inline]
    fn mul(self, other: Self) -> Result<Self, ArithmeticError> {
        multiply(self, other)
    }

    #[inline]
    fn div(self, other: Self) -> Result<Self, ArithmeticError> {
        divide(self, other)
    }

    fn mul_div(self, factor: Self, divisor: Self) -> Result<Self, ArithmeticError> {
        let negative = [self, factor, divisor].map(Decimal::is_negative);
        quotient(
            negative.into_iter().fold(false, |odd, one| odd != one),
            wide::multiply(self.coefficient.unsigned_abs(), factor.coefficient.unsigned_abs()),
            divisor.coefficient.unsigned_abs(),
            i32::from(self.exponent) + i32::from(factor.exponent) - i32::from(divisor.exponent),
        )
    }

    fn neg(self) -> Self {
        self.negate()
    }

    fn abs(self) -> Self {
        Decimal::abs(self)
    }

    fn is_zero(self) -> bool {
        Decimal::is_zero(self)
    }

    fn is_negative(self) -> bool {
        Decimal::is_negative(self)
    }

    fn powi(self, exponent: i64) -> Result<Self, ArithmeticError> {
        powers::whole_power(self, exponent)
    }

    fn ln(self) -> Result<Self, ArithmeticError> {
        powers::logarithm(self)
    }

    fn exp(self) -> Result<Self, ArithmeticError> {
        powers::exponential(self)
    }

    fn sqrt(self) -> Result<Self, ArithmeticError> {
        powers::square_root(self)
    }

    fn pow(self, exponent: Self) -> Result<Self, ArithmeticError> {
        powers::power(self, exponent)
    }

    fn compare(self, other: Self) -> Ordering {
        let order = self.cmp(&other);
        let signs_differ = self.is_negative() != other.is_negative();
        if order.is_eq() || signs_differ || self.is_zero() || other.is_zero() {
            return order;
        }
        let sizes = (self.coefficient.unsigned_abs(), other.coefficient.unsigned_abs());
        if self.exponent == other.exponent
            && sizes.0 < PLAINLY_COMPARED
            && sizes.1 < PLAINLY_COMPARED
        {
            return order;
        }
        let larger = if order.is_lt() != self.is_negative() { other } else { self };
        match Number::sub(self, other) {
            Ok(difference) if difference.abs() <= larger.abs().moved(-COMPARED_DIGITS) => {
                Ordering::Equal
            }
            Ok(_) | Err(_) => order,
        }
    }

    fn total_order(self, other: Self) -> Ordering {
        self.cmp(&other)
    }

    fn settled_units(self, unit: Self) -> Result<Self, ArithmeticError> {
        rounding::settled_units(self, unit)
    }

    fn settled_part(self, _largest: Self) -> Self {
        rounding::settled(self)
    }

    fn whole(self, mode: RoundMode) -> Self {
        rounding::whole(self, mode)
    }

    fn of_units(self, unit: Self) -> Result<Self, ArithmeticError> {
        multiply(self, unit)
    }
}
