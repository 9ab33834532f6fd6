//! Rounding: modes, ties, settling, and what floats make of them.

use super::{any_decimal, decimal};
use crate::number::{ArithmeticError, Decimal, Number};
use crate::syntax::ast::RoundMode;
use proptest::prelude::*;

const MODES: [RoundMode; 6] = [
    RoundMode::HalfAwayFromZero,
    RoundMode::HalfEven,
    RoundMode::Up,
    RoundMode::Down,
    RoundMode::Floor,
    RoundMode::Ceiling,
];

/// Goal: each mode does what it says around zero, at ties and between. Method: a table, for
/// decimals and floats.
#[test]
fn modes_round_as_they_say() {
    let table = [
        ("-2.5", [-3, -2, -3, -2, -3, -2]),
        ("-1.5", [-2, -2, -2, -1, -2, -1]),
        ("-0.6", [-1, -1, -1, 0, -1, 0]),
        ("-0.5", [-1, 0, -1, 0, -1, 0]),
        ("-0.4", [0, 0, -1, 0, -1, 0]),
        ("0", [0, 0, 0, 0, 0, 0]),
        ("0.4", [0, 0, 1, 0, 0, 1]),
        ("0.5", [1, 0, 1, 0, 0, 1]),
        ("0.6", [1, 1, 1, 0, 0, 1]),
        ("1.5", [2, 2, 2, 1, 1, 2]),
        ("2.5", [3, 2, 3, 2, 2, 3]),
        ("3", [3, 3, 3, 3, 3, 3]),
    ];
    for (text, expected) in table {
        for (mode, expected) in MODES.into_iter().zip(expected) {
            let value = decimal(text);
            let rounded = value.round_to(Decimal::ONE, mode).unwrap();
            assert_eq!(rounded, Decimal::from_i64(expected), "{text} {mode:?}");
            let rounded = value.to_f64().round_to(1.0, mode).unwrap();
            assert_eq!(rounded, <f64 as Number>::from_i64(expected), "{text} {mode:?}");
            // The same in cents.
            let cents = value.div(Decimal::from_i64(100)).unwrap();
            let rounded = cents.round_to(decimal("0.01"), mode).unwrap();
            let expected = Decimal::from_parts(expected.into(), -2).unwrap();
            assert_eq!(rounded, expected, "{text} cents {mode:?}");
            let rounded = cents.to_f64().round_to(0.01, mode).unwrap();
            assert_eq!(rounded, expected.to_f64(), "{text} cents {mode:?}");
        }
    }
}

/// Goal: a true tie survives a division. Method: 5/14 of 0.21 is 0.075; taken first, the quotient
/// falls short, and without settling 0.07 would come out.
#[test]
fn a_tie_survives_a_division() {
    let part = decimal("5").div(decimal("14")).unwrap();
    let product = part.mul(decimal("0.21")).unwrap();
    assert!(product < decimal("0.075"), "{product}");
    let rounded = product.round_to(decimal("0.01"), RoundMode::HalfAwayFromZero).unwrap();
    assert_eq!(rounded, decimal("0.08"));
    let rounded = product.round_to(decimal("0.01"), RoundMode::HalfEven).unwrap();
    assert_eq!(rounded, decimal("0.08"));
    let float = (5.0_f64 / 14.0) * 0.21;
    assert_eq!(float.round_to(0.01, RoundMode::HalfAwayFromZero).unwrap(), 0.08);
    // Three thirds are no more than a whole, and no less.
    let thirds = Decimal::ONE.div(decimal("3")).unwrap().mul(decimal("3")).unwrap();
    for mode in MODES {
        assert_eq!(thirds.round_to(Decimal::ONE, mode).unwrap(), Decimal::ONE, "{mode:?}");
    }
}

/// Goal: settling takes away noise at the 13th decimal of the unit and leaves the 12th. Method: a
/// value beside a whole number.
#[test]
fn settling_reaches_twelve_decimals_of_the_unit() {
    let up = |text: &str, unit: &str| decimal(text).round_to(decimal(unit), RoundMode::Up).unwrap();
    assert_eq!(up("1.0000000000004", "1"), decimal("1"));
    assert_eq!(up("1.000000000001", "1"), decimal("2"));
    assert_eq!(up("1000.0000000004", "1000"), decimal("1000"));
    assert_eq!(up("1000.000000001", "1000"), decimal("2000"));
    let float_up = |value: f64| value.round_to(1.0, RoundMode::Up).unwrap();
    assert_eq!(float_up(1.0000004), 1.0);
    assert_eq!(float_up(1.000001), 2.0);
    assert_eq!(float_up(12_345_678_901.000_03), 12_345_678_901.0);
    assert_eq!(float_up(12_345_678_901.000_3), 12_345_678_902.0);
}

