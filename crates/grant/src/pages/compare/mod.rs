//! The comparison page: two runs, who gains and loses, by how much and by which rule.

mod causes;
mod pictures;
mod table;

use super::allocated::{Places, places};
use super::asked::{Asked, PARAMETER};
use super::frame::{self, Kept, KnownRun};
use super::words::say;
use crate::account::{Told, tell};
use crate::comparison::{Comparison, RowDifference, compare};
use crate::desk::Desk;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use formula::diagnostic::Diagnostic;
use formula::words::Language;
use pages::address::Address;
use pages::charts::Chart;
use pages::content::{Line, lines};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::measure::Measure;
use pages::words::Say;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const PATH: &str = "/compare";

/// Everything that the parts of the page are made from.
pub(super) struct Sheet<'a> {
    /// The reader.
    pub(super) reader: &'a Reader,
    /// What was asked for.
    pub(super) asked: &'a Asked,
    /// The run compared with.
    pub(super) before: &'a KnownRun,
    /// The run that is compared.
    pub(super) after: &'a KnownRun,
    /// Parameters that the second run has otherwise than it was made, as typed in the address.
    pub(super) given: &'a BTreeMap<String, String>,
    /// What came out.
    pub(super) comparison: &'a Comparison,
    /// Why, by cause; none where a run between both cannot be made.
    pub(super) told: Option<&'a Told<'a>>,
    /// All municipalities.
    pub(super) places: &'a Places,
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

    /// Whether both are one run.
    pub(super) fn is_same(&self) -> bool {
        self.before.summary.id == self.after.summary.id && self.given.is_empty()
    }

    /// The name of the municipality of a row.
    pub(super) fn name<'s>(&'s self, row: &'s RowDifference) -> &'s str {
        self.places.get(&row.code).map_or(row.code.as_str(), |place| &place.name)
    }

    /// The page of a municipality under the second run.
    pub(super) fn municipality(&self, code: &str) -> String {
        self.after.address(&self.reader.href(&format!("/municipality/{code}"))).finish()
    }

    /// Both runs, as the source of a picture.
    pub(super) fn source(&self) -> String {
        let language = self.language();
        let after = self.after.source(language);
        let after = match self.given.is_empty() {
            true => after,
            false => self.say().with("source-what-if", &[("source", &after)]),
        };
        if self.before.summary.id == self.after.summary.id {
            return after;
        }
        format!("{} {after}", self.before.source(language))
    }

    /// The fields of the address that say what is compared.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let runs = [("a".to_owned(), self.before.id()), ("b".to_owned(), self.after.id())];
        let given = self.given.iter();
        let given = given.map(|(name, value)| (format!("{PARAMETER}{name}"), value.clone()));
        runs.into_iter().chain(given).collect()
    }

    /// A picture of this page with its files.
    pub(super) fn picture(&self, chart: Chart) -> Chart {
        self.picture_with(chart, &[])
    }

    /// The same, of a page that has further fields in its address.
    pub(super) fn picture_with(&self, chart: Chart, further: &[(&str, &str)]) -> Chart {
        let page = Address::new(&self.reader.href(PATH)).with_all(&self.fields());
        let page = further.iter().fold(page, |page, (name, value)| page.with(name, value));
        chart.files(format!("compare-{}", self.after.file_stem()), &page)
    }

    /// Whether the columns of the table are rules rather than causes.
    pub(super) fn by_rule(&self) -> bool {
        self.told.is_none() || self.asked.get("by") == Some("rule")
    }

    /// What distinguishes the first run, in few words.
    pub(super) fn before_words(&self) -> String {
        words_beside(self.before, self.after, self.language())
    }

    /// What distinguishes the second run, in few words.
    pub(super) fn after_words(&self) -> String {
        let words = words_beside(self.after, self.before, self.language());
        if self.given.is_empty() {
            return words;
        }
        self.say().with("compare-changed", &[("run", &words)])
    }
}

