//! Shares with every clause, and rounding in every mode.

use super::{Case, ids, plan};
use crate::words::Language;

const TOWNS: &str = r#"formula f
table town
  key name : text
  people : person
  decided : EUR optional
each town
"#;

fn case(rule: &str, rows: &str) -> Case {
    let data = format!("name,people,decided\n{rows}");
    Case::new(&format!("{TOWNS}{rule}"), &[("town", &data)])
}

/// Goal: several `fixed` come off the pool, the first that matches holds, whatever the bounds.
/// Method: A is decided at 70 above the cap, B fixed at 5 below the floor, C and D share 25.
#[test]
fn the_first_fixed_that_matches_holds() {
    let case = case(
        "  let part = share 100 EUR by people
    fixed decided where decided is known
    fixed 5 EUR where people > 20
    at least 10 EUR
    at most 60 EUR
  result out : EUR = part
  result fixed : bool = part is fixed
  result free : bool = part is free
  result low : bool = part is at its floor
  result high : bool = part is at its cap
",
        "A,30,70\nB,30,\nC,1,\nD,9,",
    );
    assert_eq!(case.values("out"), ["70", "5", "10", "15"]);
    assert_eq!(case.values("fixed"), ["true", "true", "false", "false"]);
    assert_eq!(case.values("free"), ["false", "false", "false", "true"]);
    assert_eq!(case.values("low"), ["false", "false", "true", "false"]);
    assert_eq!(case.values("high"), ["false"; 4]);
}

/// Goal: a negative weight stands at its floor, and is an error without one.
#[test]
fn a_negative_weight_stands_at_its_floor() {
    let rule = |floor: &str| format!("  result out : EUR = share 100 EUR by people - 5{floor}\n");
    let rows = "A,2,\nB,9,\nC,21,";
    assert_eq!(case(&rule(" at least 20 EUR"), rows).values("out"), ["20", "20", "60"]);
    assert_eq!(case(&rule(" at least 0"), rows).values("out"), ["0", "20", "80"]);
    assert_eq!(ids(&case(&rule(""), rows).refused()), ["run-share-negative-weight"]);
}

/// Goal: bounds that cannot meet the pool stop the run and say by how much, unless the formula says
/// what then.
#[test]
fn bounds_that_cannot_be_met_have_their_answers() {
    let rows = "A,1,\nB,3,";
    let share = |clauses: &str| {
        case(&format!("  result out : EUR = share 100 EUR by people {clauses}\n"), rows)
    };
    let short = "at least 40 EUR * people / 1 person";
    let refusal = share(short).refused();
    assert_eq!(ids(&refusal), ["run-share-short"]);
    let said = refusal.first().map(|d| d.message(Language::En)).unwrap_or_default();
    assert!(said.contains("by 60."), "{said}");
    let scaled = share(&format!("{short} if short, floors in proportion"));
    assert_eq!(scaled.values("out"), ["25", "75"]);
    assert_eq!(ids(&share("at most 30 EUR").refused()), ["run-share-over"]);
    assert_eq!(share("at most 30 EUR if over, leave the rest").values("out"), ["30", "30"]);
}

/// Goal: rounds pin for good, which can give other amounts than the one level; the difference of
/// each row is said, and a warning sums it up. Method: pool 100, weights 80, 12, 8, at least 10, at
/// most 50. One level gives 50, 30, 20; rounds pin the last row at 10 before the first one's cap
/// sets money free.
#[test]
fn rounds_say_what_they_change() {
    let rule = |rounds: &str| {
        format!(
            "  let part = share 100 EUR by people at least 10 EUR at most 50 EUR{rounds}
    title en \"Part\"  sq \"Pjesa\"  sr \"Део\"
  result out : EUR = part\n"
        )
    };
    let rows = "A,80,\nB,12,\nC,8,";
    assert_eq!(case(&rule(""), rows).values("out"), ["50", "30", "20"]);
    let rounds = case(&rule(" in rounds"), rows);
    assert_eq!(rounds.values("out"), ["50", "40", "10"]);
    let run = rounds.official();
    let said: Vec<String> = run.notices().iter().map(|n| n.message(Language::En)).collect();
    let wanted = "Rounds give 2 rows another amount than one level for all would, most of all C \
                  (\u{2212}10). In all 10 is gained; of the pool 0 is left.";
    assert_eq!(said, [wanted]);
    assert!(!crate::diagnostic::has_errors(run.notices()));
    rounds.explain(|explainer| {
        let (id, _) = rounds.plan.definition_named("part").expect("the let");
        let remarks: Vec<String> = Language::ALL
            .into_iter()
            .flat_map(|language| (0..3).map(move |row| (language, row)))
            .filter_map(|(language, row)| explainer.derive(id, row, language).remark)
            .collect();
        insta::assert_snapshot!("rounds", remarks.join("\n"));
    });
}

