//! Tables that people bring: a CSV file or a workbook becomes rows of typed cells, or a list of
//! what is wrong with it, cell by cell.
//!
//! ```
//! use formula::words::Language;
//! use tables::{Column, Kind, Upload, read};
//!
//! let columns = [
//!     Column::new("municipality", Kind::Text).key(),
//!     Column::new("population", Kind::Number { whole: false, least: None, most: None }),
//! ];
//! let bytes = b"municipality;population\nPeja;1.234,56\n";
//! let upload = Upload { file: "people.csv", table: "people", bytes, is_strict: false };
//! let reading = read(&upload, &columns);
//! assert!(reading.faults.is_empty());
//! assert!(reading.notices[0].say(Language::En).0.contains("1.234,56"));
//! ```

mod cells;
mod column;
mod grid;
mod mark;
mod reading;
mod remark;
mod text;
mod words;
mod workbook;

pub use column::{Column, Kind};
pub use grid::{Address, Limits};
pub use reading::{FAULTS_SHOWN, ReadCell, ReadRow, Reading, Upload, Value, read, read_within};
pub use remark::Remark;
pub use words::WORDS;

#[cfg(test)]
mod tests;
