//! Questions about small formulas whose answers can be told by hand.

use crate::fit::{Refusal, Task, Weight, fit};
use crate::model::Model;
use crate::seek::{Found, Search, seek};
use crate::uncertainty::{Uncertain, intervals};
use crate::xray::{Idle, xray};
use formula::check::check;
use formula::data::{CellText, Data, TableReader};
use formula::diagnostic::Source;
use formula::number::Decimal;
use formula::plan::{DefinitionId, Plan, TableId};
use formula::run::{Request, run_official};
use formula::standing::Standing;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;

const GRANT: &str = "\
formula grant

table place
  key name : text
  people : person
  area : km2
  need : EUR

param pool : EUR  since 2025-01-01 = 1 000  cites \"Budget\"
param by_people : %  since 2025-01-01 = 50%  assumed because \"a proposal\"
param by_area : %  since 2025-01-01 = 50%  assumed because \"a proposal\"
param most : EUR  since 2025-01-01 = 5 000  assumed because \"a proposal\"

bands bonus (people : person) -> EUR
  since 2025-01-01  cites \"Art. 5\"
    below 100 : 0
    above     : 50

each place
  let of_people = share by_people * pool by people
  let of_area = share by_area * pool by area
  let capped = min(of_people + of_area, most)
  result amount : EUR = capped
  result with_bonus : EUR = capped + bonus(people)
check by_people + by_area = 100%
";

/// Name, people, area, need, standing of people.
type Row = (&'static str, i64, i64, i64, Standing);

const PLACES: [Row; 3] = [
    ("A", 98, 10, 200, Standing::Verified),
    ("B", 50, 10, 300, Standing::Estimated),
    ("C", 52, 30, 500, Standing::Verified),
];

fn plan() -> Plan {
    check(&Source::new("grant.formula", GRANT), &[]).into_result().expect("a formula")
}

fn data(plan: &Plan, rows: &[Row]) -> Data {
    let header = ["name", "people", "area", "need"];
    let mut reader = TableReader::new(plan, TableId(0), "place.csv", &header);
    for (line, (name, people, area, need, standing)) in (2..).zip(rows) {
        let texts = [(*name).to_owned(), people.to_string(), area.to_string(), need.to_string()];
        let cells: Vec<CellText<'_>> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| CellText {
                text,
                standing: Some(if at == 1 { *standing } else { Standing::Verified }),
                source: None,
            })
            .collect();
        reader.row(line, &cells);
    }
    Data::new(plan, vec![reader.finish().expect("a table")], &[]).expect("data")
}

fn request() -> Request {
    Request::on(date(2025, 1, 1))
}

fn named(plan: &Plan, name: &str) -> DefinitionId {
    plan.definition_named(name).expect("it is there").0
}

fn whole(number: i64) -> Decimal {
    Decimal::from_i64(number)
}

/// Goal: the least value is found, with the one before it, and a condition that is not steady is
/// said to be so. Method: thresholds within, at the first value, beyond the last; one that holds
/// and fails by turns.
#[test]
fn the_least_value_is_found() {
    let search = Search { from: whole(0), to: whole(1_000), step: whole(5) };
    let found = seek(&search, &mut |value| value >= whole(333)).expect("a search");
    let Found::At { value, before, steady, tried } = found else { panic!("{found:?}") };
    assert_eq!((value, before, steady), (whole(335), Some(whole(330)), true));
    assert!(tried < 100);
    let found = seek(&search, &mut |_| true).expect("a search");
    assert!(matches!(found, Found::At { value, before: None, .. } if value == whole(0)));
    let found = seek(&search, &mut |value| value > whole(1_000)).expect("a search");
    assert!(matches!(found, Found::Nowhere { .. }));
    let found = seek(&search, &mut |value| {
        value.to_i64_exact().is_some_and(|v| (v / 100) % 2 == 1 || v == 1_000)
    });
    assert!(matches!(found, Ok(Found::At { steady: false, .. })), "{found:?}");
    let backwards = Search { from: whole(5), to: whole(0), step: whole(1) };
    assert!(seek(&backwards, &mut |_| true).is_err());
    let still = Search { from: whole(0), to: whole(5), step: whole(0) };
    assert!(seek(&still, &mut |_| true).is_err());
}

