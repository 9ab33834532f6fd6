//! Exact sums of doubles.
#![allow(clippy::float_arithmetic, reason = "it sums floats, for simulation only")]

use super::float::finite;
use super::{ArithmeticError, ExactSum};

/// Bits of one limb.
const LIMB_BITS: u32 = 32;

/// Enough limbs for every bit of a double, from 2^-1074 to 2^1023, and for 2^63 carries.
const LIMBS: usize = 68;

/// Each number adds less than 2^32 to a limb, so this many leave room in 63 bits.
const CARRY_AFTER: u32 = 1 << 30;

/// The exponent of the lowest bit of a double.
const LOWEST_BIT: i32 = -1074;

/// A sum of doubles that loses no bit: a fixed-point number as wide as the doubles reach. It is
/// rounded once, half even, when the total is asked for, so that the order of the numbers does not
/// matter to the last bit.
#[derive(Debug, Clone)]
pub struct FloatSum {
    limbs: [i64; LIMBS],
    uncarried: u32,
}

impl Default for FloatSum {
    fn default() -> Self {
        FloatSum { limbs: [0; LIMBS], uncarried: 0 }
    }
}

/// Brings each limb but the last into 0 to 2^32 - 1; the last keeps the sign.
fn carry(limbs: &mut [i64; LIMBS]) {
    let mut carried = 0_i64;
    let last = LIMBS - 1;
    for (at, limb) in limbs.iter_mut().enumerate() {
        let value = *limb + carried;
        if at == last {
            *limb = value;
        } else {
            carried = value >> LIMB_BITS;
            *limb = value - (carried << LIMB_BITS);
        }
    }
}

impl ExactSum<f64> for FloatSum {
    fn add(&mut self, value: f64) -> Result<(), ArithmeticError> {
        if !value.is_finite() {
            return Err(ArithmeticError::Overflow);
        }
        let bits = value.to_bits();
        let exponent = (bits >> 52) & 0x7ff;
        let fraction = bits & ((1 << 52) - 1);
        // A subnormal number has the exponent of the smallest normal one and no leading bit.
        let (mantissa, place) = match exponent {
            0 => (fraction, 0),
            _ => (fraction | (1 << 52), exponent - 1),
        };
        let wide = u128::from(mantissa) << (place % u64::from(LIMB_BITS));
        let first = usize::try_from(place / u64::from(LIMB_BITS)).unwrap_or(0);
        let limb = |shift: u32| i64::try_from((wide >> shift) & 0xffff_ffff).unwrap_or(0);
        for (slot, part) in self.limbs.iter_mut().skip(first).zip([limb(0), limb(32), limb(64)]) {
            *slot += if value < 0.0 { -part } else { part };
        }
        self.uncarried += 1;
        if self.uncarried == CARRY_AFTER {
            carry(&mut self.limbs);
            self.uncarried = 0;
        }
        Ok(())
    }

    fn total(&self) -> Result<f64, ArithmeticError> {
        let mut limbs = self.limbs;
        carry(&mut limbs);
        let negative = limbs.last().is_some_and(|limb| *limb < 0);
        if negative {
            for limb in &mut limbs {
                *limb = -*limb;
            }
            carry(&mut limbs);
        }
        let Some(top) = limbs.iter().rposition(|limb| *limb != 0) else {
            return Ok(0.0);
        };
        let lowest = top.saturating_sub(2);
        let mut leading = 0_u128;
        for limb in limbs.iter().take(top + 1).skip(lowest).rev() {
            leading = (leading << LIMB_BITS) | u128::from(limb.unsigned_abs());
        }
        // 65 bits and more are held; a bit behind them can only break a tie.
        if limbs.iter().take(lowest).any(|limb| *limb != 0) {
            leading |= 1;
        }
        let places = i32::try_from(lowest * 32).map_err(|_| ArithmeticError::Overflow)?;
        let size = scaled(nearest_whole(leading), LOWEST_BIT + places);
        finite(if negative { -size } else { size })
    }
}

#[allow(clippy::cast_precision_loss, reason = "the cast rounds half even, which is wanted here")]
fn nearest_whole(whole: u128) -> f64 {
    whole as f64
}

/// Times a power of two between 2^-1074 and 2^1023, in two steps that are both doubles.
fn scaled(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    let power = |e: i32| f64::from_bits(u64::try_from(e + 1023).unwrap_or(0) << 52);
    value * power(half) * power(exponent - half)
}