/// Goal: rounds that change nothing say nothing, and rounds that miss the pool say by how much.
#[test]
fn rounds_may_miss_the_pool() {
    let rule = |cap: u32| {
        format!(
            "  result out : EUR = share 100 EUR by people at least 10 EUR at most {cap} EUR\n    \
             in rounds\n"
        )
    };
    let quiet = case(&rule(90), "A,50,\nB,30,\nC,20,");
    assert_eq!(quiet.official().notices(), []);
    let missed = case(&rule(30), "A,80,\nB,12,\nC,8,");
    assert_eq!(missed.values("out"), ["30", "30", "10"]);
    assert_eq!(ids(missed.official().notices()), ["run-share-rounds-miss"]);
    let answer = "  result out : EUR = share 100 EUR by people at most 30 EUR in rounds
      if over, leave the rest\n";
    let refusal = plan(&format!("{TOWNS}{answer}")).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-rounds-with-answer"]);
}

/// Goal: rounding keeps each row inside the limits of the share it rounds, also through a
/// definition; a fixed row has none. Method: 100.4 among rows that are capped at 33.6: without
/// `within bounds` one is rounded up to 34.
#[test]
fn rounding_stays_within_the_bounds_of_the_share() {
    let rule = |within: &str| {
        format!(
            "  let part = share 100.4 EUR by people at most 33.6 EUR
    fixed decided where decided is known
  let same = part
  result out : EUR = round(same to 1 EUR keeping sum{within})\n"
        )
    };
    let rows = "A,9,\nB,9,\nC,1,33.2";
    assert_eq!(case(&rule(""), rows).values("out"), ["34", "33", "33"]);
    assert_eq!(case(&rule(" within bounds"), rows).values("out"), ["33", "33", "34"]);
    let alone = "  result out : EUR = round(share 67.2 EUR by people at most 33.6 EUR
      to 1 EUR within bounds)\n";
    assert_eq!(case(alone, "A,9,\nB,9,").values("out"), ["33", "33"]);
    let tight =
        "  result out : EUR = round(share 67.2 EUR by people at least 33.6 EUR at most 33.6 EUR
      to 1 EUR within bounds)\n";
    assert_eq!(ids(&case(tight, "A,9,\nB,9,").refused()), ["run-round-no-room"]);
    let other = "  result out : EUR = round(people * 1 EUR / 1 person to 1 EUR within bounds)\n";
    let refusal = plan(&format!("{TOWNS}{other}")).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["check-not-a-share"]);
}

/// Goal: what was decided for a row is not changed by a cent that has to be kept, and moves to the
/// next unit at most where it is no whole one. Method: a row of 5.00 and one of 5.005 beside rows
/// that are at their bounds.
#[test]
fn rounding_within_bounds_leaves_what_was_decided() {
    let rule = |fixed: &str| {
        format!(
            "formula f\ntable t\n  key k : text\n  w : EUR\n  new : bool\neach t\n  let s = share \
             100 EUR by w / 1 EUR\n      fixed {fixed} EUR where new\n      at most 47.4999 EUR\n  \
             result out : EUR = round(s to 0.01 EUR keeping sum within bounds)\n"
        )
    };
    let rows = "k,w,new\nA,30,no\nB,1,yes\nC,31,no\nD,0.0001,no";
    let out = |fixed: &str| Case::new(&rule(fixed), &[("t", rows)]).values("out");
    assert_eq!(out("5"), ["47.49", "5", "47.49", "0.02"]);
    assert_eq!(out("5.001"), ["47.49", "5.01", "47.49", "0.01"]);
}

