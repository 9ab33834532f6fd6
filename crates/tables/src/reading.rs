//! A file is read for the columns that a station expects; all its faults are found at once.

use crate::cells;
use crate::column::{Column, Kind};
use crate::grid::{Address, Content, Grid, GridRow, Limits};
use crate::mark::{self, Mark};
use crate::remark::Remark;
use crate::{text, workbook};
use formula::number::Decimal;
use std::collections::HashMap;

/// How many faults are kept; the rest is counted.
pub const FAULTS_SHOWN: usize = 100;

/// A file that somebody brought.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// Its name, as people know it.
    pub file: &'a str,
    /// The table it is meant to be; a sheet of this name is read.
    pub table: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// Whether a column that is not expected is a fault; else it is said that it is not used.
    pub is_strict: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing is known; never the same as zero.
    Missing,
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A day.
    Day(jiff::civil::Date),
}

/// A cell that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCell {
    /// What it holds.
    pub value: Value,
    /// What was written.
    pub written: String,
    /// Where it stands.
    pub at: Address,
}

/// A row that was read: a cell for each expected column, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// The cells.
    pub cells: Vec<ReadCell>,
}

/// What came of a file. With a fault there are no rows: it is taken whole or not at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The rows, in the order of the file.
    pub rows: Vec<ReadRow>,
    /// How cells were read that could be mistaken.
    pub notices: Vec<Remark>,
    /// What is wrong, up to [`FAULTS_SHOWN`].
    pub faults: Vec<Remark>,
    /// How much is wrong in all.
    pub faults_in_all: usize,
}

impl Reading {
    fn fault(&mut self, fault: Remark) {
        self.faults_in_all = self.faults_in_all.saturating_add(1);
        if self.faults.len() < FAULTS_SHOWN {
            self.faults.push(fault);
        }
    }
}

/// Reads a file within the usual limits.
pub fn read(upload: &Upload<'_>, columns: &[Column]) -> Reading {
    read_within(upload, columns, &Limits::default())
}

/// Reads a file. Any bytes are answered.
pub fn read_within(upload: &Upload<'_>, columns: &[Column], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    match grid(upload, limits) {
        Err(fault) => reading.fault(fault),
        Ok(mut grid) => {
            reading.notices = std::mem::take(&mut grid.notices);
            rows(&grid, columns, upload.is_strict, &mut reading);
        }
    }
    if reading.faults_in_all > 0 {
        reading.rows.clear();
    }
    reading
}

fn grid(upload: &Upload<'_>, limits: &Limits) -> Result<Grid, Remark> {
    if upload.bytes.len() > limits.bytes {
        let most = (limits.bytes >> 20).to_string();
        return Err(Remark::of("table-too-large").with("most", most));
    }
    if upload.bytes.starts_with(b"PK\x03\x04") {
        return workbook::grid(upload.bytes, upload.table, limits);
    }
    if upload.bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Remark::of("table-old-workbook"));
    }
    text::grid(upload.bytes, limits)
}

fn rows(grid: &Grid, columns: &[Column], is_strict: bool, reading: &mut Reading) {
    let mut lines = grid.rows.iter().filter(|row| !row.is_empty());
    let Some(header) = lines.next() else {
        return reading.fault(Remark::of("table-empty"));
    };
    let lines: Vec<&GridRow> = lines.collect();
    let header = Header { row: header, width: width(header, &lines), is_strict };
    let places = places(grid, &header, columns, reading);
    if lines.is_empty() {
        reading.fault(Remark::of("table-without-rows"));
    }
    let marks: Vec<Mark> = columns
        .iter()
        .zip(&places)
        .map(|(column, at)| match column.kind {
            Kind::Number { .. } => mark::of_column(lines.iter().filter_map(|row| {
                match at.and_then(|at| row.cells.get(at)) {
                    Some(Content::Text(text)) => Some(text.trim()),
                    _ => None,
                }
            })),
            _ => Mark::Unknown,
        })
        .collect();
    let mut keys = HashMap::new();
    for line in lines {
        row(grid, line, columns, (&places, &marks, header.width), &mut keys, reading);
    }
}

