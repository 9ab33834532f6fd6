//! A table as it is in force, as a workbook to be filled in.

use super::table::{Asked, sheet};
use crate::desk::Desk;
use crate::error::Error;
use crate::store::data as store;
use formula::words::Language;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The rows of a table in force with the columns that a formula asks for, the header first.
///
/// # Errors
/// `grant-data-table-unknown`, those of the database.
pub(crate) async fn rows(desk: &Desk, asked: &Asked) -> Result<Vec<Vec<String>>, Error> {
    let in_force = store::in_force(desk.database()).await?;
    let tables = store::tables_in_force(desk.database(), &in_force).await?;
    let unknown = || Error::DataTableUnknown { table: asked.name.clone() };
    let table = tables.iter().find(|table| table.name == asked.name).ok_or_else(unknown)?;
    let cells = sheet(&table.cells)?;
    let names: Vec<&str> = std::iter::once(asked.key.as_str())
        .chain(asked.columns.iter().map(|column| column.name.as_str()))
        .collect();
    let columns: Vec<Option<usize>> = names.iter().map(|name| cells.column(name)).collect();
    let row = |row: usize| {
        let cell = |at: &Option<usize>| at.map_or("", |at| cells.cell(row, at)).to_owned();
        columns.iter().map(cell).collect::<Vec<String>>()
    };
    let header = names.iter().map(|name| (*name).to_owned()).collect();
    Ok(std::iter::once(header).chain((0..cells.rows.len()).map(row)).collect())
}

/// The same as a workbook: one sheet of the table's name, and one that says what the columns mean.
///
/// # Errors
/// `grant-workbook`.
pub fn workbook(asked: &Asked, rows: &[Vec<String>], language: Language) -> Result<Vec<u8>, Error> {
    write(asked, rows, language).map_err(|error| Error::Workbook { detail: error.to_string() })
}

fn write(asked: &Asked, rows: &[Vec<String>], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(&asked.name)?;
    sheet.set_freeze_panes(1, 1)?;
    let texts: Vec<bool> = std::iter::once(true)
        .chain(asked.columns.iter().map(super::table::AskedColumn::is_for_finding))
        .collect();
    for (row, cells) in (0..).zip(rows) {
        for ((column, cell), is_text) in (0..).zip(cells).zip(&texts) {
            match cell.parse::<f64>() {
                _ if row == 0 => sheet.write_with_format(row, column, cell, &bold)?,
                _ if cell.is_empty() => continue,
                Ok(number) if !is_text => sheet.write(row, column, number)?,
                _ => sheet.write(row, column, cell)?,
            };
        }
    }
    let meaning = book.add_worksheet();
    meaning.set_name(super::say(language).word("data-meaning"))?;
    meaning.set_column_width(0, 32)?;
    meaning.set_column_width(1, 60)?;
    for (row, column) in (0..).zip(&asked.columns) {
        meaning.write(row, 0, &column.name)?;
        meaning.write(row, 1, asked.title(&column.name, language))?;
    }
    book.save_to_buffer()
}
