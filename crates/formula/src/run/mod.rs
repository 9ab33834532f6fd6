//! A run: a plan applied to data for a day, under parameters.
//!
//! Definitions are worked out column by column in the order of the plan. A branch that is not
//! chosen is not worked out. A missing value spreads; it is never zero. [`run`] over [`Decimal`]
//! is official: an empty required cell or a missing result stops it. Over `f64` it is a
//! simulation, in which what is missing stays missing.

mod aggregates;
mod cells;
mod checks;
mod choices;
mod dates;
mod evaluate;
mod fills;
mod gaps;
mod groups;
mod inputs;
mod members;
mod monotone;
mod operators;
mod orders;
mod parameters;
mod rounding;
mod scales;
mod scenario;
mod shares;
mod variations;
mod waiting;

pub use cells::{Cells, Value, Values};
pub use checks::{CheckOutcome, Verdict};
pub use parameters::{ParamInForce, in_force, parameter_name};
pub use rounding::Tie;
pub use scenario::as_the_scenario_has_it;
pub use shares::{GroupShare, ShareDetail};
pub use variations::SolveDetail;
pub use waiting::Awaited;

pub(crate) use groups::number_groups;
pub(crate) use scales::scale_value;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Span, has_errors};
use crate::number::{Decimal, Number};
use crate::plan::{DefinitionId, ParamId, Plan, ScaleId, TableId};
use crate::standing::Standing;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The version of the meaning of formulas; part of a run's identity.
pub const ENGINE: &str = concat!("peshore-formula ", env!("CARGO_PKG_VERSION"));

/// What a run is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The day that the run is made for; parameters are read as in force on it.
    pub day: Date,
    /// The day up to which the data were known, where that is said. It tells runs apart and chooses
    /// nothing: parameters are those in force on `day`, and the data are those that are handed in.
    pub known: Option<Date>,
    /// Parameters given for this run alone, as text: `30%`, `284 680 000`, `true`.
    pub params: BTreeMap<String, String>,
    /// Standings that do not count: their cells, parameters, scales and definitions are as good as
    /// missing. A parameter that is given for this run alone counts.
    pub without: BTreeSet<Standing>,
}

impl Request {
    /// A run for a day, with parameters as the formula has them.
    pub fn on(day: Date) -> Request {
        Request { day, known: None, params: BTreeMap::new(), without: BTreeSet::new() }
    }
}

/// What identifies a run: equal identities give equal results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// SHA-256 of the formula's text.
    pub formula: String,
    /// SHA-256 of the data that it could read.
    pub data: String,
    /// SHA-256 of parameters and exclusions that differ from the formula's own.
    pub parameters: String,
    /// The version of the engine.
    pub engine: String,
    /// The day it was made for.
    pub day: Date,
    /// The day up to which the data were known, where that was said.
    pub known: Option<Date>,
    /// The scenario laid over the formula, whose text enters the formula's hash; none otherwise.
    pub scenario: Option<String>,
    /// SHA-256 of all of these.
    pub hash: String,
}

/// The outcome of a run.
#[derive(Debug, Clone)]
pub struct Run<N: Number> {
    identity: Identity,
    request: Request,
    params: Vec<ParamInForce>,
    values: Vec<Cells<N>>,
    shares: HashMap<Span, Arc<ShareDetail<N>>>,
    solves: HashMap<Span, SolveDetail<N>>,
    ties: Vec<Tie>,
    notices: Vec<Diagnostic>,
    checks: Vec<CheckOutcome>,
    has_gaps: bool,
}

impl<N: Number> Run<N> {
    /// What identifies it.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What it was asked for.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Parameters as they were in force, in the order of the plan.
    pub fn params(&self) -> &[ParamInForce] {
        &self.params
    }

    /// The value of a definition for a row; for a national one any row gives the same.
    pub fn value(&self, definition: DefinitionId, row: usize) -> Value<N> {
        self.values.get(definition.0).map_or(Value::Missing, |cells| cells.get(row))
    }

    /// The values of a definition.
    pub fn cells(&self, definition: DefinitionId) -> Option<&Cells<N>> {
        self.values.get(definition.0)
    }

    /// How the share at a place of the formula came out.
    pub fn share(&self, at: Span) -> Option<&ShareDetail<N>> {
        self.shares.get(&at).map(AsRef::as_ref)
    }

    /// Where the `solve` at a place of the formula reached its target.
    pub fn solve(&self, at: Span) -> Option<&SolveDetail<N>> {
        self.solves.get(&at)
    }

    /// Rows between which only their keys decided who gets a rounding unit.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// What is to be said of the run though it stands: what rounds change, where a law orders them.
    pub fn notices(&self) -> &[Diagnostic] {
        &self.notices
    }

