//! Properties of the account, whatever the coalitions are worth.

use super::super::*;
use formula::number::{Number, sum};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Amounts in cents of one row for each coalition of `count` causes.
fn game(count: usize) -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 1 << count)
}

fn named(count: usize) -> Vec<Kind> {
    (0..count).map(|at| Kind::Parameter(format!("p{at:02}"))).collect()
}

fn cents(cents: i64) -> Decimal {
    Decimal::from_parts(i128::from(cents), -2).unwrap()
}

fn number(after: &[bool]) -> usize {
    after.iter().enumerate().filter(|(_, after)| **after).map(|(at, _)| 1 << at).sum()
}

fn one_row(amount: Decimal) -> Worth {
    Worth { amounts: BTreeMap::from([(Arc::from("r"), amount)]), broken: Vec::new() }
}

/// The parts of the row under an order of the causes: cause `at` of the account is cause
/// `order[at]` of the game.
fn parts(worths: &[i64], order: &[usize]) -> Vec<Decimal> {
    let kinds: Vec<Kind> = order.iter().map(|at| named(order.len())[*at].clone()).collect();
    let mut teller = Teller::new(|coalition: &Coalition| {
        let switched = order.iter().zip(&coalition.after).filter(|(_, after)| **after);
        let at: usize = switched.map(|(at, _)| 1 << at).sum();
        Ok(one_row(cents(worths[at])))
    });
    let account = account(kinds, &mut teller).unwrap();
    assert_eq!(account.runs, worths.len());
    account.rows[0].parts.clone().unwrap()
}

proptest! {
    /// Goal: the parts sum to the change to the cent, and each is in whole cents. Method: any game
    /// of up to five causes.
    #[test]
    fn parts_sum_to_the_change(worths in (1_usize..=5).prop_flat_map(game)) {
        let count = worths.len().ilog2() as usize;
        let order: Vec<usize> = (0..count).collect();
        let parts = parts(&worths, &order);
        let change = worths[worths.len() - 1] - worths[0];
        prop_assert_eq!(sum(parts.iter().copied()).unwrap(), cents(change));
        for part in parts {
            let hundredfold = Number::mul(part, Decimal::from_i64(100)).unwrap();
            prop_assert!(hundredfold.to_i64_exact().is_some());
        }
    }

    /// Goal: the order in which causes are listed changes nothing but who gets a cent at a tie.
    /// Method: any game under any permutation, parts compared cause by cause.
    #[test]
    fn the_order_of_causes_does_not_matter(
        worths in game(4),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let straight = parts(&worths, &[0, 1, 2, 3]);
        let shuffled = parts(&worths, &order);
        for (at, cause) in order.iter().enumerate() {
            let apart = Number::sub(straight[*cause], shuffled[at]).unwrap().abs();
            prop_assert!(apart.total_order(cents(1)).is_le(), "{:?} {:?}", straight, shuffled);
        }
    }

    /// Goal: a cause that changes nothing gets nothing, and the others what they get without it.
    /// Method: any game of three causes, with a fourth that no coalition feels.
    #[test]
    fn a_cause_that_changes_nothing_gets_nothing(worths in game(3)) {
        let with: Vec<i64> = (0..16).map(|at: usize| worths[at & 7]).collect();
        let parts_with = parts(&with, &[0, 1, 2, 3]);
        prop_assert_eq!(parts_with[3], Decimal::ZERO);
        let alone = parts(&worths, &[0, 1, 2]);
        prop_assert_eq!(&parts_with[..3], alone.as_slice());
    }

    /// Goal: causes that do the same get the same, but for a cent that cannot be halved. Method:
    /// any game in which two causes may change places.
    #[test]
    fn like_causes_get_alike(worths in game(3)) {
        let mut worths = worths;
        for others in [0_usize, 4] {
            worths[others | 2] = worths[others | 1];
        }
        let parts = parts(&worths, &[0, 1, 2]);
        let apart = Number::sub(parts[0], parts[1]).unwrap().abs();
        prop_assert!(apart.total_order(cents(1)).is_le(), "{:?}", parts);
    }

    /// Goal: what a row's own data and those of others moved sum to the part of the data, and data
    /// of others that move nothing get nothing. Method: any game of two causes and halved data.
    #[test]
    fn halves_of_the_data_sum_to_its_part(worths in game(4), idle in any::<bool>()) {
        let kinds = vec![Kind::Parameter("p".to_owned()), Kind::Day, Kind::Data];
        let mut teller = Teller::new(|coalition: &Coalition| {
            let after = &coalition.after;
            let (own, others) = match &coalition.apart {
                Some((_, own)) => (*own, !*own),
                None => (after[2], after[2]),
            };
            Ok(one_row(cents(worths[number(&[after[0], after[1], own, others && !idle])])))
        });
        let mut found = account(kinds, &mut teller).unwrap();
        tell_data_apart(&mut found, "r", &mut teller);
        let row = &found.rows[0];
        let data = row.data.unwrap();
        let part = row.parts.as_ref().unwrap()[2];
        prop_assert_eq!(Number::add(data.own, data.others).unwrap(), part);
        prop_assert!(!idle || data.others == Decimal::ZERO);
        prop_assert_eq!(found.runs, 8 + 2 * 4);
    }
}

