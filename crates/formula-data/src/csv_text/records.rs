//! Text of which it is known that it can be read becomes records, one after the other.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::cell::RefCell;

thread_local! {
    /// Readers that have ended their text, with their separators. Making one works out a table of
    /// states, which takes longer than reading a small file; and a copy of one (csv-core 0.1.13)
    /// comes without that table.
    static SPARE: RefCell<Vec<(u8, Reader)>> = const { RefCell::new(Vec::new()) };
}

/// How many readers a thread keeps; a table is read with its status and its source beside it.
const SPARE_MAX: usize = 4;

fn reader(separator: u8) -> Reader {
    let spare = SPARE.with_borrow_mut(|spare| {
        let at = spare.iter().position(|(of, _)| *of == separator)?;
        Some(spare.swap_remove(at).1)
    });
    match spare {
        Some(mut reader) => {
            reader.reset();
            reader
        }
        None => ReaderBuilder::new().delimiter(separator).build(),
    }
}

/// The records of a text, each with the line on which it begins.
#[derive(Debug)]
pub(super) struct Records<'a> {
    /// There until it is given back.
    reader: Option<Reader>,
    separator: u8,
    rest: &'a [u8],
    /// The line of the first byte of `rest`, from 1.
    line: u64,
    /// Cells of the record without their quotation marks, one behind the other.
    cells: Vec<u8>,
    /// Where each cell ends in `cells`.
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    /// Begins before the first record of a text parted by `,` or `;`.
    pub(super) fn of(text: &'a str, separator: u8) -> Records<'a> {
        let reader = Some(reader(separator));
        let rest = text.as_bytes();
        // What lies between two separators cannot be longer than the text, so that reading mostly
        // never asks for more room.
        let room = rest.len().min(1024);
        let (cells, ends) = (vec![0; room], vec![0; 64]);
        Records { reader, separator, rest, line: 1, cells, ends }
    }

    /// The next record. Empty lines belong to none.
    pub(super) fn next(&mut self) -> Option<(u64, Vec<&str>)> {
        let empty = self.rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.pass(empty);
        let number = self.line;
        let (mut filled, mut ended) = (0_usize, 0_usize);
        loop {
            let reader = self.reader.as_mut()?;
            let room = self.cells.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (found, read, written, cells) = reader.read_record(self.rest, room, ends);
            self.pass(read);
            filled += written;
            ended += cells;
            match found {
                // The reader is asked once more with nothing left, and then ends the record.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2 + 64, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        let mut start = 0_usize;
        let cells = self.ends.iter().take(ended).map(|end| {
            let cell = self.cells.get(start..*end).unwrap_or_default();
            start = *end;
            // Parted at ASCII letters, a text stays a text.
            std::str::from_utf8(cell).unwrap_or_default()
        });
        Some((number, cells.collect()))
    }

    /// Goes on by so many bytes, counting lines.
    fn pass(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, &[]));
        let ends = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line += u64::try_from(ends).unwrap_or(0);
        self.rest = rest;
    }
}

impl Drop for Records<'_> {
    fn drop(&mut self) {
        let Some(reader) = self.reader.take() else { return };
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < SPARE_MAX {
                spare.push((self.separator, reader));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Records;
    use proptest::prelude::*;

    proptest! {
        /// Goal: records are those of a reader that many programs rely on. Method: texts of the
        /// characters that matter, with their quotation marks as they come, through both.
        #[test]
        fn records_are_those_of_the_reader_of_files(text in "[a\",;\n\rë ]{0,40}") {
            for separator in [b',', b';'] {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .delimiter(separator)
                    .from_reader(text.as_bytes());
                let mut records = Records::of(&text, separator);
                for expected in reader.records() {
                    let expected = expected.unwrap();
                    let (line, cells) = records.next().unwrap();
                    prop_assert_eq!(cells, expected.iter().collect::<Vec<_>>());
                    prop_assert!(line >= expected.position().unwrap().line());
                }
                prop_assert!(records.next().is_none());
            }
        }

        /// Goal: a cell of any length and any number of cells are read. Method: lengths around
        /// those at which the reader asks for more room.
        #[test]
        fn long_cells_and_many_cells_are_read(length in 0_usize..3000, count in 1_usize..300) {
            let cell = "x".repeat(length);
            let text = format!("first\n\"{cell}\"{}", ",y".repeat(count));
            let mut records = Records::of(&text, b',');
            prop_assert_eq!(records.next().unwrap(), (1, vec!["first"]));
            let (line, cells) = records.next().unwrap();
            prop_assert_eq!((line, cells.len()), (2, count + 1));
            prop_assert_eq!(cells[0], cell);
            prop_assert!(records.next().is_none());
        }
    }
}
