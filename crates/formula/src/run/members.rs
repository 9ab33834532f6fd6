//! Members of categories: parameters that go by them, cells of cross tables, families of columns,
//! and aggregates over members.

use super::aggregates::{Members, Outcome};
use super::cells::{Cells, Value, Values};
use super::evaluate::{Evaluator, Fallible, Rows, as_index};
use super::parameters;
use crate::diagnostic::Span;
use crate::number::Number;
use crate::plan::{Expr, Fold, ParamId, TableId};
use std::sync::Arc;

/// Each row itself.
pub(super) fn this<N: Number>(rows: &Rows) -> Cells<N> {
    let here = (0..rows.len()).map(|at| as_index(rows.row(at))).collect();
    Cells { values: Values::Row(Arc::new(here)), missing: None, single: false }
}

impl<N: Number> Evaluator<'_, N> {
    /// A parameter for the members that the expressions name, on the day of the run or on another.
    pub(super) fn param_of(
        &mut self,
        id: ParamId,
        day: Option<&Expr>,
        members: &[Expr],
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let Some(param) = self.plan.param(id) else { return Ok(Cells::single(Value::Missing)) };
        let of = |table: &TableId| self.plan.table(*table).and_then(|t| t.members.as_ref());
        let counts: Vec<usize> = param.by.iter().map(|t| of(t).map_or(0, Vec::len)).collect();
        let (places, mut single) = self.member_places(members, &counts, rows)?;
        let days = match day {
            Some(day) => Some(self.expr(day, rows)?),
            None => None,
        };
        let one_place = single;
        single &= days.as_ref().is_none_or(|d| d.single);
        let count = if single { 1 } else { rows.len() };
        let in_force = self.params.get(id.0);
        let without = &self.request.without;
        let mut values = Vec::with_capacity(count);
        for row in 0..count {
            let dated = match days.as_ref().map(|days| days.get(row)) {
                None => None,
                Some(Value::Date(day)) => match param.at(day) {
                    Some(dated) => Some(dated),
                    None => return Err(parameters::not_in_force(param, day)),
                },
                Some(_) => {
                    values.push(Value::Missing);
                    continue;
                }
            };
            let place = places.get(if one_place { 0 } else { row }).copied().flatten();
            let value = place.and_then(|place| match dated {
                Some(dated) => dated.members.get(place).filter(|_| dated.counts(place, without)),
                None => {
                    let in_force = in_force.filter(|param| param.counts(place, without))?;
                    in_force.members.get(place)
                }
            });
            values.push(value.map_or(Value::Missing, |value| self.constant(value)));
        }
        Ok(Cells::collect(values, single))
    }

    /// The row of a cross table at which rows of its tables meet.
    pub(super) fn lookup(
        &mut self,
        table: TableId,
        factors: &[Expr],
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let product = self.plan.table(table).map(|t| t.product.as_slice()).unwrap_or_default();
        let counts: Vec<usize> = product.iter().map(|t| self.data.rows(*t)).collect();
        let (places, single) = self.member_places(factors, &counts, rows)?;
        let row = |place: &Option<usize>| place.map_or(Value::Missing, |p| Value::Row(as_index(p)));
        Ok(Cells::collect(places.iter().map(row).collect(), single))
    }

    /// Where the rows that some expressions name lie among all pairs, the last going round first;
    /// and whether one place stands for all rows.
    fn member_places(
        &mut self,
        exprs: &[Expr],
        counts: &[usize],
        rows: &Rows,
    ) -> Fallible<(Vec<Option<usize>>, bool)> {
        let mut columns = Vec::with_capacity(exprs.len());
        for expr in exprs {
            columns.push(self.expr(expr, rows)?);
        }
        let single = columns.iter().all(|c| c.single);
        let count = if single { 1 } else { rows.len() };
        let places = (0..count).map(|row| {
            columns.iter().zip(counts).try_fold(0_usize, |place, (column, count)| {
                let Value::Row(at) = column.get(row) else { return None };
                place.checked_mul(*count)?.checked_add(usize::try_from(at).ok()?)
            })
        });
        Ok((places.collect(), single))
    }

    /// The value that a member chooses; each is worked out only for the rows that choose it.
    pub(super) fn pick(
        &mut self,
        member: &Expr,
        values: &[Expr],
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let chosen = self.expr(member, rows)?;
        if chosen.single {
            let Value::Row(at) = chosen.get(0) else { return Ok(Cells::single(Value::Missing)) };
            return match usize::try_from(at).ok().and_then(|at| values.get(at)) {
                Some(value) => self.expr(value, rows),
                None => Ok(Cells::single(Value::Missing)),
            };
        }
        let mut found: Vec<Value<N>> = vec![Value::Missing; rows.len()];
        for (at, value) in values.iter().enumerate() {
            let wanted = Value::Row(as_index(at));
            let here: Vec<u32> =
                (0..rows.len()).filter(|row| chosen.get(*row) == wanted).map(as_index).collect();
            if here.is_empty() {
                continue;
            }
            let cells = self.expr(value, &rows.narrow(&here))?;
            for (place, row) in here.iter().enumerate() {
                if let Some(slot) = found.get_mut(*row as usize) {
                    *slot = cells.get(place);
                }
            }
        }
        Ok(Cells::collect(found, false))
    }

    /// An aggregate over members: what the terms bring to a row is taken together.
    pub(super) fn fold(&mut self, fold: &Fold, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let terms = self.terms(fold, rows)?;
        let argument = match &fold.argument {
            Some(argument) => Some(self.expr(argument, rows)?),
            None => None,
        };
        let dropping = self.dropped(fold.dropping.as_ref(), rows, span)?;
        let has_value = fold.terms.iter().any(|t| t.value.is_some());
        let has_weight = fold.terms.iter().any(|t| t.weight.is_some());
        let values = has_value.then(|| Cells::collect(terms.values, false));
        let weights = has_weight.then(|| Cells::collect(terms.weights, false));
        let mut found = Vec::with_capacity(rows.len());
        for (row, (places, open)) in terms.places.iter().zip(&terms.open).enumerate() {
            let Some(dropping) = dropping.filter(|_| !open) else {
                found.push(Value::Missing);
                continue;
            };
            let members = Members { values: values.as_ref(), weights: weights.as_ref(), places };
            let argument = argument.as_ref().and_then(|a| a.number(row));
            let outcome = members
                .take(fold.function, argument, dropping)
                .map_err(|e| self.arithmetic_fault(e, span, rows, row))?;
            match outcome {
                Outcome::Value(value) => found.push(value),
                Outcome::OfNothing => {
                    return Err(Box::new(self.fault("run-aggregate-of-nothing", span, rows, row)));
                }
            }
        }
        Ok(Cells::collect(found, rows.table.is_none()))
    }

    fn terms(&mut self, fold: &Fold, rows: &Rows) -> Fallible<Terms<N>> {
        let count = rows.len();
        let mut terms = Terms::new(count, fold.terms.len());
        for term in &fold.terms {
            let here: Vec<u32> = match &term.filter {
                None => (0..count).map(as_index).collect(),
                Some(filter) => {
                    let cells = self.expr(filter, rows)?;
                    terms.wait_for(&cells);
                    (0..count).filter(|row| cells.bool(*row) == Some(true)).map(as_index).collect()
                }
            };
            let there = rows.narrow(&here);
            let value = match &term.value {
                Some(value) => Some(self.expr(value, &there)?),
                None => None,
            };
            let weight = match &term.weight {
                Some(weight) => Some(self.expr(weight, &there)?),
                None => None,
            };
            terms.put(&here, value.as_ref(), weight.as_ref());
        }
        Ok(terms)
    }
}

