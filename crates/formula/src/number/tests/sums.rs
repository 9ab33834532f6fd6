//! Sums that lose nothing.

use super::oracle::Fraction;
use super::{any_decimal, decimal};
use crate::number::{ArithmeticError, Decimal, DecimalSum, ExactSum, FloatSum, Number, sum};
use proptest::prelude::*;

/// Goal: a sum of decimals is exact where adding one by one is not. Method: a large number, many
/// small ones, and the large one taken away again.
#[test]
fn sums_lose_no_small_number_beside_a_large_one() {
    let (large, small) = (decimal("1e33"), decimal("0.1"));
    let values = [large, small, small, small, large.negate()];
    assert_eq!(sum(values), Ok(decimal("0.3")));
    let one_by_one = values.into_iter().try_fold(Decimal::ZERO, Number::add).unwrap();
    assert_eq!(one_by_one, Decimal::ZERO);
    assert_eq!(sum(Vec::<Decimal>::new()), Ok(Decimal::ZERO));
}

/// Goal: numbers from both ends of the range add up exactly. Method: the largest and the smallest,
/// and ties that only the smallest breaks.
#[test]
fn sums_span_the_whole_range() {
    let (large, small) = (decimal("1e6110"), decimal("1e-6143"));
    assert_eq!(sum([large, small, large.negate()]), Ok(small));
    let tie = decimal("5e6076");
    assert_eq!(sum([large, tie]), Ok(large));
    assert_eq!(sum([large, tie, small]), Ok(large.add(decimal("1e6077")).unwrap()));
    assert_eq!(sum([large, tie, small.negate()]), Ok(large));
    let largest = decimal("9999999999999999999999999999999999e6111");
    assert_eq!(sum([largest, largest]), Err(ArithmeticError::Overflow));
    assert_eq!(sum([largest, largest, largest.negate()]), Ok(largest));
    let close = (0..40).map(|k| Decimal::from_parts(10_i128.pow(33) + 7, k * 2 - 40).unwrap());
    let exact = close
        .clone()
        .fold(Fraction::of(Decimal::ZERO), |sum, value| sum.plus(&Fraction::of(value)));
    assert_eq!(sum(close), Ok(exact.to_decimal()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Goal: a sum is the exact one rounded once, in any order and however it is cut. Method:
    /// random numbers against fractions, and shuffled.
    #[test]
    fn sums_are_exact_in_any_order(
        values in proptest::collection::vec(any_decimal(), 0..30),
        seed in any::<u64>(),
    ) {
        let zero = Fraction::of(Decimal::ZERO);
        let exact = values.iter().fold(zero, |sum, value| sum.plus(&Fraction::of(*value)));
        prop_assert_eq!(sum(values.iter().copied()).unwrap(), exact.to_decimal());
        let mut shuffled = values.clone();
        shuffled.sort_by_key(|value| value.to_canonical().len() as u64 ^ seed);
        prop_assert_eq!(sum(shuffled), sum(values.iter().copied()));
        let mut with_opposites = DecimalSum::default();
        for value in &values {
            with_opposites.add(*value).unwrap();
            with_opposites.add(value.negate()).unwrap();
        }
        prop_assert_eq!(with_opposites.total().unwrap(), Decimal::ZERO);
    }

    /// Goal: a sum of doubles is the exact one rounded once, to the last bit, in any order. Method:
    /// random doubles of every size against whole numbers of any length.
    #[test]
    fn sums_of_doubles_are_exact_in_any_order(
        values in proptest::collection::vec(
            prop_oneof![
                3 => -1e9..1e9_f64,
                1 => proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL
                    | proptest::num::f64::NEGATIVE | proptest::num::f64::POSITIVE,
            ].prop_filter("small enough", |v: &f64| v.abs() < 1e300),
            0..20,
        ),
    ) {
        // Every double is a whole multiple of 2^-1074.
        let mut exact = dashu_int::IBig::ZERO;
        for value in &values {
            let bits = value.abs().to_bits();
            let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
            let whole = if exponent == 0 { fraction } else { fraction | 1 << 52 };
            let places = usize::try_from(exponent.max(1) - 1).unwrap();
            let whole = dashu_int::IBig::from(whole) << places;
            exact += if *value < 0.0 { -whole } else { whole };
        }
        let shift = -1074_isize;
        let expected = dashu_float::FBig::<dashu_float::round::mode::HalfEven, 2>::from_parts(
            exact, shift,
        ).to_f64().value();
        prop_assert_eq!(sum(values.iter().copied()), Ok(expected));
        let mut back = values.clone();
        back.reverse();
        prop_assert_eq!(sum(back), Ok(expected));
    }
}

/// Goal: a sum of doubles carries in time and refuses what is no number. Method: the same numbers
/// many times over, and an infinity.
#[test]
fn sums_of_doubles_carry_and_refuse() {
    let mut total = FloatSum::default();
    for _ in 0..1_000_000 {
        total.add(0.1).unwrap();
        total.add(-1e-300).unwrap();
    }
    assert_eq!(total.total(), Ok(100_000.0));
    assert_eq!(total.add(f64::INFINITY), Err(ArithmeticError::Overflow));
    assert_eq!(total.add(f64::NAN), Err(ArithmeticError::Overflow));
    assert_eq!(sum([f64::MAX, f64::MAX]), Err(ArithmeticError::Overflow));
    assert_eq!(sum([f64::MAX, f64::MAX, f64::MIN]), Ok(f64::MAX));
    assert_eq!(sum([5e-324_f64, 5e-324]), Ok(1e-323));
}
