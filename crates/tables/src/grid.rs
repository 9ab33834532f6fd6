//! Cells as they stand in a file, each with an address that people know.

use crate::remark::Remark;
use crate::words;
use formula::words::Language;

/// What is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of a workbook when unpacked.
    pub unpacked: u64,
    /// Lines of a table, with its header.
    pub rows: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Cells that are held of a table, empty ones between others among them.
    pub cells: usize,
    /// Letters of a cell.
    pub letters: usize,
}

impl Default for Limits {
    /// What is far above any table that people fill in, and far below what harms a site.
    fn default() -> Limits {
        Limits {
            bytes: 10 << 20,
            unpacked: 64 << 20,
            rows: 50_000,
            columns: 200,
            cells: 1_000_000,
            letters: 4_000,
        }
    }
}

/// Where a cell stands. A workbook's cell is known by its sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The sheet; none in a CSV file.
    pub sheet: Option<String>,
    /// The line, from 1.
    pub row: u64,
    /// The column, from 0; none if the line is meant.
    pub column: Option<usize>,
}

impl Address {
    /// The same in a language: `Sheet1, B7` or `line 7, column 2`.
    pub fn say(&self, language: Language) -> String {
        let row = self.row.to_string();
        let (id, filled) = match (&self.sheet, self.column) {
            (Some(sheet), Some(at)) => {
                let cell = format!("{}{row}", letters(at));
                ("place-sheet-cell", vec![("sheet", sheet.clone()), ("cell", cell)])
            }
            (Some(sheet), None) => {
                ("place-sheet-row", vec![("sheet", sheet.clone()), ("row", row)])
            }
            (None, Some(at)) => {
                let column = at.saturating_add(1).to_string();
                ("place-line-column", vec![("row", row), ("column", column)])
            }
            (None, None) => ("place-line", vec![("row", row)]),
        };
        words::said(language, id, &filled)
    }
}

/// The letters of a column as spreadsheets write them: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let (mut rest, mut written) = (column.saturating_add(1), String::new());
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        written.insert(0, char::from(b'A'.saturating_add(letter)));
        rest = (rest - 1) / 26;
    }
    written
}

/// What a spreadsheet holds in a cell; a cell of a CSV file is always text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    /// A number, with `.` before its decimals.
    Number(String),
    /// A day, as year-month-day.
    Day(String),
    /// A number that the spreadsheet shows as a percentage, as it shows it: `12` for 0.12.
    Percent(String),
    /// An error of the spreadsheet, as it shows it.
    Error(String),
    /// A formula that nobody has worked out.
    Unworked,
}

impl Content {
    /// As people see it.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Content::Text(text) | Content::Number(text) | Content::Day(text) => text.trim(),
            Content::Percent(text) | Content::Error(text) => text,
            Content::Unworked => "=",
        }
    }
}

/// A line of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridRow {
    pub(crate) number: u64,
    /// From the first column on, without gaps; empty cells are `Text("")`.
    pub(crate) cells: Vec<Content>,
}

impl GridRow {
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.shown().is_empty())
    }
}

/// A table as it stands in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) sheet: Option<String>,
    /// Lines with something in them.
    pub(crate) rows: Vec<GridRow>,
    pub(crate) notices: Vec<Remark>,
}

impl Grid {
    pub(crate) fn address(&self, row: u64, column: Option<usize>) -> Address {
        Address { sheet: self.sheet.clone(), row, column }
    }
}

#[cfg(test)]
mod tests {
    /// Goal: columns are named as in a spreadsheet. Method: where a letter is added.
    #[test]
    fn columns_have_letters() {
        let named = [0, 25, 26, 701, 702].map(super::letters);
        assert_eq!(named, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
