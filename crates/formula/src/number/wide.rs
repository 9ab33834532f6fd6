//! Powers of ten, digits, and the one place where a long coefficient becomes 34 digits.

use ethnum::U256;
use std::cmp::Ordering;

/// Significant digits of an official number.
pub(super) const DIGITS: u32 = 34;

/// The first coefficient with more than 34 digits.
pub(super) const COEFFICIENT_LIMIT: u128 = 10_u128.pow(DIGITS);

/// The highest power of ten that leaves room for a sum of two in 256 bits.
pub(super) const WIDE_HIGHEST: u32 = 76;

/// 10^0 to 10^38.
static NARROW: [u128; 39] = {
    let mut powers = [1_u128; 39];
    let mut at = 1;
    #[allow(clippy::indexing_slicing, reason = "computed when compiled: a slip fails the build")]
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// 10^0 to 10^76.
static WIDE: [U256; 77] = {
    let mut powers = [U256::ONE; 77];
    let mut at = 1;
    #[allow(clippy::indexing_slicing, reason = "computed when compiled: a slip fails the build")]
    while at < powers.len() {
        let (high, low) = powers[at - 1].into_words();
        let lower_half = (low & (u64::MAX as u128)) * 10;
        let upper_half = (low >> 64) * 10 + (lower_half >> 64);
        powers[at] = U256::from_words(
            high * 10 + (upper_half >> 64),
            (upper_half << 64) | (lower_half & (u64::MAX as u128)),
        );
        at += 1;
    }
    powers
};

/// For each 10^k of b bits, from k = 1: the 128 leading bits of its reciprocal, 2^(b + 127) / 10^k
/// without its fraction. Multiplying by it is several times quicker than dividing.
static RECIPROCALS: [u128; 39] = {
    let mut reciprocals = [0_u128; 39];
    let mut at = 1;
    #[allow(clippy::indexing_slicing, reason = "computed when compiled: a slip fails the build")]
    while at < reciprocals.len() {
        let power = NARROW[at];
        let mut remainder = 1_u128 << (127 - power.leading_zeros());
        let mut bit = 0;
        while bit < 128 {
            remainder *= 2;
            reciprocals[at] <<= 1;
            if remainder >= power {
                remainder -= power;
                reciprocals[at] |= 1;
            }
            bit += 1;
        }
        at += 1;
    }
    reciprocals
};

/// 10^k, for k up to 38.
#[inline]
pub(super) fn power_of_ten(k: u32) -> Option<u128> {
    NARROW.get(usize::try_from(k).ok()?).copied()
}

/// 10^k, for k up to 76.
#[inline]
pub(super) fn wide_power_of_ten(k: u32) -> Option<U256> {
    WIDE.get(usize::try_from(k).ok()?).copied()
}

/// Number of decimal digits; none for zero.
#[inline]
pub(super) fn digits(n: u128) -> u32 {
    // 1233 / 4096 is just above the logarithm of 2, so the estimate is right or one too low.
    let estimate = ((128 - n.leading_zeros()) * 1233) >> 12;
    match power_of_ten(estimate) {
        Some(power) if n < power => estimate,
        Some(_) | None => estimate + 1,
    }
}

/// Number of decimal digits of at most 77; none for zero.
#[inline]
pub(super) fn wide_digits(n: U256) -> u32 {
    let (high, low) = n.into_words();
    if high == 0 {
        return digits(low);
    }
    let estimate = ((256 - n.leading_zeros()) * 1233) >> 12;
    match wide_power_of_ten(estimate) {
        Some(power) if n < power => estimate,
        Some(_) | None => estimate + 1,
    }
}

/// The product in full.
#[inline]
pub(super) fn multiply(a: u128, b: u128) -> U256 {
    U256::from(a).wrapping_mul(U256::from(b))
}

/// Quotient and whether something remains; nothing for a divisor of zero.
#[inline]
pub(super) fn divide(n: U256, divisor: u128) -> Option<(U256, bool)> {
    if divisor >> 64 == 0 && divisor != 0 {
        return Some(divide_by_short(n, divisor));
    }
    let quotient = n.checked_div(U256::from(divisor))?;
    let remainder = n.wrapping_sub(quotient.wrapping_mul(U256::from(divisor)));
    Some((quotient, remainder != U256::ZERO))
}

/// Long division by one limb of 64 bits: each step divides two limbs by one, which the processor
/// does at once. Most weights and counts are that short.
#[inline]
fn divide_by_short(n: U256, divisor: u128) -> (U256, bool) {
    const LIMB: u128 = u64::MAX as u128;
    let (high, low) = n.into_words();
    let mut remainder = 0;
    let mut half = |word: u128| {
        let upper = (remainder << 64) | (word >> 64);
        let first = upper / divisor;
        let lower = ((upper - first * divisor) << 64) | (word & LIMB);
        let second = lower / divisor;
        remainder = lower - second * divisor;
        (first << 64) | second
    };
    let high = if high == 0 { 0 } else { half(high) };
    let low = half(low);
    (U256::from_words(high, low), remainder != 0)
}

/// A coefficient of at most 34 digits and by how many places the exponent rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) coefficient: u128,
    pub(super) dropped: u32,
}

