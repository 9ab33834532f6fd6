//! What holds for every text.

use super::super::format::format;
use super::super::highlight::{Class, classify};
use super::super::parse;
use super::examples::{ASSISTANCE, COSTING, EVERYTHING, GRANT, SCENARIO};
use super::shape;
use crate::diagnostic::{Place, Source, has_errors, render};
use crate::words::Language;
use proptest::prelude::*;

const EXAMPLES: [&str; 5] = [GRANT, ASSISTANCE, COSTING, EVERYTHING, SCENARIO];

/// Words and signs from which soup is made.
const TOKENS: [&str; 96] = [
    "formula",
    "scenario",
    "over",
    "use",
    "table",
    "key",
    "category",
    "param",
    "bands",
    "slices",
    "points",
    "function",
    "let",
    "result",
    "check",
    "warn",
    "each",
    "set",
    "replace",
    "title",
    "en",
    "cites",
    "derived",
    "assumed",
    "because",
    "since",
    "repealed",
    "2024-01-01",
    "by",
    "->",
    ":",
    "=",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "|",
    "+",
    "-",
    "*",
    "/",
    "^",
    "<",
    "<>",
    "%",
    "10 188",
    "0.5",
    "\"text\"",
    "EUR",
    "EUR/m2",
    "person",
    "a",
    "b",
    "t",
    "first",
    "of",
    "any",
    "all",
    "exactly",
    "one",
    "when",
    "otherwise",
    "if",
    "then",
    "else",
    "share",
    "fixed",
    "where",
    "at",
    "least",
    "most",
    "per",
    "in",
    "rounds",
    "top",
    "round",
    "to",
    "keeping",
    "sum",
    "ties",
    "fill",
    "up",
    "solve",
    "from",
    "step",
    "is",
    "known",
    "its",
    "floor",
    "with",
    "not",
    "and",
    "between",
    "count",
];

fn soup() -> impl Strategy<Value = String> {
    let token = prop::sample::select(&TOKENS[..]);
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\n", "\n  ", "\n    ", " # c\n"]);
    prop::collection::vec((token, gap), 0..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(token, gap)| [token, gap]).collect())
}

/// An example with some of its lines and tokens lost, doubled or swapped.
fn damaged() -> impl Strategy<Value = String> {
    let example = prop::sample::select(&EXAMPLES[..]);
    let cut = (any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(&TOKENS[..]));
    (example, prop::collection::vec(cut, 0..4)).prop_map(|(text, cuts)| {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, length, token) in cuts {
            let start = at.index(letters.len());
            let end = (start + length).min(letters.len());
            letters.splice(start..end, token.chars());
        }
        letters.into_iter().collect()
    })
}

/// What must hold for a text whatever it is.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let source = Source::new("f", text);
    let parsed = parse(&source);
    prop_assert!(parsed.diagnostics.len() <= 100);
    let mut last = None;
    for diagnostic in &parsed.diagnostics {
        let Place::Formula(span) = diagnostic.place else { panic!("no place") };
        prop_assert!(span.start <= span.end && span.end as usize <= text.len());
        prop_assert!(source.text.is_char_boundary(span.start as usize));
        prop_assert!(source.text.is_char_boundary(span.end as usize));
        prop_assert!(last < Some(span.start), "two findings at one place");
        last = Some(span.start);
    }
    render(&parsed.diagnostics, &source, Language::SrLatn);
    let mut end = 0;
    for (span, _) in classify(&source) {
        prop_assert!(span.start >= end && span.end > span.start);
        prop_assert!(source.text.is_char_boundary(span.end as usize));
        end = span.end;
    }
    match format(&source) {
        Err(findings) => prop_assert!(has_errors(&findings)),
        Ok(once) => {
            let again = Source::new("f", once.clone());
            let reparsed = parse(&again);
            let findings = render(&reparsed.diagnostics, &again, Language::En);
            prop_assert!(!has_errors(&reparsed.diagnostics), "{once}\n{findings}");
            prop_assert_eq!(shape(&reparsed.file), shape(&parsed.file));
            prop_assert_eq!(format(&again).ok(), Some(once));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400, failure_persistence: None, ..ProptestConfig::default()
    })]

    /// Goal: no text does harm, and findings keep their form. Method: arbitrary texts.
    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text)?;
    }

    /// Goal: the same for texts that look like formulas. Method: soup of tokens.
    #[test]
    fn token_soup(text in soup()) {
        holds(&text)?;
        holds(&format!("formula f\nlet x = {text}"))?;
    }

    /// Goal: the same for formulas with slips; sound ones keep their meaning when formatted.
    /// Method: the examples, damaged a little.
    #[test]
    fn damaged_examples(text in damaged()) {
        holds(&text)?;
    }

    /// Goal: layout alone is not meaning. Method: the examples with other indentation widths, and
    /// with comments and blank lines between lines.
    #[test]
    fn other_indentation(example in prop::sample::select(&EXAMPLES[..]), width in 1_usize..5,
                         remarks in prop::collection::vec(0_usize..8, 1..20)) {
        let mut text = String::new();
        for (at, line) in example.lines().enumerate() {
            let content = line.trim_start();
            let deep = (line.len() - content.len()) * width;
            text.push_str(&" ".repeat(deep));
            text.push_str(content);
            text.push('\n');
            match remarks[at % remarks.len()] {
                0 => text.push_str(&format!("{}#remark\n", " ".repeat(at % 7))),
                1 => text.push_str("\n\n\n"),
                _ => {}
            }
        }
        let same = parse(&Source::new("f", text.clone()));
        let plain = parse(&Source::new("f", example));
        prop_assert_eq!(shape(&same.file), shape(&plain.file));
        holds(&text)?;
    }
}

/// Goal: the page of a formula shows each token as what it is. Method: one line of each kind.
#[test]
fn classes_of_tokens() {
    let text = "param cap : EUR/month since 2023-01-01 = 250 cites \"Law\" # of 2023";
    let source = Source::new("f", format!("formula f\n{text}"));
    let classes: Vec<(&str, Class)> = classify(&source)
        .into_iter()
        .skip(2)
        .map(|(span, class)| (source.slice(span), class))
        .collect();
    let expected = [
        ("param", Class::Keyword),
        ("cap", Class::Definition),
        (":", Class::Operator),
        ("EUR", Class::Unit),
        ("/", Class::Unit),
        ("month", Class::Unit),
        ("since", Class::Keyword),
        ("2023-01-01", Class::Date),
        ("=", Class::Operator),
        ("250", Class::Number),
        ("cites", Class::Keyword),
        ("\"Law\"", Class::Text),
        ("# of 2023", Class::Comment),
    ];
    assert_eq!(classes, expected);
}
