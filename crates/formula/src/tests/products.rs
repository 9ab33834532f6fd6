//! Cross tables, sparse tables with two references, and group sums.

use super::{Case, ids, plan, table};
use crate::data::Data;
use crate::diagnostic::Diagnostic;
use crate::explain::Input;
use crate::words::Language;

const NEED: &str = r#"formula f
table municipality
  key code : text
  people : person
category service
  cost : EUR/place
  home_care | 10
  day_care  | 20
  cites "Annex"
table need for each municipality and service
  clients : place
  served : place optional
"#;

const MUNICIPALITIES: (&str, &str) = ("municipality", "code,people\nA,100\nB/C,50");

/// Goal: a cross table has a row for every pair, in the order of its tables, whatever the order of
/// the file; it is read by `its`, by `over`, in its own chapter and by a pair. Method: two
/// municipalities and two services, the lines shuffled.
#[test]
fn a_cross_table_has_a_row_for_every_pair() {
    let case = Case::new(
        &format!(
            r#"{NEED}each need
  result total : EUR = clients * service.cost
  result open : place = max(clients - (served otherwise 0), 0)
  result part : number = clients / sum(clients per service)
each municipality
  result at_home : place = need[municipality, home_care].clients
  result own : EUR = sum(total over its need)
each service
  result everywhere : place = sum(clients over its need)
result all : place = sum(clients over need)
result pairs : need = count(need)
"#
        )
        .replace("need[municipality, home_care]", "need[twin, home_care]")
        .replace("  people : person", "  people : person\n  twin -> municipality"),
        &[
            ("municipality", "code,people,twin\nA,100,B/C\nB/C,50,A"),
            (
                "need",
                "service,municipality,clients,served\nday_care,B/C,4,\nhome_care,A,1,1\n\
                 day_care,A,2,5\nhome_care,B/C,3,1",
            ),
        ],
    );
    assert_eq!(case.values("total"), ["10", "40", "30", "80"]);
    assert_eq!(case.values("open"), ["0", "0", "2", "4"]);
    assert_eq!(case.values("part")[0], "0.25");
    assert_eq!(case.values("at_home"), ["3", "1"]);
    assert_eq!(case.values("own"), ["50", "110"]);
    assert_eq!(case.values("everywhere"), ["4", "6"]);
    assert_eq!(case.values("all"), ["10"]);
    assert_eq!(case.values("pairs"), ["4"]);
    let (id, _) = case.plan.table_named("need").expect("the table");
    let keys: Vec<&str> = case.data.table(id).unwrap().keys.iter().map(AsRef::as_ref).collect();
    assert_eq!(keys, ["A/home_care", "A/day_care", "B\\/C/home_care", "B\\/C/day_care"]);
}

/// Goal: a pair without data is missing, not zero. Method: one of four pairs is not delivered; an
/// official run names it, a simulation keeps it missing.
#[test]
fn a_pair_without_data_is_missing() {
    let text = format!(
        "{NEED}each municipality\n  result clients_here : place = sum(clients over its need)\n"
    );
    let three = "municipality,service,clients\nA,home_care,1\nA,day_care,2\nB/C,home_care,3";
    let case = Case::new(&text, &[MUNICIPALITIES, ("need", three)]);
    let refusal = case.refused();
    assert_eq!(ids(&refusal), ["run-cell-missing"]);
    assert!(format!("{:?}", refusal[0].place).contains("line: None"));
    assert!(refusal[0].message(Language::En).contains("B\\/C/day_care"));
    assert_eq!(case.simulated_values("clients_here"), ["3", "missing"]);
}

/// Goal: pairs that are there twice, or of rows that do not exist, are errors by line. Method: one
/// of each.
#[test]
fn faults_of_pairs_are_named_by_line() {
    let plan = plan(&format!("{NEED}result all : place = sum(clients over need)\n")).unwrap();
    let twice = "municipality,service,clients\nA,home_care,1\nA,home_care,2";
    let errors = table(&plan, "need", twice).expect_err("a refusal");
    assert_eq!(ids(&errors), ["data-key-twice"]);
    let empty = table(&plan, "need", "municipality,service,clients\nA,,1").expect_err("a refusal");
    assert_eq!(ids(&empty), ["data-cell-empty"]);
    let dangling = "municipality,service,clients\nA,home_care,1\nD,day_car,2";
    let need = table(&plan, "need", dangling).unwrap();
    let municipalities = table(&plan, MUNICIPALITIES.0, MUNICIPALITIES.1).unwrap();
    let errors = Data::new(&plan, vec![need, municipalities], &[]).expect_err("a refusal");
    assert_eq!(ids(&errors), ["data-no-such-row", "data-no-such-row"]);
    assert!(format!("{:?}", errors[1].place).contains("line: Some(3)"));
}

