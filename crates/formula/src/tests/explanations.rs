//! Derivations, steps and standing.

use super::Case;
use crate::explain::{NodeKind, StepKind};
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

/// Goal: behind a sum over rows stands what each row brings, the largest first, whole on request;
/// behind `with` what is set and how the value comes out then. Method: 25 towns under a national
/// sum, the persons of a household, and a total under another rate.
#[test]
fn what_stands_behind_a_sum_is_shown() {
    let text = r#"formula f
table town
  key name : text
  people : person
table person
  key id : text
  -> town
  income : EUR
param rate : %  since 2020-01-01 = 10%  cites "Law"
let needs = sum(need over town)
let all = sum(people over town)
each town
  let need = people * rate
  result low : EUR = sum(income over its person where income < 50 EUR)
  result part : number = need / needs
  result less : person = needs with rate = 5%
"#;
    let towns: String = (1..=25).map(|at| format!("T{at},{}\n", at * 10)).collect();
    let persons = "id,town,income\na,T1,10\nb,T1,90\nc,T2,30\nd,T1,40";
    let towns = format!("name,people\n{towns}");
    let case = Case::new(text, &[("town", &towns), ("person", persons)]);
    let find = |node: &crate::explain::Node, kind| {
        let all = node.walk();
        let found = all.iter().find(|(_, n)| n.kind == kind).map(|(_, n)| (*n).clone());
        found.unwrap_or_else(|| panic!("{node:#?}"))
    };
    let id = |name| case.plan.definition_named(name).expect("the definition").0;
    case.explain(|explainer| {
        let low = find(&explainer.derive(id("low"), 0, Language::En), NodeKind::Gathering);
        let rows: Vec<&str> = low.children.iter().map(|n| n.title.as_str()).collect();
        assert_eq!(rows, ["d", "a"]);
        assert!(low.children.iter().all(|n| n.children.iter().any(|c| c.name == "income")));
        let needs = find(&explainer.derive(id("part"), 3, Language::En), NodeKind::Gathering);
        assert_eq!(needs.children.len(), 21);
        assert_eq!(needs.children.first().map(|n| n.title.as_str()), Some("T25"));
        let rest = needs.children.last().expect("the rest");
        assert_eq!((rest.kind, rest.title.as_str()), (NodeKind::Further, "and 5 more"));
        assert_eq!(rest.value.number(), Some(Decimal::from_i64(15)));
        let whole = explainer.derive_whole(id("part"), 3, Language::En);
        let needs = find(&whole, NodeKind::Gathering);
        assert_eq!(needs.children.len(), 25);
        assert!(needs.children.iter().all(|n| !n.children.is_empty()));
        let less = find(&explainer.derive(id("less"), 0, Language::En), NodeKind::Varied);
        assert_eq!(less.value.number(), Decimal::parse("162.5"));
        let set = less.children.first().expect("what is set");
        assert_eq!((set.name.as_str(), set.remark.is_some()), ("rate", true));
        let under = find(&less, NodeKind::Gathering);
        assert_eq!(under.value.number(), Decimal::parse("162.5"));
        let said = explainer.derive_text(id("less"), 0, Language::Sq);
        assert!(said.contains("Caktuar vetëm për këtë pyetje."), "{said}");
    });
}

/// Goal: a summand without a name of its own is a step under its own words, in each language, but
/// a definition that is made of such is one step under its name; and the steps still sum to the
/// amount. Method: two products and a figure, one of the products bounded in a definition.
#[test]
fn summands_without_names_bear_their_words() {
    let text = r#"formula f
table town
  key name : text
  people : person
    title en "Population"  sq "Popullsia"  sr "Становништво"
  area : km2
    title en "Area"  sq "Sipërfaqja"  sr "Површина"
each town
  let lump : EUR = max(0 EUR, 50 EUR - area * 1 EUR/km2)
    title en "Lump sum"  sq "Shuma fikse"  sr "Фиксни износ"
  result grant : EUR = people * 2 EUR/person + area * 3 EUR/km2 - 5 EUR + lump
    title en "Grant"  sq "Granti"  sr "Грант"
"#;
    let case = Case::new(text, &[("town", "name,people,area\nA,100,10")]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("grant").expect("the result");
        let steps = explainer.steps(id, 0);
        let said = |language| -> Vec<String> {
            let term = |s: &crate::explain::Step| s.term.as_ref().map(|t| t.say(language, ""));
            steps.iter().filter_map(term).collect()
        };
        assert_eq!(said(Language::En).len(), 3);
        assert!(said(Language::En).first().is_some_and(|t| t.contains("Population")));
        assert!(said(Language::Sq).get(1).is_some_and(|t| t.contains("Sipërfaqja")));
        assert!(said(Language::SrLatn).first().is_some_and(|t| t.contains("Stanovništvo")));
        let sum = crate::number::sum(steps.iter().map(|s| s.amount)).expect("a sum");
        assert_eq!(sum, Decimal::from_i64(265));
        let (lump, _) = case.plan.definition_named("lump").expect("the lump sum");
        let named: Vec<_> = steps.iter().filter(|s| s.term.is_none()).collect();
        assert_eq!(named.iter().map(|s| s.definition).collect::<Vec<_>>(), [lump]);
        assert_eq!(explainer.steps(lump, 0).len(), 2);
    });
}
