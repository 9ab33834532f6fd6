//! A database of a released version, brought up to date by this one.

use super::moment;
use crate::site::MIGRATIONS;
use crate::verify_command::verify;
use cluster::Place;
use records::backup::{self, Identities};
use records::clock::Clock;
use records::database::{Address, Database, Options, digests};
use std::path::Path;
use std::time::Duration;

/// The steps of migration that were released, with the hash of what each does. One that was applied
/// somewhere never changes; a further one is added here when it is released.
const RELEASED: [(&str, &str); 2] = [
    ("records/1 ground", "0eccfe1ecb1c48876cfd50e66d93cbc47cb052d7305379cc8d3fd80c5aa7cc54"),
    (
        "territory/1 municipality",
        "6fe805de078a11e0b6209caa18036983522dd618d5fe211b006b0ab1e30d308c",
    ),
];

/// A backup of the demonstration with these steps: municipalities, a snapshot, runs, a journal.
const BACKUP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/released.bin");

/// The key to it, which opens nothing else.
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/released.key");

/// Goal: a step that was released reads as it did. Method: the hashes, kept here.
#[test]
fn released_steps_never_change() {
    let all: Vec<(String, String)> = records::MIGRATIONS
        .iter()
        .chain(MIGRATIONS.iter().copied().flatten())
        .map(|step| (step.step(), step.hash()))
        .collect();
    for (step, hash) in RELEASED {
        let found = all.iter().find(|(name, _)| name == step);
        assert_eq!(found.map(|(_, hash)| hash.as_str()), Some(hash), "{step}");
    }
}

/// Goal: a database of the released version is brought up to date with everything in it, and a
/// kept backup can be read. Method: restore the kept backup, which makes the tables of that
/// version; open it with all steps; verify chains, snapshots and runs; no table lost a row.
async fn a_released_database_is_upgraded(place: Place) {
    let address = Address::read(place.address()).unwrap();
    let options = Options { wait: Duration::from_secs(20), ..Options::default() };
    let key = Identities::file(Path::new(KEY)).unwrap();
    let held =
        backup::restore(Path::new(BACKUP), &key, &address, MIGRATIONS, &options).await.unwrap();
    let steps = held.tables.iter().find(|table| table.table == "applied_migration").unwrap();
    assert_eq!(steps.rows, u64::try_from(RELEASED.len()).unwrap());
    let database = Database::open(&address, MIGRATIONS, &options, moment()).await.unwrap();
    database.is_whole(MIGRATIONS).await.unwrap();
    let now = digests(&database).await.unwrap();
    for table in &held.tables {
        let found = now.iter().find(|other| other.table == table.table);
        let rows = found.map(|found| found.rows).unwrap_or_default();
        assert!(rows >= table.rows, "{}: {rows} of {}", table.table, table.rows);
    }
    database.close().await;
    let found = verify(&address, Clock::fixed(moment())).await.unwrap();
    assert!(found.snapshots >= 1 && found.runs >= 2 && !found.chains.is_empty(), "{found:?}");
}

cluster::on_both!(a_released_database_is_upgraded);
