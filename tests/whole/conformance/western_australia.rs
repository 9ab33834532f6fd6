//! Western Australia: a trimmed mean of six years, a minimum by population, one closed pool.

use super::{Published, apart, decimal, values, with_run};
use formula::number::Decimal;
use formula_data::Outcome;
use jiff::civil::date;

/// The official run on the published inputs.
pub(crate) fn run(look: impl FnOnce(&Outcome<'_>)) {
    let published = Published::in_folder("au-wa-gpg-2024");
    let columns = [
        ("name", "local_government"),
        ("population", "population"),
        ("requirement_2019", "equalisation_2019_20"),
        ("requirement_2020", "equalisation_2020_21"),
        ("requirement_2021", "equalisation_2021_22"),
        ("requirement_2022", "equalisation_2022_23"),
        ("requirement_2023", "equalisation_2023_24"),
        ("requirement_2024", "equalisation_2024_25"),
    ];
    let inputs = published.inputs(&columns);
    with_run("wa-general-purpose.formula", "council", &inputs, date(2024, 7, 1), look);
}

/// Goal: the formula gives the grants that were paid, before rounding to within 0.68 of a dollar
/// for each of the 137 governments, and their average requirements to the dollar. Method: six
/// published years go in; averages and grants are published in whole dollars.
#[test]
#[cfg_attr(not(corpus), ignore = "the published grants are not in ../shared/corpus")]
fn grants_of_2024_are_those_that_were_paid() {
    let published = Published::in_folder("au-wa-gpg-2024");
    let paid = published.expected("local_government", "grant_2024_25");
    let averages = published.expected("local_government", "average_equalisation");
    run(|outcome| {
        let (due, grants) = (values(outcome, "due"), values(outcome, "grant"));
        let own = values(outcome, "average");
        assert_eq!(due.len(), 137);
        assert_eq!(paid.len(), 137);
        let worst = due.iter().map(|(name, due)| apart(*due, paid[name])).max();
        assert!(worst < Some(decimal("0.68")), "{worst:?}");
        let to_the_dollar = grants.iter().filter(|(name, grant)| **grant == paid[*name]).count();
        assert!(grants.iter().all(|(name, grant)| apart(*grant, paid[name]) <= Decimal::ONE));
        assert_eq!(to_the_dollar, 131, "the other six are one dollar apart");
        let off = own.iter().map(|(name, average)| apart(*average, averages[name])).max();
        assert!(off < Some(Decimal::ONE), "{off:?}");
    });
}
