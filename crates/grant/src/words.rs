//! The words of this station but those of its pages.

use formula::words::{Catalog, Words};
use std::sync::LazyLock;

/// The files.
pub static WORDS: Words = Words {
    en: &[include_str!("../locales/runs/en.ftl")],
    sq: &[include_str!("../locales/runs/sq.ftl")],
    sr: &[include_str!("../locales/runs/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// Errors, titles of runs, words in downloaded files.
pub fn catalog() -> &'static Catalog {
    &CATALOG
}
