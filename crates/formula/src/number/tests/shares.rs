//! Shares: the page's promises, a slow second opinion, and worked cases.

use super::{decimal, near};
use crate::number::{
    ArithmeticError, Decimal, FillError, Filled, Number, ShareError, ShareOptions, ShareRow,
    ShareSolution, fill, share, share_in_rounds, sum,
};
use crate::syntax::ast::Bound;
use proptest::prelude::*;

fn row(weight: &str, floor: &str, cap: &str) -> ShareRow<Decimal> {
    let bound = |text: &str| (text != "-").then(|| decimal(text));
    ShareRow { weight: decimal(weight), floor: bound(floor), cap: bound(cap), fixed: None }
}

fn fixed(amount: &str) -> ShareRow<Decimal> {
    ShareRow { fixed: Some(decimal(amount)), ..row("1", "-", "-") }
}

fn plain(
    pool: &str,
    rows: &[ShareRow<Decimal>],
) -> Result<ShareSolution<Decimal>, ShareError<Decimal>> {
    share(decimal(pool), rows, ShareOptions::default())
}

fn amounts(solution: &ShareSolution<Decimal>) -> Vec<String> {
    solution.amounts.iter().map(|amount| amount.to_canonical()).collect()
}

fn floats(rows: &[ShareRow<Decimal>]) -> Vec<ShareRow<f64>> {
    rows.iter()
        .map(|row| ShareRow {
            weight: row.weight.to_f64(),
            floor: row.floor.map(Decimal::to_f64),
            cap: row.cap.map(Decimal::to_f64),
            fixed: row.fixed.map(Decimal::to_f64),
        })
        .collect()
}

/// Goal: a plain share is pool times weight over the total, in one division. Method: 5/14 of 0.21
/// comes out as exactly 0.075.
#[test]
fn plain_share_divides_once() {
    let solution = plain("0.21", &[row("5", "-", "-"), row("9", "-", "-")]).unwrap();
    assert_eq!(amounts(&solution), ["0.075", "0.135"]);
    assert_eq!(solution.level, decimal("0.015"));
    assert_eq!(solution.bounds, [Bound::Free, Bound::Free]);
    assert_eq!(solution.rest, Decimal::ZERO);
}

/// Goal: floors, caps and fixed rows hold together at one level. Method: a case worked by hand:
/// 10 + 20 off 130, then 10 t + 30 t = 90 with the cap of 10 reached and the floor of 15 passed.
#[test]
fn bounds_hold_at_one_level() {
    let rows = [row("60", "-", "10"), row("30", "-", "-"), row("10", "15", "-"), fixed("30")];
    let solution = plain("130", &rows).unwrap();
    assert_eq!(amounts(&solution), ["10", "67.5", "22.5", "30"]);
    assert_eq!(solution.level, decimal("2.25"));
    assert_eq!(solution.bounds, [Bound::Cap, Bound::Free, Bound::Free, Bound::Fixed]);
}

/// Goal: rounds of pinning differ from the level and say by how much; they can miss the pool.
/// Method: the same case, where the floor of 15 is pinned in the first round though the cap then
/// frees more than it needs; and a case in which both rows are pinned at once.
#[test]
fn rounds_of_pinning_differ() {
    let rows = [row("60", "-", "10"), row("30", "-", "-"), row("10", "15", "-")];
    let rounds = share_in_rounds(decimal("100"), &rows).unwrap();
    assert_eq!(amounts(&rounds.by_rounds), ["10", "75", "15"]);
    assert_eq!(rounds.rounds, 2);
    let differences: Vec<_> =
        rounds.differences.unwrap().iter().map(|d| d.to_canonical()).collect();
    assert_eq!(differences, ["0", "7.5", "-7.5"]);

    let rows = [row("90", "-", "10"), row("10", "20", "-")];
    let rounds = share_in_rounds(decimal("100"), &rows).unwrap();
    assert_eq!(amounts(&rounds.by_rounds), ["10", "20"]);
    assert_eq!(rounds.by_rounds.rest, decimal("70"));
    assert_eq!(amounts(&plain("100", &rows).unwrap()), ["10", "90"]);

    // Too much paid out: the rest is below zero.
    let rows = [row("1", "70", "-"), row("1", "70", "-")];
    let rounds = share_in_rounds(decimal("100"), &rows).unwrap();
    assert_eq!(rounds.by_rounds.rest, decimal("-40"));
    assert_eq!(rounds.differences, None);
    assert_eq!(plain("100", &rows), Err(ShareError::Short { by: decimal("40") }));
}

