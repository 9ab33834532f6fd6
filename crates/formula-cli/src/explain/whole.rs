//! The whole derivation of an amount, through the formulas behind it: as JSON for programs, and as
//! a page that needs nothing beside it.

use super::{headline, label, written_step};
use crate::json::identity;
use crate::results::{made_for, row_name};
use crate::words::say;
use formula::explain::{Explainer, Node, NodeKind, rests_sentence};
use formula::plan::{Definition, DefinitionId, Plan};
use formula::run::Value as Amount;
use formula::words::Language;
use formula_data::{Outcome, Runs, plain, unit};
use serde_json::{Value, json};

/// What is explained: a value of a run.
#[derive(Clone, Copy)]
pub(super) struct Subject<'r> {
    pub(super) runs: &'r Runs<'r>,
    pub(super) id: DefinitionId,
    pub(super) definition: &'r Definition,
    pub(super) row: usize,
    pub(super) language: Language,
    /// Whether every row of every sum is shown, and opened.
    pub(super) whole: bool,
}

impl Subject<'_> {
    fn outcome(&self) -> &Outcome<'_> {
        &self.runs.asked
    }

    fn explainer(&self) -> Explainer<'_> {
        let outcome = self.outcome();
        Explainer::new(outcome.plan, &outcome.data, &outcome.run)
    }

    fn tree(&self) -> Node {
        self.derived(&self.explainer(), self.id, self.row)
    }

    fn derived(&self, explainer: &Explainer<'_>, id: DefinitionId, row: usize) -> Node {
        match self.whole {
            true => explainer.derive_whole(id, row, self.language),
            false => explainer.derive(id, row, self.language),
        }
    }

    /// The derivation behind a result of another formula, in that formula's run. Behind one that is
    /// unpublished nothing is shown: it may count few persons.
    fn behind(&self, of: &Outcome<'_>, node: &Node) -> Option<(&Outcome<'_>, Node)> {
        if node.kind != NodeKind::Use {
            return None;
        }
        let used = of.plan.uses.iter().find(|used| used.name == node.name)?;
        let shown = |plan: &Plan| plan.name == used.formula && !plan.unpublished;
        let outcome = self.runs.used.iter().find(|other| shown(other.plan))?;
        let (id, definition) = outcome.plan.definition_named(&used.result)?;
        let row = match (definition.table, &node.row) {
            (Some(table), Some(key)) => outcome.data.table(table)?.row(key)?,
            _ => 0,
        };
        let explainer = Explainer::new(outcome.plan, &outcome.data, &outcome.run);
        Some((outcome, self.derived(&explainer, id, row)))
    }
}

/// The explanation for programs: steps, derivation, what it rests on, and what identifies the runs.
pub(super) fn json(subject: &Subject<'_>) -> Value {
    let outcome = subject.outcome();
    let language = subject.language;
    let table = subject.definition.table;
    let key = table.and_then(|table| outcome.data.table(table)?.keys.get(subject.row).cloned());
    let explainer = subject.explainer();
    let rests = explainer.rests(subject.id, subject.row);
    let steps: Vec<Value> = explainer
        .steps(subject.id, subject.row)
        .iter()
        .map(|step| {
            json!({
                "title": label(outcome.plan, step, language),
                "amount": step.amount.to_canonical(),
                "running": step.running.to_canonical(),
            })
        })
        .collect();
    json!({
        "formula": outcome.plan.name,
        "result": subject.definition.name,
        "title": subject.definition.labels.say(language, &subject.definition.name),
        "unit": unit(subject.definition),
        "key": key.as_deref(),
        "name": table.and_then(|table| row_name(outcome, table, subject.row, language)),
        "value": plain(outcome, subject.id, subject.row),
        "language": language.tag(),
        "runs": subject.runs.all().map(identity).collect::<Vec<_>>(),
        "steps": steps,
        "inputs": rests.inputs,
        "unverified_inputs": rests.unverified_count(),
        "derivation": node_json(subject, outcome, &subject.tree()),
    })
}

fn node_json(subject: &Subject<'_>, outcome: &Outcome<'_>, node: &Node) -> Value {
    let language = subject.language;
    let behind = subject.behind(outcome, node);
    let children: Vec<Value> = match &behind {
        Some((other, inner)) => vec![node_json(subject, other, inner)],
        None => node.children.iter().map(|child| node_json(subject, outcome, child)).collect(),
    };
    let kind = match node.kind {
        NodeKind::Definition(_) => "definition",
        NodeKind::Param => "parameter",
        NodeKind::Scale => "scale",
        NodeKind::Function => "function",
        NodeKind::Cell => "cell",
        NodeKind::Use => "result of another formula",
        NodeKind::Gathering => "over rows",
        NodeKind::Row => "row",
        NodeKind::Further => "further rows",
        NodeKind::Varied => "under other values",
    };
    let number = match &node.value {
        Amount::Number(number) => Some(number.to_canonical()),
        _ => None,
    };
    json!({
        "kind": kind,
        "name": node.name,
        "title": node.title,
        "row": node.row,
        "number": number,
        "shown": node.shown,
        "rule": node.rule,
        "worked": node.worked,
        "remark": node.remark,
        "cites": node.cites.iter().map(|cites| cites.say(language)).collect::<Vec<_>>(),
        "standing": node.standing.map(formula::standing::Standing::word),
        "reason": node.reason.as_ref().map(|reason| reason.say(language)),
        "source": node.source.as_ref().map(|source| source.say(language)),
        "since": node.since.map(|day| day.to_string()),
        "formula": outcome.plan.name,
        "line": line(outcome, node),
        "shown_above": node.repeated,
        "needs": children,
    })
}

