//! What each construct means, shown on tables small enough to work by hand.

use super::Case;
use crate::standing::Standing;
use jiff::civil::date;

const TOWNS: &str = r#"formula f
table town
  key name : text
  people : person
"#;

/// Goal: a share goes by weight and sums to the pool. Method: weights 1, 2, 3 of 600.
#[test]
fn a_share_goes_by_weight() {
    let case = Case::new(
        &format!(
            r#"{TOWNS}each town
  result part : EUR = share 600 EUR by people
"#
        ),
        &[("town", "name,people\nA,1\nB,2\nC,3")],
    );
    assert_eq!(case.values("part"), ["100", "200", "300"]);
}

/// Goal: floor and cap hold at once and the pool is met, where pinning them round by round would
/// miss it. Method: pool 100, weights 60, 30, 10; at least 20, at most 50. The free row gets the
/// rest: 50 + 30 + 20.
#[test]
fn a_bounded_share_meets_the_pool() {
    let case = Case::new(
        &format!(
            r#"{TOWNS}each town
  let part = share 100 EUR by people at least 20 EUR at most 50 EUR
  result at_cap : bool = part is at its cap
  result out : EUR = part
"#
        ),
        &[("town", "name,people\nA,60\nB,30\nC,10")],
    );
    assert_eq!(case.values("out"), ["50", "30", "20"]);
    assert_eq!(case.values("at_cap"), ["true", "false", "false"]);
}

/// Goal: rows outside `where` get 0, a fixed row comes off the pool first. Method: pool 100; A is
/// out, B fixed at 40, C and D share the rest.
#[test]
fn a_share_knows_where_and_fixed() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
  in_scheme : bool
  decided : EUR optional
each town
  result part : EUR
      = share 100 EUR by people where in_scheme
          fixed decided where decided is known
"#,
        &[("town", "name,people,in_scheme,decided\nA,9,no,\nB,9,yes,40\nC,1,yes,\nD,2,yes,")],
    );
    assert_eq!(case.values("part"), ["0", "40", "20", "40"]);
}

/// Goal: `per` makes one pool for each group. Method: two states with pools of 10 and 90.
#[test]
fn a_share_per_group_has_its_own_pool() {
    let case = Case::new(
        r#"formula f
table state
  key name : text
  pool : EUR
table town
  key name : text
  -> state
  people : person
each town
  result part : EUR = share state.pool by people per state
"#,
        &[
            ("state", "name,pool\nX,10\nY,90"),
            ("town", "name,state,people\nA,X,1\nB,X,4\nC,Y,1\nD,Y,2"),
        ],
    );
    assert_eq!(case.values("part"), ["2", "8", "30", "60"]);
}

/// Goal: rounding keeps the sum by largest remainder, equal remainders by key. Method: 100 in three
/// equal parts to whole units leaves one unit, which goes to the first key.
#[test]
fn rounding_keeps_the_sum() {
    let case = Case::new(
        &format!(
            r#"{TOWNS}each town
  result part : EUR = round(share 100 EUR by people to 1 EUR keeping sum)
"#
        ),
        &[("town", "name,people\nC,1\nB,1\nA,1")],
    );
    assert_eq!(case.values("part"), ["33", "33", "34"]);
    assert_eq!(case.official().ties().len(), 1, "the tie settled by key is on record");
}

/// Goal: the stated order decides before the key. Method: the same with ties by people descending
/// and a column of its own.
#[test]
fn rounding_settles_ties_in_the_stated_order() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
  size : ha
each town
  result part : EUR = round(share 100 EUR by people to 1 EUR keeping sum, ties by size descending)
"#,
        &[("town", "name,people,size\nA,1,5\nB,1,9\nC,1,5")],
    );
    assert_eq!(case.values("part"), ["33", "34", "33"]);
}

/// Goal: half goes away from zero, and noise of a division does not hide a tie. Method: 5/14 of
/// 0.21 is 0.075 exactly, though 5/14 taken first is 0.0749…9.
#[test]
fn rounding_settles_before_it_rounds() {
    let case = Case::new(
        r#"formula f
result a : EUR = round(5 / 14 * 0.21 EUR to 0.01 EUR)
result b : EUR = round(-0.005 EUR to 0.01 EUR)
result c : EUR = round(0.025 EUR to 0.01 EUR, half even)
"#,
        &[],
    );
    assert_eq!(case.values("a"), ["0.08"]);
    assert_eq!(case.values("b"), ["-0.01"]);
    assert_eq!(case.values("c"), ["0.02"]);
}