/// Goal: rows that no share can serve are named. Method: one example of each.
#[test]
fn faulty_rows_are_named() {
    let good = row("1", "-", "-");
    let found = |row| plain("10", &[good, row]).unwrap_err();
    let weight = decimal("-1");
    assert_eq!(found(row("-1", "-", "-")), ShareError::NegativeWeight { row: 1, weight });
    assert_eq!(found(row("-1", "-3", "-")), ShareError::NegativeWeight { row: 1, weight });
    let (floor, cap) = (decimal("5"), decimal("4"));
    assert_eq!(found(row("1", "5", "4")), ShareError::FloorAboveCap { row: 1, floor, cap });
    // A fixed row is not held to its bounds, nor to its weight.
    let odd = ShareRow { fixed: Some(decimal("7")), ..row("-1", "5", "4") };
    assert_eq!(amounts(&plain("10", &[good, odd]).unwrap()), ["3", "7"]);
    // A negative weight stands at its floor.
    let solution = plain("10", &[good, row("-1", "4", "-"), row("-2", "0", "-")]).unwrap();
    assert_eq!(amounts(&solution), ["6", "4", "0"]);
    assert_eq!(solution.bounds, [Bound::Free, Bound::Floor, Bound::Floor]);
}

/// Goal: zero weights are an error when there is something to give, and nothing when there is not.
/// Method: examples, floors that just meet the pool among them.
#[test]
fn zero_weights_need_an_empty_pool_or_floors_that_meet_it() {
    let nobody = [row("0", "-", "-"), row("0", "-", "-")];
    assert_eq!(plain("1", &nobody), Err(ShareError::ZeroWeight));
    assert_eq!(plain("1", &[]), Err(ShareError::ZeroWeight));
    assert_eq!(amounts(&plain("0", &nobody).unwrap()), ["0", "0"]);
    assert_eq!(amounts(&plain("0", &[]).unwrap()), [""; 0]);
    let floors = [row("0", "3", "-"), row("0", "4", "-")];
    let solution = plain("7", &floors).unwrap();
    assert_eq!(amounts(&solution), ["3", "4"]);
    assert_eq!(solution.bounds, [Bound::Floor, Bound::Floor]);
    assert_eq!(plain("8", &floors), Err(ShareError::ZeroWeight));
    assert_eq!(plain("6", &floors), Err(ShareError::Short { by: decimal("1") }));
    // Floors that are results of divisions meet the pool but for their last digit.
    let third = decimal("10").div(decimal("3")).unwrap();
    let thirds = [ShareRow { floor: Some(third), ..row("0", "-", "-") }; 3];
    assert_eq!(plain("10", &thirds).unwrap().amounts, [third; 3]);
}

