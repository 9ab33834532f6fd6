//! The edges of the range: an error or a number, never a panic.

use super::decimal;
use crate::number::{
    Decimal, Number, ShareOptions, ShareRow, TieRank, fill, round_keeping_sum, share,
    share_in_rounds, sum,
};
use crate::syntax::ast::RoundMode;

fn extremes() -> Vec<Decimal> {
    let mut values = vec![Decimal::ZERO];
    for text in [
        "1",
        "9999999999999999999999999999999999e6111",
        "1e6144",
        "1e6110",
        "1e33",
        "1e-33",
        "1e-6143",
        "1000000000000000000000000000000001e-6176",
        "9999999999999999999999999999999999e-34",
        "3333333333333333333333333333333333e-6000",
    ] {
        let (coefficient, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let coefficient: i128 = coefficient.parse().unwrap();
        let exponent: i16 = exponent.parse().unwrap();
        values.push(Decimal::from_parts(coefficient, exponent).unwrap());
        values.push(Decimal::from_parts(-coefficient, exponent).unwrap());
    }
    values
}

fn all_operations<N: Number>(values: &[N]) {
    for a in values.iter().copied() {
        for b in values.iter().copied() {
            let results = [a.add(b), a.sub(b), a.mul(b), a.div(b), a.pow(b), a.mul_div(b, b)];
            for result in results.into_iter().flatten() {
                let _ =
                    result.to_decimal().map(|d| (d.to_fixed(255), d.to_canonical(), d.to_f64()));
            }
            assert_eq!(a.compare(b), b.compare(a).reverse());
            assert_eq!(a.total_order(b), b.total_order(a).reverse());
            let _ = a.round_to(b, RoundMode::Up).and_then(|r| r.round_to(b, RoundMode::HalfEven));
            let _ = fill(a, &[b, a]);
            for c in values.iter().copied() {
                let _ = sum([a, b, c, a]);
                let row = |weight, floor, cap| ShareRow { weight, floor, cap, fixed: None };
                let rows = [row(a, None, Some(b)), row(c, Some(b), None), row(b, None, None)];
                let _ = share(a, &rows, ShareOptions::default());
                let _ = share_in_rounds(c, &rows);
                let rank = |key| TieRank { stated: 0, key };
                let ranks = [rank(0), rank(1)];
                let _ = round_keeping_sum(&[a, b], c, RoundMode::Up, &ranks, None);
            }
        }
        for exponent in [0, 1, -1, 2, 7, -7, 1_000_000, i64::MAX, i64::MIN] {
            let _ = a.powi(exponent);
        }
        let _ = (a.ln(), a.exp(), a.sqrt(), a.to_i64_exact());
    }
}

/// Goal: no operation panics, whatever the numbers. Method: every pair and triple of extremes, in
/// both kinds of number.
#[test]
fn nothing_panics_at_the_edges_of_the_range() {
    all_operations(&extremes());
    let floats =
        [0.0, -0.0, 1.0, -1.0, f64::MAX, f64::MIN, 5e-324, -5e-324, 1e-308, 0.1, 1e15, 1e22];
    all_operations(&floats);
}

/// Goal: parts that do not fit are refused, those with zeros at the end are not. Method: examples.
#[test]
fn parts_that_do_not_fit_are_refused() {
    assert_eq!(Decimal::from_parts(10_i128.pow(34), 0), Some(decimal("1e34")));
    assert_eq!(Decimal::from_parts(10_i128.pow(34) + 1, 0), None);
    assert_eq!(Decimal::from_parts(i128::MAX, 0), None);
    assert_eq!(Decimal::from_parts(i128::MIN, 0), None);
    assert_eq!(Decimal::from_parts(1, 6145), None);
    assert_eq!(Decimal::from_parts(1, -6144), None);
    assert_eq!(Decimal::from_parts(0, i16::MAX), Some(Decimal::ZERO));
    assert_eq!(Decimal::from_parts(10_i128.pow(37), i16::MAX), None);
}