/// Rounds half even to 34 digits. `more` says that digits other than zero were cut off behind the
/// last one; there must then be at least 35 digits, so that they can only break a tie.
#[inline]
pub(super) fn fit(n: U256, more: bool) -> Option<Fitted> {
    let (high, low) = n.into_words();
    if high == 0 && low < COEFFICIENT_LIMIT {
        return Some(Fitted { coefficient: low, dropped: 0 });
    }
    let dropped = wide_digits(n) - DIGITS;
    let power = wide_power_of_ten(dropped)?;
    let (kept, remainder) = leading_digits(n, dropped, power)?;
    let up = match remainder.cmp(&(power >> 1)) {
        Ordering::Less => false,
        Ordering::Equal => more || kept & 1 == 1,
        Ordering::Greater => true,
    };
    Some(carried(kept + u128::from(up), dropped))
}

/// Divides by a power of ten that leaves 34 digits: these and the remainder.
#[inline]
fn leading_digits(n: U256, dropped: u32, power: U256) -> Option<(u128, U256)> {
    let reciprocal = usize::try_from(dropped).ok().and_then(|at| RECIPROCALS.get(at)).copied();
    let (Some(reciprocal), (0, narrow)) = (reciprocal, power.into_words()) else {
        let quotient = n.checked_div(power)?;
        return Some((*quotient.low(), n.wrapping_sub(quotient.wrapping_mul(power))));
    };
    // Both factors have 128 leading bits and are cut short by less than one of the last, so their
    // product falls short by less than four; 113 bits are wanted of it, hence one at the most.
    let shift = n.leading_zeros();
    let (leading, _) = (n << shift).into_words();
    let (product, _) = multiply(leading, reciprocal).into_words();
    let kept = product >> (shift - narrow.leading_zeros() - 1);
    let remainder = n.wrapping_sub(multiply(kept, narrow));
    if remainder >= power {
        Some((kept + 1, remainder.wrapping_sub(power)))
    } else {
        Some((kept, remainder))
    }
}

/// Rounding up 34 nines gives a digit too many.
#[inline]
fn carried(kept: u128, dropped: u32) -> Fitted {
    if kept == COEFFICIENT_LIMIT {
        Fitted { coefficient: COEFFICIENT_LIMIT / 10, dropped: dropped + 1 }
    } else {
        Fitted { coefficient: kept, dropped }
    }
}

/// Takes zeros off the end, at most so many: what is left and how many they were.
pub(super) fn without_zeros(n: u128, at_most: u32) -> (u128, u32) {
    let (mut n, mut taken) = (n, 0);
    for step in [32, 16, 8, 4, 2, 1] {
        // A multiple of 10^k is one of 2^k, which is cheaper to see.
        if n == 0 || n.trailing_zeros() < step || taken + step > at_most {
            continue;
        }
        let Some(power) = power_of_ten(step) else {
            continue;
        };
        if let (Some(quotient), Some(0)) = (n.checked_div(power), n.checked_rem(power)) {
            n = quotient;
            taken += step;
        }
    }
    (n, taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the digit count is right at every power of ten and beside it. Method: all of them.
    #[test]
    fn digits_are_counted_right_around_powers_of_ten() {
        assert_eq!(digits(0), 0);
        for k in 0..=38 {
            let power = power_of_ten(k).unwrap();
            assert_eq!(digits(power), k + 1, "10^{k}");
            assert_eq!(digits(power - 1), k, "10^{k} - 1");
        }
        assert_eq!(digits(u128::MAX), 39);
        for k in 0..=WIDE_HIGHEST {
            let power = wide_power_of_ten(k).unwrap();
            assert_eq!(wide_digits(power), k + 1, "10^{k}");
            assert_eq!(wide_digits(power - U256::ONE), k, "10^{k} - 1");
        }
        assert_eq!(wide_digits(U256::MAX), 78);
    }

    /// Goal: zeros at the end are taken off in full, or up to the limit. Method: examples.
    #[test]
    fn zeros_at_the_end_are_taken_off() {
        assert_eq!(without_zeros(0, 10), (0, 0));
        assert_eq!(without_zeros(7 * 10_u128.pow(37), 38), (7, 37));
        assert_eq!(without_zeros(1_230_000, 38), (123, 4));
        assert_eq!(without_zeros(1_230_000, 3), (1_230, 3));
    }
}
