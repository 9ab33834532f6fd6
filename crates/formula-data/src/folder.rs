//! A folder of data on disk.

use crate::package::Package;
use crate::tables::{TableText, read_tables};
use formula::check::nearest;
use formula::data::Table;
use formula::diagnostic::{Diagnostic, Place};
use formula::plan::{self, Plan};
use std::path::Path;

/// Reads the tables of a plan from `TABLE.csv`, `TABLE.status.csv`, `TABLE.source.csv` and
/// `datapackage.json` in a folder. Fails with everything that is missing or wrong in any of them.
pub fn read_folder(plan: &Plan, folder: &Path) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let shown = folder.display().to_string();
    let Ok(entries) = std::fs::read_dir(folder) else {
        let place = Place::Request(shown.clone());
        return Err(vec![Diagnostic::error("data-folder-missing", place).with("folder", shown)]);
    };
    let mut there: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_table(name))
        .collect();
    there.sort();
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    for table in plan.tables.iter().filter(|table| is_delivered(table)) {
        let name = format!("{}.csv", table.name);
        match read(folder, &name, &mut diagnostics) {
            Some(csv) => {
                let origin = folder.join(&name).display().to_string();
                let mut side = |kind: &str| {
                    read(folder, &format!("{}.{kind}.csv", table.name), &mut diagnostics)
                };
                let (status, source) = (side("status"), side("source"));
                files.push((table.name.as_str(), origin, csv, status, source));
            }
            None if folder.join(&name).exists() => {}
            None => {
                let near = nearest(&name, there.iter().map(String::as_str)).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::error("data-file-missing", Place::Request(shown.clone()))
                        .with("file", name)
                        .with("folder", &*shown)
                        .with("near", near)
                        .with("there", there.join(", "))
                        .other(Place::Formula(table.span)),
                );
            }
        }
    }
    let package = match read(folder, "datapackage.json", &mut diagnostics) {
        None => Package::default(),
        Some(bytes) => {
            let origin = folder.join("datapackage.json").display().to_string();
            Package::read(&origin, &bytes).unwrap_or_else(|faults| {
                diagnostics.extend(faults);
                Package::default()
            })
        }
    };
    let texts: Vec<TableText<'_>> = files
        .iter()
        .map(|(name, origin, csv, status, source)| TableText {
            name,
            origin,
            csv,
            status: status.as_deref(),
            source: source.as_deref(),
        })
        .collect();
    match read_tables(plan, &texts, &package) {
        Ok(tables) if diagnostics.is_empty() => Ok(tables),
        Ok(_) => Err(diagnostics),
        Err(faults) => {
            diagnostics.extend(faults);
            Err(diagnostics)
        }
    }
}

/// Whether a table has cells of its own to deliver: the rows of a category stand in the formula,
/// and a cross table without columns is made of the tables that it crosses.
fn is_delivered(table: &plan::Table) -> bool {
    table.members.is_none()
        && (table.product.is_empty() || table.columns.len() > table.product.len())
}

fn is_table(name: &str) -> bool {
    name.ends_with(".csv") && !name.ends_with(".status.csv") && !name.ends_with(".source.csv")
}

/// The bytes of a file; nothing when there is none. Any other trouble is reported.
fn read(folder: &Path, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    let path = folder.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => None,
        Err(fault) => {
            let shown = path.display().to_string();
            diagnostics.push(
                Diagnostic::error("data-file-unreadable", Place::Request(shown.clone()))
                    .with("file", shown)
                    .with("reason", fault.to_string()),
            );
            None
        }
    }
}
