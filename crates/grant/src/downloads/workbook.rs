//! A run as a workbook: the amounts, and what they rest on.

use super::sheet::{Line, ResultColumn, columns, lines, standing_word, word};
use crate::error::Error;
use crate::opened::OpenedRun;
use formula::explain::unit_words;
use formula::number::{Decimal, sum};
use formula::plan::{Constant, Param, Type, Wording};
use formula::run::ParamInForce;
use formula::words::{Language, format_date};
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatBorder, Formula, RowNum, Workbook,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use territory::model::Column;

/// What stands above and below the figures, besides the run.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Names of municipalities by code.
    pub names: &'a BTreeMap<String, String>,
    /// The columns of the data, with their sources.
    pub data: &'a [Column],
    /// Whether nobody has adopted the formula.
    pub is_proposal: bool,
}

/// The amounts and, on a second sheet, formula, parameters and sources, as XLSX.
///
/// Cells hold the nearest binary number, as workbooks do; official figures are those of the run.
///
/// # Errors
/// `grant-workbook`.
pub fn workbook(
    opened: &OpenedRun,
    around: Surroundings<'_>,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let unwritable = |error: XlsxError| Error::Workbook { detail: error.to_string() };
    write(opened, around, language).map_err(unwritable)
}

fn write(
    opened: &OpenedRun,
    around: Surroundings<'_>,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Otherwise the hour of the download would stand in the file, and no two would be alike.
    let day = opened.run.identity().day;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let month_day = [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or(1));
    let [month, day] = month_day;
    let title = opened.plan.labels.say(language, &opened.plan.name);
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    amounts(workbook.add_worksheet(), opened, around, language)?;
    about(workbook.add_worksheet(), opened, around, language)?;
    workbook.save_to_buffer()
}

fn heading() -> Format {
    Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin)
}

fn number_format(column: &ResultColumn) -> Format {
    let shape = match (column.cents, column.percent) {
        (true, _) => "#,##0.00",
        (false, true) => "0.00%",
        (false, false) => "#,##0.####",
    };
    Format::new().set_num_format(shape)
}

