//! For which figures a missing value waits.
//!
//! A value is missing because a cell is empty or left out, because a result of another formula is,
//! or because a rule does not count in this run. The search goes from the value to those, along the
//! branches that were chosen, and never through a part that is known.

use super::Request;
use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Rows};
use super::parameters::ParamInForce;
use crate::data::{self, Data};
use crate::diagnostic::Span;
use crate::number::Number;
use crate::plan::{
    Aggregate, ColumnId, DefinitionId, Expr, ExprKind, ParamId, Plan, RowSet, ScaleId, Share,
    TableId, UseId,
};
use std::collections::{BTreeSet, HashSet};

/// What a missing value waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Awaited {
    /// A cell that is empty or left out.
    Cell(TableId, ColumnId, u32),
    /// A value of another formula that is missing itself; the row is 0 for a national one.
    Use(UseId, u32),
    /// A rule that does not count in this run because of its standing.
    Rule(DefinitionId),
    /// A value of a parameter that does not count: the place of its member, 0 for a single value.
    Param(ParamId, u32),
    /// A scale whose version in force does not count.
    Scale(ScaleId),
}

/// Everything that the given values wait for, each once; nothing for values that are known.
pub(super) fn awaited<N: Number>(
    (plan, data): (&Plan, &Data),
    request: &Request,
    params: &[ParamInForce],
    values: &[Cells<N>],
    wanted: impl IntoIterator<Item = (DefinitionId, usize)>,
) -> BTreeSet<Awaited> {
    let mut evaluator = Evaluator::<N>::new(plan, data, request, params);
    evaluator.values = values.to_vec();
    let mut search =
        Search { evaluator, open: Vec::new(), seen: HashSet::new(), found: BTreeSet::new() };
    for (id, row) in wanted {
        search.definition(id, row);
    }
    search.run();
    search.found
}

struct Search<'a, N: Number> {
    evaluator: Evaluator<'a, N>,
    open: Vec<(DefinitionId, usize)>,
    seen: HashSet<Seen>,
    found: BTreeSet<Awaited>,
}

/// What needs to be looked at once only.
#[derive(PartialEq, Eq, Hash)]
enum Seen {
    Definition(DefinitionId, usize),
    /// A gathering over rows: its place, its instance, and the group.
    Gathering(Span, u32, String),
}

impl<'a, N: Number> Search<'a, N> {
    fn run(&mut self) {
        let plan = self.evaluator.plan;
        while let Some((id, row)) = self.open.pop() {
            let Some(definition) = plan.definition(id) else { continue };
            let without = &self.evaluator.request.without;
            if definition.standing.as_ref().is_some_and(|(s, _)| without.contains(s)) {
                self.found.insert(Awaited::Rule(id));
            } else if self.evaluator.values.get(id.0).is_none_or(|v| v.is_missing(row)) {
                self.enter(&definition.body, definition.table, row);
            }
        }
    }

    fn definition(&mut self, id: DefinitionId, row: usize) {
        let national = self.evaluator.plan.definition(id).is_some_and(|d| d.table.is_none());
        let row = if national { 0 } else { row };
        if self.seen.insert(Seen::Definition(id, row)) {
            self.open.push((id, row));
        }
    }

    fn value(&mut self, expr: &Expr, table: Option<TableId>, row: usize) -> Value<N> {
        let all = table.map_or(1, |t| self.evaluator.data.rows(t));
        let rows = match table {
            None => Rows::all(None, 1),
            Some(_) => Rows::some(table, vec![super::evaluate::as_index(row)], all),
        };
        self.evaluator.expr(expr, &rows).map_or(Value::Missing, |cells| cells.get(0))
    }

