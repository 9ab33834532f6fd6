//! The operations, judged by exact fractions.

use super::oracle::Fraction;
use super::{any_decimal, decimal};
use crate::number::{ArithmeticError, Decimal, Number, classes};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::HashSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Goal: sums, products and quotients are the exact ones rounded half even to 34 digits.
    /// Method: random numbers against exact fractions.
    #[test]
    fn operations_are_exact_and_rounded_once(a in any_decimal(), b in any_decimal()) {
        let (x, y) = (Fraction::of(a), Fraction::of(b));
        prop_assert_eq!(a.add(b).unwrap(), x.plus(&y).to_decimal());
        prop_assert_eq!(a.sub(b).unwrap(), x.plus(&Fraction::of(b.negate())).to_decimal());
        prop_assert_eq!(a.mul(b).unwrap(), x.times(&y).to_decimal());
        if !b.is_zero() {
            prop_assert_eq!(a.div(b).unwrap(), x.over(&y).to_decimal());
        }
    }

    /// Goal: a product over a number is rounded once. Method: random numbers against fractions.
    #[test]
    fn product_over_a_number_is_rounded_once(
        a in any_decimal(),
        b in any_decimal(),
        c in any_decimal().prop_filter("a divisor", |c| !c.is_zero()),
    ) {
        let exact = Fraction::of(a).times(&Fraction::of(b)).over(&Fraction::of(c));
        prop_assert_eq!(a.mul_div(b, c).unwrap(), exact.to_decimal());
    }

    /// Goal: the order of operands does not matter, signs go through. Method: random numbers.
    #[test]
    fn sums_and_products_commute_and_signs_go_through(a in any_decimal(), b in any_decimal()) {
        prop_assert_eq!(a.add(b), b.add(a));
        prop_assert_eq!(a.mul(b), b.mul(a));
        prop_assert_eq!(a.sub(b).unwrap(), b.sub(a).unwrap().negate());
        prop_assert_eq!(a.neg().mul(b).unwrap(), a.mul(b).unwrap().negate());
    }

    /// Goal: order, equality and hash go by value, whatever the zeros. Method: random numbers
    /// against fractions, and each with zeros added.
    #[test]
    fn order_goes_by_value(a in any_decimal(), b in any_decimal(), zeros in 0_u32..6) {
        let (x, y) = (Fraction::of(a), Fraction::of(b));
        let exact = (&x.numerator * &y.denominator).cmp(&(&y.numerator * &x.denominator));
        prop_assert_eq!(a.cmp(&b), exact);
        prop_assert_eq!(a == b, exact == Ordering::Equal);
        let (coefficient, exponent) = a.parts();
        let longer = Decimal::from_parts(
            coefficient / 10_i128.pow(zeros) * 10_i128.pow(zeros),
            i16::try_from(exponent).unwrap(),
        ).unwrap();
        let (short, places) = longer.canonical_parts();
        let shorter = Decimal::from_parts(short, i16::try_from(places).unwrap()).unwrap();
        prop_assert_eq!(longer, shorter);
        prop_assert_eq!(HashSet::from([longer, shorter]).len(), 1);
        prop_assert_eq!(longer.to_canonical(), shorter.to_canonical());
    }

    /// Goal: a comparison forgives the 21st digit and not the 19th, on both sides and both signs.
    /// Method: random numbers moved by a part of themselves.
    #[test]
    fn comparison_holds_numbers_equal_that_agree_in_20_digits(
        a in any_decimal().prop_filter("a size", |a| !a.is_zero()),
        down in any::<bool>(),
    ) {
        let moved = |part: &str| {
            let part = a.mul(decimal(part)).unwrap();
            if down { a.sub(part).unwrap() } else { a.add(part).unwrap() }
        };
        prop_assert_eq!(a.compare(moved("9e-21")), Ordering::Equal);
        prop_assert_eq!(moved("9e-21").compare(a), Ordering::Equal);
        prop_assert_eq!(a.compare(moved("2e-20")), a.cmp(&moved("2e-20")));
        prop_assert!(a.compare(moved("2e-20")).is_ne());
    }
}

/// Goal: zero equals only zero, and signs always tell numbers apart. Method: examples.
#[test]
fn zero_equals_only_zero() {
    let tiny = decimal("1e-6000");
    assert_eq!(tiny.compare(Decimal::ZERO), Ordering::Greater);
    assert_eq!(tiny.negate().compare(tiny), Ordering::Less);
    assert_eq!(Decimal::ZERO.compare(Decimal::ZERO), Ordering::Equal);
    assert_eq!((-0.0_f64).compare(0.0), Ordering::Equal);
    assert_eq!((-1e-300_f64).compare(1e-300), Ordering::Less);
}

