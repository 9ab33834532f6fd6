//! Protected columns: who may read them, and what may leave.

use super::{Case, ids, plan};
use crate::check::check;
use crate::data::{Data, UseValue, UseValues};
use crate::diagnostic::Source;
use crate::plan::UseId;
use crate::standing::Standing;
use crate::words::Language;

const TABLE: &str = r#"table town
  key name : text
  people : person
  victims_2022 : person protected
  victims_2023 : person protected
  victims_2024 : person optional protected
"#;

fn refusal(head: &str, rules: &str) -> Vec<&'static str> {
    match plan(&format!("{head}\n{TABLE}{rules}")) {
        Ok(_) => Vec::new(),
        Err(refusal) => ids(&refusal),
    }
}

/// Goal: a formula whose inputs are published, which is every one that says nothing else, cannot
/// read a protected column in any form; it is told what to read instead.
#[test]
fn a_published_formula_reads_no_protected_column() {
    let rules = [
        "each town\n  result r : person = victims_2022\n",
        "result r : person = sum(victims_2022)\n",
        "result r : person = sum(people where victims_2022 > 3)\n",
        "each town\n  result r : bool = victims_2024 is known\n",
        "each town\n  result r : EUR = share 100 EUR by victims_2022\n",
        "each town\n  result r : person = round(victims_2022 + victims_2022 to 5 person)\n",
        "each town\n  result r : person = people\n  check victims_2022 < people\n",
    ];
    for rule in rules {
        let found = refusal("formula f", rule);
        assert!(!found.is_empty() && found.iter().all(|id| *id == "check-protected"), "{rule}");
    }
    assert_eq!(refusal("formula f", "each town\n  result r : person = people\n"), [""; 0]);
    let text = format!("formula f\n{TABLE}result r : person = sum(victims_2022)\n");
    let source = Source::new("f.formula", text);
    let found = check(&source, &[]).diagnostics;
    insta::assert_snapshot!("protected", crate::diagnostic::render(&found, &source, Language::En));
}

/// Goal: what leaves an unpublished formula is disclosed: a sum of counts rounded to 5 or more, or
/// what rests on such a rounding only.
#[test]
fn what_leaves_an_unpublished_formula_is_disclosed() {
    let sum = "victims_2022 + victims_2023 + (victims_2024 otherwise 0)";
    let fine = [
        format!("  result r : person = round({sum} to 5 person)\n"),
        format!("  let all = {sum}\n  result r : person = round(all to 10 person, up)\n"),
        format!("  let all = round({sum} to 5 person)\n  result r : person = 2 * all\n"),
        format!(
            "  let all = {sum}\n  result r : person = round(sum(all per people) to 5 person)\n"
        ),
        "  result r : town = round(count(town where victims_2022 > 9) to 5 town)\n".to_owned(),
        "  result r : person = people\n  check victims_2022 <= people\n".to_owned(),
    ];
    for rule in fine {
        let rule = format!("each town\n{rule}");
        assert_eq!(refusal("formula f unpublished", &rule), [""; 0], "{rule}");
    }
    let open = [
        "  result r : person = victims_2022\n",
        "  result r : person = round(victims_2022 to 1 person)\n",
        "  result r : person = round(1000 * victims_2022 to 5 person)\n",
        "  result r : bool = victims_2022 > 3\n",
        "  result r : person = if victims_2022 > 3 then 5 else 0\n",
        "  result r : person = round(victims_2022 to 5 person) + victims_2023\n",
        "  result r : EUR = round(share 100 EUR by victims_2022 to 5 EUR)\n",
        "  let all = 7 * victims_2022\n  result r : person = round(all to 5 person)\n",
        "  result r : person = round(people to 5 person keeping sum, ties by victims_2022)\n",
        "  result r : person = round(sum(people where victims_2022 > 3) to 5 person)\n",
    ];
    for rule in open {
        let rule = format!("each town\n{rule}");
        let found = refusal("formula f unpublished", &rule);
        assert_eq!(found, ["check-result-not-disclosed"], "{rule}");
    }
}

/// Goal: a check may look at what is counted, and says nothing of it. Method: one that does not
/// hold for one row, beside one that looks at something else.
#[test]
fn a_check_does_not_tell_what_is_counted() {
    let text = format!(
        "formula counted unpublished\n{TABLE}each town\n  result r : person = people\n  \
         warn victims_2022 < 5\n  warn people < 800\n"
    );
    let rows = "name,people,victims_2022,victims_2023,victims_2024\nA,900,6,7,\nB,700,1,1,";
    let run = Case::new(&text, &[("town", rows)]).official();
    let [counted, open] = run.checks() else { panic!("two checks") };
    assert!(counted.rows.is_empty());
    assert_eq!(open.rows.iter().map(|key| &**key).collect::<Vec<_>>(), ["A"]);
    let said = |check: &crate::run::CheckOutcome| {
        check.diagnostic().map(|found| found.message(Language::En)).unwrap_or_default()
    };
    assert!(said(counted).contains("protected column") && !said(counted).contains('6'));
    assert!(said(open).contains("A: 900"), "{}", said(open));
}

/// Goal: a published formula can use the disclosed figure, and its explanation ends there: what was
/// counted is not to be found in it.
#[test]
fn the_disclosed_figure_is_the_input() {
    let counted = format!(
        "formula counted unpublished\n{TABLE}each town\n  let all = victims_2022 + victims_2023\n  \
         result victims : person = round(all to 5 person)\n"
    );
    let rows = "name,people,victims_2022,victims_2023,victims_2024\nA,900,6,7,\nB,900,1,1,";
    let first = Case::new(&counted, &[("town", rows)]);
    assert_eq!(first.values("victims"), ["15", "0"]);
    let text = "formula grant
use counted.victims
table town
  key name : text
each town
  result amount : EUR = victims * 100 EUR / 1 person
";
    let others = [first.plan.interface()];
    let plan = check(&Source::new("grant.formula", text), &others).into_result().expect("a plan");
    let towns = super::table(&plan, "town", "name\nA\nB").expect("towns");
    let (id, _) = first.plan.definition_named("victims").expect("the result");
    let run = first.official();
    let value = |row: usize, key: &str| UseValue {
        key: key.into(),
        value: run.value(id, row).number(),
        standing: Standing::Reported,
        source: None,
    };
    let values = vec![value(0, "A"), value(1, "B")];
    let used = UseValues { run: run.identity().hash.clone(), day: super::DAY, values };
    let data = Data::new(&plan, vec![towns], &[(UseId(0), used)]).expect("data");
    let second = Case { plan, data, request: first.request.clone() };
    assert_eq!(second.values("amount"), ["1500", "0"]);
    second.explain(|explainer| {
        let (id, _) = second.plan.definition_named("amount").expect("the result");
        let told = explainer.derive_text(id, 0, Language::En);
        assert!(told.contains("15"), "{told}");
        assert!(!told.contains("13") && !told.contains("victims_2022"), "{told}");
    });
}

/// Goal: `unpublished` is a word of the header only, and free as a name.
#[test]
fn the_word_is_free_elsewhere() {
    let text = "formula unpublished unpublished\n  title en \"x\"\nlet unpublished = 1\n\
                result r : number = unpublished\n";
    assert!(plan(text).expect("a plan").unpublished);
    let written = crate::syntax::format::format(&Source::new("f.formula", text)).expect("it reads");
    assert!(written.starts_with("formula unpublished unpublished\n"), "{written}");
}
