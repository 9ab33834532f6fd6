//! The official number: a coefficient of at most 34 digits and a power of ten.

use super::ArithmeticError;
use super::wide::{self, COEFFICIENT_LIMIT};
use ethnum::U256;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Official number: decimal, 34 significant digits, half even after each operation.
///
/// Equality, order and hash go by value: `1.0` is `1.00`. The range is that of IEEE 754 decimal128:
/// the first digit stands between 10^-6143 and 10^6144; whatever falls outside is an error, never
/// an infinity and never a silent zero.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimal {
    /// Below 10^34 without its sign.
    pub(super) coefficient: i128,
    /// Zero where the coefficient is.
    pub(super) exponent: i16,
}

/// Exponents with which any coefficient lies in the range.
const SAFE_EXPONENTS: std::ops::RangeInclusive<i32> = -6143..=6110;

/// Place of the first digit of the smallest and the largest number.
const PLACES: std::ops::RangeInclusive<i32> = -6143..=6144;

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal { coefficient: 0, exponent: 0 };

    /// One.
    pub const ONE: Decimal = Decimal { coefficient: 1, exponent: 0 };

    /// A whole number.
    pub const fn from_i64(value: i64) -> Decimal {
        Decimal { coefficient: value as i128, exponent: 0 }
    }

    /// `coefficient * 10^exponent`, if that has at most 34 digits and lies in the range.
    pub fn from_parts(coefficient: i128, exponent: i16) -> Option<Decimal> {
        let size = coefficient.unsigned_abs();
        let (size, taken) = match size < COEFFICIENT_LIMIT {
            true => (size, 0),
            false => wide::without_zeros(size, 38),
        };
        if size >= COEFFICIENT_LIMIT {
            return None;
        }
        held(coefficient < 0, size, i32::from(exponent) + i32::try_from(taken).ok()?).ok()
    }

    /// The parts without zeros at the end of the coefficient, the same for equal numbers.
    pub(super) fn canonical_parts(self) -> (i128, i32) {
        let (size, taken) = wide::without_zeros(self.coefficient.unsigned_abs(), wide::DIGITS);
        let places = i32::try_from(taken).unwrap_or(0);
        (signed(self.coefficient < 0, size), i32::from(self.exponent) + places)
    }

    /// The parts as held.
    pub(super) fn parts(self) -> (i128, i32) {
        (self.coefficient, i32::from(self.exponent))
    }

    /// The whole number that this is, if it is one and fits.
    pub fn to_i64_exact(self) -> Option<i64> {
        let (coefficient, exponent) = self.canonical_parts();
        let power = i128::try_from(wide::power_of_ten(u32::try_from(exponent).ok()?)?).ok()?;
        i64::try_from(coefficient.checked_mul(power)?).ok()
    }

    /// The nearest double; infinite where there is none.
    pub fn to_f64(self) -> f64 {
        super::float::nearest(self.coefficient, self.exponent)
    }

    /// Whether it is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.coefficient == 0
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(self) -> bool {
        self.coefficient < 0
    }

    /// Without sign.
    #[inline]
    pub fn abs(self) -> Decimal {
        if self.coefficient < 0 { self.negate() } else { self }
    }

    /// With the other sign.
    #[inline]
    pub fn negate(self) -> Decimal {
        Decimal { coefficient: -self.coefficient, exponent: self.exponent }
    }

    /// Moved by so many places, without a look at the range: for comparing only.
    pub(super) fn moved(self, places: i16) -> Decimal {
        Decimal { exponent: self.exponent.saturating_add(places), ..self }
    }

    /// Place of the first digit; of a number other than zero.
    pub(super) fn place(self) -> i32 {
        let digits = wide::digits(self.coefficient.unsigned_abs());
        i32::from(self.exponent) + i32::try_from(digits).unwrap_or(0) - 1
    }
}

#[inline]
fn signed(negative: bool, size: u128) -> i128 {
    let size = size.cast_signed();
    if negative { -size } else { size }
}

/// Holds a coefficient below 10^34, if its place is in the range.
#[inline]
pub(super) fn held(negative: bool, size: u128, exponent: i32) -> Result<Decimal, ArithmeticError> {
    if size == 0 {
        return Ok(Decimal::ZERO);
    }
    if SAFE_EXPONENTS.contains(&exponent) {
        let exponent = i16::try_from(exponent).map_err(|_| ArithmeticError::Overflow)?;
        return Ok(Decimal { coefficient: signed(negative, size), exponent });
    }
    held_at_the_edge(negative, size, exponent)
}

#[cold]
fn held_at_the_edge(negative: bool, size: u128, exponent: i32) -> Result<Decimal, ArithmeticError> {
    let digits = i32::try_from(wide::digits(size)).map_err(|_| ArithmeticError::Overflow)?;
    if !PLACES.contains(&(exponent + digits - 1)) {
        return Err(ArithmeticError::Overflow);
    }
    let exponent = i16::try_from(exponent).map_err(|_| ArithmeticError::Overflow)?;
    Ok(Decimal { coefficient: signed(negative, size), exponent })
}

/// Rounds a long coefficient to 34 digits and holds it; `more` as in [`wide::fit`].
#[inline]
pub(super) fn rounded(
    negative: bool,
    n: U256,
    more: bool,
    exponent: i32,
) -> Result<Decimal, ArithmeticError> {
    let fitted = wide::fit(n, more).ok_or(ArithmeticError::Overflow)?;
    let dropped = i32::try_from(fitted.dropped).map_err(|_| ArithmeticError::Overflow)?;
    held(negative, fitted.coefficient, exponent + dropped)
}

/// The coefficient moved up by so many digits, if it stays below 2^126. Four digits beside 34
/// always do, and most sums have cents and thirds.
#[inline]
pub(super) fn aligned(coefficient: i128, digits: u32) -> Option<i128> {
    let power = wide::power_of_ten(digits)?;
    let room = coefficient.unsigned_abs().leading_zeros() + power.leading_zeros();
    (room >= 130).then(|| coefficient.wrapping_mul(power.cast_signed()))
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.coefficient.signum().cmp(&other.coefficient.signum());
        if signs != Ordering::Equal || self.is_zero() {
            return signs;
        }
        if self.exponent == other.exponent {
            return self.coefficient.cmp(&other.coefficient);
        }
        // A coefficient that does not align stands for 2^125 and more, beyond any other.
        let apart = u32::from(self.exponent.abs_diff(other.exponent));
        let (upper, lower) =
            if self.exponent > other.exponent { (self, other) } else { (other, self) };
        let order = match aligned(upper.coefficient, apart) {
            Some(coefficient) => coefficient.cmp(&lower.coefficient),
            None if upper.coefficient < 0 => Ordering::Less,
            None => Ordering::Greater,
        };
        if self.exponent > other.exponent { order } else { order.reverse() }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical_parts().hash(state);
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal::from_i64(value)
    }
}
