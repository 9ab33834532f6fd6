//! What the numbers promise, tested from outside of their files.
#![allow(clippy::float_arithmetic, reason = "doubles are compared with what decimals give")]

mod arithmetic;
mod extremes;
mod keeping;
mod oracle;
mod rounding;
mod shares;
mod sums;
mod text;
mod vectors;

use super::{ArithmeticError, Decimal};
use proptest::prelude::*;

/// A number from its text, which may have an exponent.
fn decimal(text: &str) -> Decimal {
    match text.split_once('e') {
        Some((coefficient, exponent)) => {
            Decimal::from_parts(coefficient.parse().unwrap(), exponent.parse().unwrap()).unwrap()
        }
        None => Decimal::parse(text).unwrap(),
    }
}

/// Coefficients of every length, with many round ones, and exponents as formulas have them.
fn any_decimal() -> impl Strategy<Value = Decimal> {
    let coefficient = (0_u32..=34).prop_flat_map(|digits| {
        let limit = 10_i128.pow(digits);
        prop_oneof![
            4 => (-limit + 1)..limit,
            1 => Just(limit - 1),
            1 => Just(1 - limit),
            1 => Just(limit / 10),
        ]
    });
    (coefficient, -45_i16..=20).prop_map(|(c, e)| Decimal::from_parts(c, e).unwrap())
}

/// Whether two numbers differ by at most `10^-digits` of the scale.
fn near(a: Decimal, b: Decimal, scale: Decimal, digits: i16) -> Result<bool, ArithmeticError> {
    use super::Number;
    let tolerance = Decimal::from_parts(1, -digits).unwrap();
    Ok(a.sub(b)?.abs() <= scale.abs().mul(tolerance)?)
}
