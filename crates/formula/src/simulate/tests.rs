//! A simulation has the bits of a plain run, or asks it.

use super::{Kept, Outcome, Simulation};
use crate::diagnostic::Diagnostic;
use crate::number::Number;
use crate::plan::{DefinitionId, ParamId};
use crate::run::{Request, Run, Value, run};
use crate::tests::Case;
use proptest::prelude::*;

/// The parameters of a case by name, as its simulation takes them.
fn varied(case: &Case, names: &[&str]) -> Vec<ParamId> {
    names.iter().map(|name| case.plan.param_named(name).expect("a parameter").0).collect()
}

fn simulation<'a>(case: &'a Case, names: &[&str]) -> Simulation<'a> {
    let varied = varied(case, names);
    Simulation::new(&case.plan, &case.data, &case.request, &varied, Kept::All).expect("numbers")
}

fn plain(case: &Case, names: &[&str], values: &[f64]) -> Result<Run<f64>, Vec<Diagnostic>> {
    let mut request: Request = case.request.clone();
    for (name, value) in names.iter().zip(values) {
        let percent = case.plan.param_named(name).expect("a parameter").1.percent;
        let value = value.to_decimal().expect("finite");
        let text = match percent {
            true => format!("{}%", Number::mul(value, 100.into()).expect("in range")),
            false => value.to_string(),
        };
        request.params.insert((*name).to_owned(), text);
    }
    run::<f64>(&case.plan, &case.data, &request)
}

/// Compares the two bit by bit; whether the tape answered.
fn compare(simulation: &mut Simulation<'_>, case: &Case, names: &[&str], values: &[f64]) -> bool {
    let expected = plain(case, names, values);
    let found = simulation.evaluate(values);
    match (found, expected) {
        (Err(found), Err(expected)) => {
            assert_eq!(format!("{found:?}"), format!("{expected:?}"));
            false
        }
        (Ok(found), Ok(expected)) => {
            same(&found, &expected, case, values);
            found.is_compiled()
        }
        (found, expected) => panic!("{values:?}: {found:?} but {:?}", expected.err()),
    }
}

fn same(found: &Outcome<'_>, expected: &Run<f64>, case: &Case, values: &[f64]) {
    for (at, definition) in case.plan.definitions.iter().enumerate() {
        let id = DefinitionId(at);
        for row in 0..definition.table.map_or(1, |t| case.data.rows(t)) {
            let (a, b) = (found.value(id, row), expected.value(id, row));
            let equal = match (&a, &b) {
                (Value::Number(x), Value::Number(y)) => x.to_bits() == y.to_bits(),
                _ => a == b,
            };
            assert!(equal, "{} of row {row} at {values:?}: {a:?} but {b:?}", definition.name);
        }
    }
    let verdicts: Vec<_> = expected.checks().iter().map(|c| c.verdict).collect();
    assert_eq!(found.verdicts().collect::<Vec<_>>(), verdicts);
    assert_eq!(found.holds(), expected.holds());
}

const GRANT: &str = r#"formula f
category age = young, old
table region
  key name : text
  rate : %
table town
  key name : text
  -> region
  people : person
  need : EUR optional
  urban : bool
  last_year : EUR optional
  decided : EUR optional
  users by age : person
slices tariff (amount : EUR) -> EUR
  since 2020-01-01  cites "a"
    up to 1000 : 10%
    up to 50000 : 5%
    above : 1%
param pool : EUR  since 2020-01-01 = 1 000 000.01  cites "a"
param part : %    since 2020-01-01 = 30%  cites "a"
param collar : %  since 2020-01-01 = 95%  cites "a"
param edge : person  since 2020-01-01 = 900  cites "a"
let mean_people = mean(people over town)
let biggest = max(people over town)
each region
  let members = sum(people over its town)
  let own = sum(town_need over its town)
  let busy = some(crowded over its town)
  let levy = part * rate * 100 * own
each town
  let town_need = need otherwise part * 1000 EUR
  let served = sum(users[a] * (1 + part) over age a)
  let most = max(users[a] * (1 + part) over age a)
  let crowded = people > edge
  let density = if crowded then pool / (people - edge) else pool / people
  let by_people = share (1 - part) * pool by people
  let by_need = share part * pool by town_need where urban
  let raw = by_people + by_need
  let mine = share pool by people per region.name
  let floor_amount = first of
      collar * last_year  when last_year is known
      0 EUR  otherwise
  let limited = share pool by raw
    fixed decided where decided is known
    at least floor_amount
    at most 3 * pool * people / sum(people)
    if short, floors in proportion
  let held = limited is at its cap
  let free = limited is free
  let tax = tariff(limited)
  let open = limited is free and (crowded or town_need < 1000 EUR)
  let near = rate_of <= 5% or people between 10 and edge
  let rate_of = region.rate * part
  let from_region = region.levy + region.members * 1 EUR/person
  result grant : EUR = round(limited to 0.01 EUR keeping sum)
  result in_region : EUR = round(mine to 1 EUR keeping sum per region.name)
  let coarse = round(limited to 500 EUR, half even)
  let up = round(tax to 0.5 EUR, up)
  check grant >= 0.99 * floor_amount
  warn crowded or urban
