//! Sums, counts and the like over rows: all of a table, those that refer here, those of a group.

use super::cells::{Cells, Value, Values};
use super::evaluate::{Evaluator, Fallible, Rows, as_index};
use super::operators::compare;
use crate::diagnostic::Span;
use crate::number::{ArithmeticError, ExactSum, Number};
use crate::plan::{Aggregate, Expr, RowSet, TableId};
use crate::syntax::ast::AggregateFunction as F;
use std::collections::HashMap;

/// What an aggregate makes of one group of rows.
pub(super) enum Outcome<N> {
    Value(Value<N>),
    /// There is no mean, least or greatest of nothing.
    OfNothing,
}

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let count = self.data.rows(aggregate.table);
        let everywhere = Rows::all(Some(aggregate.table), count);
        let (chosen, open) = match &aggregate.filter {
            None => ((0..count).map(as_index).collect::<Vec<u32>>(), Vec::new()),
            Some(filter) => {
                let cells = self.expr(filter, &everywhere)?;
                let is = |wanted| {
                    let rows = (0..count).filter(|row| cells.bool(*row) == wanted);
                    rows.map(as_index).collect::<Vec<u32>>()
                };
                (is(Some(true)), is(None))
            }
        };
        let inside = Rows::chosen(aggregate.table, &chosen, count);
        let values = match &aggregate.value {
            Some(value) => Some(self.expr(value, &inside)?),
            None => None,
        };
        let weights = match &aggregate.weight {
            Some(weight) => Some(self.expr(weight, &inside)?),
            None => None,
        };
        let argument = match &aggregate.argument {
            Some(argument) => self.expr(argument, rows)?.number(0),
            None => None,
        };
        let dropping = self.dropped(aggregate.dropping.as_ref(), rows, span)?;
        let (groups, group_of) = self.groups(aggregate, rows, &chosen, &open)?;
        let mut outcomes = Vec::with_capacity(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let outcome = match dropping.filter(|_| !group.open) {
                None => Outcome::Value(Value::Missing),
                Some(dropping) => {
                    let members = Members {
                        values: values.as_ref(),
                        weights: weights.as_ref(),
                        places: &group.places,
                    };
                    members
                        .take(aggregate.function, argument, dropping)
                        .map_err(|e| self.arithmetic_fault(e, span, rows, 0))?
                }
            };
            match outcome {
                Outcome::Value(value) => outcomes.push(value),
                Outcome::OfNothing => {
                    let row = group_of.iter().position(|g| *g == Some(at)).unwrap_or(0);
                    return Err(Box::new(self.fault("run-aggregate-of-nothing", span, rows, row)));
                }
            }
        }
        if matches!(aggregate.rows, RowSet::All) {
            return Ok(Cells::single(outcomes.into_iter().next().unwrap_or(Value::Missing)));
        }
        let of_row = |group: &Option<usize>| {
            group.and_then(|g| outcomes.get(g).cloned()).unwrap_or(Value::Missing)
        };
        Ok(Cells::collect(group_of.iter().map(of_row).collect(), false))
    }

    /// How many are dropped at each end; none where that is missing.
    pub(super) fn dropped(
        &mut self,
        dropping: Option<&Expr>,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Option<usize>> {
        let Some(dropping) = dropping else { return Ok(Some(0)) };
        let Some(number) = self.expr(dropping, rows)?.number(0) else { return Ok(None) };
        match number.to_i64_exact().and_then(|n| usize::try_from(n).ok()) {
            Some(dropped) => Ok(Some(dropped)),
            None => Err(self.arithmetic_fault(ArithmeticError::NotDefined, span, rows, 0)),
        }
    }

    /// The groups, and for each row that asks the group that answers.
    fn groups(
        &mut self,
        aggregate: &Aggregate,
        rows: &Rows,
        chosen: &[u32],
        open: &[u32],
    ) -> Fallible<(Vec<Group>, Vec<Option<usize>>)> {
        match &aggregate.rows {
            RowSet::All => {
                let places = (0..chosen.len()).collect();
                Ok((vec![Group { places, open: !open.is_empty() }], vec![Some(0)]))
            }
            RowSet::Its(column) => {
                let cells = self.data.table(aggregate.table).and_then(|t| t.column(*column));
                let owner = |row: u32| match cells.map(|c| (c, &c.values)) {
                    Some((c, crate::data::Values::Row(owners))) if !c.is_missing(row as usize) => {
                        owners.get(row as usize).map(|owner| *owner as usize)
                    }
                    _ => None,
                };
                let count = rows.table.map_or(1, |t| self.data.rows(t));
                let mut groups: Vec<Group> = (0..count).map(|_| Group::default()).collect();
                for (place, row) in chosen.iter().enumerate() {
                    if let Some(group) = owner(*row).and_then(|o| groups.get_mut(o)) {
                        group.places.push(place);
                    }
                }
                for row in open {
                    if let Some(group) = owner(*row).and_then(|o| groups.get_mut(o)) {
                        group.open = true;
                    }
                }
                let asked = (0..rows.len()).map(|at| Some(rows.row(at))).collect();
                self.keep_asked(groups, asked)
            }
            RowSet::Per(key) => {
                let (group_of_row, count) = self.group_rows(key, aggregate.table)?;
                let mut groups: Vec<Group> = (0..count).map(|_| Group::default()).collect();
                let group = |row: u32| group_of_row.get(row as usize).copied().flatten();
                for (place, row) in chosen.iter().enumerate() {
                    if let Some(found) = group(*row).and_then(|g| groups.get_mut(g)) {
                        found.places.push(place);
                    }
                }
                for row in open {
                    if let Some(found) = group(*row).and_then(|g| groups.get_mut(g)) {
                        found.open = true;
                    }
                }
                let asked = (0..rows.len()).map(|at| group(as_index(rows.row(at)))).collect();
                self.keep_asked(groups, asked)
            }
        }
    }

    /// Only groups that a row asks for are worked out: nobody stumbles over the mean of nothing of
    /// a row that a condition has left out.
    fn keep_asked(
        &self,
        groups: Vec<Group>,
        asked: Vec<Option<usize>>,
    ) -> Fallible<(Vec<Group>, Vec<Option<usize>>)> {
        let mut new_place: HashMap<usize, usize> = HashMap::new();
        let mut kept = Vec::new();
        let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
        let mut group_of = Vec::with_capacity(asked.len());
        for group in asked {
            let place = group.map(|g| {
                *new_place.entry(g).or_insert_with(|| {
                    kept.push(groups.get_mut(g).and_then(Option::take).unwrap_or_default());
                    kept.len() - 1
                })
            });
            group_of.push(place);
        }
        Ok((kept, group_of))
    }

    /// Numbers the groups of a table's rows by the value of a key: for each row its group, and how
    /// many groups there are. A row with a missing key is in none.
    pub(super) fn group_rows(
        &mut self,
        key: &crate::plan::Expr,
        table: TableId,
    ) -> Fallible<(Vec<Option<usize>>, usize)> {
        let count = self.data.rows(table);
        let cells = self.expr(key, &Rows::all(Some(table), count))?;
        let (of_row, groups) = super::groups::number_groups(&cells, count);
        Ok((of_row.into_iter().map(|group| group.map(|g| g as usize)).collect(), groups))
    }
}