    /// Looks into an expression if its value is missing. What gathers over rows is looked into in
    /// any case: whether each of its parts is missing is cheaper to ask.
    fn visit(&mut self, expr: &Expr, table: Option<TableId>, row: usize) {
        use ExprKind as K;
        let gathers = matches!(expr.kind, K::Share(_) | K::Round(_) | K::Rank(_) | K::InTop(_));
        if gathers || self.value(expr, table, row) == Value::Missing {
            self.enter(expr, table, row);
        }
    }

    /// Looks into an expression whose value is missing.
    fn enter(&mut self, expr: &Expr, table: Option<TableId>, row: usize) {
        use ExprKind as K;
        match &expr.kind {
            K::Column(of, column) => {
                self.found.insert(Awaited::Cell(*of, *column, super::evaluate::as_index(row)));
            }
            K::Use(id) => {
                let national =
                    self.evaluator.plan.uses.get(id.0).is_some_and(|u| u.table.is_none());
                let row = if national { 0 } else { super::evaluate::as_index(row) };
                self.found.insert(Awaited::Use(*id, row));
            }
            K::Definition(id) | K::IsAt(id, _) => self.definition(*id, row),
            K::Follow(reference, target, inner) => match self.value(reference, table, row) {
                Value::Row(there) => self.visit(inner, Some(*target), there as usize),
                _ => self.visit(reference, table, row),
            },
            K::If(condition, yes, no) => match self.value(condition, table, row) {
                Value::Bool(true) => self.visit(yes, table, row),
                Value::Bool(false) => self.visit(no, table, row),
                _ => self.visit(condition, table, row),
            },
            K::FirstOf { exactly, cases, otherwise } => {
                if *exactly {
                    self.open_conditions(cases, table, row);
                }
                self.cases(cases, otherwise.as_deref(), table, row);
            }
            K::Aggregate(aggregate) => self.aggregate(aggregate, expr.span, table, row),
            K::Share(share) => self.share(share, expr.span, row),
            K::Round(round) if round.keeping_sum => {
                let Some(of) = table else { return };
                let mut parts = vec![&round.value];
                parts.extend(round.ties.iter().map(|(tie, _)| tie));
                self.gather((of, &parts), None, round.per.as_ref(), expr.span, row);
                if let Some(share) = &round.within {
                    self.share(share, expr.span.to(share.pool.span), row);
                }
            }
            K::Rank(rank) => {
                let parts = [&rank.value];
                let (filter, per) = (rank.filter.as_ref(), rank.per.as_ref());
                self.gather((rank.table, &parts), filter, per, expr.span, row);
            }
            K::InTop(top) => {
                let parts = [&top.value, &top.amount];
                let (filter, per) = (top.filter.as_ref(), top.per.as_ref());
                self.gather((top.table, &parts), filter, per, expr.span, row);
            }
            K::Param(id, day) => self.param(*id, day.as_deref(), &[], table, row),
            K::ParamOf(id, day, members) => {
                self.param(*id, day.as_deref(), members, table, row);
            }
            K::Scale(id, argument) => match self.value(argument, table, row) {
                Value::Missing => self.visit(argument, table, row),
                _ => {
                    self.found.insert(Awaited::Scale(*id));
                }
            },
            _ => {
                for inner in expr.inner() {
                    self.visit(inner, table, row);
                }
            }
        }
    }

    /// A value of a parameter that is missing: for want of its day or member, or left out.
    fn param(
        &mut self,
        id: ParamId,
        day: Option<&Expr>,
        members: &[Expr],
        table: Option<TableId>,
        row: usize,
    ) {
        let by = self.evaluator.plan.param(id).map(|p| p.by.clone()).unwrap_or_default();
        let mut open = day.is_some_and(|day| self.value(day, table, row) == Value::Missing);
        let mut place = 0_usize;
        for (member, category) in members.iter().zip(by) {
            let count = self.evaluator.plan.table(category).and_then(|t| t.members.as_ref());
            match self.value(member, table, row) {
                Value::Row(at) => {
                    let before = place.saturating_mul(count.map_or(0, Vec::len));
                    place = before.saturating_add(at as usize);
                }
                _ => open = true,
            }
        }
        if open {
            return day.into_iter().chain(members).for_each(|part| self.visit(part, table, row));
        }
        self.found.insert(Awaited::Param(id, super::evaluate::as_index(place)));
    }