/// Goal: bounds that cannot meet the pool stop the share and say by how much, or give way as the
/// formula says. Method: worked examples of both.
#[test]
fn bounds_that_cannot_meet_the_pool_say_by_how_much_or_give_way() {
    let rows = [row("1", "30", "-"), row("1", "60", "-"), row("1", "-", "-"), fixed("10")];
    assert_eq!(plain("70", &rows), Err(ShareError::Short { by: decimal("30") }));
    let options = ShareOptions { if_short_in_proportion: true, ..ShareOptions::default() };
    let solution = share(decimal("70"), &rows, options).unwrap();
    assert_eq!(amounts(&solution), ["20", "40", "0", "10"]);
    assert_eq!(solution.floors_scaled, Some(decimal("60").div(decimal("90")).unwrap()));
    assert_eq!(solution.bounds, [Bound::Floor, Bound::Floor, Bound::Free, Bound::Fixed]);
    // The fixed amounts are not scaled.
    assert_eq!(share(decimal("5"), &rows, options), Err(ShareError::Short { by: decimal("95") }));

    let rows = [row("1", "-", "30"), row("3", "-", "60"), fixed("10")];
    assert_eq!(plain("110", &rows), Err(ShareError::Over { by: decimal("10") }));
    let options = ShareOptions { if_over_leave_rest: true, ..ShareOptions::default() };
    let solution = share(decimal("110"), &rows, options).unwrap();
    assert_eq!(amounts(&solution), ["30", "60", "10"]);
    assert_eq!(solution.rest, decimal("10"));
    assert_eq!(solution.level, decimal("30"));
    assert_eq!(plain("100", &rows).unwrap().bounds, [Bound::Cap, Bound::Cap, Bound::Fixed]);
    assert_eq!(plain("12", &[fixed("10")]), Err(ShareError::Over { by: decimal("2") }));
    assert_eq!(share(decimal("12"), &[fixed("10")], options).unwrap().rest, decimal("2"));
}

/// Goal: an amount that just reaches a bound is at that bound. Method: a level at which one row
/// leaves its floor and another reaches its cap.
#[test]
fn amounts_that_just_reach_a_bound_are_at_it() {
    let rows = [row("1", "2", "-"), row("2", "-", "4"), row("3", "-", "-")];
    let solution = plain("12", &rows).unwrap();
    assert_eq!(amounts(&solution), ["2", "4", "6"]);
    assert_eq!(solution.bounds, [Bound::Floor, Bound::Cap, Bound::Free]);
    assert_eq!(solution.level, decimal("2"));
    // Bounds below zero: a floor that no level can feel, and a cap that holds from the start.
    let rows = [row("1", "-5", "-"), row("1", "-5", "-3"), row("0", "-5", "-")];
    let solution = plain("7", &rows).unwrap();
    assert_eq!(amounts(&solution), ["10", "-3", "0"]);
    assert_eq!(solution.bounds, [Bound::Free, Bound::Cap, Bound::Free]);
}

/// Goal: a waterfall fills in order and loses nothing. Method: examples.
#[test]
fn waterfall_fills_in_order() {
    let limits = [decimal("5"), decimal("0"), decimal("10")];
    let filled = |amount: &str| fill(decimal(amount), &limits).unwrap();
    let expect = |parts: [&str; 3], rest: &str| Filled {
        parts: parts.map(decimal).to_vec(),
        rest: decimal(rest),
    };
    assert_eq!(filled("3"), expect(["3", "0", "0"], "0"));
    assert_eq!(filled("12.5"), expect(["5", "0", "7.5"], "0"));
    assert_eq!(filled("20"), expect(["5", "0", "10"], "5"));
    assert_eq!(filled("-2"), expect(["0", "0", "0"], "-2"));
    let limits = [decimal("5"), decimal("-1")];
    assert_eq!(fill(decimal("3"), &limits), Err(FillError::NegativeLimit(1)));
}

/// The same amounts found by halving the level two hundred times.
fn by_halving(pool: Decimal, rows: &[ShareRow<Decimal>]) -> Result<Vec<Decimal>, ArithmeticError> {
    let at = |level: Decimal| -> Result<Vec<Decimal>, ArithmeticError> {
        rows.iter()
            .map(|row| match row.fixed {
                Some(fixed) => Ok(fixed),
                None => {
                    let amount = level.mul(row.weight)?;
                    let amount = row.floor.map_or(amount, |floor| amount.max(floor));
                    Ok(row.cap.map_or(amount, |cap| amount.min(cap)))
                }
            })
            .collect()
    };
    let (mut low, mut high) = (Decimal::ZERO, Decimal::ONE);
    while sum(at(high)?)? < pool && high < decimal("1e30") {
        high = high.mul(decimal("2"))?;
    }
    for _ in 0..200 {
        let middle = low.add(high)?.div(decimal("2"))?;
        if sum(at(middle)?)? < pool { low = middle } else { high = middle }
    }
    at(high)
}

