//! The tables of a package, checked against one another.

use super::PackageTexts;
use super::descriptor::Descriptor;
use super::sheet::{Row, Sheet};
use crate::error::{Fault, FaultKind};
use crate::model::{
    Cell, Column, Kind, Municipality, MunicipalityCode, Names, NeighbourPair, Tile, Value,
};
use formula::plan::Wording;
use formula::standing::Standing;
use std::collections::{BTreeMap, BTreeSet};

const MUNICIPALITY: &str = "municipality.csv";
const DISTRICT: &str = "district.csv";

/// The names of the districts.
pub(super) fn districts(text: &str, faults: &mut Vec<Fault>) -> Vec<Names> {
    let sheet = Sheet::read(DISTRICT, text, &["name_sq", "name_sr", "name_en"], faults);
    let mut districts: Vec<Names> = Vec::new();
    for row in &sheet.rows {
        let names = names(&sheet, row, "name", faults);
        if districts.iter().any(|other| other.sq == names.sq) {
            faults.push(sheet.fault(FaultKind::RowTwice, row).found(&names.sq));
        }
        districts.push(names);
    }
    districts
}

fn names(sheet: &Sheet, row: &Row, stem: &str, faults: &mut Vec<Fault>) -> Names {
    let mut name =
        |language: &str| sheet.required(row, &format!("{stem}_{language}"), faults).to_owned();
    Names { sq: name("sq"), sr: name("sr"), en: name("en") }
}

/// The municipalities with every cell's standing and source.
pub(super) fn municipalities(
    texts: &PackageTexts,
    descriptor: &Descriptor,
    districts: &[Names],
    faults: &mut Vec<Fault>,
) -> Vec<Municipality> {
    let header = descriptor.header();
    let cells = Sheet::read(MUNICIPALITY, &texts.municipality, &header, faults);
    let statuses = Sheet::read("municipality.status.csv", &texts.status, &header, faults);
    let sources = Sheet::read("municipality.source.csv", &texts.source, &header, faults);
    if !faults.is_empty() {
        return Vec::new();
    }
    let status_rows = beside(&cells, &statuses, faults);
    let source_rows = beside(&cells, &sources, faults);
    let mut all: BTreeMap<MunicipalityCode, Municipality> = BTreeMap::new();
    for row in &cells.rows {
        let Some(code) = code(&cells, row, "code", faults) else {
            continue;
        };
        let reader = RowReader {
            cells: &cells,
            row,
            statuses: &statuses,
            status_row: status_rows.get(code.as_str()).copied(),
            sources: &sources,
            source_row: source_rows.get(code.as_str()).copied(),
        };
        let known: BTreeMap<String, Cell> = descriptor
            .columns
            .iter()
            .filter_map(|column| Some((column.name.clone(), reader.cell(column, faults)?)))
            .collect();
        let names = names(&cells, row, "name", faults);
        let district = cells.cell(row, "district");
        let Some(district) = districts.iter().find(|names| names.sq == district) else {
            let fault = cells.fault(FaultKind::Unknown, row).column("district").found(district);
            faults.push(fault.expected(DISTRICT));
            continue;
        };
        let district = district.clone();
        let municipality = Municipality { code: code.clone(), names, district, cells: known };
        if all.insert(code.clone(), municipality).is_some() {
            faults.push(cells.fault(FaultKind::RowTwice, row).found(code.as_str()));
        }
    }
    all.into_values().collect()
}

/// The rows of a side file by code: exactly those of the main file.
fn beside<'a>(
    cells: &Sheet,
    side: &'a Sheet,
    faults: &mut Vec<Fault>,
) -> BTreeMap<&'a str, &'a Row> {
    let codes: BTreeSet<&str> = cells.rows.iter().map(|row| cells.cell(row, "code")).collect();
    let mut rows = BTreeMap::new();
    for row in &side.rows {
        let code = side.cell(row, "code");
        if !codes.contains(code) {
            let fault = side.fault(FaultKind::Unknown, row).column("code").found(code);
            faults.push(fault.expected(MUNICIPALITY));
        }
        if rows.insert(code, row).is_some() {
            faults.push(side.fault(FaultKind::RowTwice, row).found(code));
        }
    }
    for code in codes.iter().filter(|code| !rows.contains_key(**code)) {
        faults.push(Fault::new(FaultKind::RowMissing, side.file, 0).found(code));
    }
    rows
}

/// One row with what stands beside it.
struct RowReader<'a> {
    cells: &'a Sheet,
    row: &'a Row,
    statuses: &'a Sheet,
    status_row: Option<&'a Row>,
    sources: &'a Sheet,
    source_row: Option<&'a Row>,
}

