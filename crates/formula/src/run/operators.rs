//! Arithmetic, comparison and built-in functions, row by row.

use super::cells::{Cells, Value};
use super::choices::bools_or_missing;
use super::evaluate::{Evaluator, Fallible, Rows};
use crate::diagnostic::Span;
use crate::number::{ArithmeticError, Number};
use crate::plan::{Builtin, Expr};
use crate::syntax::ast::{BinaryOperator, Quantifier};
use jiff::civil::Date;
use std::cmp::Ordering;

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn map_numbers(
        &self,
        cells: &Cells<N>,
        rows: &Rows,
        span: Span,
        f: impl Fn(N) -> Result<N, ArithmeticError>,
    ) -> Fallible<Cells<N>> {
        let count = if cells.single { 1 } else { rows.len() };
        let mut numbers = Vec::with_capacity(count);
        for row in 0..count {
            numbers.push(match cells.number(row) {
                Some(n) => f(n).map_err(|e| self.arithmetic_fault(e, span, rows, row))?,
                None => N::zero(),
            });
        }
        let missing = cells.missing.as_ref().map(|m| m.to_vec());
        Ok(Cells::numbers(numbers, missing, cells.single))
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        a: &Expr,
        b: &Expr,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        use BinaryOperator as O;
        match operator {
            O::And => return self.conditions(Quantifier::All, [a, b], rows),
            O::Or => return self.conditions(Quantifier::Any, [a, b], rows),
            _ => {}
        }
        let left = self.expr(a, rows)?;
        let right = self.expr(b, rows)?;
        let single = left.single && right.single;
        let count = if single { 1 } else { rows.len() };
        let arithmetic: fn(N, N) -> Result<N, ArithmeticError> = match operator {
            O::Add => N::add,
            O::Subtract => N::sub,
            O::Multiply => N::mul,
            O::Divide => N::div,
            O::Power => N::pow,
            _ => return Ok(comparison(operator, &left, &right, count)),
        };
        if let (Some(x), Some(y)) = (left.known_numbers(), right.known_numbers()) {
            let numbers = match operator {
                O::Add => pairs(x, y, count, N::add),
                O::Subtract => pairs(x, y, count, N::sub),
                O::Multiply => pairs(x, y, count, N::mul),
                O::Divide => pairs(x, y, count, N::div),
                _ => pairs(x, y, count, N::pow),
            };
            let fault = |(row, error)| self.arithmetic_fault(error, span, rows, row);
            return Ok(Cells::numbers(numbers.map_err(fault)?, None, single));
        }
        let mut numbers = Vec::with_capacity(count);
        let mut missing = None;
        for row in 0..count {
            match (left.number(row), right.number(row)) {
                (Some(x), Some(y)) => numbers
                    .push(arithmetic(x, y).map_err(|e| self.arithmetic_fault(e, span, rows, row))?),
                _ => {
                    missing.get_or_insert_with(|| vec![false; count]);
                    if let Some(flag) = missing.as_mut().and_then(|m| m.get_mut(row)) {
                        *flag = true;
                    }
                    numbers.push(N::zero());
                }
            }
        }
        Ok(Cells::numbers(numbers, missing, single))
    }

    pub(super) fn between(
        &mut self,
        value: &Expr,
        low: &Expr,
        high: &Expr,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let value = self.expr(value, rows)?;
        let low = self.expr(low, rows)?;
        let high = self.expr(high, rows)?;
        let single = value.single && low.single && high.single;
        let count = if single { 1 } else { rows.len() };
        let bools = (0..count).map(|row| {
            let above = compare(&low.get(row), &value.get(row)).map(|o| o != Ordering::Greater);
            let below = compare(&value.get(row), &high.get(row)).map(|o| o != Ordering::Greater);
            match (above, below) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            }
        });
        Ok(bools_or_missing(bools, single))
    }

    pub(super) fn one_of(
        &mut self,
        value: &Expr,
        list: &[Expr],
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let value = self.expr(value, rows)?;
        let mut members = Vec::with_capacity(list.len());
        for member in list {
            members.push(self.expr(member, rows)?);
        }
        let single = value.single && members.iter().all(|m| m.single);
        let count = if single { 1 } else { rows.len() };
        let bools = (0..count).map(|row| {
            let mut open = false;
            for member in &members {
                match compare(&value.get(row), &member.get(row)) {
                    Some(Ordering::Equal) => return Some(true),
                    Some(_) => {}
                    None => open = true,
                }
            }
            (!open).then_some(false)
        });
        Ok(bools_or_missing(bools, single))
    }

    pub(super) fn call(
        &mut self,
        builtin: Builtin,
        arguments: &[Expr],
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let mut columns = Vec::with_capacity(arguments.len());
        for argument in arguments {
            columns.push(self.expr(argument, rows)?);
        }
        let single = columns.iter().all(|c| c.single);
        let count = if single { 1 } else { rows.len() };
        if let (Builtin::Min | Builtin::Max, [first, rest @ ..]) = (builtin, columns.as_slice())
            && let Some(numbers) = extremes(builtin, first, rest, count)
        {
            return Ok(Cells::numbers(numbers, None, single));
        }
        let mut values = Vec::with_capacity(count);
        for row in 0..count {
            let given: Vec<Value<N>> = columns.iter().map(|c| c.get(row)).collect();
            let value = if given.contains(&Value::Missing) {
                Value::Missing
            } else {
                call_one(builtin, &given, self.request.day)
                    .map_err(|e| self.arithmetic_fault(e, span, rows, row))?
            };
            values.push(value);
        }
        Ok(Cells::collect(values, single))
    }
}

