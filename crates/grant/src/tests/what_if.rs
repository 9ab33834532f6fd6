//! Questions beside a run, and two runs compared.

use super::ready;
use crate::comparison::compare;
use crate::desk::NORTH_ENUMERATED;
use crate::formulas::{GENERAL_GRANT, SPECIFIC_GRANT};
use cluster::Place;
use formula::number::{Decimal, Number, sum};
use formula::standing::Standing;
use std::collections::{BTreeMap, BTreeSet};

fn given(name: &str, value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), value.to_owned())])
}

/// Goal: a question is exact, touches nothing, and reaches the formulas that are used.
/// Method: another pool; the parameter of the estimates, against the kept run that has it.
async fn question_is_a_run(place: Place) {
    let ready = ready(place).await;
    let base = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    let pool = given("pool", "300 000 000");
    let asked = ready.desk.what_if(&base, &pool, &BTreeSet::new()).unwrap();
    assert_eq!(asked.total().unwrap().to_canonical(), "300000000");
    assert!(asked.summary.is_none());
    let north = given("northern_population_estimated", "false");
    let asked = base.what_if(&north, &BTreeSet::new()).unwrap();
    let runs = ready.desk.runs(GENERAL_GRANT).await.unwrap();
    let kept = runs.iter().find(|run| run.label == NORTH_ENUMERATED).unwrap();
    assert_eq!(asked.run.identity().hash, kept.hash);
}

/// Goal: what cannot be run is refused with everything that stands in the way.
/// Method: an unknown parameter; the specific grant without estimates, which lists what is missing;
/// a pool that the lump sums exceed, which a check of the formula says, and nothing says again.
async fn question_is_refused_with_reasons(place: Place) {
    let ready = ready(place).await;
    let base = ready.desk.baseline(SPECIFIC_GRANT).await.unwrap();
    let wrong = base.what_if(&given("poool", "1"), &BTreeSet::new()).unwrap_err();
    assert_eq!(wrong[0].id, "run-param-unknown");
    let missing = base.what_if(&BTreeMap::new(), &BTreeSet::from([Standing::Estimated]));
    assert!(missing.unwrap_err().len() > 1);
    let general = ready.desk.baseline(GENERAL_GRANT).await.unwrap();
    let small = general.what_if(&given("pool", "200 000"), &BTreeSet::new()).unwrap_err();
    assert_eq!(small.iter().map(|d| d.id).collect::<Vec<_>>(), ["run-check-fails"]);
}

/// Goal: the difference of two runs is told apart by rule, and the parts add up to it, for each
/// row and for the country. Method: both runs of each grant, and a grant against the other.
async fn steps_add_up_to_the_difference(place: Place) {
    let ready = ready(place).await;
    for (first, second) in [(GENERAL_GRANT, 1), (SPECIFIC_GRANT, 1), (GENERAL_GRANT, 0)] {
        let before = ready.desk.baseline(first).await.unwrap();
        let after = match second {
            1 => {
                let runs = ready.desk.runs(first).await.unwrap();
                let other = runs.iter().find(|run| !run.is_baseline).unwrap();
                ready.desk.opened(&other.id).await.unwrap()
            }
            _ => ready.desk.baseline(SPECIFIC_GRANT).await.unwrap(),
        };
        let compared = compare(&before, &after);
        assert_eq!(compared.rows.len(), 38);
        assert!(!compared.losers.is_empty() && !compared.steps.is_empty());
        for row in &compared.rows {
            let parts = row.by_step.iter().map(|(_, part)| *part);
            assert_eq!(sum(parts).ok(), row.difference, "{}", row.code);
            let was: Vec<Decimal> = before.steps(&row.code).iter().map(|s| s.amount).collect();
            let noise = sum(was).unwrap().sub(row.before.unwrap()).unwrap().abs();
            assert!(noise < Decimal::from_parts(1, -12).unwrap(), "{}", row.code);
        }
        let whole = compared.total_after.unwrap().sub(compared.total_before.unwrap()).unwrap();
        let totals = compared.totals_by_step.iter().map(|(_, total)| *total);
        assert_eq!(sum(totals).unwrap(), whole);
    }
}

cluster::on_both!(
    question_is_a_run,
    question_is_refused_with_reasons,
    steps_add_up_to_the_difference,
);