/// Goal: `its` gathers the rows that refer here; counting a table gives its unit. Method: two
/// households, one of them empty.
#[test]
fn its_rows_are_those_that_refer_here() {
    let case = Case::new(
        r#"formula f
table household
  key id : text
table person
  key id : text
  -> household
  born : date
each person
  let years = age(born)
each household
  result members : person = count(its person)
  result children : person = count(its person where years < 18)
  result all_adult : bool = every(years >= 18 over its person)
"#,
        &[
            ("household", "id\nH1\nH2"),
            ("person", "id,household,born\nP1,H1,1980-02-29\nP2,H1,2010-01-02"),
        ],
    );
    assert_eq!(case.values("members"), ["2", "0"]);
    assert_eq!(case.values("children"), ["1", "0"]);
    assert_eq!(case.values("all_adult"), ["false", "true"]);
}

/// Goal: who is born on 29 February comes of age on 1 March. Method: the age on both days.
#[test]
fn a_leap_day_birthday_is_the_first_of_march() {
    let text = r#"formula f
table person
  key id : text
  born : date
each person
  result years : year = age(born)
"#;
    let data = [("person", "id,born\nP,2008-02-29")];
    let on = |day| Case::new(text, &data).on(day).values("years");
    assert_eq!(on(date(2026, 2, 28)), ["17"]);
    assert_eq!(on(date(2026, 3, 1)), ["18"]);
}

/// Goal: `per` in an aggregate takes the rows with the same value. Method: sums by district.
#[test]
fn a_sum_per_group_takes_the_same_value() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  district : text
  people : person
each town
  result together : person = sum(people per district)
"#,
        &[("town", "name,district,people\nA,N,1\nB,S,2\nC,N,4")],
    );
    assert_eq!(case.values("together"), ["5", "2", "5"]);
}

/// Goal: the value of a parameter is that in force on the day. Method: two values, a day before,
/// between and after, and another day asked for in the rule.
#[test]
fn a_parameter_has_the_value_of_the_day() {
    let text = r#"formula f
param rate : EUR
  since 2020-01-01 = 1  cites "a"
  since 2024-01-01 = 2  cites "b"
result now : EUR = rate
result earlier : EUR = rate at 2020-06-30
"#;
    assert_eq!(Case::new(text, &[]).on(date(2023, 12, 31)).values("now"), ["1"]);
    assert_eq!(Case::new(text, &[]).on(date(2024, 1, 1)).values("now"), ["2"]);
    assert_eq!(Case::new(text, &[]).values("earlier"), ["1"]);
    let early = Case::new(text, &[]).on(date(2019, 12, 31)).refused();
    assert_eq!(super::ids(&early), ["run-param-not-in-force"]);
}

/// Goal: a parameter given for the run alone replaces the formula's and is marked as assumed.
#[test]
fn a_parameter_may_be_given_for_one_run() {
    let text = r#"formula f
param part : %  since 2020-01-01 = 30%  cites "a"
result r : EUR = part * 200 EUR
"#;
    let case = Case::new(text, &[]).with("part", "45 %");
    assert_eq!(case.values("r"), ["90"]);
    assert_eq!(case.official().params()[0].standing, Standing::Assumed);
    assert_ne!(
        case.official().identity().hash,
        Case::new(text, &[]).official().identity().hash,
        "another value is another run"
    );
}

/// Goal: a branch that is not chosen is not worked out. Method: a division by zero in it.
#[test]
fn only_the_chosen_branch_is_worked_out() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
  money : EUR
each town
  result a : EUR/person = if people = 0 then 0 else money / people
  result b : EUR/person
      = first of
          0              when people = 0
          money / people otherwise
  result c : bool = people > 0 and money / people > 5 EUR/person
"#,
        &[("town", "name,people,money\nA,0,7\nB,2,20")],
    );
    assert_eq!(case.values("a"), ["0", "10"]);
    assert_eq!(case.values("b"), ["0", "10"]);
    assert_eq!(case.values("c"), ["false", "true"]);
}

/// Goal: a branch that nobody takes is not worked out either where its value is one for all: a mean
/// of nothing, a division of two parameters. Method: both behind conditions that never hold, for
/// the country and for rows.
#[test]
fn a_branch_that_nobody_takes_is_not_worked_out() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
table house
  key id : text
  rent : EUR
param zero : number  since 2020-01-01 = 0  cites "a"
result a : EUR = if some(true over house) then mean(rent over house) else 0
each town
  result b : EUR = if people < 0 then mean(rent over house) else 1 EUR
  result c : number = first of
    2 / zero when people < 0
    3        otherwise
  result d : bool = people < 0 and 1 / zero > 0
