//! What is said when figures are missing and when checks do not hold.

use super::{Case, ids};
use crate::diagnostic::Place;
use crate::run::Awaited;
use crate::standing::Standing;
use crate::words::Language;

const FILLED: &str = r#"formula filled
table town
  key code : text
  name_en : text optional
  name_sq : text optional
  people : person
    title en "Population"  sq "Popullsia"  sr "Становништво"
  families : family optional
    title en "Families"  sq "Familjet"  sr "Породице"
param rate : family/person since 2025-01-01 = 0.1 cites "r"
param pool : EUR
  title en "Pool"  sq "Fondi"  sr "Фонд"
  since 2025-01-01 = 100 cites "p"
each town
  let guess = rate * people
    estimated because "no figure"
  result need : family = families otherwise guess
    title en "Need"  sq "Nevoja"  sr "Потреба"
  result grant : EUR = round(share pool by need to 1 EUR keeping sum)
  check need > 0
    title en "Each town has need"  sq "Çdo qytet ka nevojë"  sr "Сваки град има потребу"
check pool > 0
  title en "There is a pool"  sq "Ka fond"  sr "Постоји фонд"
"#;

const TOWNS: &str = "code,name_en,name_sq,people,families
A,Alpha,Alfa,50~estimated,4
B,Beta,Beta,,
C,Gamma,Gama,30,3";

