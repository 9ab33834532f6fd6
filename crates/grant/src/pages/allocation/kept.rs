//! The page of a run that this version of the engine cannot work out: what was kept, and why there
//! is no more.

use super::PATH;
use crate::kept::{OnlyKept, only_kept_sentence};
use crate::pages::allocated::Places;
use crate::pages::frame::{self, KnownRun};
use crate::pages::words::say;
use askama::Template;
use axum::response::Response;
use formula::number::Decimal;
use formula::words::{Language, format_date, format_number_short};
use pages::address::Address;
use pages::content::{Line, facts, lines};
use pages::html::{Html, element};
use pages::language::Reader;
use pages::table::{Cell, Column, Row, Table};
use pages::words::Say;
use records::run::ResultRow;

/// Digits after the point, at most, of a kept number that is shown.
const DECIMALS: u8 = 12;

#[derive(Template)]
#[template(path = "kept.html")]
struct Body {
    say: Say<'static>,
    runs: Html,
    values: Html,
    why: Html,
    identity: Html,
}

/// Answers `/{language}/allocation` for such a run.
pub(super) fn page(
    kept: &OnlyKept,
    known: &KnownRun,
    runs: &[KnownRun],
    places: &Places,
    reader: &Reader,
) -> Response {
    let language = reader.language;
    let say = say(language);
    let address = |run: &KnownRun| Address::new(&reader.href(PATH)).with("run", &run.id()).finish();
    let why = kept.findings.iter().flat_map(|findings| {
        let told =
            |found: &formula::diagnostic::Diagnostic| Line::new(found.message(language), None);
        findings.diagnostics.iter().map(told)
    });
    let why: Vec<Line> = why.collect();
    let body = Body {
        say,
        runs: frame::run_switch(runs, known, address, language),
        values: values(kept, places, language),
        why: lines(&why, ""),
        identity: identity(kept, language),
    };
    let arguments = [("grant", known.grant.as_str()), ("year", &known.year())];
    let title = say.with("kept-title", &arguments);
    let count = kept.results.len().to_string();
    frame::page_of(known.is_proposal, reader, title)
        .band(frame::other_engine_band(
            &kept.summary.engine,
            only_kept_sentence(language),
            language,
        ))
        .eyebrow(known.title(language))
        .lede(say.with("kept-lede", &[("count", &count)]))
        .crumb(PATH, say.word("nav-allocation"))
        .respond(Html::of(&body))
}

/// Results of the same rows stand beside each other in one table.
fn values(kept: &OnlyKept, places: &Places, language: Language) -> Html {
    let mut tables: Vec<Vec<&[ResultRow]>> = Vec::new();
    let keys = |rows: &[ResultRow]| -> Vec<String> {
        rows.iter().map(|row| row.row_key.clone()).collect()
    };
    for column in kept.results.chunk_by(|one, next| one.result == next.result) {
        let beside = tables
            .iter_mut()
            .find(|table| table.first().is_some_and(|first| keys(first) == keys(column)));
        match beside {
            Some(table) => table.push(column),
            None => tables.push(vec![column]),
        }
    }
    let tables = tables.iter().enumerate();
    tables.map(|(at, columns)| table(at, columns, places, language)).collect()
}

fn table(at: usize, columns: &[&[ResultRow]], places: &Places, language: Language) -> Html {
    let say = say(language);
    let result = |column: &&[ResultRow]| {
        let name = column.first().map(|row| row.result.clone()).unwrap_or_default();
        Column::text(name.clone(), name).unsortable()
    };
    let first = Column::text("row", say.word("kept-row")).unsortable();
    let heads = std::iter::once(first).chain(columns.iter().map(result)).collect();
    let rows =
        columns.first().copied().unwrap_or_default().iter().enumerate().map(|(row, named)| {
            let name = match places.get(&named.row_key) {
                Some(place) => place.name.clone(),
                None if named.row_key.is_empty() => say.word("kept-country"),
                None => named.row_key.clone(),
            };
            let cells = columns.iter().map(|column| cell(column.get(row), language));
            Row::new(std::iter::once(Cell::text(name)).chain(cells).collect())
        });
    let id = format!("kept-{}", at.saturating_add(1));
    Table::new(id, say.word("kept-values"), heads, language)
        .rows(rows.collect())
        .quiet_caption()
        .wide()
        .to_html()
}

fn cell(row: Option<&ResultRow>, language: Language) -> Cell {
    let Some((row, text)) = row.and_then(|row| Some((row, row.value.as_deref()?))) else {
        return Cell::missing();
    };
    let shown = match Decimal::parse(text) {
        Some(number) => format_number_short(number, DECIMALS, language),
        None => text.to_owned(),
    };
    Cell::text(shown).standing(row.standing)
}

fn identity(kept: &OnlyKept, language: Language) -> Html {
    let say = say(language);
    let hash = &kept.summary.hash;
    let code = element("code").attr("title", hash).child(frame::short_hash(hash)).finish();
    let day = format_date(kept.summary.day, language);
    facts([
        (Html::text(&say.word("identity-run")), code),
        (Html::text(&say.word("identity-day")), Html::text(&day)),
        (Html::text(&say.word("identity-engine")), Html::text(&kept.summary.engine)),
    ])
}
