//! The components of the style guide but for the pictures.

use super::sample::{Sample, decimal, places};
use super::{Section, pictures};
use crate::content::{
    Line, Notice, Stat, Tone, disclosure, facts, lines, pagination, standing_key, standing_mark,
    standing_tag, stats,
};
use crate::forms::{Choice, Field, FieldError, Form, read_number};
use crate::html::{Html, element};
use crate::language::Reader;
use crate::measure::Measure;
use crate::table::{Cell, Column, Direction, Row, Table, View};
use crate::words::Say;
use formula::standing::Standing;
use formula::words::Language;

pub(super) fn all(reader: &Reader, view: &View, say: Say<'static>) -> Vec<Section> {
    let language = reader.language;
    let places = places(language);
    vec![
        section("type", "guide-type", say, vec![("guide-ordinary", type_sample(say))]),
        section("notices", "guide-notices", say, vec![("guide-ordinary", notices(say))]),
        section("standing", "guide-standing", say, vec![("guide-ordinary", standings(language))]),
        section("stats", "guide-stats", say, stat_samples(say)),
        section("lists", "guide-lists", say, list_samples(reader, say)),
        section("tables", "guide-tables", say, table_samples(reader, view, &places, say)),
        section("forms", "guide-forms", say, form_samples(say)),
        section("pictures", "guide-pictures", say, picture_samples(&places, reader, say)),
    ]
}

