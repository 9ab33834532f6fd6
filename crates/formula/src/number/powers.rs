//! Powers, roots, logarithms, and sums too long for 256 bits.
//!
//! These are rare in a formula and hard to get right to the last digit, so they are left to
//! `dashu`, whose results are certified to be the exact ones rounded half even to 34 digits. Each
//! is asked only for results that lie in the range, so that none can take long.

use super::decimal::rounded;
use super::{ArithmeticError, Decimal, Number};
use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, Repr};
use dashu_int::IBig;
use dashu_int::ops::BitTest;
use ethnum::{I256, U256};

/// `e` to more than this is beyond the largest number, and to less than its negative below the
/// smallest: 6145 times the logarithm of ten, rounded up.
const LARGEST_LOGARITHM: i64 = 14_150;

/// Powers of ten up to this, and down to its negative, are all in the range.
const LEAST_PLACE: i64 = 6_143;

/// A root with more digits than 17 has a power with more than 34.
const LARGEST_EXACT_ROOT: i128 = 10_i128.pow(17);

/// Powers of up to so many bits are multiplied out in full.
const MULTIPLIED_OUT: u64 = 4_096;

/// 34 digits, half even.
fn context() -> Context<HalfEven> {
    Context::new(34)
}

fn long(value: Decimal) -> Repr<10> {
    let (coefficient, exponent) = value.canonical_parts();
    Repr::new(IBig::from(coefficient), isize::try_from(exponent).unwrap_or(0))
}

fn short(
    result: Result<dashu_float::round::Rounded<FBig<HalfEven, 10>>, dashu_float::FpError>,
) -> Result<Decimal, ArithmeticError> {
    let value = result.map_err(|_| ArithmeticError::Overflow)?.value().into_repr();
    if value.is_infinite() {
        return Err(ArithmeticError::Overflow);
    }
    let exponent = i32::try_from(value.exponent()).map_err(|_| ArithmeticError::Overflow)?;
    let coefficient = i128::try_from(value.significand()).map_err(|_| ArithmeticError::Overflow)?;
    rounded(coefficient < 0, U256::new(coefficient.unsigned_abs()), false, exponent)
}

/// Natural logarithm.
pub(super) fn logarithm(value: Decimal) -> Result<Decimal, ArithmeticError> {
    if value <= Decimal::ZERO {
        return Err(ArithmeticError::NotDefined);
    }
    short(context().ln(&long(value), None))
}

/// `e` to this power.
pub(super) fn exponential(value: Decimal) -> Result<Decimal, ArithmeticError> {
    if value.is_zero() {
        return Ok(Decimal::ONE);
    }
    if value.abs() > Decimal::from_i64(LARGEST_LOGARITHM) {
        return Err(ArithmeticError::Overflow);
    }
    short(context().exp(&long(value), None))
}

/// Square root.
pub(super) fn square_root(value: Decimal) -> Result<Decimal, ArithmeticError> {
    if value.is_negative() {
        return Err(ArithmeticError::NotDefined);
    }
    if value.is_zero() {
        return Ok(Decimal::ZERO);
    }
    short(context().sqrt(&long(value)))
}

/// Whole power.
pub(super) fn whole_power(base: Decimal, exponent: i64) -> Result<Decimal, ArithmeticError> {
    match exponent {
        0 => return Ok(Decimal::ONE),
        1 => return Ok(base),
        2 => return base.mul(base),
        _ if base.is_zero() && exponent < 0 => return Err(ArithmeticError::NotDefined),
        -1 => return Decimal::ONE.div(base),
        _ if base.is_zero() => return Ok(Decimal::ZERO),
        _ => {}
    }
    if base.abs() == Decimal::ONE {
        return Ok(if base.is_negative() && exponent % 2 != 0 { base } else { Decimal::ONE });
    }
    in_range(base.abs(), Decimal::from_i64(exponent))?;
    let (base, exponent) = without_quotient(base, exponent);
    let bits = u64::try_from(base.significand().bit_len()).unwrap_or(u64::MAX);
    match usize::try_from(exponent) {
        Ok(times) if bits.saturating_mul(exponent.unsigned_abs()) <= MULTIPLIED_OUT => {
            let times_ten = i64::try_from(base.exponent())
                .ok()
                .and_then(|place| place.checked_mul(exponent))
                .ok_or(ArithmeticError::Overflow)?;
            rounded_once(base.significand().pow(times), times_ten)
        }
        _ => short(context().powi(&base, IBig::from(exponent))),
    }
}