/// Goal: the smallest pool that pays every need is found on the formula itself. Method: with equal
/// parts by people and area, A gets 0.345 of the pool, B 0.225 and C 0.43; C, with its need of
/// 500, and B, with 300, decide: 300 / 0.225 = 1 333.33.
#[test]
fn the_smallest_pool_pays_every_need() {
    let plan = plan();
    let data = data(&plan, &PLACES);
    let amount = named(&plan, "amount");
    let pays = |pool: Decimal| {
        let mut request = request();
        request.params.insert("pool".to_owned(), pool.to_canonical());
        run_official(&plan, &data, &request).is_ok_and(|run| {
            PLACES.iter().enumerate().all(|(row, place)| {
                run.value(amount, row).number().is_some_and(|paid| paid >= whole(place.3))
            })
        })
    };
    let search = Search { from: whole(0), to: whole(10_000), step: whole(1) };
    let found = seek(&search, &mut { pays }).expect("a search");
    assert!(matches!(found, Found::At { value, .. } if value == whole(1_334)), "{found:?}");
}

/// Goal: the weights with the least shortfall are found and keep their sum. Method: needs of 200,
/// 300 and 500 of a pool of 1 000. By people the places get 490, 250 and 260, by area 200, 200 and
/// 600. With the part p by people B lacks 300 - (200 + 50 p), and C 500 - (600 - 340 p) once p is
/// above 5/17: up to there B alone lacks, and every further point costs C more than it brings B.
/// So p is 5/17, 29.4 % in whole tenths, and the shortfall 85.3.
#[test]
fn weights_are_fitted_to_a_target() {
    let plan = plan();
    let data = data(&plan, &PLACES);
    let request = request();
    let model = Model { plan: &plan, data: &data, request: &request };
    let weight = |param: &str, low, high| Weight { param: param.to_owned(), low, high };
    let text = GRANT.replace("result amount", "let wanted = need\n  result amount");
    let plan = check(&Source::new("grant.formula", text), &[]).into_result().expect("a formula");
    let model = Model { plan: &plan, ..model };
    let mut task = Task {
        weights: vec![weight("by_people", 0.0, 1.0), weight("by_area", 0.0, 1.0)],
        keeping_sum: true,
        step: 0.001,
        amount: named(&plan, "amount"),
        target: named(&plan, "wanted"),
    };
    let fitted = fit(&model, &task).expect("weights");
    let found: Vec<f64> = fitted.weights.iter().map(|(_, after)| *after).collect();
    assert!((found[0] - 0.294).abs() < 1e-9 && (found[1] - 0.706).abs() < 1e-9, "{fitted:?}");
    assert!((fitted.shortfall.1 - 85.3).abs() < 1e-6, "{fitted:?}");
    assert!(fitted.shortfall.0 > fitted.shortfall.1);
    // A limit that excludes the best leaves the limit itself.
    task.weights = vec![weight("by_people", 0.4, 1.0), weight("by_area", 0.0, 1.0)];
    let fitted = fit(&model, &task).expect("weights");
    assert!((fitted.weights[0].1 - 0.4).abs() < 1e-9, "{fitted:?}");
    task.weights = vec![weight("by_people", 0.6, 1.0), weight("by_area", 0.0, 1.0)];
    assert_eq!(fit(&model, &task), Err(Refusal::Limits("by_people".to_owned())));
    task.weights = vec![weight("by_nobody", 0.0, 1.0)];
    assert_eq!(fit(&model, &task), Err(Refusal::NoParam("by_nobody".to_owned())));
}

