//! `formula explain`

mod whole;

use crate::arguments::{Explain, ExplainFormat};
use crate::console::{Console, Stop};
use crate::json;
use crate::results::{find_row, made_for, open, row_name, run_all, unknown};
use crate::run::scenario_line;
use crate::sheet::{Align, Sheet};
use crate::words::say;
use formula::diagnostic::catalog;
use formula::explain::{Explainer, Input, Step, StepKind, format_value};
use formula::number::Decimal;
use formula::plan::{Definition, DefinitionId, Plan, TableId};
use formula::standing::Standing;
use formula::syntax::ast::Bound;
use formula::words::{Language, format_number, format_number_short};
use formula_data::{Outcome, decimals, written};
use std::collections::BTreeMap;
use whole::Subject;

/// Explains one amount.
pub(crate) fn explain(
    arguments: &Explain,
    language: Language,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let library = open(&arguments.what, language, console)?;
    let Some(plan) = library.plan() else { return Ok(()) };
    let (id, definition) = meant(plan, arguments.result.as_deref(), language)?;
    if definition.table.is_some() && arguments.row.is_none() {
        let name = definition.name.as_str();
        return Err(Stop::Usage(say(language, "usage-row-wanted", &[("name", name)])));
    }
    let runs = run_all(&library, &arguments.what, language, console)?;
    let outcome = &runs.asked;
    let row = match (definition.table, &arguments.row) {
        (Some(table), Some(wanted)) => match find_row(outcome, table, wanted) {
            Some(row) => row,
            None => return Err(row_unknown(outcome, table, wanted, language)),
        },
        _ => 0,
    };
    let whole = arguments.all;
    let subject = Subject { runs: &runs, id, definition, row, language, whole };
    match arguments.format {
        ExplainFormat::Text => {}
        ExplainFormat::Json => {
            json::write(&whole::json(&subject), console.out)?;
            return Ok(());
        }
        ExplainFormat::Html => {
            write!(console.out, "{}", whole::html(&subject))?;
            return Ok(());
        }
    }
    let explainer = Explainer::new(outcome.plan, &outcome.data, &outcome.run);
    let mut text = vec![console.bold(&headline(outcome, id, definition, row, language))];
    text.push(made_for(outcome, language));
    text.extend(scenario_line(&runs, language));
    text.push(String::new());
    if arguments.all {
        text.push(explainer.derive_text(id, row, language).trim_end().to_owned());
    } else {
        text.extend(steps(&explainer, outcome.plan, definition, id, row, language));
        text.push(String::new());
        text.push(firmness(&explainer, id, row, language));
        text.extend(weakest(&explainer, outcome, id, row, language));
        text.push(String::new());
        text.push(say(language, "explain-more", &[]));
    }
    for line in text {
        writeln!(console.out, "{line}")?;
    }
    Ok(())
}

/// The definition that is meant: the named one, else the first result.
fn meant<'p>(
    plan: &'p Plan,
    name: Option<&str>,
    language: Language,
) -> Result<(DefinitionId, &'p Definition), Stop> {
    let found = match name {
        None => plan.results().into_iter().next(),
        Some(name) => plan.definition_named(name),
    };
    found.ok_or_else(|| {
        let known: Vec<&str> = plan.definitions.iter().map(|d| d.name.as_str()).collect();
        unknown("usage-result-unknown", name.unwrap_or_default(), &known, language)
    })
}

fn row_unknown(outcome: &Outcome<'_>, table: TableId, wanted: &str, language: Language) -> Stop {
    let rows = outcome.data.rows(table);
    let mut known: Vec<String> = outcome
        .data
        .table(table)
        .map(|t| t.keys.iter().map(ToString::to_string).collect())
        .unwrap_or_default();
    known.extend((0..rows).filter_map(|row| row_name(outcome, table, row, language)));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    unknown("usage-row-unknown", wanted, &known, language)
}

/// "Junik: General grant = 1 054 733.20 EUR"
fn headline(
    outcome: &Outcome<'_>,
    id: DefinitionId,
    definition: &Definition,
    row: usize,
    language: Language,
) -> String {
    let value = outcome.run.value(id, row);
    let shown = format_value(outcome.plan, &value, &definition.ty, definition.percent, language);
    let label = definition.labels.say(language, &definition.name);
    let of = definition.table.and_then(|table| {
        let key = outcome.data.table(table)?.keys.get(row)?.to_string();
        Some(match row_name(outcome, table, row, language) {
            Some(name) => format!("{name} ({key})"),
            None => key,
        })
    });
    match of {
        Some(of) => format!("{of} · {label}: {shown}"),
        None => format!("{label}: {shown}"),
    }
}

