//! Kept runs as this station writes and reads them.

pub(crate) mod data;

use crate::desk::{BASELINE, Desk, RunSummary};
use crate::error::Error;
use crate::formulas::{Formulas, file_of};
use crate::kept::{OnlyKept, OtherEngine};
use crate::opened::{OpenedRun, SnapshotTables, kept_text};
use formula::diagnostic::Source;
use formula::explain::Explainer;
use formula::plan::Constant;
use formula::run::{ENGINE, Request};
use formula::standing::Standing;
use jiff::civil::Date;
use records::database::Database;
use records::identity::Identifier;
use records::run::{self, ResultRow, Run, RunHead};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is kept in a run's `parameters`: everything besides text and data that decides it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Conditions {
    /// The day up to which the data were known, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known: Option<String>,
    /// Parameters given for this run alone, those of the formulas it uses among them.
    given: BTreeMap<String, String>,
    /// Standings that do not count.
    without: Vec<String>,
    /// Every parameter of the formula as it was in force, for who reads the row later.
    in_force: BTreeMap<String, String>,
    /// The runs of the formulas that it uses.
    used: Vec<UsedRun>,
}

/// A run whose results another one uses.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct UsedRun {
    /// The formula.
    pub(crate) formula: String,
    /// The kept run.
    pub(crate) run: Identifier,
}

impl Conditions {
    /// Those of a run; which kept runs it uses is known once they are kept.
    pub(crate) fn of(opened: &OpenedRun) -> Conditions {
        let request = opened.request();
        let in_force = opened.run.params().iter();
        Conditions {
            known: request.known.map(|day| day.to_string()),
            given: request.params.clone(),
            without: request.without.iter().map(|s| s.word().to_owned()).collect(),
            in_force: in_force.map(|p| (p.name.clone(), constant_text(&p.value))).collect(),
            used: Vec::new(),
        }
    }

    /// Names the kept runs that it uses.
    pub(crate) fn set_used(&mut self, used: Vec<UsedRun>) {
        self.used = used;
    }

    /// As it is kept.
    pub(crate) fn to_json(&self) -> Result<Value, Error> {
        let json = serde_json::to_value(self);
        Ok(json.map_err(|error| records::Error::value("run.parameters", &error.to_string()))?)
    }

    fn read(parameters: &Value) -> Result<Conditions, Error> {
        let read = serde_json::from_value(parameters.clone());
        Ok(read.map_err(|_| records::Error::value("run.parameters", &parameters.to_string()))?)
    }

    fn known(&self) -> Result<Option<Date>, Error> {
        let read = |day: &String| {
            day.parse().map_err(|_| Error::from(records::Error::value("run.parameters", day)))
        };
        self.known.as_ref().map(read).transpose()
    }

    fn without(&self) -> Result<BTreeSet<Standing>, Error> {
        let read = |word: &String| {
            Standing::from_word(word)
                .ok_or_else(|| Error::from(records::Error::value("run.parameters", word)))
        };
        self.without.iter().map(read).collect()
    }
}

fn constant_text(constant: &Constant) -> String {
    match constant {
        Constant::Number(number) => number.to_canonical(),
        Constant::Bool(value) => value.to_string(),
        Constant::Date(day) => day.to_string(),
        Constant::Text(text) => text.clone(),
    }
}

/// The kept runs of a formula, newest first.
pub(crate) async fn summaries(
    database: &Database,
    formula: &str,
) -> Result<Vec<RunSummary>, Error> {
    let all = run::list_with_parameters(database, Some(formula)).await?;
    all.into_iter()
        .map(|(head, parameters)| summary(head, &Conditions::read(&parameters)?))
        .collect()
}

