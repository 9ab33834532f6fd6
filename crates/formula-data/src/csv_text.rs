//! Bytes of a CSV file become lines of cells, or one clear sentence about why they do not.

mod records;

use formula::diagnostic::{Diagnostic, Place};
use records::Records;

/// A CSV file whose bytes are known to be readable: UTF-8, quotes closed, one kind of separator in
/// the header.
#[derive(Debug)]
pub(crate) struct CsvText<'a> {
    /// The file as a person knows it.
    pub(crate) origin: String,
    /// The table it belongs to.
    table: String,
    text: &'a str,
    separator: u8,
    /// Names of the columns, without surrounding space.
    pub(crate) header: Vec<String>,
}

/// One line of cells with its number in the file.
#[derive(Debug)]
pub(crate) struct Line<'r> {
    pub(crate) number: u64,
    pub(crate) cells: Vec<&'r str>,
}

impl<'a> CsvText<'a> {
    /// Looks at the whole text once before anything is read from it.
    pub(crate) fn open(
        origin: &str,
        table: &str,
        bytes: &'a [u8],
    ) -> Result<CsvText<'a>, Vec<Diagnostic>> {
        let refuse = |id, line| vec![Diagnostic::error(id, place(origin, table, line))];
        let text = decode(bytes).map_err(|(id, line)| refuse(id, line))?;
        let Some(first) = text.lines().position(|l| !l.trim().is_empty()) else {
            return Err(refuse("data-file-empty", None));
        };
        let first = u64::try_from(first).unwrap_or(0) + 1;
        let separator = separator(text, &place(origin, table, Some(first)))?;
        quotes(text, separator).map_err(|(id, line)| refuse(id, Some(line)))?;
        let mut csv = CsvText {
            origin: origin.to_owned(),
            table: table.to_owned(),
            text,
            separator,
            header: Vec::new(),
        };
        let mut records = csv.records();
        let first_record = records.next().map(|(_, names)| names).unwrap_or_default();
        let header: Vec<String> =
            first_record.into_iter().map(|name| name.trim().to_owned()).collect();
        let unnamed: Vec<Diagnostic> = header
            .iter()
            .enumerate()
            .filter(|(_, name)| name.is_empty())
            .map(|(at, _)| {
                Diagnostic::error("data-header-name-empty", csv.place(Some(first)))
                    .with("position", (at + 1).to_string())
            })
            .collect();
        if !unnamed.is_empty() {
            return Err(unnamed);
        }
        csv.header = header;
        Ok(csv)
    }

    /// Hands out each line below the header. Lines without any figure are no rows.
    pub(crate) fn lines(&self, mut take: impl FnMut(Line<'_>)) {
        let mut records = self.records();
        records.next();
        while let Some((number, cells)) = records.next() {
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                take(Line { number, cells });
            }
        }
    }

    /// A diagnostic when a line is parted otherwise than the header, which explains a wrong number
    /// of cells better than the number does.
    pub(crate) fn mixed_separators(&self, line: &Line<'_>) -> Option<Diagnostic> {
        let (other, other_name, own_name) = match self.separator {
            b';' => (',', ",", ";"),
            _ => (';', ";", ","),
        };
        let hidden: usize = line.cells.iter().map(|cell| cell.matches(other).count()).sum();
        let short = line.cells.len() < self.header.len();
        (short && hidden > 0 && line.cells.len() + hidden >= self.header.len()).then(|| {
            Diagnostic::error("data-separators-mixed", self.place(Some(line.number)))
                .with("expected", own_name)
                .with("found", other_name)
        })
    }

    /// The place of a cell; without a column that of the row.
    pub(crate) fn cell(&self, line: u64, key: &str, column: Option<&str>) -> Place {
        let mut place = self.place(Some(line));
        if let Place::Data { row, column: at, .. } = &mut place {
            *row = (!key.is_empty()).then(|| key.to_owned());
            *at = column.map(str::to_owned);
        }
        place
    }

    /// The place of a line.
    pub(crate) fn place(&self, line: Option<u64>) -> Place {
        place(&self.origin, &self.table, line)
    }

    /// The records from the first on.
    fn records(&self) -> Records<'a> {
        Records::of(self.text, self.separator)
    }
}

