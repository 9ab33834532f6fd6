//! Families of columns, and aggregates over the members of a category.

use super::{Case, ids, plan};
use crate::words::Language;

const GROUPS: &str = r#"formula f
category age_group  title en "Age group"  sq "Grupmosha"  sr "Старосна група"
  counts : bool
  child  | true
  adult  | false
  old    | true
  cites "Art. 1"
param weight by age_group : number  title en "Weight"  sq "Pesha"  sr "Пондер"
  since 2020-01-01  cites "Art. 2"
    child : 2
    adult : 1
    old : 3
table town
  key name : text
  clients by age_group : person  title en "Clients"  sq "Klientë"  sr "Клијенти"
  largest -> age_group
"#;

const TOWNS: (&str, &str) = (
    "town",
    "name,clients_old,clients_child,clients_adult,largest\nA,5,10,100,adult\nB,1,2,3,child",
);

/// Goal: a family binds one column a member; brackets take the column of a member, also of one
/// that only the data tell. Method: two towns.
#[test]
fn a_family_is_one_column_for_each_member() {
    let case = Case::new(
        &format!(
            r#"{GROUPS}each town
  result children : person = clients[child]
  result same : bool = clients[child] = clients_child
  result most : person = clients[largest]
table school
  key id : text
  -> town
each school
  result near : person = town.clients[old]
  result far : person = town.clients[town.largest]
"#
        ),
        &[TOWNS, ("school", "id,town\nS,B\nT,A")],
    );
    assert_eq!(case.values("children"), ["10", "2"]);
    assert_eq!(case.values("same"), ["true", "true"]);
    assert_eq!(case.values("most"), ["100", "2"]);
    assert_eq!(case.values("near"), ["1", "5"]);
    assert_eq!(case.values("far"), ["2", "100"]);
}

/// Goal: an aggregate over members takes for each what is written for one, whatever it is made
/// of. Method: every aggregate on numbers worked out by hand: A has 10, 100, 5 and B has 2, 3, 1.
#[test]
fn aggregates_over_members_take_one_term_each() {
    let case = Case::new(
        &format!(
            r#"{GROUPS}each town
  result weighted : person = sum(clients[g] * weight[g] over age_group g)
  result counted : person = sum(clients[g] over age_group g where g.counts)
  result average : person = mean(clients[g] over age_group g)
  result by_weight : person = mean(clients[g] weighted by weight[g] over age_group g)
  result middle : person = median(clients[g] over age_group g)
  result half : person = percentile(clients[g], 50% over age_group g)
  result least : person = min(clients[g] over age_group g)
  result greatest : person = max(clients[g] over age_group g)
  result trimmed : person = mean(clients[g] over age_group g dropping 1 at each end)
  result groups : age_group = count(clients[g] > 2 over age_group g)
  result all_served : bool = every(clients[g] > 1 over age_group g)
  result any_large : bool = some(clients[g] > 50 over age_group g)
  result nationwide : person = sum(sum(clients[g] over town) * weight[g] over age_group g)
"#
        ),
        &[TOWNS],
    );
    assert_eq!(case.values("weighted"), ["135", "10"]);
    assert_eq!(case.values("counted"), ["15", "3"]);
    assert_eq!(case.values("average")[1], "2");
    assert_eq!(case.values("by_weight"), ["22.5", "1.666666666666666666666666666666667"]);
    assert_eq!(case.values("middle"), ["10", "2"]);
    assert_eq!(case.values("half"), ["10", "2"]);
    assert_eq!(case.values("least"), ["5", "1"]);
    assert_eq!(case.values("greatest"), ["100", "3"]);
    assert_eq!(case.values("trimmed"), ["10", "2"]);
    assert_eq!(case.values("groups"), ["3", "1"]);
    assert_eq!(case.values("all_served"), ["true", "false"]);
    assert_eq!(case.values("any_large"), ["true", "false"]);
    assert_eq!(case.values("nationwide"), ["145", "145"]);
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("nationwide").expect("the result");
        assert_eq!(explainer.rests(id, 0).inputs, 9, "six cells and three weights");
    });
}