impl RowReader<'_> {
    /// The cell of a column; nothing when it is empty or wrong.
    fn cell(&self, column: &Column, faults: &mut Vec<Fault>) -> Option<Cell> {
        let name = column.name.as_str();
        let text = self.cells.cell(self.row, name);
        let standing = self.standing(name, text, faults);
        if text.is_empty() {
            // Names say so themselves.
            if column.required && !name.starts_with("name_") {
                faults.push(self.cells.fault(FaultKind::CellEmpty, self.row).column(name));
            }
            return None;
        }
        let value = self.value(column, text, faults)?;
        let own = self.source_row.map_or("", |row| self.sources.cell(row, name));
        let source = match Wording::read(own) {
            _ if own.is_empty() => column.source.clone(),
            Some(wording) => wording,
            None => {
                let row = self.source_row.unwrap_or(self.row);
                let fault = self.sources.fault(FaultKind::SourceInvalid, row);
                faults.push(fault.column(name).found(own));
                return None;
            }
        };
        Some(Cell { value, standing: standing?, source })
    }

    fn value(&self, column: &Column, text: &str, faults: &mut Vec<Fault>) -> Option<Value> {
        let fault = |kind| self.cells.fault(kind, self.row).column(&column.name).found(text);
        let Some(value) = Value::from_text(column.kind, text) else {
            let number = column.kind == Kind::Number;
            let kind = if number { FaultKind::NumberInvalid } else { FaultKind::YesNoInvalid };
            faults.push(fault(kind));
            return None;
        };
        if let (Value::Number(number), Some(minimum)) = (&value, column.minimum)
            && *number < minimum
        {
            faults.push(fault(FaultKind::NumberTooSmall).expected(minimum.to_canonical()));
            return None;
        }
        Some(value)
    }

    fn standing(&self, column: &str, value: &str, faults: &mut Vec<Fault>) -> Option<Standing> {
        let row = self.status_row?;
        let word = self.statuses.cell(row, column);
        let fault = |kind| self.statuses.fault(kind, row).column(column).found(word);
        if value.is_empty() != word.is_empty() {
            faults.push(fault(FaultKind::StatusUnpaired).expected(value));
            return None;
        }
        let standing = Standing::from_word(word);
        if standing.is_none() && !word.is_empty() {
            let words = Standing::ALL.map(Standing::word).join(", ");
            faults.push(fault(FaultKind::StatusInvalid).expected(words));
        }
        standing
    }
}

fn code(
    sheet: &Sheet,
    row: &Row,
    column: &str,
    faults: &mut Vec<Fault>,
) -> Option<MunicipalityCode> {
    let text = sheet.cell(row, column);
    let code = text.parse().ok();
    if code.is_none() {
        faults.push(sheet.fault(FaultKind::CodeInvalid, row).column(column).found(text));
    }
    code
}

/// A code that one of the municipalities has.
fn known_code(
    sheet: &Sheet,
    row: &Row,
    column: &str,
    municipalities: &[Municipality],
    faults: &mut Vec<Fault>,
) -> Option<MunicipalityCode> {
    let code = code(sheet, row, column, faults)?;
    if municipalities.iter().any(|m| m.code == code) {
        return Some(code);
    }
    let fault = sheet.fault(FaultKind::Unknown, row).column(column).found(code.as_str());
    faults.push(fault.expected(MUNICIPALITY));
    None
}

/// The tiles: one for each municipality, no two in one place.
pub(super) fn tiles(
    text: &str,
    municipalities: &[Municipality],
    faults: &mut Vec<Fault>,
) -> Vec<Tile> {
    let header = ["code", "column", "row", "label_sq", "label_sr", "label_en"];
    let sheet = Sheet::read("tile.csv", text, &header, faults);
    if !faults.is_empty() {
        return Vec::new();
    }
    let mut tiles: BTreeMap<MunicipalityCode, Tile> = BTreeMap::new();
    let mut taken: BTreeMap<(u8, u8), MunicipalityCode> = BTreeMap::new();
    for row in &sheet.rows {
        let place = |name: &str, faults: &mut Vec<Fault>| {
            let text = sheet.cell(row, name);
            let number = text.parse::<u8>().ok().filter(|number| *number >= 1);
            if number.is_none() {
                let fault = sheet.fault(FaultKind::NumberInvalid, row).column(name);
                faults.push(fault.found(text));
            }
            number
        };
        let (column, line) = (place("column", faults), place("row", faults));
        let labels = names(&sheet, row, "label", faults);
        let code = known_code(&sheet, row, "code", municipalities, faults);
        let (Some(code), Some(column), Some(line)) = (code, column, line) else {
            continue;
        };
        if let Some(other) = taken.insert((column, line), code.clone()) {
            let fault = sheet.fault(FaultKind::TileTaken, row).found(&format!("{column}/{line}"));
            faults.push(fault.expected(other.as_str()));
        }
        let tile = Tile { code: code.clone(), column, row: line, labels };
        if tiles.insert(code.clone(), tile).is_some() {
            faults.push(sheet.fault(FaultKind::RowTwice, row).found(code.as_str()));
        }
    }
    for missing in municipalities.iter().filter(|m| !tiles.contains_key(&m.code)) {
        let fault = Fault::new(FaultKind::RowMissing, sheet.file, 0);
        faults.push(fault.found(missing.code.as_str()));
    }
    tiles.into_values().collect()
}

/// The pairs that share a boundary, each once.
pub(super) fn neighbours(
    text: &str,
    municipalities: &[Municipality],
    faults: &mut Vec<Fault>,
) -> Vec<NeighbourPair> {
    let sheet = Sheet::read("neighbour.csv", text, &["code_a", "code_b"], faults);
    if !faults.is_empty() {
        return Vec::new();
    }
    let mut pairs = BTreeSet::new();
    for row in &sheet.rows {
        let a = known_code(&sheet, row, "code_a", municipalities, faults);
        let b = known_code(&sheet, row, "code_b", municipalities, faults);
        let (Some(a), Some(b)) = (a, b) else { continue };
        let shown = format!("{a}–{b}");
        if a >= b {
            faults.push(sheet.fault(FaultKind::PairOrder, row).found(&shown));
        } else if !pairs.insert(NeighbourPair { a, b }) {
            faults.push(sheet.fault(FaultKind::RowTwice, row).found(&shown));
        }
    }
    pairs.into_iter().collect()
}
