//! A run with everything needed to show and explain it.

use crate::desk::RunSummary;
use crate::formulas::Formulas;
use crate::kept::OtherEngine;
use formula::data::{Data, Table, Values};
use formula::diagnostic::Diagnostic;
use formula::explain::{Explainer, Rests, Step};
use formula::number::{Decimal, sum};
use formula::plan::{Constant, DefinitionId, Plan, TableId, Type, UseId};
use formula::run::{Request, Run, Value, parameter_name};
use formula::standing::Standing;
use formula_data::{Findings, Inputs, Outcome, Package, TableText, read_tables};
use records::snapshot::{Snapshot, SnapshotTable};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A run, kept or asked as a question, with its plan and data. It never changes.
#[derive(Debug)]
pub struct OpenedRun {
    /// What is known of it as a kept run; none for a what-if.
    pub summary: Option<RunSummary>,
    /// The formula.
    pub plan: Arc<Plan>,
    /// What it was run on.
    pub data: Arc<Data>,
    /// What this version of the engine gives.
    pub run: Run<Decimal>,
    /// The runs of the formulas that it uses.
    pub used: Vec<Arc<OpenedRun>>,
    /// What was kept, where another version of the engine made the run; it stands, see
    /// [`OpenedRun::value`]. Derivations and steps are those of this version.
    pub other_engine: Option<OtherEngine>,
    pub(crate) formulas: Arc<Formulas>,
    pub(crate) snapshot: Arc<SnapshotTables>,
    request: Request,
    amount: DefinitionId,
    explained: OnceLock<Vec<Explained>>,
}

/// What is worked out once for every row.
#[derive(Debug)]
struct Explained {
    rests: Rests,
    steps: Vec<Step>,
}

impl OpenedRun {
    /// Runs a formula, and before it those that it uses.
    ///
    /// A parameter belongs to whichever of them declares it.
    pub(crate) fn make(
        formulas: &Arc<Formulas>,
        snapshot: &Arc<SnapshotTables>,
        request: &Request,
    ) -> Result<OpenedRun, Vec<Findings>> {
        let mut inputs = Reading(snapshot);
        let runs = formulas.library.run_on(&mut inputs, request)?;
        let mut made: Vec<Arc<OpenedRun>> = Vec::new();
        for outcome in runs.used {
            let used = before(&outcome.plan.name, formulas, &made);
            let own = own_request(request, outcome.plan, &used);
            let opened = OpenedRun::of(outcome, own, used, formulas, snapshot);
            made.push(Arc::new(opened));
        }
        let used = before(&runs.asked.plan.name, formulas, &made);
        Ok(OpenedRun::of(runs.asked, request.clone(), used, formulas, snapshot))
    }

    fn of(
        outcome: Outcome<'_>,
        request: Request,
        used: Vec<Arc<OpenedRun>>,
        formulas: &Arc<Formulas>,
        snapshot: &Arc<SnapshotTables>,
    ) -> OpenedRun {
        let plan = match formulas.named(&outcome.plan.name) {
            Some(shared) => Arc::clone(shared),
            None => Arc::new(outcome.plan.clone()),
        };
        OpenedRun {
            summary: None,
            amount: amount_of(&plan),
            plan,
            data: Arc::new(outcome.data),
            run: outcome.run,
            used,
            other_engine: None,
            formulas: Arc::clone(formulas),
            snapshot: Arc::clone(snapshot),
            request,
            explained: OnceLock::new(),
        }
    }

    /// The same snapshot and formula under other parameters: exact, and not kept.
    ///
    /// What this run was given stays given unless `parameters` say otherwise; figures of the
    /// standings `without` do not count, beside those that this run goes without.
    ///
    /// # Errors
    /// What stands in the way of the run.
    pub fn what_if(
        &self,
        parameters: &BTreeMap<String, String>,
        without: &BTreeSet<Standing>,
    ) -> Result<OpenedRun, Vec<Diagnostic>> {
        let mut request = self.request.clone();
        request.params.extend(parameters.clone());
        request.without.extend(without);
        OpenedRun::make(&self.formulas, &self.snapshot, &request)
            .map_err(|all| all.into_iter().flat_map(|findings| findings.diagnostics).collect())
    }

