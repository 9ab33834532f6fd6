//! Parameters in words: the value, since when, and by which source or assumption.

use crate::opened::OpenedRun;
use crate::pages::words::{say, worded, worded_all};
use formula::explain::format_value;
use formula::plan::{Constant, DatedValue, Param, Plan, Wording};
use formula::run::{ParamInForce, Value};
use formula::words::{Language, format_date};
use pages::content::standing_tag;
use pages::html::{Element, Html, element};

/// A value of a parameter with its unit; "repealed" when it has none any more.
pub(in crate::pages) fn value_words(
    plan: &Plan,
    param: &Param,
    value: Option<&Constant>,
    language: Language,
) -> String {
    let value = match value {
        None => return say(language).word("param-repealed"),
        Some(Constant::Number(number)) => Value::Number(*number),
        Some(Constant::Bool(answer)) => Value::Bool(*answer),
        Some(Constant::Date(day)) => Value::Date(*day),
        Some(Constant::Text(text)) => Value::Text(text.as_str().into()),
    };
    format_value(plan, &value, &param.ty, param.percent, language)
}

/// A dated value; of a parameter by category the value of each member.
fn dated_words(plan: &Plan, param: &Param, dated: &DatedValue, language: Language) -> String {
    if dated.members.is_empty() {
        return value_words(plan, param, dated.value.as_ref(), language);
    }
    let of_member = |(place, value): (usize, &Constant)| {
        let member = plan.members_of(param, place).join(", ");
        format!("{member}: {}", value_words(plan, param, Some(value), language))
    };
    let all: Vec<String> = dated.members.iter().enumerate().map(of_member).collect();
    all.join("; ")
}

/// The value that a run used, its standing and its source, in one line.
pub(crate) fn in_force_line(
    plan: &Plan,
    param: &Param,
    in_force: &ParamInForce,
    language: Language,
) -> String {
    let say = say(language);
    let value = value_words(plan, param, Some(&in_force.value), language);
    let standing = say.standing(in_force.standing);
    let line = match in_force.since {
        Some(since) => {
            let since = format_date(since, language);
            let arguments = [("value", value.as_str()), ("since", &since), ("standing", &standing)];
            say.with("param-in-force", &arguments)
        }
        None => say.with("param-given", &[("value", &value)]),
    };
    match in_force.reason.as_ref().or(in_force.cites.first()) {
        Some(source) => format!("{line}: {}.", source.say(language)),
        None => format!("{line}."),
    }
}

/// All parameters of a formula with all their values, newest first; the value that the run used is
/// marked.
pub(super) fn history(opened: &OpenedRun, language: Language) -> Html {
    let say = say(language);
    if opened.plan.params.is_empty() {
        return element("p").class("empty").child(say.word("params-none")).finish();
    }
    let heads = ["column-param", "column-value", "column-since", "column-standing", "column-basis"];
    let head = heads.map(|word| {
        element("th")
            .attr("scope", "col")
            .attr_if("class", (word == "column-value").then_some("number"))
            .child(say.word(word))
    });
    let params = opened.plan.params.iter().zip(opened.run.params());
    let bodies = params.map(|(param, in_force)| body(opened, param, in_force, language));
    let caption = element("caption").class("unseen").attr("id", "params-caption");
    let table = element("table")
        .child(caption.child(say.word("section-params")))
        .child(element("thead").child(element("tr").children(head)))
        .children(bodies);
    element("div")
        .class("table-region")
        .attr("role", "region")
        .attr("aria-labelledby", "params-caption")
        .attr("tabindex", "0")
        .child(table)
        .finish()
}

fn body(opened: &OpenedRun, param: &Param, in_force: &ParamInForce, language: Language) -> Element {
    let count = param.values.len().max(1);
    let name = element("th")
        .attr("scope", "rowgroup")
        .attr("rowspan", count.to_string())
        .child(param.labels.say(language, &param.name))
        .child(element("code").class("detail").child(&param.name));
    let mut name = Some(name);
    let rows = param.values.iter().rev().map(|dated| {
        let is_in_force = in_force.since == Some(dated.since);
        let row = element("tr").child(name.take());
        cells(row, opened, param, dated, is_in_force && count > 1, language)
    });
    let rows: Vec<Element> = rows.collect();
    element("tbody").attr("id", super::text::anchor(&param.name)).children(rows)
}

fn cells(
    row: Element,
    opened: &OpenedRun,
    param: &Param,
    dated: &DatedValue,
    is_marked: bool,
    language: Language,
) -> Element {
    let value = dated_words(&opened.plan, param, dated, language);
    let row = if is_marked { row.class("marked") } else { row };
    row.child(element("td").class("number").child(value))
        .child(element("td").class("day").child(format_date(dated.since, language)))
        .child(element("td").child(standing_tag(dated.standing, language)))
        .child(element("td").child(basis(&dated.cites, dated.reason.as_ref(), language)))
}

/// The citation or, where there is none, the reason.
fn basis(cites: &[Wording], reason: Option<&Wording>, language: Language) -> Html {
    let mut out = worded_all(cites, language);
    if let Some(reason) = reason {
        if !cites.is_empty() {
            out.push("; ");
        }
        out.push(worded(reason, language));
    }
    out
}
