//! On which inputs an amount rests, and how firm they are.
//!
//! Definitions are traced column by column in the order of the plan, so that a long chain of them
//! needs no deep stack. What a share or a national sum gathers from all rows is kept once and
//! shared by all amounts that rest on it.

use super::Explainer;
use crate::diagnostic::Span;
use crate::plan::{
    ColumnId, DefinitionId, Expr, ExprKind, ParamId, RowSet, TableId, UseId, Varied,
};
use crate::run::Value;
use crate::standing::Standing;
use crate::syntax::ast::Quantifier;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// One input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A parameter.
    Param(ParamId),
    /// A value of a parameter by category, by its place.
    ParamOf(ParamId, u32),
    /// A version of a scale.
    Scale(crate::plan::ScaleId),
    /// A cell.
    Cell(TableId, ColumnId, u32),
    /// A value of another formula.
    Use(UseId, u32),
    /// A rule of the formula that is itself derived, estimated or assumed.
    Rule(DefinitionId),
}

/// All inputs of an amount.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rests {
    /// How many inputs there are.
    pub inputs: usize,
    /// Those that are not verified, weakest first.
    pub unverified: Vec<(Standing, Input)>,
    /// The weakest standing among all.
    pub weakest: Standing,
}

impl Rests {
    /// How many inputs are not verified.
    pub fn unverified_count(&self) -> usize {
        self.unverified.len()
    }
}

/// Where a gathering stands: its place in the formula, and which of those written out there.
type Stand = (Span, u32);

/// A gathering over many rows: where it stands, and the group.
type Wide = (Stand, usize);

/// A form that the rows of a table, or of a group, work out together.
struct Gathering<'e> {
    span: Span,
    table: TableId,
    per: Option<&'e Expr>,
}

