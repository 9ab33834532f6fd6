//! Brazil: population bands, 26 closed pools, 5 570 municipalities.

use super::{Published, apart, decimal, values, with_run};
use formula::number::Number;
use formula_data::Outcome;
use jiff::civil::date;
use std::collections::BTreeMap;

/// States whose published amounts are known to rest on coefficients that courts changed during the
/// year; the others are reproduced.
const CORRECTED: [&str; 4] = ["AM", "MA", "PA", "PE"];

/// The official run on the published inputs.
pub(crate) fn run(look: impl FnOnce(&Outcome<'_>)) {
    let published = Published::in_folder("br-fpm-2014");
    let columns = [
        ("code", "municipality"),
        ("state", "state"),
        ("population", "population_2013"),
        ("is_capital", "is_capital"),
    ];
    let inputs = published.inputs(&columns);
    with_run("br-fpm.formula", "municipality", &inputs, date(2014, 12, 31), look);
}

/// Goal: the formula gives the amounts that were paid in 22 states to a millionth of each. Method:
/// all municipalities stand in the sums; those are compared that have a published amount and a
/// coefficient below 3.8, for the others share in a reserve fund too. In the four other states the
/// whole state differs by one factor.
#[test]
#[cfg_attr(not(corpus), ignore = "the published grants are not in ../shared/corpus")]
fn amounts_of_2014_are_those_that_were_paid() {
    let published = Published::in_folder("br-fpm-2014");
    let state_of: BTreeMap<String, String> = published
        .lines("inputs.csv")
        .into_iter()
        .map(|line| (line["municipality"].clone(), line["state"].clone()))
        .collect();
    let expected = published.expected("municipality", "fpm_2014");
    run(|outcome| {
        let due = values(outcome, "due");
        let coefficients = values(outcome, "coefficient");
        let mut exact: BTreeMap<&str, usize> = BTreeMap::new();
        let mut otherwise: BTreeMap<&str, usize> = BTreeMap::new();
        for (code, paid) in &expected {
            let is_capital = due[code].is_zero();
            if is_capital || coefficients[code] >= decimal("3.8") {
                continue;
            }
            let off = Number::div(apart(due[code], *paid), *paid).unwrap();
            let counts = if off < decimal("0.000001") { &mut exact } else { &mut otherwise };
            *counts.entry(&state_of[code]).or_default() += 1;
        }
        for state in CORRECTED {
            assert!(exact.remove(state).is_none(), "{state} is known to differ as a whole");
            otherwise.remove(state);
        }
        assert_eq!(otherwise, BTreeMap::new(), "municipalities that differ, by state");
        assert_eq!((exact.len(), exact.values().sum::<usize>()), (22, 4_713));
    });
}
