//! The typed plan in other people's tools: a workbook whose formulas are alive, a script for a
//! database, the annex to a regulation.
//!
//! Each is a second opinion on the engine. They read the plan and never the text, so that what they
//! state is what the engine computes.

pub mod annex;
pub mod sql;
pub mod workbook;

mod words;

#[cfg(test)]
mod deepest;
#[cfg(test)]
mod tests;
