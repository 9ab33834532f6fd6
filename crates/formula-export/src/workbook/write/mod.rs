//! The sheets: what stands where, how it looks, and what is shown before a program calculates.

mod cover;
mod history;
mod inputs;
mod looks;
mod results;
mod steps;
mod values;

use super::Refusal;
use super::checks::CheckFormulas;
use super::emitter::Emitter;
use super::layout::fixed;
use super::names::prefix;
use crate::words::say;
use formula::plan::DefinitionId;
use formula::words::Language;
use jiff::civil::Date;
use looks::Looks;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Note, Worksheet, XlsxError};
use std::collections::BTreeMap;

impl From<XlsxError> for Refusal {
    fn from(error: XlsxError) -> Refusal {
        Refusal::Unwritable(error.to_string())
    }
}

/// Whether a step of writing went well.
type Written = Result<(), Refusal>;

/// What every sheet is written from.
struct Book<'b, 'p> {
    emitter: &'b Emitter<'p>,
    formulas: &'b BTreeMap<DefinitionId, String>,
    checks: &'b [CheckFormulas],
    language: Language,
    looks: Looks,
}

impl Book<'_, '_> {
    fn say(&self, id: &str) -> String {
        say(self.language, id, &[])
    }
}

/// Writes all sheets.
pub(super) fn write(
    emitter: &Emitter<'_>,
    formulas: &BTreeMap<DefinitionId, String>,
    checks: &[CheckFormulas],
    language: Language,
) -> Result<Vec<u8>, Refusal> {
    let book = Book { emitter, formulas, checks, language, looks: Looks::new() };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.set_properties(&properties(&book)?);
    book.cover(workbook.add_worksheet())?;
    book.results(workbook.add_worksheet())?;
    book.checks(workbook.add_worksheet())?;
    book.params(workbook.add_worksheet())?;
    book.national(workbook.add_worksheet())?;
    for table in 0..emitter.plan.tables.len() {
        book.table(formula::plan::TableId(table), workbook.add_worksheet())?;
    }
    if !emitter.plan.scales.is_empty() {
        book.scales(workbook.add_worksheet())?;
    }
    if !emitter.dated.is_empty() {
        book.history(workbook.add_worksheet())?;
    }
    for table in emitter.sheets.steps.keys() {
        if emitter.steps.get(table).is_some_and(|steps| !steps.is_empty())
            || book.numbers_rows(*table)
        {
            book.steps(*table, workbook.add_worksheet())?;
        }
    }
    define_names(&book, &mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

/// The day of the run stands for the day of the file, so that the same input gives the same bytes.
fn properties(book: &Book<'_, '_>) -> Result<DocProperties, Refusal> {
    let plan = book.emitter.plan;
    let day = book.emitter.run.identity().day;
    let created = date(day).unwrap_or(ExcelDateTime::from_ymd(2000, 1, 1)?);
    Ok(DocProperties::new()
        .set_title(plan.labels.say(book.language, &plan.name))
        .set_author("Peshore")
        .set_comment(&book.emitter.run.identity().hash)
        .set_creation_datetime(&created))
}

fn date(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn define_names(book: &Book<'_, '_>, workbook: &mut rust_xlsxwriter::Workbook) -> Written {
    let emitter = book.emitter;
    for (id, name) in &emitter.param_names {
        if let Some(cell) = emitter.places.params.get(id) {
            workbook.define_name(name, &format!("={}", fixed(cell)))?;
        }
    }
    for (id, name) in &emitter.definition_names {
        if let Some(cell) = emitter.places.national.get(id) {
            workbook.define_name(name, &format!("={}", fixed(cell)))?;
        }
    }
    for (id, name) in &emitter.use_names {
        let cell = emitter.places.uses.get(id).zip(emitter.places.use_rows.get(id));
        if let Some((at, row)) = cell {
            let cell = super::CellAt { sheet: at.sheet.clone(), column: at.column, row: *row };
            workbook.define_name(name, &format!("={}", fixed(&cell)))?;
        }
    }
    let day = format!("={}", fixed(&book.day_cell()));
    workbook.define_name(&emitter.day_name, &day)?;
    Ok(())
}

/// A formula in a row of a sheet, without the name of the sheet itself, and what is shown of it
/// until a program calculates.
fn formula_in(text: &str, sheet: &str, row: u32, shown: &str) -> Formula {
    let row = row.to_string();
    let text = text.replace(super::piece::ROW, &row).replace(&prefix(sheet), "");
    Formula::new(format!("={text}")).set_result(shown)
}

/// Writes a text that stays a text, whatever it begins with.
fn text(sheet: &mut Worksheet, row: u32, column: u32, words: &str, look: &Format) -> Written {
    // A cell holds at most 32 767 letters.
    let words: String = words.chars().take(32_000).collect();
    sheet.write_string_with_format(row, at(column)?, words, look)?;
    Ok(())
}

/// Makes a row high enough for words that wrap in columns of these widths.
fn grow(sheet: &mut Worksheet, row: u32, wrapped: &[(&str, usize)]) -> Written {
    let lines = |(words, width): &(&str, usize)| -> usize {
        words.lines().map(|line| line.chars().count() / width.saturating_sub(2).max(1) + 1).sum()
    };
    let most = wrapped.iter().map(lines).max().unwrap_or(1).clamp(1, 20);
    sheet.set_row_height(row, u32::try_from(most).unwrap_or(1) * 15 + 2)?;
    Ok(())
}

fn note(sheet: &mut Worksheet, row: u32, column: u32, words: &str) -> Written {
    let words: String = words.chars().take(4_000).collect();
    let lines = words.lines().map(|line| line.chars().count() / 44 + 1).sum::<usize>();
    let height = u32::try_from(lines.clamp(2, 30)).unwrap_or(30) * 18 + 12;
    let note = Note::new(words).add_author_prefix(false).set_width(320).set_height(height);
    sheet.insert_note(row, at(column)?, &note)?;
    Ok(())
}

fn at(column: u32) -> Result<u16, Refusal> {
    u16::try_from(column).map_err(|_| Refusal::Unwritable(format!("column {column}")))
}
