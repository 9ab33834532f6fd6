//! Steps that take columns value by value and give a column.
//!
//! What is missing is held as "not a number", which spreads through arithmetic by itself; no other
//! step yields one, because a result that cannot be held is a stumble, which the caller answers by
//! running the formula the plain way. A column of one value stands for all rows.

use super::tape::{Arithmetic, Function, MISSING};
use crate::number::Number;
use crate::syntax::ast::BinaryOperator;
use std::cmp::Ordering;

/// The value of a row in a column that may stand for all rows.
#[inline(always)]
pub(super) fn at<T: Copy>(column: &[T], row: usize, otherwise: T) -> T {
    match column {
        [one] => *one,
        many => many.get(row).copied().unwrap_or(otherwise),
    }
}

/// Works out `f` for each pair; whether one of them is wrong.
#[inline(always)]
fn pairs<A: Copy, T: Copy>(
    out: &mut [T],
    a: &[A],
    b: &[A],
    f: impl Fn(A, A) -> T,
    wrong: impl Fn(A, A, T) -> bool,
) -> bool {
    let mut stumbled = false;
    match (a, b) {
        ([x], [y]) => {
            let result = f(*x, *y);
            stumbled = wrong(*x, *y, result);
            out.fill(result);
        }
        ([x], many) => {
            for (out, y) in out.iter_mut().zip(many) {
                *out = f(*x, *y);
                stumbled |= wrong(*x, *y, *out);
            }
        }
        (many, [y]) => {
            for (out, x) in out.iter_mut().zip(many) {
                *out = f(*x, *y);
                stumbled |= wrong(*x, *y, *out);
            }
        }
        (left, right) => {
            for ((out, x), y) in out.iter_mut().zip(left).zip(right) {
                *out = f(*x, *y);
                stumbled |= wrong(*x, *y, *out);
            }
        }
    }
    stumbled
}

#[inline(always)]
fn too_large(value: f64) -> bool {
    value.abs() > f64::MAX
}

fn wrong_sum(_: f64, _: f64, result: f64) -> bool {
    too_large(result)
}

fn wrong_product(a: f64, b: f64, result: f64) -> bool {
    too_large(result) | ((result == 0.0) & (a != 0.0) & (b != 0.0))
}

fn wrong_quotient(a: f64, b: f64, result: f64) -> bool {
    let by_zero = (b == 0.0) & !a.is_nan();
    by_zero | too_large(result) | ((result == 0.0) & (a != 0.0))
}

fn power(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.pow(b).unwrap_or(f64::INFINITY) }
}

/// Arithmetic on two columns; whether it stumbled in a row that is live.
pub(super) fn arithmetic(
    operator: Arithmetic,
    out: &mut [f64],
    a: &[f64],
    b: &[f64],
    live: Option<&[u8]>,
) -> bool {
    use Arithmetic as A;
    let stumbled = match operator {
        A::Add => pairs(out, a, b, |x, y| x + y, wrong_sum),
        A::Subtract => pairs(out, a, b, |x, y| x - y, wrong_sum),
        A::Multiply => pairs(out, a, b, |x, y| x * y, wrong_product),
        A::Divide => pairs(out, a, b, |x, y| x / y, wrong_quotient),
        A::Power => pairs(out, a, b, power, wrong_sum),
    };
    let wrong = match operator {
        A::Add | A::Subtract | A::Power => wrong_sum,
        A::Multiply => wrong_product,
        A::Divide => wrong_quotient,
    };
    let wrong_here = |row: usize| {
        let result = at(out, row, f64::NAN);
        wrong(at(a, row, f64::NAN), at(b, row, f64::NAN), result)
    };
    stumbled && stumbles_live(live, wrong_here)
}

/// Whether one of the live rows is wrong; all are, where no rows are told.
#[cold]
fn stumbles_live(live: Option<&[u8]>, wrong: impl Fn(usize) -> bool) -> bool {
    match live {
        None => true,
        Some([one]) => *one == 1,
        Some(live) => live.iter().enumerate().any(|(row, live)| *live == 1 && wrong(row)),
    }
}

/// A function of one column; whether it stumbled in a row that is live.
pub(super) fn function(
    function: Function,
    out: &mut [f64],
    a: &[f64],
    live: Option<&[u8]>,
) -> bool {
    let mut stumbled = false;
    match function {
        Function::Negate => out.iter_mut().zip(a).for_each(|(out, x)| *out = -x),
        Function::Abs => out.iter_mut().zip(a).for_each(|(out, x)| *out = x.abs()),
        Function::Log | Function::Exp | Function::Sqrt => {
            for (row, (out, x)) in out.iter_mut().zip(a).enumerate() {
                let result = match function {
                    _ if x.is_nan() => Ok(f64::NAN),
                    Function::Log => Number::ln(*x),
                    Function::Exp => Number::exp(*x),
                    _ => Number::sqrt(*x),
                };
                let is_live = live.is_none_or(|live| at(live, row, 0) == 1);
                stumbled |= result.is_err() && is_live;
                *out = result.unwrap_or(f64::NAN);
            }
        }
    }
    stumbled
}

