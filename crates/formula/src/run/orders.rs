//! Places in an order. Equal is what compares equal, so equal values have equal ranks and all that
//! tie at an edge are in.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows, as_index};
use super::shares::of_rows;
use crate::diagnostic::Span;
use crate::number::{ArithmeticError, Number, classes};
use crate::plan::{Expr, InTop, Rank, TableId};

/// Where a row stands in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It takes no part.
    Outside,
    /// A missing value leaves it open.
    Open,
    /// So many rows, of so many that take part, come strictly before it.
    Place { before: usize, of: usize },
}

/// What is ordered, and which way.
struct Order<'e> {
    table: TableId,
    value: &'e Expr,
    largest_first: bool,
    per: Option<&'e Expr>,
    filter: Option<&'e Expr>,
}

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn rank(&mut self, rank: &Rank, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let places = self.places(&Order {
            table: rank.table,
            value: &rank.value,
            largest_first: rank.largest_first,
            per: rank.per.as_ref(),
            filter: rank.filter.as_ref(),
        })?;
        let mut values = Vec::with_capacity(places.len());
        for (row, place) in places.iter().enumerate() {
            values.push(match place {
                Standing::Place { before, .. } => {
                    let rank = whole::<N>(before.saturating_add(1));
                    Value::Number(rank.map_err(|e| self.arithmetic_fault(e, span, rows, row))?)
                }
                Standing::Outside | Standing::Open => Value::Missing,
            });
        }
        Ok(of_rows(Cells::collect(values, false), rows))
    }

    /// Whether fewer rows than the part, or the number, come strictly before.
    pub(super) fn in_top(&mut self, top: &InTop, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let everywhere = Rows::all(Some(top.table), self.data.rows(top.table));
        let amounts = self.expr(&top.amount, &everywhere)?;
        let places = self.places(&Order {
            table: top.table,
            value: &top.value,
            largest_first: top.top,
            per: top.per.as_ref(),
            filter: top.filter.as_ref(),
        })?;
        let mut values = Vec::with_capacity(places.len());
        for (row, place) in places.iter().enumerate() {
            values.push(match (place, amounts.number(row)) {
                (Standing::Outside, _) => Value::Bool(false),
                (Standing::Open, _) | (_, None) => Value::Missing,
                (Standing::Place { before, of }, Some(amount)) => {
                    let is_in = is_in(amount, top.is_part, *before, *of);
                    Value::Bool(is_in.map_err(|e| self.arithmetic_fault(e, span, rows, row))?)
                }
            });
        }
        Ok(of_rows(Cells::collect(values, false), rows))
    }

    fn places(&mut self, order: &Order<'_>) -> Fallible<Vec<Standing>> {
        let count = self.data.rows(order.table);
        let everywhere = Rows::all(Some(order.table), count);
        let takes_part: Vec<Option<bool>> = match order.filter {
            None => vec![Some(true); count],
            Some(filter) => {
                let cells = self.expr(filter, &everywhere)?;
                (0..count).map(|row| cells.bool(row)).collect()
            }
        };
        let inside: Vec<u32> = (0..count)
            .filter(|row| takes_part.get(*row) == Some(&Some(true)))
            .map(as_index)
            .collect();
        let there = Rows::chosen(order.table, &inside, count);
        let values = self.expr(order.value, &there)?;
        let (group_of, groups) = match order.per {
            None => (vec![Some(0); count], 1),
            Some(key) => self.group_rows(key, order.table)?,
        };
        let group = |row: usize| group_of.get(row).copied().flatten();
        let mut members: Vec<Vec<(usize, Value<N>)>> = vec![Vec::new(); groups];
        for (at, row) in inside.iter().enumerate() {
            let row = *row as usize;
            if let Some(members) = group(row).and_then(|g| members.get_mut(g)) {
                members.push((row, values.get(at)));
            }
        }
        // One value that nobody knows leaves the places of its whole group open.
        let mut open: Vec<bool> =
            members.iter().map(|m| m.iter().any(|(_, v)| *v == Value::Missing)).collect();
        for (row, part) in takes_part.iter().enumerate() {
            if let (None, Some(open)) = (part, group(row).and_then(|g| open.get_mut(g))) {
                *open = true;
            }
        }
        let mut places = vec![Standing::Outside; count];
        for (row, place) in places.iter_mut().enumerate() {
            if takes_part.get(row) != Some(&Some(false)) {
                *place = Standing::Open;
            }
        }
        for (members, open) in members.iter().zip(&open) {
            if *open {
                continue;
            }
            for (row, before) in before_each(members, order.largest_first) {
                if let Some(place) = places.get_mut(row) {
                    *place = Standing::Place { before, of: members.len() };
                }
            }
        }
        Ok(places)
    }
}

/// For each row how many come strictly before it.
fn before_each<N: Number>(
    members: &[(usize, Value<N>)],
    largest_first: bool,
) -> Vec<(usize, usize)> {
    let classes = classes_of(members);
    let last = classes.iter().copied().max().unwrap_or(0);
    let place = |class: usize| if largest_first { last - class } else { class };
    let mut sizes = vec![0_usize; last + 1];
    for class in &classes {
        if let Some(size) = sizes.get_mut(place(*class)) {
            *size += 1;
        }
    }
    let mut before = Vec::with_capacity(sizes.len());
    let mut sum = 0;
    for size in sizes {
        before.push(sum);
        sum += size;
    }
    let of = |class: usize| before.get(place(class)).copied().unwrap_or(0);
    members.iter().zip(classes).map(|((row, _), class)| (*row, of(class))).collect()
}

/// The class of each value, counted from the smallest.
fn classes_of<N: Number>(members: &[(usize, Value<N>)]) -> Vec<usize> {
    let numbers: Option<Vec<N>> = members.iter().map(|(_, value)| value.number()).collect();
    if let Some(numbers) = numbers {
        return classes(&numbers);
    }
    let day = |value: &Value<N>| match value {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    let mut days: Vec<_> = members.iter().filter_map(|(_, value)| day(value)).collect();
    days.sort();
    days.dedup();
    let class = |value: &Value<N>| day(value).and_then(|d| days.binary_search(&d).ok());
    members.iter().map(|(_, value)| class(value).unwrap_or(0)).collect()
}

fn is_in<N: Number>(
    amount: N,
    is_part: bool,
    before: usize,
    of: usize,
) -> Result<bool, ArithmeticError> {
    if amount.is_negative() || (is_part && amount.compare(N::one()).is_gt()) {
        return Err(ArithmeticError::NotDefined);
    }
    let edge = if is_part { amount.mul(whole(of)?)? } else { amount };
    Ok(whole::<N>(before)?.compare(edge).is_lt())
}

fn whole<N: Number>(count: usize) -> Result<N, ArithmeticError> {
    i64::try_from(count).map(N::from_i64).map_err(|_| ArithmeticError::Overflow)
}
