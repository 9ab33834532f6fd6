//! Runs for the command line, and which results are meant.

use crate::arguments::What;
use crate::console::{Console, Stop};
use crate::words::say;
use formula::check::nearest;
use formula::diagnostic::Severity;
use formula::plan::{Column, ColumnId, Definition, DefinitionId, Plan, TableId};
use formula::run::Request;
use formula::standing::Standing;
use formula::words::{Language, format_date, to_latin};
use formula_data::{Findings, Library, Outcome, Runs};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Opens a formula and says its warnings.
pub(crate) fn open(
    what: &What,
    language: Language,
    console: &mut Console<'_>,
) -> Result<Library, Stop> {
    let library = Library::open(&what.file).map_err(Stop::Findings)?;
    console.findings(library.warnings(), language)?;
    Ok(library)
}

/// Runs it and the formulas that it uses. A check that does not hold stops; a warning is said.
pub(crate) fn run_all<'l>(
    library: &'l Library,
    what: &What,
    language: Language,
    console: &mut Console<'_>,
) -> Result<Runs<'l>, Stop> {
    let (runs, warnings) = run_quietly(library, what, language, console.today)?;
    console.findings(&warnings, language)?;
    Ok(runs)
}

/// The same, with the warnings left to whoever asks.
pub(crate) fn run_quietly<'l>(
    library: &'l Library,
    what: &What,
    language: Language,
    today: Date,
) -> Result<(Runs<'l>, Vec<Findings>), Stop> {
    let request = asked_for(what, language, today)?;
    let runs = library.run_all(&what.data, &request).map_err(Stop::Findings)?;
    let mut broken = runs.broken_checks();
    broken.extend(runs.params_of_several(&request));
    let stops = broken.iter().any(|f| f.diagnostics.iter().any(|d| d.severity == Severity::Error));
    if stops {
        return Err(Stop::Findings(broken));
    }
    Ok((runs, broken))
}

/// Runs in which what is missing stays missing. Checks that do not hold or stay open are said.
pub(crate) fn simulate<'l>(
    library: &'l Library,
    what: &What,
    language: Language,
    console: &mut Console<'_>,
) -> Result<Runs<'l>, Stop> {
    let request = asked_for(what, language, console.today)?;
    let mut folder = what.data.as_path();
    let (runs, _) = library.attempt_on(&mut folder, &request).map_err(Stop::Findings)?;
    console.findings(&runs.broken_checks(), language)?;
    Ok(runs)
}

fn asked_for(what: &What, language: Language, today: Date) -> Result<Request, Stop> {
    let day = what.as_of.unwrap_or(today);
    request(day, what.known, &what.params, &what.without, language)
}

/// The day for which a run was made, and up to which its data were known where that was said.
pub(crate) fn made_for(outcome: &Outcome<'_>, language: Language) -> String {
    let identity = outcome.run.identity();
    let day = format_date(identity.day, language);
    match identity.known.map(|known| format_date(known, language)) {
        Some(known) => say(language, "run-made-for-known", &[("day", &day), ("known", &known)]),
        None => say(language, "run-made-for", &[("day", &day)]),
    }
}

/// What a run is asked for. A parameter is given once.
pub(crate) fn request(
    day: Date,
    known: Option<Date>,
    given: &[(String, String)],
    without: &[Standing],
    language: Language,
) -> Result<Request, Stop> {
    let mut params = BTreeMap::new();
    for (name, value) in given {
        if params.insert(name.clone(), value.clone()).is_some() {
            return Err(Stop::Usage(say(language, "usage-param-twice", &[("name", name)])));
        }
    }
    Ok(Request { day, known, params, without: without.iter().copied().collect() })
}

/// The results that are asked for, in the order of the formula; all when none is named.
pub(crate) fn chosen(
    plan: &Plan,
    names: &[String],
    language: Language,
) -> Result<Vec<DefinitionId>, Stop> {
    let results = plan.results();
    for name in names {
        if !results.iter().any(|(_, d)| d.name == *name) {
            let known: Vec<&str> = results.iter().map(|(_, d)| d.name.as_str()).collect();
            return Err(unknown("usage-result-unknown", name, &known, language));
        }
    }
    let wanted = |d: &Definition| names.is_empty() || names.contains(&d.name);
    Ok(results.into_iter().filter(|(_, d)| wanted(d)).map(|(id, _)| id).collect())
}

/// A name that is none of those known.
pub(crate) fn unknown(id: &str, name: &str, known: &[&str], language: Language) -> Stop {
    let near = nearest(name, known.iter().copied()).unwrap_or_default();
    let list = known.join(", ");
    Stop::Usage(say(language, id, &[("name", name), ("near", &near), ("has", &list)]))
}

