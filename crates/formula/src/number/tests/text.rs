//! Numbers as text.

use super::any_decimal;
use crate::number::{Decimal, Number};
use proptest::prelude::*;

/// Goal: what is not plainly a number is refused, and so is what cannot be held exactly. Method:
/// examples of each.
#[test]
fn only_plain_exact_numbers_are_read() {
    for (text, canonical) in [
        ("0", "0"),
        ("-0.00", "0"),
        ("+12.50", "12.5"),
        ("007", "7"),
        ("-0.000120", "-0.00012"),
        ("10000", "10000"),
        ("9999999999999999999999999999999999", "9999999999999999999999999999999999"),
        (
            "10000000000000000000000000000000000000000.0",
            "10000000000000000000000000000000000000000",
        ),
        (
            "0.0000000000000000000000000000000000000000001",
            "0.0000000000000000000000000000000000000000001",
        ),
    ] {
        assert_eq!(Decimal::parse(text).map(Decimal::to_canonical).as_deref(), Some(canonical));
    }
    for text in [
        "",
        "-",
        "+",
        ".",
        "1.",
        ".5",
        "1.2.3",
        "1e3",
        " 1",
        "1 ",
        "1,5",
        "--1",
        "+-1",
        "٣",
        "NaN",
        "inf",
        "0x1",
        "1_000",
        "10000000000000000000000000000000001",
        "0.10000000000000000000000000000000001",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text:?}");
    }
    assert_eq!(Decimal::parse(&format!("0.{}1", "0".repeat(70_000))), None);
    assert_eq!(Decimal::parse(&"9".repeat(70_000)), None);
    assert_eq!(Decimal::parse(&format!("1{}", "0".repeat(7_000))), None);
}

/// Goal: fixed decimals are exactly so many, half away from zero, and a zero has no sign. Method:
/// examples.
#[test]
fn fixed_decimals_are_exactly_so_many() {
    let fixed = |text: &str, decimals| Decimal::parse(text).unwrap().to_fixed(decimals);
    assert_eq!(fixed("1234.5", 2), "1234.50");
    assert_eq!(fixed("1234.5", 0), "1235");
    assert_eq!(fixed("-0.004", 2), "0.00");
    assert_eq!(fixed("-0.005", 2), "-0.01");
    assert_eq!(fixed("0.005", 2), "0.01");
    assert_eq!(fixed("99.995", 2), "100.00");
    assert_eq!(fixed("0", 3), "0.000");
    assert_eq!(fixed("0", 0), "0");
    assert_eq!(fixed("12000", 1), "12000.0");
    assert_eq!(fixed("0.1", 255).len(), 257);
    assert_eq!(format!("{:>8}|{}", Decimal::parse("1.50").unwrap(), Decimal::ONE), "     1.5|1");
}

proptest! {
    /// Goal: the plain form is read back as the same number, and is unique. Method: random numbers.
    #[test]
    fn plain_form_is_read_back(value in any_decimal(), other in any_decimal()) {
        let text = value.to_canonical();
        prop_assert_eq!(Decimal::parse(&text), Some(value));
        prop_assert_eq!(text == other.to_canonical(), value == other);
        prop_assert!(!text.contains('.') || !text.ends_with('0'));
    }

    /// Goal: the double of a decimal is the nearest one. Method: the standard library's parser.
    #[test]
    fn double_of_a_decimal_is_the_nearest(value in any_decimal()) {
        prop_assert_eq!(value.to_f64(), value.to_canonical().parse::<f64>().unwrap());
    }

    /// Goal: a double goes through its shortest decimal and back. Method: random doubles.
    #[test]
    fn doubles_go_through_decimals_and_back(value in proptest::num::f64::NORMAL) {
        let decimal = value.to_decimal().unwrap();
        prop_assert_eq!(f64::from_decimal(decimal), value);
    }

    /// Goal: whole numbers are told from others. Method: random ones, with and without a fraction.
    #[test]
    fn whole_numbers_are_told(value in any::<i64>(), places in 1_i16..10) {
        prop_assert_eq!(Decimal::from_i64(value).to_i64_exact(), Some(value));
        let moved = Decimal::from_parts(i128::from(value), -places).unwrap();
        let whole = value % 10_i64.pow(u32::from(places.unsigned_abs())) == 0;
        prop_assert_eq!(moved.to_i64_exact().is_some(), whole);
    }
}