/// The names of the columns.
struct Header<'g> {
    row: &'g GridRow,
    /// How many columns there are.
    width: usize,
    is_strict: bool,
}

/// How many columns there are, without those at the end that have no name. A column within that has
/// none counts as long as something stands in it.
fn width(header: &GridRow, lines: &[&GridRow]) -> usize {
    let is_filled =
        |row: &GridRow, at: usize| row.cells.get(at).is_some_and(|cell| !cell.shown().is_empty());
    let mut width = header.cells.len();
    while width > 0 {
        let last = width.saturating_sub(1);
        if is_filled(header, last) || lines.iter().any(|line| is_filled(line, last)) {
            break;
        }
        width = last;
    }
    width
}

/// Where each expected column stands in the file.
fn places(
    grid: &Grid,
    header: &Header<'_>,
    columns: &[Column],
    reading: &mut Reading,
) -> Vec<Option<usize>> {
    let cells = header.row.cells.iter().take(header.width);
    let names: Vec<&str> = cells.map(Content::shown).collect();
    let expected: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let header_line = header.row.number;
    for (at, name) in names.iter().enumerate() {
        let place = grid.address(header_line, Some(at));
        let first = names.iter().position(|other| other.to_lowercase() == name.to_lowercase());
        if name.is_empty() {
            reading.fault(Remark::at("column-unnamed", &place));
        } else if first.is_some_and(|first| first < at) {
            reading.fault(Remark::at("column-twice", &place).in_column(name));
        } else if !columns.iter().any(|column| column.is_named(name)) {
            let said = |id| Remark::at(id, &place).in_column(name);
            match header.is_strict {
                true => {
                    reading.fault(said("column-unknown").with("expected", expected.join(", ")));
                }
                false => reading.notices.push(said("column-unused")),
            }
        }
    }
    let found = |column: &Column| names.iter().position(|name| column.is_named(name));
    for column in columns.iter().filter(|column| found(column).is_none()) {
        let place = grid.address(header_line, None);
        reading.fault(Remark::at("column-missing", &place).in_column(&column.name));
    }
    columns.iter().map(found).collect()
}

/// Reads a line: its cells, what stands beyond the header, and whether its key was there before.
fn row(
    grid: &Grid,
    line: &GridRow,
    columns: &[Column],
    (places, marks, width): (&[Option<usize>], &[Mark], usize),
    keys: &mut HashMap<Vec<String>, u64>,
    reading: &mut Reading,
) {
    let beyond =
        line.cells.iter().enumerate().skip(width).find(|(_, cell)| !cell.shown().is_empty());
    if let Some((at, _)) = beyond {
        reading.fault(Remark::at("cell-beyond-header", &grid.address(line.number, Some(at))));
    }
    let empty = Content::Text(String::new());
    let mut key = Vec::new();
    let mut cells = Vec::with_capacity(columns.len());
    for ((column, place), mark) in columns.iter().zip(places).zip(marks) {
        let Some(place) = *place else { continue };
        let at = grid.address(line.number, Some(place));
        let content = line.cells.get(place).unwrap_or(&empty);
        if column.key {
            key.push(content.shown().to_lowercase());
        }
        match cells::value(content, column, *mark, &at) {
            Err(fault) => reading.fault(fault),
            Ok((value, notice)) => {
                reading.notices.extend(notice);
                cells.push(ReadCell { value, written: content.shown().to_owned(), at });
            }
        }
    }
    if key.iter().any(|part| !part.is_empty()) {
        let shown = key.join(", ");
        if let Some(first) = keys.insert(key, line.number) {
            let twice = Remark::at("row-twice", &grid.address(line.number, None));
            reading.fault(twice.with("key", shown).with("first", first.to_string()));
        }
    }
    reading.rows.push(ReadRow { cells });
}
