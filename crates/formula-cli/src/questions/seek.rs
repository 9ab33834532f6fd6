//! `formula seek`

use super::arguments::{AnswerFormat, Seek};
use super::{number, param, requested, shown_param, with_line};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{open, run_quietly};
use crate::words::say;
use analysis::seek::{Found, Refusal, Search};
use formula::number::Decimal;
use formula::plan::{Param, Plan};
use formula::run::run_official;
use formula::words::Language;
use serde_json::json;

/// Looks for the least value of a parameter at which a condition holds, by official runs.
pub(crate) fn seek(
    arguments: &Seek,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let Some(plan) = library.plan() else { return Err(Stop::Said) };
    let param = param(plan, &arguments.vary, language)?;
    let search = search(arguments, language)?;
    let (runs, warnings) = run_quietly(&library, &arguments.what, language, console.today)?;
    console.findings(&warnings, language)?;
    let asked = with_line(&arguments.what, &format!("check {}", arguments.until))?;
    let Some(with_condition) = asked.plan() else { return Err(Stop::Said) };
    let mut holds = |value: Decimal| {
        let mut request = runs.asked.run.request().clone();
        request.params.insert(param.name.clone(), requested(param, value));
        let run = run_official(with_condition, &runs.asked.data, &request);
        run.is_ok_and(|run| run.holds())
    };
    let found = analysis::seek::seek(&search, &mut holds).map_err(|refusal| {
        let id = match refusal {
            Refusal::NoStep => "seek-no-step",
            Refusal::NothingBetween => "seek-nothing-between",
            Refusal::TooManySteps => "seek-too-many-steps",
        };
        Stop::Usage(say(language, id, &[]))
    })?;
    match arguments.format {
        AnswerFormat::Json => json::write(&as_json(param, &found), console.out)?,
        AnswerFormat::Text => {
            for line in told(plan, param, &search, &found, language) {
                writeln!(console.out, "{line}")?;
            }
        }
    }
    match found {
        Found::At { .. } => Ok(()),
        Found::Nowhere { .. } => Err(Stop::Said),
    }
}

fn search(arguments: &Seek, language: Language) -> Result<Search, Stop> {
    let read = |text: &str| {
        let refuse = || Stop::Usage(say(language, "question-not-a-number", &[("value", text)]));
        number(text).ok_or_else(refuse)
    };
    Ok(Search {
        from: read(&arguments.from)?,
        to: read(&arguments.to)?,
        step: read(&arguments.step)?,
    })
}

fn told(
    plan: &Plan,
    param: &Param,
    search: &Search,
    found: &Found,
    language: Language,
) -> Vec<String> {
    let shown = |value: Decimal| shown_param(plan, param, value, language);
    let label = param.labels.say(language, &param.name);
    match found {
        Found::At { value, before, steady, tried } => {
            let value = shown(*value);
            let mut lines =
                vec![say(language, "seek-found", &[("param", &label), ("value", &value)])];
            if let Some(before) = before {
                lines.push(say(language, "seek-before", &[("value", &shown(*before))]));
            }
            if !steady {
                lines.push(say(language, "seek-not-steady", &[]));
            }
            lines.push(say(language, "seek-tried", &[("tried", &tried.to_string())]));
            lines
        }
        Found::Nowhere { tried } => {
            let ends =
                [("param", &*label), ("from", &*shown(search.from)), ("to", &*shown(search.to))];
            let tried = [("tried", &*tried.to_string())];
            vec![say(language, "seek-nowhere", &ends), say(language, "seek-tried", &tried)]
        }
    }
}

fn as_json(param: &Param, found: &Found) -> serde_json::Value {
    match found {
        Found::At { value, before, steady, tried } => json!({
            "param": param.name,
            "value": value.to_canonical(),
            "before": before.map(Decimal::to_canonical),
            "steady": steady,
            "tried": tried,
        }),
        Found::Nowhere { tried } => json!({ "param": param.name, "value": null, "tried": tried }),
    }
}