#[derive(Debug, Default)]
struct Group {
    /// Places among the chosen rows.
    places: Vec<usize>,
    /// Whether a row may or may not belong, because its condition rests on a missing value.
    open: bool,
}

/// What an aggregate takes together: places among values and weights.
pub(super) struct Members<'m, N: Number> {
    pub(super) values: Option<&'m Cells<N>>,
    pub(super) weights: Option<&'m Cells<N>>,
    pub(super) places: &'m [usize],
}

impl<N: Number> Members<'_, N> {
    /// The aggregate, after so many of the least and of the greatest were left out.
    pub(super) fn take(
        &self,
        function: F,
        argument: Option<N>,
        dropping: usize,
    ) -> Result<Outcome<N>, ArithmeticError> {
        if dropping > 0 {
            return match self.without_ends(dropping) {
                None => Ok(Outcome::Value(Value::Missing)),
                Some(places) if places.is_empty() => Ok(Outcome::OfNothing),
                Some(places) => Members { places: &places, ..*self }.take(function, argument, 0),
            };
        }
        match function {
            F::Every | F::Some | F::No => Ok(Outcome::Value(self.truth(function))),
            F::Count => self.count(),
            F::Min | F::Max if self.holds_dates() => Ok(self.outermost(function)),
            _ => self.of_numbers(function, argument),
        }
    }

    /// The places without so many of the least and of the greatest; of equal ones those with the
    /// smaller weight count as less, so that the order of rows does not matter. None where a value
    /// is missing.
    fn without_ends(&self, dropping: usize) -> Option<Vec<usize>> {
        let number = |place: &usize| Some((self.values?.number(*place)?, *place));
        let mut sorted: Vec<(N, usize)> = self.places.iter().map(number).collect::<Option<_>>()?;
        let weight = |place: &usize| self.weights.and_then(|weights| weights.number(*place));
        sorted.sort_by(|(a, first), (b, second)| {
            a.total_order(*b).then_with(|| match (weight(first), weight(second)) {
                (Some(x), Some(y)) => x.total_order(y),
                _ => std::cmp::Ordering::Equal,
            })
        });
        let kept = sorted.len().saturating_sub(dropping.saturating_mul(2));
        Some(sorted.into_iter().skip(dropping).take(kept).map(|(_, place)| place).collect())
    }

    fn holds_dates(&self) -> bool {
        self.values.is_some_and(|v| matches!(v.values, Values::Date(_)))
    }

    fn truth(&self, function: F) -> Value<N> {
        let (mut open, mut any_true, mut any_false) = (false, false, false);
        for place in self.places {
            match self.values.and_then(|v| v.bool(*place)) {
                Some(true) => any_true = true,
                Some(false) => any_false = true,
                None => open = true,
            }
        }
        let (decided, outcome) = match function {
            F::Every => (any_false, !any_false),
            F::Some => (any_true, any_true),
            _ => (any_true, !any_true),
        };
        if open && !decided { Value::Missing } else { Value::Bool(outcome) }
    }

    fn count(&self) -> Result<Outcome<N>, ArithmeticError> {
        let count = match self.values {
            None => Some(self.places.len()),
            Some(values) => {
                let truths: Option<Vec<bool>> =
                    self.places.iter().map(|place| values.bool(*place)).collect();
                truths.map(|t| t.into_iter().filter(|b| *b).count())
            }
        };
        let count = count.map(|c| i64::try_from(c).map_err(|_| ArithmeticError::Overflow));
        Ok(Outcome::Value(match count.transpose()? {
            Some(count) => Value::Number(N::from_i64(count)),
            None => Value::Missing,
        }))
    }

    fn outermost(&self, function: F) -> Outcome<N> {
        let wanted =
            if function == F::Min { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        let mut best: Option<Value<N>> = None;
        for place in self.places {
            let value = self.values.map_or(Value::Missing, |v| v.get(*place));
            if value == Value::Missing {
                return Outcome::Value(Value::Missing);
            }
            if best.as_ref().is_none_or(|b| compare(&value, b) == Some(wanted)) {
                best = Some(value);
            }
        }
        best.map_or(Outcome::OfNothing, Outcome::Value)
    }

    fn of_numbers(&self, function: F, argument: Option<N>) -> Result<Outcome<N>, ArithmeticError> {
        let Some(values) = self.values else { return Ok(Outcome::Value(Value::Missing)) };
        let mut numbers = Vec::with_capacity(self.places.len());
        for place in self.places {
            match values.number(*place) {
                Some(number) => numbers.push(number),
                None => return Ok(Outcome::Value(Value::Missing)),
            }
        }
        if numbers.is_empty() && function != F::Sum {
            return Ok(Outcome::OfNothing);
        }
        let value = match (function, self.weights) {
            (F::Sum, _) => crate::number::sum(numbers)?,
            (F::Mean, None) => mean(&numbers)?,
            (F::Mean, Some(weights)) => {
                let weights: Option<Vec<N>> =
                    self.places.iter().map(|place| weights.number(*place)).collect();
                match weights {
                    Some(weights) => weighted_mean(&numbers, &weights)?,
                    None => return Ok(Outcome::Value(Value::Missing)),
                }
            }
            (F::Min, _) => extreme(&numbers, std::cmp::Ordering::Less)?,
            (F::Max, _) => extreme(&numbers, std::cmp::Ordering::Greater)?,
            (F::Median, _) => percentile(numbers, N::one().div(N::from_i64(2))?)?,
            (F::Percentile, _) => {
                percentile(numbers, argument.ok_or(ArithmeticError::NotDefined)?)?
            }
            (F::Deviation, _) => deviation(&numbers)?,
            (F::Count | F::Every | F::Some | F::No, _) => N::zero(),
        };
        Ok(Outcome::Value(Value::Number(value)))
    }
}

