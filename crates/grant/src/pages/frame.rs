//! What every page of this station has around it: navigation, bands, sources, names of runs.

use super::asked::Asked;
use super::words::say;
use crate::desk::{Desk, RunSummary};
use crate::error::Error;
use crate::formulas::FormulaEntry;
use crate::kept::made_elsewhere;
use crate::opened::OpenedRun;
use axum::response::{IntoResponse, Response};
use formula::words::{Language, format_date};
use pages::address::Address;
use pages::charts::{AS, Chart, PICTURE, picture_file};
use pages::content::{Notice, Tone};
use pages::errors::PageError;
use pages::html::{Element, Html, element};
use pages::language::Reader;
use pages::layout::{NavEntry, Page};
use records::identity::Identifier;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A kept run with what a reader calls it.
#[derive(Debug, Clone)]
pub(super) struct KnownRun {
    /// What is known of it.
    pub(super) summary: RunSummary,
    /// The grant it shares out: "General grant".
    pub(super) grant: String,
    /// Whether nobody has adopted its formula.
    pub(super) is_proposal: bool,
    /// Whether pages show it when their address names no run.
    pub(super) is_first: bool,
    /// Whether a later run of the formula answers the same, on newer data or by a newer text.
    pub(super) is_earlier: bool,
}

impl KnownRun {
    fn new(summary: RunSummary, entry: &FormulaEntry, language: Language) -> KnownRun {
        KnownRun {
            summary,
            grant: grant_name(entry, language),
            is_proposal: entry.is_proposal(),
            is_first: false,
            is_earlier: false,
        }
    }

    /// Runs of one key answer the same; the newest of them counts.
    fn key(&self) -> (String, String) {
        (self.summary.formula.clone(), self.summary.label.clone())
    }

    /// The text of its identifier, as in an address.
    pub(super) fn id(&self) -> String {
        self.summary.id.to_string()
    }

    /// The year for which it was made.
    pub(super) fn year(&self) -> String {
        self.summary.day.year().to_string()
    }

    /// What distinguishes it from others of its formula.
    pub(super) fn variant(&self, language: Language) -> String {
        let title = self.summary.title(language);
        if !self.is_earlier {
            return title;
        }
        let arguments = [("variant", title.as_str()), ("hash", &short_hash(&self.summary.hash))];
        say(language).with("run-earlier", &arguments)
    }

    /// In one line: "General grant 2024: north as estimated".
    pub(super) fn title(&self, language: Language) -> String {
        let (year, variant) = (self.year(), self.variant(language));
        let arguments = [("grant", self.grant.as_str()), ("year", &year), ("variant", &variant)];
        say(language).with("run-title", &arguments)
    }

    /// The address of a page about it, by the path of the page.
    pub(super) fn address(&self, path: &str) -> Address {
        let page = Address::new(path);
        if self.is_first { page } else { page.with("run", &self.id()) }
    }

    /// What the names of its files begin with: `general-grant-2024-01-01-baseline`.
    pub(super) fn file_stem(&self) -> String {
        let formula = self.summary.formula.replace('_', "-");
        format!("{formula}-{}-{}", self.summary.day, self.summary.label)
    }

    /// The line under a picture or table: the run, its day and its hash.
    pub(super) fn source(&self, language: Language) -> String {
        let arguments = [
            ("run", self.title(language)),
            ("day", format_date(self.summary.day, language)),
            ("hash", short_hash(&self.summary.hash)),
        ];
        let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
        say(language).with("source-run", &arguments)
    }
}

/// A kept run, opened.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// What it is called.
    pub(super) known: KnownRun,
    /// The run with its plan and data.
    pub(super) opened: Arc<OpenedRun>,
}

/// The title of a grant without what stands in brackets: the band already says that.
pub(super) fn grant_name(entry: &FormulaEntry, language: Language) -> String {
    let title = entry.plan.labels.say(language, &entry.name);
    match title.split_once(" (") {
        Some((name, _)) => name.to_owned(),
        None => title,
    }
}

