//! What is printed when the site starts, and in which language.

use formula::words::{Catalog, Language, Words};
use std::sync::LazyLock;

/// The files.
pub static WORDS: Words = Words {
    en: &[include_str!("../locales/en.ftl")],
    sq: &[include_str!("../locales/sq.ftl")],
    sr: &[include_str!("../locales/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// The words of this crate.
pub fn catalog() -> &'static Catalog {
    &CATALOG
}

/// The language of the person at the terminal, as the variables `LC_ALL`, `LC_MESSAGES` and `LANG`
/// say it, in this order; English when they name none of ours.
pub fn language_of_terminal(variable: impl Fn(&str) -> Option<String>) -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
    let first = named.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let is_latin = first.contains("@latin") || first.contains("Latn");
    match first.split(['_', '.', '@', '-']).next() {
        Some("sq") => Language::Sq,
        Some("sr") if is_latin => Language::SrLatn,
        Some("sr") => Language::SrCyrl,
        _ => Language::En,
    }
}