"#,
        &[("town", "name,people\nA,1\nB,2"), ("house", "id,rent")],
    );
    assert_eq!(case.values("a"), ["0"]);
    assert_eq!(case.values("b"), ["1", "1"]);
    assert_eq!(case.values("c"), ["3", "3"]);
    assert_eq!(case.values("d"), ["false", "false"]);
}

/// Goal: what is absent by declaration has the meaning that the formula gives it.
#[test]
fn an_optional_value_gets_its_meaning() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  extra : EUR optional
each town
  result a : EUR = extra otherwise 5 EUR
  result b : bool = extra is known
  result c : EUR = if extra is known then extra * 2 else 0
result all : EUR = sum(extra where extra is known)
"#,
        &[("town", "name,extra\nA,\nB,3")],
    );
    assert_eq!(case.values("a"), ["5", "3"]);
    assert_eq!(case.values("b"), ["false", "true"]);
    assert_eq!(case.values("c"), ["0", "6"]);
    assert_eq!(case.values("all"), ["3"]);
}

/// Goal: missing is not zero. Method: an empty required cell stops an official run, naming it; in a
/// simulation it spreads through arithmetic and sums, and `false and missing` is false.
#[test]
fn a_missing_value_spreads_and_is_not_zero() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
  area : ha
each town
  result a : person/ha = people / area
  result b : bool = people > 5 and area > 1 ha
result all : person = sum(people)
"#,
        &[("town", "name,people,area\nA,10,2\nB,,0\nC,4,")],
    );
    let refusal = case.refused();
    assert_eq!(super::ids(&refusal), ["run-cell-missing", "run-cell-missing"]);
    let simulation = Case::new(
        r#"formula f
table town
  key name : text
  people : person
  area : ha
each town
  result a : person/ha = people / area
  result b : bool = area > 1 ha and people > 5
result all : person = sum(people)
"#,
        &[("town", "name,people,area\nA,10,2\nB,,0\nC,4,5")],
    );
    assert_eq!(simulation.simulated_values("all"), ["missing"]);
    assert_eq!(simulation.simulated_values("b"), ["true", "false", "false"]);
}

/// Goal: a run can leave out figures of a standing, and then names what is missing.
#[test]
fn a_run_without_estimates_names_what_is_missing() {
    let text = r#"formula f
table town
  key name : text
  people : person
  counted : family optional
each town
  let guess = round(people / 10 person * 1 family to 1 family)
    estimated because "no count"
  result families : family = counted otherwise guess
"#;
    let data = [("town", "name,people,counted\nA,100,7\nB,50,")];
    let case = Case::new(text, &data);
    assert_eq!(case.values("families"), ["7", "5"]);
    let refusal = Case::new(text, &data).without(Standing::Estimated).refused();
    assert_eq!(super::ids(&refusal), ["run-cell-awaited"]);
    let people = [("town", "name,people,counted\nA,100~estimated,7\nB,50,3")];
    let refusal = Case::new(text, &people).without(Standing::Estimated).refused();
    assert_eq!(super::ids(&refusal), ["run-cell-excluded"]);
}

/// Goal: bands give the whole value one rate, slices each slice its own, points a straight line;
/// `up to` includes its edge and `below` does not.
#[test]
fn scales_have_their_edges() {
    let case = Case::new(
        r#"formula f
table town
  key name : text
  people : person
bands b (n : person) -> number
  up to 10 : 1
  below 20 : 2
  above : 3
slices s (n : person) -> EUR
  up to 1 : 70 EUR/person
  up to 2 : 20 EUR/person
  above : 10 EUR/person
points p (n : person) -> EUR  flat outside
  at 0 : 0
  at 10 : 100
  at 20 : 150
each town
  result x : number = b(people)
  result y : EUR = s(people)
  result z : EUR = p(people)
"#,
        &[("town", "name,people\nA,10\nB,19\nC,20\nD,5\nE,30")],
    );
    assert_eq!(case.values("x"), ["1", "2", "3", "1", "3"]);
    assert_eq!(case.values("y"), ["170", "260", "270", "120", "370"]);
    assert_eq!(case.values("z"), ["100", "145", "150", "50", "150"]);
}

/// Goal: units convert exactly where they can. Method: rent by month to rent by year.
#[test]
fn units_convert_exactly() {
    let case = Case::new(
        r#"formula f
result rent : EUR/m2/year = 3.5 EUR/m2/month in EUR/m2/year
result area : km2 = 250 ha in km2
"#,
        &[],
    );
    assert_eq!(case.values("rent"), ["42"]);
    assert_eq!(case.values("area"), ["2.5"]);
}

