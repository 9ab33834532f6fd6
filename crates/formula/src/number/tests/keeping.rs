//! Rounding that keeps the sum.

use super::decimal;
use crate::number::{Decimal, KeepError, KeptSum, Number, TieRank, round_keeping_sum, sum};
use crate::syntax::ast::RoundMode;
use proptest::prelude::*;

const HALF: RoundMode = RoundMode::HalfAwayFromZero;

/// Ranks by place, without a stated order.
fn by_key(rows: usize) -> Vec<TieRank> {
    (0..rows).map(|key| TieRank { stated: 0, key }).collect()
}

fn values(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| decimal(text)).collect()
}

fn keep(texts: &[&str], unit: &str) -> KeptSum<Decimal> {
    round_keeping_sum(&values(texts), decimal(unit), HALF, &by_key(texts.len()), None).unwrap()
}

fn shown(kept: &KeptSum<Decimal>) -> Vec<String> {
    kept.amounts.iter().map(|amount| amount.to_canonical()).collect()
}

/// Goal: units go to the largest remainders, ties by rank, and rows told apart by key alone are
/// named. Method: thirds and halves worked by hand.
#[test]
fn units_go_to_the_largest_remainders() {
    let kept = keep(&["33.3", "33.3", "33.4"], "1");
    assert_eq!(shown(&kept), ["33", "33", "34"]);
    assert!(kept.settled_by_key.is_empty());
    let kept = keep(&["1.5", "1.5", "2.5", "0.5"], "1");
    assert_eq!(shown(&kept), ["2", "2", "2", "0"]);
    assert_eq!(kept.total, decimal("6"));
    assert_eq!(kept.settled_by_key, [0, 1, 2, 3]);
    let ranks: Vec<_> = [3, 1, 0, 2].map(|key| TieRank { stated: 0, key }).to_vec();
    let turned = values(&["1.5", "1.5", "2.5", "0.5"]);
    let kept = round_keeping_sum(&turned, Decimal::ONE, HALF, &ranks, None).unwrap();
    assert_eq!(shown(&kept), ["1", "2", "3", "0"]);
}

/// Goal: a stated order comes before the key, and then no row is settled by key. Method: equal
/// remainders with different places, and with shared ones.
#[test]
fn stated_order_comes_before_the_key() {
    let tied = values(&["0.5", "0.5", "0.5", "0.5"]);
    let rank = |stated: [usize; 4]| -> Vec<TieRank> {
        stated.into_iter().enumerate().map(|(key, stated)| TieRank { stated, key }).collect()
    };
    let kept = round_keeping_sum(&tied, Decimal::ONE, HALF, &rank([3, 2, 1, 0]), None).unwrap();
    assert_eq!(shown(&kept), ["0", "0", "1", "1"]);
    assert!(kept.settled_by_key.is_empty());
    let kept = round_keeping_sum(&tied, Decimal::ONE, HALF, &rank([1, 1, 1, 0]), None).unwrap();
    assert_eq!(shown(&kept), ["1", "0", "0", "1"]);
    assert_eq!(kept.settled_by_key, [0, 1, 2]);
}

/// Goal: negative rows are cut towards minus infinity and keep the sum. Method: worked by hand.
#[test]
fn negative_rows_keep_the_sum() {
    let kept = keep(&["-1.5", "2.25", "0.25"], "1");
    assert_eq!(shown(&kept), ["-1", "2", "0"]);
    assert_eq!(kept.total, decimal("1"));
    let kept = keep(&["-0.004", "-0.004", "-0.004"], "0.01");
    assert_eq!(kept.total, decimal("-0.01"));
    assert_eq!(shown(&kept), ["0", "0", "-0.01"]);
}

/// Goal: equal remainders are equal although divisions left noise, in both kinds of number.
/// Method: sevenths times seven against whole numbers; the tie is told by rank and named.
#[test]
fn remainders_are_settled_before_they_are_compared() {
    let noisy = decimal("3.5").div(decimal("7")).unwrap().mul(decimal("7")).unwrap();
    let noisier = decimal("1").div(decimal("3")).unwrap().mul(decimal("10.5")).unwrap();
    let rows = [noisier, noisy];
    let kept = round_keeping_sum(&rows, Decimal::ONE, HALF, &by_key(2), None).unwrap();
    assert_eq!(shown(&kept), ["4", "3"]);
    assert_eq!(kept.settled_by_key, [0, 1]);
    // A tenth left of 100000.1 is not the double 0.1.
    let floats = [100_000.1, 0.1];
    let kept = round_keeping_sum(&floats, 1.0, RoundMode::Up, &by_key(2), None).unwrap();
    assert_eq!(kept.amounts, [100_001.0, 0.0]);
    assert_eq!(kept.settled_by_key, [0, 1]);
}