/// Hands out the records of a text parted by any separator, each with its line, until `take` says
/// no: for readers of tables that belong to no formula.
///
/// # Errors
/// `data-quote-open` or `data-quote-misplaced`, with the line.
pub fn parted(
    text: &str,
    separator: u8,
    mut take: impl FnMut(u64, Vec<&str>) -> bool,
) -> Result<(), (&'static str, u64)> {
    quotes(text, separator)?;
    let mut records = Records::of(text, separator);
    while let Some((line, cells)) = records.next() {
        if !take(line, cells) {
            break;
        }
    }
    Ok(())
}

/// A place in a file, without row or column.
pub(crate) fn place(origin: &str, table: &str, line: Option<u64>) -> Place {
    Place::Data {
        origin: origin.to_owned(),
        table: table.to_owned(),
        line,
        row: None,
        column: None,
    }
}

/// The text without its byte order mark, or what kind of file it is instead.
fn decode(bytes: &[u8]) -> Result<&str, (&'static str, Option<u64>)> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(("data-utf16", None));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(("data-workbook", None));
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| {
        let before = bytes.get(..fault.valid_up_to()).unwrap_or_default();
        ("data-not-utf8", Some(line_after(before)))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.find('\0') {
        Some(at) => {
            let before = text.as_bytes().get(..at).unwrap_or_default();
            Err(("data-control-character", Some(line_after(before))))
        }
        None => Ok(text),
    }
}

fn line_after(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().filter(|b| **b == b'\n').count();
    u64::try_from(ends).unwrap_or(u64::MAX - 1) + 1
}

/// `,` or `;`, by the header line.
fn separator(text: &str, header: &Place) -> Result<u8, Vec<Diagnostic>> {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let (mut commas, mut semicolons, mut quoted) = (0_usize, 0_usize, false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => commas += 1,
            ';' if !quoted => semicolons += 1,
            _ => {}
        }
    }
    let refuse = |id| Diagnostic::error(id, header.clone());
    match (commas, semicolons) {
        (0, 0) if line.contains('\t') => {
            Err(vec![refuse("data-separator-unknown").with("tab", "yes")])
        }
        (0, 0) if line.contains('|') => Err(vec![refuse("data-separator-unknown").with("tab", "")]),
        (_, 0) => Ok(b','),
        (0, _) => Ok(b';'),
        _ => {
            let (expected, found) = if commas > semicolons { (",", ";") } else { (";", ",") };
            let mixed = refuse("data-separators-mixed");
            Err(vec![mixed.with("expected", expected).with("found", found)])
        }
    }
}

/// Where the walk over quotation marks stands.
enum Quotes {
    /// At the start of a cell.
    Start,
    /// In a cell without quotation marks.
    Plain,
    /// Between quotation marks, which opened on that line.
    Inside(u64),
    /// Behind a quotation mark that closes the cell or is the first of a doubled one.
    Behind(u64),
}

/// Quotation marks open at the start of a cell only, and close before its end.
fn quotes(text: &str, separator: u8) -> Result<(), (&'static str, u64)> {
    let (mut state, mut line) = (Quotes::Start, 1_u64);
    for byte in text.bytes() {
        let ends_cell = byte == separator || byte == b'\n' || byte == b'\r';
        state = match (state, byte) {
            (Quotes::Start, b'"') => Quotes::Inside(line),
            (Quotes::Plain, b'"') => return Err(("data-quote-misplaced", line)),
            (Quotes::Start | Quotes::Plain, _) if ends_cell => Quotes::Start,
            (Quotes::Start | Quotes::Plain, _) => Quotes::Plain,
            (Quotes::Inside(opened), b'"') => Quotes::Behind(opened),
            (Quotes::Inside(opened), _) => Quotes::Inside(opened),
            (Quotes::Behind(opened), b'"') => Quotes::Inside(opened),
            (Quotes::Behind(_), _) if ends_cell => Quotes::Start,
            (Quotes::Behind(_), _) => return Err(("data-quote-misplaced", line)),
        };
        line += u64::from(byte == b'\n');
    }
    match state {
        Quotes::Inside(opened) => Err(("data-quote-open", opened)),
        Quotes::Start | Quotes::Plain | Quotes::Behind(_) => Ok(()),
    }
}