/// The cells that findings point at, as (row, column).
fn cells(case: &Case) -> Vec<(String, String)> {
    let place = |place: Place| match place {
        Place::Data { row, column, .. } => (row.unwrap_or_default(), column.unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    case.refused().into_iter().map(|d| place(d.place)).collect()
}

fn pair(row: &str, column: &str) -> (String, String) {
    (row.to_owned(), column.to_owned())
}

/// Goal: one refusal names every cell that is missing, required or not, and none that is not
/// needed. Method: a required cell left out, one empty, and an optional one that only an estimate
/// would fill.
#[test]
fn one_refusal_names_every_cell() {
    let case = Case::new(FILLED, &[("town", TOWNS)]).without(Standing::Estimated);
    let expected = [pair("A", "people"), pair("B", "people"), pair("B", "families")];
    assert_eq!(cells(&case), expected);
    let found = case.refused();
    assert_eq!(ids(&found), ["run-cell-excluded", "run-cell-missing", "run-cell-awaited"]);
    assert_eq!(
        found[2].message(Language::Sq),
        "Mungon “Familjet” e Beta (B), dhe pa të nuk mund të llogaritet “Nevoja”."
    );
    assert!(found[0].message(Language::En).contains("“Population” of Alpha (A) is estimated"));
}

/// Goal: in a simulation each missing amount lists the cells for which it waits, through shares
/// over other rows, and a known one lists none. Method: the same towns.
#[test]
fn a_simulation_says_what_it_waits_for() {
    let case = Case::new(FILLED, &[("town", TOWNS)]).without(Standing::Estimated);
    let run = case.simulated();
    let waits = |name: &str, row: usize| -> Vec<Awaited> {
        let (id, _) = case.plan.definition_named(name).expect("the definition");
        run.awaited(&case.plan, &case.data, id, row).into_iter().collect()
    };
    let (table, town) = case.plan.table_named("town").expect("the table");
    let (families, _) = town.column_named("families").expect("the column");
    let (guess, _) = case.plan.definition_named("guess").expect("the rule");
    let of_beta = vec![Awaited::Cell(table, families, 1), Awaited::Rule(guess)];
    assert_eq!(waits("need", 0), Vec::new());
    assert_eq!(waits("need", 1), of_beta);
    assert_eq!(waits("grant", 2), of_beta, "a share waits for every row");
}

/// Goal: a check that does not hold speaks by its title, names its rows, and says what was found on
/// both sides with units, in each language. Method: a town without need, a pool of nothing.
#[test]
fn a_check_says_what_was_found() {
    let towns = TOWNS.replace("50~estimated,4", "50,0").replace("Beta,,", "Beta,0,0");
    let case = Case::new(FILLED, &[("town", &towns)]).with("pool", "-5");
    let found = case.refused();
    assert_eq!(found[0].id, "run-check-fails");
    assert_eq!(
        found[0].message(Language::En),
        "“There is a pool” does not hold: `pool > 0`. \
         Found: \u{2212}5\u{a0}EUR on the left, 0\u{a0}EUR on the right."
    );
    let rows = found.iter().find(|d| d.id == "run-check-fails-for").expect("rows");
    let said = rows.message(Language::Sq);
    assert!(said.starts_with("“Çdo qytet ka nevojë” nuk plotësohet për 2 rreshta"), "{said}");
    assert!(said.contains("Alfa (A): 0\u{a0}familje në të majtë"), "{said}");
    let latin = rows.message(Language::SrLatn);
    assert!(latin.contains("Svaki grad ima potrebu") && latin.contains("levo"), "{latin}");
    // The share that cannot be made of that pool is the other place of the check, not a second
    // fault.
    assert_eq!(ids(&found), ["run-check-fails", "run-check-fails-for"]);
    let rule = found[0].other.clone();
    let Some(Place::Formula(span)) = rule else { panic!("{rule:?}") };
    assert!(case.plan.source.slice(span).starts_with("share pool by need"), "{span:?}");
    let label = Language::ALL.map(|language| found[0].other_label(language));
    assert!(label.iter().all(|label| label.is_some()), "{label:?}");
}

/// Goal: gaps speak before what follows from them. Method: a town without people, and a pool that
/// cannot be shared.
#[test]
fn gaps_speak_before_faults() {
    let case = Case::new(FILLED, &[("town", TOWNS)]).with("pool", "-5");
    assert_eq!(ids(&case.refused()), ["run-cell-missing", "run-cell-awaited"]);
}

/// Goal: a condition of `exactly one of` that nobody knows leaves its own row open and says for
/// what it waits; where two others hold the run is refused all the same. Method: a missing cell in
/// one row, before and behind the condition that holds, in both ways of counting.
#[test]
fn an_open_condition_leaves_its_row_open() {
    let text = r#"formula f
table town
  key name : text
  people : person
  urban : bool
each town
  result r : number = exactly one of
      1  when people > 10
      2  when urban
      3  when people <= 10 and not urban
"#;
    let rows = "name,people,urban\nA,20,no\nB,20,\nC,5,yes\nD,,yes\nE,5,no";
    let case = Case::new(text, &[("town", rows)]);
    assert_eq!(case.simulated_values("r"), ["1", "missing", "2", "missing", "3"]);
    let run = case.simulated();
    let (id, _) = case.plan.definition_named("r").expect("the result");
    let waits = |row| run.awaited(&case.plan, &case.data, id, row);
    assert_eq!((waits(0).len(), waits(1).len(), waits(3).len()), (0, 1, 1));
    let both = Case::new(text, &[("town", "name,people,urban\nA,20,yes\nB,,no")]);
    let refused = crate::run::run::<f64>(&both.plan, &both.data, &both.request);
    assert_eq!(ids(&refused.expect_err("a refusal")), ["run-not-exactly-one"]);
}

const ASSUMED: &str = r#"formula f
category kind = big, small
table town
  key name : text
  -> kind
  people : person
param rate : EUR/person
  title en "Rate"  sq "Norma"  sr "Стопа"
  since 2020-01-01 = 2 cites "a"
  since 2025-01-01 = 3 assumed because "guessed"
param quota by kind : EUR
  since 2020-01-01  assumed because "guessed"
    big : 10
    small : 20
bands grade (people : person) -> EUR
  since 2020-01-01  assumed because "guessed"
    above : 5
param firm : EUR  since 2020-01-01 = 7 cites "b"
each town
  result by_rate : EUR = rate * people
    title en "By rate"  sq "Sipas normës"  sr "По стопи"
  result earlier : EUR = (rate at 2021-01-01) * people
  result by_kind : EUR = quota[kind] + 1 EUR
  result by_grade : EUR = if grade(people) > 0 then 1 EUR else 0
  result by_law : EUR = firm
"#;

/// Goal: a run without assumed values goes without the parameters and scales that are assumed:
/// what rests on them is missing, never zero, and says for what it waits; what does not, is known.
/// A value that is given for the run counts. Method: a parameter, one by category, a scale, and the
/// same parameter on a day on which it was read in the law.
#[test]
fn assumed_parameters_are_left_out() {
    let rows = [("town", "name,kind,people\nA,big,4\nB,small,6")];
    let case = Case::new(ASSUMED, &rows).without(Standing::Assumed);
    let run = case.simulated();
    for name in ["by_rate", "by_kind", "by_grade"] {
        assert_eq!(case.simulated_values(name), ["missing", "missing"], "{name}");
    }
    assert_eq!(case.simulated_values("earlier"), ["8", "12"]);
    assert_eq!(case.simulated_values("by_law"), ["7", "7"]);
    let (rate, _) = case.plan.param_named("rate").expect("the parameter");
    let (quota, _) = case.plan.param_named("quota").expect("the parameter");
    let grade = crate::plan::ScaleId(0);
    let out = [
        Awaited::Param(rate, 0),
        Awaited::Param(quota, 0),
        Awaited::Param(quota, 1),
        Awaited::Scale(grade),
    ];
    assert_eq!(run.left_out(&case.plan), out);
    let waits = |name: &str, row: usize| -> Vec<Awaited> {
        let (id, _) = case.plan.definition_named(name).expect("the result");
        run.awaited(&case.plan, &case.data, id, row).into_iter().collect()
    };
    assert_eq!(waits("by_rate", 0), [Awaited::Param(rate, 0)]);
    assert_eq!(waits("by_kind", 1), [Awaited::Param(quota, 1)]);
    assert_eq!(waits("by_grade", 0), [Awaited::Scale(grade)]);
    let refused = case.refused();
    assert_eq!(ids(&refused), ["run-param-excluded"; 4]);
    let said = refused[0].message(Language::En);
    assert!(said.starts_with("“Rate” is assumed") && said.contains("“By rate”"), "{said}");
    assert!(refused[2].message(Language::Sq).contains("[small]"), "{refused:?}");
    let given = Case::new(ASSUMED, &rows).without(Standing::Assumed).with("rate", "5");
    assert_eq!(given.simulated_values("by_rate"), ["20", "30"]);
    let one = given.with("quota[big]", "1");
    assert_eq!(one.simulated_values("by_kind"), ["2", "missing"]);
}

/// Goal: the explanation of an amount that waits for an assumed value says that it was left out.
/// Method: the derivation in each language.
#[test]
fn what_is_left_out_is_explained() {
    let text = ASSUMED.replace("result by", "let by").replace("let by_law", "result by_law");
    let rows = [("town", "name,kind,people\nA,big,4")];
    let case = Case::new(&text, &rows).without(Standing::Assumed);
    case.explain(|explainer| {
        for (name, language, wanted) in [
            ("by_rate", Language::En, "Left out of this run: assumed."),
            ("by_grade", Language::Sq, "E lënë jashtë këtij ekzekutimi: e supozuar."),
            ("by_kind", Language::SrCyrl, "Изостављено из овог обрачуна: претпостављено."),
        ] {
            let (id, _) = case.plan.definition_named(name).expect("the rule");
            let mut open = vec![explainer.derive(id, 0, language)];
            let mut remarks = Vec::new();
            while let Some(node) = open.pop() {
                remarks.extend(node.remark.clone());
                open.extend(node.children.iter().cloned());
            }
            assert!(remarks.iter().any(|remark| remark == wanted), "{name}: {remarks:?}");
        }
    });
}