/// Goal: a range takes the members between two, and `dropping` leaves out the least and the
/// greatest, also of rows. Method: a mean of six years without the best and the worst.
#[test]
fn a_range_of_members_and_what_is_dropped() {
    let text = r#"formula f
category year = 2019, 2020, 2021, 2022, 2023, 2024
table council
  key name : text
  requirement by year : AUD
  refund by year : AUD
each council
  result average : AUD = mean(requirement[2019 to 2024] dropping 1 at each end)
  result late : AUD = sum(requirement[2022 to 2024] - refund[2022 to 2024])
  result first : AUD = requirement[2019]
result middle : AUD = mean(first dropping 1 at each end)
"#;
    let years = ["2019", "2020", "2021", "2022", "2023", "2024"];
    let header: Vec<String> = ["requirement", "refund"]
        .iter()
        .flat_map(|name| years.iter().map(move |year| format!("{name}_{year}")))
        .collect();
    let rows = format!(
        "name,{}\nA,1,2,3,4,5,600,0,0,0,1,1,1\nB,9,9,0,6,6,6,0,0,0,0,0,0\n\
         C,5,5,5,5,5,5,0,0,0,0,0,0",
        header.join(",")
    );
    let case = Case::new(text, &[("council", &rows)]);
    assert_eq!(case.values("average"), ["3.5", "6.75", "5"]);
    assert_eq!(case.values("late"), ["606", "18", "15"]);
    assert_eq!(case.values("middle"), ["5"]);
    let dropped = Case::new(
        &text.replace("mean(first dropping 1", "mean(first dropping 2"),
        &[("council", &rows)],
    );
    assert_eq!(ids(&dropped.refused()), ["run-aggregate-of-nothing"]);
}

/// Goal: which of equal values is dropped does not hang on the order of rows. Method: two rows with
/// the least value and different weights, in either order; the lighter one goes.
#[test]
fn what_is_dropped_does_not_hang_on_the_order_of_rows() {
    let text = r#"formula f
table town
  key name : text
  x : EUR
  w : number
result middle : EUR = mean(x weighted by w dropping 1 at each end)
"#;
    let one = Case::new(text, &[("town", "name,x,w\nA,1,1\nB,1,3\nC,5,1\nD,9,1")]);
    let other = Case::new(text, &[("town", "name,x,w\nB,1,3\nA,1,1\nC,5,1\nD,9,1")]);
    assert_eq!(one.values("middle"), ["2"]);
    assert_eq!(other.values("middle"), ["2"]);
}

/// Goal: what cannot be meant is refused with its own name.
#[test]
fn faults_of_families_are_named() {
    let cases = [
        ("  result r : person = clients\n", "check-family-of-which"),
        ("  result r : person = clients[infant]\n", "check-member-unknown"),
        ("  result r : person = clients[child to old]\n", "check-range-outside-aggregate"),
        ("  result r : person = sum(clients[old to child])\n", "check-range-backwards"),
        (
            "  result r : person = sum(clients[child to old] * weight[child to adult])\n",
            "check-ranges-differ",
        ),
        ("  result r : person = sum(clients[g] over town g)\n", "check-not-a-category"),
        ("  result r : text = name[child]\n", "check-not-indexed"),
        ("  result r : person = clients[1 person]\n", "check-index-type"),
        ("  result r : bool = every(true over town dropping 1 at each end)\n", "check-dropping"),
        ("  result r : person = mean(clients_old dropping 1.5 at each end)\n", "check-dropping"),
        (
            "  result r : EUR = sum(share 5 EUR by clients[g] over age_group g)\n",
            "check-not-in-fold",
        ),
        ("  let clients_old = 5\n", "check-name-twice"),
        (
            "  result r : person = sum(clients[g] weighted by weight[g] over age_group g)\n",
            "check-weight-of-mean",
        ),
    ];
    for (line, id) in cases {
        let found = ids(&plan(&format!("{GROUPS}each town\n{line}")).expect_err("a refusal"));
        assert!(found.iter().any(|f| f.starts_with(id)), "{line}{found:?} should say {id}");
    }
}

/// Goal: aggregates in one another cannot make a small file grow without end. Method: six of
/// them over forty members would be four thousand million terms.
#[test]
fn aggregates_over_members_are_bounded() {
    let members: Vec<String> = (0..40).map(|at| format!("m{at}")).collect();
    let mut rule = "1".to_owned();
    for depth in 0..6 {
        rule = format!("sum({rule} over c x{depth})");
    }
    let text =
        format!("formula f\ncategory c = {}\nresult r : number = {rule}\n", members.join(", "));
    let found = ids(&plan(&text).expect_err("a refusal"));
    assert_eq!(found, ["check-too-many-terms"]);
}

/// Goal: an aggregate over members reads well in each language, in general and with its terms.
#[test]
fn aggregates_over_members_read_well() {
    let case = Case::new(
        &format!(
            r#"{GROUPS}each town
  let need = sum(clients[g] * weight[g] over age_group g where g.counts)
    title en "Need"  sq "Nevoja"  sr "Потреба"
  let middle = mean(clients[child to adult] weighted by weight[child to adult])
    title en "Middle"  sq "Mesi"  sr "Средина"
  result r : person = need + middle + clients[largest]
    title en "Sum"  sq "Shuma"  sr "Збир"
"#
        ),
        &[TOWNS],
    );
    case.explain(|explainer| {
        let (id, _) = case.plan.definition_named("r").expect("the result");
        let all: Vec<String> = [Language::En, Language::Sq, Language::SrCyrl]
            .into_iter()
            .map(|language| explainer.derive_text(id, 0, language))
            .collect();
        insta::assert_snapshot!(all.join("\n"));
    });
}
