//! Cases that are made up from a seed.

use super::Case;
use formula::check::check;
use formula::diagnostic::Source;
use formula::run::Request;
use fuzz::draw::Draw;
use fuzz::rows::Csv;
use fuzz::{generate, rows};
use jiff::civil::{Date, date};

/// The seed of every test run, the first there is; `cargo xtask opinions --seed` takes another.
pub(crate) const SEED: u64 = 1;

/// How many cases a test run makes up; `cargo xtask opinions --cases` takes another number.
pub(crate) const CASES: usize = 500;

/// How many simulation is held on, which takes a thousandth of a second for each: enough for a part
/// of one in a hundred to mean something.
pub(crate) const SIMULATED: usize = 3_000;

/// The day that made-up cases are run for.
pub(crate) const DAY: Date = date(2026, 1, 1);

/// A made-up formula with its data as text.
#[derive(Debug, Clone)]
pub(crate) struct MadeUp {
    /// The case.
    pub(crate) case: Case,
    /// Its tables, as they were read.
    pub(crate) tables: Vec<Csv>,
}

/// So many cases whose official run is not refused, from a seed on.
pub(crate) fn made_up(seed: u64, count: usize) -> Vec<MadeUp> {
    (0..).filter_map(|at| one(seed.wrapping_add(at))).take(count).collect()
}

/// The case of one seed, if it is not refused.
pub(crate) fn one(seed: u64) -> Option<MadeUp> {
    let mut draw = Draw::seeded(seed);
    let text = generate::formula(&mut draw);
    let source = Source::new(format!("made-up-{seed}"), text);
    let plan = check(&source, &[]).plan?;
    let tables = rows::tables(&plan, &mut draw);
    let data = rows::read(&plan, &tables).ok()?;
    let name = format!("made-up-{seed}");
    Some(MadeUp { case: Case::new(name, plan, data, Request::on(DAY))?, tables })
}

/// A number that `cargo xtask opinions` was asked for, else what every test run takes.
pub(crate) fn asked<N: std::str::FromStr>(variable: &str, otherwise: N) -> N {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}