/// The least or greatest of two columns; of equal ones the first.
pub(super) fn extreme(greatest: bool, out: &mut [f64], a: &[f64], b: &[f64]) {
    let fine = |_, _, _| false;
    if greatest {
        pairs(out, a, b, |x: f64, y: f64| if (y > x) | y.is_nan() { y } else { x }, fine);
    } else {
        pairs(out, a, b, |x: f64, y: f64| if (y < x) | y.is_nan() { y } else { x }, fine);
    }
}

/// Compares two columns, as [`Number::compare`] does.
pub(super) fn compare(operator: BinaryOperator, out: &mut [u8], a: &[f64], b: &[f64]) {
    use BinaryOperator as O;
    let told = |holds: fn(Ordering) -> bool| {
        move |x: f64, y: f64| {
            if x.is_nan() | y.is_nan() { MISSING } else { u8::from(holds(x.compare(y))) }
        }
    };
    let fine = |_, _, _| false;
    match operator {
        O::Equal => pairs(out, a, b, told(Ordering::is_eq), fine),
        O::NotEqual => pairs(out, a, b, told(Ordering::is_ne), fine),
        O::Less => pairs(out, a, b, told(Ordering::is_lt), fine),
        O::LessOrEqual => pairs(out, a, b, told(Ordering::is_le), fine),
        O::Greater => pairs(out, a, b, told(Ordering::is_gt), fine),
        _ => pairs(out, a, b, told(Ordering::is_ge), fine),
    };
}

/// `and` and `or` of two columns: what is missing leaves open only what it could decide.
pub(super) fn combine(any: bool, out: &mut [u8], a: &[u8], b: &[u8]) {
    let decides = u8::from(any);
    let both = move |x: u8, y: u8| {
        if (x == decides) | (y == decides) { decides } else { x.max(y) }
    };
    pairs(out, a, b, both, |_, _, _| false);
}

/// Whether two columns of truths agree (or differ).
pub(super) fn agree(equal: bool, out: &mut [u8], a: &[u8], b: &[u8]) {
    let same = |x: u8, y: u8| if (x > 1) | (y > 1) { MISSING } else { u8::from((x == y) == equal) };
    pairs(out, a, b, same, |_, _, _| false);
}

/// Turns truths round.
pub(super) fn negate(out: &mut [u8], a: &[u8]) {
    out.iter_mut().zip(a).for_each(|(out, x)| *out = if *x > 1 { MISSING } else { 1 - x });
}

/// Chooses between two columns; what cannot be told is `missing`.
pub(super) fn select<T: Copy>(out: &mut [T], condition: &[u8], yes: &[T], no: &[T], missing: T) {
    let chosen = |condition: u8, yes: T, no: T| match condition {
        1 => yes,
        0 => no,
        _ => missing,
    };
    match (condition, yes, no) {
        ([one], ..) => {
            for (row, out) in out.iter_mut().enumerate() {
                *out = chosen(*one, at(yes, row, missing), at(no, row, missing));
            }
        }
        (many, [yes], [no]) => {
            out.iter_mut().zip(many).for_each(|(out, c)| *out = chosen(*c, *yes, *no));
        }
        (many, _, [no]) => {
            for ((out, c), yes) in out.iter_mut().zip(many).zip(yes) {
                *out = chosen(*c, *yes, *no);
            }
        }
        (many, [yes], _) => {
            for ((out, c), no) in out.iter_mut().zip(many).zip(no) {
                *out = chosen(*c, *yes, *no);
            }
        }
        (many, ..) => {
            for (((out, c), yes), no) in out.iter_mut().zip(many).zip(yes).zip(no) {
                *out = chosen(*c, *yes, *no);
            }
        }
    }
}

/// Fills the gaps of the first column from the second.
pub(super) fn otherwise(out: &mut [f64], a: &[f64], b: &[f64]) {
    pairs(out, a, b, |x: f64, y: f64| if x.is_nan() { y } else { x }, |_, _, _| false);
}

/// The values of some rows, in the order asked for; what is asked of no row is `missing`.
pub(super) fn gather<T: Copy>(out: &mut [T], from: &[T], rows: &[u32], missing: T) {
    for (out, row) in out.iter_mut().zip(rows) {
        *out = from.get(*row as usize).copied().unwrap_or(missing);
    }
}

/// Puts values where they belong.
pub(super) fn scatter<T: Copy>(out: &mut [T], from: &[T], rows: &[u32], missing: T) {
    for (place, row) in rows.iter().enumerate() {
        if let Some(out) = out.get_mut(*row as usize) {
            *out = at(from, place, missing);
        }
    }
}
