//! The bytes of a workbook become a grid.
//!
//! A workbook is a zip. It is unpacked once to be measured, before anything reads it, so that a
//! small file that unpacks to a huge one is refused whatever its directory says. Cells are then
//! read one by one and never as a rectangle: a single cell in the last corner of a sheet would make
//! a rectangle of seventeen thousand million cells.

use crate::grid::{Content, Grid, GridRow, Limits};
use crate::remark::Remark;
use calamine::{DataRef, Reader, SheetVisible, Style, Xlsx};
use formula::number::{Decimal, Number};
use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Bytes of the styles of a workbook: each of them becomes a hundred times as much when it is read.
const STYLES_MOST: u64 = 2 << 20;

fn broken() -> Remark {
    Remark::of("table-workbook-broken")
}

/// Reads the sheet that is named like the table, or the only one with something in it.
pub(crate) fn grid(bytes: &[u8], table: &str, limits: &Limits) -> Result<Grid, Remark> {
    measure(bytes, limits)?;
    // The reader of workbooks is not ours; what would make it panic is a broken file to us. What
    // the program says of a panic is its place, never its text, which may quote the file.
    catch_unwind(AssertUnwindSafe(|| opened(bytes, table, limits)))
        .unwrap_or_else(|_| Err(broken()))
}

/// Unpacks everything to nowhere, up to the limit.
fn measure(bytes: &[u8], limits: &Limits) -> Result<(), Remark> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = limits.unpacked;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| broken())?;
        let is_styles = file.name().is_ok_and(|name| name.to_lowercase().ends_with("styles.xml"));
        let most = match is_styles {
            true => left.min(STYLES_MOST),
            false => left,
        };
        let mut some = file.take(most.saturating_add(1));
        let read = std::io::copy(&mut some, &mut std::io::sink()).map_err(|_| broken())?;
        if read > most {
            let most = (limits.unpacked >> 20).to_string();
            return Err(Remark::of("table-unpacks-too-large").with("most", most));
        }
        left = left.saturating_sub(read);
    }
    Ok(())
}

fn opened(bytes: &[u8], table: &str, limits: &Limits) -> Result<Grid, Remark> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let sheets = book.sheets_metadata().to_vec();
    let is_named = |name: &str| name.trim().eq_ignore_ascii_case(table);
    let (visible, hidden): (Vec<_>, Vec<_>) =
        sheets.into_iter().partition(|sheet| sheet.visible == SheetVisible::Visible);
    if let Some(named) = visible.iter().find(|sheet| is_named(&sheet.name)) {
        return sheet(&mut book, &named.name, limits);
    }
    if let Some(named) = hidden.iter().find(|sheet| is_named(&sheet.name)) {
        return Err(Remark::of("table-sheet-hidden").with("sheet", named.name.clone()));
    }
    let mut found: Vec<Grid> = Vec::new();
    for other in visible.iter().take(limits.columns) {
        let grid = sheet(&mut book, &other.name, limits)?;
        if !grid.rows.is_empty() {
            found.push(grid);
        }
        if found.len() > 1 {
            return Err(Remark::of("table-sheet-unclear").with("table", table));
        }
    }
    match (found.pop(), hidden.first()) {
        (Some(grid), _) => Ok(grid),
        (None, Some(hidden)) => {
            Err(Remark::of("table-sheet-hidden").with("sheet", hidden.name.clone()))
        }
        (None, None) => Err(Remark::of("table-empty")),
    }
}

fn sheet(book: &mut Book<'_>, name: &str, limits: &Limits) -> Result<Grid, Remark> {
    let mut filling =
        Filling { grid: Grid { sheet: Some(name.to_owned()), ..Grid::default() }, held: 0, limits };
    if let Ok(merged) = book.merge_cells_by_sheet_name(name)
        && let Some(first) = merged.first()
    {
        let at = place(&filling.grid, first.start);
        return Err(Remark::at("table-merged", &at));
    }
    let percents = percents(book, name)?;
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| broken())?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| broken())? {
        let is_formula = cell.formula.is_some();
        let content = match content(&cell.value) {
            Some(Content::Number(number)) if percents.contains(&cell.pos) => {
                Content::Percent(hundredfold(&number))
            }
            Some(content) => content,
            None if is_formula && cell.value == DataRef::Empty => Content::Unworked,
            None => continue,
        };
        filling.take(cell.pos, content, is_formula)?;
    }
    Ok(filling.grid)
}

