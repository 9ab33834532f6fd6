//! The page of one municipality: its amount, by which steps it came about, on what it rests, what
//! is known of the municipality, and how it stands among others.

mod data;
pub(super) mod derivation;
mod others;
mod rests;
pub(super) mod steps;

use super::allocated::{Allocated, Allotment, Places, places};
use super::asked::Asked;
use super::frame::{self, Kept, KnownRun};
use super::words::say;
use crate::desk::Desk;
use crate::opened::OpenedRun;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use formula::words::Language;
use pages::address::Address;
use pages::charts::Chart;
use pages::content::standing_key;
use pages::errors::PageError;
use pages::html::Html;
use pages::language::Reader;
use pages::layout::Page;
use pages::measure::Measure;
use pages::words::Say;

/// Everything that the parts of the page are made from.
pub(super) struct Sheet<'a> {
    /// The reader.
    pub(super) reader: &'a Reader,
    /// What the run is called.
    pub(super) known: &'a KnownRun,
    /// The run.
    pub(super) all: &'a Allocated,
    /// What the municipality gets.
    pub(super) own: &'a Allotment,
    /// All municipalities.
    pub(super) places: &'a Places,
    /// Whether every step is wanted opened down to its last figure.
    pub(super) is_whole: bool,
}

impl Sheet<'_> {
    /// The reader's language.
    pub(super) fn language(&self) -> Language {
        self.reader.language
    }

    /// The words.
    pub(super) fn say(&self) -> Say<'static> {
        say(self.reader.language)
    }

    /// The run with its plan and data.
    pub(super) fn opened(&self) -> &OpenedRun {
        &self.all.opened
    }

    /// This page with every step opened.
    pub(super) fn whole_address(&self) -> String {
        let path = self.reader.href(&format!("/municipality/{}", self.own.code));
        self.known.address(&path).with("steps", "all").finish()
    }

    /// A picture of this page with its files.
    fn picture(&self, chart: Chart) -> Chart {
        let path = self.reader.href(&format!("/municipality/{}", self.own.code));
        let page = self.known.address(&path);
        chart.files(format!("{}-{}", self.known.file_stem(), self.own.code), &page)
    }

    /// The page of a municipality under this run.
    pub(super) fn municipality(&self, code: &str) -> String {
        page_address(self.reader, self.known, code)
    }
}

fn page_address(reader: &Reader, known: &KnownRun, code: &str) -> String {
    known.address(&reader.href(&format!("/municipality/{code}"))).finish()
}

#[derive(Template)]
#[template(path = "municipality.html")]
struct Body {
    say: Say<'static>,
    runs: Html,
    waterfall: Html,
    steps: Html,
    whole_href: String,
    whole_word: &'static str,
    rests: Html,
    data: Html,
    others: Html,
    allocation_href: String,
    key: Html,
}

/// Answers `/{language}/municipality/{code}`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Path((_, code)): Path<(String, String)>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Asked::new(fields);
    let language = reader.language;
    let runs = frame::runs(&desk, &reader).await?;
    let Kept { known, opened } = frame::open(&desk, &runs, asked.get("run"), &reader).await?;
    let places = places(&desk, &reader).await?;
    let all = Allocated::new(opened, &places, language);
    let Some(own) = all.of(&code) else {
        return Err(unknown(&code, &all, &known, &reader));
    };
    let is_whole = asked.get("steps") == Some("all");
    let sheet = Sheet { reader: &reader, known: &known, all: &all, own, places: &places, is_whole };
    let near = others::near(&desk, &sheet).await?;
    let columns = territory::columns(desk.database()).await;
    let columns = columns.map_err(|e| frame::fault(&e.into(), &reader))?;
    let waterfall = steps::waterfall(&sheet);
    let beside = others::pictures(&sheet, &near);
    let charts: Vec<Chart> = std::iter::once(waterfall.clone()).chain(beside.clone()).collect();
    if let Some(file) = frame::picture(&asked, &charts, &reader) {
        return Ok(file);
    }
    let (whole_href, whole_word) = match is_whole {
        true => (page_address(&reader, &known, &code), "steps-fold"),
        false => (sheet.whole_address(), "steps-all"),
    };
    let body = Body {
        say: sheet.say(),
        runs: switch(&runs, &sheet),
        waterfall: waterfall.to_html(language),
        whole_href: whole_href + "#steps",
        whole_word,
        steps: steps::opened(&sheet),
        rests: rests::section(&sheet),
        data: data::table(&sheet, &columns),
        others: beside.iter().map(|chart| chart.to_html(language)).collect(),
        allocation_href: Address::new(&reader.href("/allocation"))
            .with("run", &known.id())
            .finish(),
        key: standing_key(language),
    };
    Ok(heading(&sheet).respond(Html::of(&body)))
}

fn heading(sheet: &Sheet<'_>) -> Page {
    let language = sheet.language();
    let say = sheet.say();
    let cents = Measure::euro_cent();
    let own = sheet.own;
    let rank = sheet.all.allotments.iter().filter(|a| a.per_head > own.per_head).count();
    let arguments = [
        ("name", own.name.clone()),
        ("amount", cents.full(own.amount, language)),
        ("year", sheet.known.year()),
        ("grant", sheet.known.grant.clone()),
        ("per-head", own.per_head.map(|v| cents.full(v, language)).unwrap_or_default()),
        ("rank", rank.saturating_add(1).to_string()),
        ("count", sheet.all.allotments.len().to_string()),
        ("all", sheet.all.per_head().map(|v| cents.full(v, language)).unwrap_or_default()),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let page = frame::page_of(sheet.known.is_proposal, sheet.reader, &own.name);
    frame::with_engines(page, &[(sheet.known, sheet.opened())])
        .eyebrow(sheet.known.title(language))
        .lede(say.with("municipality-lede", &arguments))
        .crumb("/allocation", say.word("nav-allocation"))
        .crumb(&format!("/municipality/{}", own.code), &own.name)
}

fn switch(runs: &[KnownRun], sheet: &Sheet<'_>) -> Html {
    let address = |run: &KnownRun| page_address(sheet.reader, run, &sheet.own.code);
    frame::run_switch(runs, sheet.known, address, sheet.language())
}

/// There is no municipality with this code: those whose names come near, and a search.
fn unknown(code: &str, all: &Allocated, known: &KnownRun, reader: &Reader) -> PageError {
    let say = say(reader.language);
    let shown: String = code.chars().take(60).collect();
    let typed = frame::letters(&shown);
    let error = PageError::not_found(reader.language)
        .with_page(frame::page(reader, ""))
        .detail(say.with("municipality-unknown", &[("code", &shown)]))
        .what_to_do(say.word("municipality-unknown-todo"))
        .search(reader.href("/allocation"), "find");
    let first = typed.chars().next();
    let is_near = |name: &str| {
        let name = frame::letters(name);
        !typed.is_empty() && (name.contains(&typed) || name.chars().next() == first)
    };
    all.allotments.iter().filter(|a| is_near(&a.name)).take(6).fold(error, |error, allotment| {
        error.link(&allotment.name, &page_address(reader, known, &allotment.code))
    })
}