/// Goal: units other than powers of ten work, and faulty units are refused. Method: examples.
#[test]
fn units_may_be_any_number_above_zero() {
    let round =
        |text: &str, unit: &str| decimal(text).round_to(decimal(unit), RoundMode::HalfAwayFromZero);
    assert_eq!(round("2.74", "0.5"), Ok(decimal("2.5")));
    assert_eq!(round("2.75", "0.5"), Ok(decimal("3")));
    assert_eq!(round("12.5", "5"), Ok(decimal("15")));
    assert_eq!(round("-12.5", "5"), Ok(decimal("-15")));
    assert_eq!(round("10", "3"), Ok(decimal("9")));
    assert_eq!(round("1234567", "1000"), Ok(decimal("1235000")));
    assert_eq!(round("1", "0"), Err(ArithmeticError::DivisionByZero));
    assert_eq!(round("1", "-1"), Err(ArithmeticError::NotDefined));
    assert_eq!(1.0_f64.round_to(0.0, RoundMode::Up), Err(ArithmeticError::DivisionByZero));
    assert_eq!(1.0_f64.round_to(-1.0, RoundMode::Up), Err(ArithmeticError::NotDefined));
    assert_eq!(2.74_f64.round_to(0.05, RoundMode::HalfEven), Ok(2.75));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Goal: rounding gives a multiple of the unit, next to the value, is idempotent, and mirrors
    /// with the sign. Method: random numbers, units and modes.
    #[test]
    fn rounding_gives_the_neighbouring_multiple(
        value in any_decimal().prop_filter("of use", |v| v.abs() < decimal("1e20")),
        unit in prop_oneof![Just("0.01"), Just("1"), Just("0.5"), Just("5"), Just("0.05"),
            Just("1000"), Just("12"), Just("0.001")],
        mode in proptest::sample::select(&MODES),
    ) {
        let unit = decimal(unit);
        let rounded = value.round_to(unit, mode).unwrap();
        let count = rounded.div(unit).unwrap();
        prop_assert_eq!(count, count.whole(RoundMode::Down));
        let off = rounded.sub(value).unwrap();
        let noise = unit.mul(decimal("1e-12")).unwrap();
        prop_assert!(off.abs() < unit.add(noise).unwrap());
        match mode {
            RoundMode::HalfAwayFromZero | RoundMode::HalfEven => {
                prop_assert!(off.abs() <= unit.div(decimal("2")).unwrap().add(noise).unwrap());
            }
            RoundMode::Up => prop_assert!(rounded.abs() >= value.abs().sub(noise).unwrap()),
            RoundMode::Down => prop_assert!(rounded.abs() <= value.abs().add(noise).unwrap()),
            RoundMode::Floor => prop_assert!(off <= noise),
            RoundMode::Ceiling => prop_assert!(off >= noise.negate()),
        }
        prop_assert_eq!(rounded.round_to(unit, mode).unwrap(), rounded);
        let mirrored = match mode {
            RoundMode::Floor => RoundMode::Ceiling,
            RoundMode::Ceiling => RoundMode::Floor,
            same => same,
        };
        prop_assert_eq!(value.negate().round_to(unit, mirrored).unwrap(), rounded.negate());
    }

    /// Goal: simulation rounds a value as the official run does, unless it lies beside a tie or an
    /// edge without being on it. Method: money up to a thousand million times a rate, in both kinds
    /// of number; with five decimals a value is on a tie or a thousandth of a cent away.
    #[test]
    fn floats_round_as_decimals_do(
        cents in -10_i128.pow(11)..10_i128.pow(11),
        rate in 1_i64..2000,
        mode in proptest::sample::select(&MODES),
    ) {
        let unit = decimal("0.01");
        let amount = Decimal::from_parts(cents, -2).unwrap();
        let rate = Decimal::from_i64(rate).div(decimal("1000")).unwrap();
        let exact = amount.mul(rate).unwrap();
        let float = amount.to_f64() * rate.to_f64();
        let official = exact.round_to(unit, mode).unwrap();
        let simulated = float.round_to(0.01, mode).unwrap();
        prop_assert_eq!(simulated, official.to_f64(), "{} {:?}", exact, mode);
    }
}
