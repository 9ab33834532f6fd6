//! Scripts, read without a database.

use super::names::{Names, comment, quoted, text};
use super::range::{Fixed, Known, decimals, whole_digits};
use super::{Asked, CannotExport, Dialect, Inputs, Reason, Script, script};
use formula::check::check;
use formula::data::{CellText, Data, Table, TableReader};
use formula::diagnostic::Source;
use formula::number::Decimal;
use formula::plan::{Plan, TableId};
use formula::run::{Request, run_official};
use formula::words::Language;
use jiff::civil::date;

fn plan(formula: &str) -> Plan {
    check(&Source::new("f.formula", formula), &[]).into_result().expect("a formula")
}

fn rows(plan: &Plan, header: &[&str], lines: &[&[&str]]) -> Table {
    let mut reader = TableReader::new(plan, TableId(0), "t.csv", header);
    for (at, line) in lines.iter().enumerate() {
        let cells: Vec<CellText<'_>> =
            line.iter().map(|text| CellText { text, ..CellText::default() }).collect();
        reader.row(at as u64 + 2, &cells);
    }
    reader.finish().expect("a table")
}

fn written(plan: &Plan, table: Option<Table>, dialect: Dialect) -> Result<Script, CannotExport> {
    let request = Request::on(date(2025, 1, 1));
    let Some(table) = table else {
        let asked =
            Asked { plan, request: &request, inputs: None, dialect, language: Language::En };
        return script(&asked);
    };
    let data = Data::new(plan, vec![table], &[]).expect("data");
    let run = run_official(plan, &data, &request).expect("a run");
    let inputs = Some(Inputs { data: &data, run: &run });
    script(&Asked { plan, request: &request, inputs, dialect, language: Language::En })
}

const GRANT: &str = r#"formula grant
table town
  key name : text
  people : person
param pool : EUR  since 2024-01-01 = 1000  cites "Law"
each town
  let part = share pool by people
    title en "Part; -- \n drop table town"
  result paid : EUR = round(part to 0.01 EUR)
"#;

fn grant(people: [&str; 2], dialect: Dialect) -> Script {
    let plan = plan(GRANT);
    let lines: [&[&str]; 2] = [&["A'; select 1; --", people[0]], &["B", people[1]]];
    let table = rows(&plan, &["name", "people"], &lines);
    written(&plan, Some(table), dialect).expect("a script")
}

/// Goal: no two names become one, and none is longer than a database keeps. Method: names that
/// differ by case, by their ends, and in letters of more than a byte.
#[test]
fn names_are_told_apart() {
    let mut names = Names::of_columns();
    assert_eq!(names.claim("Amount"), "Amount");
    assert_eq!(names.claim("amount"), "amount_2");
    assert_eq!(names.claim("ctid"), "ctid_2");
    let long = "ш".repeat(40);
    let (first, second) = (names.claim(&long), names.claim(&long));
    assert_eq!(first, "ш".repeat(31));
    assert_eq!(second, format!("{}_2", "ш".repeat(30)));
    assert!(first.len() <= 63 && second.len() <= 63);
}

/// Goal: nothing that a formula or its data say ends the text or the comment in which it stands.
/// Method: signs that would.
#[test]
fn texts_and_comments_hold_what_they_are_given() {
    assert_eq!(text("it's \\ a"), "'it''s \\ a'");
    assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    assert_eq!(comment("a\n; drop\r\u{2028}b\u{85}c\td"), "a ; drop b c d");
    let script = grant(["1", "2"], Dialect::Postgres).text;
    assert!(script.lines().all(|line| !line.trim_start().starts_with("drop")));
    assert!(script.contains("('A''; select 1; --', 1)"));
}

/// Goal: a decimal of DuckDB is used only where 38 digits are enough, and the script says where
/// they are not. Method: the same formula on small figures and on figures of thirty digits.
#[test]
fn doubles_are_used_only_where_decimals_may_not_fit() {
    let small = grant(["1", "2"], Dialect::DuckDb);
    assert!(small.doubles.is_empty(), "{}", small.text);
    assert!(small.text.contains("quotient("));
    let thirty = "123456789012345678901234567890.5";
    let large = grant([thirty, "2"], Dialect::DuckDb);
    assert!(!large.doubles.is_empty());
    assert!(large.text.contains("in doubles: that 38 digits are enough here is not proved"));
    let exact = grant([thirty, "2"], Dialect::Postgres);
    assert!(exact.doubles.is_empty());
}

/// Goal: without data a script says which tables it reads, and a value that SQL cannot seek is
/// refused. Method: a formula of each kind.
#[test]
fn a_script_without_data_says_what_it_expects() {
    let script = written(&plan(GRANT), None, Dialect::Postgres).expect("a script").text;
    assert!(script.contains("--   create temporary table \"town\" ("));
    assert!(!script.contains("\ninsert into"));
    let sought = format!(
        "{GRANT}let total = sum(people) * rate\n\
         let rate = solve rate from 0 to 2 step 0.1 so that total = 3 person\n"
    );
    let refused = written(&plan(&sought), None, Dialect::Postgres).expect_err("no values");
    assert_eq!(refused, CannotExport { name: "rate".to_owned(), reason: Reason::NeedsData });
}

/// Goal: what is given as proved is so. Method: the digits and decimals of numbers at the edges.
#[test]
fn ranges_tell_what_fits() {
    let number = |text: &str| Decimal::parse(text).expect("a number");
    assert_eq!(whole_digits(number("-999.9")), 3);
    assert_eq!(decimals(number("1.250")), 2);
    let range = Known::between(number("-1000"), number("999"));
    assert!(Fixed::held(range, 34, Decimal::ZERO).is_some());
    assert!(Fixed::held(range, 35, Decimal::ZERO).is_none());
    assert_eq!(Fixed::held_with_up_to(range, 38, Decimal::ZERO).map(|f| f.scale), Some(34));
}

/// Goal: every definition can be found after the script has run. Method: the place of each.
#[test]
fn each_definition_has_a_place() {
    let script = grant(["1", "2"], Dialect::Postgres);
    let places: Vec<&str> = script.places.iter().map(|place| place.column.as_str()).collect();
    assert_eq!(places, ["part", "paid"]);
    assert!(script.places.iter().all(|place| place.key.as_deref() == Some("name")));
}
