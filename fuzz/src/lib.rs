//! Formulas and data made up from bytes, and what must hold for all of them.
//!
//! [`generate`] turns a [`draw::Draw`] (a seed, or the bytes that a fuzzer proposes) into a formula
//! that is well formed and mostly well typed; [`rows`] makes up data for any plan. [`targets`] are
//! what a fuzzer calls: each takes bytes and panics only when the engine breaks a promise.

pub mod draw;
pub mod generate;
pub mod rows;
pub mod targets;
