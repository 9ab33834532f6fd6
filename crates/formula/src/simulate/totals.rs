//! Exact sums of whole columns of doubles, at a fraction of the price of [`FloatSum`].
//!
//! Each addition yields its own rounding error without loss (Knuth, TAOCP 4.2.2, theorem B), and
//! the errors are added up beside the sum (Ogita, Rump and Oishi, "Accurate sum and dot product",
//! SIAM J. Sci. Comput. 26, 2005, algorithm 4.4). What that leaves out is bounded. Where the bound
//! proves that the sum, rounded once, is what `FloatSum` would yield, that is the sum; in the rare
//! other case `FloatSum` is asked. So the total is the exact one, rounded once, whatever the order.

use crate::number::{ArithmeticError, ExactSum, FloatSum};

/// Sums that run beside one another, so that they need not wait for each other.
const LANES: usize = 8;

/// Half of the distance from one to the next double.
const HALF_DIGIT: f64 = f64::EPSILON / 2.0;

/// A sum with what its additions lost, and the sum of the sizes of what was added.
#[derive(Clone, Copy, Default)]
struct Lane {
    sum: f64,
    lost: f64,
    size: f64,
}

impl Lane {
    #[inline(always)]
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        let added = sum - self.sum;
        self.lost += (self.sum - (sum - added)) + (value - added);
        self.size += value.abs();
        self.sum = sum;
    }
}

/// The exact sum, rounded once, half even; missing (not a number) if one of them is.
///
/// # Errors
///
/// [`ArithmeticError::Overflow`] where the sum is beyond the largest double.
pub(super) fn total(values: &[f64]) -> Result<f64, ArithmeticError> {
    let (eights, rest) = values.as_chunks::<LANES>();
    let mut lanes = [Lane::default(); LANES];
    for eight in eights {
        for (lane, value) in lanes.iter_mut().zip(eight) {
            lane.add(*value);
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        lane.add(*value);
    }
    let mut whole = Lane::default();
    for lane in lanes {
        whole.add(lane.sum);
        whole.lost += lane.lost;
    }
    let size: f64 = lanes.iter().map(|lane| lane.size).sum();
    if size.is_nan() {
        return Ok(f64::NAN);
    }
    let count = values.len() as f64 + 2.0 * LANES as f64;
    let left_out = 2.0 * (count * HALF_DIGIT) * (count * HALF_DIGIT) * size;
    let sum = whole.sum + whole.lost;
    let added = sum - whole.sum;
    let behind = (whole.sum - (sum - added)) + (whole.lost - added);
    let certain = sum + (behind + left_out) == sum && sum + (behind - left_out) == sum;
    if certain && size <= f64::MAX / 2.0 { Ok(sum) } else { long_way(values) }
}

#[cold]
fn long_way(values: &[f64]) -> Result<f64, ArithmeticError> {
    let mut sum = FloatSum::default();
    for value in values {
        sum.add(*value)?;
    }
    sum.total()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Vec<f64>> {
        let plain = (-1_000_000_000_i64..1_000_000_000).prop_map(|cents| cents as f64 / 100.0);
        let wide = (any::<i32>(), -60_i32..60).prop_map(|(a, e)| f64::from(a) * 2_f64.powi(e));
        prop::collection::vec(prop_oneof![plain, wide, Just(0.0)], 0..60)
    }

    proptest! {
        /// Goal: the quick total is the exact one to the last bit. Method: random columns, some
        /// with numbers that cancel or lie far apart, against the fixed-point sum.
        #[test]
        fn the_quick_total_is_the_exact_one(mut values in values(), cancel in any::<bool>()) {
            if cancel {
                values.extend(values.clone().iter().rev().skip(1).map(|v| -v));
            }
            let quick = total(&values).expect("a sum");
            prop_assert_eq!(quick.to_bits(), long_way(&values).expect("a sum").to_bits());
        }
    }

    /// Goal: what is missing stays missing, and what is too large is an error. Method: examples.
    #[test]
    fn missing_and_too_large() {
        assert!(total(&[1.0, f64::NAN, 2.0]).expect("missing").is_nan());
        assert_eq!(total(&[f64::MAX, f64::MAX]), Err(ArithmeticError::Overflow));
        assert_eq!(total(&[f64::MAX, f64::MAX, -f64::MAX]), Ok(f64::MAX));
        assert_eq!(total(&[]), Ok(0.0));
    }
}
