//! A formula as a script for a database: PostgreSQL, which works it out as the engine does, or
//! DuckDB, which does so where its 38 digits are proved to be enough.
//!
//! A script says in its comments what it is, makes temporary tables only, and ends with the
//! results and the checks. Step by step the tables of the formula grow by columns, one for each
//! definition, with its label and its source beside it. What is exact where stands in
//! `docs/design/exports-sql.md`.

mod aggregates;
mod bounded;
mod fixed;
mod forms;
mod functions;
mod given;
mod keeping;
mod levels;
mod lower;
mod names;
mod number;
mod range;
mod ranks;
mod relations;
mod results;
mod scales;
mod shares;
mod sql_text;
mod tables;
mod writer;

#[cfg(test)]
mod tests;

use crate::words::scenario;
use formula::data::Data;
use formula::number::Decimal;
use formula::plan::{DefinitionId, Plan};
use formula::run::{Request, Run};
use formula::words::Language;
use functions::Helper;
use names::comment;
use std::collections::{BTreeMap, BTreeSet};
use writer::Writer;

/// The database for which a script is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL 13 or newer.
    Postgres,
    /// DuckDB 1.3 or newer.
    DuckDb,
}

/// Data that a script carries, and their official run.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The tables, joined.
    pub data: &'a Data,
    /// What the engine made of them: parameters in force, and the values that do not lower.
    pub run: &'a Run<Decimal>,
}

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The formula.
    pub plan: &'a Plan,
    /// The day, the parameters given for this run, the standings left out.
    pub request: &'a Request,
    /// The data; without them the script reads tables that are in the database.
    pub inputs: Option<Inputs<'a>>,
    /// The database.
    pub dialect: Dialect,
    /// The language of labels.
    pub language: Language,
}

/// A script, and where to find what it works out.
#[derive(Debug, Clone)]
pub struct Script {
    /// The script.
    pub text: String,
    /// For each definition, in the order of the plan, where its values stand once the script has
    /// run.
    pub places: Vec<Place>,
    /// The relation that says of each check of the plan whether it holds once the script has run:
    /// its `number`, counted from one, and `holds`, which is NULL where a missing value leaves it
    /// open. None for a formula without checks.
    pub checks: Option<String>,
    /// Definitions of which a step runs in doubles; what rests on them does too.
    pub doubles: BTreeSet<DefinitionId>,
    /// Definitions whose values went in, with the reason.
    pub given: BTreeMap<DefinitionId, String>,
}

/// Where the values of a definition stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The relation.
    pub relation: String,
    /// Its column with the keys of the rows; none for one value for the country.
    pub key: Option<String>,
    /// Its column with the values.
    pub column: String,
}

/// Why a formula cannot be written as a script.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason:?}")]
pub struct CannotExport {
    /// The definition or parameter.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// What stands in the way of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its values must go in, and there are none without data.
    NeedsData,
    /// A parameter or scale has no value on the day.
    NotInForce,
    /// SQL has no form for it.
    NoForm,
}

/// Writes the script.
///
/// # Errors
///
/// [`CannotExport`] for what SQL cannot say without the data, and for a parameter that is not in
/// force on the day.
pub fn script(asked: &Asked<'_>) -> Result<Script, CannotExport> {
    // Tables that are put in later are as delivered, without the cells that a scenario sets.
    if let (None, Some(scenario)) = (asked.inputs, &asked.plan.scenario)
        && let Some(set) = scenario.sets.first()
    {
        let column = asked.plan.column(set.table, set.column).map(|c| c.name.clone());
        let name = column.unwrap_or_default();
        return Err(CannotExport { name, reason: Reason::NeedsData });
    }
    let mut writer = Writer::new(asked);
    writer.write_data();
    writer.write_params()?;
    writer.write_definitions()?;
    writer.write_results();
    writer.write_checks()?;
    let places = asked
        .plan
        .definitions
        .iter()
        .zip(&writer.relations.definitions)
        .map(|(definition, column)| {
            let rows = writer.relations.rows(definition.table);
            Place {
                relation: rows.relation.clone(),
                key: definition.table.map(|_| rows.key.clone()),
                column: column.clone(),
            }
        })
        .collect();
    let head = head(asked, &writer);
    let text = format!("{head}{}{}", functions(&writer), writer.body);
    let (checks, doubles, given) = (writer.checks, writer.doubles, writer.given);
    Ok(Script { text, places, checks, doubles, given })
}

/// What the script is, in comments.
fn head(asked: &Asked<'_>, writer: &Writer<'_>) -> String {
    let plan = asked.plan;
    let mut lines =
        vec![format!("{} ({})", plan.labels.say(asked.language, &plan.name), plan.name)];
    lines.extend(scenario(plan, asked.language));
    lines.extend(plan.cites.iter().map(|cite| cite.say(asked.language).to_string()));
    let day = asked.request.day.to_string();
    lines.push(writer.words("sql-head-for", &[("day", &day), ("hash", &plan.hash)]));
    if let Some(known) = asked.request.known {
        lines.push(writer.words("sql-head-known", &[("day", &known.to_string())]));
    }
    if let Some(inputs) = asked.inputs {
        let hash = &inputs.run.identity().hash;
        lines.push(writer.words("sql-head-run", &[("hash", hash)]));
    }
    lines.push(String::new());
    let explanation = match asked.dialect {
        Dialect::Postgres => {
            let named = [("database", "PostgreSQL 13"), ("command", "psql -X -f FILE")];
            writer.words("sql-head-postgres", &named)
        }
        Dialect::DuckDb => writer.words("sql-head-duckdb", &[("database", "DuckDB 1.3")]),
    };
    lines.extend(wrapped(&explanation));
    for (id, reason) in &writer.given {
        if let Some(definition) = plan.definition(*id) {
            let said = [("name", definition.name.as_str()), ("reason", reason.as_str())];
            lines.extend(wrapped(&writer.words("sql-head-given", &said)));
        }
    }
    let mut text = String::new();
    for line in lines {
        text.push_str(format!("-- {}", comment(&line)).trim_end());
        text.push('\n');
    }
    text.push('\n');
    text
}

/// A text in lines of at most 90 letters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 90 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The functions that the script needs, each after those that it is built on.
fn functions(writer: &Writer<'_>) -> String {
    let mut all: BTreeSet<Helper> = BTreeSet::new();
    let mut open: Vec<Helper> = writer.helpers.iter().copied().collect();
    while let Some(helper) = open.pop() {
        if all.insert(helper) {
            open.extend(helper.needs(writer.dialect));
        }
    }
    let mut text = String::new();
    for helper in all {
        let definition = helper.text(writer.dialect);
        if !definition.is_empty() {
            text.push_str(definition);
            text.push('\n');
        }
    }
    text
}
