//! Values under other values: `with`, and `solve` with the first step that reaches its target.
//!
//! Only what rests on the varied is worked out anew, and everything is put back afterwards. How
//! often that may happen in one run is bounded, by count and not by time, so that equal runs end
//! equally.

use super::cells::{Cells, Value};
use super::evaluate::{Evaluator, Fallible, Rows};
use super::monotone::Direction;
use super::{ParamInForce, Run};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Span};
use crate::number::{ArithmeticError, Number};
use crate::plan::{Constant, DefinitionId, Expr, Plan, Solve, Varied};
use crate::syntax::ast::RoundMode;
use std::cmp::Ordering;

/// How many definitions a run may work out anew.
const ANEW_MAX: usize = 200_000;

/// How many values may be worked out anew in a run, over all rows: about a minute's work. Without
/// it a search of ten thousand steps over a long table would go on for the better part of an hour.
const ANEW_CELLS_MAX: usize = 250_000_000;
/// How deep values under other values may stand in each other.
const DEPTH_MAX: usize = 8;
/// How many steps are tried one by one where it is not proved that the total is monotone.
const STEPS_MAX: i64 = 10_000;

/// Where a `solve` reached its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolveDetail<N> {
    /// The step, counted from zero at the start.
    pub step: i64,
    /// How many steps there are up to the other end.
    pub steps: i64,
    /// The value of the unknown at the step.
    pub value: N,
    /// The total there.
    pub total: N,
    /// The target there.
    pub target: N,
    /// The total less the target.
    pub residual: N,
    /// Whether the step was found by halving, because the total is proved to be monotone.
    pub halved: bool,
}

/// A `solve` under way.
struct Search<'e, N: Number> {
    solve: &'e Solve,
    anew: Vec<DefinitionId>,
    from: N,
    step: N,
    steps: i64,
    span: Span,
}

/// Total and target at a step.
type Trial<N> = (N, N);

impl<N: Number> Run<N> {
    /// The run as it would be with other parameters or definitions, as far as `value` needs it: so
    /// the explanation shows what `with` worked out.
    pub(crate) fn under_other_values(
        &self,
        plan: &Plan,
        data: &Data,
        settings: &[(Varied, Expr)],
        value: &Expr,
    ) -> Fallible<Run<N>> {
        let mut evaluator = Evaluator::<N>::new(plan, data, &self.request, &self.params);
        evaluator.values.clone_from(&self.values);
        evaluator.shares.clone_from(&self.shares);
        evaluator.solves.clone_from(&self.solves);
        let varied = evaluator.settings(settings)?;
        let what: Vec<Varied> = settings.iter().map(|(what, _)| *what).collect();
        let anew = plan.anew(&what, &[value]);
        let (values, shares, solves) =
            evaluator.under(&varied, &anew, value.span, |evaluator| {
                Ok((evaluator.values.clone(), evaluator.shares.clone(), evaluator.solves.clone()))
            })?;
        let mut params = self.params.clone();
        for (what, cells) in &varied {
            let Varied::Param(id) = what else { continue };
            if let (Some(param), Some(value)) = (params.get_mut(id.0), constant_of(&cells.get(0))) {
                let members = Vec::new();
                let (cites, reason, since) = (Vec::new(), None, None);
                *param = ParamInForce { value, members, cites, reason, since, ..param.clone() };
            }
        }
        Ok(Run { params, values, shares, solves, ..self.clone() })
    }
}

/// A value as a parameter holds it; none for what no parameter is.
fn constant_of<N: Number>(value: &Value<N>) -> Option<Constant> {
    Some(match value {
        Value::Number(number) => Constant::Number(number.to_decimal()?),
        Value::Bool(holds) => Constant::Bool(*holds),
        Value::Date(day) => Constant::Date(*day),
        Value::Text(text) => Constant::Text(text.to_string()),
        _ => return None,
    })
}