/// Works out `f` for each pair; the row of the first that fails. A single number stands for all.
fn pairs<N: Number>(
    a: &[N],
    b: &[N],
    count: usize,
    f: impl Fn(N, N) -> Result<N, ArithmeticError>,
) -> Result<Vec<N>, (usize, ArithmeticError)> {
    let mut numbers = Vec::with_capacity(count);
    let mut put = |row: usize, x: N, y: N| -> Result<(), (usize, ArithmeticError)> {
        numbers.push(f(x, y).map_err(|error| (row, error))?);
        Ok(())
    };
    match (a, b) {
        ([x], [y]) => (0..count).try_for_each(|row| put(row, *x, *y))?,
        ([x], many) => many.iter().enumerate().try_for_each(|(row, y)| put(row, *x, *y))?,
        (many, [y]) => many.iter().enumerate().try_for_each(|(row, x)| put(row, *x, *y))?,
        (a, b) => a.iter().zip(b).enumerate().try_for_each(|(row, (x, y))| put(row, *x, *y))?,
    }
    Ok(numbers)
}

/// The least or greatest of columns of numbers, of equal ones the first; none where they hold
/// something else or a number is missing.
fn extremes<N: Number>(
    builtin: Builtin,
    first: &Cells<N>,
    rest: &[Cells<N>],
    count: usize,
) -> Option<Vec<N>> {
    let wanted = if builtin == Builtin::Min { Ordering::Less } else { Ordering::Greater };
    let mut best = match first.known_numbers()? {
        [one] => vec![*one; count],
        many => many.to_vec(),
    };
    for column in rest {
        let numbers = column.known_numbers()?;
        for (best, other) in best.iter_mut().zip(numbers.iter().cycle()) {
            if other.total_order(*best) == wanted {
                *best = *other;
            }
        }
    }
    Some(best)
}

fn comparison<N: Number>(
    operator: BinaryOperator,
    left: &Cells<N>,
    right: &Cells<N>,
    count: usize,
) -> Cells<N> {
    let single = left.single && right.single;
    let (x, y) = (left.known_numbers(), right.known_numbers());
    if let (Some(x), Some(y)) = (x, y) {
        let at = |numbers: &[N], row: usize| match numbers {
            [one] => Some(*one),
            many => many.get(row).copied(),
        };
        let compared = |row| Some(holds(operator, at(x, row)?.compare(at(y, row)?)));
        return Cells::bools((0..count).filter_map(compared).collect(), None, single);
    }
    let compared =
        |row| compare(&left.get(row), &right.get(row)).map(|order| holds(operator, order));
    bools_or_missing((0..count).map(compared), single)
}

fn call_one<N: Number>(
    builtin: Builtin,
    given: &[Value<N>],
    day: Date,
) -> Result<Value<N>, ArithmeticError> {
    let number = || given.first().and_then(Value::number).ok_or(ArithmeticError::NotDefined);
    Ok(match builtin {
        Builtin::Min | Builtin::Max => {
            let wanted = if builtin == Builtin::Min { Ordering::Less } else { Ordering::Greater };
            let mut best = given.first().cloned().unwrap_or(Value::Missing);
            for value in given.iter().skip(1) {
                if compare_strictly(value, &best) == Some(wanted) {
                    best = value.clone();
                }
            }
            best
        }
        Builtin::Abs => Value::Number(number()?.abs()),
        Builtin::Log => Value::Number(number()?.ln()?),
        Builtin::Exp => Value::Number(number()?.exp()?),
        Builtin::Sqrt => Value::Number(number()?.sqrt()?),
        Builtin::Age => match (given.first(), given.get(1)) {
            (Some(Value::Date(born)), Some(Value::Date(at))) => {
                Value::Number(N::from_i64(completed_years(*born, *at)))
            }
            (Some(Value::Date(born)), _) => Value::Number(N::from_i64(completed_years(*born, day))),
            _ => Value::Missing,
        },
        Builtin::Year => match given.first() {
            Some(Value::Date(day)) => Value::Number(N::from_i64(i64::from(day.year()))),
            _ => Value::Missing,
        },
    })
}

/// Completed years; who is born on 29 February comes of age on 1 March.
fn completed_years(born: Date, at: Date) -> i64 {
    let years = i64::from(at.year()) - i64::from(born.year());
    let before_birthday = (at.month(), at.day()) < (born.month(), born.day());
    years - i64::from(before_birthday)
}

/// The order of two values of one kind; none where one is missing.
pub(super) fn compare<N: Number>(a: &Value<N>, b: &Value<N>) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => Some(x.compare(*y)),
        _ => compare_strictly(a, b),
    }
}

fn compare_strictly<N: Number>(a: &Value<N>, b: &Value<N>) -> Option<Ordering> {
    Some(match (a, b) {
        (Value::Number(x), Value::Number(y)) => x.total_order(*y),
        (Value::Bool(x), Value::Bool(y)) => x.cmp(y),
        (Value::Date(x), Value::Date(y)) => x.cmp(y),
        (Value::Text(x), Value::Text(y)) => x.cmp(y),
        (Value::Choice(x), Value::Choice(y)) | (Value::Row(x), Value::Row(y)) => x.cmp(y),
        _ => return None,
    })
}

fn holds(operator: BinaryOperator, order: Ordering) -> bool {
    use BinaryOperator as O;
    match operator {
        O::Equal => order == Ordering::Equal,
        O::NotEqual => order != Ordering::Equal,
        O::Less => order == Ordering::Less,
        O::LessOrEqual => order != Ordering::Greater,
        O::Greater => order == Ordering::Greater,
        O::GreaterOrEqual => order != Ordering::Less,
        _ => false,
    }
}

pub(super) fn negated<N: Number>(cells: &Cells<N>) -> Cells<N> {
    let bools = (0..cells.len()).map(|row| cells.bool(row).map(|b| !b));
    bools_or_missing(bools, cells.single)
}
