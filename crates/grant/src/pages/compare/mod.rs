//! The comparison page: two runs, who gains and loses, by how much and by which rule.

mod pictures;
mod table;

use super::allocated::{Places, places};
use super::asked::Asked;
use super::frame::{self, Kept, KnownRun};
use super::words::say;
use crate::comparison::{Comparison, RowDifference, compare};
use crate::desk::Desk;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use formula::words::Language;
use pages::address::Address;
use pages::content::{Line, lines};
use pages::errors::PageError;
use pages::forms::{Choice, Field, Form};
use pages::html::Html;
use pages::language::Reader;
use pages::measure::Measure;
use pages::words::Say;

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
    /// What came out.
    pub(super) comparison: &'a Comparison,
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

    /// The name of the municipality of a row.
    pub(super) fn name<'s>(&'s self, row: &'s RowDifference) -> &'s str {
        self.places.get(&row.code).map_or(row.code.as_str(), |place| &place.name)
    }

    /// The page of a municipality under the second run.
    pub(super) fn municipality(&self, code: &str) -> String {
        let path = self.reader.href(&format!("/municipality/{code}"));
        Address::new(&path).with("run", &self.after.id()).finish()
    }

    /// Both runs, as the source of a picture.
    pub(super) fn source(&self) -> String {
        let language = self.language();
        format!("{} {}", self.before.source(language), self.after.source(language))
    }

    /// What distinguishes the first run, in few words.
    pub(super) fn before_words(&self) -> String {
        words_beside(self.before, self.after, self.language())
    }

    /// What distinguishes the second run, in few words.
    pub(super) fn after_words(&self) -> String {
        words_beside(self.after, self.before, self.language())
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
    rules: Html,
    bars: Html,
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
    let Kept { known: after, opened: second } =
        frame::open(&desk, &runs, b.as_deref(), &reader).await?;
    let places = places(&desk, &reader).await?;
    let comparison = compare(&first, &second);
    let sheet = Sheet {
        reader: &reader,
        asked: &asked,
        before: &before,
        after: &after,
        comparison: &comparison,
        places: &places,
    };
    let body = Body {
        say: sheet.say(),
        form: form(&runs, &sheet),
        ready: ready_list(&ready, &reader),
        same: before.summary.id == after.summary.id,
        map: pictures::map(&sheet),
        rules: pictures::rules(&sheet),
        bars: pictures::bars(&sheet),
        table: table::table(&sheet),
    };
    let title = sheet.say().word("compare-title");
    let page = frame::page_of(before.is_proposal || after.is_proposal, &reader, title)
        .lede(finding(&sheet))
        .crumb(PATH, sheet.say().word("nav-compare"));
    Ok(page.respond(Html::of(&body)))
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
    if sheet.before.summary.id == sheet.after.summary.id {
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