/// Goal: the aggregates have the definitions that the reference prints.
#[test]
fn aggregates_have_one_definition_each() {
    let case = Case::new(
        &format!(
            r#"{TOWNS}result mean_ : person = mean(people)
result median_ : person = median(people)
result quarter : person = percentile(people, 25%)
result most : person = max(people)
result spread : person = deviation(people)
result towns : town = count(town)
result none : bool = no(people > 9)
"#
        ),
        &[("town", "name,people\nA,2\nB,4\nC,4\nD,4\nE,5\nF,5\nG,7\nH,9")],
    );
    assert_eq!(case.values("mean_"), ["5"]);
    assert_eq!(case.values("median_"), ["4.5"]);
    assert_eq!(case.values("quarter"), ["4"]);
    assert_eq!(case.values("most"), ["9"]);
    assert_eq!(case.values("spread"), ["2"]);
    assert_eq!(case.values("towns"), ["8"]);
    assert_eq!(case.values("none"), ["true"]);
}

/// Goal: texts compare with texts by `=` and `in`; amounts of another currency are turned by a
/// dated parameter; units convert exactly both ways and no day becomes a month.
#[test]
fn texts_currencies_and_units() {
    let text = r#"formula f
table offer
  key name : text
  seat : text
  place : text
  price : ALL
  rent : EUR/m2/year
param rate : EUR/ALL
  since 2024-01-01 = 0.0095  cites "a"
  since 2025-01-01 = 0.01  cites "b"
each offer
  result near : bool = seat = place
  result far : bool = not seat in (place, "Peja")
  result cost : EUR = price * rate
  result earlier : EUR = price * (rate at 2024-06-01)
  result monthly : EUR/m2/month = rent in EUR/m2/month
  result minutes : minute = 1.5 hour in minute
  result hours : hour = 90 minute in hour
  result land : ha = 0.25 km2 in ha
  result floor_area : m2 = 0.25 ha in m2
"#;
    let rows = "name,seat,place,price,rent\nA,Peja,Peja,1000,120\nB,Deçan,Peja,500,6";
    let case = Case::new(text, &[("offer", rows)]);
    assert_eq!(case.values("near"), ["true", "false"]);
    assert_eq!(case.values("far"), ["false", "true"]);
    assert_eq!(case.values("cost"), ["10", "5"]);
    assert_eq!(case.values("earlier"), ["9.5", "4.75"]);
    assert_eq!(case.values("monthly"), ["10", "0.5"]);
    assert_eq!(case.values("minutes"), ["90", "90"]);
    assert_eq!(case.values("hours"), ["1.5", "1.5"]);
    assert_eq!(case.values("land"), ["25", "25"]);
    assert_eq!(case.values("floor_area"), ["2500", "2500"]);
    let refused = |rule: &str| super::ids(&super::plan(&format!("formula f\n{rule}")).unwrap_err());
    assert_eq!(refused("result r : month = 30 day in month\n"), ["check-units-do-not-convert"]);
    assert_eq!(refused("result r : EUR = 30 ALL in EUR\n"), ["check-units-do-not-convert"]);
}

/// Goal: only a mean takes weights, and a percentile has one argument for all rows.
#[test]
fn weights_belong_to_means() {
    let refused = |rule: &str| {
        super::ids(&super::plan(&format!("{TOWNS}each town\n  {rule}\n")).unwrap_err())
    };
    let sum = "result r : person = sum(people weighted by people)";
    assert_eq!(refused(sum), ["check-weight-of-mean"]);
    let median = "result r : person = median(people weighted by people)";
    assert_eq!(refused(median), ["check-weight-of-mean"]);
    let own = "result r : person = percentile(people, people / 9 person)";
    assert_eq!(refused(own), ["check-percentile-per-row"]);
    let money = "result r : person = percentile(people, 5 EUR)";
    assert_eq!(refused(money), ["check-plain-number-wanted"]);
}

/// Goal: bare numbers in all branches take the unit that their place declares, counts only.
#[test]
fn bare_branches_take_the_declared_unit() {
    let case = Case::new(
        &format!(
            r#"{TOWNS}each town
  result a : person = if people > 3 then 5 else 0
  result b : person
      = first of
          7 when people > 3
          0 otherwise
"#
        ),
        &[("town", "name,people\nA,1\nB,4")],
    );
    assert_eq!(case.values("a"), ["0", "5"]);
    assert_eq!(case.values("b"), ["0", "7"]);
    let money = format!("{TOWNS}each town\n  result a : EUR = if people > 3 then 5 else 0\n");
    assert_eq!(super::ids(&super::plan(&money).unwrap_err()), ["check-unit-not-declared"]);
}
