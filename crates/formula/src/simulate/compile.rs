//! From a plan with its data to a tape: what does not vary is worked out here, once.
//!
//! An expression that rests on no varied parameter is asked of a run of the formula and becomes a
//! fixed column. A condition that does not vary decides here which rows go which way, so that each
//! branch is written down for its own rows only. What is left are steps.

use super::aggregate::Groups;
use super::rounding::Unit;
use super::tape::{Arithmetic, Fixed, Function, MISSING, Numbers, Registers, Step, Truths};
use crate::data::Data;
use crate::diagnostic::Span;
use crate::number::Number;
use crate::plan::{DefinitionId, Expr, ExprKind, ParamId, Plan, Round, TableId, Type};
use crate::run::{Cells, Run, Value, Values};
use crate::syntax::ast::{BinaryOperator, Bound};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What stands in the way of a tape: the place of a form that varies and is not written as steps.
pub(super) type Written<T> = Result<T, Span>;

/// A column of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Numbers(Numbers),
    Truths(Truths),
}

/// The rows for which an expression is written.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Their table; none for the country.
    pub(super) table: Option<TableId>,
    /// How many rows the table has.
    pub(super) all: usize,
    /// Which of them; none for all.
    pub(super) rows: Option<Arc<[u32]>>,
    /// Where the value is asked for, where that varies.
    pub(super) live: Option<Truths>,
}

impl Place {
    pub(super) fn whole(table: Option<TableId>, all: usize) -> Place {
        Place { table, all, rows: None, live: None }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.as_ref().map_or(self.all, |rows| rows.len())
    }

    /// The row of the table at a place.
    pub(super) fn row(&self, at: usize) -> u32 {
        match &self.rows {
            None => index(at),
            Some(rows) => rows.get(at).copied().unwrap_or(u32::MAX),
        }
    }

    /// All of its rows as they are counted in the table.
    pub(super) fn row_list(&self) -> Vec<u32> {
        (0..self.len()).map(|at| self.row(at)).collect()
    }
}

pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Writes the tape.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) data: &'a Data,
    /// The run from which what does not vary is read.
    pub(super) base: &'a Run<f64>,
    params: HashMap<ParamId, usize>,
    /// For each definition whether it varies.
    varies: Vec<bool>,
    /// Shares of which something asks what holds a row.
    asked: HashSet<DefinitionId>,
    /// Where it is written what holds the rows of a share.
    held: HashMap<DefinitionId, usize>,
    pub(super) definitions: Vec<Option<Column>>,
    pub(super) fixed: Fixed,
    /// Lengths of the columns that are worked out in each evaluation.
    pub(super) number_lengths: Vec<usize>,
    pub(super) truth_lengths: Vec<usize>,
    /// For each share the number of its pools.
    pub(super) levels: Vec<usize>,
    pub(super) tape: Vec<Step>,
}