/// Goal: within bounds no row leaves its limits; where the sum then cannot be kept, the error says
/// by how much. Method: worked by hand.
#[test]
fn bounds_are_respected_or_named() {
    let free = (None, None);
    let cap = |text: &str| (None, Some(decimal(text)));
    let floor = |text: &str| (Some(decimal(text)), None);
    let keep = |texts: &[&str], bounds: &[(Option<Decimal>, Option<Decimal>)]| {
        let ranks = by_key(texts.len());
        round_keeping_sum(&values(texts), Decimal::ONE, HALF, &ranks, Some(bounds))
    };
    // The largest remainder stands at its cap.
    let kept = keep(&["10.9", "5.6", "3.5"], &[cap("10.9"), free, free]).unwrap();
    assert_eq!(shown(&kept), ["10", "6", "4"]);
    // The smallest stands at its floor.
    let kept = keep(&["10.1", "5.5", "3.4"], &[floor("10.1"), free, free]).unwrap();
    assert_eq!(shown(&kept), ["11", "5", "3"]);
    // Only one row may move, by more than one unit.
    let rows = ["10.5", "10.5", "10.5", "68.5"];
    let kept = keep(&rows, &[cap("10.5"), cap("10.5"), cap("10.5"), free]).unwrap();
    assert_eq!(shown(&kept), ["10", "10", "10", "70"]);
    // Raised floors that only a free row can pay for.
    let rows = ["0.1", "0.1", "0.1", "9.7"];
    let kept = keep(&rows, &[floor("0.1"), floor("0.1"), floor("0.1"), free]).unwrap();
    assert_eq!(shown(&kept), ["1", "1", "1", "7"]);
    // No way.
    assert_eq!(
        keep(&["10.5", "10.5"], &[cap("10.5"), cap("10.5")]),
        Err(KeepError::Bounds { by: Decimal::ONE })
    );
    assert_eq!(
        keep(&["0.4", "0.4"], &[floor("0.4"), floor("0.4")]),
        Err(KeepError::Bounds { by: decimal("-1") })
    );
    let narrow = (Some(decimal("0.2")), Some(decimal("0.8")));
    assert_eq!(keep(&["0.5", "1"], &[narrow, free]), Err(KeepError::NoRoom { row: 0 }));
    assert_eq!(keep(&["0.5", "1"], &[free]), Err(KeepError::Lengths));
}

/// Goal: a floor may move as many units as there are cents in a budget, at once. Method: a row that
/// is raised by ten million million units, which one row, or two in turn, pay for.
#[test]
fn many_units_are_moved_at_once() {
    let free = (None, None);
    let floor = (Some(decimal("100000000000")), None);
    let cent = decimal("0.01");
    let keep = |texts: &[&str], bounds: &[(Option<Decimal>, Option<Decimal>)]| {
        round_keeping_sum(&values(texts), cent, HALF, &by_key(texts.len()), Some(bounds))
    };
    let kept = keep(&["0", "7"], &[floor, free]).unwrap();
    assert_eq!(shown(&kept), ["100000000000", "-99999999993"]);
    let kept = keep(&["0", "0", "0.01"], &[floor, free, free]).unwrap();
    assert_eq!(shown(&kept), ["100000000000", "-50000000000", "-49999999999.99"]);
    let least = (Some(decimal("-3")), None);
    assert_eq!(
        keep(&["0", "0", "0"], &[floor, least, least]),
        Err(KeepError::Bounds { by: decimal("-99999999994") })
    );
}

/// Rounds rows within caps as the method is told: units go round one by one.
fn walked(values: &[i64], caps: &[i64], total: i64) -> Option<Vec<i64>> {
    let mut rows: Vec<i64> = values.iter().zip(caps).map(|(value, cap)| *value.min(cap)).collect();
    let mut left = total - rows.iter().sum::<i64>();
    while left > 0 {
        let mut moved = false;
        for (row, cap) in rows.iter_mut().zip(caps) {
            if left > 0 && *row < *cap {
                *row += 1;
                left -= 1;
                moved = true;
            }
        }
        if !moved {
            return None;
        }
    }
    Some(rows)
}

