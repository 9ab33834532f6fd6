//! What a formula asks of a table, and an upload put over the version in force. Pure.

use crate::error::Error;
use crate::formulas::FormulaEntry;
use formula::number::Decimal;
use formula::plan::{self, Labels, Plan, Type, Wording};
use formula::standing::Standing;
use records::imports::{Changes, Sheet};
use records::snapshot::SnapshotTable;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use tables::{Address, Kind, Reading, Value};

/// Units that count whole things: `1.234` of them is a thousand and more, and less than none is
/// nothing.
const COUNTED: [&str; 6] = ["person", "family", "municipality", "client", "place", "worker"];

/// How long a note about the source may be.
const NOTE_MAX: usize = 300;

/// A table as a formula and those that it uses ask for it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    /// The column that names a row.
    pub key: String,
    /// Its other columns.
    pub columns: Vec<AskedColumn>,
}

/// A column that is asked for.
#[derive(Debug, Clone)]
pub struct AskedColumn {
    /// Its name.
    pub name: String,
    /// Its title.
    pub labels: Labels,
    kind: Kind,
    is_percent: bool,
    is_required: bool,
}

impl AskedColumn {
    /// Whether it is only there to find a row by; it is not taken from an upload.
    pub fn is_for_finding(&self) -> bool {
        self.kind == Kind::Text
    }
}

/// The tables of data that a formula and those that it uses read, each once.
pub fn asked(entry: &FormulaEntry) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for plan in &entry.formulas.plans {
        for table in plan.tables.iter().filter(|table| table.members.is_none()) {
            let Some(key) = table.key.and_then(|key| table.columns.get(key.0)) else { continue };
            let at = match found.iter().position(|asked| asked.name == table.name) {
                Some(at) => at,
                None => {
                    let (name, labels) = (table.name.clone(), table.labels.clone());
                    let key = key.name.clone();
                    found.push(Asked { name, labels, key, columns: Vec::new() });
                    found.len().saturating_sub(1)
                }
            };
            if let Some(asked) = found.get_mut(at) {
                take_columns(asked, plan, table);
            }
        }
    }
    found
}

fn take_columns(asked: &mut Asked, plan: &Plan, table: &plan::Table) {
    for column in &table.columns {
        if column.name == asked.key || column.decided.is_some() {
            continue;
        }
        match asked.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => known.is_required |= !column.optional,
            None => asked.columns.push(AskedColumn {
                name: column.name.clone(),
                labels: column.labels.clone(),
                kind: kind_of(plan, &column.ty),
                is_percent: column.percent,
                is_required: !column.optional,
            }),
        }
    }
}

fn kind_of(plan: &Plan, ty: &Type) -> Kind {
    match ty {
        Type::Number(unit) => {
            let mut factors = unit.factors();
            let first = factors.next();
            let whole = factors.next().is_none()
                && first.is_some_and(|(name, power)| power == 1 && COUNTED.contains(&name));
            Kind::Number { whole, least: whole.then_some(Decimal::ZERO), most: None }
        }
        Type::Bool => Kind::OneOf(vec!["yes".to_owned(), "no".to_owned()]),
        Type::Date => Kind::Date,
        Type::Choice(list) => Kind::OneOf(plan.choices.get(list.0).cloned().unwrap_or_default()),
        Type::Text | Type::Row(_) => Kind::Text,
    }
}

impl Asked {
    /// What is expected of a file.
    pub(super) fn expected(&self) -> Vec<tables::Column> {
        let mut all = vec![tables::Column::new(&self.key, Kind::Text).key()];
        all.extend(self.columns.iter().map(|asked| {
            let column = tables::Column::new(&asked.name, asked.kind.clone());
            let column = if asked.is_percent { column.unit("percent") } else { column };
            match asked.is_required && !asked.is_for_finding() {
                true => column.required(),
                false => column,
            }
        }));
        all
    }

    /// The title of a column, or its name.
    pub fn title(&self, column: &str, language: formula::words::Language) -> String {
        match self.columns.iter().find(|asked| asked.name == column) {
            Some(asked) => asked.labels.say(language, column),
            None => column.to_owned(),
        }
    }
}

/// What is said beside a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Where the figures that change were read.
    pub note: String,
    /// How far they can be relied on, as a word.
    pub standing: String,
}

impl Settings {
    /// What is wrong with the note, as the id of a sentence.
    pub fn flaw(&self) -> Option<&'static str> {
        let note = self.note.trim();
        if note.is_empty() {
            Some("data-note-missing")
        } else if note.chars().count() > NOTE_MAX || note.chars().any(char::is_control) {
            Some("data-note-long")
        } else if Wording::read(note).is_none() {
            Some("data-note-unreadable")
        } else {
            None
        }
    }

    /// The standings that figures of a table may have.
    pub const STANDINGS: [Standing; 4] =
        [Standing::Verified, Standing::Reported, Standing::Estimated, Standing::Assumed];

    /// The standing, if it is one of those.
    pub fn standing(&self) -> Option<Standing> {
        Standing::from_word(&self.standing).filter(|found| Settings::STANDINGS.contains(found))
    }
}

/// What is wrong with a row as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// There is no row of this key in the table.
    Unknown {
        /// The key, as written.
        key: String,
        /// Where it stands.
        at: Address,
    },
    /// A row of the table is not in the file.
    Missing {
        /// Its key.
        key: String,
    },
}

/// An upload put over the version in force.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    pub(super) table: SnapshotTable,
    pub(super) changes: Changes,
    /// Where each row stands in the file.
    pub(super) places: HashMap<String, Address>,
}

/// Cells, standings and sources of a table.
struct Layers {
    cells: Sheet,
    statuses: Sheet,
    sources: Sheet,
}

