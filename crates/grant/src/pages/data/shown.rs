//! What an upload would do, and what is wrong with one, as markup.

use super::Visit;
use crate::data::{Effect, Fault, Preview, RowFault, Settings};
use crate::pages::allocated::Places;
use crate::pages::arithmetic::difference;
use formula::diagnostic::{Diagnostic, Place};
use formula::number::Decimal;
use formula::words::{Language, format_number_short};
use pages::content::{Notice, Stat, Tone, facts, stats};
use pages::html::{Html, element};
use pages::measure::Measure;
use pages::table::{Cell, Column, Row, Table};
use records::imports::Change;

/// What is wrong, each with where and what to do.
pub(super) fn faults(visit: &Visit, preview: &Preview, places: &Places) -> Html {
    let (say, language) = (visit.say(), visit.language());
    let count = say.count("data-faults", preview.faults_in_all);
    let notice = Notice::new(Tone::Fault, say.word("data-refused"), count).to_html(language);
    let columns = vec![
        Column::text("where", say.word("data-column-where")).unsortable(),
        Column::text("what", say.word("data-column-what")).unsortable(),
    ];
    let rows = preview.faults.iter().map(|fault| {
        let (place, what, todo) = told(visit, preview, fault, places);
        let what = Cell::text(what);
        let what = if todo.is_empty() { what } else { what.detail(todo) };
        Row::new(vec![Cell::text(place), what])
    });
    let table = Table::new("faults", say.word("data-faults-title"), columns, language);
    notice.with(table.rows(rows.collect()).wide().to_html())
}

fn told(
    visit: &Visit,
    preview: &Preview,
    fault: &Fault,
    places: &Places,
) -> (String, String, String) {
    let (say, language) = (visit.say(), visit.language());
    match fault {
        Fault::Cell(remark) => {
            let (what, todo) = remark.say(language);
            let place = remark.place(language).unwrap_or_else(|| say.word("data-whole-file"));
            let place = match &remark.column {
                Some(column) => format!("{place}: {}", preview.asked.title(column, language)),
                None => place,
            };
            (place, what, todo.unwrap_or_default())
        }
        Fault::Row(RowFault::Unknown { key, at }) => {
            let shown: String = key.chars().take(40).collect();
            let what = say.with("data-row-unknown", &[("key", &shown)]);
            (at.say(language), what, say.word("data-row-unknown-todo"))
        }
        Fault::Row(RowFault::Missing { key }) => {
            let what = say.with("data-row-missing", &[("row", &named(key, places))]);
            (say.word("data-whole-file"), what, say.word("data-row-missing-todo"))
        }
        Fault::Formula(found, at) => {
            let place = match (at, &found.place) {
                (Some(at), Place::Data { column: Some(column), .. }) => {
                    format!("{}: {}", at.say(language), preview.asked.title(column, language))
                }
                (Some(at), _) => at.say(language),
                (None, _) => say.word("data-whole-file"),
            };
            (place, finding(found, places, language), say.word("data-formula-todo"))
        }
        Fault::Nothing => {
            (say.word("data-whole-file"), say.word("data-nothing"), say.word("data-nothing-todo"))
        }
    }
}

/// What a formula says of the data, with municipalities by name.
fn finding(found: &Diagnostic, places: &Places, language: Language) -> String {
    let arguments = found.arguments.iter().map(|(name, value)| match *name {
        "row" => (*name, named(value, places)),
        _ => (*name, value.clone()),
    });
    Diagnostic { arguments: arguments.collect(), ..found.clone() }.message(language)
}

/// A municipality by its code: `Junik (08)`; else the key.
fn named(key: &str, places: &Places) -> String {
    match places.get(key) {
        Some(place) => format!("{} ({key})", place.name),
        None => key.to_owned(),
    }
}

/// How many rows would change, over which version, and what was said beside the file.
pub(super) fn summary(visit: &Visit, preview: &Preview, settings: &Settings) -> Html {
    let say = visit.say();
    let count = |change| preview.changes.count(change).to_string();
    let numbers = [
        ("changed", count(Change::Changed)),
        ("added", count(Change::Added)),
        ("removed", count(Change::Removed)),
        ("unchanged", preview.changes.unchanged.to_string()),
    ];
    let numbers = numbers.each_ref().map(|(name, value)| (*name, value.as_str()));
    let standing = settings.standing().map(|standing| say.standing(standing)).unwrap_or_default();
    let over = match preview.over {
        0 => say.word("data-over-first"),
        version => say.with("data-over", &[("version", &version.to_string())]),
    };
    let line = |word: &str, text: String| (Html::text(&say.word(word)), Html::text(&text));
    facts([
        line("data-rows", say.with("data-rows-count", &numbers)),
        line("data-replaces", over),
        line("data-note", settings.note.clone()),
        line("data-standing", standing),
    ])
}

