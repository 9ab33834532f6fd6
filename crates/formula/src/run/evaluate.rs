//! Expressions over rows: each form takes columns and gives a column.

use super::cells::{Cells, Value, Values};
use super::{ParamInForce, Request, ShareDetail, Tie, parameters};
use crate::data::{self, Data, PerCell};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::{ArithmeticError, Decimal, Number};
use crate::plan::{
    Builtin, ColumnId, Constant, DefinitionId, Expr, ExprKind, Plan, TableId, UseId,
};
use crate::standing::Standing;
use crate::syntax::ast::{BinaryOperator, Bound, Quantifier};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// Why a value could not be worked out.
pub(super) type Fallible<T> = Result<T, Box<Diagnostic>>;

/// The rows an expression is asked for.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Their table; none for the country.
    pub(super) table: Option<TableId>,
    /// Which rows of it; none for all.
    selection: Option<Arc<[u32]>>,
    all: usize,
}

impl Rows {
    pub(super) fn all(table: Option<TableId>, count: usize) -> Rows {
        Rows { table, selection: None, all: count }
    }

    pub(super) fn some(table: Option<TableId>, rows: Vec<u32>, all: usize) -> Rows {
        Rows { table, selection: Some(rows.into()), all }
    }

    pub(super) fn len(&self) -> usize {
        self.selection.as_ref().map_or(self.all, |s| s.len())
    }

    /// The row of the table at a place of this selection.
    pub(super) fn row(&self, at: usize) -> usize {
        match &self.selection {
            None => at,
            Some(selection) => selection.get(at).map_or(0, |row| *row as usize),
        }
    }

    /// Those at some places of this selection.
    fn narrow(&self, places: &[u32]) -> Rows {
        let rows = places.iter().map(|at| as_index(self.row(*at as usize))).collect();
        Rows::some(self.table, rows, self.all)
    }
}

pub(super) fn as_index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

pub(super) struct Evaluator<'a, N: Number> {
    pub(super) plan: &'a Plan,
    pub(super) data: &'a Data,
    pub(super) request: &'a Request,
    params: &'a [ParamInForce],
    inputs: HashMap<(TableId, ColumnId), Arc<Cells<N>>>,
    used: HashMap<UseId, Arc<Cells<N>>>,
    pub(super) values: Vec<Cells<N>>,
    pub(super) shares: HashMap<Span, ShareDetail<N>>,
    pub(super) ties: Vec<Tie>,
}

