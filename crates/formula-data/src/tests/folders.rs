//! Folders of data.

use super::{Folder, PLACES, brief, plan};
use crate::read_folder;
use formula::words::Language;

const TABLE: &str = "code,people\nA,1\n";

/// Goal: a folder is read with what stands beside its tables. Method: a folder with one table,
/// status and package.
#[test]
fn a_folder_is_read_with_its_side_files() {
    let folder = Folder::new(
        "read",
        &[
            ("place.csv", TABLE),
            ("place.status.csv", "code,people\nA,assumed\n"),
            ("datapackage.json", "{}"),
            ("other.csv", "whatever"),
        ],
    );
    let tables = read_folder(&plan(PLACES), folder.path()).expect("readable");
    assert_eq!(tables.len(), 1);
    let standing = tables[0].columns[1].as_ref().map(|c| c.standing.clone());
    assert_eq!(standing, Some(formula::data::PerCell::Same(formula::standing::Standing::Assumed)),);
}

/// Goal: what is missing in a folder is named, with what is there instead. Method: a missing
/// folder, a missing file and one with nearly the right name.
#[test]
fn missing_files_are_named() {
    let plan = plan(PLACES);
    let nowhere = std::path::Path::new("/nowhere/at/all");
    let found = read_folder(&plan, nowhere).expect_err("there is no such folder");
    assert_eq!(
        found.iter().map(brief).collect::<Vec<_>>(),
        ["data-folder-missing /nowhere/at/all"]
    );
    let folder = Folder::new("missing", &[("places.csv", TABLE), ("region.csv", TABLE)]);
    let found = read_folder(&plan, folder.path()).expect_err("the table is missing");
    assert_eq!(found.len(), 1);
    assert_eq!(
        folder.hide(&found[0].message(Language::En)),
        "There is no file “place.csv” in “FOLDER”.",
    );
    assert_eq!(
        found[0].help(Language::En).as_deref(),
        Some("Perhaps it is “places.csv”: rename it to “place.csv”."),
    );
    let folder = Folder::new("other", &[("region.csv", TABLE), ("region.status.csv", TABLE)]);
    let found = read_folder(&plan, folder.path()).expect_err("the table is missing");
    assert_eq!(
        found[0].help(Language::En).as_deref(),
        Some("Each table of the formula is one file with its name. The folder has: region.csv."),
    );
    assert_eq!(
        folder.hide(&found[0].message(Language::SrLatn)),
        "U „FOLDER“ nema datoteke „place.csv“.",
    );
}

/// Goal: a folder where a file should be is no panic. Method: a folder named like a table.
#[test]
fn a_folder_named_like_a_table_is_refused() {
    let folder = Folder::new("folder", &[]);
    std::fs::create_dir(folder.path().join("place.csv")).expect("a folder");
    let found = read_folder(&plan(PLACES), folder.path()).expect_err("not a file");
    let found: Vec<String> = found.iter().map(|d| folder.hide(&brief(d))).collect();
    assert_eq!(found, ["data-file-unreadable place.csv"]);
}