fn count_of<N: Number>(numbers: &[N]) -> Result<N, ArithmeticError> {
    let count = i64::try_from(numbers.len()).map_err(|_| ArithmeticError::Overflow)?;
    Ok(N::from_i64(count))
}

fn mean<N: Number>(numbers: &[N]) -> Result<N, ArithmeticError> {
    crate::number::sum(numbers.iter().copied())?.div(count_of(numbers)?)
}

fn weighted_mean<N: Number>(numbers: &[N], weights: &[N]) -> Result<N, ArithmeticError> {
    let mut total = N::Sum::default();
    for (number, weight) in numbers.iter().zip(weights) {
        total.add(number.mul(*weight)?)?;
    }
    total.total()?.div(crate::number::sum(weights.iter().copied())?)
}

fn extreme<N: Number>(numbers: &[N], wanted: std::cmp::Ordering) -> Result<N, ArithmeticError> {
    let mut best: Option<N> = None;
    for number in numbers.iter().copied() {
        if best.is_none_or(|b| number.total_order(b) == wanted) {
            best = Some(number);
        }
    }
    best.ok_or(ArithmeticError::NotDefined)
}

/// The value at a part of the way through the sorted values, on a straight line between the two
/// neighbours (the definition of spreadsheets' inclusive percentile).
fn percentile<N: Number>(mut numbers: Vec<N>, part: N) -> Result<N, ArithmeticError> {
    numbers.sort_by(|a, b| a.total_order(*b));
    let last = i64::try_from(numbers.len() - 1).map_err(|_| ArithmeticError::Overflow)?;
    if part.is_negative() || part.total_order(N::one()) == std::cmp::Ordering::Greater {
        return Err(ArithmeticError::NotDefined);
    }
    let place = part.mul(N::from_i64(last))?;
    let whole = place.whole(crate::syntax::ast::RoundMode::Floor);
    let below = whole.to_i64_exact().and_then(|i| usize::try_from(i).ok());
    let below = below.ok_or(ArithmeticError::NotDefined)?;
    let low = numbers.get(below).copied().ok_or(ArithmeticError::NotDefined)?;
    let high = numbers.get(below + 1).copied().unwrap_or(low);
    low.add(high.sub(low)?.mul(place.sub(whole)?)?)
}

/// The standard deviation of the population: the root of the mean squared distance to the mean.
fn deviation<N: Number>(numbers: &[N]) -> Result<N, ArithmeticError> {
    let mean = mean(numbers)?;
    let mut total = N::Sum::default();
    for number in numbers {
        let distance = number.sub(mean)?;
        total.add(distance.mul(distance)?)?;
    }
    total.total()?.div(count_of(numbers)?)?.sqrt()
}
