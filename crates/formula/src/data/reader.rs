//! Rows of text become typed columns, or a list of what is wrong with them, cell by cell.

use super::{Column, PerCell, Table, Values};
use crate::check::nearest;
use crate::diagnostic::{Diagnostic, Place, has_errors};
use crate::number::{Decimal, Number};
use crate::plan::{self, ColumnId, Plan, TableId, Type, Wording};
use crate::standing::Standing;
use crate::words::read_date;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// How many faults of one table are listed before the rest is only counted.
const FAULTS_MAX: usize = 100;

/// One cell as it came in.
#[derive(Debug, Clone, Default)]
pub struct CellText<'a> {
    /// The text; surrounding space does not count.
    pub text: &'a str,
    /// Its standing; that of the column where none is given.
    pub standing: Option<Standing>,
    /// Its source; that of the column where none is given.
    pub source: Option<Arc<Wording>>,
}

/// Reads one table row by row.
#[derive(Debug)]
pub struct TableReader<'p> {
    plan: &'p Plan,
    table: TableId,
    origin: String,
    /// For each cell of a line: the column it fills, if the plan knows it.
    columns_of_line: Vec<Option<ColumnId>>,
    building: Vec<Option<Building>>,
    keys: Vec<Arc<str>>,
    lines: Vec<u64>,
    first_line_of_key: HashMap<Arc<str>, u64>,
    diagnostics: Vec<Diagnostic>,
    faults_unlisted: usize,
}

#[derive(Debug)]
struct Building {
    values: Values,
    missing: Vec<bool>,
    any_missing: bool,
    standing: Vec<Standing>,
    source: Vec<Option<Arc<Wording>>>,
    standing_of_column: Standing,
    source_of_column: Option<Arc<Wording>>,
}

