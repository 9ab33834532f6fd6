//! The table of a comparison: each municipality, and by which rule its amount differs.

use super::pictures::{moving, rule_name};
use super::{PATH, Sheet};
use crate::pages::arithmetic::{difference, ratio};
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
        keep: vec![("a".to_owned(), sheet.before.id()), ("b".to_owned(), sheet.after.id())],
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
    columns.extend(moving(sheet).map(|(at, key)| {
        let name = rule_name(key, language);
        Column::figure(format!("step-{at}"), name, signed.clone())
    }));
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

fn rows(sheet: &Sheet<'_>) -> Vec<Row> {
    let rows = sheet.comparison.rows.iter().map(|row| {
        let mut cells = vec![
            Cell::text(sheet.name(row)).href(sheet.municipality(&row.code)),
            Cell::perhaps(row.before),
            Cell::perhaps(row.after),
            Cell::perhaps(row.difference),
            Cell::perhaps(row.relative),
        ];
        let parts = moving(sheet).map(|(at, _)| row.by_step.get(at).map(|(_, amount)| *amount));
        cells.extend(parts.map(Cell::perhaps));
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
    let total = |at: usize| found.totals_by_step.get(at).map(|(_, amount)| *amount);
    cells.extend(moving(sheet).map(|(at, _)| Cell::perhaps(total(at))));
    Row::new(cells)
}
