//! The allocation page: who gets how much in a run, on a map, in a table and as bars; and what
//! would come out under other parameters.

mod answer;
mod figure;
mod kept;
pub(super) mod outcome;
mod refusal;
mod table;
mod what_if;

use super::allocated::{Allocated, Allotment, Places, places};
use super::arithmetic::difference;
use super::asked::Asked;
use super::frame::KnownRun;
use super::frame::{self, Kept};
use super::words::say;
use crate::desk::Desk;
use crate::error::Error;
use crate::opened::OpenedRun;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use figure::Figure;
use formula::number::Decimal;
use formula::words::Language;
use pages::address::Address;
use pages::charts::{AS, Chart, PICTURE};
use pages::content::disclosure;
use pages::errors::PageError;
use pages::html::Html;
use pages::language::Reader;
use pages::measure::Measure;
use pages::words::Say;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The address of the page, after the language.
pub(super) const PATH: &str = "/allocation";

/// What a run is compared with: in words, and by how much each municipality differs.
struct Against {
    /// "against the north as enumerated".
    pub(super) words: String,
    /// The difference by code; positive where this run gives more.
    pub(super) differences: BTreeMap<String, Decimal>,
    /// What each municipality had there.
    pub(super) before: BTreeMap<String, Decimal>,
}

impl Against {
    fn new(words: String, now: &Allocated, then: &Allocated) -> Against {
        let before = then.allotments.iter().map(|a| (a.code.clone(), a.amount));
        let before: BTreeMap<String, Decimal> = before.collect();
        let differences = now
            .allotments
            .iter()
            .filter_map(|a| Some((a.code.clone(), difference(a.amount, *before.get(&a.code)?)?)));
        Against { words, differences: differences.collect(), before }
    }

    /// The difference of one municipality.
    pub(super) fn of(&self, allotment: &Allotment) -> Option<Decimal> {
        self.differences.get(&allotment.code).copied()
    }
}

/// Everything that the parts of the page are made from.
struct Sheet<'a> {
    /// The reader.
    pub(super) reader: &'a Reader,
    /// What was asked for.
    pub(super) asked: &'a Asked,
    /// The municipalities.
    pub(super) places: &'a Places,
    /// What the run asked for is called.
    pub(super) known: &'a KnownRun,
    /// The run asked for.
    pub(super) base: &'a Allocated,
    /// What is shown: the run asked for, or the answer to a what-if question.
    pub(super) shown: &'a Allocated,
    /// What is shown is compared with this.
    pub(super) against: Option<&'a Against>,
    /// The figure that colours the map.
    pub(super) figure: Figure,
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

    /// The page of a municipality under the run asked for.
    pub(super) fn municipality(&self, code: &str) -> String {
        self.known.address(&self.reader.href(&format!("/municipality/{code}"))).finish()
    }

    /// A picture of this page with its files.
    fn picture(&self, chart: Chart) -> Chart {
        let kept = self.asked.without(&["run", PICTURE, AS]);
        let page = Address::new(&self.reader.href(PATH)).with("run", &self.known.id());
        chart.files(self.known.file_stem(), &page.with_all(&kept))
    }

    /// Where the figures on the page come from.
    pub(super) fn source(&self) -> String {
        let line = self.known.source(self.language());
        if self.is_question() {
            self.say().with("source-what-if", &[("source", &line)])
        } else {
            line
        }
    }

    /// Whether what is shown is the answer to a what-if question.
    pub(super) fn is_question(&self) -> bool {
        !Arc::ptr_eq(&self.base.opened, &self.shown.opened)
    }
}

#[derive(Template)]
#[template(path = "allocation.html")]
struct Body {
    say: Say<'static>,
    errors: Html,
    wrong: bool,
    runs: Html,
    formula_href: String,
    compare_href: String,
    table_caption: String,
    municipality_note: String,
    answer: Html,
    figures: Html,
    map: Html,
    table: Html,
    csv: String,
    xlsx: String,
    bars: Html,
    what_if: Html,
    checks: Html,
    identity: Html,
    key: Html,
}

