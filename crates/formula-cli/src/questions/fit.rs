//! `formula fit`

use super::arguments::{AnswerFormat, Fit};
use super::{amount, number, param, plain, result, row, shown_param, with_line};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{open, run_quietly};
use crate::sheet::{Align, Sheet};
use crate::words::say;
use analysis::fit::{Fitted, Refusal, Task, Weight};
use analysis::model::Model;
use formula::number::{Decimal, Number};
use formula::plan::{DefinitionId, Plan, Type};
use formula::words::Language;
use formula_data::Outcome;
use serde_json::json;

/// The name under which the target stands beside the formula's own definitions.
const TARGET: &str = "target_of_the_fit";

/// Looks for the weights that leave the least shortfall.
pub(crate) fn fit(
    arguments: &Fit,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let Some(plan) = library.plan() else { return Err(Stop::Said) };
    let of = result(plan, arguments.result.as_deref(), language)?;
    let weights = weights(arguments, plan, language)?;
    let (runs, warnings) = run_quietly(&library, &arguments.what, language, console.today)?;
    console.findings(&warnings, language)?;
    let with_target = with_line(&arguments.what, &line(plan, of, &arguments.target))?;
    let Some(wider) = with_target.plan() else { return Err(Stop::Said) };
    let named = |name: &str| wider.definition_named(name).map(|(id, _)| id);
    let amount_name = plan.definition(of).map(|d| d.name.clone()).unwrap_or_default();
    let (Some(amount), Some(target)) = (named(&amount_name), named(TARGET)) else {
        return Err(Stop::Said);
    };
    let step = number(&arguments.step).filter(|step| *step > Decimal::ZERO).ok_or_else(|| {
        Stop::Usage(say(language, "question-not-a-number", &[("value", &arguments.step)]))
    })?;
    let step = step.to_f64();
    let task = Task { weights, keeping_sum: !arguments.free_sum, step, amount, target };
    let outcome = &runs.asked;
    let model = Model { plan: wider, data: &outcome.data, request: outcome.run.request() };
    let fitted = analysis::fit::fit(&model, &task).map_err(|refusal| {
        Stop::Usage(match refusal {
            Refusal::NoParam(name) => say(language, "fit-no-param", &[("name", &name)]),
            Refusal::Limits(name) => say(language, "fit-limits", &[("name", &name)]),
            Refusal::NoRun => say(language, "fit-no-run", &[]),
            Refusal::NoSolution => say(language, "fit-no-solution", &[]),
        })
    })?;
    match arguments.format {
        AnswerFormat::Json => json::write(&as_json(&task, &fitted, outcome, of), console.out)?,
        AnswerFormat::Text => {
            for line in told(plan, &task, &fitted, outcome, of, language) {
                writeln!(console.out, "{line}")?;
            }
        }
    }
    Ok(())
}

/// The target as a line of the formula, in the chapter and the unit of the amount.
fn line(plan: &Plan, of: DefinitionId, target: &str) -> String {
    let definition = plan.definition(of);
    let table = definition.and_then(|d| d.table).and_then(|t| plan.table(t));
    let table = table.map(|t| t.name.as_str()).unwrap_or_default();
    let unit = match definition.map(|d| &d.ty) {
        Some(Type::Number(unit)) if unit.is_plain() => "number".to_owned(),
        Some(Type::Number(unit)) => unit.to_string(),
        _ => String::new(),
    };
    format!("each {table}\n  result {TARGET} : {unit} = {target}")
}

fn weights(arguments: &Fit, plan: &Plan, language: Language) -> Result<Vec<Weight>, Stop> {
    let mut weights = Vec::new();
    for text in &arguments.weights {
        let refuse = || Stop::Usage(say(language, "fit-weight-unreadable", &[("value", text)]));
        let (name, limits) = text.split_once('=').ok_or_else(refuse)?;
        let (low, high) = limits.split_once("..").ok_or_else(refuse)?;
        let low = number(low).ok_or_else(refuse)?.to_f64();
        let high = number(high).ok_or_else(refuse)?.to_f64();
        let param = param(plan, name.trim(), language)?;
        weights.push(Weight { param: param.name.clone(), low, high });
    }
    Ok(weights)
}

fn told(
    plan: &Plan,
    task: &Task,
    fitted: &Fitted,
    outcome: &Outcome<'_>,
    of: DefinitionId,
    language: Language,
) -> Vec<String> {
    let word = |id: &str| say(language, id, &[]);
    let mut sheet = Sheet::new(vec![
        (word("fit-column-weight"), Align::Left),
        (word("fit-column-before"), Align::Right),
        (word("fit-column-after"), Align::Right),
    ]);
    for (weight, (before, after)) in task.weights.iter().zip(&fitted.weights) {
        let Some((_, param)) = plan.param_named(&weight.param) else { continue };
        let shown = |value: f64| {
            let value: Option<Decimal> = value.to_decimal();
            value.map(|value| shown_param(plan, param, value, language)).unwrap_or_default()
        };
        let label = param.labels.say(language, &param.name);
        sheet.row(vec![label, shown(*before), shown(*after)]);
    }
    let mut lines = sheet.lines();
    lines.push(String::new());
    let (before, after) =
        (amount(fitted.shortfall.0, language), amount(fitted.shortfall.1, language));
    lines.push(say(language, "fit-shortfall", &[("before", &before), ("after", &after)]));
    let mut rows = Sheet::new(vec![
        (word("fit-column-short"), Align::Left),
        (word("fit-column-before"), Align::Right),
        (word("fit-column-after"), Align::Right),
    ]);
    let mut any = false;
    for (at, (before, after)) in fitted.rows.iter().enumerate() {
        if *before > 0.0 || *after > 0.0 {
            any = true;
            let name = row(outcome, of, at, language);
            rows.row(vec![name, amount(*before, language), amount(*after, language)]);
        }
    }
    if any {
        lines.push(String::new());
        lines.extend(rows.lines());
    }
    lines.push(String::new());
    lines.push(word("question-simulated"));
    lines
}

fn as_json(
    task: &Task,
    fitted: &Fitted,
    outcome: &Outcome<'_>,
    of: DefinitionId,
) -> serde_json::Value {
    let table = outcome.plan.definition(of).and_then(|d| d.table);
    let keys = table.and_then(|t| outcome.data.table(t)).map(|t| t.keys.clone());
    let weights = task.weights.iter().zip(&fitted.weights).map(|(weight, (before, after))| {
        json!({ "param": weight.param, "before": plain(*before), "after": plain(*after) })
    });
    let rows = fitted.rows.iter().zip(keys.unwrap_or_default()).map(|((before, after), key)| {
        json!({ "key": &*key, "before": plain(*before), "after": plain(*after) })
    });
    json!({
        "weights": weights.collect::<Vec<_>>(),
        "shortfall":
            { "before": plain(fitted.shortfall.0), "after": plain(fitted.shortfall.1) },
        "rows": rows.collect::<Vec<_>>(),
        "programs": fitted.programs,
    })
}
