//! Tests of the station: the package of Kosovo, faulty packages, and the import on a real file.

mod faults;
mod import;
mod kosovo;
mod words;

use crate::model::MunicipalityCode;
use crate::package::PackageTexts;
use jiff::Timestamp;
use records::command::Gate;
use records::database::{Database, Options};
use records::policy::Policy;
use std::path::PathBuf;

/// A folder that vanishes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = records::identity::make(moment(0)).unwrap();
        let folder = std::env::temp_dir().join(format!("peshore-territory-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    async fn gate(&self) -> Gate {
        let file = self.0.join("peshore.sqlite");
        let stations: [&[_]; 1] = [crate::MIGRATIONS];
        let opened = Database::open(&file, &stations, &Options::default(), moment(0)).await;
        Gate::new(opened.unwrap(), Policy::new(&[crate::ACTIONS]))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
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