/// Goal: a group sum and the national sum are both kept by rounding the groups first.
#[test]
fn sums_are_kept_per_group() {
    let text = r#"formula f
table state
  key name : text
  quota : number
table town
  key name : text
  -> state
  people : person
each state
  let part = round(share 100.01 EUR by quota to 0.01 EUR keeping sum)
each town
  result grant : EUR = round(share state.part by people per state to 0.01 EUR keeping sum per state)
check sum(grant) = 100.01 EUR
each state
  check sum(grant over its town) = part
"#;
    let data = [
        ("state", "name,quota\nN,1\nS,2"),
        ("town", "name,state,people\nA,N,1\nB,N,1\nC,N,1\nD,S,5\nE,S,2"),
    ];
    let case = Case::new(text, &data);
    assert!(case.official().holds());
}

/// Goal: each mode rounds as it is called. Method: halves and more on both sides of zero.
#[test]
fn each_mode_rounds_as_it_is_called() {
    let modes = [
        ("", ["3", "-3", "2", "-2", "3"]),
        (", half even", ["2", "-2", "2", "-2", "3"]),
        (", up", ["3", "-3", "3", "-3", "3"]),
        (", down", ["2", "-2", "2", "-2", "2"]),
        (", floor", ["2", "-3", "2", "-3", "2"]),
        (", ceiling", ["3", "-2", "3", "-2", "3"]),
    ];
    for (mode, wanted) in modes {
        let text = format!(
            "formula f\ntable t\n  key name : text\n  x : EUR\neach t\n  \
             result r : EUR = round(x to 1 EUR{mode})\n"
        );
        let case = Case::new(&text, &[("t", "name,x\nA,2.5\nB,-2.5\nC,2.4\nD,-2.4\nE,2.6")]);
        assert_eq!(case.values("r"), wanted, "{mode}");
        assert_eq!(case.simulated_values("r"), wanted, "{mode}");
    }
}

/// Goal: a share with all its clauses, and a rounding with all of its own, say themselves whole.
#[test]
fn shares_say_all_their_clauses() {
    let case = case(
        "  let part = share 100 EUR by people where people > 0 fixed 5 EUR where people > 90
    at least 1 EUR at most 60 EUR if short, floors in proportion if over, leave the rest
    title en \"Part\"  sq \"Pjesa\"  sr \"Део\"
  result out : EUR = round(part to 1 EUR, half even, keeping sum per people, within bounds)
",
        "A,30,\nB,95,",
    );
    let (part, _) = case.plan.definition_named("part").expect("the let");
    let (out, _) = case.plan.definition_named("out").expect("the result");
    let mut text = String::new();
    for language in Language::ALL {
        for id in [part, out] {
            let body = case.plan.definition(id).map(|d| &d.body).expect("a rule");
            text.push_str(&crate::explain::rule_in_words(&case.plan, body, language));
            text.push('\n');
        }
    }
    insta::assert_snapshot!("clauses", text);
}

