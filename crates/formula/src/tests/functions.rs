//! Functions.

use super::{Case, ids, plan};
use crate::words::Language;

/// What equipment costs a year over its lifetime, at a rate of interest.
const ANNUITY: &str = r#"formula f
function annuity(price : EUR, rate : %, life : year) -> EUR/year =
    if rate = 0 then price / life
    else price * rate / (1 - (1 + rate) ^ (-life / 1 year)) / 1 year
  title en "Annuity"  sq "Anuiteti"  sr "Ануитет"
  cites "Decision 5"
"#;

/// Goal: arguments have types, bare literals take theirs, and a `%` reads as a column in it does.
/// Method: 1000 over 10 years is 100 without interest; at 5 % it is 129.50 rounded.
#[test]
fn arguments_take_their_units() {
    let case = Case::new(
        &format!(
            "{ANNUITY}result a : EUR/year = annuity(1 000, 0, 10)
result b : EUR/year = round(annuity(1 000 EUR, 5%, 10 year) to 0.01 EUR/year)
result c : EUR/year = round(annuity(1000, 5, 10) to 0.01 EUR/year)
"
        ),
        &[],
    );
    assert_eq!(case.values("a"), ["100"]);
    assert_eq!(case.values("b"), ["129.5"]);
    assert_eq!(case.values("c"), ["129.5"]);
}

/// Goal: a function may call others, scales and parameters, whatever their order in the file, and
/// is worked out for each row.
#[test]
fn functions_call_functions_scales_and_parameters() {
    let case = Case::new(
        r#"formula f
each town
  result due : EUR = reduced(people, kind)
function reduced(n : person, kind : big | small) -> EUR =
  if kind = big then base(n) * (1 - discount) else base(n)
function base(n : person) -> EUR = fee(n) + 1 EUR
bands fee (n : person) -> EUR
  up to 10 : 100
  above : 200
param discount : %  since 2020-01-01 = 50%  cites "a"
table town
  key name : text
  people : person
  kind : big | small
"#,
        &[("town", "name,people,kind\nA,10,big\nB,11,big\nC,5,small")],
    );
    assert_eq!(case.values("due"), ["50.5", "100.5", "101"]);
}

/// Goal: a circle of functions is printed with its path.
#[test]
fn a_circle_of_functions_is_printed() {
    let text = "formula f
function a(x : EUR) -> EUR = b(x) + 1 EUR
function b(x : EUR) -> EUR = c(x)
function c(x : EUR) -> EUR = a(x)
result r : EUR = a(1)
";
    let refusal = plan(text).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-function-cycle"]);
    let said = refusal.first().map(|d| d.message(Language::En)).unwrap_or_default();
    assert_eq!(said, "The function “a” calls itself: a → b → c → a.");
}

/// Goal: functions that double each other's size are refused before they are put in place, however
/// many there are: the work stays small. Method: sixty of them, which would make 2^60 forms.
#[test]
fn growth_is_reckoned_before_it_is_made() {
    let mut text = String::from("formula f\nfunction f0(x : number) -> number = x + x\n");
    for at in 1..60 {
        text.push_str(&format!("function f{at}(x : number) -> number = f{}(x + x)\n", at - 1));
    }
    text.push_str("result r : number = f59(1)\n");
    let refusal = plan(&text).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-function-too-large"]);
    let deep = "formula f\nfunction f0(x : number) -> number = x + 1\n".to_owned();
    let deep = (1..3000).fold(deep, |text, at| {
        text + &format!("function f{at}(x : number) -> number = f{}(x) + 1\n", at - 1)
    });
    let refusal = plan(&(deep + "result r : number = f2999(1)\n")).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-function-too-large"]);
}

/// Goal: what a function cannot be is refused at its place.
#[test]
fn what_a_function_cannot_be() {
    let head = "formula f
table town
  key name : text
  people : person
let total = 5 EUR
";
    let cases = [
        ("function g(x : EUR) -> EUR = x + total\nresult r : EUR = g(1)\n", "check-function-reads"),
        (
            "function g(x : EUR) -> EUR = x * sum(people) / 1 person\nresult r : EUR = g(1)\n",
            "check-function-reads",
        ),
        (
            "function g(x : EUR) -> EUR = people\nresult r : EUR = g(1)\n",
            "check-name-of-other-table",
        ),
        ("function g(x : EUR) -> person = x\nresult r : EUR = g(1)\n", "check-unit-not-declared"),
        ("function g(x : EUR) -> EUR = x\nresult r : EUR = g(1, 2)\n", "check-argument-count"),
        (
            "function g(x : EUR) -> EUR = x\nresult r : EUR = g(1 person)\n",
            "check-unit-not-declared",
        ),
        (
            "function g(x : EUR) -> EUR = x\nresult r : EUR = g\n",
            "check-function-without-arguments",
        ),
        ("function g(x : EUR, x : EUR) -> EUR = x\nresult r : EUR = g(1, 2)\n", "check-name-twice"),
        (
            "function g(x : number) -> number = x\nfunction g(y : number) -> number = y\n\
             result r : number = g(1)\n",
            "check-name-twice",
        ),
    ];
    for (rule, id) in cases {
        let refusal = plan(&format!("{head}{rule}")).expect_err("a refusal");
        assert!(ids(&refusal).contains(&id), "{rule}: {:?}", ids(&refusal));
        let errors = refusal.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error);
        assert_eq!(errors.count(), 1, "{rule}: {:?}", ids(&refusal));
    }
}

/// Goal: a function nobody calls is said, and is checked all the same.
#[test]
fn an_unused_function_is_said() {
    let check = |text: &str| {
        let source = crate::diagnostic::Source::new("f.formula", text);
        ids(&crate::check::check(&source, &[]).diagnostics)
    };
    let rest = "result r : number = 1\n";
    let unused = check(&format!("formula f\nfunction g(x : EUR) -> EUR = x\n{rest}"));
    assert_eq!(unused, ["check-unused"]);
    let wrong = check(&format!("formula f\nfunction g(x : EUR) -> EUR = y\n{rest}"));
    assert_eq!(wrong, ["check-name-unknown"]);
}

/// Goal: a function says its rule with the arguments in place, and where it is written, in each
/// language.
#[test]
fn functions_say_themselves() {
    let case = Case::new(
        &format!(
            r#"{ANNUITY}table kit
  key name : text
  price : EUR
    title en "Price"  sq "Çmimi"  sr "Цена"
param interest : %
  title en "Interest"  sq "Kamata"  sr "Камата"
  since 2020-01-01 = 5%  cites "b"
each kit
  result yearly : EUR/year = 2 * annuity(price, interest, 10)
    title en "Cost a year"  sq "Kostoja në vit"  sr "Годишњи трошак"
"#
        ),
        &[("kit", "name,price\nA,1000")],
    );
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("yearly").expect("the result");
        let all: Vec<String> = Language::ALL
            .into_iter()
            .map(|language| explainer.derive_text(id, 0, language))
            .collect();
        insta::assert_snapshot!("functions", all.join("\n---\n"));
        assert_eq!(explainer.rests(id, 0).inputs, 2);
    });
}
