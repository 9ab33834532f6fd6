//! Derivations, steps and standing.

use super::Case;
use crate::explain::StepKind;
use crate::number::{Decimal, Number};
use crate::standing::Standing;
use crate::words::Language;

const GRANT: &str = r#"formula grant
  title en "Small grant"  sq "Granti i vogël"  sr "Мали грант"
table town
  key name : text
  people : person
    title en "Population"  sq "Popullsia"  sr "Становништво"
  poor : person
    title en "Poor"  sq "Të varfër"  sr "Сиромашни"
param pool : EUR
  title en "Pool"  sq "Fondi"  sr "Фонд"
  since 2025-01-01 = 1 000.01  cites "Decision 1"
param core : EUR
  title en "Core"  sq "Bërthama"  sr "Језгро"
  since 2025-01-01 = 100  assumed because "not decided"
each town
  let own_core = core
    title en "Own core"  sq "Bërthama e vet"  sr "Сопствено језгро"
  let by_people = share 60% * (pool - sum(own_core)) by people
    title en "By population"  sq "Sipas popullsisë"  sr "Према становништву"
  let by_poor = share 40% * (pool - sum(own_core)) by poor
    title en "By poverty"  sq "Sipas varfërisë"  sr "Према сиромаштву"
  let before = own_core + by_people + by_poor
    title en "Before limits"  sq "Para kufijve"  sr "Пре граница"
  let limited = share pool by before at most 400 EUR
    title en "Within the cap"  sq "Brenda tavanit"  sr "У горњој граници"
  result amount : EUR = round(limited to 0.01 EUR keeping sum)
    title en "Amount"  sq "Shuma"  sr "Износ"
check sum(amount) = pool
"#;

fn grant() -> Case {
    Case::new(GRANT, &[("town", "name,people,poor\nA,100,5\nB,20,20~assumed\nC,30,5~estimated")])
}

/// Goal: the steps of an amount sum to it, each under the name of its rule. Method: all three rows.
#[test]
fn steps_sum_to_the_amount() {
    let case = grant();
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("amount").expect("the result");
        for row in 0..3 {
            let steps = explainer.steps(id, row);
            let sum = crate::number::sum(steps.iter().map(|s| s.amount)).expect("a sum");
            let amount = case.official().value(id, row).number().expect("an amount");
            assert_eq!(Number::compare(sum, amount), std::cmp::Ordering::Equal);
            let kinds: Vec<StepKind> = steps.iter().map(|s| s.kind).collect();
            assert_eq!(kinds.iter().filter(|k| **k == StepKind::Part).count(), 3);
            assert!(kinds.iter().any(|k| matches!(k, StepKind::Share(_))));
        }
    });
}

/// Goal: an amount counts every input that it rests on, also through shares over other rows, and
/// says which are not verified. Method: 3 people, 3 poor, two parameters; two cells and one
/// parameter are not verified.
#[test]
fn an_amount_knows_what_it_rests_on() {
    let case = grant();
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("amount").expect("the result");
        let rests = explainer.rests(id, 0);
        assert_eq!(rests.inputs, 8);
        assert_eq!(rests.unverified_count(), 3);
        assert_eq!(rests.weakest, Standing::Assumed);
        let (own, _) = case.plan.definition_named("own_core").expect("a let");
        assert_eq!(
            explainer.rests(own, 0).inputs,
            1,
            "a row's own rule counts its own inputs only"
        );
    });
}

/// Goal: the derivation reads well in each language. Method: the whole text of one amount, read
/// once by people who speak the language, and kept.
#[test]
fn derivations_read_well() {
    let case = grant();
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("amount").expect("the result");
        for language in Language::ALL {
            let name = format!("derivation_{}", language.tag());
            insta::assert_snapshot!(name, explainer.derive_text(id, 0, language));
        }
    });
}

/// Goal: a derivation follows only the branch that was chosen. Method: the optional value that is
/// absent does not appear with a value.
#[test]
fn derivations_follow_the_chosen_branch() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  last : EUR optional
  now : EUR
each town
  result r : EUR
      = first of
          last * 95% when last is known
          now otherwise
"#,
        &[("town", "name,last,now\nA,,7\nB,100,7")],
    );
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("r").expect("the result");
        let a = explainer.derive(id, 0, Language::En);
        assert_eq!(a.value.number(), Some(Decimal::from_i64(7)));
        assert!(a.children.iter().any(|n| n.name == "now"));
        let b = explainer.derive(id, 1, Language::En);
        assert_eq!(b.worked.as_deref(), Some("100\u{a0}EUR × 95\u{a0}%"));
        assert!(!b.children.iter().any(|n| n.name == "now"));
    });
}

/// Goal: where only the key decided who gets a rounding unit, each of the rows says so and names
/// the others. Method: three equal thirds of 100 and a whole amount, which ties with nobody, in
/// each language; then the same with an order that the formula states.
#[test]
fn a_tie_settled_by_key_is_named() {
    let text = r#"formula f
table town
  key name : text
  amount : EUR
  people : person
each town
  result r : EUR = round(amount to 1 EUR keeping sum)
  result s : EUR = round(amount to 1 EUR keeping sum, ties by people descending)
"#;
    let third = "33.3333333333333333333333333333";
    let rows = format!("name,amount,people\nA,{third},1\nB,{third},2\nC,{third},3\nD,5,4");
    let case = Case::new(text, &[("town", &rows)]);
    case.explain(|explainer| {
        let named = |name| case.plan.definition_named(name).expect("the result").0;
        let said = |row| explainer.derive_text(named("r"), row, Language::En);
        let tied = "Its remainder equals that of A, C; between them only the key decided.";
        assert!(said(1).contains(tied), "{}", said(1));
        assert!(!said(3).contains("remainder"), "{}", said(3));
        for (language, word) in [(Language::Sq, "çelësi"), (Language::SrCyrl, "кључ")] {
            let said = explainer.derive_text(named("r"), 0, language);
            assert!(said.contains("B, C") && said.contains(word), "{said}");
        }
        let stated = explainer.derive_text(named("s"), 1, Language::En);
        assert!(!stated.contains("remainder"), "{stated}");
    });
}
