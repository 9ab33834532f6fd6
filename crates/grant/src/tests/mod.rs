//! Tests of the station on real databases: each on a file of SQLite and on a PostgreSQL server.

mod annexes;
mod data;
mod files;
mod proposals;
pub(crate) mod runs;
mod what_if;

use crate::demo;
use crate::desk::Desk;
use cluster::Place;
use jiff::Timestamp;
use records::command::Gate;
use records::database::{Address, Database, Options};
use records::policy::Policy;
use records::sealing::KeyRing;

fn moment() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// The demonstration's database, set up.
pub(crate) struct Ready {
    gate: Gate,
    pub(crate) desk: Desk,
    _place: Place,
}

pub(crate) async fn ready(place: Place) -> Ready {
    let address = Address::read(place.address()).unwrap();
    let options = Options::default();
    let stations = [territory::MIGRATIONS, crate::MIGRATIONS];
    let database = Database::open(&address, &stations, &options, moment()).await.unwrap();
    let policy = Policy::new(&[territory::POLICY, crate::POLICY]).unwrap();
    let gate = Gate::new(database.clone(), std::sync::Arc::new(policy));
    let gate = gate.with_keys(KeyRing::new().unwrap());
    let desk = Desk::new(database).unwrap();
    demo::set_up(&gate, &desk, moment()).await.unwrap();
    Ready { gate, desk, _place: place }
}

/// Goal: no file and no error shows an id instead of a word. Method: the three files compared.
#[test]
fn words_are_complete() {
    assert_eq!(pages::words::differences(&crate::words::WORDS), Vec::<String>::new());
}