/// The kept runs of all grants: the grants in their order, of each the one to be shown first, then
/// the others, newest first.
pub(super) async fn runs(desk: &Desk, reader: &Reader) -> Result<Vec<KnownRun>, PageError> {
    let summaries = desk.all_runs().await.map_err(|e| fault(&e, reader))?;
    let runs = summaries.into_iter().filter_map(|summary| {
        let entry = desk.formula(&summary.formula).ok().filter(|entry| entry.is_grant())?;
        Some(KnownRun::new(summary, entry, reader.language))
    });
    let mut runs: Vec<KnownRun> = runs.collect();
    // Those on the data in force before others; identifiers grow with time.
    let rank = |run: &KnownRun| (run.summary.is_on_data_in_force, run.summary.id.clone());
    let mut newest: BTreeMap<(String, String), (bool, Identifier)> = BTreeMap::new();
    for run in &runs {
        let known = newest.entry(run.key()).or_insert_with(|| rank(run));
        if rank(run) > *known {
            *known = rank(run);
        }
    }
    for run in &mut runs {
        run.is_earlier = newest.get(&run.key()) != Some(&rank(run));
    }
    Ok(in_menu_order(runs))
}

/// The grants in their order, of each the newest runs first and those that another followed last.
fn in_menu_order(runs: Vec<KnownRun>) -> Vec<KnownRun> {
    let mut formulas: Vec<String> = runs.iter().map(|run| run.summary.formula.clone()).collect();
    formulas.dedup();
    let place = |run: &KnownRun| formulas.iter().position(|name| *name == run.summary.formula);
    let mut keyed: Vec<(Option<usize>, KnownRun)> =
        runs.into_iter().map(|run| (place(&run), run)).collect();
    keyed.sort_by_key(|(place, run)| (*place, run.is_earlier));
    let mut runs: Vec<KnownRun> = keyed.into_iter().map(|(_, run)| run).collect();
    if let Some(first) = runs.first_mut() {
        first.is_first = true;
    }
    runs
}

/// Opens the run that an address names, or the first one when it names none. An unknown one gives
/// the not-found page with the runs that exist.
pub(super) async fn open(
    desk: &Desk,
    runs: &[KnownRun],
    id: Option<&str>,
    reader: &Reader,
) -> Result<Kept, PageError> {
    let wanted = named(runs, id, reader).map_err(|missing| *missing)?;
    let opened = open_known(desk, &wanted.summary.id, reader).await?;
    Ok(Kept { known: wanted.clone(), opened })
}

/// The run that an address names, or the first one when it names none.
pub(super) fn named<'r>(
    runs: &'r [KnownRun],
    id: Option<&str>,
    reader: &Reader,
) -> Result<&'r KnownRun, Box<PageError>> {
    let (found, missing) = match id {
        Some(id) => (runs.iter().find(|run| run.id() == id), unknown(runs, id, reader)),
        None => (runs.first(), none_yet(reader)),
    };
    found.ok_or_else(|| Box::new(missing))
}

/// Opens a run that is known to exist.
pub(super) async fn open_known(
    desk: &Desk,
    id: &Identifier,
    reader: &Reader,
) -> Result<Arc<OpenedRun>, PageError> {
    desk.opened(id).await.map_err(|e| fault(&e, reader))
}

/// The error page of an error of this station.
pub(super) fn fault(error: &Error, reader: &Reader) -> PageError {
    let language = reader.language;
    let page_error = if error.is_unknown() {
        PageError::not_found(language)
    } else {
        PageError::internal(language, None)
    };
    let mut page_error = page_error.with_page(page(reader, "")).detail(error.message(language));
    if let Error::OnlyKept(kept) = error {
        let id = kept.summary.id.to_string();
        let href = Address::new(&reader.href("/allocation")).with("run", &id).finish();
        page_error = page_error.link(kept.summary.title(language), &href);
    }
    match error.help(language) {
        Some(help) => page_error.what_to_do(help),
        None => page_error,
    }
}

/// The page of this station without its body.
pub(super) fn page(reader: &Reader, title: impl Into<String>) -> Page {
    let say = say(reader.language);
    let nav = [
        ("/", "home"),
        ("/allocation", "nav-allocation"),
        ("/compare", "nav-compare"),
        ("/formula", "nav-formula"),
        ("/proposal", "nav-proposal"),
        ("/places", "nav-places"),
        ("/verify", "nav-verify"),
    ];
    let nav = nav.map(|(path, word)| NavEntry::new(path, say.word(word)));
    Page::new(reader, title).nav(nav.to_vec()).source(say.word("footer-source"))
}

/// A page with a band for each run that another version of the engine made: which version, and how
/// what this one gives compares.
pub(super) fn with_engines(page: Page, runs: &[(&KnownRun, &OpenedRun)]) -> Page {
    let language = page.language();
    let mut told: Vec<&Identifier> = Vec::new();
    runs.iter().fold(page, |page, (known, opened)| match &opened.other_engine {
        Some(other) if !told.contains(&&known.summary.id) => {
            told.push(&known.summary.id);
            page.band(other_engine_band(&other.made, other.compared(language), language))
        }
        _ => page,
    })
}

