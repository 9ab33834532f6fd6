//! The home page: what is shared this year, where the year stands, and what the figure for the
//! north moves.

mod year;

use super::allocated::{Allocated, Allotment, Places, places};
use super::asked::Asked;
use super::compare;
use super::frame::{self, KnownRun};
use super::words::say;
use crate::comparison::{self, Comparison};
use crate::desk::{Desk, NORTH_ENUMERATED};
use crate::error::Error;
use crate::opened::OpenedRun;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use formula::standing::Standing;
use formula::words::{Language, format_date};
use pages::address::Address;
use pages::charts::{Bars, Chart, Frame, Item};
use pages::content::{Line, Stat, lines, standing_key, stats};
use pages::errors::PageError;
use pages::html::{Html, element};
use pages::language::Reader;
use pages::measure::Measure;
use pages::words::Say;
use std::collections::BTreeSet;

/// How many of the largest changes are shown of each grant, gains and losses together.
const CHANGES: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Body {
    say: Say<'static>,
    grants: Vec<Html>,
    year: Html,
    doors: Html,
    key: Html,
}

/// A grant with its first run.
struct Grant {
    known: KnownRun,
    all: Allocated,
    /// The run that counts the north otherwise, and what it moves.
    north: Option<(KnownRun, Comparison)>,
}

/// Answers `/{language}` and `/{language}/`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let runs = frame::runs(&desk, &reader).await?;
    let places = places(&desk, &reader).await?;
    let (mut grants, mut only_kept) = (Vec::new(), Vec::new());
    for known in runs.iter().filter(|run| run.summary.is_baseline && !run.is_earlier) {
        let opened = match desk.opened(&known.summary.id).await {
            Ok(opened) => opened,
            Err(error @ Error::OnlyKept(_)) => {
                only_kept.push(kept_section(known, &error, &reader));
                continue;
            }
            Err(error) => return Err(frame::fault(&error, &reader)),
        };
        let other = runs.iter().find(|run| {
            run.summary.formula == known.summary.formula
                && run.summary.label == NORTH_ENUMERATED
                && !run.is_earlier
        });
        let north = match other {
            Some(other) => match desk.opened(&other.summary.id).await {
                Ok(before) => Some((other.clone(), comparison::compare(&before, &opened))),
                Err(Error::OnlyKept(_)) => None,
                Err(error) => return Err(frame::fault(&error, &reader)),
            },
            None => None,
        };
        let all = Allocated::new(opened, &places, reader.language);
        grants.push(Grant { known: known.clone(), all, north });
    }
    let say = say(reader.language);
    let asked = Asked::new(fields);
    let charts: Vec<Chart> =
        grants.iter().filter_map(|grant| changes(grant, &places, &reader)).collect();
    if let Some(file) = frame::picture(&asked, &charts, &reader) {
        return Ok(file);
    }
    let body = Body {
        say,
        grants: grants
            .iter()
            .map(|grant| section(grant, &places, &reader))
            .chain(only_kept)
            .collect(),
        year: year::picture(runs.len(), desk.formulas().len(), &reader),
        doors: doors(&reader),
        key: standing_key(reader.language),
    };
    let page = frame::page(&reader, say.word("home-title"));
    let made: Vec<(&KnownRun, &OpenedRun)> =
        grants.iter().map(|grant| (&grant.known, grant.all.opened.as_ref())).collect();
    let page = frame::with_engines(page, &made);
    let page = match grants.first().and_then(|grant| lede(grant, reader.language)) {
        Some(sentence) => page.lede(sentence),
        None => page.lede(say.word("home-empty")),
    };
    Ok(page.respond(Html::of(&body)))
}

