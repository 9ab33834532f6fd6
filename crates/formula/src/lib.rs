//! The formula language and its engine.
//!
//! A formula file is a regulation that can be computed: tables of inputs, dated parameters with
//! their legal source, rules, and results that explain themselves. This crate is pure. It opens no
//! file, reads no clock and draws no random number: text and data come in, results and
//! explanations go out.
//!
//! The rooms, in the order in which a file passes through them:
//!
//! | room | from | to |
//! |---|---|---|
//! | [`syntax`] | text | tree (always, also after an error) |
//! | [`check`] | tree | [`plan::Plan`]: names, units and shapes are settled |
//! | [`data`] | rows of text with their standing | typed columns that fit a plan |
//! | [`run`] | plan, data, date, parameters | results, exact |
//! | [`simulate`] | plan, data, many parameters | results, fast |
//! | [`explain`] | run, row | derivation, steps, sentences |
//!
//! Beside them stand [`number`] (decimal arithmetic, rounding, shares), [`unit`], [`words`]
//! (languages and catalogues) and [`diagnostic`] (what is said when something is wrong).

pub mod check;
pub mod data;
pub mod diagnostic;
pub mod explain;
pub mod number;
pub mod plan;
pub mod run;
pub mod simulate;
pub mod standing;
pub mod syntax;
pub mod unit;
pub mod words;

#[cfg(test)]
mod tests;