/// What would become of the grants.
pub(super) fn effects(visit: &Visit, preview: &Preview, places: &Places) -> Html {
    let mut all = element("h2").child(visit.say().word("data-effect")).finish();
    if preview.effects.is_empty() {
        all.push(element("p").child(visit.say().word("data-effect-none")));
    }
    for (at, one) in preview.effects.iter().enumerate() {
        all.push(effect(visit, at, one, places));
    }
    all
}

fn effect(visit: &Visit, at: usize, effect: &Effect, places: &Places) -> Html {
    let (say, language) = (visit.say(), visit.language());
    let euro = Measure::euro_cent();
    let figure = |value: Option<Decimal>| value.map(|value| euro.figure(value, language));
    let [before, after] = effect.totals;
    let name = effect.formula.plan.labels.say(language, &effect.formula.name);
    let mut html = element("h3").child(&name).finish();
    html.push(stats(
        &[
            Stat::new(say.word("data-total-before"), figure(before), "EUR"),
            Stat::new(say.word("data-total-after"), figure(after), "EUR"),
            Stat::new(say.word("data-moving"), Some(effect.moving.to_string()), ""),
        ],
        language,
    ));
    if effect.most.is_empty() {
        return html.with(element("p").child(say.word("data-nobody-moves")));
    }
    let columns = vec![
        Column::text("name", say.word("data-column-municipality")).unsortable(),
        Column::figure("before", say.word("data-column-before"), euro.clone()).unsortable(),
        Column::figure("after", say.word("data-column-after"), euro.clone()).unsortable(),
        Column::figure("change", say.word("data-column-change"), euro.signed()).unsortable(),
    ];
    let rows = effect.most.iter().map(|(code, before, after)| {
        Row::new(vec![
            Cell::text(named(code, places)),
            Cell::figure(*before),
            Cell::figure(*after),
            Cell::perhaps(difference(*after, *before)),
        ])
    });
    let caption = say.with("data-most", &[("formula", &name)]);
    let table = Table::new(format!("effect-{at}"), caption, columns, language);
    html.with(table.rows(rows.collect()).to_html())
}

/// Every cell that would change, old beside new.
pub(super) fn changes(visit: &Visit, preview: &Preview, places: &Places) -> Html {
    let (say, language) = (visit.say(), visit.language());
    let columns = vec![
        Column::text("row", say.word("data-column-municipality")).unsortable(),
        Column::text("column", say.word("data-column-column")).unsortable(),
        Column::text("before", say.word("data-column-before")).unsortable(),
        Column::text("after", say.word("data-column-after")).unsortable(),
    ];
    let value = |text: &str| match (text.is_empty(), Decimal::parse(text)) {
        (true, _) => Cell::missing(),
        (_, Some(number)) => Cell::text(format_number_short(number, 12, language)),
        _ => Cell::text(text),
    };
    let rows = preview.changes.rows.iter().flat_map(|row| {
        row.cells.iter().map(|cell| {
            Row::new(vec![
                Cell::text(named(&row.key, places)),
                Cell::text(preview.asked.title(&cell.column, language)),
                value(&cell.before),
                value(&cell.after),
            ])
        })
    });
    let heading = element("h2").child(say.word("data-changes")).finish();
    let table = Table::new("changes", say.word("data-changes"), columns, language);
    heading.with(table.quiet_caption().rows(rows.collect()).to_html())
}

/// How cells were read that could be mistaken.
pub(super) fn notices(visit: &Visit, preview: &Preview) -> Html {
    let (say, language) = (visit.say(), visit.language());
    if preview.notices.is_empty() {
        return Html::new();
    }
    let columns = vec![
        Column::text("where", say.word("data-column-where")).unsortable(),
        Column::text("what", say.word("data-column-read")).unsortable(),
    ];
    let rows = preview.notices.iter().map(|remark| {
        let (what, todo) = remark.say(language);
        let what = todo.map_or(what.clone(), |todo| format!("{what} {todo}"));
        let place = remark.place(language).unwrap_or_else(|| say.word("data-whole-file"));
        Row::new(vec![Cell::text(place), Cell::text(what)])
    });
    let heading = element("h2").child(say.word("data-read")).finish();
    let table = Table::new("read", say.word("data-read"), columns, language);
    heading.with(table.quiet_caption().rows(rows.collect()).to_html())
}