/// The amount as parts that add up to it.
fn steps(
    explainer: &Explainer<'_>,
    plan: &Plan,
    definition: &Definition,
    id: DefinitionId,
    row: usize,
    language: Language,
) -> Vec<String> {
    let steps = explainer.steps(id, row);
    let number = |amount| written_step(definition, amount, language);
    let mut sheet = Sheet::new(vec![
        (say(language, "explain-column-step", &[]), Align::Left),
        (say(language, "explain-column-amount", &[]), Align::Right),
        (say(language, "explain-column-running", &[]), Align::Right),
    ]);
    for step in &steps {
        sheet.row(vec![label(plan, step, language), number(step.amount), number(step.running)]);
    }
    sheet.lines()
}

/// The amount of a step. Parts are not rounded: two digits more show why the rounding step is what
/// it is.
fn written_step(definition: &Definition, amount: Decimal, language: Language) -> String {
    let amount = written(definition, amount);
    match decimals(definition) {
        Some(places) => format_number(amount, places.saturating_add(2), language),
        None => format_number_short(amount, 4, language),
    }
}

/// What a step is called.
fn label(plan: &Plan, step: &Step, language: Language) -> String {
    let id = match step.kind {
        StepKind::Part => {
            if let Some(term) = &step.term {
                return term.say(language, "");
            }
            let definition = plan.definition(step.definition);
            return definition.map(|d| d.labels.say(language, &d.name)).unwrap_or_default();
        }
        StepKind::Rounding => "explain-step-rounding",
        StepKind::Limit => "explain-step-limit",
        StepKind::Share(Bound::Floor) => "explain-step-share-floor",
        StepKind::Share(Bound::Cap) => "explain-step-share-cap",
        StepKind::Share(Bound::Fixed) => "explain-step-share-fixed",
        StepKind::Share(Bound::Free) => "explain-step-share-free",
    };
    catalog().say::<&str>(language, id, &[])
}

fn firmness(explainer: &Explainer<'_>, id: DefinitionId, row: usize, language: Language) -> String {
    let rests = explainer.rests(id, row);
    let (inputs, unverified) = (rests.inputs.to_string(), rests.unverified_count().to_string());
    say(language, "explain-rests-on", &[("inputs", &inputs), ("unverified", &unverified)])
}

/// What is not verified: parameters and rules one by one, cells counted by column.
fn weakest(
    explainer: &Explainer<'_>,
    outcome: &Outcome<'_>,
    id: DefinitionId,
    row: usize,
    language: Language,
) -> Vec<String> {
    let plan = outcome.plan;
    let mut counted: BTreeMap<(std::cmp::Reverse<Standing>, String), usize> = BTreeMap::new();
    for (standing, input) in explainer.rests(id, row).unverified {
        let what = match input {
            Input::Param(id) => plan.param(id).map(|p| p.labels.say(language, &p.name)),
            Input::ParamOf(id, place) => plan.param(id).map(|p| {
                let member = plan.members_of(p, place as usize).join(", ");
                format!("{} ({member})", p.labels.say(language, &p.name))
            }),
            Input::Scale(id) => plan.scales.get(id.0).map(|s| s.labels.say(language, &s.name)),
            Input::Rule(id) => plan.definition(id).map(|d| {
                let name = d.labels.say(language, &d.name);
                say(language, "explain-rule", &[("what", &name)])
            }),
            Input::Use(id, _) => plan.uses.get(id.0).map(|u| u.labels.say(language, &u.name)),
            Input::Cell(table, column, _) => {
                plan.column(table, column).map(|c| c.labels.say(language, &c.name))
            }
        };
        let entry = counted.entry((std::cmp::Reverse(standing), what.unwrap_or_default()));
        *entry.or_default() += 1;
    }
    counted
        .into_iter()
        .map(|((standing, what), count)| {
            let id = format!("standing-{}", standing.0.word());
            let word = catalog().say::<&str>(language, &id, &[]);
            match count {
                1 => format!("  {word}: {what}"),
                _ => format!("  {word}: {what} ({count})"),
            }
        })
        .collect()
}
