//! The bytes of a CSV file become a grid.

use crate::grid::{Content, Grid, GridRow, Limits};
use crate::remark::Remark;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1250};
use std::borrow::Cow;

/// Reads text parted by commas, semicolons or tabs.
pub(crate) fn grid(bytes: &[u8], limits: &Limits) -> Result<Grid, Remark> {
    let mut grid = Grid::default();
    let (text, notice) = decode(bytes)?;
    grid.notices.extend(notice);
    if let Some(at) = text.find('\0') {
        let before = text.get(..at).unwrap_or_default().matches('\n').count();
        let line = u64::try_from(before).unwrap_or(0).saturating_add(1);
        return Err(Remark::at("table-not-readable", &grid.address(line, None)));
    }
    let Some(header) = text.lines().find(|line| !line.trim().is_empty()) else {
        return Err(Remark::of("table-empty"));
    };
    let separator = separator(header)?;
    let (mut refused, mut held) = (None, 0_usize);
    let parted = formula_data::parted(&text, separator, |line, cells| {
        let place = grid.address(line, None);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return true;
        }
        held = held.saturating_add(cells.len());
        refused = too_much(limits, (grid.rows.len(), held), &cells)
            .map(|(id, most)| Remark::at(id, &place).with("most", most.to_string()));
        let cells = cells.iter().map(|cell| Content::Text(plain(cell))).collect();
        grid.rows.push(GridRow { number: line, cells });
        refused.is_none()
    });
    parted.map_err(|(id, line)| {
        let id = if id == "data-quote-open" { "table-quote-open" } else { "table-quote-misplaced" };
        Remark::at(id, &crate::Address { sheet: None, row: line, column: None })
    })?;
    refused.map_or(Ok(grid), Err)
}

/// What of a line is beyond a limit, and the limit.
fn too_much(
    limits: &Limits,
    (rows, held): (usize, usize),
    cells: &[&str],
) -> Option<(&'static str, usize)> {
    if held > limits.cells {
        return Some(("table-too-many-cells", limits.cells));
    }
    if rows >= limits.rows {
        return Some(("table-too-many-rows", limits.rows));
    }
    if cells.len() > limits.columns {
        return Some(("table-too-many-columns", limits.columns));
    }
    let long = cells.iter().any(|cell| cell.len() > limits.letters);
    long.then_some(("cell-too-long", limits.letters))
}

/// The text, and a notice when it is not in UTF-8.
///
/// Windows-1250 and Windows-1252 have the letters of Albanian, and š and ž, at the same places;
/// only 1250 has č, ć and đ, so it is read for both. Three such letters in a row are in no word of
/// ours in Latin script: such a file is in Cyrillic, or none.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<Remark>), Remark> {
    let unreadable = || Remark::of("table-encoding-unknown");
    for (mark, encoding) in [([0xff, 0xfe], UTF_16LE), ([0xfe, 0xff], UTF_16BE)] {
        if bytes.starts_with(&mark) {
            let (text, _, faulty) = encoding.decode(bytes);
            return if faulty { Err(unreadable()) } else { Ok((text, None)) };
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)), None));
    }
    if bytes.windows(3).any(|three| three.iter().all(|byte| *byte >= 0x80)) {
        return Err(unreadable());
    }
    let (text, faulty) = WINDOWS_1250.decode_without_bom_handling(bytes);
    let strange = text.contains(|c: char| ('\u{80}'..'\u{a0}').contains(&c));
    if faulty || strange {
        return Err(unreadable());
    }
    Ok((text, Some(Remark::of("table-read-as-windows"))))
}

/// The separator that the header has most of, outside of quotation marks.
fn separator(header: &str) -> Result<u8, Remark> {
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    match counts.iter().max_by_key(|(_, count)| *count) {
        Some((_, 0)) | None if header.contains('|') => Err(Remark::of("table-separator-unknown")),
        Some((separator, count)) if *count > 0 => Ok(*separator),
        _ => Ok(b','),
    }
}

/// Without the apostrophe by which our own downloads keep a text a text.
fn plain(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