/// Answers `/{language}/allocation`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Asked::new(fields);
    let language = reader.language;
    let runs = frame::runs(&desk, &reader).await?;
    let known = frame::named(&runs, asked.get("run"), &reader).map_err(|missing| *missing)?;
    let known = known.clone();
    let places = places(&desk, &reader).await?;
    let opened = match desk.opened(&known.summary.id).await {
        Ok(opened) => opened,
        Err(Error::OnlyKept(only)) => {
            return Ok(kept::page(&only, &known, &runs, &places, &reader));
        }
        Err(error) => return Err(frame::fault(&error, &reader)),
    };
    let question = what_if::ask(&desk, &opened, &asked, &places, language);
    let base = Allocated::new(opened, &places, language);
    let shown = match &question.answer {
        Some(answer) => Allocated::new(answer.clone(), &places, language),
        None => base.clone(),
    };
    let against = if question.answer.is_some() {
        Some(Against::new(say(language).word("against-run"), &shown, &base))
    } else {
        beside(&desk, &runs, &known, asked.get("against"), &reader).await?.map(|other| {
            let then = Allocated::new(other.opened, &places, language);
            let words = other_words(&known, &other.known, language);
            Against::new(words, &shown, &then)
        })
    };
    let sheet = Sheet {
        reader: &reader,
        asked: &asked,
        places: &places,
        known: &known,
        base: &base,
        shown: &shown,
        against: against.as_ref(),
        figure: Figure::asked(asked.get("figure"), against.is_some()),
    };
    let asked_answer = sheet.against.filter(|_| question.answer.is_some());
    let answer = asked_answer.and_then(|against| answer::bars(&sheet, against));
    let charts: Vec<Chart> =
        [figure::map(&sheet), figure::bars(&sheet)].into_iter().chain(answer).collect();
    if let Some(file) = frame::picture(&asked, &charts, &reader) {
        return Ok(file);
    }
    let body = body(&runs, &sheet, &question);
    Ok(heading(&sheet).respond(Html::of(&body)))
}

fn body(runs: &[KnownRun], sheet: &Sheet<'_>, question: &what_if::Question) -> Body {
    let say = sheet.say();
    let reader = sheet.reader;
    let known = sheet.known;
    let file = |extension: &str| {
        let path = reader.href(&format!("{PATH}.{extension}"));
        let given = question.given();
        Address::new(&path).with("run", &known.id()).with_all(&given).finish()
    };
    let compare = match counterpart(runs, known) {
        Some(other) => Address::new(&reader.href("/compare"))
            .with("a", &other.id())
            .with("b", &known.id())
            .finish(),
        None => reader.href("/compare"),
    };
    let form = question.form(sheet);
    let is_wrong = question.is_wrong();
    let form = if is_wrong {
        form
    } else {
        disclosure(say.word("what-if-open"), form, sheet.is_question())
    };
    Body {
        say,
        errors: question.errors(sheet.language()),
        wrong: is_wrong,
        runs: switch(runs, sheet),
        formula_href: Address::new(&reader.href(&format!("/formula/{}", known.summary.formula)))
            .with("run", &known.id())
            .finish(),
        compare_href: compare,
        table_caption: table::caption(sheet),
        municipality_note: say.word("allocation-doors"),
        answer: answer::section(sheet, question),
        figures: figure::switch(sheet),
        map: figure::map(sheet).to_html(sheet.language()),
        table: table::table(sheet),
        csv: file("csv"),
        xlsx: file("xlsx"),
        bars: figure::bars(sheet).to_html(sheet.language()),
        what_if: form,
        checks: outcome::checks(&sheet.shown.opened, reader),
        identity: outcome::identity(&sheet.shown.opened, sheet.is_question(), reader),
        key: pages::content::standing_key(sheet.language()),
    }
}

