//! Values that do not count in a run because of their standing: every engine has them missing.

use super::duckdb::DuckDb;
use super::libreoffice::LibreOffice;
use super::postgres::Postgres;
use super::simulation::Simulation;
use super::{Case, hold_all};
use formula::check::check;
use formula::diagnostic::Source;
use formula::run::Request;
use formula::standing::Standing;
use fuzz::rows::{self, Csv};
use jiff::civil::date;

const FORMULA: &str = r#"formula f
category kind = big, small
table town
  key name : text
  -> kind
  people : person
  seen : date
param rate : EUR/person
  since 2020-01-01 = 2 cites "a"
  since 2025-01-01 = 3 assumed because "guessed"
param generous : bool  since 2020-01-01 = true assumed because "guessed"
param quota by kind : EUR
  since 2020-01-01  cites "a"
    big : 10
    small : 20
  since 2025-01-01  assumed because "guessed"
    big : 11
    small : 21
bands grade (people : person) -> EUR
  since 2020-01-01  assumed because "guessed"
    above : 5
param firm : EUR  since 2020-01-01 = 7 cites "b"
let doubled = rate * 2
let all = sum(by_rate over town)
each town
  let by_rate = rate * people
  let once = (rate at seen) * people
  let by_kind = quota[kind] + 1 EUR
  let kind_then = quota[kind] at seen
  let by_grade = grade(people)
  let open = people > 4 and generous
  let settled = people > 5 or generous
  let chosen = if generous then 1 else 2
  let ranked = rank(by_rate, largest first)
  let shared = share firm by people * rate / 1 EUR
  result out : EUR = firm * people / sum(people)
"#;

/// Goal: without assumed values, simulation, scripts and workbooks have missing what the official
/// run has missing, and the rest as it has it. Method: parameters of each kind and a scale that are
/// assumed, in rules on which no result rests.
#[test]
fn assumed_values_are_left_out_by_every_engine() {
    let plan = check(&Source::new("f", FORMULA), &[]);
    let plan = plan.into_result().unwrap_or_else(|d| panic!("{d:#?}"));
    let text = "name,kind,people,seen\nA,big,4,2021-01-01\nB,small,6,2025-06-01\n\
                C,small,5,2024-12-31";
    let table = Csv { name: "town".to_owned(), text: text.to_owned() };
    let data = rows::read(&plan, &[table]).unwrap_or_else(|d| panic!("{d:#?}"));
    let mut request = Request::on(date(2026, 1, 1));
    request.without.insert(Standing::Assumed);
    let case = Case::new("left out".to_owned(), plan, data, request).expect("an official run");
    assert!(case.official.left_out(&case.plan).len() > 4);
    let missing = case
        .plan
        .definitions
        .iter()
        .enumerate()
        .filter(|(at, _)| case.text(formula::plan::DefinitionId(*at), 0).is_none());
    assert!(missing.count() > 6);
    let cases = [case];
    hold_all(&mut Simulation, &cases, 20);
    hold_all(&mut Postgres::start().unwrap(), &cases, 20);
    hold_all(&mut DuckDb::start().unwrap(), &cases, 20);
    hold_all(&mut LibreOffice, &cases, 20);
}