/// The band of a run that another version of the engine made.
pub(super) fn other_engine_band(made: &str, compared: String, language: Language) -> Notice {
    Notice::new(Tone::Caution, made_elsewhere(made, language), compared)
}

/// The page of a formula or of one of its runs: with the band, if the formula is a proposal.
pub(super) fn page_of(is_proposal: bool, reader: &Reader, title: impl Into<String>) -> Page {
    let page = page(reader, title);
    if is_proposal { page.band(band(reader.language)) } else { page }
}

/// The band of what rests on assumed data and was adopted by nobody.
pub(super) fn band(language: Language) -> Notice {
    let say = say(language);
    Notice::new(Tone::Caution, say.word("band-proposal"), say.word("band-proposal-text"))
}

fn none_yet(reader: &Reader) -> PageError {
    let say = say(reader.language);
    PageError::not_found(reader.language)
        .with_page(page(reader, ""))
        .detail(say.word("runs-none"))
        .what_to_do(say.word("runs-none-todo"))
}

fn unknown(runs: &[KnownRun], id: &str, reader: &Reader) -> PageError {
    let say = say(reader.language);
    let shown: String = id.chars().take(80).collect();
    let error = PageError::not_found(reader.language)
        .with_page(page(reader, ""))
        .detail(say.with("run-unknown", &[("run", &shown)]))
        .what_to_do(say.word("run-unknown-todo"));
    runs.iter().fold(error, |error, run| {
        let href = Address::new(&reader.href("/allocation")).with("run", &run.id()).finish();
        error.link(run.title(reader.language), &href)
    })
}

/// The picture that an address asks for as a file, if it asks for one; the page for what was not
/// found when there is no such picture or no such kind of file.
pub(super) fn picture(asked: &Asked, charts: &[Chart], reader: &Reader) -> Option<Response> {
    let wanted = asked.get(PICTURE)?;
    let file = picture_file(charts, Some(wanted), asked.get(AS), reader.language);
    Some(file.unwrap_or_else(|| {
        PageError::not_found(reader.language).with_page(page(reader, "")).into_response()
    }))
}

/// The first letters of a hash, enough to tell runs apart.
pub(super) fn short_hash(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// Links that choose the run, those of one grant together.
pub(super) fn run_switch(
    runs: &[KnownRun],
    current: &KnownRun,
    address: impl Fn(&KnownRun) -> String,
    language: Language,
) -> Html {
    let mut groups: Vec<(&str, Vec<&KnownRun>)> = Vec::new();
    // An earlier run stands among the choices only where it is the one that is read.
    for run in runs.iter().filter(|run| !run.is_earlier || run.id() == current.id()) {
        match groups.iter_mut().find(|(formula, _)| *formula == run.summary.formula) {
            Some((_, members)) => members.push(run),
            None => groups.push((&run.summary.formula, vec![run])),
        }
    }
    let groups = groups.into_iter().map(|(_, members)| {
        let links = members.iter().map(|run| {
            let link = choice(run.variant(language), address(run), run.id() == current.id());
            element("li").child(link)
        });
        let arguments = |run: &KnownRun| [("grant", run.grant.clone()), ("year", run.year())];
        let name = members.first().map(|run| {
            let arguments = arguments(run);
            let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
            say(language).with("home-grant", &arguments)
        });
        element("div")
            .class("switch")
            .child(element("span").class("switch-label").child(name.unwrap_or_default()))
            .child(element("ul").attr("role", "list").children(links))
    });
    element("nav")
        .class("switches")
        .attr("aria-label", say(language).word("switch-run"))
        .children(groups)
        .finish()
}

fn choice(words: String, href: String, is_current: bool) -> Element {
    element("a")
        .attr("href", href)
        .attr_if("aria-current", is_current.then_some("true"))
        .child(words)
}

/// Links of which one is the present page, for choosing between runs or figures.
pub(super) fn choices(label: &str, links: Vec<(String, String, bool)>) -> Html {
    let links = links
        .into_iter()
        .map(|(words, href, current)| element("li").child(choice(words, href, current)));
    element("nav")
        .class("switch")
        .attr("aria-label", label)
        .child(element("span").class("switch-label").attr("aria-hidden", "true").child(label))
        .child(element("ul").attr("role", "list").children(links))
        .finish()
}

/// Whether every word of a text is found, for choosing suggestions: letters only, small.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
