//! Tests of the whole way from text to tree and back.

mod errors;
mod examples;
mod formatting;
mod grammar;
mod properties;
mod trees;
mod wording;

use super::ast::{Definition, Expr, File, Item};
use super::parse;
use crate::diagnostic::{Place, Source, render};
use crate::words::Language;

/// Reads a text that must be without findings.
fn read(text: &str) -> File {
    let source = Source::new("test.formula", text);
    let parsed = parse(&source);
    let findings = render(&parsed.diagnostics, &source, Language::En);
    assert!(parsed.diagnostics.is_empty(), "{findings}");
    parsed.file
}

/// Reads a single definition `let x = …` and gives its rule.
fn rule(text: &str) -> Expr {
    let file = read(&format!("formula f\nlet x = {text}\n"));
    match file.items.into_iter().next() {
        Some(Item::Definition(Definition { body, .. })) => body,
        other => panic!("no definition: {other:?}"),
    }
}

/// The findings of a text as `id line:column`.
fn findings(text: &str) -> Vec<String> {
    let source = Source::new("test.formula", text);
    let spoken = |diagnostic: &crate::diagnostic::Diagnostic| {
        let Place::Formula(span) = diagnostic.place else { panic!("no place") };
        let (line, column) = source.line_column(span.start);
        format!("{} {line}:{column}", diagnostic.id)
    };
    parse(&source).diagnostics.iter().map(spoken).collect()
}

/// A tree without its places, so that trees of differently laid out texts compare.
fn shape(file: &File) -> String {
    let text = format!("{file:?}");
    let mut parts = text.split("Span { start: ");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push_str(part.split_once('}').unwrap().1);
    }
    out
}
