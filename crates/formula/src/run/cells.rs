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

    /// From values one by one; the kind is that of the first which is not missing. A value of
    /// another kind leaves an empty one in its place.
    pub fn collect(values: Vec<Value<N>>, single: bool) -> Cells<N> {
        let is_missing = |value: &Value<N>| matches!(value, Value::Missing);
        let kind = values.iter().find(|value| !is_missing(value));
        fn all<N, T>(values: &[Value<N>], of: impl Fn(&Value<N>) -> T) -> Arc<Vec<T>> {
            Arc::new(values.iter().map(of).collect())
        }
        let place = |value: &Value<N>| match value {
            Value::Choice(place) | Value::Row(place) => *place,
            _ => 0,
        };
        let column = match kind {
            Some(Value::Number(_)) => {
                Values::Number(all(&values, |v| v.number().unwrap_or_else(N::zero)))
            }
            None | Some(Value::Missing | Value::Bool(_)) => {
                Values::Bool(all(&values, |v| v.bool().unwrap_or(false)))
            }
            Some(Value::Date(_)) => Values::Date(all(&values, |v| match v {
                Value::Date(day) => *day,
                _ => Date::constant(1, 1, 1),
            })),
            Some(Value::Text(_)) => Values::Text(all(&values, |v| match v {
                Value::Text(text) => text.clone(),
                _ => Arc::from(""),
            })),
            Some(Value::Choice(_)) => Values::Choice(all(&values, place)),
            Some(Value::Row(_)) => Values::Row(all(&values, place)),
        };
        let missing = values.iter().any(is_missing);
        let missing = missing.then(|| Arc::new(values.iter().map(is_missing).collect()));
        Cells { values: column, missing, single }
    }

    /// The numbers, one a row or a single one for all, if none is missing.
    pub(crate) fn known_numbers(&self) -> Option<&[N]> {
        match (&self.values, &self.missing) {
            (Values::Number(numbers), None) => Some(numbers),
            _ => None,
        }
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
