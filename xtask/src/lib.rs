//! What the chores and the whole-system tests both know about the workspace: which files it holds
//! and which crate may import which.
//!
//! It depends on the standard library only, so that `cargo xtask` starts within a second or two of
//! compiling on a machine that has built nothing yet.

pub mod layers;
pub mod manifest;
pub mod tree;
