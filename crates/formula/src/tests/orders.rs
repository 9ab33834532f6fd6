//! Places in an order, and who is among the first.

use super::{Case, ids, plan};
use crate::words::Language;

const TOWNS: &str = r#"formula f
table town
  key name : text
  state : text
  need : EUR
  urban : bool
"#;

const DATA: &str = "name,state,need,urban\nA,N,100,yes\nB,N,300,no\nC,S,300,yes\nD,S,50,yes\n\
                    E,S,200,no";

fn case(rule: &str) -> Case {
    Case::new(&format!("{TOWNS}each town\n{rule}"), &[("town", DATA)])
}

/// Goal: a place is one and the number of rows strictly before, so equal values have equal places
/// and the next place is left out. Method: five needs, two of them equal, both ways.
#[test]
fn equal_values_have_equal_ranks() {
    let case = case(
        "  result down : number = rank(need, largest first)
  result up : number = rank(need, smallest first)
",
    );
    assert_eq!(case.values("down"), ["4", "1", "1", "5", "3"]);
    assert_eq!(case.values("up"), ["2", "4", "4", "1", "3"]);
    assert_eq!(case.simulated_values("down"), case.values("down"));
}

/// Goal: equal is what compares equal, not what has the same digits. Method: a third three times
/// over is one.
#[test]
fn ranks_use_the_comparison_of_the_language() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  part : number
each town
  let whole = part / 3 * 3
  result place : number = rank(whole, largest first)
  result exact : bool = whole = 1
"#,
        &[("town", "name,part\nA,1\nB,1.0\nC,0.5")],
    );
    assert_eq!(case.values("place"), ["1", "1", "3"]);
    assert_eq!(case.values("exact"), ["true", "true", "false"]);
}

/// Goal: `per` makes one order a group, `where` leaves rows out, which then have no place until the
/// formula says what that means.
#[test]
fn ranks_know_per_and_where() {
    let case = case(
        "  result by_state : number = rank(need, largest first per state)
  result of_urban : number = rank(need, largest first where urban) otherwise 0
",
    );
    assert_eq!(case.values("by_state"), ["2", "1", "1", "3", "2"]);
    assert_eq!(case.values("of_urban"), ["2", "0", "1", "3", "0"]);
    let rule = "each town\n  result r : number = rank(need, largest first where urban)\n";
    let refusal = plan(&format!("{TOWNS}{rule}")).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-optional-defined"]);
}

/// Goal: a row is in the top part when fewer than that part of the rows come strictly before it, so
/// all that tie at the edge are in. Method: of five rows 20 % are one, and two tie for it; 40 % of
/// five are two; 50 % are two and a half, which the third row still belongs to.
#[test]
fn all_ties_at_the_edge_are_in() {
    let case = case(
        "  result fifth : bool = need in top 20%
  result two : bool = need in top 2
  result half : bool = need in top 50%
  result low : bool = need in bottom 20%
  result none : bool = need in top 0%
  result by_state : bool = need in top 50% per state
  result of_urban : bool = need in bottom 1 where urban
",
    );
    assert_eq!(case.values("fifth"), ["false", "true", "true", "false", "false"]);
    assert_eq!(case.values("two"), ["false", "true", "true", "false", "false"]);
    assert_eq!(case.values("half"), ["false", "true", "true", "false", "true"]);
    assert_eq!(case.values("low"), ["false", "false", "false", "true", "false"]);
    assert_eq!(case.values("none"), ["false"; 5]);
    assert_eq!(case.values("by_state"), ["false", "true", "true", "false", "true"]);
    assert_eq!(case.values("of_urban"), ["false", "false", "false", "true", "false"]);
}

/// Goal: the part may come from a parameter, the number of rows from a count; a part above the
/// whole is refused.
#[test]
fn the_edge_may_be_worked_out() {
    let text = format!(
        "{TOWNS}param part : %  since 2020-01-01 = 40%  cites \"a\"\n\
         param few : town  since 2020-01-01 = 2  cites \"a\"\n\
         each town\n  result a : bool = need in top part\n  result b : bool = need in bottom few\n"
    );
    let case = Case::new(&text, &[("town", DATA)]);
    assert_eq!(case.values("a"), ["false", "true", "true", "false", "false"]);
    assert_eq!(case.values("b"), ["true", "false", "false", "true", "false"]);
    let case = Case::new(&text, &[("town", DATA)]).with("part", "120%");
    assert_eq!(ids(&case.refused()), ["run-not-defined"]);
}

/// Goal: one value that nobody knows leaves the places of its group open, and of no other group.
#[test]
fn a_missing_value_leaves_its_group_open() {
    let text = r#"formula f
table town
  key name : text
  state : text
  need : EUR
each town
  let place = rank(need, largest first per state)
  result first : bool = need in top 1 per state
  result low : bool = place > 1
"#;
    let data = "name,state,need\nA,N,1\nB,N,\nC,S,5\nD,S,4";
    let case = Case::new(text, &[("town", data)]);
    assert_eq!(case.simulated_values("place"), ["missing", "missing", "1", "2"]);
    assert_eq!(case.simulated_values("first"), ["missing", "missing", "true", "false"]);
}

/// Goal: days have an order too, texts have none, and no order stands outside a chapter.
#[test]
fn what_has_an_order() {
    let text = r#"formula f
table town
  key name : text
  founded : date
each town
  result place : number = rank(founded, smallest first)
"#;
    let case =
        Case::new(text, &[("town", "name,founded\nA,1900-05-01\nB,1800-01-01\nC,1900-05-01")]);
    assert_eq!(case.values("place"), ["2", "1", "2"]);
    let cases = [
        ("each town\n  result r : number = rank(state, largest first)\n", "check-no-order"),
        ("result r : number = rank(need, largest first)\n", "check-order-outside-each"),
        ("each town\n  result r : bool = need in top 3 EUR\n", "check-unit-not-declared"),
    ];
    for (rule, id) in cases {
        let refusal = plan(&format!("{TOWNS}{rule}")).expect_err("a refusal");
        assert_eq!(ids(&refusal), [id], "{rule}");
    }
}

/// Goal: an order says itself in each language, and a place rests on the values of all who take
/// part. Method: the derivation of one row; five needs and five conditions.
#[test]
fn orders_say_themselves() {
    let case = Case::new(
        r#"formula f
table town
  title en "municipalities"  sq "komunat"  sr "општине"
  key name : text
  need : EUR
    title en "Need"  sq "Nevoja"  sr "Потреба"
  urban : bool
    title en "urban"  sq "urbane"  sr "градска"
each town
  let place = rank(need, largest first where urban) otherwise 0
    title en "Place"  sq "Vendi"  sr "Место"
  result first : bool = need in top 20% or place = 1
    title en "First"  sq "I pari"  sr "Први"
"#,
        &[("town", "name,need,urban\nA,100,yes\nB,300,no\nC,300,yes")],
    );
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("first").expect("the result");
        let all: Vec<String> = Language::ALL
            .into_iter()
            .map(|language| explainer.derive_text(id, 2, language))
            .collect();
        insta::assert_snapshot!("orders", all.join("\n---\n"));
        let (place, _) = case.plan.definition_named("place").expect("the let");
        assert_eq!(explainer.rests(place, 0).inputs, 6);
    });
}
