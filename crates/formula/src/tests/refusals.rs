//! Runs that cannot be made, and data that cannot be read: one clear answer each, never a panic.

use super::{Case, ids, plan, table};

const TOWN: &str = r#"formula f
table town
  key name : text
  people : person
each town
"#;

fn run_refused(rule: &str, data: &str) -> Vec<&'static str> {
    ids(&Case::new(&format!("{TOWN}{rule}"), &[("town", data)]).refused())
}

/// Goal: each thing that stops a run has its own name. Method: one rule and one table each.
#[test]
fn each_stop_has_its_own_name() {
    let two = "name,people\nA,1\nB,0";
    let cases = [
        ("  result r : EUR/person = 5 EUR / people\n", two, "run-division-by-zero"),
        (
            "  result r : EUR = share 5 EUR by people where people > 9\n",
            two,
            "run-share-zero-weight",
        ),
        ("  result r : EUR = share 5 EUR by people at least 3 EUR\n", two, "run-share-short"),
        ("  result r : EUR = share 5 EUR by people at most 1 EUR\n", two, "run-share-over"),
        (
            "  result r : EUR = share 5 EUR by people at least 2 EUR at most 1 EUR\n",
            two,
            "run-share-floor-above-cap",
        ),
        ("  result r : EUR = share 5 EUR by people - 1\n", two, "run-share-negative-weight"),
        ("  result r : person = mean(people where people > 9)\n", two, "run-aggregate-of-nothing"),
        ("  result r : number = log(people / 1 person)\n", two, "run-not-defined"),
    ];
    for (rule, data, id) in cases {
        assert_eq!(run_refused(rule, data), [id], "{rule}");
    }
}

/// Goal: numbers too large to hold are refused, not wrapped. Method: repeated squaring.
#[test]
fn overflow_is_refused() {
    let mut text = String::from(
        r#"formula f
let a0 = 10 ^ 30
"#,
    );
    for at in 0..40 {
        text.push_str(&format!("let a{} = a{at} * a{at}\n", at + 1));
    }
    text.push_str("result r : number = a40\n");
    assert_eq!(ids(&Case::new(&text, &[]).refused()), ["run-number-too-large"]);
}

/// Goal: each fault of a table is named by cell, all of them at once. Method: one table with many.
#[test]
fn faults_of_a_table_are_named_together() {
    let plan = plan(
        r#"formula f
table town
  key name : text
  people : person
  part : %
  founded : date
  urban : bool
  kind : big | small
each town
  result r : person = people
"#,
    )
    .expect("a plan");
    let found = table(
        &plan,
        "town",
        "name,people,part,founded,urban,kind\nA,1.234.5,50,2020-02-30,maybe,huge\n\
         A,x,5%,2020-01-01,\
         yes,big\n,3,1,2020-01-01,no,small\nD,1 000,1,2020-01-01,no\nE,7,1,2020-01-01,1,small",
    );
    let found = found.expect_err("faults");
    assert_eq!(
        ids(&found),
        [
            "data-number-separator",
            "data-not-a-date",
            "data-not-yes-no",
            "data-not-a-choice",
            "data-key-twice",
            "data-not-a-number",
            "data-cell-empty",
            "data-cells-in-line",
        ]
    );
}

/// Goal: a table that comes twice, is absent, or points at a row that is not there is refused.
#[test]
fn tables_must_fit_together() {
    let text = r#"formula f
table state
  key name : text
table town
  key name : text
  -> state
each town
  result r : text = name
"#;
    let plan = plan(text).expect("a plan");
    let states = table(&plan, "state", "name\nNorth").expect("states");
    let towns = table(&plan, "town", "name,state\nA,Nort").expect("towns");
    let new = |tables| crate::data::Data::new(&plan, tables, &[]).expect_err("a refusal");
    assert_eq!(ids(&new(vec![states.clone(), towns.clone()])), ["data-no-such-row"]);
    assert_eq!(ids(&new(vec![towns.clone()])), ["data-table-missing"]);
    assert!(ids(&new(vec![states.clone(), states, towns])).contains(&"data-table-twice"));
}

/// Goal: a day is year, month and day and nothing else, in a cell and given for a run: no time of
/// day and no sign is dropped. Method: other ways of writing it, and days that there are not.
#[test]
fn a_day_is_written_in_one_way() {
    let text = "formula f\ntable town\n  key name : text\n  founded : date\n\
                param start : date  since 2020-01-01 = 2024-01-01\n\
                each town\n  result r : day = founded - start\n";
    let case = || Case::new(text, &[("town", "name,founded\nA,2024-02-29")]);
    assert_eq!(case().values("r"), ["59"]);
    assert_eq!(case().with("start", "2024-02-28").values("r"), ["1"]);
    let others = [
        "20240229",
        "2024-02-29T10:00",
        "2024-02-29 10:00",
        "+002024-02-29",
        "2024-2-29",
        "29.02.2024",
        "2023-02-29",
        "0000-01-01",
    ];
    for other in others {
        let rows = format!("name,founded\nA,{other}");
        let found = table(&case().plan, "town", &rows).expect_err("a refusal");
        assert_eq!(ids(&found), ["data-not-a-date"], "{other}");
        let given = case().with("start", other).refused();
        assert_eq!(ids(&given), ["run-param-unreadable"], "{other}");
    }
}

