//! Columns of values on their way through an expression.

use crate::number::Number;
use jiff::civil::Date;
use std::sync::Arc;

/// The values of an expression for the rows it was asked for, or a single one that holds for all.
#[derive(Debug, Clone)]
pub struct Cells<N: Number> {
    /// The values; where one is missing, what stands at its place means nothing.
    pub values: Values<N>,
    /// Which are missing; none when none is.
    pub missing: Option<Arc<Vec<bool>>>,
    /// Whether the one value stands for every row.
    pub single: bool,
}

/// Values of one kind.
#[derive(Debug, Clone)]
pub enum Values<N: Number> {
    /// Numbers.
    Number(Arc<Vec<N>>),
    /// True or false.
    Bool(Arc<Vec<bool>>),
    /// Days.
    Date(Arc<Vec<Date>>),
    /// Texts.
    Text(Arc<Vec<Arc<str>>>),
    /// Words of a list.
    Choice(Arc<Vec<u32>>),
    /// Rows of a table.
    Row(Arc<Vec<u32>>),
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<N> {
    /// Not known.
    Missing,
    /// A number in the unit of its definition.
    Number(N),
    /// True or false.
    Bool(bool),
    /// A day.
    Date(Date),
    /// A text.
    Text(Arc<str>),
    /// A word of a list, by place.
    Choice(u32),
    /// A row of a table, by place.
    Row(u32),
}

impl<N: Copy> Value<N> {
    /// The number, if it is one.
    pub fn number(&self) -> Option<N> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth, if it is one.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl<N: Number> Values<N> {
    /// An empty column of the same kind.
    fn empty_like(&self) -> Values<N> {
        match self {
            Values::Number(_) => Values::Number(Arc::new(Vec::new())),
            Values::Bool(_) => Values::Bool(Arc::new(Vec::new())),
            Values::Date(_) => Values::Date(Arc::new(Vec::new())),
            Values::Text(_) => Values::Text(Arc::new(Vec::new())),
            Values::Choice(_) => Values::Choice(Arc::new(Vec::new())),
            Values::Row(_) => Values::Row(Arc::new(Vec::new())),
        }
    }

    fn get(&self, at: usize) -> Option<Value<N>> {
        Some(match self {
            Values::Number(v) => Value::Number(*v.get(at)?),
            Values::Bool(v) => Value::Bool(*v.get(at)?),
            Values::Date(v) => Value::Date(*v.get(at)?),
            Values::Text(v) => Value::Text(v.get(at)?.clone()),
            Values::Choice(v) => Value::Choice(*v.get(at)?),
            Values::Row(v) => Value::Row(*v.get(at)?),
        })
    }

    fn len(&self) -> usize {
        match self {
            Values::Number(v) => v.len(),
            Values::Bool(v) => v.len(),
            Values::Date(v) => v.len(),
            Values::Text(v) => v.len(),
            Values::Choice(v) | Values::Row(v) => v.len(),
        }
    }

    /// Puts a value at the end; one of another kind puts an empty one there.
    fn push(&mut self, value: &Value<N>) {
        match (self, value) {
            (Values::Number(v), Value::Number(n)) => Arc::make_mut(v).push(*n),
            (Values::Number(v), _) => Arc::make_mut(v).push(N::zero()),
            (Values::Bool(v), Value::Bool(b)) => Arc::make_mut(v).push(*b),
            (Values::Bool(v), _) => Arc::make_mut(v).push(false),
            (Values::Date(v), Value::Date(d)) => Arc::make_mut(v).push(*d),
            (Values::Date(v), _) => Arc::make_mut(v).push(Date::constant(1, 1, 1)),
            (Values::Text(v), Value::Text(t)) => Arc::make_mut(v).push(t.clone()),
            (Values::Text(v), _) => Arc::make_mut(v).push(Arc::from("")),
            (Values::Choice(v), Value::Choice(c)) => Arc::make_mut(v).push(*c),
            (Values::Row(v), Value::Row(r)) => Arc::make_mut(v).push(*r),
            (Values::Choice(v) | Values::Row(v), _) => Arc::make_mut(v).push(0),
        }
    }
}

impl<N: Number> Cells<N> {
    /// One value for all rows.
    pub fn single(value: Value<N>) -> Cells<N> {
        let (values, missing) = match value {
            Value::Missing => (Values::Bool(Arc::new(vec![false])), true),
            Value::Number(n) => (Values::Number(Arc::new(vec![n])), false),
            Value::Bool(b) => (Values::Bool(Arc::new(vec![b])), false),
            Value::Date(d) => (Values::Date(Arc::new(vec![d])), false),
            Value::Text(t) => (Values::Text(Arc::new(vec![t])), false),
            Value::Choice(c) => (Values::Choice(Arc::new(vec![c])), false),
            Value::Row(r) => (Values::Row(Arc::new(vec![r])), false),
        };
        Cells { values, missing: missing.then(|| Arc::new(vec![true])), single: true }
    }

