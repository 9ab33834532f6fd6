//! `formula uncertainty`

use super::arguments::{AnswerFormat, Uncertainty};
use super::{amount, number, param, plain, result, row};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{open, run_quietly};
use crate::sheet::{Align, Sheet};
use crate::words::say;
use analysis::model::Model;
use analysis::uncertainty::{Intervals, Uncertain, intervals};
use formula::plan::{DefinitionId, Plan};
use formula::words::Language;
use formula_data::Outcome;
use serde_json::json;

/// Says between which amounts each row lies when its inputs lie within their intervals.
pub(crate) fn uncertainty(
    arguments: &Uncertainty,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let Some(plan) = library.plan() else { return Err(Stop::Said) };
    let of = result(plan, arguments.result.as_deref(), language)?;
    let uncertain = uncertain(arguments, plan, language)?;
    let (runs, warnings) = run_quietly(&library, &arguments.what, language, console.today)?;
    console.findings(&warnings, language)?;
    let outcome = &runs.asked;
    let model = Model { plan, data: &outcome.data, request: outcome.run.request() };
    let draws = usize::try_from(arguments.draws).unwrap_or(usize::MAX);
    let Some(told) = intervals(&model, &uncertain, of, draws, arguments.seed) else {
        return Err(Stop::Usage(say(language, "uncertainty-all-refused", &[])));
    };
    match arguments.format {
        AnswerFormat::Json => json::write(&as_json(&told, outcome, of), console.out)?,
        AnswerFormat::Text => {
            for line in shown(&told, outcome, of, language) {
                writeln!(console.out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn uncertain(arguments: &Uncertainty, plan: &Plan, language: Language) -> Result<Uncertain, Stop> {
    let part = |text: &str| {
        let refuse = || Stop::Usage(say(language, "question-not-a-number", &[("value", text)]));
        number(text).map(|number| number.to_f64()).ok_or_else(refuse)
    };
    let mut uncertain = Uncertain::default();
    for (standing, text) in &arguments.within {
        uncertain.cells.insert(*standing, part(text)?);
    }
    for text in &arguments.vary {
        let refuse = || Stop::Usage(say(language, "question-not-a-number", &[("value", text)]));
        let (name, width) = text.split_once('=').ok_or_else(refuse)?;
        let name = param(plan, name.trim(), language)?.name.clone();
        uncertain.params.insert(name, part(width)?);
    }
    for list in &arguments.keep_sum {
        let mut names = Vec::new();
        for name in list.split(',') {
            names.push(param(plan, name.trim(), language)?.name.clone());
        }
        uncertain.keeping_sum.push(names);
    }
    if uncertain.cells.is_empty() && uncertain.params.is_empty() {
        return Err(Stop::Usage(say(language, "uncertainty-of-nothing", &[])));
    }
    Ok(uncertain)
}

fn shown(
    told: &Intervals,
    outcome: &Outcome<'_>,
    of: DefinitionId,
    language: Language,
) -> Vec<String> {
    let word = |id: &str| say(language, id, &[]);
    let definition = outcome.plan.definition(of);
    let label = definition.map(|d| d.labels.say(language, &d.name)).unwrap_or_default();
    let mut sheet = Sheet::new(vec![
        (label, Align::Left),
        (word("uncertainty-column-value"), Align::Right),
        (word("uncertainty-column-low"), Align::Right),
        (word("uncertainty-column-middle"), Align::Right),
        (word("uncertainty-column-high"), Align::Right),
    ]);
    for (at, interval) in told.rows.iter().enumerate() {
        let Some(interval) = interval else { continue };
        let numbers = [interval.value, interval.low, interval.middle, interval.high];
        let mut cells = vec![row(outcome, of, at, language)];
        cells.extend(numbers.map(|number| amount(number, language)));
        sheet.row(cells);
    }
    let mut lines = sheet.lines();
    lines.push(String::new());
    let (inputs, draws) = (told.inputs.to_string(), told.draws.to_string());
    lines.push(say(language, "uncertainty-drawn", &[("inputs", &inputs), ("draws", &draws)]));
    if told.refused > 0 {
        let refused = told.refused.to_string();
        lines.push(say(language, "uncertainty-refused", &[("refused", &refused)]));
    }
    lines.push(word("question-simulated"));
    lines
}

fn as_json(told: &Intervals, outcome: &Outcome<'_>, of: DefinitionId) -> serde_json::Value {
    let table = outcome.plan.definition(of).and_then(|d| d.table);
    let keys = table.and_then(|t| outcome.data.table(t)).map(|t| t.keys.clone());
    let rows = told.rows.iter().zip(keys.unwrap_or_default()).filter_map(|(interval, key)| {
        let interval = (*interval)?;
        Some(json!({
            "key": &*key,
            "value": plain(interval.value),
            "low": plain(interval.low),
            "middle": plain(interval.middle),
            "high": plain(interval.high),
        }))
    });
    json!({
        "result": outcome.plan.definition(of).map(|d| &d.name),
        "inputs": told.inputs,
        "draws": told.draws,
        "refused": told.refused,
        "rows": rows.collect::<Vec<_>>(),
    })
}