/// Puts an upload over a version. Columns that it does not have, and cells in which the same
/// stands, keep value, standing and source.
pub(super) fn merged(
    asked: &Asked,
    reading: &Reading,
    base: &SnapshotTable,
    settings: &Settings,
) -> Result<Result<Merged, Vec<RowFault>>, Error> {
    let mut layers = Layers::of(base, &asked.key)?;
    let before = layers.cells.clone();
    let key_at = layers.cells.column(&asked.key).unwrap_or(usize::MAX);
    let rows = layers.cells.rows.len();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..rows {
        known.insert(layers.cells.cell(row, key_at).to_owned(), row);
    }
    let (mut faults, mut places) = (Vec::new(), HashMap::new());
    for read in &reading.rows {
        let Some(first) = read.cells.first() else { continue };
        let at = Address { column: None, ..first.at.clone() };
        let Some((key, row)) = find(&known, &first.written) else {
            faults.push(RowFault::Unknown { key: first.written.clone(), at });
            continue;
        };
        places.insert(key.to_owned(), at);
        for (column, cell) in asked.columns.iter().zip(read.cells.iter().skip(1)) {
            if !column.is_for_finding() {
                layers.put(row, &column.name, &cell.value, settings);
            }
        }
    }
    let missing = known.keys().filter(|key| !places.contains_key(*key));
    faults.extend(missing.map(|key| RowFault::Missing { key: key.clone() }));
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let changes = Changes::between(&before, &layers.cells, &asked.key);
    Ok(Ok(Merged { table: layers.written(&base.name)?, changes, places }))
}

/// The row of a key as people write it: spreadsheets make `1` of `01`.
fn find<'k>(known: &'k BTreeMap<String, usize>, written: &str) -> Option<(&'k str, usize)> {
    let written = written.trim();
    if let Some((key, row)) = known.get_key_value(written) {
        return Some((key, *row));
    }
    let bare = written.trim_start_matches('0');
    let mut like = known.iter().filter(|(key, _)| key.trim_start_matches('0') == bare);
    let found = like.next().filter(|_| like.next().is_none() && !bare.is_empty())?;
    Some((found.0, *found.1))
}

impl Layers {
    fn of(table: &SnapshotTable, key: &str) -> Result<Layers, Error> {
        let cells = sheet(&table.cells)?;
        let key_at = cells.column(key);
        let beside = |text: &Option<String>| -> Result<Sheet, Error> {
            let given = text.as_deref().map(sheet).transpose()?.unwrap_or_default();
            let rows = (0..cells.rows.len()).map(|row| {
                let aspect =
                    cells.header.iter().enumerate().map(|(at, name)| match given.column(name) {
                        _ if Some(at) == key_at => cells.cell(row, at).to_owned(),
                        Some(column) => given.cell(row, column).to_owned(),
                        None => String::new(),
                    });
                aspect.collect()
            });
            Ok(Sheet { header: cells.header.clone(), rows: rows.collect() })
        };
        let (statuses, sources) = (beside(&table.statuses)?, beside(&table.sources)?);
        Ok(Layers { cells, statuses, sources })
    }

    /// Puts a value into a cell, with its standing and source where it is another one.
    fn put(&mut self, row: usize, name: &str, value: &Value, settings: &Settings) {
        let text = match value {
            Value::Missing => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_canonical(),
            Value::Day(day) => day.to_string(),
        };
        let column = match self.cells.column(name) {
            Some(column) => column,
            None if text.is_empty() => return,
            None => self.add(name),
        };
        let is_same = match value {
            Value::Number(number) => {
                Decimal::parse(self.cells.cell(row, column)).as_ref() == Some(number)
            }
            _ => self.cells.cell(row, column) == text,
        };
        if is_same {
            return;
        }
        let (standing, note) = match text.is_empty() {
            true => ("", ""),
            false => (settings.standing.as_str(), settings.note.trim()),
        };
        for (layer, text) in [
            (&mut self.cells, text.as_str()),
            (&mut self.statuses, standing),
            (&mut self.sources, note),
        ] {
            if let Some(cell) = layer.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
                text.clone_into(cell);
            }
        }
    }

    fn add(&mut self, name: &str) -> usize {
        for layer in [&mut self.cells, &mut self.statuses, &mut self.sources] {
            layer.header.push(name.to_owned());
            for row in &mut layer.rows {
                row.push(String::new());
            }
        }
        self.cells.header.len().saturating_sub(1)
    }

    fn written(&self, name: &str) -> Result<SnapshotTable, Error> {
        Ok(SnapshotTable {
            name: name.to_owned(),
            cells: text(&self.cells)?,
            statuses: Some(text(&self.statuses)?),
            sources: Some(text(&self.sources)?),
        })
    }
}

/// The rows of a CSV text of our own.
pub(super) fn sheet(text: &str) -> Result<Sheet, Error> {
    let unreadable = |error: csv::Error| records::Error::value("csv", &error.to_string());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut lines = reader.records();
    let line = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = lines.next().transpose().map_err(unreadable)?.map(|record| line(&record));
    let mut sheet = Sheet { header: header.unwrap_or_default(), rows: Vec::new() };
    for record in lines {
        sheet.rows.push(line(&record.map_err(unreadable)?));
    }
    Ok(sheet)
}

fn text(sheet: &Sheet) -> Result<String, Error> {
    let unwritable =
        |error: &dyn std::fmt::Display| records::Error::value("csv", &error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&sheet.header).chain(&sheet.rows) {
        writer.write_record(row).map_err(|error| unwritable(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error))?;
    Ok(String::from_utf8(bytes).map_err(|error| unwritable(&error))?)
}
