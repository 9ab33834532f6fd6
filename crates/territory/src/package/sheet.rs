//! A CSV file with a header, whose faults know their line and column.

use crate::error::{Fault, FaultKind};

/// A file, read.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) file: &'static str,
    header: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A line of a file.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    cells: Vec<String>,
}

impl Sheet {
    /// Reads a file that must have exactly these columns, in any order.
    pub(super) fn read(
        file: &'static str,
        text: &str,
        columns: &[&str],
        faults: &mut Vec<Fault>,
    ) -> Sheet {
        let mut sheet = Sheet { file, header: Vec::new(), rows: Vec::new() };
        if let Err(error) = sheet.fill(text) {
            let line = error.position().map_or(0, csv::Position::line);
            let fault = Fault::new(FaultKind::Unreadable, file, line);
            faults.push(fault.found(&error.to_string()));
            return sheet;
        }
        for column in columns {
            if !sheet.header.iter().any(|name| name == column) {
                faults.push(Fault::new(FaultKind::ColumnMissing, file, 1).column(column));
            }
        }
        for (at, name) in sheet.header.iter().enumerate() {
            let earlier = sheet.header.iter().take(at).any(|other| other == name);
            if earlier || !columns.contains(&name.as_str()) {
                faults.push(Fault::new(FaultKind::ColumnUnexpected, file, 1).column(name));
            }
        }
        sheet
    }

    fn fill(&mut self, text: &str) -> Result<(), csv::Error> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        self.header = reader.headers()?.iter().map(str::to_owned).collect();
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            self.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
        Ok(())
    }

    /// The text of a cell; empty when the column is missing.
    pub(super) fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }

    /// The text of a cell that must not be empty.
    pub(super) fn required<'a>(
        &self,
        row: &'a Row,
        column: &str,
        faults: &mut Vec<Fault>,
    ) -> &'a str {
        let text = self.cell(row, column);
        if text.is_empty() {
            faults.push(self.fault(FaultKind::CellEmpty, row).column(column));
        }
        text
    }

    /// A fault in a row.
    pub(super) fn fault(&self, kind: FaultKind, row: &Row) -> Fault {
        Fault::new(kind, self.file, row.line)
    }
}
