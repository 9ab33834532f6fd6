//! Days: later, earlier, apart, compared; ages.

use super::{Case, ids, plan};
use crate::run::ENGINE;
use crate::words::Language;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

fn values(rules: &str, names: &[&str]) -> Vec<String> {
    let case = Case::new(&format!("formula f\n{rules}"), &[]);
    names.iter().flat_map(|name| case.values(name)).collect()
}

/// Goal: days move by days, months and years, and months and years end within the month. Method:
/// the ends of short months, 29 February, and the turn of a year.
#[test]
fn days_move_and_end_within_the_month() {
    let rules = "result a : date = 2024-08-31 + 6 month
result b : date = 2023-08-31 + 6 month
result c : date = 2024-02-29 + 1 year
result d : date = 2024-02-29 - 1 year
result e : date = 2024-12-25 + 10 day
result f : date = 2024-03-31 - 1 month
result g : date = 2024-01-31 + 1 month + 1 month
result h : date = 2024-03-01 - 1 day
";
    let found = values(rules, &["a", "b", "c", "d", "e", "f", "g", "h"]);
    let wanted = [
        "2025-02-28",
        "2024-02-29",
        "2025-02-28",
        "2023-02-28",
        "2025-01-04",
        "2024-02-29",
        "2024-03-29",
        "2024-02-29",
    ];
    assert_eq!(found, wanted);
}

/// Goal: two days are so many days apart, in the order written. Method: a leap year.
#[test]
fn days_are_apart_by_days() {
    let rules = "result a : day = 2024-03-01 - 2024-02-01
result b : day = 2024-02-01 - 2024-03-01
result c : bool = 2024-03-01 - 2024-02-01 > 28
result w : week = (2024-01-15 - 2024-01-01) in week
";
    assert_eq!(values(rules, &["a", "b", "c", "w"]), ["29", "-29", "true", "2"]);
}

/// Goal: age counts completed years on the day of the run or on another; who is born on 29 February
/// comes of age on 1 March.
#[test]
fn ages_are_completed_years() {
    let text = r#"formula f
table person
  key id : text
  born : date
each person
  result now : year = age(born)
  result before : year = age(born, at 2024-09-01)
  result adult : bool = age(born, 2026-02-28) >= 18
  result of_age : date = born + 18 year
  result since : year = year(born)
"#;
    let data = "id,born\na,2008-02-29\nb,2008-03-01\nc,2007-12-31";
    let case = Case::new(text, &[("person", data)]).on(date(2026, 3, 1));
    assert_eq!(case.values("now"), ["18", "18", "18"]);
    assert_eq!(case.values("before"), ["16", "16", "16"]);
    assert_eq!(case.values("adult"), ["false", "false", "true"]);
    assert_eq!(case.values("of_age"), ["2026-02-28", "2026-03-01", "2025-12-31"]);
    assert_eq!(case.values("since"), ["2008", "2008", "2007"]);
}

/// Goal: days are compared and gathered, may be parameters, and a parameter is read on another day.
#[test]
fn days_are_parameters_and_compared() {
    let text = r#"formula f
table claim
  key id : text
  made : date
param deadline : date
  since 2020-01-01 = 2025-06-30  cites "a"
  since 2026-01-01 = 2026-06-30  cites "b"
each claim
  result in_time : bool = made <= deadline
  result near : bool = made between deadline - 1 month and deadline
  result before : bool = made < (deadline at 2025-01-01)
result last : date = max(made)
result late : date = max(deadline, 2026-12-31) + 1 day
"#;
    let case = Case::new(text, &[("claim", "id,made\na,2026-06-30\nb,2026-07-01\nc,2025-01-01")]);
    assert_eq!(case.values("in_time"), ["true", "false", "true"]);
    assert_eq!(case.values("near"), ["true", "false", "false"]);
    assert_eq!(case.values("before"), ["false", "false", "true"]);
    assert_eq!(case.values("last"), ["2026-07-01"]);
    assert_eq!(case.values("late"), ["2027-01-01"]);
    assert_eq!(case.with("deadline", "2024-12-31").values("in_time"), ["false", "false", "false"]);
}

