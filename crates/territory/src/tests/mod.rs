//! Tests of the station: the package of Kosovo, faulty packages, and the import on a real file and
//! a real server.

mod faults;
mod import;
mod kosovo;
mod places;
mod words;

use crate::model::MunicipalityCode;
use crate::package::PackageTexts;
use cluster::Place;
use jiff::Timestamp;
use records::command::Gate;
use records::database::{Address, Database, Options};
use records::policy::Policy;

async fn gate(place: &Place) -> Gate {
    let address = Address::read(place.address()).unwrap();
    let stations: [&[_]; 1] = [crate::MIGRATIONS];
    let opened = Database::open(&address, &stations, &Options::default(), moment(0)).await;
    Gate::new(opened.unwrap(), std::sync::Arc::new(Policy::new(&[crate::POLICY]).unwrap()))
}

fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn code(text: &str) -> MunicipalityCode {
    text.parse().unwrap()
}

/// The package of Kosovo with one text replaced by another, which must be there.
fn with(file: fn(&mut PackageTexts) -> &mut String, old: &str, new: &str) -> PackageTexts {
    let mut texts = PackageTexts::kosovo();
    let text = file(&mut texts);
    assert!(text.contains(old), "{old}");
    *text = text.replacen(old, new, 1);
    texts
}