/// The answer first, about the grant that is in force.
fn lede(grant: &Grant, language: Language) -> Option<String> {
    let cents = Measure::euro_cent();
    let high = grant.all.most(|a| a.per_head)?;
    let low = grant.all.least(|a| a.per_head)?;
    let arguments = [
        ("year", grant.known.year()),
        ("grant", grant.known.grant.clone()),
        ("sum", Measure::euro().full(grant.all.sum, language)),
        ("count", grant.all.allotments.len().to_string()),
        ("high", high.name.clone()),
        ("high-amount", cents.full(high.per_head?, language)),
        ("low", low.name.clone()),
        ("low-amount", cents.full(low.per_head?, language)),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(say(language).with("home-lede", &arguments))
}

fn section(grant: &Grant, places: &Places, reader: &Reader) -> Html {
    let language = reader.language;
    let say = say(language);
    let known = &grant.known;
    let allocation = Address::new(&reader.href("/allocation")).with("run", &known.id()).finish();
    let id = format!("grant-{}", known.summary.formula);
    let band = known.is_proposal.then(|| frame::band(language).to_html(language));
    let arguments = [("grant", known.grant.as_str()), ("year", &known.year())];
    let title = say.with("home-grant", &arguments);
    let heading =
        element("h2").attr("id", &id).child(element("a").attr("href", &allocation).child(title));
    let mut links = vec![
        (say.word("home-to-allocation"), allocation),
        (say.word("home-to-formula"), reader.href(&format!("/formula/{}", known.summary.formula))),
    ];
    if let Some((other, _)) = &grant.north {
        links.push((say.word("home-to-compare"), compare::address(reader, other, known)));
    }
    let links = links
        .into_iter()
        .map(|(words, href)| element("li").child(element("a").attr("href", href).child(words)));
    element("section")
        .class("grant")
        .attr("aria-labelledby", id)
        .child(heading)
        .child(band)
        .child(stats(&figures(grant, reader), language))
        .child(changes(grant, places, reader).map(|chart| chart.to_html(language)))
        .child(element("p").child(rests(grant, language)))
        .child(element("ul").class("doors doors-row").attr("role", "list").children(links))
        .finish()
}

/// A grant of which only what was kept can be shown: why, and where that stands.
fn kept_section(known: &KnownRun, error: &Error, reader: &Reader) -> Html {
    let allocation = Address::new(&reader.href("/allocation")).with("run", &known.id()).finish();
    let arguments = [("grant", known.grant.as_str()), ("year", &known.year())];
    let title = say(reader.language).with("home-grant", &arguments);
    let id = format!("grant-{}", known.summary.formula);
    let heading =
        element("h2").attr("id", &id).child(element("a").attr("href", &allocation).child(title));
    let help = error.help(reader.language).unwrap_or_default();
    element("section")
        .class("grant")
        .attr("aria-labelledby", id)
        .child(heading)
        .child(element("p").child(error.message(reader.language)).child(" ").child(help))
        .finish()
}

fn figures(grant: &Grant, reader: &Reader) -> Vec<Stat> {
    let language = reader.language;
    let say = say(language);
    let euro = Measure::euro();
    let cents = Measure::number("EUR", 2);
    let opened = &grant.all.opened;
    let allocation =
        Address::new(&reader.href("/allocation")).with("run", &grant.known.id()).finish();
    let pool_used = opened.run.params().iter().find(|param| param.name == "pool");
    let mut pool = Stat::new(
        say.word("stat-pool"),
        opened.pool().map(|pool| euro.figure(pool, language)),
        "EUR",
    )
    .href(reader.href(&format!("/formula/{}#d-pool", grant.known.summary.formula)));
    if let Some(since) = pool_used.and_then(|param| param.since) {
        pool = pool.note(say.with("stat-pool-since", &[("since", &format_date(since, language))]));
    }
    if let Some(param) = pool_used.filter(|param| param.standing != Standing::Verified) {
        pool = pool.standing(param.standing);
    }
    let is_whole = opened.pool() == Some(grant.all.sum);
    let sum = Stat::new(say.word("stat-sum"), Some(cents.figure(grant.all.sum, language)), "EUR")
        .note(say.word(if is_whole { "stat-sum-whole" } else { "stat-sum-differs" }))
        .href(&allocation);
    let head = |word: &str, found: Option<&Allotment>| {
        let figure = found.and_then(|a| a.per_head).map(|v| cents.figure(v, language));
        let stat = Stat::new(say.word(word), figure, "EUR");
        match found {
            Some(a) => {
                let path = reader.href(&format!("/municipality/{}", a.code));
                let href = Address::new(&path).with("run", &grant.known.id()).finish();
                stat.note(&a.name).href(href)
            }
            None => stat,
        }
    };
    vec![
        pool,
        sum,
        head("stat-most-per-head", grant.all.most(|a| a.per_head)),
        head("stat-least-per-head", grant.all.least(|a| a.per_head)),
    ]
}

/// On how many inputs the amounts rest, and how many of them are not verified.
fn rests(grant: &Grant, language: Language) -> String {
    let opened = &grant.all.opened;
    let all = || opened.rows().filter_map(|(_, code)| opened.rests(code));
    let unverified: BTreeSet<_> =
        all().flat_map(|rests| rests.unverified.iter().map(|(_, input)| *input)).collect();
    let inputs = all().map(|rests| rests.inputs).max().unwrap_or(0);
    let arguments = [("inputs", inputs.to_string()), ("unverified", unverified.len().to_string())];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    say(language).with("home-rests", &arguments)
}

/// The largest gains and losses when the north is counted as estimated rather than as enumerated.
fn changes(grant: &Grant, places: &Places, reader: &Reader) -> Option<Chart> {
    let (_, found) = grant.north.as_ref()?;
    let language = reader.language;
    let say = say(language);
    let mut moved: Vec<_> = found
        .rows
        .iter()
        .filter_map(|row| Some((row, row.difference.filter(|d| !d.is_zero())?)))
        .collect();
    moved.sort_by_key(|(_, difference)| std::cmp::Reverse(difference.abs()));
    moved.truncate(CHANGES);
    let items = moved.iter().map(|(row, difference)| {
        let name = places.get(&row.code).map_or(row.code.as_str(), |place| &place.name);
        let path = reader.href(&format!("/municipality/{}", row.code));
        let href = Address::new(&path).with("run", &grant.known.id()).finish();
        Item::new(name, Some(*difference)).href(href)
    });
    let total = found.moved().map(|d| Measure::euro().full(d, language)).unwrap_or_default();
    let arguments = [
        ("moved", total),
        ("gain", found.winners.len().to_string()),
        ("lose", found.losers.len().to_string()),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let finding = say.with("home-north", &arguments);
    let frame = Frame::new(
        format!("north-{}", grant.known.summary.formula),
        finding,
        say.count("home-north-measured", moved.len()),
        grant.known.source(language),
    )
    .heading_level(3);
    let page = Address::new(&reader.href("/"));
    let chart = Chart::new(frame, Bars::changes(items.collect(), Measure::euro()));
    Some(chart.files(grant.known.file_stem(), &page))
}

fn doors(reader: &Reader) -> Html {
    let say = say(reader.language);
    let door = |path: &str, word: &str| {
        Line::new(say.word(&format!("{word}-door")), Some(&reader.href(path)))
            .text(say.word(&format!("{word}-door-text")))
    };
    let entries = [
        door("/allocation", "allocation"),
        door("/compare", "compare"),
        door("/formula", "formula"),
    ];
    lines(&entries, "")
}