    /// The values of parameters, the scales and the rules of the formula that do not count in this
    /// run because of their standing.
    pub fn left_out(&self, plan: &Plan) -> Vec<Awaited> {
        let without = &self.request.without;
        if without.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, param) in self.params.iter().enumerate() {
            let members = 0..param.members.len().max(1);
            let out = members.filter(|member| !param.counts(*member, without));
            let awaited = |member| Awaited::Param(ParamId(at), evaluate::as_index(member));
            found.extend(out.map(awaited));
        }
        for (at, scale) in plan.scales.iter().enumerate() {
            let version = scale.in_force(self.request.day);
            let out = version.is_some_and(|version| without.contains(&version.standing));
            found.extend(out.then_some(Awaited::Scale(ScaleId(at))));
        }
        for (at, rule) in plan.definitions.iter().enumerate() {
            let out = rule.standing.as_ref().is_some_and(|(s, _)| without.contains(s));
            found.extend(out.then_some(Awaited::Rule(DefinitionId(at))));
        }
        found
    }

    /// Every check and warning with its outcome.
    pub fn checks(&self) -> &[CheckOutcome] {
        &self.checks
    }

    /// Whether every check holds, as an adopted run must.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(|c| !c.stops || c.verdict == Verdict::Holds)
    }
}

/// The parameters of a plan as a request reads them, in the order of the plan.
///
/// # Errors
/// Parameters that are not in force on the day, and given ones that are unknown or unreadable.
pub fn params_in_force(
    plan: &Plan,
    request: &Request,
) -> Result<Vec<ParamInForce>, Vec<Diagnostic>> {
    parameters::in_force(plan, request)
}

/// Runs a plan on data.
///
/// Fails with everything that stands in the way: empty cells that are required, parameters that
/// are not in force, bounds that cannot be met, a division by zero. A check that does not hold is
/// no failure of the run (see [`Run::holds`]); but where a definition fails, the checks that do not
/// hold by then are said first, for they speak of the cause.
pub fn run<N: Runs>(
    plan: &Plan,
    data: &Data,
    request: &Request,
) -> Result<Run<N>, Vec<Diagnostic>> {
    let Attempt { run, gaps } = N::attempt(plan, data, request)?;
    if N::OFFICIAL && has_errors(&gaps) { Err(gaps) } else { Ok(run) }
}

/// A number over which plans are run: [`Decimal`] officially, `f64` in simulation.
///
/// A generic function is compiled in each crate that calls it, as that crate is compiled; the work
/// on every cell would so be done by code that is optimised as little as pages are. Through this
/// trait it is compiled here, once for each number, and optimised as this crate is.
pub trait Runs: Number {
    /// [`attempt`] over this number.
    fn attempt(
        plan: &Plan,
        data: &Data,
        request: &Request,
    ) -> Result<Attempt<Self>, Vec<Diagnostic>>;
}

impl Runs for Decimal {
    fn attempt(
        plan: &Plan,
        data: &Data,
        request: &Request,
    ) -> Result<Attempt<Decimal>, Vec<Diagnostic>> {
        attempt_over(plan, data, request)
    }
}

impl Runs for f64 {
    fn attempt(
        plan: &Plan,
        data: &Data,
        request: &Request,
    ) -> Result<Attempt<f64>, Vec<Diagnostic>> {
        attempt_over(plan, data, request)
    }
}

/// A run in which what is missing stayed missing, whatever the arithmetic, with all that it lacks.
///
/// Of an official run that is every required cell without a figure that counts and every cell for
/// which a missing result waits; of a simulation nothing. A run with gaps is none to be adopted.
#[derive(Debug, Clone)]
pub struct Attempt<N: Number> {
    /// The run.
    pub run: Run<N>,
    /// What it lacks, each by its place.
    pub gaps: Vec<Diagnostic>,
}

/// Runs a plan on data that may have gaps; fails as [`run`] does with what is no gap.
pub fn attempt<N: Runs>(
    plan: &Plan,
    data: &Data,
    request: &Request,
) -> Result<Attempt<N>, Vec<Diagnostic>> {
    N::attempt(plan, data, request)
}

/// [`attempt`] over any number, compiled where it is called: for one that counts or records what
/// is asked of it.
pub fn attempt_over<N: Number>(
    plan: &Plan,
    data: &Data,
    request: &Request,
) -> Result<Attempt<N>, Vec<Diagnostic>> {
    let params = parameters::in_force(plan, request)?;
    let mut evaluator = evaluate::Evaluator::<N>::new(plan, data, request, &params);
    for at in 0..plan.definitions.len() {
        if let Err(fault) = evaluator.define(DefinitionId(at)) {
            return Err(stopped(&mut evaluator, DefinitionId(at), *fault));
        }
    }
    let checks = checks::judge(&mut evaluator).map_err(|d| vec![*d])?;
    let evaluate::Evaluator { values, shares, solves, ties, notices, .. } = evaluator;
    let gaps = match N::OFFICIAL {
        true => gaps::gaps(plan, data, request, &params, &values),
        false => Vec::new(),
    };
    let run = Run {
        identity: identity(plan, data, request),
        request: request.clone(),
        params,
        values,
        shares,
        solves,
        ties,
        notices: notices.into_values().collect(),
        checks,
        has_gaps: has_errors(&gaps),
    };
    Ok(Attempt { run, gaps })
}

