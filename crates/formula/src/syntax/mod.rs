//! From text to tree: always a tree, also after an error, and every error with its place.
//!
//! A file passes the lexer (tokens with their place in the layout), then the parser ([`parse()`],
//! the tree of [`ast`]). [`mod@format`] writes a file in canonical layout, [`highlight`] says what
//! each stretch of text is. The grammar stands in `docs/formula-grammar.md`.

pub mod ast;
pub mod format;
pub mod highlight;
mod lexer;
mod nearest;
mod parse;
#[cfg(test)]
mod tests;

pub use nearest::nearest;
pub use parse::{Parsed, parse};
