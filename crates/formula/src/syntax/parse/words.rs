//! The words of the language. Most are keywords only where they stand, and free as names
//! elsewhere; the reserved ones can never be names.

use crate::syntax::nearest;

/// The words that cannot be names.
pub(in crate::syntax) const RESERVED: [&str; 22] = [
    "and",
    "at",
    "between",
    "by",
    "else",
    "false",
    "if",
    "in",
    "is",
    "its",
    "not",
    "or",
    "otherwise",
    "over",
    "per",
    "then",
    "to",
    "true",
    "when",
    "where",
    "with",
    "of",
];

/// Words that may follow a value. They are free as names, but not as units, since a unit follows
/// a number just as they do.
pub(in crate::syntax) const CLAUSES: [&str; 27] = [
    "as",
    "ascending",
    "assumed",
    "because",
    "cites",
    "derived",
    "descending",
    "dropping",
    "error",
    "estimated",
    "fixed",
    "flat",
    "from",
    "keeping",
    "optional",
    "protected",
    "repealed",
    "rounds",
    "since",
    "so",
    "step",
    "ties",
    "title",
    "weighted",
    "within",
    "first",
    "up",
];

/// The words that start an item.
pub(super) const ITEMS: [&str; 17] = [
    "bands", "category", "check", "each", "formula", "function", "let", "param", "points",
    "replace", "result", "scenario", "set", "slices", "table", "use", "warn",
];

/// Whether the word can never be a name.
pub(in crate::syntax) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Whether the word may be a unit after a number.
pub(super) fn may_be_unit(word: &str) -> bool {
    !is_reserved(word) && !CLAUSES.contains(&word)
}

/// Whether the word starts an item.
pub(super) fn starts_item(word: &str) -> bool {
    ITEMS.contains(&word)
}

/// The clause that was probably meant.
pub(super) fn nearest_clause(word: &str) -> Option<&'static str> {
    let known = RESERVED.into_iter().chain(CLAUSES);
    nearest(word, known.filter(|known| known.len() > 2)).filter(|meant| *meant != word)
}