/// Goal: a pool that floors exceed is told by how much, however little that is, as the reader's
/// language writes numbers. Method: a thousandth of a euro short, and a million, in each language.
#[test]
fn a_shortfall_is_told_in_full() {
    let rule = "  result out : EUR = share pool by people at least 50.0005 EUR\n";
    let text = format!(
        "formula f\nparam pool : EUR  since 2025-01-01 = 100\n\
         table town\n  key name : text\n  people : person\neach town\n{rule}"
    );
    let towns = [("town", "name,people\nA,1\nB,2")];
    let said = |case: &Case, language| case.refused()[0].message(language);
    let little = Case::new(&text, &towns);
    assert!(said(&little, Language::En).contains("by 0.001."), "{}", said(&little, Language::En));
    assert!(said(&little, Language::Sq).contains("0,001"), "{}", said(&little, Language::Sq));
    let much = Case::new(&text, &towns).with("pool", "-1 000 000");
    let wanted = "by 1,000,100.001.";
    assert!(said(&much, Language::En).contains(wanted), "{}", said(&much, Language::En));
    let serbian = said(&much, Language::SrCyrl);
    assert!(serbian.contains("1\u{202f}000\u{202f}100,001"), "{serbian}");
}

/// Goal: the order among equal remainders is that of numbers or days, one of several levels; what
/// has no order, decides nothing or is the same everywhere is refused. Method: three equal thirds;
/// by days alone, by days and people, and each refusal.
#[test]
fn ties_are_decided_as_the_formula_states() {
    let text = |rule: &str| {
        format!(
            "formula f\ntable town\n  key name : text\n  share : EUR\n  founded : date\n  \
             people : person\n  urban : bool\n  kind : big | small\nparam limit : person since \
             2020-01-01 = 3 cites \"a\"\neach town\n  result r : EUR = round(share to 1 EUR \
                 {rule})\n"
        )
    };
    let third = "33.3333333333333333333333333333";
    let rows = format!(
        "name,share,founded,people,urban,kind\nA,{third},1950-01-01,5,yes,big\n\
         B,{third},1900-01-01,7,no,small\nC,{third},1900-01-01,9,yes,big"
    );
    let values = |rule: &str| {
        let case = Case::new(&text(rule), &[("town", &rows)]);
        assert_eq!(case.values("r"), case.simulated_values("r"), "{rule}");
        case.values("r").join(" ")
    };
    assert_eq!(values("keeping sum"), "34 33 33");
    assert_eq!(values("keeping sum, ties by founded"), "33 34 33");
    assert_eq!(values("keeping sum, ties by founded descending"), "34 33 33");
    assert_eq!(values("keeping sum, ties by founded, people descending"), "33 33 34");
    assert_eq!(values("keeping sum, ties by if urban then 0 else 1"), "34 33 33");
    for (rule, id) in [
        ("keeping sum, ties by name", "check-ties-kind"),
        ("keeping sum, ties by urban", "check-ties-kind"),
        ("keeping sum, ties by kind", "check-ties-kind"),
        ("keeping sum, ties by limit", "check-ties-same"),
        (", half even, ties by people", "check-ties-idle"),
    ] {
        let refusal = plan(&text(rule)).expect_err("a refusal");
        assert_eq!(ids(&refusal), [id], "{rule}");
    }
}

/// Goal: a share among rows of which none weighs anything says how much there is to share, among
/// how many, and names one; in the group that it is, and also where nobody takes part. Method: a
/// group of two, a single row, and none, in each language.
#[test]
fn a_share_among_nobody_names_its_group() {
    let said = |clause: &str| {
        let text = format!(
            "formula f\ntable town\n  key name : text\n  side : text\n  people : person\neach \
             town\n  result out : EUR = share 100 EUR by people {clause}\n"
        );
        let rows = "name,side,people\nArilje,n,3\nBrus,s,0\nCuprija,s,0";
        let found = Case::new(&text, &[("town", rows)]).refused();
        assert_eq!(ids(&found), ["run-share-zero-weight"], "{clause}");
        [Language::En, Language::Sq, Language::SrCyrl].map(|language| found[0].message(language))
    };
    let group = said("per side");
    assert!(group[0].contains("has 100 to share, but none of the 2 rows"), "{}", group[0]);
    assert!(group.iter().all(|said| said.contains("Brus")), "{group:?}");
    let one = said("where name = \"Brus\"");
    assert!(one[0].contains("Brus, the only row"), "{}", one[0]);
    let none = said("where people > 9");
    assert!(none[0].contains("there is no row that takes part"), "{}", none[0]);
}
