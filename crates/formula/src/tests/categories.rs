//! Categories, and parameters by category.

use super::{Case, ids, plan};
use crate::explain::Input;
use crate::standing::Standing;
use crate::words::Language;
use jiff::civil::date;

const ZONES: &str = r#"formula f
category zone  title en "Zone"  sq "Zona"  sr "Зона"
  factor : number  title en "Factor"  sq "Faktori"  sr "Фактор"
  remote : bool
  plain    | 1    | false
  mountain | 1.35 | true
  cites "Annex 1"
param rate by zone : EUR/person  title en "Rate"  sq "Norma"  sr "Стопа"
  since 2020-01-01  cites "Decision 1"
    plain : 10
    mountain : 12
  since 2024-01-01  assumed because "not decided"
    plain, : 0
table town
  key name : text
  -> zone
  people : person
"#;

fn zones() -> String {
    ZONES.replace("    plain, : 0\n", "    plain : 20\n    mountain : 30\n")
}

const TOWNS: (&str, &str) = ("town", "name,zone,people\nA,plain,10\nB,mountain,2\nC,mountain,1");

/// Goal: a category is a table without a file: data refer to its members, its columns are read
/// through the reference, its members are words. Method: three towns in two zones.
#[test]
fn a_category_is_a_table_whose_rows_the_formula_states() {
    let case = Case::new(
        &format!(
            r#"{}each town
  result weighed : person = people * zone.factor
  result high : bool = zone = mountain
  result some_zone : bool = zone in (plain, mountain)
each zone
  result inhabitants : person = sum(people over its town)
  result part : number = inhabitants / sum(people over town)
result remote_towns : town = count(town where zone.remote)
result base : number = mountain.factor
result zones : zone = count(zone)
"#,
            zones()
        ),
        &[TOWNS],
    );
    assert_eq!(case.values("weighed"), ["10", "2.7", "1.35"]);
    assert_eq!(case.values("high"), ["false", "true", "true"]);
    assert_eq!(case.values("some_zone"), ["true", "true", "true"]);
    assert_eq!(case.values("inhabitants"), ["10", "3"]);
    assert_eq!(case.values("remote_towns"), ["2"]);
    assert_eq!(case.values("base"), ["1.35"]);
    assert_eq!(case.values("zones"), ["2"]);
}

/// Goal: a parameter by category is this row's in its own chapter, follows a reference, takes a
/// member between brackets, and is dated in each of these. Method: two dates.
#[test]
fn a_parameter_by_category_has_a_value_for_each_member() {
    let text = format!(
        r#"{}each town
  result followed : EUR = people * zone.rate
  result indexed : EUR = people * rate[zone]
  result one : EUR/person = rate[mountain]
  result before : EUR/person = zone.rate at 2021-01-01
  result before_indexed : EUR/person = rate[zone] at 2021-01-01
each zone
  result own : EUR/person = rate
  result own_before : EUR/person = rate at 2021-01-01
result total : EUR/person = sum(rate over zone)
"#,
        zones()
    );
    let now = Case::new(&text, &[TOWNS]);
    assert_eq!(now.values("followed"), ["200", "60", "30"]);
    assert_eq!(now.values("indexed"), ["200", "60", "30"]);
    assert_eq!(now.values("one"), ["30", "30", "30"]);
    assert_eq!(now.values("before"), ["10", "12", "12"]);
    assert_eq!(now.values("before_indexed"), ["10", "12", "12"]);
    assert_eq!(now.values("own"), ["20", "30"]);
    assert_eq!(now.values("own_before"), ["10", "12"]);
    assert_eq!(now.values("total"), ["50"]);
    let earlier = Case::new(&text, &[TOWNS]).on(date(2023, 1, 1));
    assert_eq!(earlier.values("own"), ["10", "12"]);
    assert_eq!(earlier.simulated_values("followed"), ["100", "24", "12"]);
}

/// Goal: two categories index one parameter, in any order of lines, members being names or whole
/// numbers. Method: a wage by grade and year, asked for by data and by name.
#[test]
fn a_parameter_may_go_by_two_categories() {
    let case = Case::new(
        r#"formula f
category grade = nurse, doctor
category year = 2024, 2025
param wage by grade and year : EUR/month since 2024-01-01 cites "Contract"
  doctor, 2024 : 900
  nurse, 2025 : 610
  nurse, 2024 : 600
  doctor, 2025 : 1 000
table post
  key id : text
  -> grade
  from_year -> year
each post
  result pay : EUR/month = wage[grade, from_year]
  result next : EUR/month = wage[grade, 2025]
  result late : bool = from_year = 2025
"#,
        &[("post", "id,grade,from_year\nP,nurse,2024\nQ,doctor,2025")],
    );
    assert_eq!(case.values("pay"), ["600", "1000"]);
    assert_eq!(case.values("next"), ["610", "1000"]);
    assert_eq!(case.values("late"), ["false", "true"]);
}

