//! Tests of reading: what is accepted, what is refused and where, and how formulas are joined.

mod decisions;
mod faults;
mod folders;
mod joined;
mod reading;
mod scenarios;
mod simulation;

use crate::{Package, TableText, read_tables};
use formula::check::check;
use formula::data::Table;
use formula::diagnostic::{Diagnostic, Place, Source};
use formula::plan::Plan;
use formula::words::Language;
use std::path::{Path, PathBuf};

/// A formula with a column of each kind.
const PLACES: &str = "\
formula places
table place
  key code : text
  people : person
  rate : % optional
  kind : town | village optional
  founded : date optional
  coast : bool optional
  note : text optional
each place
  result doubled : person = people * 2
";

fn plan(text: &str) -> Plan {
    check(&Source::new("test.formula", text), &[]).into_result().expect("the formula is in order")
}

fn read_place(
    csv: &[u8],
    status: Option<&[u8]>,
    source: Option<&[u8]>,
) -> Result<Table, Vec<Diagnostic>> {
    let text = TableText { name: "place", origin: "place.csv", csv, status, source };
    let mut tables = read_tables(&plan(PLACES), &[text], &Package::default())?;
    Ok(tables.remove(0))
}

/// A finding as one line: id, file, line, row, column. Every finding must be said, with help, in
/// every language.
fn brief(diagnostic: &Diagnostic) -> String {
    for language in Language::ALL {
        let said = diagnostic.message(language);
        let help = diagnostic.help(language).expect("every finding says what to do");
        for text in [&said, &help] {
            assert!(!text.contains('⟦') && !text.contains("{ "), "{}: {text}", diagnostic.id);
            assert!(!text.contains('\u{e000}'), "{}: {text}", diagnostic.id);
        }
    }
    let place = match &diagnostic.place {
        Place::Data { origin, line, row, column, .. } => {
            let line = line.map(|line| line.to_string()).unwrap_or_default();
            let (row, column) =
                (row.clone().unwrap_or_default(), column.clone().unwrap_or_default());
            format!("{origin}:{line}:{row}:{column}")
        }
        Place::Formula(_) => "formula".to_owned(),
        Place::Request(what) => what.clone(),
        Place::Nowhere => String::new(),
    };
    format!("{} {place}", diagnostic.id)
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = std::env::temp_dir().join(format!("formula-data-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        for (file, text) in files {
            std::fs::write(path.join(file), text).expect("a temporary file");
        }
        Folder(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    /// A text without the part of paths that differs from run to run.
    fn hide(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.0.display()), "")
            .replace(&self.0.display().to_string(), "FOLDER")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