fn amounts(
    sheet: &mut Worksheet,
    opened: &OpenedRun,
    around: Surroundings<'_>,
    language: Language,
) -> Result<(), XlsxError> {
    let columns = columns(opened, language);
    let lines = lines(opened, &columns, around.names);
    sheet.set_name(word(language, "file-amounts"))?;
    let mut titles = vec![word(language, "file-code"), word(language, "file-municipality")];
    titles.extend(columns.iter().map(|column| column.title.clone()));
    titles.push(word(language, "file-standing"));
    titles.push(word(language, "file-unverified"));
    for (at, title) in (0_u16..).zip(&titles) {
        sheet.write_string_with_format(0, at, title, &heading())?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_column_width(0, 8)?;
    sheet.set_column_width(1, 24)?;
    let after = 2_u16.saturating_add(u16::try_from(columns.len()).unwrap_or(u16::MAX));
    for at in 2..=after.saturating_add(1) {
        sheet.set_column_width(at, 20)?;
    }
    let mut row: RowNum = 1;
    for line in &lines {
        sheet.write_string(row, 0, &line.code)?;
        sheet.write_string(row, 1, &line.name)?;
        for ((at, column), value) in (2_u16..).zip(&columns).zip(&line.values) {
            if let Some(number) = value {
                let format = number_format(column);
                sheet.write_number_with_format(row, at, number.to_f64(), &format)?;
            }
        }
        sheet.write_string(row, after, standing_word(language, line.standing))?;
        let unverified = u32::try_from(line.unverified).unwrap_or(u32::MAX);
        sheet.write_number(row, after.saturating_add(1), unverified)?;
        row = row.saturating_add(1);
    }
    totals(sheet, row, &columns, &lines, language)
}

/// The line of sums: a formula of the workbook, with the exact sum as its kept result.
fn totals(
    sheet: &mut Worksheet,
    row: RowNum,
    columns: &[ResultColumn],
    lines: &[Line],
    language: Language,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_border_top(FormatBorder::Thin);
    sheet.write_string_with_format(row, 1, word(language, "file-total"), &bold)?;
    for (place, (at, column)) in (2_u16..).zip(columns).enumerate() {
        if !column.money || lines.is_empty() {
            continue;
        }
        let values: Option<Vec<Decimal>> =
            lines.iter().map(|line| line.values.get(place).copied().flatten()).collect();
        let Some(Ok(total)) = values.map(sum::<Decimal>) else { continue };
        let letter = rust_xlsxwriter::utility::column_number_to_name(at);
        let formula = Formula::new(format!("=SUM({letter}2:{letter}{row})"));
        let formula = formula.set_result(total.to_fixed(2));
        let format = number_format(column).set_bold().set_border_top(FormatBorder::Thin);
        sheet.write_formula_with_format(row, at, formula, &format)?;
    }
    Ok(())
}

fn about(
    sheet: &mut Worksheet,
    opened: &OpenedRun,
    around: Surroundings<'_>,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(word(language, "file-about"))?;
    for (at, width) in [(0_u16, 44), (1, 18), (2, 14), (3, 16), (4, 16), (5, 80)] {
        sheet.set_column_width(at, width)?;
    }
    let mut row: RowNum = 0;
    for (id, value) in facts(opened, around, language) {
        let bold = Format::new().set_bold();
        sheet.write_string_with_format(row, 0, word(language, id), &bold)?;
        sheet.write_string(row, 1, value)?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    let titles = ["parameter", "value", "unit", "since", "standing", "source"];
    headings(sheet, row, &titles, language)?;
    for outcome in opened.outcomes() {
        for (param, in_force) in outcome.plan.params.iter().zip(outcome.run.params()) {
            for of_member in in_force.each_member(&outcome.plan, param) {
                row = row.saturating_add(1);
                parameter(sheet, row, param, &of_member, language)?;
            }
        }
    }
    row = row.saturating_add(2);
    headings(sheet, row, &["column", "source"], language)?;
    for column in around.data {
        row = row.saturating_add(1);
        sheet.write_string(row, 0, column.titles.get(language))?;
        sheet.write_string(row, 1, column.source.say(language))?;
    }
    Ok(())
}

fn headings(
    sheet: &mut Worksheet,
    row: RowNum,
    ids: &[&str],
    language: Language,
) -> Result<(), XlsxError> {
    for (at, id) in (0_u16..).zip(ids) {
        let title = word(language, &format!("file-{id}"));
        sheet.write_string_with_format(row, at, title, &heading())?;
    }
    Ok(())
}

/// What identifies the run, as (word, text).
fn facts(
    opened: &OpenedRun,
    around: Surroundings<'_>,
    language: Language,
) -> Vec<(&'static str, String)> {
    let identity = opened.run.identity();
    let mut facts = vec![("file-formula", opened.plan.labels.say(language, &opened.plan.name))];
    match &opened.summary {
        Some(summary) => {
            facts.push(("file-run", summary.title(language)));
            facts.push(("file-snapshot", summary.snapshot.to_string()));
        }
        None => facts.push(("file-run", word(language, "file-not-kept"))),
    }
    facts.push(("file-day", format_date(identity.day, language)));
    if let Some(known) = identity.known {
        facts.push(("file-known", format_date(known, language)));
    }
    facts.push(("file-hash", opened.hash().to_owned()));
    facts.push(("file-engine", opened.engine().to_owned()));
    if let Some(other) = &opened.other_engine {
        facts.push(("file-anew", other.compared(language)));
    }
    for standing in &opened.request().without {
        facts.push(("file-without", standing_word(language, *standing)));
    }
    if around.is_proposal {
        facts.push(("file-standing", word(language, "file-proposal")));
    }
    facts
}

fn parameter(
    sheet: &mut Worksheet,
    row: RowNum,
    param: &Param,
    in_force: &ParamInForce,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, in_force.label(param, language))?;
    value(sheet, row, 1, param, &in_force.value, language)?;
    if let Type::Number(unit) = &param.ty
        && !param.percent
        && !unit.is_plain()
    {
        sheet.write_string(row, 2, unit_words(unit, language))?;
    }
    let since = match in_force.since {
        Some(day) => format_date(day, language),
        None => word(language, "file-given"),
    };
    sheet.write_string(row, 3, since)?;
    sheet.write_string(row, 4, standing_word(language, in_force.standing))?;
    let said = Wording::joined(in_force.cites.iter().chain(&in_force.reason));
    let said = said.map(|wording| wording.say(language)).unwrap_or_default();
    sheet.write_string(row, 5, said)?;
    Ok(())
}

fn value(
    sheet: &mut Worksheet,
    row: RowNum,
    at: ColNum,
    param: &Param,
    constant: &Constant,
    language: Language,
) -> Result<(), XlsxError> {
    match constant {
        Constant::Number(number) => {
            let shape = if param.percent { "0.##%" } else { "#,##0.####" };
            let format = Format::new().set_num_format(shape);
            sheet.write_number_with_format(row, at, number.to_f64(), &format)?;
        }
        Constant::Bool(answer) => {
            sheet.write_boolean(row, at, *answer)?;
        }
        Constant::Date(day) => {
            sheet.write_string(row, at, format_date(*day, language))?;
        }
        Constant::Text(text) => {
            sheet.write_string(row, at, text)?;
        }
    }
    Ok(())
}
