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

/// A sentence in a language.
pub(crate) fn said(language: Language, id: &str, filled: &[(&'static str, String)]) -> String {
    CATALOG.say(language, id, filled)
}

/// What to do, where there is something to do.
pub(crate) fn help(
    language: Language,
    id: &str,
    filled: &[(&'static str, String)],
) -> Option<String> {
    CATALOG.attribute(language, id, "help", filled)
}

#[cfg(test)]
mod tests {
    /// Goal: no page shows an id instead of a word. Method: the three files compared.
    #[test]
    fn words_are_complete() {
        assert_eq!(pages::words::differences(&super::WORDS), Vec::<String>::new());
    }
}