impl<'p> TableReader<'p> {
    /// Starts with the header line. A missing or doubled column is reported at [`finish`].
    ///
    /// [`finish`]: TableReader::finish
    pub fn new(plan: &'p Plan, table: TableId, origin: &str, header: &[&str]) -> TableReader<'p> {
        let mut reader = TableReader {
            plan,
            table,
            origin: origin.to_owned(),
            columns_of_line: Vec::new(),
            building: Vec::new(),
            keys: Vec::new(),
            lines: Vec::new(),
            first_line_of_key: HashMap::new(),
            diagnostics: Vec::new(),
            faults_unlisted: 0,
        };
        let Some(schema) = plan.table(table) else { return reader };
        reader.building = schema.columns.iter().map(|_| None).collect();
        for name in header {
            let name = name.trim();
            let found = schema.column_named(name).map(|(id, _)| id);
            if let Some(id) = found {
                if reader.columns_of_line.contains(&Some(id)) {
                    let place = reader.place(Some(1), None, Some(name));
                    reader
                        .diagnostics
                        .push(Diagnostic::error("data-column-twice", place).with("column", name));
                }
                if let (Some(slot), Some(column)) =
                    (reader.building.get_mut(id.0), plan.column(table, id))
                {
                    *slot = Some(Building::new(&column.ty));
                }
            }
            reader.columns_of_line.push(found);
        }
        for (at, column) in schema.columns.iter().enumerate() {
            if column.optional
                || column.decided.is_some()
                || reader.columns_of_line.contains(&Some(ColumnId(at)))
            {
                continue;
            }
            let unused = header.iter().filter(|h| schema.column_named(h.trim()).is_none());
            let near = nearest(&column.name, unused.copied()).unwrap_or_default();
            let place = reader.place(Some(1), None, None);
            reader.diagnostics.push(
                Diagnostic::error("data-column-missing", place)
                    .with("column", &*column.name)
                    .with("has", header.join(", "))
                    .with("near", near)
                    .other(Place::Formula(column.span)),
            );
        }
        reader
    }

    /// Says the standing and source of all cells of a column that state none themselves.
    pub fn describe(&mut self, column: &str, standing: Standing, source: Option<Arc<Wording>>) {
        let found = self.plan.table(self.table).and_then(|t| t.column_named(column));
        if let Some((id, _)) = found
            && let Some(Some(building)) = self.building.get_mut(id.0)
        {
            building.standing_of_column = standing;
            building.source_of_column = source;
        }
    }

    /// Takes one line; its number counts from 1, the header being line 1.
    pub fn row(&mut self, line: u64, cells: &[CellText<'_>]) {
        if cells.len() != self.columns_of_line.len() {
            let place = self.place(Some(line), None, None);
            self.fault(
                Diagnostic::error("data-cells-in-line", place)
                    .with("cells", cells.len().to_string())
                    .with("columns", self.columns_of_line.len().to_string()),
            );
            return;
        }
        let Some(schema) = self.plan.table(self.table) else { return };
        let text = |column: ColumnId| {
            let at = self.columns_of_line.iter().position(|c| *c == Some(column))?;
            Some(cells.get(at)?.text.trim())
        };
        let key = match schema.key {
            Some(key) => text(key).map(Arc::<str>::from),
            None if !schema.product.is_empty() => {
                let pair: Option<Vec<&str>> =
                    (0..schema.product.len()).map(|at| text(ColumnId(at))).collect();
                pair.map(|pair| Arc::from(super::pair_key(pair)))
            }
            None => None,
        };
        let key = key.unwrap_or_else(|| Arc::from((self.keys.len() + 1).to_string()));
        if let Some(first) = self.first_line_of_key.get(&key).copied() {
            let name = schema.key.and_then(|k| schema.columns.get(k.0)).map(|c| c.name.clone());
            let place = self.place(Some(line), Some(&key), name.as_deref());
            let earlier = self.place(Some(first), Some(&key), name.as_deref());
            self.fault(
                Diagnostic::error("data-key-twice", place).with("key", &*key).other(earlier),
            );
        } else {
            self.first_line_of_key.insert(key.clone(), line);
        }
        for (at, cell) in cells.iter().enumerate() {
            if let Some(Some(column)) = self.columns_of_line.get(at).copied() {
                self.cell(line, &key, column, cell);
            }
        }
        self.keys.push(key);
        self.lines.push(line);
    }

    fn cell(&mut self, line: u64, key: &str, id: ColumnId, cell: &CellText<'_>) {
        let Some(column) = self.plan.column(self.table, id) else { return };
        let text = cell.text.trim();
        let names_row = |t: &plan::Table| t.key == Some(id) || id.0 < t.product.len();
        let is_key = self.plan.table(self.table).is_some_and(names_row);
        if text.is_empty() && is_key {
            let place = self.place(Some(line), None, Some(&column.name));
            self.fault(Diagnostic::error("data-cell-empty", place).with("column", &*column.name));
        }
        let plan = self.plan;
        let read = if text.is_empty() { Ok(None) } else { read_cell(plan, id, self.table, text) };
        if let Err(fault) = &read {
            let place = self.place(Some(line), Some(key), Some(&column.name));
            let mut diagnostic = Diagnostic::error(fault.id, place)
                .with("value", text)
                .with("column", &*column.name);
            diagnostic.arguments.extend(fault.arguments.iter().cloned());
            self.fault(diagnostic);
        }
        if let Some(Some(building)) = self.building.get_mut(id.0) {
            building.push(read.ok().flatten(), cell);
        }
    }

    fn fault(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < FAULTS_MAX {
            self.diagnostics.push(diagnostic);
        } else {
            self.faults_unlisted += 1;
        }
    }

    fn place(&self, line: Option<u64>, row: Option<&str>, column: Option<&str>) -> Place {
        Place::Data {
            origin: self.origin.clone(),
            table: self.plan.table(self.table).map(|t| t.name.clone()).unwrap_or_default(),
            line,
            row: row.map(str::to_owned),
            column: column.map(str::to_owned),
        }
    }

    /// Ends the table: all of it, or all that is wrong with it.
    pub fn finish(mut self) -> Result<Table, Vec<Diagnostic>> {
        if self.faults_unlisted > 0 {
            let place = self.place(None, None, None);
            let more = self.faults_unlisted.to_string();
            self.diagnostics.push(Diagnostic::error("data-more-faults", place).with("count", more));
        }
        if has_errors(&self.diagnostics) {
            return Err(self.diagnostics);
        }
        Ok(Table {
            table: self.table,
            origin: self.origin,
            rows: self.keys.len(),
            keys: self.keys,
            lines: self.lines,
            columns: self.building.into_iter().map(|b| b.map(Building::finish)).collect(),
        })
    }
}

enum Cell {
    Number(Decimal),
    Text(Arc<str>),
    Date(Date),
    Bool(bool),
    Choice(u32),
}

struct Fault {
    id: &'static str,
    arguments: Vec<(&'static str, String)>,
}

fn read_cell(plan: &Plan, id: ColumnId, table: TableId, text: &str) -> Result<Option<Cell>, Fault> {
    let Some(column) = plan.column(table, id) else { return Ok(None) };
    let fault = |id, arguments| Err(Fault { id, arguments });
    match &column.ty {
        Type::Number(unit) => {
            let text = if column.percent { text.trim_end_matches('%').trim_end() } else { text };
            match read_number(text) {
                Ok(number) if column.percent => match Number::div(number, Decimal::from_i64(100)) {
                    Ok(number) => Ok(Some(Cell::Number(number))),
                    Err(_) => fault("data-number-too-long", vec![]),
                },
                Ok(number) => Ok(Some(Cell::Number(number))),
                Err(NumberFault::Separator(suggestion)) => {
                    fault("data-number-separator", vec![("suggestion", suggestion)])
                }
                Err(NumberFault::NotANumber) => {
                    let unit = if column.percent { "%".to_owned() } else { unit.to_string() };
                    fault("data-not-a-number", vec![("unit", unit)])
                }
                Err(NumberFault::TooLong) => fault("data-number-too-long", vec![]),
            }
        }
        Type::Text | Type::Row(_) => Ok(Some(Cell::Text(Arc::from(text)))),
        Type::Date => match read_date(text) {
            Some(date) => Ok(Some(Cell::Date(date))),
            None => fault("data-not-a-date", vec![]),
        },
        Type::Bool => match text.to_ascii_lowercase().as_str() {
            "1" | "yes" | "true" => Ok(Some(Cell::Bool(true))),
            "0" | "no" | "false" => Ok(Some(Cell::Bool(false))),
            _ => fault("data-not-yes-no", vec![]),
        },
        Type::Choice(choice) => {
            let words = plan.choices.get(choice.0).map(Vec::as_slice).unwrap_or_default();
            match words.iter().position(|w| w == text).and_then(|at| u32::try_from(at).ok()) {
                Some(at) => Ok(Some(Cell::Choice(at))),
                None => fault("data-not-a-choice", vec![("choices", words.join(", "))]),
            }
        }
    }
}

enum NumberFault {
    /// A comma, or points as thousands: what was probably meant.
    Separator(String),
    NotANumber,
    TooLong,
}

/// A number as it is written in cells and requests: with a decimal point; groups of three may be
/// parted by one space, all or none.
pub(crate) fn number_written(text: &str) -> Option<Decimal> {
    read_number(text).ok()
}

/// Reads a number, or says what keeps it from being one.
fn read_number(text: &str) -> Result<Decimal, NumberFault> {
    let spaces = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];
    let sign_and_digits = text.replace('\u{2212}', "-");
    let compact: String = match sign_and_digits.contains(spaces) {
        true if grouped_by_three(&sign_and_digits, &spaces) => {
            sign_and_digits.chars().filter(|c| !spaces.contains(c)).collect()
        }
        true => return Err(NumberFault::NotANumber),
        false => sign_and_digits,
    };
    if let Some(number) = Decimal::parse(&compact) {
        return Ok(number);
    }
    let body = compact.strip_prefix(['-', '+']).unwrap_or(&compact);
    let shape_is_number = !body.is_empty()
        && body.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        && body.chars().any(|c| c.is_ascii_digit());
    if !shape_is_number {
        return Err(NumberFault::NotANumber);
    }
    if body.contains(',') || body.matches('.').count() > 1 {
        return Err(NumberFault::Separator(with_point(&compact)));
    }
    if body.chars().all(|c| c.is_ascii_digit() || c == '.') && body.len() > 30 {
        return Err(NumberFault::TooLong);
    }
    Err(NumberFault::NotANumber)
}

fn grouped_by_three(text: &str, spaces: &[char]) -> bool {
    let whole = text.trim_start_matches(['-', '+']).split('.').next().unwrap_or("");
    let mut groups = whole.split(spaces);
    let first = groups.next().unwrap_or("");
    let digits = |g: &str| g.chars().all(|c| c.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|g| g.len() == 3 && digits(g))
        && !text.split_once('.').is_some_and(|(_, fraction)| fraction.contains(spaces))
}

/// What `1.234,56`, `1,234.56` or `12,5` would be with a decimal point.
fn with_point(text: &str) -> String {
    let last = text.rfind([',', '.']);
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let last_is_decimal = match (commas, points) {
        (0, _) => points == 1,
        (1, 0) => true,
        (_, 0) => false,
        (1, _) => text.rfind(',') > text.rfind('.') || points == 1,
        (_, _) => text.rfind('.') > text.rfind(','),
    };
    text.char_indices()
        .filter_map(|(at, c)| match c {
            ',' | '.' if Some(at) == last && last_is_decimal => Some('.'),
            ',' | '.' => None,
            other => Some(other),
        })
        .collect()
}

impl Building {
    fn new(ty: &Type) -> Building {
        let values = match ty {
            Type::Number(_) => Values::Number(Vec::new()),
            Type::Text | Type::Row(_) => Values::Text(Vec::new()),
            Type::Date => Values::Date(Vec::new()),
            Type::Bool => Values::Bool(Vec::new()),
            Type::Choice(_) => Values::Choice(Vec::new()),
        };
        Building {
            values,
            missing: Vec::new(),
            any_missing: false,
            standing: Vec::new(),
            source: Vec::new(),
            standing_of_column: Standing::default(),
            source_of_column: None,
        }
    }

    fn push(&mut self, value: Option<Cell>, cell: &CellText<'_>) {
        self.missing.push(value.is_none());
        self.any_missing |= value.is_none();
        self.standing.push(cell.standing.unwrap_or(self.standing_of_column));
        self.source.push(cell.source.clone().or_else(|| self.source_of_column.clone()));
        match (&mut self.values, value) {
            (Values::Number(v), Some(Cell::Number(n))) => v.push(n),
            (Values::Number(v), _) => v.push(Decimal::default()),
            (Values::Text(v), Some(Cell::Text(t))) => v.push(t),
            (Values::Text(v), _) => v.push(Arc::from("")),
            (Values::Date(v), Some(Cell::Date(d))) => v.push(d),
            (Values::Date(v), _) => v.push(Date::constant(1, 1, 1)),
            (Values::Bool(v), Some(Cell::Bool(b))) => v.push(b),
            (Values::Bool(v), _) => v.push(false),
            (Values::Choice(v), Some(Cell::Choice(c))) => v.push(c),
            (Values::Choice(v), _) => v.push(0),
            (Values::Row(v), _) => v.push(0),
        }
    }

    fn finish(self) -> Column {
        Column {
            values: self.values,
            missing: self.any_missing.then_some(self.missing),
            standing: same_or_each(self.standing),
            source: same_or_each(self.source),
        }
    }
}

fn same_or_each<T: PartialEq + Default>(values: Vec<T>) -> PerCell<T> {
    match values.split_first() {
        None => PerCell::Same(T::default()),
        Some((first, rest)) if rest.iter().all(|value| value == first) => {
            PerCell::Same(values.into_iter().next().unwrap_or_default())
        }
        Some(_) => PerCell::Each(values),
    }
}