proptest! {
    /// Goal: in whole cents the parts sum across rows and down columns, a part of nothing stays
    /// nothing, and no part is a cent off or more. Method: any game of three causes over several
    /// rows whose amounts sum to a pool, the last cause felt by the first half of the rows only.
    #[test]
    fn parts_sum_across_and_down(
        worths in prop::collection::vec(prop::collection::vec(0_i64..100_000, 8), 2..9),
    ) {
        let rows = worths.len();
        let amount = |row: usize, at: usize| {
            let at = if row >= rows / 2 { at & 3 } else { at };
            worths[row][at]
        };
        let mut teller = Teller::new(|coalition: &Coalition| {
            let at = number(&coalition.after);
            let worth = |row: usize| (Arc::from(row.to_string()), cents(amount(row, at)));
            Ok(Worth { amounts: (0..rows).map(worth).collect(), broken: Vec::new() })
        });
        let found = account(named(3), &mut teller).unwrap();
        let mut exact = vec![Vec::new(); 3];
        for (row, found) in found.rows.iter().enumerate() {
            let parts = found.parts.as_ref().unwrap();
            prop_assert_eq!(sum(parts.iter().copied()).unwrap(), found.change.unwrap());
            for (cause, part) in parts.iter().enumerate() {
                // Six times the value, in cents.
                let value: i64 = (0..8_usize)
                    .filter(|at| at & (1 << cause) == 0)
                    .map(|at| {
                        let adds = amount(row, at | (1 << cause)) - amount(row, at);
                        adds * [2, 1, 2][at.count_ones() as usize]
                    })
                    .sum();
                exact[cause].push(value);
                let sixfold = Number::mul(*part, Decimal::from_i64(600)).unwrap();
                let off = sixfold.to_i64_exact().unwrap() - value;
                prop_assert!(off.abs() < 6 && (value != 0 || off == 0));
            }
        }
        for (cause, exact) in exact.iter().enumerate() {
            let parts = found.rows.iter().map(|row| row.parts.as_ref().unwrap()[cause]);
            let shown = Number::mul(sum(parts).unwrap(), Decimal::from_i64(600)).unwrap();
            let off = shown.to_i64_exact().unwrap() - exact.iter().sum::<i64>();
            prop_assert!(off.abs() <= 6, "{} off by {off} sixths of a cent", cause);
        }
    }
}

/// Goal: two causes by hand. Method: the pool goes from 100 to 120 and the share of the row from
/// 50 % to 60 %; each is switched first in one of two orders.
#[test]
fn two_causes_by_hand() {
    // 100 × 50 %, 120 × 50 %, 100 × 60 %, 120 × 60 %
    let parts = parts(&[50_00, 60_00, 60_00, 72_00], &[0, 1]);
    assert_eq!(parts, [cents(11_00), cents(11_00)]);
}