/// A cross table of so many rows times so many, with columns and rules of its own.
fn crossed(rows: [usize; 2], columns: usize, rules: usize) -> Vec<Diagnostic> {
    let mut text = "formula f\ntable a\n  key k : text\ntable b\n  key k : text\n\
                    table pair for each a and b\n"
        .to_owned();
    for at in 0..columns {
        text.push_str(&format!("  c{at} : person optional\n"));
    }
    text.push_str("each pair\n");
    for at in 0..rules.max(1) {
        text.push_str(&format!("  let r{at} = {at} * 1 person\n"));
    }
    let plan = plan(&text).unwrap();
    let lines = |count: usize| {
        let keys = (0..count).map(|key| format!("{key}\n"));
        std::iter::once("k\n".to_owned()).chain(keys).collect::<String>()
    };
    let mut header = "a,b".to_owned();
    for at in 0..columns {
        header.push_str(&format!(",c{at}"));
    }
    let row = format!("0,0{}", ",1".repeat(columns));
    let tables = vec![
        table(&plan, "a", &lines(rows[0])).unwrap(),
        table(&plan, "b", &lines(rows[1])).unwrap(),
        table(&plan, "pair", &format!("{header}\n{row}\n")).unwrap(),
    ];
    Data::new(&plan, tables, &[]).err().unwrap_or_default()
}

/// Goal: a cross table that would have too many rows, or take too much memory, is refused before it
/// is made, with what it would be and what may be. Method: just above 20 million rows; 16 million
/// rows with few columns too many; a product that overflows a count is no panic.
#[test]
fn a_cross_table_is_bounded_by_rows_and_by_memory() {
    let refused = crossed([4_473, 4_473], 0, 0);
    assert_eq!(ids(&refused), ["data-product-too-large"]);
    assert!(refused[0].message(Language::En).contains("20000000"));
    for (columns, rules) in [(6, 0), (0, 8), (3, 3)] {
        let refused = crossed([4_000, 4_000], columns, rules);
        assert_eq!(ids(&refused), ["data-product-too-much-memory"], "{columns} {rules}");
        for language in Language::ALL {
            let said = refused[0].message(language);
            assert!(said.contains("16000000") && said.contains("4000"), "{said}");
        }
    }
    assert_eq!(crossed([300, 300], 6, 8), []);
}

/// Goal: the bound is that of all cross tables of a formula together. Method: two tables of which
/// each alone would be let through, over 2 GB each.
#[test]
fn cross_tables_are_bounded_together() {
    let text = "formula f\ntable a\n  key k : text\ntable b\n  key k : text\n\
                table one for each a and b\n  c : person\n\
                table two for each b and a\n  c : person\nlet x = 1\n";
    let plan = plan(text).unwrap();
    let keys: String = (0..4_400).map(|key| format!("{key}\n")).collect();
    let of = |name: &str, lines: &str| table(&plan, name, lines).unwrap();
    let (a, b) = (of("a", &format!("k\n{keys}")), of("b", "k\n0\n"));
    let small = [of("one", "a,b,c\n0,0,1\n"), of("two", "a,b,c\n0,0,1\n")];
    let tables = vec![a.clone(), b, small[0].clone(), small[1].clone()];
    assert!(Data::new(&plan, tables, &[]).is_ok());
    let b = of("b", &format!("k\n{keys}"));
    // Neither is made: the first alone would take 2 GB of this machine.
    let errors = Data::new(&plan, vec![a, b, small[0].clone(), small[1].clone()], &[]);
    assert_eq!(ids(&errors.expect_err("a refusal")), ["data-product-too-much-memory"]);
}

/// Goal: three tables cross as two do; a table without columns needs no file; what cannot be meant
/// is refused.
#[test]
fn three_tables_may_cross() {
    let case = Case::new(
        r#"formula f
category a = x, y
category b = p, q
category c = 1, 2, 3
param weight by a and b and c : number since 2020-01-01 cites "Annex"
  x, p, 1 : 1
  x, p, 2 : 2
  x, p, 3 : 3
  x, q, 1 : 4
  x, q, 2 : 5
  x, q, 3 : 6
  y, p, 1 : 7
  y, p, 2 : 8
  y, p, 3 : 9
  y, q, 1 : 10
  y, q, 2 : 11
  y, q, 3 : 12
table cell for each a and b and c
each cell
  let own = weight[a, b, c]
each a
  result mine : number = sum(own over its cell)
result one : number = cell[y, p, 3].own
"#,
        &[],
    );
    assert_eq!(case.values("own").len(), 12);
    assert_eq!(case.values("own")[8], "9");
    assert_eq!(case.values("mine"), ["21", "57"]);
    assert_eq!(case.values("one"), ["9"]);
    let faults = [
        ("table t for each need and service\n", "check-product-of-product"),
        ("table t for each service and service\n", "check-name-twice"),
        ("table t for each service and municipality\n  key k : text\n", "check-product-key"),
        ("let x = need[home_care, home_care].clients\n", "check-index-type"),
        ("let x = municipality[home_care]\n", "check-not-indexed"),
    ];
    for (line, id) in faults {
        let found = ids(&plan(&format!("{NEED}{line}")).expect_err("a refusal"));
        assert!(found.contains(&id), "{line}{found:?} should say {id}");
    }
}