/// Goal: a number that is given for a run has its thousands in groups of three after one space, all
/// or none, as in a formula and in a cell. Method: a few ways of writing a million and a thousand.
#[test]
fn a_given_number_is_grouped_by_three() {
    let text = "formula f\nparam pool : EUR  since 2020-01-01 = 1\nresult r : EUR = pool\n";
    let given = |value| Case::new(text, &[]).with("pool", value);
    for million in ["1 000 000", "1000000", "1\u{202f}000\u{202f}000"] {
        assert_eq!(given(million).values("r"), ["1000000"], "{million}");
    }
    for odd in ["10 00", "1 0 0", "1000 000", "1  000", "1 000.000 1", "1,000"] {
        assert_eq!(ids(&given(odd).refused()), ["run-param-unreadable"], "{odd}");
    }
}

/// Goal: two versions of a scale since one day are refused with both places, and so is a table
/// whose rows have no names. Method: one formula each.
#[test]
fn what_would_count_twice_or_has_no_name_is_refused() {
    let text = "formula f\nbands rate (n : person) -> number\n  since 2024-01-01 cites \"a\"\n    \
                above : 2\n  since 2024-01-01 cites \"b\"\n    above : 3\n\
                result r : number = rate(5 person)\n";
    let refusal = plan(text).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-date-twice"]);
    assert_eq!(refusal.first().map(|d| d.other.is_some()), Some(true));
    let text =
        "formula f\ntable town\n  people : person\nresult r : person = sum(people over town)\n";
    assert_eq!(ids(&plan(text).expect_err("a refusal")), ["check-key-missing"]);
}

/// Goal: a comparison of a value with itself is warned of where it stands, once, and one that may
/// hold or not is not. Method: names of the rows that are gone through in each form.
#[test]
fn a_value_compared_with_itself_is_warned_of() {
    let warned = |rule: &str| {
        let text = format!(
            "formula f\ntable cell\n  key id : text\n  base : text\n  size : km2\nparam least : \
             km2 since 2020-01-01 = 2 cites \"a\"\neach cell\n  {rule}\n"
        );
        let checked = crate::check::check(&crate::diagnostic::Source::new("f", text), &[]);
        ids(&checked.diagnostics)
    };
    let of = |condition: &str| {
        warned(&format!("result r : km2 = sum(size over cell where {condition}) + least"))
    };
    for always in ["cell.base = base", "base = base", "size >= cell.size"] {
        assert_eq!(of(always), ["check-always-holds"], "{always}");
    }
    assert_eq!(of("cell.size < size"), ["check-never-holds"]);
    assert_eq!(of("least <> least"), ["check-never-holds"]);
    for fine in ["size > least", "base = id", "size = 3"] {
        assert!(of(fine).is_empty(), "{fine}");
    }
}

/// Goal: what people bring from spreadsheets and from speech is answered with the words of the
/// language. Method: each slip, and what its help must say.
#[test]
fn slips_from_elsewhere_are_answered_in_words_of_the_language() {
    let cases = [
        ("average(people)", "check-function-foreign", "mean("),
        ("coalesce(people, 0)", "check-function-foreign", "otherwise"),
        ("iif(people > 1, 2, 3)", "check-function-foreign", "then"),
        ("sumif(people, 1)", "check-function-foreign", "where"),
        ("if(people > 1, 2, 3)", "syntax-if-brackets", "then"),
        ("sum(people) over town", "syntax-clause-outside", "sum(x over …)"),
        ("if people in top two then 1 else 2", "check-number-word", "`2`"),
        ("percentile(people, 120% over town) / 1 person", "check-percentile-range", "25%"),
    ];
    for (rule, id, help) in cases {
        let refusal =
            plan(&format!("{TOWN}  result r : number = {rule}\n")).expect_err("a refusal");
        let first = refusal.first().expect("a finding");
        assert_eq!(first.id, id, "{rule}");
        let said = first.help(crate::words::Language::En).unwrap_or_default();
        assert!(said.contains(help), "{rule}: {said}");
    }
    for fine in [
        "if (people > 1 person) then 1 else 2",
        "(if people > min(1 person, 2 person) then 1 else 2)",
    ] {
        assert!(plan(&format!("{TOWN}  result r : number = {fine}\n")).is_ok(), "{fine}");
    }
}

/// Goal: a pool below zero is spoken of as such, and not as floors that are too high. Method: a
/// share without any floor.
#[test]
fn a_pool_below_zero_is_named() {
    let rule = "  result r : EUR = share 3 EUR - 5 EUR by people\n";
    let refusal = Case::new(&format!("{TOWN}{rule}"), &[("town", "name,people\nA,1")]).refused();
    assert_eq!(ids(&refusal), ["run-share-pool-below-zero"]);
    let said = refusal.first().map(|d| d.message(crate::words::Language::En));
    assert!(said.is_some_and(|said| said.contains('2')));
}