/// What a row is called: its name in the reader's language where the table has one, else its key.
pub(crate) fn row_name(
    outcome: &Outcome<'_>,
    table: TableId,
    row: usize,
    language: Language,
) -> Option<String> {
    let column = match language {
        Language::Sq => "name_sq",
        Language::SrCyrl | Language::SrLatn => "name_sr",
        Language::En => "name_en",
    };
    let crossed = crossed_rows(outcome, table, row);
    if !crossed.is_empty() {
        return pair_name(outcome, &crossed, language);
    }
    let name = text_cell(outcome, table, row, column)
        .or_else(|| text_cell(outcome, table, row, "name"))?;
    Some(if language == Language::SrLatn { to_latin(&name) } else { name })
}

/// The names of the rows that meet in a pair, keys for those without; none where no row has one.
fn pair_name(
    outcome: &Outcome<'_>,
    crossed: &[(TableId, usize)],
    language: Language,
) -> Option<String> {
    let names: Vec<Option<String>> =
        crossed.iter().map(|(table, row)| row_name(outcome, *table, *row, language)).collect();
    if names.iter().all(Option::is_none) {
        return None;
    }
    let key = |(table, row): &(TableId, usize)| {
        outcome.data.table(*table)?.keys.get(*row).map(ToString::to_string)
    };
    let words = names.into_iter().zip(crossed).map(|(name, pair)| name.or_else(|| key(pair)));
    Some(words.flatten().collect::<Vec<_>>().join(" · "))
}

/// A text of a row, unless it is its key, which is said anyway.
fn text_cell(outcome: &Outcome<'_>, table: TableId, row: usize, column: &str) -> Option<String> {
    let schema = outcome.plan.table(table)?;
    let (id, _) = schema.column_named(column).filter(|(id, _)| schema.key != Some(*id))?;
    let cells = outcome.data.table(table)?.column(id)?;
    match &cells.values {
        formula::data::Values::Text(texts) if !cells.is_missing(row) => {
            texts.get(row).map(ToString::to_string)
        }
        _ => None,
    }
}

/// The row with a key, or with a name in any language.
pub(crate) fn find_row(outcome: &Outcome<'_>, table: TableId, wanted: &str) -> Option<usize> {
    let rows = outcome.data.table(table)?;
    let folded = wanted.trim().to_lowercase();
    rows.row(wanted.trim()).or_else(|| {
        (0..rows.rows).find(|row| {
            Language::ALL
                .iter()
                .filter_map(|language| row_name(outcome, table, *row, *language))
                .any(|name| name.to_lowercase() == folded)
        })
    })
}

/// The name of a table's key; for a cross table the names of its tables, as its keys are written.
pub(crate) fn key_name(plan: &Plan, table: TableId) -> String {
    match key_columns(plan, table).as_slice() {
        [] => "row".to_owned(),
        columns => columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join("/"),
    }
}

/// The columns that name a row: the key, or the references of a cross table.
pub(crate) fn key_columns(plan: &Plan, table: TableId) -> Vec<&Column> {
    let Some(schema) = plan.table(table) else { return Vec::new() };
    match schema.key {
        Some(key) => schema.columns.get(key.0).into_iter().collect(),
        None => schema.columns.iter().take(schema.product.len()).collect(),
    }
}

/// What names a row, one text for each of those columns.
pub(crate) fn key_cells(outcome: &Outcome<'_>, table: TableId, row: usize) -> Vec<String> {
    let Some(rows) = outcome.data.table(table) else { return Vec::new() };
    let crossed = crossed_rows(outcome, table, row);
    if crossed.is_empty() {
        return rows.keys.get(row).map(ToString::to_string).into_iter().collect();
    }
    crossed
        .into_iter()
        .filter_map(|(factor, at)| outcome.data.table(factor)?.keys.get(at).map(|k| k.to_string()))
        .collect()
}

/// The rows that meet in a row of a cross table.
fn crossed_rows(outcome: &Outcome<'_>, table: TableId, row: usize) -> Vec<(TableId, usize)> {
    let product = outcome.plan.table(table).map(|t| t.product.as_slice()).unwrap_or_default();
    let cells = outcome.data.table(table);
    let at = |column: usize| match &cells?.column(ColumnId(column))?.values {
        formula::data::Values::Row(rows) => usize::try_from(*rows.get(row)?).ok(),
        _ => None,
    };
    product.iter().enumerate().filter_map(|(column, id)| Some((*id, at(column)?))).collect()
}