/// Goal: what makes no day is refused where it stands, and what leaves the calendar stops the run.
#[test]
fn what_is_no_day_is_refused() {
    let cases = [
        ("result r : date = 2024-01-01 + 3\n", "check-date-shift"),
        ("result r : date = 2024-01-01 + 3 EUR\n", "check-date-shift"),
        ("result r : date = 2024-01-01 + 2024-01-01\n", "check-date-shift"),
        ("result r : date = 3 day + 2024-01-01\n", "check-types-differ"),
        ("result r : year = age(5)\n", "check-date-wanted"),
    ];
    for (rule, id) in cases {
        let refusal = plan(&format!("formula f\n{rule}")).expect_err("a refusal");
        assert_eq!(ids(&refusal), [id], "{rule}");
    }
    let stops = [
        ("result r : date = 2024-01-01 + 0.5 month\n", "run-date-shift-not-whole"),
        ("result r : date = 9999-12-31 + 1 day\n", "run-date-out-of-range"),
        ("result r : date = 2024-01-01 - 99 999 999 year\n", "run-date-out-of-range"),
    ];
    for (rule, id) in stops {
        assert_eq!(ids(&Case::new(&format!("formula f\n{rule}"), &[]).refused()), [id], "{rule}");
    }
}

/// Goal: days say themselves in each language.
#[test]
fn days_say_themselves() {
    let text = r#"formula f
param start : date
  title en "Start"  sq "Fillimi"  sr "Почетак"
  since 2020-01-01 = 2025-06-30  cites "a"
result end : date = start + 6 month - 10 day
  title en "End"  sq "Fundi"  sr "Крај"
result long : day = end - start
  title en "How long"  sq "Sa gjatë"  sr "Колико дуго"
"#;
    let case = Case::new(text, &[]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("long").expect("the result");
        let all: Vec<String> = Language::ALL
            .into_iter()
            .map(|language| explainer.derive_text(id, 0, language))
            .collect();
        insta::assert_snapshot!("days", all.join("\n---\n"));
    });
}

const PENSION: &str = "formula f
param amount : EUR since 2020-01-01 = 20 cites \"A\" since 2025-07-01 = 30 cites \"B\"
bands rate (years : year) -> %
  since 2020-01-01 cites \"A\"
    above : 1%
  since 2025-07-01 cites \"B\"
    above : 2%
result today : EUR = amount
result earlier : EUR = amount at 2024-01-01
result part : number = rate(1 year)
";

/// Goal: the day up to which data were known tells runs apart, but chooses no value: parameters and
/// scales are those in force on the day that the run is made for. Method: known days before,
/// between and after the two versions, beside a run that names none.
#[test]
fn the_day_of_knowledge_is_named_and_chooses_nothing() {
    let on = |known: Option<Date>| {
        let mut case = Case::new(PENSION, &[]).on(date(2026, 1, 1));
        case.request.known = known;
        case
    };
    let silent = on(None).official();
    let days = [date(2019, 1, 1), date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)];
    let mut hashes = vec![silent.identity().hash.clone()];
    for known in days {
        let case = on(Some(known));
        let values = ["today", "earlier", "part"].map(|name| case.values(name).join(" "));
        assert_eq!(values, ["30", "20", "0.02"], "{known}");
        let run = case.official();
        assert_eq!(run.identity().known, Some(known));
        assert_eq!(run.identity().parameters, silent.identity().parameters);
        hashes.push(run.identity().hash.clone());
    }
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 5, "each day of knowledge is a run of its own");
}

/// Goal: a run that names no day of knowledge is the run that it was before there was one, so that
/// kept runs reproduce. Method: the hash of its parts, put together by hand.
#[test]
fn a_run_without_a_day_of_knowledge_keeps_its_hash() {
    let case = Case::new(PENSION, &[]).on(date(2026, 1, 1));
    let run = case.official();
    let identity = run.identity();
    let mut whole = Sha256::new();
    let day = "2026-01-01";
    let parts = [&identity.formula, &identity.data, &identity.parameters, ENGINE, day];
    for part in parts {
        whole.update(part.len().to_be_bytes());
        whole.update(part.as_bytes());
    }
    assert_eq!(identity.hash, hex::encode(whole.finalize()));
}
