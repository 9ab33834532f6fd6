//! `formula compare`

mod runs;
mod write;

use crate::arguments::{Compare, ResultsFormat, What};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{chosen, find_row, open, row_name, run_quietly, unknown};
use crate::words::say;
use analysis::account::{self, Account, Basis, Teller};
use formula::plan::{Definition, DefinitionId};
use formula::words::Language;
use formula_data::{Findings, Outcome, Runs};
use runs::Between;
use std::sync::Arc;

/// The account of a change, with what is needed to say it.
struct Told<'a> {
    account: Account,
    before: Basis<'a>,
    after: Basis<'a>,
    /// The second run: its formula names rows, units and decimals.
    outcome: &'a Outcome<'a>,
    first: &'a Outcome<'a>,
    definition: &'a Definition,
    /// The row that was asked for.
    row: Option<Arc<str>>,
    /// Whether a CSV also says on what each amount rests.
    standings: bool,
    language: Language,
}

impl Told<'_> {
    /// What a row is called, in the second run, else in the first.
    fn name(&self, key: &str) -> Option<String> {
        [self.outcome, self.first].into_iter().find_map(|outcome| {
            let table = self.table_in(outcome)?;
            let row = outcome.data.table(table)?.row(key)?;
            row_name(outcome, table, row, self.language)
        })
    }

    fn table_in(&self, outcome: &Outcome<'_>) -> Option<formula::plan::TableId> {
        outcome.plan.definition_named(&self.definition.name)?.1.table
    }
}

/// Tells why amounts changed between two runs.
pub(crate) fn compare(
    arguments: &Compare,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let second = second(arguments, language)?;
    let before = open(&arguments.what, language, console)?;
    let after = match second.file == arguments.what.file {
        true => before.clone(),
        false => open(&second, language, console)?,
    };
    let today = console.today;
    let (first_runs, warnings) = run_quietly(&before, &arguments.what, language, today)?;
    let (second_runs, further) = run_quietly(&after, &second, language, today)?;
    say_once(&warnings, &further, language, console)?;
    let (_, definition) = meant(&second_runs.asked, arguments.result.as_deref(), language)?;
    if first_runs.asked.plan.definition_named(&definition.name).is_none() {
        let names: Vec<&str> =
            first_runs.asked.plan.results().iter().map(|(_, d)| d.name.as_str()).collect();
        return Err(unknown("usage-result-unknown", &definition.name, &names, language));
    }
    let mut between = Between::new(&first_runs, &arguments.what, &second);
    let (first, last) = (basis(&first_runs), basis(&second_runs));
    let kinds = account::between(&first, &last, between.data_differ()?);
    let table = definition.table.and_then(|table| second_runs.asked.plan.table(table));
    let table = table.map(|table| table.name.clone()).unwrap_or_default();
    let row = wanted(arguments, &first_runs.asked, &second_runs.asked, definition, language)?;
    let told = {
        let mut teller = Teller::new(|coalition| {
            let mixed = account::mixed(&first, &last, &kinds, coalition, &table);
            between.run(&mixed, &definition.name)
        });
        let told = account::account(kinds.clone(), &mut teller);
        told.map(|mut account| {
            match &row {
                Some(key) => account::tell_data_apart(&mut account, key, &mut teller),
                None if table.is_empty() => {}
                None => {
                    account::tell_all_data_apart(&mut account, &mut teller);
                }
            }
            account
        })
    };
    let account = told.map_err(|diagnostics| {
        Stop::Findings(vec![Findings {
            source: second_runs.asked.plan.source.clone(),
            diagnostics,
        }])
    })?;
    let told = Told {
        account,
        before: first.clone(),
        after: last.clone(),
        outcome: &second_runs.asked,
        first: &first_runs.asked,
        definition,
        row,
        standings: arguments.standings,
        language,
    };
    match arguments.format {
        ResultsFormat::Table => write::table(&told, console),
        ResultsFormat::Csv => write::csv(&told, console),
        ResultsFormat::Json => {
            json::write(&write::json(&told, &first_runs, &second_runs), console.out)?;
            Ok(())
        }
    }
}

/// Says the warnings of both runs, those that are the same for both only once.
fn say_once(
    first: &[Findings],
    second: &[Findings],
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let texts = |all: &[Findings]| all.iter().map(|f| f.render(language)).collect::<Vec<_>>();
    if texts(first) != texts(second) {
        console.findings(first, language)?;
    }
    Ok(console.findings(second, language)?)
}

/// What the second run is asked for: as the first, but for what is given for it.
fn second(arguments: &Compare, language: Language) -> Result<What, Stop> {
    let others = [arguments.with.is_some(), arguments.with_data.is_some()];
    let given = !arguments.with_params.is_empty() || arguments.with_as_of.is_some();
    if !given && !others.contains(&true) {
        return Err(Stop::Usage(say(language, "usage-nothing-to-compare", &[])));
    }
    let mut what = arguments.what.clone();
    if let Some(file) = &arguments.with {
        what.file = file.clone();
    }
    if let Some(data) = &arguments.with_data {
        what.data = data.clone();
    }
    what.as_of = arguments.with_as_of.or(what.as_of);
    let given = |name: &String| arguments.with_params.iter().any(|(other, _)| other == name);
    what.params.retain(|(name, _)| !given(name));
    what.params.extend(arguments.with_params.iter().cloned());
    Ok(what)
}

fn basis<'r>(runs: &'r Runs<'r>) -> Basis<'r> {
    let formulas = runs
        .all()
        .map(|outcome| account::Formula { plan: outcome.plan, params: outcome.run.params() });
    Basis { formulas: formulas.collect(), request: runs.asked.run.request() }
}

/// The result that is compared: the named one, else the first.
fn meant<'o>(
    outcome: &'o Outcome<'o>,
    name: Option<&str>,
    language: Language,
) -> Result<(DefinitionId, &'o Definition), Stop> {
    let names: Vec<String> = name.map(str::to_owned).into_iter().collect();
    let found = chosen(outcome.plan, &names, language)?.into_iter().next();
    let found = found.and_then(|id| Some((id, outcome.plan.definition(id)?)));
    found.ok_or_else(|| unknown("usage-result-unknown", "", &[], language))
}

/// The row that was asked for, by key or name in either run.
fn wanted(
    arguments: &Compare,
    first: &Outcome<'_>,
    second: &Outcome<'_>,
    definition: &Definition,
    language: Language,
) -> Result<Option<Arc<str>>, Stop> {
    let Some(wanted) = &arguments.row else { return Ok(None) };
    let found = [second, first].into_iter().find_map(|outcome| {
        let table = outcome.plan.definition_named(&definition.name)?.1.table?;
        let row = find_row(outcome, table, wanted)?;
        outcome.data.table(table)?.keys.get(row).cloned()
    });
    match found {
        Some(key) => Ok(Some(key)),
        None => {
            let keys = definition.table.and_then(|table| second.data.table(table));
            let keys: Vec<&str> =
                keys.map(|t| t.keys.iter().map(AsRef::as_ref).collect()).unwrap_or_default();
            Err(unknown("usage-row-unknown", wanted, &keys, language))
        }
    }
}
