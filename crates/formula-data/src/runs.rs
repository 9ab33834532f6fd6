//! Runs of a formula and of those that it uses, each fed with the results of those before it.

use crate::decided::read_decided;
use crate::folder::read_folder;
use crate::library::{Findings, Library};
use formula::check::nearest;
use formula::data::{Data, Table, UseValue, UseValues};
use formula::diagnostic::{Diagnostic, Place};
use formula::explain::{Explainer, Input};
use formula::number::Decimal;
use formula::plan::{ColumnId, Decided, DefinitionId, Plan, TableId, Use, UseId, Wording};
use formula::run::{Attempt, Request, Run, as_the_scenario_has_it, attempt, parameter_name};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// One formula, run.
#[derive(Debug, Clone)]
pub struct Outcome<'l> {
    /// The formula.
    pub plan: &'l Plan,
    /// What it was run on.
    pub data: Data,
    /// What came out.
    pub run: Run<Decimal>,
}

impl<'l> Outcome<'l> {
    /// The optional columns that were not delivered: they are missing in every row.
    pub fn undelivered(&self) -> Vec<(&'l formula::plan::Table, &'l formula::plan::Column)> {
        let tables = self.plan.tables.iter().enumerate();
        let columns = tables.flat_map(|(at, schema)| {
            let rows = self.data.table(TableId(at)).filter(|table| table.rows > 0);
            let columns = schema.columns.iter().enumerate();
            columns.filter_map(move |(place, column)| {
                let absent = rows.is_some_and(|table| table.column(ColumnId(place)).is_none());
                (absent && column.optional).then_some((schema, column))
            })
        });
        columns.collect()
    }
}

/// The runs of a formula and of those that it uses.
#[derive(Debug, Clone)]
pub struct Runs<'l> {
    /// The formula that was asked for.
    pub asked: Outcome<'l>,
    /// Those that it uses, each after those that it uses itself.
    pub used: Vec<Outcome<'l>>,
}

impl<'l> Runs<'l> {
    /// All, in the order in which they were made.
    pub fn all(&self) -> impl Iterator<Item = &Outcome<'l>> {
        self.used.iter().chain([&self.asked])
    }

    /// Parameters of a request that more than one formula has: each of them took the value. One
    /// that is meant alone is named with its formula, `FORMULA.NAME`.
    pub fn params_of_several(&self, request: &Request) -> Option<Findings> {
        let found = request.params.keys().filter_map(|name| {
            let has = |o: &&Outcome<'_>| own_param(o.plan, name).is_some();
            let formulas: Vec<&str> = self.all().filter(has).map(|o| &*o.plan.name).collect();
            let first = formulas.first().copied().filter(|_| formulas.len() > 1)?;
            let place = Place::Request(name.clone());
            let found = Diagnostic::error("run-param-in-several", place).warning();
            let found = found.with("name", &**name).with("first", first);
            Some(found.with("formulas", formulas.join(", ")))
        });
        let diagnostics: Vec<Diagnostic> = found.collect();
        let source = self.asked.plan.source.clone();
        (!diagnostics.is_empty()).then_some(Findings { source, diagnostics })
    }

    /// Checks that do not hold, and what else is to be said of a run that stands, by formula.
    pub fn broken_checks(&self) -> Vec<Findings> {
        self.all()
            .map(|outcome| Findings {
                source: outcome.plan.source.clone(),
                diagnostics: outcome
                    .run
                    .checks()
                    .iter()
                    .filter_map(|check| check.diagnostic())
                    .chain(outcome.run.notices().iter().cloned())
                    .collect(),
            })
            .filter(|findings| !findings.diagnostics.is_empty())
            .collect()
    }
}

/// Where runs take their data from.
pub trait Inputs {
    /// The tables of a formula.
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>>;

    /// The adopted amounts of a column `from decided` that the tables do not hold themselves, by
    /// key of the row. They are read, never worked out.
    fn decided(
        &mut self,
        _plan: &Plan,
        _table: &Table,
        _decided: &Decided,
    ) -> Result<Option<UseValues>, Vec<Diagnostic>> {
        Ok(None)
    }

    /// Values for a result of another formula, if they are given and not to be worked out.
    fn used(&mut self, _plan: &Plan, _used: &Use) -> Option<UseValues> {
        None
    }
}

/// A folder that holds one `TABLE.csv` for each table.
impl Inputs for &Path {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        read_folder(plan, self)
    }

    fn decided(
        &mut self,
        plan: &Plan,
        table: &Table,
        decided: &Decided,
    ) -> Result<Option<UseValues>, Vec<Diagnostic>> {
        read_decided(plan, table, decided, self)
    }
}

