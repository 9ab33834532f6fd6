//! The table of a comparison: each municipality, and by which rule its amount differs.

use super::pictures::{moving, rule_name};
use super::{PATH, Sheet, causes};
use crate::pages::arithmetic::{difference, ratio, total};
use crate::pages::frame;
use pages::address::Address;
use pages::html::Html;
use pages::measure::Measure;
use pages::table::{Cell, Column, Direction, Row, Table, View};

/// The table, largest gain first, with its row of totals.
pub(super) fn table(sheet: &Sheet<'_>) -> Html {
    let say = sheet.say();
    let language = sheet.language();
    let asked = sheet.asked;
    let view = View {
        sort: asked.get("sort").map(str::to_owned),
        dir: asked.get("dir").map(str::to_owned),
        find: asked.get("find").map(str::to_owned),
        keep: kept(sheet),
    };
    let view = view.or_sorted_by("difference", Direction::Descending);
    let cents = Measure::euro_cent();
    let signed = Measure::euro_cent().signed();
    let mut columns = vec![
        Column::text("name", say.word("column-municipality")),
        Column::figure("before", say.word("column-before"), cents.clone()),
        Column::figure("after", say.word("column-after"), cents),
        Column::figure("difference", say.word("column-difference"), signed.clone()),
        Column::figure("relative", say.word("column-change-part"), Measure::percent(2).signed()),
    ];
    match sheet.told.filter(|_| !sheet.by_rule()) {
        Some(told) => columns.extend(causes::moving(told).map(|(at, cause)| {
            let name = causes::title(told, cause, language);
            Column::figure(format!("cause-{at}"), name, signed.clone())
        })),
        None => columns.extend(moving(sheet).map(|(at, key)| {
            let name = rule_name(key, language);
            Column::figure(format!("step-{at}"), name, signed.clone())
        })),
    }
    let arguments = [("before", sheet.before_words()), ("after", sheet.after_words())];
    let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
    Table::new("comparison", say.with("compare-measured", &arguments), columns, language)
        .rows(rows(sheet))
        .total(totals(sheet))
        .sorted(&view, sheet.reader.href(PATH))
        .filter(say.word("filter-municipality"))
        .wide()
        .quiet_caption()
        .to_html()
}

/// The fields that links of the table keep.
fn kept(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let mut fields = sheet.fields();
    for name in ["by", "m"] {
        fields.extend(sheet.asked.get(name).map(|value| (name.to_owned(), value.to_owned())));
    }
    fields
}

/// Links that choose what the columns of the table are.
pub(super) fn switch(sheet: &Sheet<'_>) -> Html {
    if sheet.told.is_none() {
        return Html::new();
    }
    let say = sheet.say();
    let link = |by: &str, word: &str, is_current: bool| {
        let page = Address::new(&sheet.reader.href(PATH)).with_all(&sheet.fields());
        (say.word(word), page.with("by", by).finish() + "#comparison", is_current)
    };
    let links = vec![
        link("cause", "compare-by-cause", !sheet.by_rule()),
        link("rule", "compare-by-rule", sheet.by_rule()),
    ];
    frame::choices(&say.word("compare-by"), links)
}

fn rows(sheet: &Sheet<'_>) -> Vec<Row> {
    let rows = sheet.comparison.rows.iter().map(|row| {
        let mut cells = vec![
            Cell::text(sheet.name(row)).href(sheet.municipality(&row.code)),
            Cell::perhaps(row.before),
            Cell::perhaps(row.after),
            Cell::perhaps(row.difference).href(causes::address(sheet, &row.code)),
            Cell::perhaps(row.relative),
        ];
        match sheet.told.filter(|_| !sheet.by_rule()) {
            Some(told) => {
                let parts = told.account.row(&row.code).and_then(|row| row.parts.as_ref());
                let part = |(at, _)| parts.and_then(|parts| parts.get(at)).copied();
                cells.extend(causes::moving(told).map(part).map(Cell::perhaps));
            }
            None => {
                let part = |(at, _)| row.by_step.get(at).map(|(_, amount)| *amount);
                cells.extend(moving(sheet).map(part).map(Cell::perhaps));
            }
        }
        Row::new(cells)
    });
    rows.collect()
}

fn totals(sheet: &Sheet<'_>) -> Row {
    let found = sheet.comparison;
    let sums = found.total_before.zip(found.total_after);
    let change = sums.and_then(|(before, after)| difference(after, before));
    let mut cells = vec![
        Cell::text(sheet.say().word("all-municipalities")),
        Cell::perhaps(found.total_before),
        Cell::perhaps(found.total_after),
        Cell::perhaps(change),
        Cell::perhaps(change.zip(found.total_before).and_then(|(c, before)| ratio(c, before))),
    ];
    match sheet.told.filter(|_| !sheet.by_rule()) {
        Some(told) => cells.extend(causes::moving(told).map(|(at, _)| {
            let parts = told.account.rows.iter().filter_map(|row| row.parts.as_ref()?.get(at));
            Cell::perhaps(total(parts.copied()))
        })),
        None => {
            let total = |at: usize| found.totals_by_step.get(at).map(|(_, amount)| *amount);
            cells.extend(moving(sheet).map(|(at, _)| Cell::perhaps(total(at))));
        }
    }
    Row::new(cells)
}
