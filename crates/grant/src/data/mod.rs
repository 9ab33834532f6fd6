//! The data on which formulas run, brought by people: a table is uploaded, looked at with
//! everything that it would change, and confirmed as the next version; taken back, the version
//! before counts again.
//!
//! Version 0 is what the station of municipalities holds. A version never changes; which one counts
//! stands in a list that is only added to. With a version a snapshot is taken and the runs that
//! pages show are made anew on it, in the same unit of work; runs and proposals of before stay.
//!
//! | room | holds |
//! |---|---|
//! | `table` | what a formula asks of a table; an upload put over the version in force |
//! | `preview` | an upload looked at: how it was read, what is wrong, what it changes |
//! | `commands` | the door for writes: upload, confirm, undo |
//! | `file` | a table as CSV and as a workbook, to be filled in |

mod commands;
mod file;
mod preview;
mod table;
mod words;

pub(crate) use crate::store::data::snapshot_in_force;
pub use crate::store::data::{InForce, Version, in_force, versions};
pub(crate) use commands::resource;
pub use commands::{
    CONFIRM, ConfirmData, ConfirmedData, KIND, UNDO, UPLOAD, UndoData, UploadData, UploadedData,
};
pub(crate) use file::rows;
pub use file::workbook;
pub use preview::{Effect, Fault, Preview};
pub use table::{Asked, AskedColumn, RowFault, Settings, asked};
pub use words::WORDS;
pub(crate) use words::say;