impl Library {
    /// Runs the formula and those that it uses on the tables of a folder. A parameter belongs to
    /// whichever formula declares it.
    pub fn run_all(&self, folder: &Path, request: &Request) -> Result<Runs<'_>, Vec<Findings>> {
        let mut folder = folder;
        self.run_on(&mut folder, request)
    }

    /// The same on tables from elsewhere.
    ///
    /// A refusal names all that stands in the way, of every formula: where one lacks figures, those
    /// that use it are still asked what they lack themselves. What follows from a fault that was
    /// named is not named again.
    pub fn run_on(
        &self,
        inputs: &mut dyn Inputs,
        request: &Request,
    ) -> Result<Runs<'_>, Vec<Findings>> {
        let (runs, gaps) = self.attempt_on(inputs, request)?;
        if gaps.is_empty() { Ok(runs) } else { Err(gaps) }
    }

    /// Runs in which what is missing stayed missing, with all that they lack. Fails with what is no
    /// gap. Runs with gaps are none to be adopted.
    pub fn attempt_on(
        &self,
        inputs: &mut dyn Inputs,
        request: &Request,
    ) -> Result<(Runs<'_>, Vec<Findings>), Vec<Findings>> {
        let needed = self.needed(inputs);
        refuse_unknown_params(&needed, request)?;
        let mut done: Vec<Outcome<'_>> = Vec::new();
        let (mut faults, mut gaps) = (Vec::new(), Vec::new());
        let mut failed: BTreeSet<&str> = BTreeSet::new();
        for (plan, given) in needed {
            let is_given = |at: usize| given.iter().any(|(id, _)| id.0 == at);
            let mut used = plan.uses.iter().enumerate().filter(|(at, _)| !is_given(*at));
            if used.any(|(_, used)| failed.contains(used.formula.as_str())) {
                failed.insert(&plan.name);
                continue;
            }
            let findings = |diagnostics| Findings { source: plan.source.clone(), diagnostics };
            let tables = with_decisions(plan, inputs);
            match tables.and_then(|tables| outcome(plan, tables, given, &done, request)) {
                Ok((outcome, lacking)) => {
                    done.push(outcome);
                    if !lacking.is_empty() {
                        gaps.push(findings(lacking));
                    }
                }
                Err(diagnostics) => {
                    failed.insert(&plan.name);
                    faults.push(findings(diagnostics));
                }
            }
        }
        if !faults.is_empty() {
            gaps.extend(faults);
            return Err(gaps);
        }
        match done.pop() {
            Some(asked) => Ok((Runs { asked, used: done }, gaps)),
            None => Err(Vec::new()),
        }
    }

    /// The formulas that must be run, in order, each with the values that are given.
    fn needed(&self, inputs: &mut dyn Inputs) -> Vec<(&Plan, Given)> {
        let mut wanted: BTreeSet<&str> = self.plan().map(|p| p.name.as_str()).into_iter().collect();
        let mut needed = Vec::new();
        for plan in self.plans().iter().rev() {
            if !wanted.contains(plan.name.as_str()) {
                continue;
            }
            let mut given = Vec::new();
            for (at, used) in plan.uses.iter().enumerate() {
                match inputs.used(plan, used) {
                    Some(values) => given.push((UseId(at), values)),
                    None => {
                        wanted.insert(&used.formula);
                    }
                }
            }
            needed.push((plan, given));
        }
        needed.reverse();
        needed
    }
}

/// The tables of a formula from a folder as a run takes them: read, and columns `from decided`
/// filled with the adopted amounts that lie beside them.
///
/// # Errors
/// What is wrong with the tables, or with the adopted amounts.
pub fn read_with_decisions(plan: &Plan, folder: &Path) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let mut folder = folder;
    with_decisions(plan, &mut folder)
}

/// The tables of a formula, columns `from decided` filled with the adopted amounts.
fn with_decisions(plan: &Plan, inputs: &mut dyn Inputs) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let mut tables = inputs.tables(plan)?;
    let mut diagnostics = Vec::new();
    for table in &mut tables {
        let Some(schema) = plan.table(table.table) else { continue };
        for (at, column) in schema.columns.iter().enumerate() {
            let Some(decided) = &column.decided else { continue };
            let delivered = table.column(ColumnId(at)).is_some();
            match inputs.decided(plan, table, decided) {
                Ok(Some(_)) if delivered => diagnostics.push(
                    Diagnostic::error("data-decided-twice", table.whole(plan))
                        .with("column", &*column.name)
                        .with("formula", &*decided.formula)
                        .with("result", &*decided.result)
                        .other(Place::Formula(column.span)),
                ),
                Ok(Some(amounts)) => table.decide(ColumnId(at), &amounts),
                Ok(None) => {}
                Err(faults) => diagnostics.extend(faults),
            }
        }
    }
    if diagnostics.is_empty() { Ok(tables) } else { Err(diagnostics) }
}

/// Values that are given for results of other formulas.
type Given = Vec<(UseId, UseValues)>;

