//! The formulas for Kosovo on the data of the country.

use super::{repository, run_line};

fn run(line: &str) -> String {
    run_line(line, &repository().display().to_string())
}

/// Goal: the three formulas are in order and in canonical layout. Method: `check` without any
/// warning, `fmt --check`.
#[test]
fn the_formulas_are_in_order() {
    let files = "@formulas/kosovo/estimates.formula @formulas/kosovo/general-grant.formula \
                 @formulas/kosovo/specific-grant.formula";
    let checked = run(&format!("check {files}"));
    assert!(checked.starts_with("status 0\n"), "{checked}");
    assert!(!checked.contains("--- findings"), "{checked}");
    assert_eq!(run(&format!("fmt --check {files}")), "status 0\n");
}

/// Goal: every policy test passes. Method: `test` over the folder.
#[test]
fn the_policy_tests_pass() {
    let said = run("test @formulas");
    assert!(said.starts_with("status 0\n"), "{said}");
    assert!(said.ends_with(" passed, 0 failed, 0 skipped\n"), "{said}");
}

/// Goal: the amounts sum to the pool to the cent, whichever figure counts for the north. Method:
/// the CSV of both grants is summed in cents.
#[test]
fn amounts_sum_to_the_pool_to_the_cent() {
    for (formula, pool) in
        [("general-grant", 28_468_000_000_i64), ("specific-grant", 2_846_800_000)]
    {
        for choice in ["yes", "no"] {
            let said = run(&format!(
                "run @formulas/kosovo/{formula}.formula --data @data/kosovo --format csv \
                 --as-of 2024-01-01 --param northern_population_estimated={choice}"
            ));
            let rows: Vec<&str> =
                said.lines().skip(2).take_while(|line| !line.starts_with("---")).collect();
            assert_eq!(rows.len(), 38, "{said}");
            let cents = |row: &&str| {
                let amount = row.split(',').nth(1).expect("the grant");
                amount.replace('.', "").parse::<i64>().expect("an amount with two decimals")
            };
            assert_eq!(rows.iter().map(cents).sum::<i64>(), pool, "{formula} {choice}");
        }
    }
}

/// Goal: without estimates nothing is computed, and the missing cells are listed. Method: the
/// lines of the findings.
#[test]
fn without_estimates_the_missing_cells_are_listed() {
    let said =
        run("run @formulas/kosovo/general-grant.formula --data @data/kosovo --without estimated");
    assert!(said.starts_with("status 1\n--- findings\n"), "{said}");
    for code in ["12", "28", "29", "38"] {
        assert!(said.contains(&format!("row {code}, column population_2024_estimated")), "{said}");
    }
}
