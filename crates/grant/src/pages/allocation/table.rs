//! The table of the allocation page.

use super::{PATH, Sheet};
use crate::pages::arithmetic::{ratio, total};
use formula::number::Decimal;
use pages::html::Html;
use pages::measure::Measure;
use pages::table::{Cell, Column, Direction, Row, Table, View};

/// The table with its filter and its row of totals.
pub(super) fn table(sheet: &Sheet<'_>) -> Html {
    let say = sheet.say();
    let asked = sheet.asked;
    let mut view = View {
        sort: asked.get("sort").map(str::to_owned),
        dir: asked.get("dir").map(str::to_owned),
        find: asked.get("find").map(str::to_owned),
        keep: asked.without(&["sort", "dir", "find"]),
    };
    view = view.or_sorted_by("name", Direction::Ascending);
    let mut columns = vec![
        Column::text("name", say.word("column-municipality")),
        Column::figure("amount", say.word("column-amount"), Measure::euro_cent()),
        Column::figure("per-head", say.word("column-per-head"), Measure::number("EUR", 2)),
        Column::figure("part", say.word("column-part"), Measure::percent(2)),
    ];
    if sheet.against.is_some() {
        columns.extend([
            Column::figure("change", say.word("column-change"), Measure::euro_cent().signed()),
            Column::figure(
                "change-part",
                say.word("column-change-part"),
                Measure::percent(2).signed(),
            ),
        ]);
    }
    let counted = Measure::number(say.word("unit-inputs"), 0);
    columns.push(Column::figure("unverified", say.word("column-unverified"), counted));
    Table::new("allocation", caption(sheet), columns, sheet.language())
        .rows(rows(sheet))
        .total(totals(sheet))
        .sorted(&view, sheet.reader.href(PATH))
        .filter(say.word("filter-municipality"))
        .quiet_caption()
        .to_html()
}

/// What the table holds, and with what the change compares.
pub(super) fn caption(sheet: &Sheet<'_>) -> String {
    let run = sheet.known.title(sheet.language());
    match sheet.against {
        Some(against) => {
            let arguments = [("run", run.as_str()), ("against", &against.words)];
            sheet.say().with("table-caption-against", &arguments)
        }
        None => run,
    }
}

fn rows(sheet: &Sheet<'_>) -> Vec<Row> {
    let rows = sheet.shown.allotments.iter().map(|allotment| {
        let mut cells = vec![
            Cell::text(&allotment.name).href(sheet.municipality(&allotment.code)),
            Cell::figure(allotment.amount).standing(allotment.standing),
            Cell::perhaps(allotment.per_head),
            Cell::perhaps(allotment.part),
        ];
        if let Some(against) = sheet.against {
            let change = against.of(allotment);
            let before = against.before.get(&allotment.code).copied();
            let part = change.zip(before).and_then(|(change, before)| ratio(change, before));
            cells.extend([Cell::perhaps(change), Cell::perhaps(part)]);
        }
        let count = i64::try_from(allotment.unverified).unwrap_or(i64::MAX);
        cells.push(Cell::figure(Decimal::from_i64(count)));
        Row::new(cells).id(format!("m-{}", allotment.code))
    });
    rows.collect()
}

fn totals(sheet: &Sheet<'_>) -> Row {
    let shown = sheet.shown;
    let mut cells = vec![
        Cell::text(sheet.say().word("all-municipalities")),
        Cell::figure(shown.sum),
        Cell::perhaps(shown.per_head()),
        Cell::figure(Decimal::ONE),
    ];
    if let Some(against) = sheet.against {
        let change = total(against.differences.values().copied());
        let before = total(against.before.values().copied());
        let part = change.zip(before).and_then(|(change, before)| ratio(change, before));
        cells.extend([Cell::perhaps(change), Cell::perhaps(part)]);
    }
    cells.push(Cell::text(""));
    Row::new(cells)
}
