//! The words of this crate.

use formula::words::{Catalog, Language, Words};
use std::sync::LazyLock;

/// The files.
pub static WORDS: Words = Words {
    en: &[include_str!("../locales/en.ftl")],
    sq: &[include_str!("../locales/sq.ftl")],
    sr: &[include_str!("../locales/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// What happened, and what to do.
pub(crate) fn said(
    language: Language,
    id: &str,
    filled: &[(&str, String)],
) -> (String, Option<String>) {
    (CATALOG.say(language, id, filled), CATALOG.attribute(language, id, "help", filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: every word exists in each language with the same arguments. Method: the three files
    /// compared entry by entry.
    #[test]
    fn words_are_complete() {
        assert_eq!(pages::words::differences(&WORDS), Vec::<String>::new());
    }
}