check sum(grant) = round(pool to 0.01 EUR)
let crowd = count(town where people > edge)
let kept = every(grant > 0 over town)
"#;

/// People, need, whether it is urban, last year's amount, an amount decided singly.
type Town = (u32, Option<u32>, bool, Option<u32>, Option<u32>);

fn case(towns: &[Town]) -> Case {
    let text = |value: &Option<u32>| value.map(|v| v.to_string()).unwrap_or_default();
    let lines = towns.iter().enumerate().map(|(at, (people, need, urban, last, decided))| {
        let (need, last, decided) = (text(need), text(last), text(decided));
        let urban = if *urban || at == 0 { "yes" } else { "no" };
        let region = ["North", "South", "East"][at % 3];
        let young = if at % 5 == 4 { String::new() } else { (at * 13 % 40).to_string() };
        format!("T{at:03},{region},{people},{need},{urban},{last},{decided},{young},{}", at * 3)
    });
    let lines: Vec<String> = lines.collect();
    let towns = lines.join("\n");
    let header = "name,region,people,need,urban,last_year,decided,users_young,users_old";
    let towns = format!("{header}\n{towns}");
    Case::new(GRANT, &[("region", "name,rate\nNorth,5\nSouth,7\nEast,\n"), ("town", &towns)])
}

const VARIED: [&str; 4] = ["pool", "part", "collar", "edge"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Goal: a simulation has the bits of a plain run in every form that it compiles, and its
    /// refusals. Method: random towns, some with empty cells, and random parameters, of which some
    /// cannot be met; every definition of every row is compared bit by bit, and the same simulation
    /// goes on after each.
    #[test]
    fn a_simulation_has_the_bits_of_a_plain_run(
        towns in prop::collection::vec(
            (1_u32..3_000, prop::option::weighted(0.8, 0_u32..90_000), any::<bool>(),
             prop::option::weighted(0.7, 0_u32..60_000),
             prop::option::weighted(0.05, 0_u32..5_000)),
            3..24,
        ),
        points in prop::collection::vec(
            (1_000_u32..200_000_000, 0_u32..=100, 0_u32..150, 0_u32..4_000), 1..12,
        ),
    ) {
        let case = case(&towns);
        let mut simulation = simulation(&case, &VARIED);
        if plain(&case, &VARIED, &[1_000_000.01, 0.3, 0.95, 900.0]).is_ok() {
            prop_assert!(
                simulation.is_compiled(),
                "{:?}", simulation.not_compiled().map(|s| case.plan.source.slice(s))
            );
        }
        for (pool, part, collar, edge) in points {
            let hundredth = |n: u32| f64::from(n) / 100.0;
            let values = [hundredth(pool), hundredth(part), hundredth(collar), f64::from(edge)];
            compare(&mut simulation, &case, &VARIED, &values);
        }
    }
}

/// Goal: ordinary parameters are answered by the tape itself, not by a plain run behind it. Method:
/// a pool that wanders; nearly all evaluations are the tape's.
#[test]
fn ordinary_parameters_are_answered_by_the_tape() {
    let towns: Vec<_> = (0..20)
        .map(|at| (500 + 97 * at, Some(10 * at), at % 2 == 0, Some(20 * at), None))
        .collect();
    let case = case(&towns);
    let mut simulation = simulation(&case, &VARIED);
    let by_tape = (0..200).filter(|at| {
        let at = f64::from(*at);
        compare(&mut simulation, &case, &VARIED, &[50_000.0 + 7.01 * at, 0.3, 0.95, 900.5 + at])
    });
    assert!(by_tape.count() > 190);
}

/// Goal: a copy goes its own way. Method: two copies at different parameters, in turn.
#[test]
fn copies_do_not_disturb_each_other() {
    let case = case(&[(10, Some(5), true, None, None), (20, None, false, Some(4), None)]);
    let mut one = simulation(&case, &["pool"]);
    let mut other = one.clone();
    for at in 1..20 {
        let at = f64::from(at);
        compare(&mut one, &case, &["pool"], &[1000.0 * at]);
        compare(&mut other, &case, &["pool"], &[777.77 * at]);
    }
}

/// Goal: a form that is not compiled is evaluated all the same. Method: a median of what varies.
#[test]
fn what_is_not_compiled_is_run_plainly() {
    let text = r#"formula f
table t
  key name : text
  x : EUR
param p : EUR
  since 2020-01-01 = 5
    cites "a"
each t
  let y = x + p
result m : EUR = median(y over t)
"#;
    let case = Case::new(text, &[("t", "name,x\na,1\nb,5\nc,2\n")]);
    let mut simulation = simulation(&case, &["p"]);
    assert!(!simulation.is_compiled());
    assert_eq!(
        simulation.not_compiled().map(|span| case.plan.source.slice(span)),
        Some("median(y over t)")
    );
    assert!(!compare(&mut simulation, &case, &["p"], &[7.25]));
}