impl<'e> Gathering<'e> {
    fn new(expr: &Expr, table: TableId, per: Option<&'e Expr>) -> Gathering<'e> {
        Gathering { span: expr.span, table, per }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    pub(super) own: BTreeSet<Input>,
    wide: BTreeSet<Wide>,
}

impl Trace {
    fn merge(&mut self, other: &Trace) {
        self.own.extend(other.own.iter().copied());
        self.wide.extend(other.wide.iter().copied());
    }
}

/// The inputs behind a set of gatherings.
type Gathered = HashMap<BTreeSet<Wide>, Arc<BTreeSet<Input>>>;

#[derive(Debug, Clone, Default)]
pub(super) struct Traces {
    of_definition: BTreeMap<DefinitionId, Vec<Trace>>,
    gathered: HashMap<Wide, Trace>,
    closed: Gathered,
}

impl Explainer<'_> {
    /// What the value of a definition rests on; the row is ignored for a national one.
    pub fn rests(&self, definition: DefinitionId, row: usize) -> Rests {
        self.trace_up_to(definition);
        let mut traces = self.traces.borrow_mut();
        let row = if self.table_of(definition).is_some() { row } else { 0 };
        let found = traces.of_definition.get(&definition).and_then(|rows| rows.get(row));
        let Some(trace) = found.cloned() else { return Rests::default() };
        let wide = traces.close(&trace.wide);
        let mut rests = Rests { inputs: wide.len(), ..Rests::default() };
        let further = trace.own.iter().filter(|input| !wide.contains(*input)).copied();
        let further: Vec<Input> = further.collect();
        rests.inputs += further.len();
        for input in wide.iter().copied().chain(further) {
            let standing = self.standing(input);
            rests.weakest = rests.weakest.max(standing);
            if standing.is_unverified() {
                rests.unverified.push((standing, input));
            }
        }
        rests.unverified.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        rests
    }

    /// The standing of an input.
    pub fn standing(&self, input: Input) -> Standing {
        match input {
            Input::Param(id) => self.run.params().get(id.0).map(|p| p.standing),
            Input::ParamOf(id, place) => {
                self.run.params().get(id.0).map(|p| p.standing_of(place as usize))
            }
            Input::Scale(id) => self.scale_version(id).map(|v| v.standing),
            Input::Cell(table, column, row) => {
                let cells = self.data.table(table).and_then(|t| t.column(column));
                cells.and_then(|c| c.standing.get(row as usize).copied())
            }
            Input::Use(id, row) => {
                let cells = self.data.use_column(id);
                cells.and_then(|u| u.column.standing.get(row as usize).copied())
            }
            Input::Rule(id) => {
                self.plan.definition(id).and_then(|d| d.standing.as_ref()).map(|(s, _)| *s)
            }
        }
        .unwrap_or_default()
    }

    pub(super) fn scale_version(
        &self,
        id: crate::plan::ScaleId,
    ) -> Option<&crate::plan::ScaleVersion> {
        self.plan.scales.get(id.0)?.in_force(self.run.request().day)
    }

    /// Traces the definitions that this one needs, and itself.
    fn trace_up_to(&self, definition: DefinitionId) {
        let mut wanted = BTreeSet::new();
        let mut open = vec![definition];
        while let Some(id) = open.pop() {
            if wanted.insert(id) && !self.traces.borrow().of_definition.contains_key(&id) {
                open.extend(self.plan.definition(id).into_iter().flat_map(|d| d.needs.clone()));
            }
        }
        // Ids rise along the order of the plan, so each finds those before it done.
        for id in wanted {
            if self.traces.borrow().of_definition.contains_key(&id) {
                continue;
            }
            self.trace_definition_anew(id);
        }
    }

    /// Traces a definition from the traces of those that it needs.
    fn trace_definition_anew(&self, id: DefinitionId) {
        let Some(definition) = self.plan.definition(id) else { return };
        let count = definition.table.map_or(1, |t| self.data.rows(t));
        let rows: Vec<u32> = (0..count).filter_map(|r| u32::try_from(r).ok()).collect();
        let mut traced = self.trace(&definition.body, definition.table, &rows);
        if definition.standing.is_some() {
            traced.iter_mut().for_each(|trace| {
                trace.own.insert(Input::Rule(id));
            });
        }
        self.traces.borrow_mut().of_definition.insert(id, traced);
    }

    /// One trace a row.
    fn trace(&self, expr: &Expr, table: Option<TableId>, rows: &[u32]) -> Vec<Trace> {
        use ExprKind as K;
        let mut out = vec![Trace::default(); rows.len()];
        let put = |out: &mut Vec<Trace>, input: &dyn Fn(u32) -> Input| {
            for (trace, row) in out.iter_mut().zip(rows) {
                trace.own.insert(input(*row));
            }
        };
        match &expr.kind {
            K::Constant(_) | K::Choice(..) | K::This(_) | K::Member(..) => {}
            K::Column(table, column) => put(&mut out, &|row| Input::Cell(*table, *column, row)),
            K::Use(id) => {
                let national = self.plan.uses.get(id.0).is_some_and(|u| u.table.is_none());
                put(&mut out, &|row| Input::Use(*id, if national { 0 } else { row }));
            }
            K::Param(id, day) => {
                put(&mut out, &|_| Input::Param(*id));
                if let Some(day) = day {
                    self.merge_all(&mut out, &[day.as_ref()], table, rows);
                }
            }
            K::ParamOf(id, _, members) => {
                self.trace_param_of(&mut out, *id, members, table, rows);
                self.merge_all(&mut out, &expr.inner(), table, rows);
            }
            K::Pick(member, values) => {
                self.merge_all(&mut out, &[member.as_ref()], table, rows);
                self.trace_pick(&mut out, member, values, table, rows);
            }
            K::Fold(fold) => self.trace_fold(&mut out, fold, table, rows),
            K::Definition(id) => self.trace_definition(&mut out, *id, rows),
            K::IsAt(id, _) => self.trace_definition(&mut out, *id, rows),
            K::Follow(reference, target, value) => {
                self.merge_all(&mut out, &[reference.as_ref()], table, rows);
                self.trace_followed(&mut out, reference, *target, value, table, rows);
            }
            K::Scale(id, argument) => {
                put(&mut out, &|_| Input::Scale(*id));
                self.merge_all(&mut out, &[argument.as_ref()], table, rows);
            }
            K::Otherwise(value, fallback) => {
                let cells = self.run.evaluate(self.plan, self.data, value, table, rows.to_vec());
                let missing = |at: usize| cells.as_ref().map_or(true, |c| c.is_missing(at));
                self.merge_where(&mut out, value, table, rows, &|at| !missing(at));
                self.merge_where(&mut out, fallback, table, rows, &missing);
            }
            K::If(condition, yes, no) => {
                let cases = [(yes.as_ref(), condition.as_ref())];
                self.trace_cases(&mut out, &cases, Some(no), table, rows);
            }
            K::FirstOf { cases, otherwise, .. } => {
                let cases: Vec<(&Expr, &Expr)> = cases.iter().map(|(v, c)| (v, c)).collect();
                self.trace_cases(&mut out, &cases, otherwise.as_deref(), table, rows);
            }
            K::Conditions(quantifier, conditions) => {
                self.trace_conditions(&mut out, *quantifier, conditions, table, rows);
            }
            K::Aggregate(aggregate) => self.trace_aggregate(&mut out, aggregate, expr, table, rows),
            _ => self.trace_form(&mut out, expr, table, rows),
        }
        out
    }

    /// What rows work out together, or under other values; of any other form all that stands in it.
    fn trace_form(&self, out: &mut [Trace], expr: &Expr, table: Option<TableId>, rows: &[u32]) {
        use ExprKind as K;
        match &expr.kind {
            K::Share(share) => {
                let parts: Vec<Option<&Expr>> = expr.inner().into_iter().map(Some).collect();
                let place = Gathering::new(expr, share.table, share.per.as_ref());
                self.trace_together(out, &place, &parts, rows);
            }
            K::Round(round) => match table.filter(|_| round.keeping_sum) {
                Some(table) => {
                    let place = Gathering::new(expr, table, round.per.as_ref());
                    self.trace_together(out, &place, &[Some(&round.value)], rows);
                }
                None => self.merge_all(out, &[&round.value], table, rows),
            },
            K::With(value, settings) => {
                let varied: Vec<(Varied, Trace)> = settings
                    .iter()
                    .map(|(what, setting)| (*what, self.trace_one(setting)))
                    .collect();
                self.trace_varied(out, &[value.as_ref()], &varied, table, rows);
            }
            K::Solve(solve) => {
                self.merge_all(out, &[&solve.from, &solve.to, &solve.step], table, rows);
                let varied = [(solve.unknown, Trace::default())];
                let condition = [&solve.total, &solve.target];
                self.trace_varied(out, &condition, &varied, table, rows);
            }
            K::Apply(_, _, body) => self.merge_all(out, &[body.as_ref()], table, rows),
            K::Rank(rank) => {
                let parts = [Some(&rank.value), rank.per.as_ref(), rank.filter.as_ref()];
                let place = Gathering::new(expr, rank.table, rank.per.as_ref());
                self.trace_together(out, &place, &parts, rows);
            }
            K::InTop(top) => {
                let parts = [Some(&top.value), top.per.as_ref(), top.filter.as_ref()];
                let place = Gathering::new(expr, top.table, top.per.as_ref());
                self.trace_together(out, &place, &parts, rows);
                self.merge_all(out, &[&top.amount], table, rows);
            }
            _ => self.merge_all(out, &expr.inner(), table, rows),
        }
    }

    pub(super) fn merge_all(
        &self,
        out: &mut [Trace],
        exprs: &[&Expr],
        table: Option<TableId>,
        rows: &[u32],
    ) {
        for expr in exprs {
            for (trace, more) in out.iter_mut().zip(self.trace(expr, table, rows)) {
                trace.merge(&more);
            }
        }
    }

    /// The trace of a value of the country.
    fn trace_one(&self, expr: &Expr) -> Trace {
        self.trace(expr, None, &[0]).into_iter().next().unwrap_or_default()
    }

    /// Traces expressions under other values: what is varied rests on what took its place. What
    /// comes between is traced anew, aside from the traces that are kept.
    fn trace_varied(
        &self,
        out: &mut [Trace],
        exprs: &[&Expr],
        varied: &[(Varied, Trace)],
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let kept = self.traces.borrow().clone();
        let what: Vec<Varied> = varied.iter().map(|(what, _)| *what).collect();
        let mut settings = Trace::default();
        for (what, trace) in varied {
            settings.merge(trace);
            if let Varied::Definition(id) = what {
                self.traces.borrow_mut().of_definition.insert(*id, vec![trace.clone()]);
            }
        }
        self.traces.borrow_mut().gathered.clear();
        self.traces.borrow_mut().closed.clear();
        let anew = self.plan.anew(&what, exprs);
        for id in &anew {
            self.trace_definition_anew(*id);
        }
        let mut traced = vec![Trace::default(); rows.len()];
        self.merge_all(&mut traced, exprs, table, rows);
        for trace in &mut traced {
            let wide = std::mem::take(&mut trace.wide);
            let inputs = self.traces.borrow_mut().close(&wide);
            trace.own.extend(inputs.iter().copied());
            for what in &what {
                if let Varied::Param(id) = what {
                    trace.own.remove(&Input::Param(*id));
                }
            }
        }
        self.traces.replace(kept);
        for (trace, more) in out.iter_mut().zip(traced) {
            trace.merge(&more);
            trace.merge(&settings);
        }
    }

    pub(super) fn merge_where(
        &self,
        out: &mut [Trace],
        expr: &Expr,
        table: Option<TableId>,
        rows: &[u32],
        chosen: &dyn Fn(usize) -> bool,
    ) {
        let places: Vec<usize> = (0..rows.len()).filter(|at| chosen(*at)).collect();
        let some: Vec<u32> = places.iter().filter_map(|at| rows.get(*at).copied()).collect();
        for (place, more) in places.iter().zip(self.trace(expr, table, &some)) {
            if let Some(trace) = out.get_mut(*place) {
                trace.merge(&more);
            }
        }
    }

    fn trace_definition(&self, out: &mut [Trace], id: DefinitionId, rows: &[u32]) {
        let national = self.table_of(id).is_none();
        let traces = self.traces.borrow();
        let Some(done) = traces.of_definition.get(&id) else { return };
        for (trace, row) in out.iter_mut().zip(rows) {
            let row = if national { 0 } else { *row as usize };
            if let Some(found) = done.get(row) {
                trace.merge(found);
            }
        }
    }

    fn trace_followed(
        &self,
        out: &mut [Trace],
        reference: &Expr,
        target: TableId,
        value: &Expr,
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let cells = self.run.evaluate(self.plan, self.data, reference, table, rows.to_vec());
        let Ok(cells) = cells else { return };
        let there = |at: usize| match cells.get(at) {
            Value::Row(row) => Some(row),
            _ => None,
        };
        let targets: Vec<(usize, u32)> =
            (0..rows.len()).filter_map(|at| Some((at, there(at)?))).collect();
        let of_target: Vec<u32> = targets.iter().map(|(_, row)| *row).collect();
        for ((at, _), more) in targets.iter().zip(self.trace(value, Some(target), &of_target)) {
            if let Some(trace) = out.get_mut(*at) {
                trace.merge(&more);
            }
        }
    }

    fn trace_cases(
        &self,
        out: &mut [Trace],
        cases: &[(&Expr, &Expr)],
        otherwise: Option<&Expr>,
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let mut left: Vec<usize> = (0..rows.len()).collect();
        for (value, condition) in cases {
            let here: Vec<u32> = left.iter().filter_map(|at| rows.get(*at).copied()).collect();
            let is_left = |at: usize| left.binary_search(&at).is_ok();
            self.merge_where(out, condition, table, rows, &is_left);
            let Ok(cells) = self.run.evaluate(self.plan, self.data, condition, table, here) else {
                return;
            };
            let (mut chosen, mut rest) = (Vec::new(), Vec::new());
            for (place, at) in left.iter().enumerate() {
                match cells.bool(place) {
                    Some(true) => chosen.push(*at),
                    _ => rest.push(*at),
                }
            }
            self.merge_where(out, value, table, rows, &|at| chosen.binary_search(&at).is_ok());
            left = rest;
        }
        if let Some(otherwise) = otherwise {
            self.merge_where(out, otherwise, table, rows, &|at| left.binary_search(&at).is_ok());
        }
    }

    fn trace_conditions(
        &self,
        out: &mut [Trace],
        quantifier: Quantifier,
        conditions: &[Expr],
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let decides = quantifier == Quantifier::Any;
        let mut left: Vec<usize> = (0..rows.len()).collect();
        for condition in conditions {
            let here: Vec<u32> = left.iter().filter_map(|at| rows.get(*at).copied()).collect();
            self.merge_where(out, condition, table, rows, &|at| left.binary_search(&at).is_ok());
            let Ok(cells) = self.run.evaluate(self.plan, self.data, condition, table, here) else {
                return;
            };
            let undecided = |(place, _): &(usize, &usize)| cells.bool(*place) != Some(decides);
            left = left.iter().enumerate().filter(undecided).map(|(_, at)| *at).collect();
        }
    }

    fn trace_aggregate(
        &self,
        out: &mut [Trace],
        aggregate: &crate::plan::Aggregate,
        expr: &Expr,
        table: Option<TableId>,
        rows: &[u32],
    ) {
        let here = (expr.span, aggregate.instance);
        let of_all = [&aggregate.argument, &aggregate.dropping].into_iter().flatten();
        self.merge_all(out, &of_all.collect::<Vec<_>>(), table, rows);
        let count = self.data.rows(aggregate.table);
        let all: Vec<u32> = (0..count).filter_map(|r| u32::try_from(r).ok()).collect();
        let owner: Box<dyn Fn(u32) -> Option<usize>> = match &aggregate.rows {
            RowSet::All => Box::new(|_| Some(0)),
            RowSet::Its(column) => {
                let cells = self.data.table(aggregate.table).and_then(|t| t.column(*column));
                Box::new(move |row| match cells.map(|c| &c.values) {
                    Some(crate::data::Values::Row(owners)) => {
                        owners.get(row as usize).map(|o| *o as usize)
                    }
                    _ => None,
                })
            }
            RowSet::Per(key) => {
                self.merge_all(out, &[key.as_ref()], table, rows);
                let groups = self.groups_by(key, aggregate.table, &all);
                Box::new(move |row| groups.get(row as usize).copied().flatten())
            }
        };
        if !self.is_gathered((here, usize::MAX)) {
            let parts: Vec<&Expr> = [&aggregate.filter, &aggregate.value, &aggregate.weight]
                .into_iter()
                .flatten()
                .collect();
            let mut traces = vec![Trace::default(); all.len()];
            self.merge_all(&mut traces, &parts, Some(aggregate.table), &all);
            self.gather(here, traces.iter().zip(&all).filter_map(|(t, r)| Some((owner(*r)?, t))));
        }
        let is_its = matches!(aggregate.rows, RowSet::Its(_));
        for (trace, row) in out.iter_mut().zip(rows) {
            let group = if is_its { Some(*row as usize) } else { owner(*row) };
            trace.wide.extend(group.map(|g| (here, g)));
        }
    }

    /// Traces what the rows of a group work out together: each rests on the parts of all.
    fn trace_together(
        &self,
        out: &mut [Trace],
        place: &Gathering<'_>,
        parts: &[Option<&Expr>],
        rows: &[u32],
    ) {
        let here = (place.span, 0);
        let all: Vec<u32> =
            (0..self.data.rows(place.table)).filter_map(|r| u32::try_from(r).ok()).collect();
        let groups = match place.per {
            None => vec![Some(0); all.len()],
            Some(key) => self.groups_by(key, place.table, &all),
        };
        if !self.is_gathered((here, usize::MAX)) {
            let parts: Vec<&Expr> = parts.iter().copied().flatten().collect();
            let mut traces = vec![Trace::default(); all.len()];
            self.merge_all(&mut traces, &parts, Some(place.table), &all);
            let of_group = |(t, g): (_, &Option<usize>)| Some(((*g)?, t));
            self.gather(here, traces.iter().zip(&groups).filter_map(of_group));
        }
        for (trace, row) in out.iter_mut().zip(rows) {
            let group = groups.get(*row as usize).copied().flatten();
            trace.wide.extend(group.map(|g| (here, g)));
        }
    }

    pub(super) fn groups_by(&self, key: &Expr, table: TableId, all: &[u32]) -> Vec<Option<usize>> {
        let cells = self.run.evaluate(self.plan, self.data, key, Some(table), all.to_vec());
        let Ok(cells) = cells else { return vec![None; all.len()] };
        let mut names: HashMap<String, usize> = HashMap::new();
        let of_row = (0..all.len()).map(|at| match cells.get(at) {
            Value::Missing => None,
            value => {
                let next = names.len();
                Some(*names.entry(format!("{value:?}")).or_insert(next))
            }
        });
        of_row.collect()
    }

    fn is_gathered(&self, mark: Wide) -> bool {
        self.traces.borrow().gathered.contains_key(&mark)
    }

    fn gather<'t>(&self, here: Stand, parts: impl Iterator<Item = (usize, &'t Trace)>) {
        let mut traces = self.traces.borrow_mut();
        for (group, trace) in parts {
            traces.gathered.entry((here, group)).or_default().merge(trace);
        }
        // The mark that this place has been gathered, also when it had no rows at all.
        traces.gathered.insert((here, usize::MAX), Trace::default());
    }
}

impl Traces {
    /// All inputs behind some gatherings, and behind those which they rest on.
    fn close(&mut self, wide: &BTreeSet<Wide>) -> Arc<BTreeSet<Input>> {
        if let Some(found) = self.closed.get(wide) {
            return found.clone();
        }
        let mut inputs = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<Wide> = wide.iter().copied().collect();
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            if let Some(trace) = self.gathered.get(&next) {
                inputs.extend(trace.own.iter().copied());
                open.extend(trace.wide.iter().copied());
            }
        }
        let inputs = Arc::new(inputs);
        self.closed.insert(wide.clone(), inputs.clone());
        inputs
    }
}