/// What is said when a definition fails: gaps, which may be the cause; else the checks that do not
/// hold so far, and the fault itself. A check on nothing but what the definition rests on says the
/// cause in words that were written for people: then the fault is its other place, and not said
/// once more.
fn stopped<N: Number>(
    evaluator: &mut evaluate::Evaluator<'_, N>,
    definition: DefinitionId,
    fault: Diagnostic,
) -> Vec<Diagnostic> {
    let (plan, data, request) = (evaluator.plan, evaluator.data, evaluator.request);
    if N::OFFICIAL {
        let gaps = gaps::gaps::<N>(plan, data, request, evaluator.params, &[]);
        if has_errors(&gaps) {
            return gaps;
        }
    }
    let broken = checks::broken_so_far(evaluator);
    let rests_on = plan.definition(definition).map(|d| checks::leaves(plan, &d.body));
    let cause = broken.iter().position(|(check, _)| {
        let asks = checks::leaves(plan, &check.condition);
        !asks.is_empty() && rests_on.as_ref().is_some_and(|rests_on| asks.is_subset(rests_on))
    });
    let mut found: Vec<Diagnostic> = broken.into_iter().map(|(_, found)| found).collect();
    match cause.and_then(|cause| found.get_mut(cause)) {
        Some(cause) => cause.other = Some(fault.place),
        None => found.push(fault),
    }
    found
}

impl<N: Number> Run<N> {
    /// What the value of a definition waits for where it is missing; nothing where it is known. The
    /// row is ignored for a national one.
    pub fn awaited(
        &self,
        plan: &Plan,
        data: &Data,
        definition: DefinitionId,
        row: usize,
    ) -> BTreeSet<Awaited> {
        let wanted = [(definition, row)];
        waiting::awaited((plan, data), &self.request, &self.params, &self.values, wanted)
    }

    /// The values of an expression of the plan for rows of its table, as this run has them.
    ///
    /// `rows` are rows of `table`, or empty for the country. The explanation, and whoever compares
    /// this run with another engine's, ask so for what stands inside a definition.
    pub fn evaluate(
        &self,
        plan: &Plan,
        data: &Data,
        expr: &crate::plan::Expr,
        table: Option<TableId>,
        rows: Vec<u32>,
    ) -> Result<Cells<N>, Box<Diagnostic>> {
        let mut evaluator = evaluate::Evaluator::<N>::new(plan, data, &self.request, &self.params);
        evaluator.values.clone_from(&self.values);
        evaluator.shares.clone_from(&self.shares);
        let rows = match table {
            None => evaluate::Rows::all(None, 1),
            Some(table) => evaluate::Rows::some(Some(table), rows, data.rows(table)),
        };
        evaluator.expr(expr, &rows)
    }
}

fn identity(plan: &Plan, data: &Data, request: &Request) -> Identity {
    let mut parameters = Sha256::new();
    let put = |hasher: &mut Sha256, text: &str| {
        hasher.update(text.len().to_be_bytes());
        hasher.update(text.as_bytes());
    };
    for (name, value) in &request.params {
        put(&mut parameters, name);
        put(&mut parameters, value.trim());
    }
    for standing in &request.without {
        put(&mut parameters, standing.word());
    }
    let parameters = hex::encode(parameters.finalize());
    let mut whole = Sha256::new();
    for part in [&plan.hash, data.hash(), &parameters, ENGINE, &request.day.to_string()] {
        put(&mut whole, part);
    }
    if let Some(known) = request.known {
        put(&mut whole, "known");
        put(&mut whole, &known.to_string());
    }
    Identity {
        formula: plan.hash.clone(),
        data: data.hash().to_owned(),
        parameters,
        engine: ENGINE.to_owned(),
        day: request.day,
        known: request.known,
        scenario: plan.scenario.as_ref().map(|scenario| scenario.name.clone()),
        hash: hex::encode(whole.finalize()),
    }
}

/// A run that may be adopted: decimal, without gaps, its checks hold, and no scenario is laid over
/// its formula. There is no other way to get one.
#[derive(Debug, Clone, Copy)]
pub struct Adoptable<'r>(&'r Run<Decimal>);

impl<'r> Adoptable<'r> {
    /// The run.
    pub fn run(self) -> &'r Run<Decimal> {
        self.0
    }
}

impl Run<Decimal> {
    /// The run as one that may be adopted; none for one of a scenario or with gaps, and for one
    /// whose checks do not hold.
    pub fn adoptable(&self) -> Option<Adoptable<'_>> {
        let is_whole = self.identity.scenario.is_none() && !self.has_gaps && self.holds();
        is_whole.then_some(Adoptable(self))
    }
}

/// An official run.
pub fn run_official(
    plan: &Plan,
    data: &Data,
    request: &Request,
) -> Result<Run<Decimal>, Vec<Diagnostic>> {
    run::<Decimal>(plan, data, request)
}