    /// What the run was asked for, with the parameters of the formulas that it uses.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The runs of the formulas that it uses, then itself: whoever lists parameters shows them all.
    pub fn outcomes(&self) -> impl Iterator<Item = &OpenedRun> {
        self.used.iter().map(AsRef::as_ref).chain([self])
    }

    /// Explains its values.
    pub fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.plan, &self.data, &self.run)
    }

    /// The result that is shared out: `grant`, else the first sum of money with a value for each
    /// row, else the first result with one.
    pub fn amount_definition(&self) -> DefinitionId {
        self.amount
    }

    /// The table to whose rows the amount belongs.
    pub fn amount_table(&self) -> Option<(TableId, &Table)> {
        let id = self.plan.definition(self.amount)?.table?;
        Some((id, self.data.table(id)?))
    }

    /// Every row with its municipality's code, in the order of the snapshot.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &str)> {
        let keys = self.amount_table().map(|(_, table)| table.keys.as_slice());
        keys.unwrap_or_default().iter().map(AsRef::as_ref).enumerate()
    }

    /// The row of a municipality.
    pub fn row(&self, code: &str) -> Option<usize> {
        self.amount_table()?.1.row(code)
    }

    /// The amount of a municipality.
    pub fn amount(&self, code: &str) -> Option<Decimal> {
        self.value(self.amount, self.row(code)?).number()
    }

    /// A number about a municipality by name: a definition, a result of another formula or a
    /// column, whichever the plan has. `None` is missing, which is not zero.
    pub fn number(&self, name: &str, code: &str) -> Option<Decimal> {
        let row = self.row(code)?;
        if let Some((id, _)) = self.plan.definition_named(name) {
            return self.value(id, row).number();
        }
        if let Some(at) = self.plan.uses.iter().position(|used| used.name == name) {
            let national = self.plan.uses.get(at).is_some_and(|used| used.table.is_none());
            let column = &self.data.use_column(UseId(at))?.column;
            return number_at(column, if national { 0 } else { row });
        }
        let (id, table) = self.amount_table()?;
        let (column, _) = self.plan.table(id)?.column_named(name)?;
        number_at(table.column(column)?, row)
    }

    /// The exact sum of all amounts; none when an amount is missing.
    pub fn total(&self) -> Option<Decimal> {
        let amounts: Option<Vec<Decimal>> =
            self.rows().map(|(row, _)| self.value(self.amount, row).number()).collect();
        sum(amounts?).ok()
    }

    /// What is shared out: the parameter `pool`; none for a formula that shares nothing out.
    pub fn pool(&self) -> Option<Decimal> {
        match self.run.params().iter().find(|param| param.name == "pool")?.value {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }

    /// On which inputs the amount of a municipality rests.
    pub fn rests(&self, code: &str) -> Option<&Rests> {
        Some(&self.explained().get(self.row(code)?)?.rests)
    }

    /// The steps of the amount of a municipality; they sum to it.
    pub fn steps(&self, code: &str) -> &[Step] {
        let found = self.row(code).and_then(|row| self.explained().get(row));
        found.map(|explained| explained.steps.as_slice()).unwrap_or_default()
    }

    fn explained(&self) -> &[Explained] {
        self.explained.get_or_init(|| {
            let explainer = self.explainer();
            let rows = self.rows().map(|(row, _)| Explained {
                rests: explainer.rests(self.amount, row),
                steps: explainer.steps(self.amount, row),
            });
            rows.collect()
        })
    }
}

/// What is asked of a formula that another one uses: its own parameters, and those of the formulas
/// that it uses itself.
fn own_request(request: &Request, plan: &Plan, used: &[Arc<OpenedRun>]) -> Request {
    let declared = |name: &str| {
        plan.param_named(parameter_name(name)).is_some()
            || used.iter().any(|other| other.request.params.contains_key(name))
    };
    let params = request.params.iter().filter(|(name, _)| declared(name));
    Request {
        params: params.map(|(name, value)| (name.clone(), value.clone())).collect(),
        ..request.clone()
    }
}

