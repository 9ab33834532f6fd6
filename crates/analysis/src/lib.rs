//! Questions about formulas that one run alone does not answer.
//!
//! Like the engine, everything here is pure: whoever asks brings plans, tables and a way to run
//! them, and is told.
//!
//! | room | question |
//! |---|---|
//! | [`account`] | why an amount changed between two runs: so much by each cause |
//! | [`seek`] | the least value of a parameter at which a condition holds |
//! | [`fit`] | the weights that leave the least shortfall against a target |
//! | [`uncertainty`] | what figures that nobody has verified leave open |
//! | [`xray`] | what a formula does to those who report: cliffs, rewards, drivers, idle rules |

pub mod account;
pub mod fit;
pub mod model;
pub mod seek;
pub mod uncertainty;
pub mod xray;

#[cfg(test)]
mod tests;