/// The cells that are shown as percentages: what stands in them is a hundredth of what people see.
fn percents(book: &mut Book<'_>, name: &str) -> Result<HashSet<(u32, u32)>, Remark> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| broken())?;
    let shows_percent = |style: &Style| {
        let format = style.number_format.as_ref();
        // What stands in quotation marks is text beside the number.
        format.is_some_and(|format| {
            format.format_code.split('"').step_by(2).any(|part| part.contains('%'))
        })
    };
    let styles: HashSet<usize> = (0..)
        .zip(cells.styles())
        .filter(|(_, style)| shows_percent(style))
        .map(|(at, _)| at)
        .collect();
    let mut found = HashSet::new();
    if styles.is_empty() {
        return Ok(found);
    }
    while let Some((row, column, style)) = cells.next_style_id().map_err(|_| broken())? {
        if styles.contains(&style) {
            found.insert((row, column));
        }
    }
    Ok(found)
}

/// `12` of `0.12`, exactly.
fn hundredfold(number: &str) -> String {
    let hundred = |number| Number::mul(number, Decimal::from_i64(100)).ok();
    Decimal::parse(number)
        .and_then(hundred)
        .map_or_else(|| number.to_owned(), Decimal::to_canonical)
}

/// A grid that is being filled, cell by cell.
struct Filling<'l> {
    grid: Grid,
    /// How many cells it holds.
    held: usize,
    limits: &'l Limits,
}

impl Filling<'_> {
    fn take(&mut self, pos: (u32, u32), content: Content, is_formula: bool) -> Result<(), Remark> {
        let limits = self.limits;
        let at = place(&self.grid, pos);
        let beyond = |id, most: usize| Remark::at(id, &at).with("most", most.to_string());
        if is_formula && content != Content::Unworked {
            let value = content.shown().to_owned();
            self.grid.notices.push(Remark::at("cell-formula", &at).with("value", value));
        }
        let column = at.column.unwrap_or(0);
        if column >= limits.columns {
            return Err(beyond("table-too-many-columns", limits.columns));
        }
        if content.shown().len() > limits.letters {
            return Err(beyond("cell-too-long", limits.letters));
        }
        if self.grid.rows.last().is_none_or(|row| row.number != at.row) {
            if self.grid.rows.last().is_some_and(|row| row.number > at.row) {
                return Err(broken());
            }
            self.grid.rows.push(GridRow { number: at.row, cells: Vec::new() });
        }
        if self.grid.rows.len() > limits.rows {
            return Err(beyond("table-too-many-rows", limits.rows));
        }
        let Some(row) = self.grid.rows.last_mut() else { return Ok(()) };
        if row.cells.len() <= column {
            let more = column.saturating_add(1).saturating_sub(row.cells.len());
            self.held = self.held.saturating_add(more);
            if self.held > limits.cells {
                return Err(beyond("table-too-many-cells", limits.cells));
            }
            row.cells.resize(column.saturating_add(1), Content::Text(String::new()));
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = content;
        }
        Ok(())
    }
}

fn place(grid: &Grid, (row, column): (u32, u32)) -> crate::Address {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    grid.address(u64::from(row).saturating_add(1), Some(column))
}

/// What a cell holds; nothing if it is empty.
fn content(value: &DataRef<'_>) -> Option<Content> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Content::Number(number.to_string()),
        DataRef::Float(number) => Content::Number(fifteen_digits(*number)),
        DataRef::String(text) => text_of(text)?,
        DataRef::SharedString(text) => text_of(text)?,
        DataRef::Bool(yes) => Content::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            Content::Day(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) => Content::Day(text.chars().take(10).collect()),
        DataRef::DurationIso(text) => Content::Text(text.clone()),
        DataRef::Error(error) => Content::Error(error.to_string()),
    })
}

fn text_of(text: &str) -> Option<Content> {
    (!text.trim().is_empty()).then(|| Content::Text(text.to_owned()))
}

/// A number as spreadsheets show it, with fifteen digits: what a computer adds to `0.1 + 0.2`
/// behind them was meant by nobody.
fn fifteen_digits(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}
