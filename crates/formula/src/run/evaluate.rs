//! Expressions over rows: each form takes columns and gives a column.

use super::cells::{Cells, Value};
use super::members::this;
use super::operators::negated;
use super::{ParamInForce, Request, ShareDetail, SolveDetail, Tie};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::number::{ArithmeticError, Number};
use crate::plan::{
    ColumnId, Constant, DefinitionId, Expr, ExprKind, ParamId, Plan, TableId, UseId,
};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Why a value could not be worked out.
pub(super) type Fallible<T> = Result<T, Box<Diagnostic>>;

/// The rows an expression is asked for.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Their table; none for the country.
    pub(super) table: Option<TableId>,
    /// Which rows of it; none for all.
    pub(super) selection: Option<Arc<[u32]>>,
    all: usize,
}

impl Rows {
    pub(super) fn all(table: Option<TableId>, count: usize) -> Rows {
        Rows { table, selection: None, all: count }
    }

    /// Some rows of a table, told in order and each once.
    pub(super) fn chosen(table: TableId, rows: &[u32], all: usize) -> Rows {
        match rows.len() == all {
            true => Rows::all(Some(table), all),
            false => Rows::some(Some(table), rows.to_vec(), all),
        }
    }

    pub(super) fn some(table: Option<TableId>, rows: Vec<u32>, all: usize) -> Rows {
        Rows { table, selection: Some(rows.into()), all }
    }

    pub(super) fn len(&self) -> usize {
        self.selection.as_ref().map_or(self.all, |s| s.len())
    }

    /// Whether a condition has left nobody. (A table without rows is another matter: there is still
    /// a pool to share.)
    fn are_none_left(&self) -> bool {
        self.selection.as_ref().is_some_and(|s| s.is_empty())
    }

    /// The row of the table at a place of this selection.
    pub(super) fn row(&self, at: usize) -> usize {
        match &self.selection {
            None => at,
            Some(selection) => selection.get(at).map_or(0, |row| *row as usize),
        }
    }