/// Goal: one member's value can be given for a run alone; it then is assumed, and an amount counts
/// the member's value as its input, not those of other members. Method: two towns of two zones.
#[test]
fn a_member_may_be_given_for_one_run() {
    let text = format!("{}each town\n  result aid : EUR = people * zone.rate\n", zones());
    let case = Case::new(&text, &[TOWNS]).on(date(2023, 1, 1)).with("rate[mountain]", "100");
    assert_eq!(case.values("aid"), ["100", "200", "100"]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("aid").expect("the result");
        let plain = explainer.rests(id, 0);
        assert_eq!(plain.inputs, 3, "the cell, the reference and one member's value");
        assert_eq!(plain.unverified_count(), 0);
        let mountain = explainer.rests(id, 1);
        let (param, _) = case.plan.param_named("rate").expect("the parameter");
        assert_eq!(mountain.unverified, [(Standing::Assumed, Input::ParamOf(param, 1))]);
    });
    for (name, fault) in [
        ("rate", "run-param-of-which"),
        ("rate[valley]", "run-param-of-which"),
        ("rat[plain]", "run-param-unknown"),
    ] {
        assert_eq!(ids(&Case::new(&text, &[TOWNS]).with(name, "1").refused()), [fault]);
    }
}

/// Goal: each member has its value exactly once, and whatever is wrong is named. Method: one
/// fault at a time.
#[test]
fn faults_of_members_are_named() {
    let param = |lines: &str| {
        format!(
            "formula f\ncategory zone = plain, mountain\nparam rate by zone : EUR\n  since \
             2020-01-01  cites \"a\"\n{lines}each zone\n  result r : EUR = rate\n"
        )
    };
    let cases = [
        (param("    plain : 1\n"), "check-member-without-value"),
        (param("    plain : 1\n    mountain : 2\n    plain : 3\n"), "check-member-twice"),
        (param("    plain : 1\n    mountian : 2\n"), "check-member-unknown"),
        (param("    plain, plain : 1\n    mountain : 2\n"), "check-member-count"),
        (param("    plain : 1\n    mountain : 2\n") + "let x = rate\n", "check-param-of-which"),
        (param("    plain : 1\n    mountain : 2\n") + "let x = rate[3]\n", "check-member-unknown"),
        (
            param("    plain : 1\n    mountain : 2\n") + "let x = rate[plain, plain]\n",
            "check-index-count",
        ),
        (
            "formula f\ncategory zone = a\nparam rate by zone : EUR  since 2020-01-01 = 3\n".into(),
            "check-param-members-wanted",
        ),
        (
            "formula f\nparam rate : EUR\n  since 2020-01-01\n    a : 3\n".into(),
            "check-param-without-category",
        ),
        (
            "formula f\ntable t\n  key k : text\nparam rate by t : EUR\n  since 2020-01-01\n\
             \x20   a : 3\n"
                .into(),
            "check-not-a-category",
        ),
        ("formula f\ncategory zone = a, b, a\n".into(), "check-name-twice"),
        (
            "formula f\ncategory zone = a, b\ncategory kind = a, c\nlet x = a\n".into(),
            "check-member-which-category",
        ),
    ];
    for (text, id) in cases {
        let found = ids(&plan(&text).expect_err("a refusal"));
        assert!(found.contains(&id), "{text}{found:?} should say {id}");
    }
}

/// Goal: what a category states has the standing that the formula gives it, and its place in the
/// formula. Method: an assumed column, and a reference to a row of data that is not there.
#[test]
fn cells_of_a_category_have_standing_and_place() {
    let text = r#"formula f
table region
  key name : text
category zone
  factor : number  assumed because "no study"
  -> region
  plain    | 1 | North
  mountain | 2 | "South"
  cites "Annex"
each zone
  result r : number = factor
"#;
    let case = Case::new(text, &[("region", "name\nNorth\nSouth")]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("r").expect("the result");
        assert_eq!(explainer.rests(id, 0).weakest, Standing::Assumed);
        let tree = explainer.derive(id, 0, Language::En);
        assert_eq!(tree.children[0].source.as_deref(), Some(&"no study".into()));
    });
    let plan = plan(text).expect("a plan");
    let region = super::table(&plan, "region", "name\nNorth").expect("a table");
    let refusal = crate::data::Data::new(&plan, vec![region], &[]).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["data-no-such-row"]);
    let said = format!("{:?}", refusal[0].place);
    assert!(said.contains("test.formula") && said.contains("line: Some(8)"), "{said}");
}

/// Goal: values by member read well in each language. Method: the whole derivation, kept.
#[test]
fn values_by_member_read_well() {
    let text = format!(
        r#"{}each town
  result aid : EUR = people * zone.rate * zone.factor
    title en "Aid"  sq "Ndihma"  sr "Помоћ"
"#,
        zones()
    );
    let case = Case::new(&text, &[TOWNS]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("aid").expect("the result");
        let all: Vec<String> = [Language::En, Language::Sq, Language::SrCyrl]
            .into_iter()
            .map(|language| explainer.derive_text(id, 1, language))
            .collect();
        insta::assert_snapshot!(all.join("\n"));
    });
}