/// Those of the runs made before that a formula uses.
fn before(name: &str, formulas: &Formulas, made: &[Arc<OpenedRun>]) -> Vec<Arc<OpenedRun>> {
    let Some(plan) = formulas.named(name) else { return Vec::new() };
    let uses = |other: &OpenedRun| plan.uses.iter().any(|used| used.formula == other.plan.name);
    made.iter().filter(|other| uses(other)).cloned().collect()
}

fn amount_of(plan: &Plan) -> DefinitionId {
    let results = plan.results();
    let per_row = || results.iter().filter(|(_, d)| d.table.is_some());
    let money = |ty: &Type| match ty {
        Type::Number(unit) => unit.is_money() && unit.factors().count() == 1,
        _ => false,
    };
    per_row()
        .find(|(_, d)| d.name == "grant")
        .or_else(|| per_row().find(|(_, d)| money(&d.ty)))
        .or_else(|| per_row().next())
        .or_else(|| results.first())
        .map_or(DefinitionId(0), |(id, _)| *id)
}

fn number_at(column: &formula::data::Column, row: usize) -> Option<Decimal> {
    match &column.values {
        Values::Number(values) if !column.is_missing(row) => values.get(row).copied(),
        _ => None,
    }
}

/// A value as it is kept: a plain decimal or word; none when it is missing.
pub(crate) fn kept_text(opened: &OpenedRun, id: DefinitionId, row: usize) -> Option<String> {
    match opened.run.value(id, row) {
        Value::Missing => None,
        Value::Number(number) => Some(number.to_canonical()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Date(day) => Some(day.to_string()),
        Value::Text(text) => Some(text.to_string()),
        Value::Choice(at) => match &opened.plan.definition(id)?.ty {
            Type::Choice(list) => {
                opened.plan.choices.get(list.0)?.get(usize::try_from(at).ok()?).cloned()
            }
            _ => None,
        },
        Value::Row(at) => match &opened.plan.definition(id)?.ty {
            Type::Row(table) => {
                let keys = &opened.data.table(*table)?.keys;
                keys.get(usize::try_from(at).ok()?).map(ToString::to_string)
            }
            _ => None,
        },
    }
}

/// A snapshot, and its tables as each formula reads them.
#[derive(Debug)]
pub(crate) struct SnapshotTables {
    /// The snapshot.
    pub(crate) snapshot: Snapshot,
    /// Tables by hash of the plan that read them: reading text is dearer than a run.
    read: Mutex<HashMap<String, Vec<Table>>>,
}

impl SnapshotTables {
    pub(crate) fn new(snapshot: Snapshot) -> SnapshotTables {
        SnapshotTables { snapshot, read: Mutex::default() }
    }

    pub(crate) fn tables(&self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tables) = known.get(&plan.hash) {
            return Ok(tables.clone());
        }
        drop(known);
        let tables = read_snapshot(plan, &self.snapshot.tables)?;
        let mut known = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(plan.hash.clone(), tables.clone());
        Ok(tables)
    }
}

/// Reads the texts of a snapshot as the tables of a plan.
pub(crate) fn read_snapshot(
    plan: &Plan,
    tables: &[SnapshotTable],
) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let origins: Vec<String> = tables.iter().map(|table| format!("{}.csv", table.name)).collect();
    let texts: Vec<TableText<'_>> = tables
        .iter()
        .zip(&origins)
        .map(|(table, origin)| TableText {
            name: &table.name,
            origin,
            csv: table.cells.as_bytes(),
            status: table.statuses.as_deref().map(str::as_bytes),
            source: table.sources.as_deref().map(str::as_bytes),
        })
        .collect();
    read_tables(plan, &texts, &Package::default())
}

/// Reads the tables of a snapshot for a run.
struct Reading<'a>(&'a SnapshotTables);

impl Inputs for Reading<'_> {
    fn tables(&mut self, plan: &Plan) -> Result<Vec<Table>, Vec<Diagnostic>> {
        self.0.tables(plan)
    }
}
