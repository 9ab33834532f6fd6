use super::*;
use crate::measure::Measure;
use formula::number::Decimal;
use formula::standing::Standing;
use formula::words::Language;

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn sample(language: Language) -> Table {
    let columns = vec![
        Column::text("name", "Municipality"),
        Column::figure("total", "Total", Measure::euro()),
        Column::figure("change", "Change", Measure::percent(1).signed()).unsortable(),
    ];
    let row = |name: &str, total: Option<&str>, change: &str| {
        let total = Cell::perhaps(total.map(decimal)).standing(Standing::Assumed);
        Row::new(vec![Cell::text(name).href("/en/m"), total, Cell::figure(decimal(change))])
    };
    Table::new("allocation", "Allocation <2026>", columns, language)
        .rows(vec![
            row("Gllogoc", Some("500000"), "0.041"),
            row("Gjakovë", None, "-0.02"),
            row("Gurë & Co", Some("312450.4"), "0"),
        ])
        .total(Row::new(vec![
            Cell::text("All"),
            Cell::figure(decimal("812450.4")),
            Cell::missing(),
        ]))
}

fn names(table: &Table) -> Vec<String> {
    table.to_csv_rows().into_iter().skip(1).map(|row| row[0].clone()).collect()
}

fn view(sort: &str, dir: &str) -> View {
    View { sort: Some(sort.to_owned()), dir: Some(dir.to_owned()), ..View::default() }
}

/// Goal: the markup of a table holds headers, units, marks and totals, and nothing unescaped.
/// Method: a snapshot of a small table with every kind of cell.
#[test]
fn table_markup() {
    let view = view("total", "desc").keep("run", "4 & 5");
    let table = sample(Language::En).sorted(&view, "/en/allocation").filter("Find a place");
    let html = table.to_html().into_string();
    let lines = html.replace("</tr>", "</tr>\n").replace("<tbody", "\n<tbody");
    insta::assert_snapshot!(lines);
}

/// Goal: text sorts by the reader's alphabet, figures by value, the missing last both ways.
/// Method: the order of the rows.
#[test]
fn sorting() {
    let order =
        |language, sort: &str, dir: &str| names(&sample(language).sorted(&view(sort, dir), "/x"));
    assert_eq!(order(Language::Sq, "name", "asc"), ["Gllogoc", "Gurë & Co", "Gjakovë"]);
    assert_eq!(order(Language::En, "name", "asc"), ["Gjakovë", "Gllogoc", "Gurë & Co"]);
    assert_eq!(order(Language::En, "total", "asc"), ["Gurë & Co", "Gllogoc", "Gjakovë"]);
    assert_eq!(order(Language::En, "total", "desc"), ["Gllogoc", "Gurë & Co", "Gjakovë"]);
    let unsorted = ["Gllogoc", "Gjakovë", "Gurë & Co"];
    assert_eq!(order(Language::En, "change", "asc"), unsorted, "not sortable");
    assert_eq!(order(Language::En, "nonsense", "up"), unsorted, "unknown is ignored");
}

/// Goal: a filter finds what is typed without its signs, keeps the order, and says what it left
/// out. Method: filtered rows and their sentence.
#[test]
fn filtering() {
    let wanted = |find: &str| View { find: Some(find.to_owned()), ..view("name", "asc") };
    let found = sample(Language::En).sorted(&wanted(" gure "), "/x").filter("Find");
    assert_eq!(names(&found), ["Gurë & Co"]);
    let html = found.to_html().into_string();
    assert!(html.contains("1 of 3 shown."), "{html}");
    let none = sample(Language::En).sorted(&wanted("<zzz>"), "/x").filter("Find");
    let html = none.to_html().into_string();
    assert!(html.contains("Nothing matches") && !html.contains("<zzz>"));
}

/// Goal: an empty table says what will be here. Method: its sentence.
#[test]
fn empty() {
    let columns = vec![Column::text("name", "Name")];
    let table = Table::new("t", "T", columns, Language::En).empty("Runs come here.");
    assert!(table.to_html().as_str().contains("Runs come here."));
    assert!(table.is_empty());
}

/// Goal: a download carries full figures and leaves the missing empty. Method: the plain rows.
#[test]
fn plain_rows() {
    let rows = sample(Language::Sq).to_csv_rows();
    assert_eq!(rows[0], ["Municipality", "Total (EUR)", "Change (%)"]);
    assert_eq!(rows[2], ["Gjakovë", "", "-2"]);
    assert_eq!(rows[3], ["Gurë & Co", "312450.4", "0"]);
}
