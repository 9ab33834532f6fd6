//! Results and findings for programs.
//!
//! Numbers are texts with a decimal point, so that no reader turns them into binary fractions.

use crate::results::key_name;
use crate::run::by_table;
use formula::diagnostic::{Diagnostic, Place, Severity, Source};
use formula::explain::{Explainer, Input};
use formula::number::{Decimal, Number};
use formula::plan::{Constant, DefinitionId, Labels, Param, Type, Wording};
use formula::run::{ParamInForce, Verdict};
use formula::words::Language;
use formula_data::{AwaitedCell, Findings, LeftOut, Outcome, Runs, plain, unit};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes a value and ends the line.
pub(crate) fn write(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// Results with parameters, checks, hashes and the standing of each amount.
pub(crate) fn results(runs: &Runs<'_>, results: &[DefinitionId]) -> Value {
    let outcome = &runs.asked;
    let explainer = Explainer::new(outcome.plan, &outcome.data, &outcome.run);
    let mut inputs = Inputs {
        runs,
        outcome,
        explainer,
        known: Vec::new(),
        listed: Vec::new(),
        awaited: Vec::new(),
    };
    let tables: Vec<Value> = by_table(outcome, results)
        .into_iter()
        .map(|(table, ids)| {
            let count = table.map_or(1, |t| outcome.data.rows(t));
            let rows = (0..count).map(|row| {
                let key = table.and_then(|t| outcome.data.table(t)?.keys.get(row).cloned());
                let amounts: Map<String, Value> = ids
                    .iter()
                    .filter_map(|id| {
                        let definition = outcome.plan.definition(*id)?;
                        Some((definition.name.clone(), inputs.amount(*id, row)))
                    })
                    .collect();
                json!({ "key": key.as_deref(), "results": amounts })
            });
            let rows: Vec<Value> = rows.collect();
            json!({
                "table": table.and_then(|t| outcome.plan.table(t)).map(|t| &t.name),
                "key": table.map(|t| key_name(outcome.plan, t)),
                "rows": rows,
            })
        })
        .collect();
    let declared: Map<String, Value> = results
        .iter()
        .filter_map(|id| {
            let definition = outcome.plan.definition(*id)?;
            let about = json!({
                "title": labels(&definition.labels),
                "unit": unit(definition),
                "cites": wordings(&definition.cites),
            });
            Some((definition.name.clone(), about))
        })
        .collect();
    json!({
        "formula": outcome.plan.name,
        "title": labels(&outcome.plan.labels),
        "day": outcome.run.identity().day.to_string(),
        "runs": runs.all().map(identity).collect::<Vec<_>>(),
        "parameters": runs.all().flat_map(parameters).collect::<Vec<_>>(),
        "checks": runs.all().flat_map(checks).collect::<Vec<_>>(),
        "results": declared,
        "tables": tables,
        "unverified_inputs": inputs.listed,
        "awaited_cells": inputs.awaited,
        "left_out": runs.left_out().iter().map(left_out).collect::<Vec<_>>(),
    })
}

/// What identifies a run.
pub(crate) fn identity(outcome: &Outcome<'_>) -> Value {
    let identity = outcome.run.identity();
    let mut about = json!({
        "formula": outcome.plan.name,
        "hash": identity.hash,
        "formula_hash": identity.formula,
        "data_hash": identity.data,
        "parameters_hash": identity.parameters,
        "engine": identity.engine,
        "day": identity.day.to_string(),
        "scenario": identity.scenario,
    });
    if let (Value::Object(about), Some(known)) = (&mut about, identity.known) {
        about.insert("known".to_owned(), Value::from(known.to_string()));
    }
    about
}

fn parameters(outcome: &Outcome<'_>) -> Vec<Value> {
    outcome
        .run
        .params()
        .iter()
        .zip(&outcome.plan.params)
        .map(|(in_force, param)| {
            let mut about = json!({
                "formula": outcome.plan.name,
                "name": in_force.name,
                "title": labels(&param.labels),
                "value": parameter_value(&in_force.value, param),
                "unit": parameter_unit(param),
                "since": in_force.since.map(|day| day.to_string()),
                "given": in_force.is_given(),
                "standing": in_force.standing.word(),
                "cites": wordings(&in_force.cites),
                "reason": in_force.reason.as_ref().map(wording),
            });
            if let (Value::Object(about), false) = (&mut about, param.by.is_empty()) {
                about.remove("value");
                about.insert("by".to_owned(), categories(outcome, param));
                about.insert("values".to_owned(), values_by_member(outcome, in_force, param));
            }
            about
        })
        .collect()
}

/// The categories that a parameter goes by.
fn categories(outcome: &Outcome<'_>, param: &Param) -> Value {
    param.by.iter().filter_map(|id| outcome.plan.table(*id)).map(|t| t.name.as_str()).collect()
}

fn values_by_member(outcome: &Outcome<'_>, in_force: &ParamInForce, param: &Param) -> Value {
    let value = |(place, value): (usize, &Constant)| {
        json!({
            "members": outcome.plan.members_of(param, place),
            "value": parameter_value(value, param),
            "given": in_force.given.contains(&place),
            "standing": in_force.standing_of(place).word(),
            "reason": in_force.reason_of(place).map(wording),
        })
    };
    in_force.members.iter().enumerate().map(value).collect()
}

/// The value of a parameter; per cent as it is written.
pub(crate) fn parameter_value(value: &Constant, param: &Param) -> Value {
    match value {
        Constant::Number(number) if param.percent => {
            let hundred = Decimal::from_i64(100);
            Value::from(Number::mul(*number, hundred).unwrap_or(*number).to_canonical())
        }
        Constant::Number(number) => Value::from(number.to_canonical()),
        Constant::Bool(value) => Value::from(*value),
        Constant::Date(date) => Value::from(date.to_string()),
        Constant::Text(text) => Value::from(text.as_str()),
    }
}

fn parameter_unit(param: &Param) -> String {
    match &param.ty {
        Type::Number(_) if param.percent => "%".to_owned(),
        Type::Number(unit) => unit.to_string(),
        _ => String::new(),
    }
}

fn checks(outcome: &Outcome<'_>) -> Vec<Value> {
    outcome
        .run
        .checks()
        .iter()
        .map(|check| {
            let verdict = match check.verdict {
                Verdict::Holds => "holds",
                Verdict::Fails => "fails",
                Verdict::Open => "open",
            };
            let rows: Vec<&str> = check.rows.iter().map(AsRef::as_ref).collect();
            json!({
                "formula": outcome.plan.name,
                "condition": check.text,
                "title": labels(&check.labels),
                "stops": check.stops,
                "verdict": verdict,
                "rows": rows,
            })
        })
        .collect()
}

fn labels(labels: &Labels) -> Value {
    json!({ "en": labels.en, "sq": labels.sq, "sr": labels.sr })
}

/// A text where there is one wording for all, else an object with one text a language.
fn wording(wording: &Wording) -> Value {
    match wording {
        Wording::One(text) => Value::from(text.as_str()),
        Wording::Each(texts) => labels(texts),
    }
}

fn wordings(all: &[Wording]) -> Value {
    all.iter().map(wording).collect()
}

/// Inputs that are not verified, each listed once; amounts refer to them by place.
struct Inputs<'o, 'l> {
    runs: &'o Runs<'l>,
    outcome: &'o Outcome<'l>,
    explainer: Explainer<'o>,
    known: Vec<Input>,
    listed: Vec<Value>,
    /// Cells for which missing amounts wait.
    awaited: Vec<Value>,
}

impl Inputs<'_, '_> {
    fn amount(&mut self, id: DefinitionId, row: usize) -> Value {
        let rests = self.explainer.rests(id, row);
        let unverified: Vec<usize> = rests
            .unverified
            .iter()
            .map(|(standing, input)| self.place(*input, standing.word()))
            .collect();
        let value = plain(self.outcome, id, row);
        let runs = self.runs;
        let awaited = runs.awaited(id, row);
        let awaited_out: Vec<Value> = awaited.left_out.iter().map(left_out).collect();
        let awaits = self.awaits(awaited.cells);
        json!({
            "value": (!value.is_empty()).then_some(value),
            "standing": rests.weakest.word(),
            "inputs": rests.inputs,
            "unverified": unverified.len(),
            "rests_on": unverified,
            "awaits": awaits,
            "awaits_left_out": awaited_out,
        })
    }

    fn awaits(&mut self, cells: Vec<AwaitedCell<'_, '_>>) -> Vec<usize> {
        let cells: Vec<Value> = cells
            .into_iter()
            .map(|cell| {
                let plan = cell.outcome.plan;
                let rows = cell.outcome.data.table(cell.table);
                let place = rows.map(|rows| rows.place(plan, cell.row, cell.column));
                place.map_or(Value::Null, |place| place_of(&place, &plan.source))
            })
            .collect();
        let places = cells.into_iter().map(|cell| {
            let known = self.awaited.iter().position(|known| *known == cell);
            known.unwrap_or_else(|| {
                self.awaited.push(cell);
                self.awaited.len() - 1
            })
        });
        places.collect()
    }

    fn place(&mut self, input: Input, standing: &str) -> usize {
        if let Some(found) = self.known.iter().position(|known| *known == input) {
            return found;
        }
        self.known.push(input);
        self.listed.push(self.describe(input, standing));
        self.listed.len() - 1
    }

    fn describe(&self, input: Input, standing: &str) -> Value {
        let plan = self.outcome.plan;
        let data = &self.outcome.data;
        match input {
            Input::Param(id) => json!({
                "kind": "parameter",
                "name": plan.param(id).map(|p| &p.name),
                "standing": standing,
                "reason": self
                    .outcome
                    .run
                    .params()
                    .get(id.0)
                    .map(|p| p.reason.as_ref().map(wording)),
            }),
            Input::ParamOf(id, place) => json!({
                "kind": "parameter",
                "name": plan.param(id).map(|p| &p.name),
                "members": plan.param(id).map(|p| plan.members_of(p, place as usize)),
                "standing": standing,
                "reason": self
                    .outcome
                    .run
                    .params()
                    .get(id.0)
                    .map(|p| p.reason_of(place as usize).map(wording)),
            }),
            Input::Scale(id) => json!({
                "kind": "scale",
                "name": plan.scales.get(id.0).map(|s| &s.name),
                "standing": standing,
            }),
            Input::Rule(id) => json!({
                "kind": "rule",
                "name": plan.definition(id).map(|d| &d.name),
                "standing": standing,
                "reason": plan
                    .definition(id)
                    .and_then(|d| d.standing.as_ref())
                    .map(|(_, reason)| wording(reason)),
            }),
            Input::Use(id, row) => {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                let used = plan.uses.get(id.0);
                let table = used.and_then(|u| u.table).and_then(|t| data.table(t));
                let column = data.use_column(id).map(|u| &u.column);
                json!({
                    "kind": "result",
                    "formula": used.map(|u| &u.formula),
                    "name": used.map(|u| &u.result),
                    "row": table.and_then(|t| t.keys.get(row)).map(AsRef::as_ref),
                    "standing": standing,
                    "source": column.and_then(|c| c.source.get(row)?.as_deref()).map(wording),
                })
            }
            Input::Cell(table, column, row) => {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                let rows = data.table(table);
                let cells = rows.and_then(|t| t.column(column));
                json!({
                    "kind": "cell",
                    "table": plan.table(table).map(|t| &t.name),
                    "name": plan.column(table, column).map(|c| &c.name),
                    "row": rows.and_then(|t| t.keys.get(row)).map(AsRef::as_ref),
                    "standing": standing,
                    "source": cells.and_then(|c| c.source.get(row)?.as_deref()).map(wording),
                })
            }
        }
    }
}

/// A value of a formula that does not count in a run.
fn left_out(out: &LeftOut<'_, '_>) -> Value {
    let plan = out.outcome.plan;
    let (kind, name) = match out.input {
        Input::Param(id) | Input::ParamOf(id, _) => ("parameter", plan.param(id).map(|p| &p.name)),
        Input::Scale(id) => ("scale", plan.scales.get(id.0).map(|s| &s.name)),
        Input::Rule(id) => ("rule", plan.definition(id).map(|d| &d.name)),
        Input::Cell(..) | Input::Use(..) => ("cell", None),
    };
    let mut about = json!({
        "formula": plan.name, "kind": kind, "name": name, "standing": out.standing().word(),
    });
    if let (Value::Object(about), Input::ParamOf(id, place)) = (&mut about, out.input) {
        let members = plan.param(id).map(|param| plan.members_of(param, place as usize));
        about.insert("members".to_owned(), json!(members));
    }
    about
}

/// Findings as a list, in the order of files.
pub(crate) fn findings(all: &[Findings], language: Language) -> Value {
    let list = all.iter().flat_map(|findings| {
        findings.diagnostics.iter().map(|d| finding(d, &findings.source, language))
    });
    Value::Array(list.collect())
}

fn finding(diagnostic: &Diagnostic, source: &Source, language: Language) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut other = diagnostic.other.as_ref().map(|place| place_of(place, source));
    if let (Some(Value::Object(other)), Some(label)) =
        (&mut other, diagnostic.other_label(language))
    {
        other.insert("label".to_owned(), Value::from(label));
    }
    json!({
        "id": diagnostic.id,
        "severity": severity,
        "message": diagnostic.message(language),
        "help": diagnostic.help(language),
        "place": place_of(&diagnostic.place, source),
        "other": other,
    })
}

fn place_of(place: &Place, source: &Source) -> Value {
    match place {
        Place::Formula(span) => {
            let (line, column) = source.line_column(span.start);
            let (end_line, end_column) = source.line_column(span.end);
            json!({
                "file": source.file(span.start), "line": line, "column": column,
                "end_line": end_line, "end_column": end_column,
            })
        }
        Place::Data { origin, table, line, row, column } => {
            json!({ "file": origin, "table": table, "line": line, "row": row, "column": column })
        }
        Place::Request(what) => json!({ "request": what }),
        Place::Nowhere => Value::Null,
    }
}
