//! What the checker refuses, and how it says so.

use super::{ids, plan};
use crate::check::check;
use crate::diagnostic::{Place, Source, render};
use crate::words::Language;

fn refused(text: &str) -> Vec<&'static str> {
    let errors = plan(text).expect_err("a refusal");
    ids(&errors).into_iter().filter(|id| *id != "check-unused").collect()
}

const TOWN: &str = r#"formula f
table town
  key name : text
  people : person
  money : EUR
  extra : EUR optional
each town
"#;

/// Goal: every rule of units, names and shapes has its own refusal. Method: one formula each.
#[test]
fn each_fault_has_its_own_name() {
    let cases = [
        ("  result r : EUR = people + money\n", "check-units-differ"),
        ("  result r : EUR = money + 5\n", "check-bare-number-beside-money"),
        ("  result r : EUR = money in person\n", "check-units-do-not-convert"),
        ("  result r = money\n", "check-result-without-unit"),
        ("  result r : EUR/person = money\n", "check-unit-not-declared"),
        ("  result r : EUR = mony\n", "check-name-unknown"),
        ("  result r : EUR = money and people\n", "check-condition-wanted"),
        ("  result r : EUR = extra + money\n", "check-optional-used"),
        ("  result r : EUR = first of\n      money when people > 3\n", "check-first-of-open"),
        ("  result r : EUR = money where\n", "syntax"),
        ("  result r : EUR = frobnicate(money)\n", "check-function-unknown"),
        ("  result r : EUR = share money by people\n", "check-pool-per-row"),
        ("  result r : EUR = round(money to 0 EUR)\n", "check-round-to-nothing"),
        ("  result r : EUR = money.people\n", "check-not-a-reference"),
        ("  result r : EUR = log(money)\n", "check-plain-number-wanted"),
        ("  result r : EUR = if people then 1 EUR else 2 EUR\n", "check-condition-wanted"),
        ("  result r : bool = money is at its cap\n", "check-not-a-share"),
        ("  result r : EUR = sum(money over village)\n", "check-table-unknown"),
        ("  result r : EUR = sum(money over its town)\n", "check-its-no-reference"),
        ("  let money = 5 EUR\n", "check-name-twice"),
    ];
    for (line, id) in cases {
        let found = refused(&format!("{TOWN}{line}"));
        assert!(found.iter().any(|f| f.starts_with(id)), "{line}: {found:?} should say {id}");
    }
}

/// Goal: a cycle is refused with its path. Method: three definitions in a ring, and one that
/// depends on itself.
#[test]
fn a_cycle_is_shown_with_its_path() {
    let errors = plan(
        r#"formula f
let a = b
let b = c
let c = a
result r : number = a
"#,
    )
    .err();
    let errors = errors.expect("a refusal");
    let cycle = errors.iter().find(|d| d.id == "check-cycle").expect("the cycle");
    let path = cycle.arguments.iter().find(|(name, _)| *name == "path").map(|(_, p)| p.as_str());
    assert_eq!(path, Some("a → b → c → a"));
    assert!(
        refused(
            r#"formula f
result r : number = r + 1
"#
        )
        .contains(&"check-cycle")
    );
}

/// Goal: a chain of ten thousand definitions, written last first, is typed without a deep stack.
#[test]
fn a_long_chain_is_no_danger() {
    let mut text = String::from(
        r#"formula f
result r : number = a0
"#,
    );
    for at in 0..10_000 {
        text.push_str(&format!("let a{at} = a{} + 1\n", at + 1));
    }
    text.push_str("let a10000 = 0\n");
    let case = super::Case::new(&text, &[]);
    assert_eq!(case.values("r"), ["10000"]);
}

/// Goal: a rule may stand before the many that it needs, and a name that two tables have is no
/// circle. Method: a sum of two hundred definitions that follow it, and a sum over rows of a
/// definition of its own name.
#[test]
fn a_rule_may_stand_before_what_it_needs() {
    let names: Vec<String> = (0..200).map(|at| format!("a{at}")).collect();
    let mut text = format!("formula f\nresult r : number = {}\n", names.join(" + "));
    names.iter().for_each(|name| text.push_str(&format!("let {name} = 1\n")));
    assert_eq!(super::Case::new(&text, &[]).values("r"), ["200"]);
    let text = format!("{TOWN}  let total = money * 2\nresult sum_of_all : EUR = total\n")
        + "let total = sum(total over town)\n";
    let case = super::Case::new(&text, &[("town", "name,people,money,extra\nA,1,2,\nB,1,3,\n")]);
    assert_eq!(case.values("sum_of_all"), ["10"]);
}

/// Goal: a refusal names both places of a conflict and what to write. Method: the whole message,
/// read once and kept.
#[test]
fn a_refusal_reads_well() {
    let source = Source::new(
        "grant.formula",
        r#"formula f
table town
  key name : text
  people : person
  money : EUR
each town
  result r : EUR = money + people
"#,
    );
    let found = check(&source, &[]);
    insta::assert_snapshot!(render(&found.diagnostics, &source, Language::En));
}

/// Goal: optional values may be used where a condition has proved them. Method: the ways of
/// proving that the language knows.
#[test]
fn what_is_proved_may_be_used() {
    let lines = [
        "if extra is known then extra else 0",
        "if extra is missing then 0 else extra",
        "if not (extra is missing) and extra > 3 EUR then extra else 0",
        "share 100 EUR by people fixed extra where extra is known",
        "if extra is missing or people = 0 then 0 else extra",
    ];
    for line in lines {
        let text = format!("{TOWN}  result r : EUR = {line}\n");
        assert!(plan(&text).is_ok(), "{line}: {:?}", plan(&text).err());
    }
}

/// Goal: a diagnostic about data says where the formula asks for it. Method: a missing column.
#[test]
fn a_missing_column_leads_back_to_the_formula() {
    let plan = plan(
        r#"formula f
table t
  key name : text
  people : person
each t
  result r : person = people
"#,
    )
    .expect("a plan");
    let errors = super::table(&plan, "t", "name,peple\nA,1").expect_err("a refusal");
    assert_eq!(ids(&errors), ["data-column-missing"]);
    assert!(matches!(errors[0].other, Some(Place::Formula(_))));
    assert_eq!(
        errors[0].arguments.iter().find(|(n, _)| *n == "near").map(|(_, v)| v.as_str()),
        Some("peple")
    );
}

/// Goal: the deepest text that is taken needs no deep stack, from reading to explaining. Method:
/// brackets, conditions and a sum up to the limits, on the stack that a test has.
#[test]
fn the_deepest_expression_needs_no_deep_stack() {
    let brackets = format!("{}x{}", "(".repeat(60), ")".repeat(60));
    let choices = format!("{}x{}", "if x > 1 then x + (".repeat(20), ") else x".repeat(20));
    let sum = vec!["x"; 250].join(" + ");
    for rule in [brackets, choices, sum] {
        let text = format!(
            "formula f\ntable t\n  key k : text\n  x : number\neach t\n  result r : number = \
                {rule}\n"
        );
        let case = super::Case::new(&text, &[("t", "k,x\nA,2\nB,1")]);
        assert_eq!(case.values("r"), case.simulated_values("r"));
        case.explain(|explainer| {
            let (id, _) = case.plan.definition_named("r").expect("the result");
            let said = explainer.derive_text(id, 0, crate::words::Language::En);
            assert!(!said.is_empty());
            assert!(!explainer.steps(id, 0).is_empty());
            assert!(explainer.rests(id, 0).inputs > 0);
        });
    }
}