fn heading(sheet: &Sheet<'_>) -> pages::layout::Page {
    let language = sheet.language();
    let say = sheet.say();
    let known = sheet.known;
    let arguments = [("grant", known.grant.as_str()), ("year", &known.year())];
    let title = say.with("allocation-title", &arguments);
    let page = frame::page_of(known.is_proposal, sheet.reader, title);
    let page = frame::with_engines(page, &[(known, &sheet.base.opened)])
        .eyebrow(known.title(language))
        .crumb(PATH, say.word("nav-allocation"));
    match lede(sheet) {
        Some(sentence) => page.lede(sentence),
        None => page,
    }
}

/// The answer first: what is shared, and who gets most and least.
fn lede(sheet: &Sheet<'_>) -> Option<String> {
    let language = sheet.language();
    let shown = sheet.shown;
    let cents = Measure::euro_cent();
    let most = shown.most(|a| Some(a.amount))?;
    let high = shown.most(|a| a.per_head)?;
    let low = shown.least(|a| a.per_head)?;
    let count = shown.allotments.len().to_string();
    Some(sheet.say().with(
        if sheet.is_question() { "allocation-lede-what-if" } else { "allocation-lede" },
        &[
            ("sum", &Measure::euro().full(shown.sum, language)),
            ("count", &count),
            ("most", &most.name),
            ("amount", &Measure::euro().full(most.amount, language)),
            ("high", &high.name),
            ("high-amount", &cents.full(high.per_head?, language)),
            ("low", &low.name),
            ("low-amount", &cents.full(low.per_head?, language)),
        ],
    ))
}

/// Another run of the same formula, to compare with.
fn counterpart<'r>(runs: &'r [KnownRun], known: &KnownRun) -> Option<&'r KnownRun> {
    let (id, formula) = (&known.summary.id, &known.summary.formula);
    runs.iter().find(|run| run.summary.formula == *formula && run.summary.id != *id)
}

/// The run that an address wants to compare with, or else another run of the same formula.
async fn beside(
    desk: &Desk,
    runs: &[KnownRun],
    known: &KnownRun,
    wanted: Option<&str>,
    reader: &Reader,
) -> Result<Option<Kept>, PageError> {
    let wanted = wanted.and_then(|id| runs.iter().find(|run| run.id() == id));
    let wanted = wanted.filter(|run| run.summary.id != known.summary.id);
    let Some(other) = wanted.or_else(|| counterpart(runs, known)) else { return Ok(None) };
    match desk.opened(&other.summary.id).await {
        Ok(opened) => Ok(Some(Kept { known: other.clone(), opened })),
        // What is only kept has no steps and no data to compare with.
        Err(Error::OnlyKept(_)) => Ok(None),
        Err(error) => Err(frame::fault(&error, reader)),
    }
}

/// "against the north as enumerated": what distinguishes the other run from this one.
fn other_words(known: &KnownRun, other: &KnownRun, language: Language) -> String {
    let words = if other.summary.formula == known.summary.formula {
        other.variant(language)
    } else {
        other.title(language)
    };
    say(language).with("against", &[("other", &words)])
}

/// Links that choose the run.
fn switch(runs: &[KnownRun], sheet: &Sheet<'_>) -> Html {
    let language = sheet.language();
    let kept = sheet.asked.without(&["run", "against"]);
    let kept: Vec<(String, String)> =
        kept.into_iter().filter(|(name, _)| !name.starts_with(super::asked::PARAMETER)).collect();
    let address = |run: &KnownRun| {
        let address = Address::new(&sheet.reader.href(PATH)).with("run", &run.id());
        address.with_all(&kept).finish()
    };
    frame::run_switch(runs, sheet.known, address, language)
}

/// The answer to a what-if question, if one was asked and could be run.
type Answer = Option<Arc<OpenedRun>>;
