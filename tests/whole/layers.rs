//! The arrows between crates, and the libraries that only some rooms may touch.

use xtask::{layers, manifest, tree};

use crate::tidy::{Source, report, sources};

/// Goal: no crate imports one that stands above or beside it. Method: read every manifest of the
/// workspace and compare its arrows with the order of the house.
#[test]
fn every_arrow_runs_the_right_way() {
    let packages = manifest::workspace(&tree::root()).unwrap();
    report(layers::breaches(&packages));
}

/// Goal: SQL is written in two places only, `records` and the `store` of a station, so that a
/// change of the database is a change there. Method: look for the library's name in every source.
#[test]
fn sql_is_spoken_only_in_records_and_stores() {
    let speaks = |source: &Source| source.text.contains("sqlx::");
    let may = |path: &str| {
        path.starts_with("crates/records/")
            || path.starts_with("tests/")
            || path.ends_with("/src/store.rs")
            || path.contains("/src/store/")
    };
    let breaches = sources("rs").into_iter().filter(|s| speaks(s) && !may(&s.path));
    report(
        breaches.map(|s| {
            format!("{}: SQL belongs into `records` or into the station's store.rs", s.path)
        }),
    );
}

/// Goal: the engine stays pure, so that a run gives the same answer everywhere and for ever.
/// Method: look in its sources for the doors to files, network, environment and clock.
#[test]
fn the_engine_touches_nothing_outside_itself() {
    let doors = ["std::fs", "std::net", "std::env", "std::process", "std::thread", "std::time"];
    let mut breaches = Vec::new();
    for source in sources("rs").into_iter().filter(|s| s.path.starts_with("crates/formula/src/")) {
        for door in doors.iter().filter(|door| source.text.contains(**door)) {
            breaches.push(format!("{}: `{door}` does not belong into the engine", source.path));
        }
    }
    report(breaches);
}
