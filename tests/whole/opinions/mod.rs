//! Independent engines work out the same formulas, and are held to what they must agree in.
//!
//! A [`Case`] is a formula with its data and its official run, which is the measure. An [`Engine`]
//! works the case out by other means and gives an [`Opinion`]: each value of each definition as
//! text. [`compare`] holds the two against each other, definition by definition: decimals must be
//! the same after every rounding; doubles too, but beside an edge that the official value only just
//! misses, and to a billionth of the largest term where nothing is rounded. Where a double comes
//! out on the other side of such an edge, the case is asked again from the official value on
//! ([`judge::judge`]).

mod compare;
mod duckdb;
mod edges;
mod every_form;
mod judge;
mod left_out;
mod libreoffice;
mod made_up;
mod postgres;
mod properties;
mod refusals;
mod repository;
mod scripts;
mod simulation;
mod spreadsheet;

use formula::data::Data;
use formula::number::Decimal;
use formula::plan::{DefinitionId, Plan, TableId, Type};
use formula::run::{Request, Run, Value, Verdict, run};
use std::collections::{BTreeMap, BTreeSet};

/// A formula with its data, and what the official run makes of them.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// What it is called in a report.
    pub(crate) name: String,
    /// The formula.
    pub(crate) plan: Plan,
    /// Its data.
    pub(crate) data: Data,
    /// The day and the parameters.
    pub(crate) request: Request,
    /// The official run.
    pub(crate) official: Run<Decimal>,
}

impl Case {
    /// Runs a plan officially; none when it is refused.
    pub(crate) fn new(name: String, plan: Plan, data: Data, request: Request) -> Option<Case> {
        let official = run::<Decimal>(&plan, &data, &request).ok()?;
        Some(Case { name, plan, data, request, official })
    }

    /// The keys of the rows of a table, in the order of the data; one empty key for the country.
    pub(crate) fn keys(&self, table: Option<TableId>) -> Vec<String> {
        match table.and_then(|table| self.data.table(table)) {
            Some(table) => table.keys.iter().map(ToString::to_string).collect(),
            None => vec![String::new()],
        }
    }

    /// What the official run holds for a definition in a row.
    pub(crate) fn text(&self, definition: DefinitionId, row: usize) -> Told {
        let ty = &self.plan.definitions[definition.0].ty;
        told(&self.plan, &self.data, ty, &self.official.value(definition, row))
    }
}

/// A value as text: numbers without grouping (`-12.5`, from doubles also `1.25e-7`), `true` and
/// `false`, days as `2026-01-31`, the word of a choice, the key of a row. None where it is missing.
pub(crate) type Told = Option<String>;

/// A value of a run of the engine as text.
pub(crate) fn told<N: formula::number::Number>(
    plan: &Plan,
    data: &Data,
    ty: &Type,
    value: &Value<N>,
) -> Told {
    match (value, ty) {
        (Value::Missing, _) => None,
        (Value::Number(number), _) => number.to_decimal().map(Decimal::to_canonical),
        (Value::Bool(truth), _) => Some(truth.to_string()),
        (Value::Date(day), _) => Some(day.to_string()),
        (Value::Text(text), _) => Some(text.to_string()),
        (Value::Choice(at), Type::Choice(list)) => {
            plan.choices.get(list.0)?.get(usize::try_from(*at).ok()?).cloned()
        }
        (Value::Row(at), Type::Row(table)) => {
            data.table(*table)?.keys.get(usize::try_from(*at).ok()?).map(ToString::to_string)
        }
        (Value::Choice(at) | Value::Row(at), _) => Some(at.to_string()),
    }
}

/// A verdict on a check as text; none where a missing value leaves it open.
pub(crate) fn told_verdict(verdict: Verdict) -> Told {
    match verdict {
        Verdict::Holds => Some("true".to_owned()),
        Verdict::Fails => Some("false".to_owned()),
        Verdict::Open => None,
    }
}

/// What an engine says of one case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opinion {
    /// Of each definition the value of each row by its key; the key of the country is empty.
    pub(crate) values: BTreeMap<DefinitionId, BTreeMap<String, Told>>,
    /// Of each check of the plan whether it holds, `true` or `false`; missing where it is open.
    pub(crate) verdicts: Vec<Told>,
    /// Definitions of which a step was worked out in doubles.
    pub(crate) doubles: BTreeSet<DefinitionId>,
    /// Definitions that this engine does not work out and took from the official run, with the
    /// reason.
    pub(crate) given: BTreeMap<DefinitionId, String>,
}

