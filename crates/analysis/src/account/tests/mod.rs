//! The account on games made up by chance, and on small formulas worked by hand.

mod games;
mod runs;
