//! Questions about formulas that one run alone does not answer.
//!
//! Like the engine, everything here is pure: whoever asks brings plans, tables and a way to run
//! them, and is told.
//!
//! | room | question |
//! |---|---|
//! | [`account`] | why an amount changed between two runs: so much by each cause |

pub mod account;