/// The same power, without a quotient if it has an end: that is so for a power of two, whose
/// inverse 1 / 2^j is 5^j / 10^j, while the inverse of a power of five ends before it can be a tie.
///
/// Certification fails for a result that is exactly a tie. No other power is one: a coefficient
/// without zeros at the end has powers without such zeros, and those of 35 digits are short enough
/// to be multiplied out.
fn without_quotient(base: Decimal, exponent: i64) -> (Repr<10>, i64) {
    let (coefficient, place) = base.canonical_parts();
    let size = coefficient.unsigned_abs();
    if exponent > 0 || exponent == i64::MIN || !size.is_power_of_two() {
        return (long(base), exponent);
    }
    let halvings = size.trailing_zeros();
    let fives = IBig::from(5_u8).pow(usize::try_from(halvings).unwrap_or(0));
    let fives = if coefficient < 0 { -fives } else { fives };
    let place = isize::try_from(-i64::from(place) - i64::from(halvings)).unwrap_or(0);
    (Repr::new(fives, place), -exponent)
}

/// A number of any length, rounded half even to 34 digits.
fn rounded_once(coefficient: IBig, exponent: i64) -> Result<Decimal, ArithmeticError> {
    let exponent = isize::try_from(exponent).map_err(|_| ArithmeticError::Overflow)?;
    short(context().add(&Repr::new(coefficient, exponent), &Repr::zero()))
}

/// Any power.
pub(super) fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, ArithmeticError> {
    if let Some(whole) = exponent.to_i64_exact() {
        return whole_power(base, whole);
    }
    if base.is_zero() {
        let zero = Ok(Decimal::ZERO);
        return if exponent.is_negative() { Err(ArithmeticError::NotDefined) } else { zero };
    }
    if base.is_negative() {
        return Err(ArithmeticError::NotDefined);
    }
    if base == Decimal::ONE {
        return Ok(base);
    }
    in_range(base, exponent)?;
    match as_whole_power(base, exponent)? {
        Some((root, whole)) => whole_power(root, whole),
        None => short(context().powf(&long(base), &long(exponent), None)),
    }
}

/// The whole power of an exact root that this power is, if it is one: 16^2.5 is 4^5. All other
/// powers have endless digits, so that none of them is a tie.
fn as_whole_power(
    base: Decimal,
    exponent: Decimal,
) -> Result<Option<(Decimal, i64)>, ArithmeticError> {
    let (mut power, place) = exponent.canonical_parts();
    let Ok(decimals) = u32::try_from(-place) else {
        return Ok(None);
    };
    let mut root = base;
    // The exponent is power / (2 * 5)^decimals; what does not cancel must come out as a root. Of a
    // number above one not more than 112 roots in all do, of one with 34 digits.
    for (prime, degree) in [(2_i128, 2_usize), (5, 5)] {
        for _ in 0..decimals {
            if power % prime == 0 {
                power /= prime;
                continue;
            }
            let Some(next) = exact_root(root, degree)? else {
                return Ok(None);
            };
            root = next;
        }
    }
    Ok(i64::try_from(power).ok().map(|power| (root, power)))
}

/// The square or fifth root, if it is one without further digits.
fn exact_root(value: Decimal, degree: usize) -> Result<Option<Decimal>, ArithmeticError> {
    let root = match degree {
        2 => square_root(value)?,
        _ => short(context().nth_root(degree, &long(value)))?,
    };
    let (coefficient, _) = root.canonical_parts();
    if coefficient >= LARGEST_EXACT_ROOT {
        return Ok(None);
    }
    let back = root.powi(i64::try_from(degree).map_err(|_| ArithmeticError::Overflow)?)?;
    Ok((back == value).then_some(root))
}

/// Refuses a power whose logarithm is out of the range.
fn in_range(base: Decimal, exponent: Decimal) -> Result<(), ArithmeticError> {
    // The decimal logarithm of the base is at most one beside the place of its first digit.
    let decimal_logarithm = Decimal::from_i64(i64::from(base.place().abs() + 1));
    if decimal_logarithm.mul(exponent.abs())? < Decimal::from_i64(LEAST_PLACE) {
        return Ok(());
    }
    if logarithm(base)?.mul(exponent)?.abs() > Decimal::from_i64(LARGEST_LOGARITHM) {
        return Err(ArithmeticError::Overflow);
    }
    Ok(())
}

/// The exact total of counts of powers of ten, rounded once, whatever lies between the largest and
/// the smallest power.
pub(super) fn total_of_any_length(counts: &[(i32, I256)]) -> Result<Decimal, ArithmeticError> {
    let Some((lowest, _)) = counts.first().copied() else {
        return Ok(Decimal::ZERO);
    };
    let mut total = IBig::ZERO;
    for (exponent, count) in counts {
        let apart = usize::try_from(exponent - lowest).map_err(|_| ArithmeticError::Overflow)?;
        let (high, low) = count.into_words();
        let count = (IBig::from(high) << 128) + IBig::from(low.cast_unsigned());
        total += count * IBig::from(10_u8).pow(apart);
    }
    rounded_once(total, i64::from(lowest))
}
