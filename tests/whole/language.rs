//! The reference of the language: that its examples run is the business of the policy tests, which
//! read the same pages; here stands how they are written.

use formula::diagnostic::Source;
use formula::syntax::format::format;

use crate::tidy::{report, texts};

/// The formulas of a page, each with the line on which it begins.
fn examples(page: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (at, line) in page.lines().enumerate() {
        match (inside, line) {
            (false, "```formula") => {
                found.push((at + 2, String::new()));
                inside = true;
            }
            (true, "```") => inside = false,
            (true, line) => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            (false, _) => {}
        }
    }
    found
}

/// Goal: the reference shows formulas as the formatter writes them, and formulas of the repository
/// are written so too. Method: format each and compare.
#[test]
fn formulas_stand_in_canonical_layout() {
    let mut breaches = Vec::new();
    let mut examples_seen = 0;
    for source in texts() {
        let found = match source.path.as_str() {
            path if path.starts_with("docs/language/") || path == "docs/tutorial.md" => {
                examples(&source.text)
            }
            path if path.starts_with("formulas/") && path.ends_with(".formula") => {
                vec![(1, source.text.clone())]
            }
            _ => continue,
        };
        examples_seen += found.len();
        for (line, text) in found {
            let formula = Source::new(&*source.path, &*text);
            if format(&formula).is_ok_and(|formatted| formatted != text) {
                let place = format!("{}:{line}", source.path);
                breaches.push(format!("{place}: write it as `formula fmt` does"));
            }
        }
    }
    assert!(examples_seen > 40, "the reference has examples");
    report(breaches);
}
