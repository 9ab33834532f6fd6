//! The words of the data on which formulas run.

use formula::words::{Catalog, Language, Words};
use pages::words::Say;
use std::sync::LazyLock;

/// The files.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/data/en.ftl")],
    sq: &[include_str!("../../locales/data/sq.ftl")],
    sr: &[include_str!("../../locales/data/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// These words in a language.
pub(crate) fn say(language: Language) -> Say<'static> {
    Say::new(&CATALOG, language)
}

#[cfg(test)]
mod tests {
    /// Goal: no page shows an id instead of a word. Method: the three files compared.
    #[test]
    fn words_are_complete() {
        assert_eq!(pages::words::differences(&super::WORDS), Vec::<String>::new());
    }
}