    /// Numbers, one a row.
    pub fn numbers(numbers: Vec<N>, missing: Option<Vec<bool>>, single: bool) -> Cells<N> {
        Cells { values: Values::Number(Arc::new(numbers)), missing: missing.map(Arc::new), single }
    }

    /// Truths, one a row.
    pub fn bools(bools: Vec<bool>, missing: Option<Vec<bool>>, single: bool) -> Cells<N> {
        Cells { values: Values::Bool(Arc::new(bools)), missing: missing.map(Arc::new), single }
    }

    /// From values one by one; the kind is that of the first which is not missing.
    pub fn collect(values: Vec<Value<N>>, single: bool) -> Cells<N> {
        let kind = values.iter().find(|v| **v != Value::Missing).cloned();
        let mut column = Cells::single(kind.unwrap_or(Value::Missing)).values.empty_like();
        let mut missing = Vec::with_capacity(values.len());
        for value in &values {
            missing.push(*value == Value::Missing);
            column.push(value);
        }
        let missing = missing.contains(&true).then_some(Arc::new(missing));
        Cells { values: column, missing, single }
    }

    fn place(&self, row: usize) -> usize {
        if self.single { 0 } else { row }
    }

    /// Whether the value of a row is missing.
    pub fn is_missing(&self, row: usize) -> bool {
        let place = self.place(row);
        self.missing.as_ref().is_some_and(|m| m.get(place).copied().unwrap_or(true))
    }

    /// Whether any value is missing.
    pub fn any_missing(&self) -> bool {
        self.missing.as_ref().is_some_and(|m| m.contains(&true))
    }

    /// The value of a row.
    pub fn get(&self, row: usize) -> Value<N> {
        if self.is_missing(row) {
            return Value::Missing;
        }
        self.values.get(self.place(row)).unwrap_or(Value::Missing)
    }

    /// The number of a row; none where it is missing.
    pub fn number(&self, row: usize) -> Option<N> {
        if self.is_missing(row) {
            return None;
        }
        match &self.values {
            Values::Number(v) => v.get(self.place(row)).copied(),
            _ => None,
        }
    }

    /// The truth of a row; none where it is missing.
    pub fn bool(&self, row: usize) -> Option<bool> {
        if self.is_missing(row) {
            return None;
        }
        match &self.values {
            Values::Bool(v) => v.get(self.place(row)).copied(),
            _ => None,
        }
    }

    /// How many values are held.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether no value is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values of some rows, in the order asked for.
    pub fn gather(&self, rows: &[u32]) -> Cells<N> {
        if self.single {
            return self.clone();
        }
        fn pick<T: Clone>(from: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().filter_map(|row| from.get(*row as usize).cloned()).collect()
        }
        let values = match &self.values {
            Values::Number(v) => Values::Number(Arc::new(pick(v, rows))),
            Values::Bool(v) => Values::Bool(Arc::new(pick(v, rows))),
            Values::Date(v) => Values::Date(Arc::new(pick(v, rows))),
            Values::Text(v) => Values::Text(Arc::new(pick(v, rows))),
            Values::Choice(v) => Values::Choice(Arc::new(pick(v, rows))),
            Values::Row(v) => Values::Row(Arc::new(pick(v, rows))),
        };
        let missing = self.missing.as_ref().map(|m| Arc::new(pick(m, rows)));
        Cells { values, missing, single: false }
    }
}
