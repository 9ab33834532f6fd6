//! The committed table of results of another decimal library.

use super::decimal;
use crate::number::{ArithmeticError, Number};
use crate::syntax::ast::RoundMode;

/// Goal: every operation gives what another implementation of 34-digit decimals gives, to the last
/// digit and at the edges of the range. Method: the committed table, line by line.
#[test]
fn operations_agree_with_the_table_of_another_library() {
    let table = include_str!("vectors.txt");
    let mut lines = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [operation, a, b, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("not four words: {line}");
        };
        let (a, b) = (decimal(a), decimal(b));
        let result = match operation {
            "add" => a.add(b),
            "sub" => a.sub(b),
            "mul" => a.mul(b),
            "div" => a.div(b),
            "sqrt" => a.sqrt(),
            "ln" => a.ln(),
            "exp" => a.exp(),
            "powi" => a.powi(b.to_i64_exact().unwrap()),
            "pow" => a.pow(b),
            "half" => a.round_to(b, RoundMode::HalfAwayFromZero),
            "even" => a.round_to(b, RoundMode::HalfEven),
            "up" => a.round_to(b, RoundMode::Up),
            "down" => a.round_to(b, RoundMode::Down),
            "floor" => a.round_to(b, RoundMode::Floor),
            "ceiling" => a.round_to(b, RoundMode::Ceiling),
            _ => panic!("no such operation: {line}"),
        };
        let expected = match expected {
            "overflow" => Err(ArithmeticError::Overflow),
            "zero-divisor" => Err(ArithmeticError::DivisionByZero),
            "undefined" => Err(ArithmeticError::NotDefined),
            number => Ok(decimal(number)),
        };
        assert_eq!(result, expected, "{line}");
        lines += 1;
    }
    assert!(lines > 2000, "the table is read in full");
}