/// The line of the formula on which the rule of a node stands.
fn line(outcome: &Outcome<'_>, node: &Node) -> Option<usize> {
    let has_none = matches!(node.kind, NodeKind::Gathering | NodeKind::Varied | NodeKind::Use);
    let has_place = !has_none && node.span.end > 0;
    has_place.then(|| outcome.plan.source.line_column(node.span.start).0)
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.125rem;margin-top:2rem}\
table{border-collapse:collapse;width:100%}\
th,td{padding:.375rem .5rem;border-bottom:1px solid #8886;text-align:left;vertical-align:top}\
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
details{border-bottom:1px solid #8886;padding:.25rem 0}\
summary{cursor:pointer;display:flex;gap:1rem;justify-content:space-between;min-height:2rem}\
.in{padding:.25rem 0 .5rem 1rem;border-left:2px solid #8886}\
.in p{margin:.25rem 0}.note{opacity:.8;font-size:.9375rem}\
@media print{details{break-inside:avoid}}";

/// The explanation as a page that needs nothing beside it: every value opens, all are open.
pub(super) fn html(subject: &Subject<'_>) -> String {
    let outcome = subject.outcome();
    let language = subject.language;
    let title = headline(outcome, subject.id, subject.definition, subject.row, language);
    let word = |id: &str| escaped(&say(language, id, &[]));
    let explainer = subject.explainer();
    let steps: String = explainer
        .steps(subject.id, subject.row)
        .iter()
        .map(|step| {
            let number = |amount| written_step(subject.definition, amount, language);
            format!(
                "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>\
                 <td class=\"n\">{}</td></tr>\n",
                escaped(&label(outcome.plan, step, language)),
                escaped(&number(step.amount)),
                escaped(&number(step.running)),
            )
        })
        .collect();
    let rests = rests_sentence(&explainer.rests(subject.id, subject.row), language);
    let runs: String = subject
        .runs
        .all()
        .map(|outcome| {
            let identity = outcome.run.identity();
            let title = outcome.plan.labels.say(language, &outcome.plan.name);
            format!("<li>{}: <code>{}</code></li>\n", escaped(&title), escaped(&identity.hash))
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p>{day}</p>\n<p>{rests}</p>\n\
         <table>\n<thead><tr><th scope=\"col\">{step}</th>\
         <th scope=\"col\" class=\"n\">{amount}</th>\
         <th scope=\"col\" class=\"n\">{running}</th></tr></thead>\n\
         <tbody>\n{steps}</tbody>\n</table>\n\
         <h2>{derivation}</h2>\n{tree}<h2>{identified}</h2>\n<ul>\n{runs}</ul>\n\
         </main>\n</body>\n</html>\n",
        lang = language.tag(),
        title = escaped(&title),
        day = escaped(&made_for(outcome, language)),
        rests = escaped(&rests),
        step = word("explain-column-step"),
        amount = word("explain-column-amount"),
        running = word("explain-column-running"),
        derivation = word("explain-derivation"),
        identified = word("explain-runs"),
        tree = node_html(subject, outcome, &subject.tree()),
    )
}

fn node_html(subject: &Subject<'_>, outcome: &Outcome<'_>, node: &Node) -> String {
    let language = subject.language;
    let mut inside = String::new();
    let worked = node.worked.as_ref().map(|worked| format!("= {worked}"));
    for said in [&node.rule, &worked, &node.remark].into_iter().flatten() {
        inside.push_str(&format!("<p>{}</p>\n", escaped(said)));
    }
    for note in node.notes(language) {
        inside.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(&note)));
    }
    if let Some(line) = line(outcome, node) {
        let place = format!("{}:{line}", outcome.plan.source.name);
        inside.push_str(&format!("<p class=\"note\"><code>{}</code></p>\n", escaped(&place)));
    }
    match subject.behind(outcome, node) {
        Some((other, inner)) => inside.push_str(&node_html(subject, other, &inner)),
        None => {
            for child in &node.children {
                inside.push_str(&node_html(subject, outcome, child));
            }
        }
    }
    format!(
        "<details open><summary><span>{}</span><span class=\"n\">{}</span></summary>\
         <div class=\"in\">\n{inside}</div></details>\n",
        escaped(&node.title),
        escaped(&node.shown),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