    /// Those at some places of this selection, which are told in order and each once.
    pub(super) fn narrow(&self, places: &[u32]) -> Rows {
        if places.len() == self.len() {
            return self.clone();
        }
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
    pub(super) params: &'a [ParamInForce],
    pub(super) inputs: HashMap<(TableId, ColumnId), Arc<Cells<N>>>,
    pub(super) used: HashMap<UseId, Arc<Cells<N>>>,
    pub(super) values: Vec<Cells<N>>,
    pub(super) shares: HashMap<Span, Arc<ShareDetail<N>>>,
    pub(super) solves: HashMap<Span, SolveDetail<N>>,
    pub(super) ties: Vec<Tie>,
    /// What is to be said of a run that stands, by place.
    pub(super) notices: BTreeMap<Span, Diagnostic>,
    /// Parameters that have another value for a while.
    pub(super) overrides: HashMap<ParamId, Cells<N>>,
    /// How many definitions were worked out anew, and how deep that stands in itself now.
    pub(super) anew: usize,
    /// The same, in values over all rows.
    pub(super) anew_cells: usize,
    pub(super) depth: usize,
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
            solves: HashMap::new(),
            ties: Vec::new(),
            notices: BTreeMap::new(),
            overrides: HashMap::new(),
            anew: 0,
            anew_cells: 0,
            depth: 0,
        }
    }

    /// Works out the next definition of the plan.
    pub(super) fn define(&mut self, id: DefinitionId) -> Fallible<()> {
        let cells = self.work_out(id)?;
        self.values.push(cells);
        Ok(())
    }

    /// The values of a definition for all its rows.
    pub(super) fn work_out(&mut self, id: DefinitionId) -> Fallible<Cells<N>> {
        let plan = self.plan;
        let Some(definition) = plan.definition(id) else {
            return Ok(Cells::single(Value::Missing));
        };
        let rows = Rows::all(definition.table, definition.table.map_or(1, |t| self.data.rows(t)));
        let excluded =
            definition.standing.as_ref().is_some_and(|(s, _)| self.request.without.contains(s));
        if excluded {
            Ok(Cells::single(Value::Missing))
        } else {
            self.expr(&definition.body, &rows)
        }
    }

    /// The values of an expression for some rows.
    pub(super) fn expr(&mut self, expr: &Expr, rows: &Rows) -> Fallible<Cells<N>> {
        use ExprKind as K;
        if rows.are_none_left() {
            return Ok(Cells::collect(Vec::new(), false));
        }
        let span = expr.span;
        // Each form in a line: whoever adds one has to say here what it gives.
        match &expr.kind {
            K::Constant(constant) => Ok(Cells::single(self.constant(constant))),
            K::Choice(_, word) => Ok(Cells::single(Value::Choice(*word))),
            K::Member(_, place) => Ok(Cells::single(Value::Row(*place))),
            K::This(_) => Ok(this(rows)),
            K::Column(table, column) => Ok(self.input(*table, *column, rows)),
            K::Use(id) => Ok(self.used(*id, rows)),
            K::Definition(id) => Ok(self.definition(*id, rows)),
            K::Param(id, None) => Ok(self.param(*id)),
            K::Param(id, Some(day)) => self.param_at(*id, day, rows),
            K::ParamOf(id, day, members) => self.param_of(*id, day.as_deref(), members, rows),
            K::Follow(reference, table, value) => self.follow(reference, *table, value, rows),
            K::Lookup(table, factors) => self.lookup(*table, factors, rows),
            K::Pick(member, values) => self.pick(member, values, rows),
            K::Fold(fold) => self.fold(fold, rows, span),
            K::Negate(inner) => self.negated(inner, rows, span),
            K::Not(inner) => Ok(negated(&self.expr(inner, rows)?)),
            K::Binary(operator, a, b) => self.binary(*operator, a, b, rows, span),
            K::Between(value, low, high) => self.between(value, low, high, rows),
            K::OneOf(value, list) => self.one_of(value, list, rows),
            K::IsKnown(value, known) => self.is_known(value, *known, rows),
            K::IsAt(definition, bound) => Ok(self.is_at(*definition, *bound, rows)),
            K::Otherwise(value, fallback) => self.otherwise(value, fallback, rows),
            K::Convert(value, times, over) => self.convert(value, (*times, *over), rows, span),
            K::If(condition, yes, no) => self.choose(&[(yes, Some(condition)), (no, None)], rows),
            K::FirstOf { exactly, cases, otherwise } => {
                self.first_of(*exactly, cases, otherwise.as_deref(), rows, span)
            }
            K::Conditions(quantifier, conditions) => self.conditions(*quantifier, conditions, rows),
            K::Call(builtin, arguments) => self.call(*builtin, arguments, rows, span),
            K::Scale(id, argument) => self.scale(*id, argument, rows, span),
            K::Aggregate(aggregate) => self.aggregate(aggregate, rows, span),
            K::Share(share) => self.share(share, rows, span),
            K::Apply(_, _, body) => self.expr(body, rows),
            K::Round(round) => self.round(round, rows, span),
            K::ShiftDate { date, by, back } => self.shift_date(date, by, *back, rows, span),
            K::DaysBetween(later, earlier) => self.days_between(later, earlier, rows),
            K::Rank(rank) => self.rank(rank, rows, span),
            K::InTop(top) => self.in_top(top, rows, span),
            K::Solve(solve) => self.solve(solve, span),
            K::With(value, settings) => self.with(value, settings, rows, span),
            K::FillPart(fill, part) => self.fill_part(fill, *part, rows, span),
        }
    }

    /// The value of a parameter: the one that it has for a while, else the one in force.
    fn param(&self, id: ParamId) -> Cells<N> {
        if let Some(cells) = self.overrides.get(&id) {
            return Cells::single(cells.get(0));
        }
        let counts = |param: &&ParamInForce| param.counts(0, &self.request.without);
        let value = self.params.get(id.0).filter(counts).map(|p| self.constant(&p.value));
        Cells::single(value.unwrap_or(Value::Missing))
    }

    fn negated(&mut self, inner: &Expr, rows: &Rows, span: Span) -> Fallible<Cells<N>> {
        let inner = self.expr(inner, rows)?;
        self.map_numbers(&inner, rows, span, |n| Ok(n.neg()))
    }

    fn is_known(&mut self, value: &Expr, known: bool, rows: &Rows) -> Fallible<Cells<N>> {
        let cells = self.expr(value, rows)?;
        let count = if cells.single { 1 } else { rows.len() };
        let bools = (0..count).map(|row| cells.is_missing(row) != known).collect();
        Ok(Cells::bools(bools, None, cells.single))
    }

    fn convert(
        &mut self,
        value: &Expr,
        (times, over): (i64, i64),
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let (times, over) = (N::from_i64(times), N::from_i64(over));
        let cells = self.expr(value, rows)?;
        self.map_numbers(&cells, rows, span, |n| n.mul_div(times, over))
    }

    fn first_of(
        &mut self,
        exactly: bool,
        cases: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let mut all: Vec<(&Expr, Option<&Expr>)> =
            cases.iter().map(|(value, condition)| (value, Some(condition))).collect();
        all.extend(otherwise.map(|value| (value, None)));
        match exactly {
            true => self.choose_exactly(cases, &all, rows, span),
            false => self.choose(&all, rows),
        }
    }

    pub(super) fn constant(&self, constant: &Constant) -> Value<N> {
        match constant {
            Constant::Number(n) => Value::Number(N::from_decimal(*n)),
            Constant::Bool(b) => Value::Bool(*b),
            Constant::Date(d) => Value::Date(*d),
            Constant::Text(t) => Value::Text(t.as_str().into()),
        }
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
}
