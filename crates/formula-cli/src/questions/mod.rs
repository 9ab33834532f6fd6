//! `formula seek`, `fit`, `uncertainty`, `xray`: questions that one run alone does not answer.

mod arguments;
mod fit;
mod seek;
mod uncertainty;
mod xray;

pub use arguments::{AnswerFormat, Fit, Seek, Uncertainty, Xray};
pub(crate) use arguments::{FIT_EXAMPLES, SEEK_EXAMPLES, UNCERTAINTY_EXAMPLES, XRAY_EXAMPLES};
pub(crate) use fit::fit;
pub(crate) use seek::seek;
pub(crate) use uncertainty::uncertainty;
pub(crate) use xray::xray;

use crate::arguments::What;
use crate::console::Stop;
use crate::results::{chosen, row_name, unknown};
use crate::words::say;
use formula::data::NumberColumn;
use formula::explain::format_value;
use formula::number::{Decimal, Number};
use formula::plan::{DefinitionId, Param, Plan, Type};
use formula::run::Value;
use formula::words::{Language, format_number, to_latin};
use formula_data::{Library, Outcome};

/// The result that is asked about: the one named, else the first that has one number a row.
fn result(plan: &Plan, name: Option<&str>, language: Language) -> Result<DefinitionId, Stop> {
    let names: Vec<String> = name.map(str::to_owned).into_iter().collect();
    let all = chosen(plan, &names, language)?;
    let fits = |id: &&DefinitionId| {
        let definition = plan.definition(**id);
        definition.is_some_and(|d| d.table.is_some() && matches!(d.ty, Type::Number(_)))
    };
    match all.iter().find(fits) {
        Some(id) => Ok(*id),
        None => Err(Stop::Usage(say(language, "question-no-result", &[]))),
    }
}

/// The formula with one more line at its end, beside the formulas that it uses, and as the scenario
/// has it where one is asked about.
fn with_line(what: &What, line: &str) -> Result<Library, Stop> {
    Library::open_with(&what.file, line).map_err(Stop::Findings)
}

/// A parameter that holds a number.
fn param<'p>(plan: &'p Plan, name: &str, language: Language) -> Result<&'p Param, Stop> {
    let numbers = plan.params.iter().filter(|p| matches!(p.ty, Type::Number(_)) && p.by.is_empty());
    let known: Vec<&str> = numbers.clone().map(|p| p.name.as_str()).collect();
    let mut found = numbers;
    found
        .find(|param| param.name == name)
        .ok_or_else(|| unknown("question-param-unknown", name, &known, language))
}

/// A number as it is typed: `1 000`, `30%`, `0.5`.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (digits, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let spaces = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
    let digits: String = digits.chars().filter(|c| !spaces.contains(c)).collect();
    let number = Decimal::parse(&digits)?;
    if percent { Number::div(number, Decimal::from_i64(100)).ok() } else { Some(number) }
}

/// The value of a parameter as a request has it.
fn requested(param: &Param, value: Decimal) -> String {
    let hundred = Decimal::from_i64(100);
    let value = if param.percent { Number::mul(value, hundred).unwrap_or(value) } else { value };
    value.to_canonical()
}

fn shown_param(plan: &Plan, param: &Param, value: Decimal, language: Language) -> String {
    format_value(plan, &Value::Number(value), &param.ty, param.percent, language)
}

/// An amount of a simulation, with two decimals.
fn amount(value: f64, language: Language) -> String {
    let decimal: Option<Decimal> = value.to_decimal();
    decimal.map(|d| format_number(d, 2, language)).unwrap_or_default()
}

/// What a row is called.
fn row(outcome: &Outcome<'_>, of: DefinitionId, row: usize, language: Language) -> String {
    let table = outcome.plan.definition(of).and_then(|d| d.table);
    let key = table
        .and_then(|t| outcome.data.table(t)?.keys.get(row).map(ToString::to_string))
        .unwrap_or_default();
    let name = table.and_then(|t| row_name(outcome, t, row, language));
    match name {
        Some(name) if name != key => format!("{name} ({key})"),
        _ => key,
    }
}

/// What a column is called.
fn column(plan: &Plan, column: NumberColumn, language: Language) -> String {
    match column {
        NumberColumn::Of(table, id) => {
            let schema = plan.column(table, id);
            schema.map(|c| c.labels.say(language, &c.name)).unwrap_or_default()
        }
        NumberColumn::Used(id) => {
            let used = plan.uses.get(id.0);
            used.map(|u| u.labels.say(language, &u.name)).unwrap_or_default()
        }
    }
}

/// The name of a column, for programs.
fn column_name(plan: &Plan, column: NumberColumn) -> String {
    match column {
        NumberColumn::Of(table, id) => {
            plan.column(table, id).map(|c| c.name.clone()).unwrap_or_default()
        }
        NumberColumn::Used(id) => plan.uses.get(id.0).map(|u| u.name.clone()).unwrap_or_default(),
    }
}

/// A number of a simulation for programs.
fn plain(value: f64) -> serde_json::Value {
    let decimal: Option<Decimal> = value.to_decimal();
    decimal.map(|d| d.to_canonical().into()).unwrap_or(serde_json::Value::Null)
}

/// A text in the script of the reader.
fn in_script(text: String, language: Language) -> String {
    if language == Language::SrLatn { to_latin(&text) } else { text }
}
