//! Rules for every text file.

use super::{report, texts, written_by_a_tool};

/// Goal: differences between versions show meaning only. Method: look for blanks at the end of a
/// line, carriage returns, tabs as indent, and a missing or doubled end of the last line.
#[test]
fn white_space_carries_nothing() {
    let mut breaches = Vec::new();
    for source in texts() {
        let path = &source.path;
        if written_by_a_tool(path) {
            continue;
        }
        // Two blanks at the end of a line of Markdown break the line; a backslash does it visibly.
        for (index, line) in source.text.split('\n').enumerate() {
            if line.ends_with([' ', '\t', '\r']) {
                breaches.push(format!("{path}:{}: white space at the end of the line", index + 1));
            }
            if line.starts_with('\t') {
                breaches.push(format!("{path}:{}: a tab; indent by blanks", index + 1));
            }
        }
        if !source.text.is_empty() && !source.text.ends_with('\n') {
            breaches.push(format!("{path}: the last line has no end"));
        }
        if source.text.ends_with("\n\n") {
            breaches.push(format!("{path}: empty lines at the end"));
        }
    }
    report(breaches);
}

/// Goal: no character hides. Method: refuse control characters, the byte order mark, the marks that
/// change the direction of writing, and invisible spaces other than the one that a soft wrap needs.
#[test]
fn no_character_hides() {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t' && c != '\r')
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}')
    };
    let mut breaches = Vec::new();
    for source in texts() {
        for (index, line) in source.text.split('\n').enumerate() {
            if let Some(c) = line.chars().find(|c| hidden(*c)) {
                breaches.push(format!(
                    "{}:{}: the hidden character U+{:04X}; write it as an escape",
                    source.path,
                    index + 1,
                    u32::from(c)
                ));
            }
        }
    }
    report(breaches);
}

/// Goal: the tree works wherever it is unpacked. Method: look for the beginnings of paths that
/// exist on one machine only.
#[test]
fn no_path_of_one_machine() {
    let beginnings =
        [["/ho", "me/"], ["/ro", "ot/"], ["/wo", "rk/"], ["/Us", "ers/"], ["C:", "\\Users"]];
    let mut breaches = Vec::new();
    for source in texts() {
        for (index, line) in source.text.lines().enumerate() {
            for beginning in beginnings.map(|parts| parts.concat()) {
                let stands_alone = |at: usize| {
                    let before = line.get(..at).and_then(|text| text.chars().next_back());
                    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '}' | '.' | '-'))
                };
                if line.match_indices(&beginning).any(|(at, _)| stands_alone(at)) {
                    let path = &source.path;
                    breaches.push(format!("{path}:{}: the path of one machine", index + 1));
                }
            }
        }
    }
    report(breaches);
}
