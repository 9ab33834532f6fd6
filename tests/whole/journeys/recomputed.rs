//! The general grant computed a second time, by other means than the engine.

use std::collections::BTreeMap;
use std::fs;

use xtask::tree;

use super::command_line::{DATA, FORMULA, peshore};

/// What one municipality brings into the formula.
struct Municipality {
    code: String,
    population: i128,
    area: i128,
    minority: i128,
    is_majority: bool,
}

/// What a part goes by.
type Weight = fn(&Municipality) -> i128;

/// The pool of 2024 in cents.
const POOL_CENTS: i128 = 28_468_000_000;

/// The rule in whole numbers: a lump sum of 140 000 EUR less one euro for each inhabitant; of what
/// is left, 89 % by population, 6 % by area, 3 % by minority inhabitants and 2 % by the population
/// of municipalities where a minority is the majority. Fractions keep one denominator; cents that
/// are left over go to the largest fractions, equal ones in the order of the codes.
fn grants_cents(rows: &[Municipality]) -> Vec<i128> {
    let lumps: Vec<i128> =
        rows.iter().map(|row| (14_000_000 - 100 * row.population).max(0)).collect();
    let remainder = POOL_CENTS - lumps.iter().sum::<i128>();
    let weights: [(i128, Weight); 4] = [
        (89, |row| row.population),
        (6, |row| row.area),
        (3, |row| row.minority),
        (2, |row| if row.is_majority { row.population } else { 0 }),
    ];
    let totals = weights.map(|(_, weight)| rows.iter().map(weight).sum::<i128>());
    let denominator = 100 * totals.iter().product::<i128>();
    let parts = rows.iter().map(|row| {
        let terms = weights
            .iter()
            .zip(totals)
            .map(|((percent, weight), total)| percent * weight(row) * (denominator / 100 / total));
        terms.sum::<i128>()
    });
    // A part times the remainder would not fit: whole and rest of the remainder go separately.
    let amounts: Vec<(i128, i128)> = parts
        .map(|part| {
            let (mut whole, mut rest) = (0, 0);
            for digit in remainder.to_string().bytes().map(|byte| i128::from(byte - b'0')) {
                rest = rest * 10 + part * digit;
                whole = whole * 10 + rest / denominator;
                rest %= denominator;
            }
            (whole, rest)
        })
        .collect();
    let mut cents: Vec<i128> =
        lumps.iter().zip(&amounts).map(|(lump, (whole, _))| lump + whole).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&index| (-amounts[index].1, index));
    let left = usize::try_from(POOL_CENTS - cents.iter().sum::<i128>()).unwrap();
    for &index in order.iter().take(left) {
        cents[index] += 1;
    }
    cents
}

fn municipalities() -> Vec<Municipality> {
    let text = fs::read_to_string(tree::root().join(DATA).join("municipality.csv")).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows = lines.map(|line| {
        let cells: BTreeMap<&str, &str> = header.iter().copied().zip(line.split(',')).collect();
        let number = |column: &str| cells[column].parse::<i128>().unwrap();
        let population = number("population_2024_estimated");
        // Without a census the Serbs estimated stand for the minority, never more than all.
        let minority = match cells["minority_2011"] {
            "" => number("serb_2024_estimated").min(population),
            _ => number("minority_2011"),
        };
        Municipality {
            code: cells["code"].to_owned(),
            population,
            area: number("area"),
            minority,
            is_majority: cells["minority_majority"] == "yes",
        }
    });
    rows.collect()
}

/// Goal: the engine's amounts are the law's, to the cent. Method: the same rule in whole numbers
/// over one denominator, which shares no code with the engine, against the CSV of a run.
#[test]
fn the_general_grant_agrees_to_the_cent() {
    let rows = municipalities();
    assert_eq!(rows.len(), 38);
    let run = peshore(&["formula", "run", FORMULA, "--data", DATA, "--format", "csv"]);
    assert_eq!(run.status, 0, "{}", run.errors);
    let mut lines = run.output.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let grant = header.iter().position(|name| *name == "grant").unwrap();
    let by_engine: BTreeMap<String, i128> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let (euros, cents) = cells[grant].split_once('.').unwrap();
            assert_eq!(cents.len(), 2, "{line}");
            (cells[0].to_owned(), format!("{euros}{cents}").parse().unwrap())
        })
        .collect();
    let by_hand: BTreeMap<String, i128> =
        rows.iter().map(|row| row.code.clone()).zip(grants_cents(&rows)).collect();
    assert_eq!(by_engine.values().sum::<i128>(), POOL_CENTS);
    assert_eq!(by_engine, by_hand);
}
