//! A run as CSV.

use super::sheet::{columns, lines, standing_word, word};
use crate::error::Error;
use crate::opened::OpenedRun;
use formula::words::Language;
use std::collections::BTreeMap;

/// The amounts as CSV: code, name, every result of the municipalities, the weakest standing and the
/// number of unverified inputs.
///
/// UTF-8 with a byte order mark, by which spreadsheets know it; cells are parted by commas, numbers
/// have a decimal point and no thousands separator, money two decimals. Titles are in the reader's
/// language.
///
/// # Errors
/// `database-value` when a text cannot be written as CSV.
pub fn csv(
    opened: &OpenedRun,
    names: &BTreeMap<String, String>,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let unwritable =
        |error: &dyn std::fmt::Display| records::Error::value("csv", &error.to_string());
    let columns = columns(opened, language);
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut header = vec![word(language, "file-code"), word(language, "file-municipality")];
    header.extend(columns.iter().map(|column| column.title.clone()));
    header.push(word(language, "file-standing"));
    header.push(word(language, "file-unverified"));
    writer.write_record(&header).map_err(|error| unwritable(&error))?;
    for line in lines(opened, &columns, names) {
        let mut cells = vec![line.code, line.name];
        cells.extend(columns.iter().zip(&line.values).map(|(column, value)| match value {
            None => String::new(),
            Some(number) if column.cents => number.to_fixed(2),
            Some(number) => number.to_canonical(),
        }));
        cells.push(standing_word(language, line.standing));
        cells.push(line.unverified.to_string());
        writer.write_record(&cells).map_err(|error| unwritable(&error))?;
    }
    Ok(writer.into_inner().map_err(|error| unwritable(&error))?)
}