/// A second way to work out a formula.
pub(crate) trait Engine {
    /// What it is called in a report.
    fn name(&self) -> &'static str;

    /// What it says of each case, in their order; a sentence where it has no answer.
    fn ask(&mut self, cases: &[&Case]) -> Vec<Result<Opinion, String>>;
}

/// Holds an engine against official runs in which nothing may differ, not even beside an edge.
fn hold_all(engine: &mut dyn Engine, cases: &[Case], least: usize) {
    let judgement = judge::judge(engine, cases);
    let report = judgement.report();
    println!("{report}");
    assert!(judgement.faults.is_empty() && judgement.exceptions.is_empty(), "{report}");
    assert!(judgement.values >= least, "{report}");
}

/// Goal: simulation agrees with the official run on every formula of the repository, without an
/// exception. Method: each formula on its data, over decimals and over doubles.
#[test]
fn simulation_agrees_on_the_formulas_of_the_repository() {
    hold_all(&mut simulation::Simulation, &repository::kosovo(), 900);
    hold_all(&mut simulation::Simulation, &repository::pages(), 2_000);
}

/// Goal: scripts agree on every example that teaches the language, without an exception. Method:
/// every case of the pages, in both databases.
#[test]
fn scripts_agree_on_the_examples_of_the_language() {
    let pages = repository::pages();
    hold_all(&mut postgres::Postgres::start().unwrap(), &pages, 2_000);
    hold_all(&mut duckdb::DuckDb::start().unwrap(), &pages, 2_000);
}

/// Goal: all engines agree on the grants that states have published, without an exception. Method:
/// the published inputs go through each.
#[test]
#[cfg_attr(not(corpus), ignore = "the published grants are not in ../shared/corpus")]
fn engines_agree_on_published_grants() {
    let cases = repository::published();
    hold_all(&mut simulation::Simulation, &cases, 2_000);
    hold_all(&mut postgres::Postgres::start().unwrap(), &cases, 2_000);
    hold_all(&mut duckdb::DuckDb::start().unwrap(), &cases, 2_000);
    // A workbook of live formulas is refused above 5,000 rows, which Brazil has more of.
    let (books, refused): (Vec<Case>, Vec<Case>) =
        cases.into_iter().partition(|case| libreoffice::export(case).is_ok());
    assert_eq!(refused.iter().map(|case| &*case.name).collect::<Vec<_>>(), ["Brazil"]);
    hold_all(&mut libreoffice::LibreOffice, &books, 900);
}

/// The made-up cases of this test run, so many unless another number is asked for.
fn made_up_cases(usual: usize) -> Vec<Case> {
    let seed = made_up::asked("PESHORE_OPINIONS_SEED", made_up::SEED);
    let count = made_up::asked("PESHORE_OPINIONS_CASES", usual);
    made_up::made_up(seed, count).into_iter().map(|m| m.case).collect()
}

/// Holds an engine against the official runs of the made-up cases: nothing may differ but beside an
/// edge, and that in fewer than one case of a hundred.
fn hold(engine: &mut dyn Engine, usual: usize) {
    let cases = made_up_cases(usual);
    let judgement = judge::judge(engine, &cases);
    let report = judgement.report();
    println!("{report}");
    assert!(judgement.faults.is_empty(), "{report}");
    assert!(judgement.cases_with_exceptions() * 100 < cases.len(), "{report}");
}

/// Goal: simulation agrees with the official run on whatever can be written. Method: formulas and
/// data made up from a seed; what differs without being beside an edge fails.
#[test]
fn simulation_agrees_on_made_up_formulas() {
    hold(&mut simulation::Simulation, made_up::SIMULATED);
}

/// Goal: workbooks agree with the official run on whatever can be written. Method: the
/// same formulas and data, every stored value poisoned before LibreOffice works them out.
#[test]
fn workbooks_agree_on_made_up_formulas() {
    hold(&mut libreoffice::LibreOffice, made_up::CASES);
}

/// Goal: the script for PostgreSQL agrees with the official run on whatever can be written. Method:
/// the same formulas and data, in a cluster of its own.
#[test]
fn postgres_agrees_on_made_up_formulas() {
    hold(&mut postgres::Postgres::start().unwrap(), made_up::CASES);
}

/// Goal: so does the script for DuckDB. Method: the same, in a database in memory.
#[test]
fn duckdb_agrees_on_made_up_formulas() {
    hold(&mut duckdb::DuckDb::start().unwrap(), made_up::CASES);
}