/// What each term brings to each row, term after term.
struct Terms<N> {
    count: usize,
    values: Vec<Value<N>>,
    weights: Vec<Value<N>>,
    /// For each row the places of the terms that count.
    places: Vec<Vec<usize>>,
    /// Rows of which it is not known which terms count.
    open: Vec<bool>,
    done: usize,
}

impl<N: Number> Terms<N> {
    fn new(count: usize, terms: usize) -> Terms<N> {
        Terms {
            count,
            values: Vec::with_capacity(count.saturating_mul(terms)),
            weights: Vec::new(),
            places: vec![Vec::with_capacity(terms); count],
            open: vec![false; count],
            done: 0,
        }
    }

    fn wait_for(&mut self, filter: &Cells<N>) {
        for (row, open) in self.open.iter_mut().enumerate() {
            *open |= filter.is_missing(row);
        }
    }

    /// Takes the values of a term for some of the rows.
    fn put(&mut self, here: &[u32], value: Option<&Cells<N>>, weight: Option<&Cells<N>>) {
        let start = self.done.saturating_mul(self.count);
        for (into, cells) in [(&mut self.values, value), (&mut self.weights, weight)] {
            let Some(cells) = cells else { continue };
            into.resize(start.saturating_add(self.count), Value::Missing);
            for (place, row) in here.iter().enumerate() {
                if let Some(slot) = into.get_mut(start.saturating_add(*row as usize)) {
                    *slot = cells.get(place);
                }
            }
        }
        for row in here {
            if let Some(places) = self.places.get_mut(*row as usize) {
                places.push(start.saturating_add(*row as usize));
            }
        }
        self.done = self.done.saturating_add(1);
    }
}