impl<'a> Writer<'a> {
    /// Begins with one slot for each varied parameter, in their order.
    pub(super) fn new(
        plan: &'a Plan,
        data: &'a Data,
        base: &'a Run<f64>,
        varied: &[ParamId],
    ) -> Writer<'a> {
        let expressions = plan.definitions.iter().map(|d| &d.body);
        let expressions = expressions.chain(plan.checks.iter().map(|c| &c.condition));
        let asked = expressions.flat_map(Expr::walk).filter_map(|expr| match expr.kind {
            ExprKind::IsAt(definition, _) => Some(definition),
            _ => None,
        });
        Writer {
            plan,
            data,
            base,
            params: varied.iter().enumerate().map(|(slot, param)| (*param, slot)).collect(),
            varies: Vec::with_capacity(plan.definitions.len()),
            asked: asked.collect(),
            held: HashMap::new(),
            definitions: Vec::with_capacity(plan.definitions.len()),
            fixed: Fixed::default(),
            number_lengths: vec![1; varied.len()],
            truth_lengths: Vec::new(),
            levels: Vec::new(),
            tape: Vec::new(),
        }
    }

    /// Writes the next definition of the plan.
    pub(super) fn define(&mut self, id: DefinitionId) -> Written<()> {
        let plan = self.plan;
        let Some(definition) = plan.definition(id) else { return Ok(()) };
        let without = &self.base.request().without;
        let excluded = definition.standing.as_ref().is_some_and(|(s, _)| without.contains(s));
        let varies = !excluded && self.rests_on_varied(&definition.body);
        self.varies.push(varies);
        if !varies {
            self.definitions.push(None);
            return Ok(());
        }
        let all = definition.table.map_or(1, |table| self.data.rows(table));
        let column = self.column(&definition.body, &Place::whole(definition.table, all))?;
        self.definitions.push(Some(column));
        Ok(())
    }

    /// Writes a check: a column of truths.
    pub(super) fn check(&mut self, condition: &Expr, table: Option<TableId>) -> Written<Truths> {
        let all = table.map_or(1, |table| self.data.rows(table));
        self.truths(condition, &Place::whole(table, all))
    }

    /// Whether an expression rests on a varied parameter.
    pub(super) fn rests_on_varied(&self, expr: &Expr) -> bool {
        expr.walk().into_iter().any(|inner| match inner.kind {
            ExprKind::Param(id, None) => self.params.contains_key(&id),
            ExprKind::Definition(id) | ExprKind::IsAt(id, _) => {
                self.varies.get(id.0).copied().unwrap_or(true)
            }
            _ => false,
        })
    }

    pub(super) fn number_slot(&mut self, length: usize) -> usize {
        self.number_lengths.push(length);
        self.number_lengths.len() - 1
    }

    pub(super) fn truth_slot(&mut self, length: usize) -> usize {
        self.truth_lengths.push(length);
        self.truth_lengths.len() - 1
    }

    pub(super) fn fixed_numbers(&mut self, numbers: impl Into<Arc<Vec<f64>>>) -> Numbers {
        self.fixed.numbers.push(numbers.into());
        Numbers::Fixed(self.fixed.numbers.len() - 1)
    }

    pub(super) fn fixed_truths(&mut self, truths: Vec<u8>) -> Truths {
        self.fixed.truths.push(truths);
        Truths::Fixed(self.fixed.truths.len() - 1)
    }

    pub(super) fn numbers_length(&self, of: Numbers) -> usize {
        match of {
            Numbers::Fixed(at) => self.fixed.numbers.get(at).map_or(1, |v| v.len()),
            Numbers::Slot(at) => self.number_lengths.get(at).copied().unwrap_or(1),
        }
    }

    pub(super) fn truths_length(&self, of: Truths) -> usize {
        match of {
            Truths::Fixed(at) => self.fixed.truths.get(at).map_or(1, Vec::len),
            Truths::Slot(at) => self.truth_lengths.get(at).copied().unwrap_or(1),
        }
    }

    /// The length of what comes of columns of these lengths: one only if each stands for all rows.
    pub(super) fn length(&self, numbers: &[Numbers], truths: &[Truths], place: &Place) -> usize {
        let numbers = numbers.iter().map(|of| self.numbers_length(*of));
        let mut lengths = numbers.chain(truths.iter().map(|of| self.truths_length(*of)));
        if lengths.all(|length| length == 1) { 1 } else { place.len() }
    }

    /// What the run has for an expression that does not vary; none where it stumbles.
    pub(super) fn read(&self, expr: &Expr, place: &Place) -> Option<Cells<f64>> {
        if let (ExprKind::Definition(id), None) = (&expr.kind, &place.rows) {
            return self.base.cells(*id).cloned();
        }
        let rows = if place.table.is_some() { place.row_list() } else { Vec::new() };
        self.base.evaluate(self.plan, self.data, expr, place.table, rows).ok()
    }

    /// Keeps what the run has as a fixed column.
    fn keep(&mut self, cells: &Cells<f64>, expr: &Expr, place: &Place) -> Written<Column> {
        let count = if cells.single { 1 } else { place.len() };
        match &expr.ty {
            Type::Bool => {
                let truth = |row| cells.bool(row).map_or(MISSING, u8::from);
                Ok(Column::Truths(self.fixed_truths((0..count).map(truth).collect())))
            }
            Type::Number(_) => match (&cells.values, &cells.missing) {
                (Values::Number(numbers), None) if numbers.len() == count => {
                    Ok(Column::Numbers(self.fixed_numbers(numbers.clone())))
                }
                _ => {
                    let number = |row| cells.number(row).unwrap_or(f64::NAN);
                    let numbers: Vec<f64> = (0..count).map(number).collect();
                    Ok(Column::Numbers(self.fixed_numbers(numbers)))
                }
            },
            _ => Err(expr.span),
        }
    }

    pub(super) fn numbers(&mut self, expr: &Expr, place: &Place) -> Written<Numbers> {
        match self.column(expr, place)? {
            Column::Numbers(numbers) => Ok(numbers),
            Column::Truths(_) => Err(expr.span),
        }
    }

    pub(super) fn truths(&mut self, expr: &Expr, place: &Place) -> Written<Truths> {
        match self.column(expr, place)? {
            Column::Truths(truths) => Ok(truths),
            Column::Numbers(_) => Err(expr.span),
        }
    }

    /// Writes an expression for the rows of a place.
    pub(super) fn column(&mut self, expr: &Expr, place: &Place) -> Written<Column> {
        use ExprKind as K;
        if !self.rests_on_varied(expr)
            && let Some(cells) = self.read(expr, place)
        {
            return self.keep(&cells, expr, place);
        }
        match &expr.kind {
            K::Definition(id) => self.definition(*id, place).ok_or(expr.span),
            K::Param(id, None) => {
                let slot = self.params.get(id).ok_or(expr.span)?;
                Ok(Column::Numbers(Numbers::Slot(*slot)))
            }
            K::Apply(_, _, body) => self.column(body, place),
            K::Negate(inner) => self.function(Function::Negate, inner, place),
            K::Binary(operator, a, b) => self.binary(*operator, a, b, place),
            K::Convert(inner, times, over) => {
                let a = self.numbers(inner, place)?;
                let times = self.fixed_numbers(vec![f64::from_i64(*times)]);
                let over = self.fixed_numbers(vec![f64::from_i64(*over)]);
                let product = self.arithmetic(Arithmetic::Multiply, a, times, place);
                Ok(Column::Numbers(self.arithmetic(Arithmetic::Divide, product, over, place)))
            }
            K::Otherwise(a, b) => self.otherwise(a, b, place),
            K::Call(builtin, arguments) => self.call(*builtin, arguments, place, expr.span),
            K::Scale(id, argument) => self.scale(*id, argument, place, expr.span),
            K::Round(round) => self.round(round, place, expr.span),
            K::Follow(reference, table, value) => self.follow(reference, *table, value, place),
            K::If(condition, yes, no) => {
                let cases = [(yes.as_ref(), Some(condition.as_ref())), (no.as_ref(), None)];
                self.choose(&cases, place, expr)
            }
            K::FirstOf { exactly: false, cases, otherwise } => {
                let cases = cases.iter().map(|(value, condition)| (value, Some(condition)));
                let last = otherwise.iter().map(|value| (value.as_ref(), None));
                self.choose(&cases.chain(last).collect::<Vec<_>>(), place, expr)
            }
            K::Aggregate(aggregate) => self.aggregate(aggregate, place, expr.span),
            K::Fold(fold) => self.fold(fold, place, expr.span),
            K::Share(share) => {
                let held = self.held_slot(expr.span, share.table);
                let amounts = self.share(share, held, expr.span)?;
                Ok(self.of_place(Column::Numbers(amounts), place))
            }
            _ => self.truth(expr, place).map(Column::Truths),
        }
    }

    fn truth(&mut self, expr: &Expr, place: &Place) -> Written<Truths> {
        use ExprKind as K;
        match &expr.kind {
            K::Not(inner) => {
                let a = self.truths(inner, place)?;
                Ok(self.not(a, place))
            }
            K::Between(value, low, high) => {
                let (low, value) = (self.numbers(low, place)?, self.numbers(value, place)?);
                let above = self.compare(BinaryOperator::LessOrEqual, low, value, place);
                let high = self.numbers(high, place)?;
                let below = self.compare(BinaryOperator::LessOrEqual, value, high, place);
                Ok(self.combine(false, above, below, place))
            }
            K::OneOf(value, list) => {
                let value = self.numbers(value, place)?;
                let mut found = self.fixed_truths(vec![0]);
                for member in list {
                    let member = self.numbers(member, place)?;
                    let equal = self.compare(BinaryOperator::Equal, value, member, place);
                    found = self.combine(true, found, equal, place);
                }
                Ok(found)
            }
            K::IsKnown(value, known) => {
                let a = self.numbers(value, place)?;
                let out = self.truth_slot(self.length(&[a], &[], place));
                self.tape.push(Step::Known { a, known: *known, out });
                Ok(Truths::Slot(out))
            }
            K::IsAt(definition, bound) => self.is_at(*definition, *bound, place, expr.span),
            K::Conditions(quantifier, list) => {
                self.conditions(*quantifier, &list.iter().collect::<Vec<_>>(), place)
            }
            _ => Err(expr.span),
        }
    }

    /// A definition for the rows of a place.
    fn definition(&mut self, id: DefinitionId, place: &Place) -> Option<Column> {
        let column = self.definitions.get(id.0).copied().flatten()?;
        Some(self.of_place(column, place))
    }

    /// A column of a whole table, for the rows of a place.
    pub(super) fn of_place(&mut self, column: Column, place: &Place) -> Column {
        match (&place.rows, column) {
            (Some(rows), Column::Numbers(from)) if self.numbers_length(from) != 1 => {
                let rows = rows.clone();
                let out = self.number_slot(rows.len());
                self.tape.push(Step::Gather { from, rows, out });
                Column::Numbers(Numbers::Slot(out))
            }
            (Some(rows), Column::Truths(from)) if self.truths_length(from) != 1 => {
                let rows = rows.clone();
                let out = self.truth_slot(rows.len());
                self.tape.push(Step::GatherTruths { from, rows, out });
                Column::Truths(Truths::Slot(out))
            }
            _ => column,
        }
    }

    fn scale(
        &mut self,
        id: crate::plan::ScaleId,
        argument: &Expr,
        place: &Place,
        span: Span,
    ) -> Written<Column> {
        let scale = self.plan.scales.get(id.0).ok_or(span)?;
        let version = scale.in_force(self.base.request().day).ok_or(span)?;
        if self.base.request().without.contains(&version.standing) {
            return Err(span);
        }
        let version = Arc::new(version.clone());
        let a = self.numbers(argument, place)?;
        let out = self.number_slot(self.length(&[a], &[], place));
        self.tape.push(Step::Scale { kind: scale.kind, version, a, live: place.live, out });
        Ok(Column::Numbers(Numbers::Slot(out)))
    }

    fn round(&mut self, round: &Round, place: &Place, span: Span) -> Written<Column> {
        let unit = Unit::new(f64::from_decimal(round.to));
        if let (true, Some(table)) = (round.keeping_sum, place.table) {
            let kept = self.round_together(round, table, unit, span)?;
            return Ok(self.of_place(Column::Numbers(kept), place));
        }
        if round.within.is_some() {
            return Err(span);
        }
        let a = self.numbers(&round.value, place)?;
        let out = self.number_slot(self.length(&[a], &[], place));
        self.tape.push(Step::Round { unit, mode: round.mode, a, out });
        Ok(Column::Numbers(Numbers::Slot(out)))
    }

    fn follow(
        &mut self,
        reference: &Expr,
        table: TableId,
        value: &Expr,
        place: &Place,
    ) -> Written<Column> {
        if self.rests_on_varied(reference) {
            return Err(reference.span);
        }
        let targets = self.read(reference, place).ok_or(reference.span)?;
        let count = if targets.single { 1 } else { place.len() };
        let (mut known, mut places) = (Vec::new(), Vec::new());
        for at in 0..count {
            if let Value::Row(row) = targets.get(at) {
                known.push(row);
                places.push(index(at));
            }
        }
        let complete = known.len() == count;
        let live = place.live.filter(|_| complete && !targets.single);
        let all = self.data.rows(table);
        let there = Place { table: Some(table), all, rows: Some(known.into()), live };
        let column = self.column(value, &there)?;
        if complete {
            return Ok(column);
        }
        self.merge(&[(column, places.into())], place, value)
    }

    /// What holds the rows of a share that is the whole of a definition, if anything asks.
    fn held_slot(&mut self, span: Span, table: TableId) -> Option<usize> {
        let id = DefinitionId(self.definitions.len());
        let is_body = self.plan.definition(id).is_some_and(|d| d.body.span == span);
        if !is_body || !self.asked.contains(&id) {
            return None;
        }
        let slot = self.truth_slot(self.data.rows(table));
        self.held.insert(id, slot);
        Some(slot)
    }

    fn is_at(
        &mut self,
        definition: DefinitionId,
        bound: Bound,
        place: &Place,
        span: Span,
    ) -> Written<Truths> {
        let held = *self.held.get(&definition).ok_or(span)?;
        let code = super::together::bound_code(bound);
        let out = self.truth_slot(self.truths_length(Truths::Slot(held)));
        self.tape.push(Step::IsCode { a: Truths::Slot(held), code, is: true, out });
        match self.of_place(Column::Truths(Truths::Slot(out)), place) {
            Column::Truths(truths) => Ok(truths),
            Column::Numbers(_) => Err(span),
        }
    }

    /// The registers that the tape needs, and the tape, with columns used again once nothing reads
    /// them any more; `kept` are read after the last step.
    pub(super) fn finish(self, kept: &mut [Column]) -> (Registers, Vec<Step>) {
        let fixed = Arc::new(self.fixed);
        let params = self.params.len();
        let mut tape = self.tape;
        let (numbers, truths) =
            super::reuse::reuse(&mut tape, &self.number_lengths, &self.truth_lengths, params, kept);
        let registers = Registers {
            fixed,
            numbers: numbers.into_iter().map(|length| vec![f64::NAN; length]).collect(),
            truths: truths.into_iter().map(|length| vec![MISSING; length]).collect(),
            levels: self.levels.into_iter().map(|pools| vec![0.0; pools]).collect(),
            ..Registers::default()
        };
        (registers, tape)
    }

    /// Groups of the rows of a table by a key that does not vary: the group of each row.
    pub(super) fn groups_by(&mut self, key: &Expr, table: TableId) -> Written<Grouped> {
        if self.rests_on_varied(key) {
            return Err(key.span);
        }
        let count = self.data.rows(table);
        let cells = self.read(key, &Place::whole(Some(table), count)).ok_or(key.span)?;
        let (of_row, groups) = crate::run::number_groups(&cells, count);
        Ok(Grouped { of_row, count: groups })
    }
}

/// The group of each row of a table; none for a row whose key is missing.
pub(super) struct Grouped {
    pub(super) of_row: Vec<Option<u32>>,
    pub(super) count: usize,
}

impl Grouped {
    /// The places of some rows by group.
    pub(super) fn of_rows(&self, rows: &[u32]) -> Groups {
        let group = |row: &u32| self.of_row.get(*row as usize).copied().flatten();
        Groups::new(rows.iter().map(group), self.count)
    }
}
