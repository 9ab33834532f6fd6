//! Rows as a CSV file to download.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};

/// Rows as CSV (RFC 4180): UTF-8 with a byte order mark, by which spreadsheets know it; cells are
/// parted by commas. What a spreadsheet would compute (a text that begins like a formula) is kept a
/// text by an apostrophe before it.
pub fn csv_download(file_name: &str, rows: &[Vec<String>]) -> Response {
    let mut text = "\u{feff}".to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&harmless(cell))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{file_name}\"")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, text).into_response()
}

/// A cell that no spreadsheet computes. Numbers stay as they are.
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', ';', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: cells come back as they were, and none is computed. Method: signs with a meaning.
    #[test]
    fn cells_stay_texts() {
        for (cell, written) in [
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("-12.50", "-12.50"),
            ("-1+cmd", "'-1+cmd"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("@sum", "'@sum"),
            ("-inf", "'-inf"),
            ("ë – x", "ë – x"),
            ("", ""),
        ] {
            assert_eq!(quoted(&harmless(cell)), written, "{cell}");
        }
    }
}