fn summary(head: RunHead, conditions: &Conditions) -> Result<RunSummary, Error> {
    Ok(RunSummary {
        id: head.id,
        formula: head.formula_name,
        day: head.for_date,
        parameters: conditions.given.clone(),
        without: conditions.without()?,
        made_at: head.made_at,
        made_by: head.made_by,
        hash: head.hash,
        snapshot: head.snapshot,
        is_baseline: head.label == BASELINE,
        label: head.label,
        is_on_data_in_force: true,
        engine: head.engine_version,
    })
}

/// Makes a kept run anew from its snapshot and texts, and compares everything.
///
/// A run of another version of the engine is never refused for what this version makes of it: what
/// was kept stands, and what comes out is compared with it.
pub(crate) async fn open(desk: &Desk, id: &Identifier) -> Result<OpenedRun, Error> {
    let kept = run::load(desk.database(), id).await?;
    let conditions = Conditions::read(&kept.parameters)?;
    let behind = behind(desk, &conditions).await?;
    let snapshot = desk.snapshot(&kept.head.snapshot).await?;
    let summary = summary(kept.head.clone(), &conditions)?;
    let mut opened = match anew(desk, &kept, &behind, &snapshot, &conditions) {
        Ok(opened) => opened,
        Err(Error::Formula(findings)) if summary.engine != ENGINE => {
            let only = OnlyKept { summary, results: kept.results, findings };
            return Err(Error::OnlyKept(Arc::new(only)));
        }
        Err(error) => return Err(error),
    };
    if summary.engine == ENGINE {
        compare(&kept, &opened)?;
    } else {
        let found = result_rows(&opened);
        opened.other_engine = Some(OtherEngine::new(&summary.engine, &kept.results, &found));
    }
    opened.used = opened.used.into_iter().map(|used| told_apart(used, &behind)).collect();
    opened.summary = Some(summary);
    Ok(opened)
}

/// A kept run behind another one.
struct Behind {
    run: Run,
    summary: RunSummary,
}

/// The kept runs that a run uses, and those that these use; each once.
async fn behind(desk: &Desk, conditions: &Conditions) -> Result<Vec<Behind>, Error> {
    let mut found: Vec<Behind> = Vec::new();
    let mut open: Vec<UsedRun> = conditions.used.clone();
    while let Some(used) = open.pop() {
        if found.iter().any(|behind| behind.summary.id == used.run) {
            continue;
        }
        let run = run::load(desk.database(), &used.run).await?;
        let its = Conditions::read(&run.parameters)?;
        open.extend(its.used.iter().cloned());
        found.push(Behind { summary: summary(run.head.clone(), &its)?, run });
    }
    Ok(found)
}

/// The run as this version of the engine works it out from what was kept.
fn anew(
    desk: &Desk,
    kept: &Run,
    behind: &[Behind],
    snapshot: &Arc<SnapshotTables>,
    conditions: &Conditions,
) -> Result<OpenedRun, Error> {
    let text = |run: &Run| Source::new(file_of(&run.head.formula_name), run.formula_text.clone());
    let others = behind.iter().map(|behind| text(&behind.run)).collect();
    let formulas = same_or_read(desk, &kept.head.formula_name, text(kept), others)?;
    let request = Request {
        day: kept.head.for_date,
        known: conditions.known()?,
        params: conditions.given.clone(),
        without: conditions.without()?,
    };
    OpenedRun::make(&formulas, snapshot, &request).map_err(Error::formula)
}

/// The formula of the program where it reads the same, so that its plan is shared.
fn same_or_read(
    desk: &Desk,
    name: &str,
    main: Source,
    others: Vec<Source>,
) -> Result<Arc<Formulas>, Error> {
    if let Ok(entry) = desk.formula(name) {
        let texts = || std::iter::once(&main).chain(&others);
        let same = |plan: &Arc<formula::plan::Plan>| texts().any(|t| t.text == plan.source.text);
        if entry.formulas.plans.iter().all(same) {
            return Ok(Arc::clone(&entry.formulas));
        }
    }
    Ok(Arc::new(Formulas::read(main, others)?))
}

