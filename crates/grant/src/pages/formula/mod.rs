//! The pages of formulas: their list, and one formula with its text, rules, parameters and checks.

mod definitions;
pub(crate) mod parameters;
pub(super) mod policy_test;
mod text;

use super::allocated::places;
use super::allocation;
use super::asked::Asked;
use super::frame::{self, KnownRun};
use super::words::{say, worded_all};
use crate::desk::Desk;
use crate::formulas::{FormulaEntry, Purpose, policy_test_of};
use crate::opened::OpenedRun;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use formula::words::{Language, format_date};
use pages::address::Address;
use pages::content::{Line, lines, standing_key};
use pages::errors::PageError;
use pages::html::{Html, element};
use pages::language::Reader;
use pages::words::Say;
use std::sync::Arc;

const PATH: &str = "/formula";

#[derive(Template)]
#[template(path = "formulas.html")]
struct ListBody {
    formulas: Html,
}

/// Answers `/{language}/formula`: the formulas that there are.
pub(super) async fn list(reader: Reader, State(desk): State<Desk>) -> Result<Response, PageError> {
    let language = reader.language;
    let say = say(language);
    let entries: Vec<Line> = desk
        .formulas()
        .iter()
        .map(|entry| {
            let href = reader.href(&format!("{PATH}/{}", entry.name));
            Line::new(entry.plan.labels.say(language, &entry.name), Some(&href))
                .text(say.word(purpose(entry)))
        })
        .collect();
    let body = ListBody { formulas: lines(&entries, &say.word("formulas-none")) };
    let count = desk.formulas().len();
    Ok(frame::page(&reader, say.word("formulas-title"))
        .lede(say.count("formulas-lede", count))
        .crumb(PATH, say.word("nav-formula"))
        .respond(Html::of(&body)))
}

fn purpose(entry: &FormulaEntry) -> &'static str {
    match entry.purpose {
        Purpose::Grant => "purpose-grant",
        Purpose::Proposal => "purpose-proposal",
        Purpose::Preparation => "purpose-preparation",
    }
}

#[derive(Template)]
#[template(path = "formula.html")]
struct Body {
    say: Say<'static>,
    law: Html,
    runs: Html,
    text: Html,
    rules: Html,
    params: Html,
    checks: Html,
    uses: Html,
    identity: Html,
    key: Html,
    test_href: Option<String>,
    data_href: String,
    data_door: String,
}

/// Answers `/{language}/formula/{name}`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Path((_, name)): Path<(String, String)>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Asked::new(fields);
    let language = reader.language;
    let Ok(entry) = desk.formula(&name) else { return Err(unknown(&desk, &name, &reader)) };
    let runs = frame::runs(&desk, &reader).await?;
    let (known, opened) = opened(&desk, entry, &runs, asked.get("run"), &reader).await?;
    let places = places(&desk, &reader).await?;
    let title = entry.plan.labels.say(language, &entry.name);
    let say = say(language);
    let body = Body {
        say,
        law: worded_all(&entry.plan.cites, reader.language),
        runs: switch(entry, &runs, &known, &reader),
        text: text::numbered(&opened.plan),
        rules: definitions::all(&opened, &places, language),
        params: parameters::history(&opened, language),
        checks: allocation::outcome::own_checks(&opened, &reader),
        uses: uses(&desk, entry, &reader),
        identity: Html::text(&opened.plan.hash),
        key: standing_key(language),
        data_href: reader.href(&format!("{PATH}/{}/data", entry.name)),
        data_door: crate::data::say(language).word("data-door"),
        test_href: policy_test_of(&entry.name).map(|_| policy_test::address(&reader, &entry.name)),
    };
    let page = frame::page_of(entry.is_proposal(), &reader, title);
    Ok(frame::with_engines(page, &[(&known, &opened)])
        .eyebrow(say.word(purpose(entry)))
        .lede(lede(&opened, &known, language))
        .crumb(PATH, say.word("nav-formula"))
        .crumb(&format!("{PATH}/{}", entry.name), entry.plan.labels.say(language, &entry.name))
        .respond(Html::of(&body)))
}

/// The run whose values are shown: one of the formula's own, or, of a formula that prepares inputs,
/// the one behind a grant's run.
async fn opened(
    desk: &Desk,
    entry: &FormulaEntry,
    runs: &[KnownRun],
    wanted: Option<&str>,
    reader: &Reader,
) -> Result<(KnownRun, Arc<OpenedRun>), PageError> {
    let fits = |run: &KnownRun| !entry.is_grant() || run.summary.formula == entry.name;
    let chosen = wanted.filter(|id| runs.iter().any(|run| run.id() == *id && fits(run)));
    let first = runs.iter().find(|run| fits(run)).map(KnownRun::id);
    let kept = frame::open(desk, runs, chosen.or(first.as_deref()), reader).await?;
    if entry.is_grant() {
        return Ok((kept.known, kept.opened));
    }
    let behind = kept.opened.used.iter().find(|used| used.plan.name == entry.name).cloned();
    let opened = behind.unwrap_or(kept.opened);
    Ok((kept.known, opened))
}

fn lede(opened: &OpenedRun, known: &KnownRun, language: Language) -> String {
    let plan = &opened.plan;
    let unsure = opened.run.params().iter().filter(|p| p.standing.is_unverified()).count();
    let arguments = [
        ("params", plan.params.len().to_string()),
        ("rules", plan.definitions.len().to_string()),
        ("checks", plan.checks.len().to_string()),
        ("unverified", unsure.to_string()),
        ("run", known.title(language)),
        ("day", format_date(known.summary.day, language)),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    say(language).with("formula-lede", &arguments)
}

fn switch(entry: &FormulaEntry, runs: &[KnownRun], known: &KnownRun, reader: &Reader) -> Html {
    let path = reader.href(&format!("{PATH}/{}", entry.name));
    let fitting: Vec<KnownRun> = runs
        .iter()
        .filter(|run| !entry.is_grant() || run.summary.formula == entry.name)
        .cloned()
        .collect();
    let address = |run: &KnownRun| Address::new(&path).with("run", &run.id()).finish() + "#rules";
    frame::run_switch(&fitting, known, address, reader.language)
}

fn uses(desk: &Desk, entry: &FormulaEntry, reader: &Reader) -> Html {
    let links = entry.uses.iter().map(|name| {
        let title = desk
            .formula(name)
            .map_or_else(|_| name.clone(), |used| used.plan.labels.say(reader.language, name));
        let href = reader.href(&format!("{PATH}/{name}"));
        element("li").child(element("a").attr("href", href).child(title))
    });
    if entry.uses.is_empty() { Html::new() } else { element("ul").children(links).finish() }
}

pub(super) fn unknown(desk: &Desk, name: &str, reader: &Reader) -> PageError {
    let say = say(reader.language);
    let shown: String = name.chars().take(80).collect();
    let error = PageError::not_found(reader.language)
        .with_page(frame::page(reader, ""))
        .detail(say.with("formula-unknown", &[("formula", &shown)]))
        .what_to_do(say.word("formula-unknown-todo"));
    desk.formulas().iter().fold(error, |error, entry| {
        let href = reader.href(&format!("{PATH}/{}", entry.name));
        error.link(entry.plan.labels.say(reader.language, &entry.name), &href)
    })
}
