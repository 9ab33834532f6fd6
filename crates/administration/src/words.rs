//! The words of this station.

use formula::words::{Catalog, Language, Words};
use pages::words::Say;
use std::sync::LazyLock;

/// The files.
pub static WORDS: Words = Words {
    en: &[include_str!("../locales/en.ftl")],
    sq: &[include_str!("../locales/sq.ftl")],
    sr: &[include_str!("../locales/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// Says words of this station, and the shared ones, in a language.
pub(crate) fn say(language: Language) -> Say<'static> {
    Say::new(&CATALOG, language)
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