/// Goal: what has no value says why. Method: one example of each, in both kinds of number.
#[test]
fn what_has_no_value_says_why() {
    fn check<N: Number>() {
        let (zero, one) = (N::zero(), N::one());
        let half = one.div(N::from_i64(2)).unwrap();
        let minus = one.neg();
        assert_eq!(one.div(zero), Err(ArithmeticError::DivisionByZero));
        assert_eq!(zero.div(zero), Err(ArithmeticError::DivisionByZero));
        assert_eq!(one.mul_div(one, zero), Err(ArithmeticError::DivisionByZero));
        assert_eq!(zero.ln(), Err(ArithmeticError::NotDefined));
        assert_eq!(minus.ln(), Err(ArithmeticError::NotDefined));
        assert_eq!(minus.sqrt(), Err(ArithmeticError::NotDefined));
        assert_eq!(zero.powi(-1), Err(ArithmeticError::NotDefined));
        assert_eq!(zero.pow(minus), Err(ArithmeticError::NotDefined));
        assert_eq!(zero.pow(half.neg()), Err(ArithmeticError::NotDefined));
        assert_eq!(minus.pow(half), Err(ArithmeticError::NotDefined));
        assert_eq!(zero.powi(0), Ok(one));
        assert_eq!(zero.pow(half), Ok(zero));
        assert_eq!(minus.powi(3), Ok(minus));
        assert!(N::from_i64(1000).exp().and_then(|e| e.powi(1000)).is_err());
    }
    check::<Decimal>();
    check::<f64>();
}

/// Goal: equal ranks do not depend on the order of rows and do not chain without end. Method: a
/// ladder of values each within the tolerance of the next.
#[test]
fn classes_span_no_more_than_one_tolerance() {
    let one = Decimal::ONE;
    let ladder: Vec<Decimal> =
        (0..5).map(|k| one.add(Decimal::from_parts(k * 6, -21).unwrap()).unwrap()).collect();
    assert_eq!(classes(&ladder), [0, 0, 1, 1, 2]);
    let mut back = ladder.clone();
    back.reverse();
    assert_eq!(classes(&back), [2, 1, 1, 0, 0]);
    assert_eq!(classes::<Decimal>(&[]), [0_usize; 0]);
}

/// Goal: whole powers are the exact ones rounded once, also where they end in a tie, and take no
/// longer then. Method: small bases with all powers up to 60, both signs, against fractions.
#[test]
fn whole_powers_are_exact_and_rounded_once() {
    for coefficient in (-9..=64).chain([125, 128, 625, 1024, 15_625, -1024, 99_999]) {
        for exponent in [0, -1, -3, 2] {
            let base = Decimal::from_parts(coefficient, exponent).unwrap();
            let mut exact = Fraction::of(Decimal::ONE);
            for power in 1..=60 {
                exact = exact.times(&Fraction::of(base));
                assert_eq!(base.powi(power), Ok(exact.to_decimal()), "{base}^{power}");
                if !base.is_zero() {
                    let inverse = Fraction::of(Decimal::ONE).over(&exact);
                    assert_eq!(base.powi(-power), Ok(inverse.to_decimal()), "{base}^-{power}");
                }
            }
        }
    }
}

/// Goal: powers of exact roots are found exactly, ties among them. Method: squares and fifth powers
/// raised to halves and tenths, against the whole powers of their roots.
#[test]
fn powers_of_exact_roots_are_exact() {
    for (base, exponent, root, power) in [
        ("16", "2.5", "4", 5),
        ("16", "-12.5", "2", -50),
        ("99999900000025", "2.5", "9999995", 5),
        ("0.0625", "12.5", "0.5", 50),
        ("32", "0.2", "2", 1),
        ("1024", "-5.1", "2", -51),
        ("65536", "-3.125", "2", -50),
        ("1e40", "2.5", "1e20", 5),
    ] {
        let (base, root) = (decimal(base), decimal(root));
        assert_eq!(base.pow(decimal(exponent)), root.powi(power), "{base}^{exponent}");
    }
    assert_eq!(Decimal::ONE.ln(), Ok(Decimal::ZERO));
    assert_eq!(Decimal::ZERO.exp(), Ok(Decimal::ONE));
}