impl<N: Number> Evaluator<'_, N> {
    pub(super) fn with(
        &mut self,
        value: &Expr,
        settings: &[(Varied, Expr)],
        rows: &Rows,
        span: Span,
    ) -> Fallible<Cells<N>> {
        let varied = self.settings(settings)?;
        let what: Vec<Varied> = settings.iter().map(|(what, _)| *what).collect();
        let anew = self.plan.anew(&what, &[value]);
        self.under(&varied, &anew, span, |evaluator| evaluator.expr(value, rows))
    }

    /// What parameters or definitions are set to.
    fn settings(&mut self, settings: &[(Varied, Expr)]) -> Fallible<Vec<(Varied, Cells<N>)>> {
        let country = Rows::all(None, 1);
        let mut varied = Vec::with_capacity(settings.len());
        for (what, setting) in settings {
            varied.push((*what, self.expr(setting, &country)?));
        }
        Ok(varied)
    }

    /// Works something out under other values, and puts everything back.
    fn under<T>(
        &mut self,
        varied: &[(Varied, Cells<N>)],
        anew: &[DefinitionId],
        span: Span,
        work: impl FnOnce(&mut Self) -> Fallible<T>,
    ) -> Fallible<T> {
        self.anew = self.anew.saturating_add(anew.len());
        self.anew_cells = self.anew_cells.saturating_add(self.cells_of(anew));
        let too_much = self.anew > ANEW_MAX || self.anew_cells > ANEW_CELLS_MAX;
        if too_much || self.depth >= DEPTH_MAX {
            return Err(Box::new(Diagnostic::at("run-varied-too-much", span)));
        }
        let before = (self.values.clone(), self.shares.clone(), self.overrides.clone());
        let (ties, notices) = (self.ties.len(), self.notices.clone());
        let solves = self.solves.clone();
        self.depth += 1;
        for (what, cells) in varied {
            match what {
                Varied::Param(id) => {
                    self.overrides.insert(*id, cells.clone());
                }
                Varied::Definition(id) => self.put(*id, cells.clone()),
            }
        }
        let outcome = anew
            .iter()
            .try_for_each(|id| {
                let cells = self.work_out(*id)?;
                self.put(*id, cells);
                Ok(())
            })
            .and_then(|()| work(self));
        self.depth -= 1;
        (self.values, self.shares, self.overrides) = before;
        self.ties.truncate(ties);
        (self.notices, self.solves) = (notices, solves);
        outcome
    }

    /// How many values definitions have together.
    fn cells_of(&self, definitions: &[DefinitionId]) -> usize {
        let tables = definitions.iter().filter_map(|id| self.plan.definition(*id));
        let rows = tables.map(|it| it.table.map_or(1, |table| self.data.rows(table)));
        rows.fold(0, usize::saturating_add)
    }

    /// Puts a value in the place of a definition, which may come later in the plan.
    fn put(&mut self, id: DefinitionId, cells: Cells<N>) {
        if self.values.len() <= id.0 {
            self.values.resize(id.0 + 1, Cells::single(Value::Missing));
        }
        if let Some(slot) = self.values.get_mut(id.0) {
            *slot = cells;
        }
    }

    pub(super) fn solve(&mut self, solve: &Solve, span: Span) -> Fallible<Cells<N>> {
        let country = Rows::all(None, 1);
        let mut ends = Vec::with_capacity(3);
        for end in [&solve.from, &solve.to, &solve.step] {
            ends.push(self.expr(end, &country)?.number(0));
        }
        let [Some(from), Some(to), Some(step)] = ends.as_slice() else {
            return Ok(Cells::single(Value::Missing));
        };
        let (from, to, step) = (*from, *to, *step);
        if step.is_negative() || step.is_zero() {
            return Err(Box::new(self.fault("run-solve-step", solve.step.span, &country, 0)));
        }
        let fault = |error| self.arithmetic_fault(error, span, &country, 0);
        let width = to.sub(from).map_err(fault)?;
        let steps = width.abs().settled_units(step).map_err(fault)?;
        let steps = steps.whole(RoundMode::Floor).to_i64_exact();
        let Some(steps) = steps else {
            return Err(self.arithmetic_fault(ArithmeticError::Overflow, span, &country, 0));
        };
        let anew = self.plan.anew(&[solve.unknown], &[&solve.total, &solve.target]);
        let step = if width.is_negative() { step.neg() } else { step };
        let search = Search { solve, anew, from, step, steps, span };
        let Some((at, (total, target), halved)) = self.find(&search)? else {
            return Ok(Cells::single(Value::Missing));
        };
        let fault = |error| self.arithmetic_fault(error, span, &country, 0);
        let value = self.value_at(&search, at)?;
        let residual = total.sub(target).map_err(fault)?;
        let detail = SolveDetail { step: at, steps, value, total, target, residual, halved };
        self.solves.insert(span, detail);
        Ok(Cells::single(Value::Number(value)))
    }

    fn value_at(&self, search: &Search<'_, N>, at: i64) -> Fallible<N> {
        let country = Rows::all(None, 1);
        let value = N::from_i64(at).mul(search.step).and_then(|way| search.from.add(way));
        value.map_err(|error| self.arithmetic_fault(error, search.span, &country, 0))
    }

    /// Total and target at a step; none where a value is missing.
    fn trial(&mut self, search: &Search<'_, N>, at: i64) -> Fallible<Option<Trial<N>>> {
        let value = Cells::single(Value::Number(self.value_at(search, at)?));
        let country = Rows::all(None, 1);
        let varied = [(search.solve.unknown, value)];
        self.under(&varied, &search.anew, search.span, |evaluator| {
            let total = evaluator.expr(&search.solve.total, &country)?.number(0);
            let target = evaluator.expr(&search.solve.target, &country)?.number(0);
            Ok(total.zip(target))
        })
    }

    /// The first step that reaches the target, with total and target there, and whether it was
    /// found by halving.
    fn find(&mut self, search: &Search<'_, N>) -> Fallible<Option<(i64, Trial<N>, bool)>> {
        let Some(start) = self.trial(search, 0)? else { return Ok(None) };
        let order = start.0.compare(start.1);
        if order == Ordering::Equal {
            return Ok(Some((0, start, false)));
        }
        let solve = search.solve;
        let direction = self
            .direction(&solve.total, None, solve.unknown, &search.anew)?
            .with(self.direction(&solve.target, None, solve.unknown, &search.anew)?.other());
        if direction == Direction::Unknown {
            return self.step_by_step(search, start, order);
        }
        let Some(last) = self.trial(search, search.steps)? else { return Ok(None) };
        if last.0.compare(last.1) == order {
            return Err(self.never_reached(search, start, last));
        }
        let (mut below, mut reached, mut found) = (0, search.steps, last);
        while reached - below > 1 {
            let middle = below + (reached - below) / 2;
            let Some(trial) = self.trial(search, middle)? else { return Ok(None) };
            if trial.0.compare(trial.1) == order {
                below = middle;
            } else {
                (reached, found) = (middle, trial);
            }
        }
        Ok(Some((reached, found, true)))
    }

    /// Tries one step after the other, and refuses a total that turns back on the way.
    fn step_by_step(
        &mut self,
        search: &Search<'_, N>,
        start: Trial<N>,
        order: Ordering,
    ) -> Fallible<Option<(i64, Trial<N>, bool)>> {
        let mut before = start;
        for at in 1..=search.steps.min(STEPS_MAX) {
            let Some(trial) = self.trial(search, at)? else { return Ok(None) };
            if trial.0.compare(trial.1) != order {
                return Ok(Some((at, trial, false)));
            }
            let turned = before.1.compare(trial.1) == Ordering::Equal
                && before.0.compare(trial.0) == order.reverse();
            if turned {
                return Err(self.turned_back(search, at, before.0, trial.0));
            }
            before = trial;
        }
        if search.steps > STEPS_MAX {
            let diagnostic = Diagnostic::at("run-solve-too-many-steps", search.span)
                .with("steps", search.steps.to_string())
                .with("limit", STEPS_MAX.to_string());
            return Err(Box::new(diagnostic));
        }
        Err(self.never_reached(search, start, before))
    }

    fn never_reached(
        &self,
        search: &Search<'_, N>,
        start: Trial<N>,
        last: Trial<N>,
    ) -> Box<Diagnostic> {
        let end = self.value_at(search, search.steps).unwrap_or(search.from);
        Box::new(
            Diagnostic::at("run-solve-never", search.span)
                .with("text", self.words_of(search.solve.total.span))
                .with("target", shown(last.1))
                .with("from", shown(search.from))
                .with("first", shown(start.0))
                .with("to", shown(end))
                .with("last", shown(last.0)),
        )
    }

    fn turned_back(&self, search: &Search<'_, N>, at: i64, before: N, after: N) -> Box<Diagnostic> {
        let value = self.value_at(search, at).unwrap_or(search.from);
        Box::new(
            Diagnostic::at("run-solve-turns", search.span)
                .with("text", self.words_of(search.solve.total.span))
                .with("before", shown(before))
                .with("after", shown(after))
                .with("value", shown(value)),
        )
    }

    fn words_of(&self, span: Span) -> String {
        self.plan.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn shown<N: Number>(number: N) -> String {
    number.to_decimal().map(|d| d.to_string()).unwrap_or_default()
}
