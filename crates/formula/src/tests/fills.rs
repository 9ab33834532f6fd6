//! The waterfall.

use super::{Case, ids, plan};
use crate::words::Language;

const TOWNS: &str = r#"formula f
table town
  key name : text
  rise : EUR
  basic : EUR
  special : EUR
each town
  let paid = fill rise: basic up to basic, then special up to special
    title en "Rise"  sq "Rritja"  sr "Повећање"
"#;

fn case(rule: &str, rows: &str) -> Case {
    let data = format!("name,rise,basic,special\n{rows}");
    Case::new(&format!("{TOWNS}{rule}"), &[("town", &data)])
}

const RESULTS: &str = "  result first : EUR = paid.basic
  result second : EUR = paid.special
  result left : EUR = paid.rest
";

/// Goal: each vessel takes what is left up to its limit; parts and rest sum to what was poured.
/// Method: too little, just enough, too much, nothing, and less than nothing.
#[test]
fn vessels_fill_one_after_the_other() {
    let rows = "A,30,50,40\nB,90,50,40\nC,100,50,40\nD,0,50,40\nE,-7,50,40";
    let case = case(RESULTS, rows);
    assert_eq!(case.values("first"), ["30", "50", "50", "0", "0"]);
    assert_eq!(case.values("second"), ["0", "40", "40", "0", "0"]);
    assert_eq!(case.values("left"), ["0", "0", "10", "0", "-7"]);
    assert_eq!(case.simulated_values("left"), case.values("left"));
}

/// Goal: a negative limit is an error that names vessel and row, with what to write.
#[test]
fn a_negative_limit_names_vessel_and_row() {
    let refusal = case(RESULTS, "A,30,50,40\nB,90,50,-4").refused();
    assert_eq!(ids(&refusal), ["run-fill-negative-limit"]);
    let said = refusal.first().map(|d| d.message(Language::En)).unwrap_or_default();
    assert_eq!(said, "The limit of the part “special” is negative (-4) for B.");
}

/// Goal: a part is reached through a reference and in an aggregate, before or after its place in
/// the file; one waterfall may pour what another left.
#[test]
fn parts_are_names_like_others() {
    let text = r#"formula f
result total : EUR = sum(paid.rest over person)
each person
  result of_house : EUR = household.shared.oil
  let paid = fill household.shared.rest: wood up to 5 EUR
table household
  key id : text
  fund : EUR
table person
  key id : text
  -> household
each household
  let shared = fill fund: oil up to 10 EUR
"#;
    let data = [("household", "id,fund\nH,12\nI,40"), ("person", "id,household\na,H\nb,I")];
    let case = Case::new(text, &data);
    assert_eq!(case.values("of_house"), ["10", "10"]);
    assert_eq!(case.values("total"), ["25"]);
}

/// Goal: what is not a waterfall is refused at its place.
#[test]
fn a_waterfall_stands_alone() {
    let cases = [
        ("  result r : EUR = 2 * (fill rise: a up to basic)\n", "check-fill-alone"),
        ("  result r : EUR = fill rise: a up to basic\n", "check-fill-result"),
        ("  result r : EUR = paid\n", "check-fill-part-wanted"),
        ("  result r : EUR = paid.other\n", "check-fill-part-unknown"),
        ("  let p = fill rise: a up to basic, then a up to basic\n", "check-fill-name"),
        ("  let p = fill rise: rest up to basic\n", "check-fill-name"),
        ("  let p = fill rise: a up to 3 person\n", "check-unit-not-declared"),
        ("  let p = fill p.rest: a up to basic\n", "check-cycle"),
    ];
    for (rule, id) in cases {
        let refusal = plan(&format!("{TOWNS}{rule}")).expect_err("a refusal");
        assert_eq!(ids(&refusal), [id], "{rule}");
    }
}

/// Goal: a waterfall of which one part is used counts as used, one of which none is does not.
#[test]
fn an_unused_waterfall_is_said_once() {
    let check = |rule: &str| {
        let source = crate::diagnostic::Source::new("f.formula", format!("{TOWNS}{rule}"));
        crate::check::check(&source, &[]).diagnostics
    };
    assert_eq!(ids(&check("  result r : EUR = paid.rest\n")), Vec::<&str>::new());
    assert_eq!(ids(&check("  result r : EUR = rise\n")), ["check-unused"]);
}

/// Goal: a waterfall says itself in each language. Method: the derivations of both parts and the
/// rest of one row.
#[test]
fn waterfalls_say_themselves() {
    let case = case(RESULTS, "A,60,50,40");
    case.explain(|explainer| {
        let mut text = String::new();
        for language in Language::ALL {
            for name in ["first", "second", "left"] {
                let (id, _) = case.plan.definition_named(name).expect("the result");
                text.push_str(&explainer.derive_text(id, 0, language));
                text.push_str("---\n");
            }
        }
        insta::assert_snapshot!("waterfalls", text);
    });
}