/// The run with what is known of it as a kept one. One of another version of the engine is found by
/// its formula, for its hash holds the version; what was kept of it stands.
fn told_apart(used: Arc<OpenedRun>, behind: &[Behind]) -> Arc<OpenedRun> {
    let is_it = |kept: &&Behind| match kept.summary.engine == ENGINE {
        true => kept.summary.hash == used.run.identity().hash,
        false => kept.summary.formula == used.plan.name,
    };
    let found = behind.iter().find(is_it);
    match Arc::try_unwrap(used) {
        Ok(mut own) => {
            own.summary = found.map(|kept| kept.summary.clone());
            own.other_engine = found.filter(|kept| kept.summary.engine != ENGINE).map(|kept| {
                OtherEngine::new(&kept.summary.engine, &kept.run.results, &result_rows(&own))
            });
            Arc::new(own)
        }
        Err(shared) => shared,
    }
}

/// The values of a run as they are kept, in the order in which they are shown.
pub(crate) fn result_rows(opened: &OpenedRun) -> Vec<ResultRow> {
    let explainer = opened.explainer();
    let mut rows = Vec::new();
    for (id, definition) in opened.plan.results() {
        let table = definition.table.and_then(|t| opened.data.table(t));
        let count = table.map_or(1, |t| t.rows);
        let mut column: Vec<ResultRow> =
            (0..count).map(|row| result_row(opened, &explainer, id, row, table)).collect();
        set_cents(definition, &mut column);
        rows.extend(column);
    }
    rows
}

fn result_row(
    opened: &OpenedRun,
    explainer: &Explainer<'_>,
    id: formula::plan::DefinitionId,
    row: usize,
    table: Option<&formula::data::Table>,
) -> ResultRow {
    let rests = explainer.rests(id, row);
    ResultRow {
        result: opened.plan.definition(id).map(|d| d.name.clone()).unwrap_or_default(),
        row_key: table.and_then(|t| t.keys.get(row)).map(ToString::to_string).unwrap_or_default(),
        value: kept_text(opened, id, row),
        cents: None,
        standing: rests.weakest,
        unverified: u32::try_from(rests.unverified_count()).unwrap_or(u32::MAX),
    }
}

/// Money that is whole cents throughout is kept as cents too.
fn set_cents(definition: &formula::plan::Definition, column: &mut [ResultRow]) {
    let formula::plan::Type::Number(unit) = &definition.ty else { return };
    if !unit.is_money() || unit.factors().count() != 1 {
        return;
    }
    let cents: Option<Vec<_>> =
        column.iter().map(|row| row.value.as_deref()?.parse().ok()).collect();
    for (row, cents) in column.iter_mut().zip(cents.unwrap_or_default()) {
        row.cents = Some(cents);
    }
}

/// Whether what came out is what was kept: identity, then every value.
fn compare(kept: &Run, opened: &OpenedRun) -> Result<(), Error> {
    let differs = |what: &str, row: &str, kept_text: &str, found: &str| {
        Err(Error::DoesNotReproduce {
            id: kept.head.id.to_string(),
            what: what.to_owned(),
            row: row.to_owned(),
            kept: kept_text.to_owned(),
            found: found.to_owned(),
        })
    };
    let identity = opened.run.identity();
    if identity.hash != kept.head.hash {
        return differs("hash", "", &kept.head.hash, &identity.hash);
    }
    let found = result_rows(opened);
    if found.len() != kept.results.len() {
        let (was, is) = (kept.results.len().to_string(), found.len().to_string());
        return differs("results", "", &was, &is);
    }
    for (was, is) in kept.results.iter().zip(&found) {
        if was != is {
            return differs(&is.result, &is.row_key, &said(was), &said(is));
        }
    }
    Ok(())
}

fn said(row: &ResultRow) -> String {
    let value = row.value.as_deref().unwrap_or("–");
    format!("{value} ({}, {})", row.standing.word(), row.unverified)
}
