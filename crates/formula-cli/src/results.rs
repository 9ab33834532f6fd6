//! Runs for the command line, and which results are meant.

use crate::arguments::What;
use crate::console::{Console, Stop};
use crate::words::say;
use formula::check::nearest;
use formula::diagnostic::Severity;
use formula::number::{Decimal, Number};
use formula::plan::{Definition, DefinitionId, ExprKind, Plan, TableId, Type};
use formula::run::{Request, Value};
use formula::words::{Language, to_latin};
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
    let mut params = BTreeMap::new();
    for (name, value) in &what.params {
        if params.insert(name.clone(), value.clone()).is_some() {
            return Err(Stop::Usage(say(language, "usage-param-twice", &[("name", name)])));
        }
    }
    let day = what.as_of.unwrap_or(today);
    let request = Request { day, params, without: what.without.iter().copied().collect() };
    let runs = library.run_all(&what.data, &request).map_err(Stop::Findings)?;
    let broken = broken_checks(&runs);
    let stops = broken.iter().any(|f| f.diagnostics.iter().any(|d| d.severity == Severity::Error));
    if stops {
        return Err(Stop::Findings(broken));
    }
    Ok((runs, broken))
}

/// Checks that do not hold, and what else is to be said of a run that stands, by formula.
pub(crate) fn broken_checks(runs: &Runs<'_>) -> Vec<Findings> {
    runs.all()
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
    let name = text_cell(outcome, table, row, column)
        .or_else(|| text_cell(outcome, table, row, "name"))?;
    Some(if language == Language::SrLatn { to_latin(&name) } else { name })
}

fn text_cell(outcome: &Outcome<'_>, table: TableId, row: usize, column: &str) -> Option<String> {
    let (id, _) = outcome.plan.table(table)?.column_named(column)?;
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

/// How many decimals a definition is rounded to; none where it is not rounded.
pub(crate) fn decimals(definition: &Definition) -> Option<u8> {
    let ExprKind::Round(round) = &definition.body.kind else { return None };
    let text = round.to.to_canonical();
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    u8::try_from(digits).ok()
}

/// The number of a definition in the unit in which it is written: hundredths as per cent.
pub(crate) fn written(definition: &Definition, number: Decimal) -> Decimal {
    if definition.percent {
        return Number::mul(number, Decimal::from_i64(100)).unwrap_or(number);
    }
    number
}

/// A value for programs: decimal point, no groups, as many decimals as it is rounded to, empty
/// when missing.
pub(crate) fn plain(outcome: &Outcome<'_>, id: DefinitionId, row: usize) -> String {
    let Some(definition) = outcome.plan.definition(id) else { return String::new() };
    match outcome.run.value(id, row) {
        Value::Missing => String::new(),
        Value::Number(number) => {
            let number = written(definition, number);
            match decimals(definition) {
                Some(places) if !definition.percent => number.to_fixed(places),
                _ => number.to_canonical(),
            }
        }
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Choice(at) => match &definition.ty {
            Type::Choice(choice) => outcome
                .plan
                .choices
                .get(choice.0)
                .and_then(|words| words.get(usize::try_from(at).ok()?))
                .cloned()
                .unwrap_or_default(),
            _ => String::new(),
        },
        Value::Row(at) => match definition.ty {
            Type::Row(table) => outcome
                .data
                .table(table)
                .and_then(|t| t.keys.get(usize::try_from(at).ok()?))
                .map(ToString::to_string)
                .unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// The unit as written in the formula; `%` for hundredths, nothing for what is no number.
pub(crate) fn unit(definition: &Definition) -> String {
    match &definition.ty {
        Type::Number(_) if definition.percent => "%".to_owned(),
        Type::Number(unit) => unit.to_string(),
        _ => String::new(),
    }
}

/// The name of a table's key column.
pub(crate) fn key_name(plan: &Plan, table: TableId) -> String {
    plan.table(table)
        .and_then(|t| t.columns.get(t.key?.0))
        .map_or_else(|| "row".to_owned(), |column| column.name.clone())
}
