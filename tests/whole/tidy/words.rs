//! Words that do not belong into a finished tree. This file is the one place where they stand.

use super::{report, texts, written_by_a_tool};

/// Where this list itself stands.
const THIS_FILE: &str = "tests/whole/tidy/words.rs";

/// Marks that somebody left for later. They are found as they are written, in capitals.
const MARKS: [&str; 5] = ["TODO", "FIXME", "XXX", "HACK", "TBD"];

/// A word or phrase in any case, and what to do instead.
const BANNED: [(&str, &str); 24] = [
    ("placeholder", UNFINISHED),
    ("lorem ipsum", UNFINISHED),
    ("not implemented", UNFINISHED),
    ("not yet implemented", UNFINISHED),
    ("unimplemented", UNFINISHED),
    ("coming soon", UNFINISHED),
    ("stub", UNFINISHED),
    ("dummy", "say what it stands for"),
    ("foobar", "say what it stands for"),
    ("first cut", HISTORY),
    ("for the time being", HISTORY),
    ("quick fix", HISTORY),
    ("in this issue", HISTORY),
    ("later issue", HISTORY),
    ("next issue", HISTORY),
    ("in a later", HISTORY),
    ("previously we", HISTORY),
    ("this session", HISTORY),
    ("as requested", HISTORY),
    ("the prompt", HISTORY),
    ("language model", HISTORY),
    ("claude", HISTORY),
    ("chatgpt", HISTORY),
    ("copilot", HISTORY),
];

const UNFINISHED: &str = "finish it, or leave it out";
const HISTORY: &str = "say how it is; how it came to be is for the commit";

/// The lint of the root manifest that denies the macro of this name.
const ALLOWED: (&str, &str) = ("Cargo.toml", "unimplemented");

/// Goal: what is in the tree is finished and speaks of itself, not of its making. Method: look for
/// each mark and each banned word, alone, in every text file.
#[test]
fn no_banned_word() {
    let mut breaches = Vec::new();
    for source in texts() {
        if source.path == THIS_FILE || written_by_a_tool(&source.path) {
            continue;
        }
        for (index, line) in source.text.lines().enumerate() {
            let marks = MARKS.iter().filter(|mark| stands_alone(line, mark));
            let small = line.to_lowercase();
            let words = BANNED.iter().filter(|(word, _)| stands_alone(&small, word));
            for (word, advice) in marks.map(|mark| (*mark, UNFINISHED)).chain(words.copied()) {
                if (source.path.as_str(), word) != ALLOWED {
                    breaches.push(format!("{}:{}: `{word}`: {advice}", source.path, index + 1));
                }
            }
        }
    }
    report(breaches);
}

/// Whether `word` stands in `line` with no letter or digit next to it.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !letter(before) && !letter(after)
    })
}

/// Goal: only whole words are refused. Method: a word inside another, and beside punctuation.
#[test]
fn a_word_inside_another_is_fine() {
    assert!(stands_alone("// a stub, really", "stub"));
    assert!(!stands_alone("stubborn", "stub"));
    assert!(!stands_alone("ticket_stub", "stub"));
}