/// Goal: an interval holds the amount, is wider where the input is, repeats with its seed, and
/// parts of a whole keep their sum. Method: only B's people are estimated; then the two parts are
/// drawn, alone (every draw breaks the check) and keeping their sum.
#[test]
fn intervals_follow_from_inputs() {
    let plan = plan();
    let data = data(&plan, &PLACES);
    let request = request();
    let model = Model { plan: &plan, data: &data, request: &request };
    let amount = named(&plan, "amount");
    let mut uncertain = Uncertain::default();
    uncertain.cells.insert(Standing::Estimated, 0.2);
    let told = intervals(&model, &uncertain, amount, 400, 1).expect("intervals");
    assert_eq!((told.inputs, told.draws, told.refused), (1, 400, 0));
    let widths: Vec<f64> = told.rows.iter().flatten().map(|i| i.high - i.low).collect();
    assert!(widths[1] > widths[0] && widths[1] > widths[2], "{told:?}");
    assert!(told.rows.iter().flatten().all(|i| i.low <= i.value && i.value <= i.high));
    // B has 250 by people at 50; at 60 of 210 it would have 285.71 / 2, at 40 of 190 210.53 / 2.
    let b = told.rows[1].expect("B");
    assert!(b.low > 105.0 + 100.0 && b.high < 143.0 + 100.0, "{b:?}");
    assert_eq!(intervals(&model, &uncertain, amount, 400, 1), Some(told.clone()));
    assert_ne!(intervals(&model, &uncertain, amount, 400, 2), Some(told));
    let parts: BTreeMap<String, f64> =
        [("by_people".to_owned(), 0.1), ("by_area".to_owned(), 0.1)].into();
    let alone = Uncertain { params: parts.clone(), ..Uncertain::default() };
    assert_eq!(intervals(&model, &alone, amount, 50, 1), None);
    let together = vec![vec!["by_people".to_owned(), "by_area".to_owned()]];
    let kept = Uncertain { params: parts, keeping_sum: together, ..Uncertain::default() };
    let told = intervals(&model, &kept, amount, 50, 1).expect("intervals");
    assert_eq!((told.inputs, told.draws), (2, 50));
}

/// Goal: the X-ray finds the cliff of the band, whom reporting pays, which column drives the
/// amounts, and what is idle. Method: A has 98 people and the band begins at 100; more people or
/// area raise the own share; the cap never binds.
#[test]
fn the_xray_finds_what_is_there() {
    let plan = plan();
    let data = data(&plan, &PLACES);
    let request = request();
    let model = Model { plan: &plan, data: &data, request: &request };
    let seen = xray(&model, named(&plan, "with_bonus")).expect("an X-ray");
    let cliff = seen.cliffs.first().expect("the cliff of the band");
    assert_eq!(cliff.row, 0);
    assert!((cliff.from - 100.0).abs() < 0.01 && (cliff.to - 100.0).abs() < 0.01, "{cliff:?}");
    assert!((cliff.jump - 50.0).abs() < 0.1, "{cliff:?}");
    let plain = xray(&model, named(&plan, "amount")).expect("an X-ray");
    assert_eq!(plain.cliffs, Vec::new());
    let people = plain.rewards.iter().find(|r| r.gain == 3).expect("a rewarding column");
    assert!(people.lose == 0 && people.median > 0.0);
    let need = plain.rewards.iter().find(|r| r.gain == 0 && r.lose == 0);
    assert!(need.is_some(), "reporting a need changes nothing here: {:?}", plain.rewards);
    assert!(plain.drivers.first().is_some_and(|d| d.part > 0.3), "{:?}", plain.drivers);
    let most = plan.param_named("most").expect("a parameter").0;
    assert!(plain.idle.contains(&Idle::Param(most)));
    let capped = named(&plan, "capped");
    assert!(!plain.idle.contains(&Idle::Definition(capped)));
}

proptest! {
    /// Goal: halving finds the same as trying every step. Method: random thresholds and searches.
    #[test]
    fn halving_finds_what_trying_finds(from in -50_i64..50, width in 0_i64..200, step in 1_i64..9,
        threshold in -60_i64..260) {
        let search = Search { from: whole(from), to: whole(from + width), step: whole(step) };
        let tried = (0..=width / step).map(|k| from + k * step).find(|v| *v >= threshold);
        let found = seek(&search, &mut |value| value >= whole(threshold)).expect("a search");
        match (tried, found) {
            (Some(wanted), Found::At { value, steady, .. }) => {
                prop_assert_eq!(value, whole(wanted));
                prop_assert!(steady);
            }
            (None, Found::Nowhere { .. }) => {}
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