fn amounts_of_money() -> impl Strategy<Value = Vec<Decimal>> {
    let one = (-100_000_i128..100_000, 1_i64..13, 0_i16..5).prop_map(|(value, part, places)| {
        Decimal::from_parts(value, -places).unwrap().div(Decimal::from_i64(part)).unwrap()
    });
    proptest::collection::vec(one, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Goal: counting rounds moves the same units as walking them. Method: whole amounts, of which
    /// caps take much, so that several rounds are needed; among equal remainders the key decides,
    /// and a row above its cap has the larger the more it loses.
    #[test]
    fn rounds_are_counted_as_they_would_be_walked(
        rows in proptest::collection::vec((0_i64..30, 0_i64..30), 1..8),
    ) {
        let mut rows = rows;
        rows.sort_by_key(|(value, cap)| -(value - cap).max(0));
        let (amounts, caps): (Vec<i64>, Vec<i64>) = rows.into_iter().unzip();
        let decimals: Vec<Decimal> = amounts.iter().copied().map(Decimal::from_i64).collect();
        let bounds: Vec<_> = caps.iter().map(|cap| (None, Some(Decimal::from_i64(*cap)))).collect();
        let ranks = by_key(amounts.len());
        let kept = round_keeping_sum(&decimals, Decimal::ONE, HALF, &ranks, Some(&bounds));
        let expected = walked(&amounts, &caps, amounts.iter().sum());
        match (kept, expected) {
            (Ok(kept), Some(expected)) => {
                let found: Vec<_> = kept.amounts.iter().map(|n| n.to_i64_exact()).collect();
                prop_assert_eq!(found, expected.into_iter().map(Some).collect::<Vec<_>>());
            }
            (Err(KeepError::Bounds { .. }), None) => {}
            (kept, expected) => prop_assert!(false, "{kept:?} {expected:?}"),
        }
    }

    /// Goal: the sum is kept exactly, each row moves by less than a unit, and whoever gets one has
    /// no smaller remainder than who does not. Method: random values, modes and units.
    #[test]
    fn sum_is_kept_and_rows_stay_within_a_unit(
        rows in amounts_of_money(),
        unit in prop_oneof![Just("0.01"), Just("1"), Just("5"), Just("0.5")],
        mode in prop_oneof![Just(HALF), Just(RoundMode::HalfEven), Just(RoundMode::Up),
            Just(RoundMode::Down), Just(RoundMode::Floor), Just(RoundMode::Ceiling)],
    ) {
        let unit = decimal(unit);
        let kept = round_keeping_sum(&rows, unit, mode, &by_key(rows.len()), None).unwrap();
        let before = sum(rows.iter().copied()).unwrap();
        prop_assert_eq!(kept.total, before.round_to(unit, mode).unwrap());
        prop_assert_eq!(sum(kept.amounts.iter().copied()).unwrap(), kept.total);
        let noise = unit.mul(decimal("1e-11")).unwrap();
        let mut least_up: Option<Decimal> = None;
        let mut most_down: Option<Decimal> = None;
        for (value, amount) in rows.iter().zip(&kept.amounts) {
            let off = amount.sub(*value).unwrap();
            prop_assert!(off.abs() < unit.add(noise).unwrap());
            let floor = value.round_to(unit, RoundMode::Floor).unwrap();
            let remainder = value.sub(floor).unwrap();
            if *amount > floor {
                least_up = Some(least_up.map_or(remainder, |least| least.min(remainder)));
            } else {
                most_down = Some(most_down.map_or(remainder, |most| most.max(remainder)));
            }
        }
        if let (Some(up), Some(down)) = (least_up, most_down) {
            prop_assert!(up.add(noise).unwrap() >= down, "{up} {down}");
        }
    }

    /// Goal: turning the rows round turns the amounts, to the last unit, when each keeps its rank;
    /// and with other keys only the rows named change, by one unit. Method: random values.
    #[test]
    fn order_of_rows_does_not_matter(rows in amounts_of_money(), turn in 0_usize..40) {
        let unit = Decimal::ONE;
        let ranks = by_key(rows.len());
        let kept = round_keeping_sum(&rows, unit, HALF, &ranks, None).unwrap();
        let turn = if rows.is_empty() { 0 } else { turn % rows.len() };
        let (mut turned, mut turned_ranks) = (rows.clone(), ranks);
        turned.rotate_left(turn);
        turned_ranks.rotate_left(turn);
        let mut expected = kept.amounts.clone();
        expected.rotate_left(turn);
        let other = round_keeping_sum(&turned, unit, HALF, &turned_ranks, None).unwrap();
        prop_assert_eq!(other.amounts, expected);
        let reversed: Vec<_> =
            (0..rows.len()).rev().map(|key| TieRank { stated: 0, key }).collect();
        let renamed = round_keeping_sum(&rows, unit, HALF, &reversed, None).unwrap();
        for (at, (a, b)) in kept.amounts.iter().zip(&renamed.amounts).enumerate() {
            if a != b {
                prop_assert!(kept.settled_by_key.contains(&at));
                prop_assert_eq!(a.sub(*b).unwrap().abs(), unit);
            }
        }
    }

    /// Goal: simulation keeps the same sums with the same amounts. Method: values with three
    /// decimals in both kinds of number.
    #[test]
    fn floats_keep_sums_as_decimals_do(
        thousandths in proptest::collection::vec(-1_000_000_i128..1_000_000, 1..40),
    ) {
        let rows: Vec<_> =
            thousandths.iter().map(|v| Decimal::from_parts(*v, -3).unwrap()).collect();
        let floats: Vec<f64> = rows.iter().map(|row| row.to_f64()).collect();
        let ranks = by_key(rows.len());
        let official = round_keeping_sum(&rows, decimal("0.01"), HALF, &ranks, None).unwrap();
        let simulated = round_keeping_sum(&floats, 0.01, HALF, &ranks, None).unwrap();
        let expected: Vec<f64> = official.amounts.iter().map(|a| a.to_f64()).collect();
        prop_assert_eq!(simulated.amounts, expected);
        prop_assert_eq!(simulated.settled_by_key, official.settled_by_key);
    }
}