    /// Conditions of an `exactly one of` that nobody knows; any of them leaves the value open.
    fn open_conditions(&mut self, cases: &[(Expr, Expr)], table: Option<TableId>, row: usize) {
        for (_, condition) in cases {
            if !matches!(self.value(condition, table, row), Value::Bool(_)) {
                self.visit(condition, table, row);
            }
        }
    }

    fn cases(
        &mut self,
        cases: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        table: Option<TableId>,
        row: usize,
    ) {
        for (value, condition) in cases {
            match self.value(condition, table, row) {
                Value::Bool(false) => {}
                Value::Bool(true) => return self.visit(value, table, row),
                _ => return self.visit(condition, table, row),
            }
        }
        if let Some(otherwise) = otherwise {
            self.visit(otherwise, table, row);
        }
    }

    fn aggregate(&mut self, aggregate: &Aggregate, span: Span, table: Option<TableId>, row: usize) {
        for outer in [&aggregate.argument, &aggregate.dropping].into_iter().flatten() {
            self.visit(outer, table, row);
        }
        let of = aggregate.table;
        let parts: Vec<&Expr> =
            [&aggregate.value, &aggregate.weight].into_iter().flatten().collect();
        let filter = aggregate.filter.as_ref();
        match &aggregate.rows {
            RowSet::All => self.gather((of, &parts), filter, None, span, row),
            RowSet::Per(key) => self.gather((of, &parts), filter, Some(key), span, row),
            RowSet::Its(column) => {
                let mark = Seen::Gathering(span, aggregate.instance, row.to_string());
                if !self.seen.insert(mark) {
                    return;
                }
                let data = self.evaluator.data;
                let references = data.table(of).and_then(|t| t.column(*column));
                let Some(data::Values::Row(owners)) = references.map(|c| &c.values) else { return };
                for (member, owner) in owners.iter().enumerate() {
                    if *owner as usize == row {
                        self.member(of, &parts, filter, member);
                    }
                }
            }
        }
    }

    fn share(&mut self, share: &Share, span: Span, row: usize) {
        let mut parts = vec![&share.pool, &share.weight];
        parts.extend([&share.floor, &share.cap].into_iter().flatten());
        parts.extend(share.fixed.iter().flat_map(|(value, condition)| [value, condition]));
        let (filter, per) = (share.filter.as_ref(), share.per.as_ref());
        self.gather((share.table, &parts), filter, per, span, row);
    }

    /// Looks into parts in every row of the group to which this row belongs.
    fn gather(
        &mut self,
        (of, parts): (TableId, &[&Expr]),
        filter: Option<&Expr>,
        per: Option<&Expr>,
        span: Span,
        row: usize,
    ) {
        let group = per.map(|key| self.value(key, Some(of), row));
        if group == Some(Value::Missing) {
            return per.into_iter().for_each(|key| self.visit(key, Some(of), row));
        }
        if !self.seen.insert(Seen::Gathering(span, 0, format!("{group:?}"))) {
            return;
        }
        for member in 0..self.evaluator.data.rows(of) {
            let same = per.is_none_or(|key| Some(self.value(key, Some(of), member)) == group);
            if same {
                self.member(of, parts, filter, member);
            }
        }
    }

    fn member(&mut self, of: TableId, parts: &[&Expr], filter: Option<&Expr>, row: usize) {
        if let Some(filter) = filter {
            match self.value(filter, Some(of), row) {
                Value::Bool(true) => {}
                Value::Bool(false) => return,
                _ => return self.visit(filter, Some(of), row),
            }
        }
        for part in parts {
            self.visit(part, Some(of), row);
        }
    }
}
