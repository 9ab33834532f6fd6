//! What holds for any data: sums, order, scale, and agreement of official run and simulation.

#![allow(clippy::float_arithmetic, reason = "a test measures how far simulation is from official")]

use super::Case;
use crate::number::{Decimal, sum};
use proptest::prelude::*;

const GRANT: &str = r#"formula f
table town
  key name : text
  people : person
  need : EUR
param pool : EUR  since 2020-01-01 = 1 000 000.01  cites "a"
each town
  let raw = 70% * (share pool by people) + 30% * (share pool by need)
  let limited = share pool by raw at least 1 EUR * people / 1 person at most 90% * pool
  result grant : EUR = round(limited to 0.01 EUR keeping sum)
"#;

fn rows() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((1_u32..5_000, 1_u32..90_000), 3..20)
}

fn csv(rows: &[(String, u32, u32)]) -> String {
    let lines = rows.iter().map(|(name, people, need)| format!("{name},{people},{need}"));
    format!("name,people,need\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn named(rows: &[(u32, u32)]) -> Vec<(String, u32, u32)> {
    let name = |at: usize| format!("T{at:03}");
    rows.iter().enumerate().map(|(at, (p, n))| (name(at), *p, *n)).collect()
}

fn amounts(rows: &[(String, u32, u32)]) -> Vec<(String, Decimal)> {
    let case = Case::new(GRANT, &[("town", &csv(rows))]);
    let run = case.official();
    let (id, _) = case.plan.definition_named("grant").expect("the result");
    let value = |at: usize| run.value(id, at).number().expect("an amount");
    let mut amounts: Vec<_> =
        rows.iter().enumerate().map(|(at, (name, ..))| (name.clone(), value(at))).collect();
    amounts.sort();
    amounts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Goal: whatever the data, the rounded amounts sum to the pool to the cent.
    #[test]
    fn amounts_sum_to_the_pool(rows in rows()) {
        let total = sum(amounts(&named(&rows)).into_iter().map(|(_, a)| a)).expect("a sum");
        prop_assert_eq!(total, Decimal::parse("1000000.01").expect("a number"));
    }

    /// Goal: shuffling rows changes nothing, not even the identity of the data.
    #[test]
    fn the_order_of_rows_does_not_matter(rows in rows(), by in any::<u64>()) {
        let rows = named(&rows);
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|(name, p, n)| (u64::from(*p) ^ by).wrapping_mul(u64::from(*n) | 1)
            .wrapping_add(name.len() as u64));
        prop_assert_eq!(amounts(&rows), amounts(&shuffled));
        let hash = |rows: &[(String, u32, u32)]| {
            Case::new(GRANT, &[("town", &csv(rows))]).official().identity().hash.clone()
        };
        prop_assert_eq!(hash(&rows), hash(&shuffled));
    }

    /// Goal: official run and simulation agree after rounding on data of this kind, where no value
    /// lies near a tie: at most one cent apart where the order of remainders is at its noise.
    #[test]
    fn official_and_simulation_agree(rows in rows()) {
        let case = Case::new(GRANT, &[("town", &csv(&named(&rows)))]);
        let (official, simulated) = (case.official(), case.simulated());
        let (id, _) = case.plan.definition_named("limited").expect("the share");
        for row in 0..rows.len() {
            let a = official.value(id, row).number().map(Decimal::to_f64);
            let b = simulated.value(id, row).number();
            let (a, b) = (a.expect("a number"), b.expect("a number"));
            prop_assert!((a - b).abs() <= 1e-9 * 1_000_000.0, "{a} and {b}");
        }
    }
}
