//! Tests of the station on a real SQLite file in a folder of its own.

mod files;
mod runs;
mod what_if;

use crate::demo;
use crate::desk::Desk;
use jiff::Timestamp;
use records::command::Gate;
use records::database::{Database, Options};
use records::policy::Policy;
use std::path::PathBuf;

/// A folder that vanishes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = records::identity::make(moment()).unwrap();
        let folder = std::env::temp_dir().join(format!("peshore-grant-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn moment() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

/// The demonstration's database, set up.
pub(crate) struct Ready {
    gate: Gate,
    pub(crate) desk: Desk,
    _folder: Folder,
}

pub(crate) async fn ready() -> Ready {
    let folder = Folder::new();
    let file = folder.0.join("peshore.sqlite");
    let options = Options::default();
    let stations = [territory::MIGRATIONS];
    let database = Database::open(&file, &stations, &options, moment()).await.unwrap();
    let policy = Policy::new(&[territory::ACTIONS, crate::ACTIONS]);
    let gate = Gate::new(database.clone(), policy);
    let desk = Desk::new(database).unwrap();
    demo::set_up(&gate, &desk, moment()).await.unwrap();
    Ready { gate, desk, _folder: folder }
}

/// Goal: no file and no error shows an id instead of a word. Method: the three files compared.
#[test]
fn words_are_complete() {
    assert_eq!(pages::words::differences(&crate::words::WORDS), Vec::<String>::new());
}
