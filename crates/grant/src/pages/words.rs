//! The words of this station's pages.

use formula::plan::Wording;
use formula::words::{Catalog, Language, Words};
use pages::html::{Element, Html, element};
use pages::words::Say;
use std::sync::LazyLock;

/// The files of the words.
pub static WORDS: Words = Words {
    en: &[include_str!("../../locales/en.ftl")],
    sq: &[include_str!("../../locales/sq.ftl")],
    sr: &[include_str!("../../locales/sr.ftl")],
};

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&WORDS));

/// A citation, reason or source in the reader's language; where it is not spoken in it, marked with
/// the language in which it is.
pub(super) fn worded(wording: &Wording, language: Language) -> Element {
    let spoken = wording.spoken(language);
    let other = spoken.language.filter(|of| *of != language).map(Language::tag);
    element("span").attr_if("lang", other).child(spoken.text)
}

/// Several, parted by semicolons.
pub(super) fn worded_all(wordings: &[Wording], language: Language) -> Html {
    let mut out = Html::new();
    for (at, wording) in wordings.iter().enumerate() {
        if at > 0 {
            out.push("; ");
        }
        out.push(worded(wording, language));
    }
    out
}

/// Says words of these pages, and the shared ones, in a language.
pub(super) fn say(language: Language) -> Say<'static> {
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