/// Goal: a sparse table has two references and a key; `by` says which is meant, sums per group come
/// back to their rows, and references are followed over several steps. Method: commuters between
/// towns in regions.
#[test]
fn a_sparse_table_has_two_references() {
    let case = Case::new(
        r#"formula f
table region
  key name : text
  factor : number
table town
  key name : text
  -> region
  people : person
table journey
  key id : text
  home -> town
  work -> town
  persons : person
each town
  result leaving : person = sum(persons over its journey by home)
  result coming : person = sum(persons over its journey by work)
  result of_region : number = people / sum(people per region)
  result regional : number = sum(people per region) / sum(people)
each journey
  result weighed : person = persons * home.region.factor
  result of_home : number = persons / sum(persons per home)
  result within : bool = home.region = work.region
"#,
        &[
            ("region", "name,factor\nN,2\nS,3"),
            ("town", "name,region,people\nA,N,10\nB,N,30\nC,S,60"),
            ("journey", "id,home,work,persons\n1,A,B,2\n2,A,C,6\n3,C,A,5"),
        ],
    );
    assert_eq!(case.values("leaving"), ["8", "0", "5"]);
    assert_eq!(case.values("coming"), ["5", "2", "6"]);
    assert_eq!(case.values("of_region"), ["0.25", "0.75", "1"]);
    assert_eq!(case.values("regional"), ["0.4", "0.4", "0.6"]);
    assert_eq!(case.values("weighed"), ["4", "12", "15"]);
    assert_eq!(case.values("of_home"), ["0.25", "0.75", "1"]);
    assert_eq!(case.values("within"), ["true", "false", "false"]);
}

/// Goal: a cell of a cross table is an input of what reads it by a pair, and reads well. Method:
/// the inputs counted, and the derivation kept.
#[test]
fn a_pair_reads_well() {
    let case = Case::new(
        &format!(
            r#"{NEED}each municipality
  result far : place = need[own, day_care].clients
"#
        )
        .replace("  people : person", "  people : person\n  own -> municipality"),
        &[
            ("municipality", "code,people,own\nA,100,B/C\nB/C,50,A"),
            (
                "need",
                "municipality,service,clients\nA,home_care,1\nA,day_care,2\nB/C,home_care,3\n\
                 B/C,day_care,4",
            ),
        ],
    );
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("far").expect("the result");
        let (need, _) = case.plan.table_named("need").expect("the table");
        let rests = explainer.rests(id, 0);
        assert_eq!(rests.inputs, 2, "the reference and the cell");
        let cell = Input::Cell(need, crate::plan::ColumnId(2), 3);
        assert_eq!(explainer.standing(cell), crate::standing::Standing::Verified);
        let all: Vec<String> = [Language::En, Language::Sq, Language::SrCyrl]
            .into_iter()
            .map(|language| explainer.derive_text(id, 0, language))
            .collect();
        insta::assert_snapshot!(all.join("\n"));
    });
}

/// Goal: amounts of an earlier decision are read from what was delivered, by key; a row that the
/// decision did not know has none; where they must be there and are not, that is said. Method: an
/// optional and a required column.
#[test]
fn amounts_may_come_from_a_decision() {
    let text = r#"formula f
table town
  key name : text
  last : EUR optional from decided grant.amount for the year before
each town
  result now : EUR = last otherwise 7 EUR
"#;
    let plan_ = plan(text).unwrap();
    let mut towns = table(&plan_, "town", "name\nA\nB").unwrap();
    let amount = |key: &str, value| crate::data::UseValue {
        key: key.into(),
        value: crate::number::Decimal::parse(value),
        standing: crate::standing::Standing::Verified,
        source: None,
    };
    let decided = crate::data::UseValues {
        run: String::new(),
        day: super::DAY,
        values: vec![amount("A", "100"), amount("gone", "3")],
    };
    towns.decide(crate::plan::ColumnId(1), &decided);
    let data = Data::new(&plan_, vec![towns], &[]).unwrap();
    let case = Case { plan: plan_, data, request: crate::run::Request::on(super::DAY) };
    assert_eq!(case.values("now"), ["100", "7"]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("now").expect("the result");
        let remark = explainer.derive(id, 0, Language::En).children[0].remark.clone();
        let said = "As adopted for the year before: the result amount of the formula grant.";
        assert_eq!(remark.as_deref(), Some(said));
    });
    let required = plan(&text.replace(" optional", "").replace("last otherwise 7 EUR", "last"));
    let required = required.unwrap();
    let towns = table(&required, "town", "name\nA\nB").unwrap();
    let refusal = Data::new(&required, vec![towns], &[]).expect_err("a refusal");
    assert_eq!(ids(&refusal), ["data-decided-missing"]);
}
