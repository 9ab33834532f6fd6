//! Tables that are accepted, and what is read from them.

use super::{PLACES, brief, plan, read_place};
use crate::{Package, TableText, read_tables};
use formula::data::{Table, Values};
use formula::standing::Standing;

fn numbers(table: &Table, column: usize) -> Vec<Option<String>> {
    let Some(cells) = table.columns[column].as_ref() else { return Vec::new() };
    let Values::Number(numbers) = &cells.values else { return Vec::new() };
    let shown = |(row, n): (usize, &formula::number::Decimal)| {
        (!cells.is_missing(row)).then(|| n.to_canonical())
    };
    numbers.iter().enumerate().map(shown).collect()
}

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

/// Goal: every form in which spreadsheets save a table reads the same. Method: one table written in
/// several forms, compared by value.
#[test]
fn forms_of_the_same_table_read_the_same() {
    let forms: &[&[u8]] = &[
        b"code,people,rate\nA,1000,12.5\nB,2,\n",
        b"\xef\xbb\xbfcode,people,rate\r\nA,1 000,12.5\r\nB,2,\r\n",
        b"code;people;rate\nA;1000;12.5 %\nB;2;\n",
        b"\"code\";\"people\";\"rate\"\n\"A\";\"1 000\";\"12.5%\"\n\"B\";\"2\";\"\"\n",
        "rate,other,people,code\n12.5,x,1\u{202f}000,A\n,\"a, b\",2,B\n".as_bytes(),
        b"\n\ncode,people,rate\n\nA,1000,12.5\n,,\nB,2,\n\n",
        b" code , people , rate \n A , 1000 , 12.5 \n B , 2 , \n",
    ];
    for form in forms {
        let table = read_place(form, None, None)
            .unwrap_or_else(|all| panic!("{:?}", all.iter().map(brief).collect::<Vec<_>>()));
        assert_eq!(table.keys.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(numbers(&table, 1), some(&["1000", "2"]));
        assert_eq!(numbers(&table, 2), [Some("0.125".to_owned()), None]);
    }
}

/// Goal: missing is not zero, and a minus is a minus in either sign. Method: cells of each kind.
#[test]
fn empty_cells_are_missing_and_zero_is_zero() {
    let table = read_place("code,people\nA,\nB,0\nC,-5\nD,\u{2212}5\n".as_bytes(), None, None)
        .expect("readable");
    let expected = [None, Some("0".to_owned()), Some("-5".to_owned()), Some("-5".to_owned())];
    assert_eq!(numbers(&table, 1), expected);
}

/// Goal: the standing of a cell is its own, else that of its column, else reported. Method: a
/// table with a status file, a source file and a package, read cell by cell.
#[test]
fn standing_and_source_come_from_cell_then_column() {
    let package = Package::read(
        "datapackage.json",
        br#"{"resources": [{"name": "place", "sources": [{"title": "the register"}],
            "schema": {"fields": [
                {"name": "people", "standing": "verified", "sources": [{"title": "the census"}]},
                {"name": "rate"}]}}]}"#,
    )
    .expect("a package");
    let text = TableText {
        name: "place",
        origin: "place.csv",
        csv: b"code,people,rate,note\nA,1,2,x\nB,3,4,y\n",
        status: Some(b"code,people\nA,estimated\nB,\n"),
        source: Some(b"code,rate\nA,a letter\nB,\n"),
    };
    let tables = read_tables(&plan(PLACES), &[text], &package).expect("readable");
    let cell = |column: usize, row: usize| {
        let cells = tables[0].columns[column].as_ref().expect("the column is there");
        let source = cells.source.get(row).cloned().flatten();
        (*cells.standing.get(row).expect("a row"), source.map(|s| s.written()))
    };
    assert_eq!(cell(1, 0), (Standing::Estimated, Some("the census".to_owned())));
    assert_eq!(cell(1, 1), (Standing::Verified, Some("the census".to_owned())));
    assert_eq!(cell(2, 0), (Standing::Reported, Some("a letter".to_owned())));
    assert_eq!(cell(2, 1), (Standing::Reported, Some("the register".to_owned())));
    assert_eq!(cell(6, 0), (Standing::Reported, None));
}

/// Goal: a broken package is refused with its line. Method: JSON cut short, and a word that is no
/// standing.
#[test]
fn broken_packages_are_refused() {
    let found = |text: &str| -> Vec<String> {
        Package::read("datapackage.json", text.as_bytes())
            .map(|_| vec!["accepted".to_owned()])
            .unwrap_or_else(|all| all.iter().map(brief).collect())
    };
    assert_eq!(found("{}"), ["accepted"]);
    assert_eq!(found("{\n\"resources\": ["), ["data-package-unreadable datapackage.json:2::"]);
    assert_eq!(found("[1]"), ["data-package-unreadable datapackage.json:1::"]);
    let field = r#"{"name": "people", "standing": "checked"}"#;
    let resource = format!(r#"{{"name": "place", "schema": {{"fields": [{field}]}}}}"#);
    assert_eq!(
        found(&format!(r#"{{"resources": [{resource}]}}"#)),
        ["data-status-unknown datapackage.json:::people"],
    );
}
