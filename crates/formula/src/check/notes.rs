//! What stands beside a definition: its title and its citations, for a reader of each language.

use crate::plan::{Labels, Wording};
use crate::syntax::ast;

/// Titles by language.
pub(super) fn labels(notes: &ast::Notes) -> Labels {
    by_language(&notes.titles)
}

/// A citation or reason.
pub(super) fn wording(said: &ast::Wording) -> Wording {
    match said {
        ast::Wording::One(text) => Wording::One(text.text.clone()),
        ast::Wording::Each(texts) => Wording::Each(by_language(texts)),
    }
}

/// Several citations.
pub(super) fn wordings(said: &[ast::Wording]) -> Vec<Wording> {
    said.iter().map(wording).collect()
}

fn by_language(texts: &[(ast::Ident, ast::Text)]) -> Labels {
    let of = |tag: &str| {
        texts.iter().find(|(language, _)| language.text == tag).map(|(_, text)| text.text.clone())
    };
    Labels { en: of("en"), sq: of("sq"), sr: of("sr") }
}