fn refuse_unknown_params(
    needed: &[(&Plan, Given)],
    request: &Request,
) -> Result<(), Vec<Findings>> {
    let Some((asked, _)) = needed.last() else { return Ok(()) };
    let known = |name: &str| needed.iter().any(|(plan, _)| own_param(plan, name).is_some());
    let mut names: Vec<&str> =
        needed.iter().flat_map(|(plan, _)| &plan.params).map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    let diagnostics: Vec<Diagnostic> = request
        .params
        .keys()
        .filter(|name| !known(name))
        .map(|name| {
            let near = nearest(name, names.iter().copied()).unwrap_or_default();
            Diagnostic::error("run-param-unknown", Place::Request(name.clone()))
                .with("name", &**name)
                .with("near", near)
        })
        .collect();
    if diagnostics.is_empty() {
        return Ok(());
    }
    Err(vec![Findings { source: asked.source.clone(), diagnostics }])
}

/// The name of a parameter as a formula knows it, if it is one of its own: `pool`, or
/// `FORMULA.pool` of that formula alone; perhaps with a member behind it.
fn own_param<'n>(plan: &Plan, name: &'n str) -> Option<&'n str> {
    let dot = name.find('.').filter(|dot| name.find('[').is_none_or(|opened| *dot < opened));
    let own = match dot {
        Some(dot) if name.get(..dot) == Some(plan.name.as_str()) => name.get(dot + 1..)?,
        Some(_) => return None,
        None => name,
    };
    plan.param_named(parameter_name(own)).map(|_| own)
}

fn outcome<'l>(
    plan: &'l Plan,
    tables: Vec<Table>,
    given: Given,
    done: &[Outcome<'_>],
    request: &Request,
) -> Result<(Outcome<'l>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut uses = given;
    for (at, used) in plan.uses.iter().enumerate() {
        if uses.iter().any(|(id, _)| id.0 == at) {
            continue;
        }
        let other = done.iter().find(|outcome| outcome.plan.name == used.formula);
        let result = other.and_then(|other| {
            let results = other.plan.results();
            let (id, _) = results.iter().find(|(_, d)| d.name == used.result)?;
            Some(use_values(other.plan, &other.data, &other.run, *id))
        });
        uses.extend(result.map(|values| (UseId(at), values)));
    }
    let data = as_the_scenario_has_it(plan, Data::new(plan, tables, &uses)?)?;
    let params: BTreeMap<String, String> = request
        .params
        .iter()
        .filter_map(|(name, value)| Some((own_param(plan, name)?.to_owned(), value.clone())))
        .collect();
    let own = Request { params, ..request.clone() };
    let Attempt { run, mut gaps } = attempt::<Decimal>(plan, &data, &own)?;
    // The formula that was run before says for which cells it waits.
    let worked_out = |name: &str| done.iter().any(|outcome| outcome.plan.name == name);
    gaps.retain(|gap| {
        gap.id != "run-use-missing" || !gap.argument("formula").is_some_and(worked_out)
    });
    Ok((Outcome { plan, data, run }, gaps))
}

/// A result of a run as an input of another formula: each value with the weakest standing among
/// what it rests on, and the words of that weakest input.
pub fn use_values(plan: &Plan, data: &Data, run: &Run<Decimal>, result: DefinitionId) -> UseValues {
    let explainer = Explainer::new(plan, data, run);
    let table = plan.definition(result).and_then(|d| d.table).and_then(|t| data.table(t));
    let keys = table.map_or_else(|| vec![Arc::from("")], |t| t.keys.clone());
    let values = keys
        .into_iter()
        .enumerate()
        .map(|(row, key)| {
            let rests = explainer.rests(result, row);
            let weakest = rests.unverified.first().map(|(_, input)| *input);
            UseValue {
                key,
                value: run.value(result, row).number(),
                standing: rests.weakest,
                source: weakest.and_then(|input| words(plan, data, run, input)),
            }
        })
        .collect();
    UseValues { run: run.identity().hash.clone(), day: run.identity().day, values }
}

/// Where an input comes from, or why it is assumed, in the words of the formula or of the data.
fn words(plan: &Plan, data: &Data, run: &Run<Decimal>, input: Input) -> Option<Arc<Wording>> {
    match input {
        Input::Param(id) => {
            let param = run.params().get(id.0)?;
            param.reason.as_ref().or(param.cites.first()).cloned().map(Arc::new)
        }
        Input::ParamOf(id, place) => {
            let (param, place) = (run.params().get(id.0)?, place as usize);
            let words = param.reason_of(place).or(param.cites_of(place).first());
            words.cloned().map(Arc::new)
        }
        Input::Rule(id) => {
            plan.definition(id)?.standing.as_ref().map(|(_, reason)| Arc::new(reason.clone()))
        }
        Input::Cell(table, column, row) => {
            data.table(table)?.column(column)?.source.get(row as usize)?.clone()
        }
        Input::Use(id, row) => data.use_column(id)?.column.source.get(row as usize)?.clone(),
        Input::Scale(_) => None,
    }
}