fn section(
    id: &'static str,
    title: &str,
    say: Say<'static>,
    samples: Vec<(&'static str, Html)>,
) -> Section {
    let samples = samples.into_iter().map(|(state, html)| (say.word(state), html)).collect();
    Section { id, title: say.word(title), samples }
}

fn type_sample(say: Say<'_>) -> Html {
    let text = say.word("guide-prose");
    element("div")
        .class("flow")
        .child(element("p").child(&text))
        .child(element("h3").child(say.word("guide-type")))
        .child(
            element("p")
                .child(&text)
                .child(" ")
                .child(element("a").attr("href", "#type").child(say.word("guide-link"))),
        )
        .child(element("h4").child(say.word("guide-lists")))
        .child(
            element("ul")
                .child(element("li").child(say.word("guide-prose-short")))
                .child(element("li").child(&text)),
        )
        .finish()
}

fn notices(say: Say<'_>) -> Html {
    let notice = |tone, lead: &str| {
        Notice::new(tone, say.word(lead), say.word("guide-prose-short")).to_html(say.language())
    };
    [
        notice(Tone::Note, "tone-note"),
        notice(Tone::Caution, "guide-band"),
        notice(Tone::Done, "tone-done"),
        notice(Tone::Fault, "tone-fault"),
    ]
    .into_iter()
    .collect()
}

fn standings(language: Language) -> Html {
    let figure = Measure::euro().full(decimal("312450"), language);
    let entries = Standing::ALL.map(|standing| {
        let value = standing_mark(standing, language).with(&figure);
        (standing_tag(standing, language), value)
    });
    facts(entries).with(standing_key(language))
}

fn stat_samples(say: Say<'_>) -> Vec<(&'static str, Html)> {
    let language = say.language();
    let figure =
        |text: &str, decimals| Some(Measure::number("", decimals).figure(decimal(text), language));
    let one = Stat::new(say.word("guide-pool"), figure("28468000", 0), "EUR")
        .note(say.word("guide-prose-short"))
        .standing(Standing::Derived)
        .href("#stats");
    let two = Stat::new(say.word("guide-per-head"), figure("17.94", 2), "EUR");
    let three =
        Stat::new(say.word("guide-change"), figure("4.1", 1), "%").standing(Standing::Assumed);
    let none = Stat::new(say.word("guide-per-head"), None, "EUR");
    vec![
        ("guide-ordinary", stats(&[one, two, three], language)),
        ("guide-empty", stats(&[none], language)),
    ]
}

fn list_samples(reader: &Reader, say: Say<'_>) -> Vec<(&'static str, Html)> {
    let short = say.word("guide-prose-short");
    let entries = [
        Line::new(say.word("guide-pool"), Some("#lists")).text(&short).side("25.4.2026"),
        Line::new(say.word("guide-change"), Some("#lists"))
            .text(say.word("guide-prose"))
            .side(standing_tag(Standing::Estimated, say.language())),
        Line::new(say.word("guide-per-head"), None),
    ];
    let ordinary = lines(&entries, "")
        .with(disclosure(say.word("guide-disclosure"), element("p").child(&short), false))
        .with(disclosure(say.word("guide-disclosure"), element("p").child(&short), true))
        .with(pagination(7, 24, reader, |n| format!("?page={n}#lists")));
    vec![("guide-ordinary", ordinary), ("guide-empty", lines(&[], &say.word("guide-empty-text")))]
}

fn picture_samples(places: &[Sample], reader: &Reader, say: Say<'_>) -> Vec<(&'static str, Html)> {
    let pictures = pictures::all(places, reader, say).into_iter();
    pictures.map(|(state, _, chart)| (state, chart.to_html(reader.language))).collect()
}

fn columns(say: Say<'_>) -> Vec<Column> {
    vec![
        Column::text("name", say.word("guide-place")),
        Column::figure("total", say.word("guide-total"), Measure::euro()),
        Column::figure("per-head", say.word("guide-per-head"), Measure::number("EUR", 2)),
        Column::figure("change", say.word("guide-change"), Measure::percent(1).signed()),
    ]
}

fn row(place: &Sample) -> Row {
    Row::new(vec![
        Cell::text(&place.name).href("#tables"),
        Cell::perhaps(place.total).standing(place.standing),
        Cell::perhaps(place.per_head),
        Cell::perhaps(place.change),
    ])
}

fn table_samples(
    reader: &Reader,
    view: &View,
    places: &[Sample],
    say: Say<'_>,
) -> Vec<(&'static str, Html)> {
    let language = reader.language;
    let view = view.clone().or_sorted_by("name", Direction::Ascending);
    let caption =
        |state: &str| format!("{} ({})", say.word("guide-table-caption"), say.word(state));
    let total = Row::new(vec![
        Cell::text(say.word("guide-sum")),
        Cell::figure(decimal("28468000")),
        Cell::figure(decimal("17.94")),
        Cell::figure(decimal("0.041")),
    ]);
    let ordinary = Table::new("sample", say.word("guide-table-caption"), columns(say), language)
        .rows(places.iter().map(row).collect())
        .total(total)
        .numbered()
        .sorted(&view, reader.href("/style"))
        .filter(say.word("guide-filter"));
    let empty = Table::new("sample-empty", caption("guide-empty"), columns(say), language)
        .empty(say.word("guide-empty-text"));
    let mut wide = columns(say);
    wide.extend((1..=8).map(|n| {
        let label = format!("{} {n}", say.word("guide-long-header"));
        Column::figure(format!("c{n}"), label, Measure::euro_cent()).unsortable()
    }));
    let wide_rows = places.iter().take(4).map(|place| {
        let mut cells = vec![
            Cell::text(&place.name).detail(say.word("guide-prose-short")),
            Cell::perhaps(place.total).standing(place.standing),
            Cell::perhaps(place.per_head),
            Cell::perhaps(place.change),
        ];
        cells.extend((0..8).map(|_| Cell::figure(decimal("123456789.5"))));
        Row::new(cells)
    });
    let overfull = Table::new("sample-wide", caption("guide-overfull"), wide, language)
        .rows(wide_rows.collect())
        .wide();
    vec![
        ("guide-ordinary", ordinary.to_html()),
        ("guide-empty", empty.to_html()),
        ("guide-overfull", overfull.to_html()),
    ]
}

fn form_samples(say: Say<'_>) -> Vec<(&'static str, Html)> {
    let language = say.language();
    let choices = || {
        vec![
            Choice::new("enumerated", say.word("guide-choice-1"))
                .hint(say.word("guide-prose-short")),
            Choice::new("estimated", say.word("guide-choice-2")),
        ]
    };
    let read = read_number("1.234", language);
    let ordinary = Form::get("#forms", say.word("guide-compute"))
        .field(
            &Field::number("pool", say.word("guide-pool"), "EUR")
                .value(Measure::number("", 0).figure(decimal("28468000"), language))
                .hint(say.word("guide-hint"))
                .note(say.word("guide-last-year")),
            language,
        )
        .field(
            &Field::number("weight", say.word("guide-total"), "%")
                .value("1.234")
                .read_as(read.ok().and_then(|number| number.how_it_was_read))
                .optional(),
            language,
        )
        .field(
            &Field::radios("north", say.word("guide-choice"), choices()).value("enumerated"),
            language,
        )
        .field(&Field::select("run", say.word("guide-change"), choices()), language)
        .field(&Field::date("day", say.word("guide-day")).value("2026-04-25"), language)
        .field(&Field::long_text("reason", say.word("guide-reason"), 3).optional(), language)
        .field(&Field::checkbox("sure", say.word("guide-choice-2")).value("yes"), language)
        .secondary(say.word("filter-clear"), "#forms");
    let wrong = |name: &str, typed: &str, label: &str| {
        let error: Option<FieldError> = read_number(typed, language).err();
        Field::number(name, say.word(label), "EUR")
            .value(typed)
            .hint(say.word("guide-hint"))
            .error(error.map(|error| error.say(language)))
    };
    let refused = Form::post("#forms", say.word("guide-compute"))
        .field(&wrong("pool-wrong", "28 milion", "guide-pool"), language)
        .field(&wrong("floor-wrong", "1.23.456", "guide-per-head"), language)
        .field(
            &Field::radios("north-wrong", say.word("guide-choice"), choices())
                .error(Some(say.word("guide-choose"))),
            language,
        );
    let inline = Form::get("#forms", say.word("guide-compute")).inline().group(
        &say.word("guide-what-if"),
        &[
            Field::number("a", say.word("guide-pool"), "EUR").value("28 468 000"),
            Field::number("b", say.word("guide-per-head"), "EUR").value("17,94"),
            Field::number("c", say.word("guide-change"), "%").value("4,1"),
        ],
        language,
    );
    vec![
        ("guide-ordinary", ordinary.to_html(language)),
        ("guide-wrong", refused.to_html(language)),
        ("guide-inline", inline.to_html(language)),
    ]
}
