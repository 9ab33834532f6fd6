//! The page on the grammar stays true.

use super::super::format::format;
use super::super::parse::{CLAUSES, RESERVED};
use super::read;
use crate::diagnostic::Source;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../../docs/formula-grammar.md");

/// Goal: the examples of the page are right and canonical. Method: each parses without findings,
/// and formatting changes nothing but columns that are aligned.
#[test]
fn examples_of_the_page_parse() {
    let examples: Vec<&str> = PAGE.split("```formula\n").skip(1).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let (text, _) = example.split_once("```").unwrap();
        read(text);
        let formatted = format(&Source::new("page", text)).unwrap();
        for (written, canonical) in text.lines().zip(formatted.lines()) {
            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(written), words(canonical));
            let indent = |line: &str| line.len() - line.trim_start().len();
            assert_eq!(indent(written), indent(canonical), "{written}");
        }
    }
}

/// Goal: the page lists the words that are not free. Method: the lists of the page against those
/// of the parser.
#[test]
fn lists_of_words_are_complete() {
    let listed = |mark: &str| -> BTreeSet<&str> {
        let (_, list) = PAGE.split_once(mark).unwrap();
        let list = list.split("\n\n").next().unwrap();
        list.split('`').skip(1).step_by(2).collect()
    };
    assert_eq!(listed("<!-- reserved -->"), BTreeSet::from(RESERVED));
    assert_eq!(listed("<!-- clauses -->"), BTreeSet::from(CLAUSES));
}
