//! Binds tables in files to the inputs of a formula, with errors by file, line, row and cell.
//!
//! A folder of data holds one `TABLE.csv` for each table of the formula: UTF-8, a header row, cells
//! parted by `,` or `;`. Beside it may stand `TABLE.status.csv` and `TABLE.source.csv`, which say
//! for each cell how far it can be relied on and where it was read, and `datapackage.json`, which
//! says the same for whole columns. A figure of which nothing is said counts as reported.
//!
//! [`read_folder`] reads from disk, [`read_tables`] from bytes that came from elsewhere (a package
//! inside the binary, a snapshot in a database). [`Library`] opens a formula together with the
//! formulas whose results it uses, and runs them in order. [`policy_test`] runs pages that state a
//! rule and its result.

mod awaited;
mod csv_text;
mod decided;
mod folder;
mod library;
mod package;
pub mod policy_test;
mod runs;
mod side;
mod tables;
mod written;

pub use awaited::{AwaitedCell, AwaitedFigures, LeftOut};
pub use csv_text::parted;
pub use folder::read_folder;
pub use library::{Findings, Library, sources_in};
pub use package::Package;
pub use runs::{Inputs, Outcome, Runs, read_with_decisions, use_values};
pub use tables::{TableText, read_tables};
pub use written::{decimals, plain, unit, written};

#[cfg(test)]
mod tests;