impl<'a, N: Number> Evaluator<'a, N> {
    pub(super) fn new(
        plan: &'a Plan,
        data: &'a Data,
        request: &'a Request,
        params: &'a [ParamInForce],
    ) -> Evaluator<'a, N> {
        Evaluator {
            plan,
            data,
            request,
            params,
            inputs: HashMap::new(),
            used: HashMap::new(),
            values: Vec::with_capacity(plan.definitions.len()),
            shares: HashMap::new(),
            ties: Vec::new(),
        }
    }

    /// Works out the next definition of the plan.
    pub(super) fn define(&mut self, id: DefinitionId) -> Fallible<()> {
        let plan = self.plan;
        let Some(definition) = plan.definition(id) else { return Ok(()) };
        let rows = Rows::all(definition.table, definition.table.map_or(1, |t| self.data.rows(t)));
        let excluded =
            definition.standing.as_ref().is_some_and(|(s, _)| self.request.without.contains(s));
        let cells = if excluded {
            Cells::single(Value::Missing)
        } else {
            self.expr(&definition.body, &rows)?
        };
        self.values.push(cells);
        Ok(())
    }

    /// The values of an expression for some rows.
    pub(super) fn expr(&mut self, expr: &Expr, rows: &Rows) -> Fallible<Cells<N>> {
        use ExprKind as K;
        match &expr.kind {
            K::Constant(constant) => Ok(Cells::single(self.constant(constant))),
            K::Choice(_, word) => Ok(Cells::single(Value::Choice(*word))),
            K::Column(table, column) => Ok(self.input(*table, *column, rows)),
            K::Use(id) => Ok(self.used(*id, rows)),
            K::Definition(id) => Ok(self.definition(*id, rows)),
            K::Param(id, None) => {
                let value = self.params.get(id.0).map(|p| self.constant(&p.value));
                Ok(Cells::single(value.unwrap_or(Value::Missing)))
            }
            K::Param(id, Some(day)) => self.param_at(*id, day, rows),
            K::Follow(reference, table, value) => self.follow(reference, *table, value, rows),
            K::Negate(inner) => {
                let inner = self.expr(inner, rows)?;
                self.map_numbers(&inner, rows, expr.span, |n| Ok(n.neg()))
            }
            K::Not(inner) => {
                let inner = self.expr(inner, rows)?;
                Ok(map_bools(&inner, |b| !b))
            }
            K::Binary(operator, a, b) => self.binary(*operator, a, b, rows, expr.span),
            K::Between(value, low, high) => self.between(value, low, high, rows),
            K::OneOf(value, list) => self.one_of(value, list, rows),
            K::IsKnown(value, known) => {
                let cells = self.expr(value, rows)?;
                let count = if cells.single { 1 } else { rows.len() };
                let bools = (0..count).map(|row| cells.is_missing(row) != *known).collect();
                Ok(Cells::bools(bools, None, cells.single))
            }
            K::IsAt(definition, bound) => Ok(self.is_at(*definition, *bound, rows)),
            K::Otherwise(value, fallback) => self.otherwise(value, fallback, rows),
            K::Convert(value, times, over) => {
                let (times, over) = (N::from_i64(*times), N::from_i64(*over));
                let cells = self.expr(value, rows)?;
                self.map_numbers(&cells, rows, expr.span, |n| n.mul_div(times, over))
            }
            K::If(condition, yes, no) => {
                let cases = [(yes.as_ref(), Some(condition.as_ref())), (no.as_ref(), None)];
                self.choose(&cases, rows)
            }
            K::FirstOf { exactly, cases, otherwise } => {
                if *exactly {
                    self.exactly_one_holds(cases, rows, expr.span)?;
                }
                let mut all: Vec<(&Expr, Option<&Expr>)> =
                    cases.iter().map(|(value, condition)| (value, Some(condition))).collect();
                all.extend(otherwise.iter().map(|o| (o.as_ref(), None)));
                let chosen = self.choose(&all, rows)?;
                Ok(chosen)
            }
            K::Conditions(quantifier, conditions) => self.conditions(*quantifier, conditions, rows),
            K::Call(builtin, arguments) => self.call(*builtin, arguments, rows, expr.span),
            K::Scale(id, argument) => self.scale(*id, argument, rows, expr.span),
            K::Aggregate(aggregate) => self.aggregate(aggregate, rows, expr.span),
            K::Share(share) => self.share(share, rows, expr.span),
            K::Apply(_, _, body) => self.expr(body, rows),
            K::ParamOf(..)
            | K::Member(..)
            | K::Lookup(..)
            | K::Pick(..)
            | K::ShiftDate { .. }
            | K::DaysBetween(..)
            | K::Fold(_)
            | K::Rank(_)
            | K::InTop(_)
            | K::FillPart(..)
            | K::Solve(_)
            | K::With(..) => Ok(Cells::single(Value::Missing)),
            K::Round(round) => self.round(round, rows, expr.span),
        }
    }

    fn constant(&self, constant: &Constant) -> Value<N> {
        match constant {
            Constant::Number(n) => Value::Number(N::from_decimal(*n)),
            Constant::Bool(b) => Value::Bool(*b),
            Constant::Date(d) => Value::Date(*d),
            Constant::Text(t) => Value::Text(t.as_str().into()),
        }
    }

    fn input(&mut self, table: TableId, column: ColumnId, rows: &Rows) -> Cells<N> {
        let without = &self.request.without;
        let data = self.data;
        let cells = self.inputs.entry((table, column)).or_insert_with(|| {
            let found = data.table(table).and_then(|t| t.column(column));
            let count = data.rows(table);
            Arc::new(found.map_or_else(|| absent(count), |c| convert(c, count, without)))
        });
        select(cells, rows)
    }

    fn used(&mut self, id: UseId, rows: &Rows) -> Cells<N> {
        let without = &self.request.without;
        let (data, plan) = (self.data, self.plan);
        let cells = self.used.entry(id).or_insert_with(|| {
            let table = plan.uses.get(id.0).and_then(|u| u.table);
            let count = table.map_or(1, |t| data.rows(t));
            let found = data.use_column(id);
            let mut cells =
                found.map_or_else(|| absent(count), |u| convert(&u.column, count, without));
            cells.single = table.is_none();
            Arc::new(cells)
        });
        select(cells, rows)
    }

    fn definition(&self, id: DefinitionId, rows: &Rows) -> Cells<N> {
        match self.values.get(id.0) {
            None => Cells::single(Value::Missing),
            Some(cells) => match &rows.selection {
                None => cells.clone(),
                Some(selection) => cells.gather(selection),
            },
        }
    }

    fn param_at(
        &mut self,
        id: crate::plan::ParamId,
        day: &Expr,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let days = self.expr(day, rows)?;
        let Some(param) = self.plan.param(id) else { return Ok(Cells::single(Value::Missing)) };
        let count = if days.single { 1 } else { rows.len() };
        let mut values = Vec::with_capacity(count);
        for row in 0..count {
            values.push(match days.get(row) {
                Value::Date(day) => match param.at(day).and_then(|d| d.value.as_ref()) {
                    Some(value) => self.constant(value),
                    None => return Err(parameters::not_in_force(param, day)),
                },
                _ => Value::Missing,
            });
        }
        Ok(Cells::collect(values, days.single))
    }

    fn follow(
        &mut self,
        reference: &Expr,
        table: TableId,
        value: &Expr,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let targets = self.expr(reference, rows)?;
        let count = if targets.single { 1 } else { rows.len() };
        let mut known = Vec::with_capacity(count);
        let mut place_of = Vec::with_capacity(count);
        for row in 0..count {
            match targets.get(row) {
                Value::Row(target) => {
                    place_of.push(Some(known.len()));
                    known.push(target);
                }
                _ => place_of.push(None),
            }
        }
        let there = Rows::some(Some(table), known, self.data.rows(table));
        let found = self.expr(value, &there)?;
        let values = place_of
            .into_iter()
            .map(|place| place.map_or(Value::Missing, |at| found.get(at)))
            .collect();
        Ok(Cells::collect(values, targets.single))
    }

    pub(super) fn fault(&self, id: &'static str, span: Span, rows: &Rows, at: usize) -> Diagnostic {
        let table = rows.table.and_then(|t| self.data.table(t));
        let key = table.and_then(|t| t.keys.get(rows.row(at))).map_or("", AsRef::as_ref);
        let text = self.plan.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Diagnostic::at(id, span).with("text", text).with("row", key)
    }

    pub(super) fn arithmetic_fault(
        &self,
        error: ArithmeticError,
        span: Span,
        rows: &Rows,
        at: usize,
    ) -> Box<Diagnostic> {
        let id = match error {
            ArithmeticError::Overflow => "run-number-too-large",
            ArithmeticError::DivisionByZero => "run-division-by-zero",
            ArithmeticError::NotDefined => "run-not-defined",
        };
        let mut diagnostic = self.fault(id, span, rows, at);
        let table = rows.table.and_then(|t| self.data.table(t));
        if let Some(table) = table {
            diagnostic = diagnostic.other(Place::Data {
                origin: table.origin.clone(),
                table: self.plan.table(table.table).map(|t| t.name.clone()).unwrap_or_default(),
                line: table.lines.get(rows.row(at)).copied(),
                row: table.keys.get(rows.row(at)).map(|k| k.to_string()),
                column: None,
            });
        }
        Box::new(diagnostic)
    }

    fn map_numbers(
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

    fn binary(
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
            _ => {
                let bools = (0..count).map(|row| {
                    compare(&left.get(row), &right.get(row)).map(|o| holds(operator, o))
                });
                return Ok(bools_or_missing(bools, single));
            }
        };
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

    fn between(
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

    fn one_of(&mut self, value: &Expr, list: &[Expr], rows: &Rows) -> Fallible<Cells<N>> {
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

    fn is_at(&self, definition: DefinitionId, bound: Bound, rows: &Rows) -> Cells<N> {
        let span = self.plan.definition(definition).map(|d| d.body.span).unwrap_or_default();
        let detail = self.shares.get(&span);
        let bools = (0..rows.len()).map(|at| {
            let found = detail.and_then(|d| d.bounds.get(rows.row(at)).copied().flatten());
            found.map(|found| found == bound)
        });
        // A row that takes no part in the share is at none of its bounds.
        let bools = bools.map(|b| b.unwrap_or(false)).collect();
        Cells::bools(bools, None, false)
    }

    fn otherwise(&mut self, value: &Expr, fallback: &Expr, rows: &Rows) -> Fallible<Cells<N>> {
        let first = self.expr(value, rows)?;
        if !first.any_missing() {
            return Ok(first);
        }
        let count = if first.single { 1 } else { rows.len() };
        let gaps: Vec<u32> = (0..count).filter(|r| first.is_missing(*r)).map(as_index).collect();
        let narrowed = if first.single { rows.clone() } else { rows.narrow(&gaps) };
        let second = self.expr(fallback, &narrowed)?;
        if first.single {
            return Ok(second);
        }
        let mut values: Vec<Value<N>> = (0..count).map(|row| first.get(row)).collect();
        for (at, gap) in gaps.iter().enumerate() {
            if let Some(value) = values.get_mut(*gap as usize) {
                *value = second.get(at);
            }
        }
        Ok(Cells::collect(values, false))
    }

    /// The first value whose condition holds; each is worked out only for the rows that choose it.
    fn choose(&mut self, cases: &[(&Expr, Option<&Expr>)], rows: &Rows) -> Fallible<Cells<N>> {
        let mut values: Vec<Value<N>> = vec![Value::Missing; rows.len()];
        let mut left: Vec<u32> = (0..rows.len()).map(as_index).collect();
        for (value, condition) in cases {
            if left.is_empty() {
                break;
            }
            let here = rows.narrow(&left);
            let (mut chosen, mut rest) = (Vec::new(), Vec::new());
            match condition {
                None => chosen = std::mem::take(&mut left),
                Some(condition) => {
                    let cells = self.expr(condition, &here)?;
                    if cells.single && rows.len() > 1 {
                        match cells.bool(0) {
                            // One choice for all rows: the branch answers for them as a whole.
                            Some(true) if left.len() == rows.len() => {
                                drop(cells);
                                return self.expr(value, rows);
                            }
                            Some(true) => chosen = std::mem::take(&mut left),
                            Some(false) => continue,
                            None => return Ok(Cells::collect(values, false)),
                        }
                    } else {
                        for (at, row) in left.iter().enumerate() {
                            match cells.bool(at) {
                                Some(true) => chosen.push(*row),
                                Some(false) => rest.push(*row),
                                None => {}
                            }
                        }
                    }
                }
            }
            let found = self.expr(value, &rows.narrow(&chosen))?;
            for (at, row) in chosen.iter().enumerate() {
                if let Some(slot) = values.get_mut(*row as usize) {
                    *slot = found.get(at);
                }
            }
            left = rest;
        }
        Ok(Cells::collect(values, rows.table.is_none()))
    }

    fn exactly_one_holds(
        &mut self,
        cases: &[(Expr, Expr)],
        rows: &Rows,
        span: Span,
    ) -> Fallible<()> {
        let mut count = vec![0_usize; rows.len()];
        for (_, condition) in cases {
            let cells = self.expr(condition, rows)?;
            for (row, count) in count.iter_mut().enumerate() {
                *count += usize::from(cells.bool(row) == Some(true));
            }
        }
        match count.iter().position(|holding| *holding != 1) {
            None => Ok(()),
            Some(at) => {
                let holding = count.get(at).copied().unwrap_or(0).to_string();
                Err(Box::new(
                    self.fault("run-not-exactly-one", span, rows, at).with("holding", holding),
                ))
            }
        }
    }

    /// `and`, `or`, `all of`, `any of`: a later condition is worked out only where it can matter.
    fn conditions<'e>(
        &mut self,
        quantifier: Quantifier,
        conditions: impl IntoIterator<Item = &'e Expr>,
        rows: &Rows,
    ) -> Fallible<Cells<N>> {
        let decides = quantifier == Quantifier::Any;
        let mut outcome: Vec<Option<bool>> = vec![Some(!decides); rows.len()];
        let mut left: Vec<u32> = (0..rows.len()).map(as_index).collect();
        for condition in conditions {
            if left.is_empty() {
                break;
            }
            let here = rows.narrow(&left);
            let cells = self.expr(condition, &here)?;
            let mut undecided = Vec::with_capacity(left.len());
            for (at, row) in left.iter().enumerate() {
                let Some(slot) = outcome.get_mut(*row as usize) else { continue };
                match cells.bool(at) {
                    Some(value) if value == decides => *slot = Some(decides),
                    Some(_) => undecided.push(*row),
                    None => {
                        *slot = None;
                        undecided.push(*row);
                    }
                }
            }
            left = undecided;
        }
        Ok(bools_or_missing(outcome.into_iter(), rows.table.is_none()))
    }

    fn call(
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

fn map_bools<N: Number>(cells: &Cells<N>, f: impl Fn(bool) -> bool) -> Cells<N> {
    let bools = (0..cells.len()).map(|row| cells.bool(row).map(&f));
    bools_or_missing(bools, cells.single)
}

fn bools_or_missing<N: Number>(
    bools: impl Iterator<Item = Option<bool>>,
    single: bool,
) -> Cells<N> {
    let (mut values, mut missing) = (Vec::new(), Vec::new());
    for value in bools {
        values.push(value.unwrap_or(false));
        missing.push(value.is_none());
    }
    let missing = missing.contains(&true).then_some(missing);
    Cells::bools(values, missing, single)
}

fn absent<N: Number>(count: usize) -> Cells<N> {
    Cells::numbers(vec![N::zero(); count], Some(vec![true; count]), false)
}

/// A column of data in the numbers of this run; what has an excluded standing is missing.
fn convert<N: Number>(
    column: &data::Column,
    count: usize,
    without: &std::collections::BTreeSet<Standing>,
) -> Cells<N> {
    let values = match &column.values {
        data::Values::Number(v) => {
            let numbers = v.iter().map(|d: &Decimal| N::from_decimal(*d)).collect();
            Values::Number(Arc::new(numbers))
        }
        data::Values::Text(v) => Values::Text(Arc::new(v.clone())),
        data::Values::Date(v) => Values::Date(Arc::new(v.clone())),
        data::Values::Bool(v) => Values::Bool(Arc::new(v.clone())),
        data::Values::Choice(v) => Values::Choice(Arc::new(v.clone())),
        data::Values::Row(v) => Values::Row(Arc::new(v.clone())),
    };
    let excluded = match &column.standing {
        _ if without.is_empty() => false,
        PerCell::Same(standing) => without.contains(standing),
        PerCell::Each(standings) => standings.iter().any(|s| without.contains(s)),
    };
    let missing = if excluded {
        let is_out = |row| column.standing.get(row).is_some_and(|s| without.contains(s));
        Some((0..count).map(|row| column.is_missing(row) || is_out(row)).collect::<Vec<_>>())
    } else {
        column.missing.clone()
    };
    Cells { values, missing: missing.map(Arc::new), single: false }
}

fn select<N: Number>(cells: &Arc<Cells<N>>, rows: &Rows) -> Cells<N> {
    match &rows.selection {
        None => cells.as_ref().clone(),
        Some(selection) => cells.gather(selection),
    }
}