/// Rows with small whole weights and bounds, so that breaks often meet, and a pool that their
/// bounds can meet.
fn case() -> impl Strategy<Value = (Decimal, Vec<ShareRow<Decimal>>)> {
    let bound = || proptest::option::weighted(0.5, 0_i64..60);
    let one = (0_i64..12, bound(), bound(), proptest::option::weighted(0.1, 0_i64..40), 1_i64..8);
    let rows = proptest::collection::vec(one, 1..14).prop_map(|rows| {
        rows.into_iter()
            .map(|(weight, floor, cap, fixed, part)| {
                let (floor, cap) = match (floor, cap) {
                    (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                    pair => pair,
                };
                let of =
                    |value: i64| Decimal::from_i64(value).div(Decimal::from_i64(part)).unwrap();
                ShareRow {
                    weight: Decimal::from_i64(weight),
                    floor: floor.map(of),
                    cap: cap.map(of),
                    fixed: fixed.map(Decimal::from_i64),
                }
            })
            .collect::<Vec<_>>()
    });
    (rows, 0_i64..=100).prop_filter_map("nobody to give to", |(rows, part)| {
        let least = sum(rows.iter().map(|r| r.fixed.unwrap_or(r.lowest()))).unwrap();
        let most = sum(rows.iter().map(|r| match (r.fixed, r.cap) {
            (Some(fixed), _) => fixed,
            (None, Some(cap)) if !r.weight.is_zero() => cap,
            (None, None) if !r.weight.is_zero() => decimal("200"),
            (None, _) => r.lowest(),
        }))
        .unwrap();
        let room = most.sub(least).unwrap();
        let pool = least.add(room.mul_div(Decimal::from_i64(part), decimal("100")).unwrap());
        (!room.is_negative()).then_some((pool.unwrap(), rows))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Goal: a share meets its pool, respects every bound, is the same as one level for all, and
    /// agrees with a slow second opinion. Method: random rows; halving.
    #[test]
    fn share_meets_pool_and_bounds_at_one_level((pool, rows) in case()) {
        let solution = share(pool, &rows, ShareOptions::default()).unwrap();
        let total = sum(solution.amounts.iter().copied()).unwrap();
        let scale = pool.max(Decimal::ONE);
        prop_assert!(near(total, pool, scale, 30).unwrap(), "{total} {pool}");
        let slow = by_halving(pool, &rows).unwrap();
        for ((row, amount), slow) in rows.iter().zip(&solution.amounts).zip(slow) {
            prop_assert!(near(*amount, slow, scale, 28).unwrap(), "{amount} {slow}");
            if row.fixed.is_some() {
                continue;
            }
            prop_assert!(row.floor.is_none_or(|floor| *amount >= floor));
            prop_assert!(row.cap.is_none_or(|cap| *amount <= cap));
            let level = solution.level.mul(row.weight).unwrap();
            let level = row.floor.map_or(level, |floor| level.max(floor));
            let level = row.cap.map_or(level, |cap| level.min(cap));
            prop_assert!(near(*amount, level, scale, 30).unwrap(), "{amount} {level}");
        }
    }

    /// Goal: the order of rows does not matter, to the last digit, in both kinds of number; and
    /// counting in cents changes nothing. Method: random rows turned round and scaled.
    #[test]
    fn share_depends_on_no_order_and_no_unit((pool, rows) in case(), turn in 0_usize..14) {
        let options = ShareOptions::default();
        let solution = share(pool, &rows, options).unwrap();
        let turn = turn % rows.len();
        let mut turned = rows.clone();
        turned.rotate_left(turn);
        let mut expected = solution.amounts.clone();
        expected.rotate_left(turn);
        prop_assert_eq!(share(pool, &turned, options).unwrap().amounts, expected);

        let float = share(pool.to_f64(), &floats(&rows), options).unwrap();
        let mut expected = float.amounts.clone();
        expected.rotate_left(turn);
        prop_assert_eq!(share(pool.to_f64(), &floats(&turned), options).unwrap().amounts, expected);

        let cents = |value: Decimal| value.mul(decimal("100")).unwrap();
        let scaled: Vec<_> = rows.iter().map(|row| ShareRow {
            weight: row.weight,
            floor: row.floor.map(cents),
            cap: row.cap.map(cents),
            fixed: row.fixed.map(cents),
        }).collect();
        let expected: Vec<_> = solution.amounts.iter().map(|amount| cents(*amount)).collect();
        prop_assert_eq!(share(cents(pool), &scaled, options).unwrap().amounts, expected);
    }

    /// Goal: simulation and official run agree in amounts and in what holds each row, unless an
    /// amount lies beside a bound without being on it. Method: random rows in both.
    #[test]
    fn floats_share_as_decimals_do((pool, rows) in case()) {
        let options = ShareOptions::default();
        let official = share(pool, &rows, options).unwrap();
        let float = share(pool.to_f64(), &floats(&rows), options).unwrap();
        let scale = pool.to_f64().max(1.0);
        for (at, row) in rows.iter().enumerate() {
            let (amount, simulated) = (official.amounts[at], float.amounts[at]);
            prop_assert!((amount.to_f64() - simulated).abs() <= 1e-9 * scale);
            let beside = |bound: Option<Decimal>| bound.is_some_and(|bound| {
                amount.compare(bound).is_ne() && near(amount, bound, pool, 9).unwrap()
            });
            if !beside(row.floor) && !beside(row.cap) {
                prop_assert_eq!(official.bounds[at], float.bounds[at]);
            }
        }
    }

    /// Goal: more weight never brings less, and a larger pool never takes from anyone. Method:
    /// random rows without fixed ones.
    #[test]
    fn share_rises_with_weight_and_pool((pool, rows) in case(), more in 1_i64..50) {
        let rows: Vec<_> = rows.into_iter().map(|row| ShareRow { fixed: None, ..row }).collect();
        let options = ShareOptions { if_short_in_proportion: true, if_over_leave_rest: true };
        let Ok(solution) = share(pool, &rows, options) else { return Ok(()) };
        for (a, x) in rows.iter().zip(&solution.amounts) {
            for (b, y) in rows.iter().zip(&solution.amounts) {
                if a.floor == b.floor && a.cap == b.cap && a.weight <= b.weight {
                    prop_assert!(x <= y);
                }
            }
        }
        let larger = pool.add(Decimal::from_i64(more)).unwrap();
        if let Ok(richer) = share(larger, &rows, options) {
            for (before, after) in solution.amounts.iter().zip(&richer.amounts) {
                let noise = larger.mul(decimal("1e-30")).unwrap();
                prop_assert!(*before <= after.add(noise).unwrap(), "{before} {after}");
            }
        }
    }

    /// Goal: where no row is pinned, rounds and level agree. Method: random weights, no bounds.
    #[test]
    fn rounds_without_bounds_are_the_share(
        weights in proptest::collection::vec(1_i64..999, 1..20),
    ) {
        let rows: Vec<_> =
            weights.iter().map(|w| ShareRow { weight: Decimal::from_i64(*w), ..row("1", "-", "-") })
                .collect();
        let rounds = share_in_rounds(decimal("1000"), &rows).unwrap();
        prop_assert_eq!(rounds.rounds, 1);
        prop_assert!(rounds.differences.unwrap().iter().all(|d| d.is_zero()));
        prop_assert_eq!(rounds.by_rounds.rest, Decimal::ZERO);
    }
}