fn words_beside(run: &KnownRun, other: &KnownRun, language: Language) -> String {
    if run.summary.formula == other.summary.formula {
        run.variant(language)
    } else {
        run.title(language)
    }
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Body {
    say: Say<'static>,
    form: Html,
    ready: Html,
    same: bool,
    map: Html,
    causes: Option<Html>,
    account: Html,
    by: Html,
    rules: Html,
    table: Html,
}

/// Answers `/{language}/compare`.
pub(super) async fn page(
    reader: Reader,
    State(desk): State<Desk>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let asked = Asked::new(fields);
    let runs = frame::runs(&desk, &reader).await?;
    let ready = ready_pairs(&runs);
    let (default_a, default_b) = match ready.first() {
        Some((a, b)) => (Some(a.id()), Some(b.id())),
        None => (None, None),
    };
    let wanted =
        |name: &str, default: Option<String>| asked.get(name).map(str::to_owned).or(default);
    let a = wanted("a", default_a);
    let b = wanted("b", default_b);
    let Kept { known: before, opened: first } =
        frame::open(&desk, &runs, a.as_deref(), &reader).await?;
    let Kept { known: after, opened: kept } =
        frame::open(&desk, &runs, b.as_deref(), &reader).await?;
    let places = places(&desk, &reader).await?;
    let given = asked.parameters();
    let second = match given.is_empty() {
        true => Arc::clone(&kept),
        false => desk
            .what_if(&kept, &given, &BTreeSet::new())
            .map(Arc::new)
            .map_err(|found| refused(&found, &reader))?,
    };
    let comparison = compare(&first, &second);
    let mut sheet = Sheet {
        reader: &reader,
        asked: &asked,
        before: &before,
        after: &after,
        given: &given,
        comparison: &comparison,
        told: None,
        places: &places,
    };
    let code = causes::chosen(&sheet).map(str::to_owned);
    let told = tell(&first, &second, code.as_deref()).ok();
    sheet.told = told.as_ref();
    let account = code.as_deref().zip(sheet.told);
    let account = account.and_then(|(code, told)| causes::waterfall(&sheet, told, code));
    let charts = [pictures::map(&sheet), pictures::rules(&sheet)];
    let all: Vec<Chart> = charts.iter().cloned().chain(account.clone()).collect();
    if let Some(file) = frame::picture(&asked, &all, &reader) {
        return Ok(file);
    }
    let body = body(&runs, &ready, &sheet, charts, code.as_deref(), account);
    let title = sheet.say().word("compare-title");
    let page = frame::page_of(before.is_proposal || after.is_proposal, &reader, title);
    let page = frame::with_engines(page, &[(&before, &first), (&after, &kept)])
        .lede(finding(&sheet))
        .crumb(PATH, sheet.say().word("nav-compare"));
    Ok(page.respond(Html::of(&body)))
}

fn body(
    runs: &[KnownRun],
    ready: &[(&KnownRun, &KnownRun)],
    sheet: &Sheet<'_>,
    [map, rules]: [Chart; 2],
    code: Option<&str>,
    account: Option<Chart>,
) -> Body {
    let language = sheet.language();
    let say = sheet.say();
    let choice = code.map(|code| causes::choice(sheet, code));
    let account = match account {
        Some(chart) => chart.to_html(language),
        None => element("p").child(say.word("compare-no-account")).finish(),
    };
    Body {
        say,
        form: form(runs, sheet),
        ready: ready_list(ready, sheet.reader),
        same: sheet.is_same(),
        map: map.to_html(language),
        causes: sheet.told.map(|told| causes::list(sheet, told)),
        account: Html::from(choice).with(account),
        by: table::switch(sheet),
        rules: rules.to_html(language),
        table: table::table(sheet),
    }
}

/// What stands in the way of the second run under the parameters of the address.
fn refused(found: &[Diagnostic], reader: &Reader) -> PageError {
    let said: Vec<String> = found.iter().map(|d| d.message(reader.language)).collect();
    PageError::bad_request(reader.language, said.join(" "))
        .with_page(frame::page(reader, ""))
        .what_to_do(say(reader.language).word("compare-refused"))
}

/// The comparisons that ask what the figure for the north moves: in each formula, the enumerated
/// north before the estimated one.
fn ready_pairs(runs: &[KnownRun]) -> Vec<(&KnownRun, &KnownRun)> {
    let baselines = runs.iter().filter(|run| run.summary.is_baseline && !run.is_earlier);
    let pairs = baselines.filter_map(|after| {
        let other = |run: &&KnownRun| {
            run.summary.formula == after.summary.formula
                && run.summary.label == crate::desk::NORTH_ENUMERATED
                && !run.is_earlier
        };
        Some((runs.iter().find(other)?, after))
    });
    pairs.collect()
}

fn ready_list(pairs: &[(&KnownRun, &KnownRun)], reader: &Reader) -> Html {
    let say = say(reader.language);
    let entries: Vec<Line> = pairs
        .iter()
        .map(|(before, after)| {
            let href = address(reader, before, after);
            let arguments = [("grant", after.grant.as_str()), ("year", &after.year())];
            Line::new(say.with("compare-ready", &arguments), Some(&href))
        })
        .collect();
    lines(&entries, &say.word("compare-ready-none"))
}

/// The address of the comparison of two runs.
pub(super) fn address(reader: &Reader, before: &KnownRun, after: &KnownRun) -> String {
    Address::new(&reader.href(PATH)).with("a", &before.id()).with("b", &after.id()).finish()
}

fn form(runs: &[KnownRun], sheet: &Sheet<'_>) -> Html {
    let say = sheet.say();
    let language = sheet.language();
    let choices = || runs.iter().map(|run| Choice::new(run.id(), run.title(language))).collect();
    let before = Field::select("a", say.word("compare-before"), choices()).value(sheet.before.id());
    let after = Field::select("b", say.word("compare-after"), choices()).value(sheet.after.id());
    Form::get(sheet.reader.href(PATH), say.word("compare-submit"))
        .field(&before, language)
        .field(&after, language)
        .secondary(say.word("compare-swap"), address(sheet.reader, sheet.after, sheet.before))
        .to_html(language)
}

/// The answer in one sentence.
fn finding(sheet: &Sheet<'_>) -> String {
    let say = sheet.say();
    let language = sheet.language();
    let found = sheet.comparison;
    if sheet.is_same() {
        return say.word("compare-same");
    }
    let row = |at: Option<&usize>| at.and_then(|at| found.rows.get(*at));
    let (Some(winner), Some(loser)) = (row(found.winners.first()), row(found.losers.first()))
    else {
        return say.word("compare-nothing");
    };
    let euro = Measure::euro();
    let signed = Measure::euro().signed();
    let amount =
        |row: &RowDifference| row.difference.map(|d| signed.full(d, language)).unwrap_or_default();
    let arguments = [
        ("before", sheet.before_words()),
        ("after", sheet.after_words()),
        ("grant", sheet.after.grant.clone()),
        ("gain", found.winners.len().to_string()),
        ("lose", found.losers.len().to_string()),
        ("moved", found.moved().map(|d| euro.full(d, language)).unwrap_or_default()),
        ("winner", sheet.name(winner).to_owned()),
        ("winner-amount", amount(winner)),
        ("loser", sheet.name(loser).to_owned()),
        ("loser-amount", amount(loser)),
    ];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    let same = sheet.before.summary.formula == sheet.after.summary.formula;
    say.with(if same { "compare-finding" } else { "compare-finding-formulas" }, &arguments)
}
