//! What the chores and the whole-system tests both know about the workspace: which files it holds,
//! which crate may import which, and how cargo is called so that nothing is built twice.
//!
//! It depends on the standard library only, so that `cargo xtask` starts within a second or two of
//! compiling on a machine that has built nothing yet.

pub mod cargo;
pub mod layers;
pub mod manifest;
pub mod tree;