/// Goal: above the most that are told apart, the smallest become one cause and nothing is lost.
/// Method: twelve causes that only add; the pool moves least and stays alone.
#[test]
fn the_smallest_are_told_together() {
    let adds = [1_i64, 300, 200, 5, 4, 400, 500, 600, 700, 800, 900, 1000];
    let mut kinds = named(12);
    kinds[0] = Kind::Parameter("pool".to_owned());
    let mut teller = Teller::new(|coalition: &Coalition| {
        let switched = adds.iter().zip(&coalition.after).filter(|(_, after)| **after);
        Ok(one_row(cents(switched.map(|(adds, _)| adds).sum())))
    });
    let found = account(kinds, &mut teller).unwrap();
    assert_eq!(found.causes.len(), CAUSES_MAX);
    let together = found.causes.iter().position(|c| matches!(c.joined, Joined::Small)).unwrap();
    let names = ["p02", "p03", "p04"].map(|name| Kind::Parameter(name.to_owned()));
    assert_eq!(found.causes[together].kinds, names);
    let parts = found.rows[0].parts.as_ref().unwrap();
    assert_eq!((parts[0], parts[together]), (cents(1), cents(209)));
}

/// Goal: causes of which one alone has no run are told together, with what was found; the others
/// stay apart. Method: of four causes, the second and the fourth only work together.
#[test]
fn what_only_works_together_is_one_cause() {
    let mut teller = Teller::new(|coalition: &Coalition| {
        let after = &coalition.after;
        if after[1] != after[3] {
            let place = formula::diagnostic::Place::Request("p".to_owned());
            return Err(vec![Diagnostic::error("run-param-unreadable", place)]);
        }
        Ok(one_row(cents(i64::try_from(number(after)).unwrap())))
    });
    let found = account(named(4), &mut teller).unwrap();
    let kinds: Vec<usize> = found.causes.iter().map(|cause| cause.kinds.len()).collect();
    assert_eq!(kinds, [1, 2, 1]);
    assert!(matches!(&found.causes[1].joined, Joined::Together(found) if found.len() == 1));
    let parts = found.rows[0].parts.clone().unwrap();
    assert_eq!(parts, [cents(1), cents(10), cents(4)]);
}

/// Goal: a run between the two whose checks do not hold is none, where they hold in both. Method:
/// two causes that keep a check only together; then the same where a run itself breaks it.
#[test]
fn a_broken_check_between_the_runs_joins() {
    for (ends_hold, causes) in [(true, 1), (false, 2)] {
        let mut teller = Teller::new(|coalition: &Coalition| {
            let after = &coalition.after;
            let mut worth = one_row(cents(i64::try_from(number(after)).unwrap()));
            if after[0] != after[1] || !ends_hold {
                let place = formula::diagnostic::Place::Request("c".to_owned());
                worth.broken.push(Diagnostic::error("run-check-failed", place));
            }
            Ok(worth)
        });
        assert_eq!(account(named(2), &mut teller).unwrap().causes.len(), causes);
    }
}

/// Goal: a row that only one run has is listed without parts. Method: a row that comes with the
/// second run.
#[test]
fn a_new_row_has_no_account() {
    let mut teller = Teller::new(|coalition: &Coalition| {
        let mut worth = one_row(cents(5));
        if coalition.after[0] {
            worth.amounts.insert(Arc::from("new"), cents(7));
        }
        Ok(worth)
    });
    let found = account(vec![Kind::Data], &mut teller).unwrap();
    let row = found.row("new").unwrap();
    assert_eq!((row.before, row.after, &row.parts), (None, Some(cents(7)), &None));
    assert_eq!(found.row("r").unwrap().parts, Some(vec![Decimal::ZERO]));
}
