//! Citations, reasons and sources, which a file may word in several languages.

use super::Labels;
use crate::words::{Language, to_latin};

/// A text that a formula or its data states (a citation, a reason, a source): one wording for all
/// readers, such as an official number, or one for each language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wording {
    /// `cites "CELEX 32016R0679"`: the same for all.
    One(String),
    /// `cites en "…" sq "…" sr "…"`: at least one of them.
    Each(Labels),
}

/// A wording as one reader gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The text.
    pub text: String,
    /// The language of the text where it is known: that of the reader, unless the file does not
    /// speak it.
    pub language: Option<Language>,
}

impl Wording {
    /// The text for a reader. A language that the file does not speak falls back to English, then
    /// Albanian, then Serbian.
    pub fn say(&self, language: Language) -> String {
        self.spoken(language).text
    }

    /// The same with the language in which it is.
    pub fn spoken(&self, language: Language) -> Spoken {
        let labels = match self {
            Wording::One(text) => return Spoken { text: text.clone(), language: None },
            Wording::Each(labels) => labels,
        };
        let serbian = if language == Language::SrLatn { language } else { Language::SrCyrl };
        let order = [language, Language::En, Language::Sq, serbian];
        let found = order.into_iter().find_map(|language| {
            let text = match language {
                Language::En => labels.en.clone(),
                Language::Sq => labels.sq.clone(),
                Language::SrCyrl => labels.sr.clone(),
                Language::SrLatn => labels.sr.as_deref().map(to_latin),
            };
            Some(Spoken { text: text?, language: Some(language) })
        });
        found.unwrap_or(Spoken { text: String::new(), language: None })
    }

    /// Reads the form in which a cell of a data file holds it: plain text, or
    /// `en "…" sq "…" sr "…"` as in a formula. None when it starts in the second form and does not
    /// keep to it.
    pub fn read(written: &str) -> Option<Wording> {
        let mut labels = Labels::default();
        let mut rest = written.trim();
        while let Some((slot, text)) = language_of(rest, &mut labels) {
            let (said, after) = quoted(text)?;
            if slot.replace(said).is_some() {
                return None;
            }
            rest = after.trim_start();
        }
        match (labels == Labels::default(), rest.is_empty()) {
            (true, _) => Some(Wording::One(written.trim().to_owned())),
            (false, true) => Some(Wording::Each(labels)),
            (false, false) => None,
        }
    }

    /// The form in which a cell of a data file holds it.
    pub fn written(&self) -> String {
        match self {
            Wording::One(text) => text.clone(),
            Wording::Each(labels) => {
                let languages = [("en", &labels.en), ("sq", &labels.sq), ("sr", &labels.sr)];
                let said = languages.into_iter().filter_map(|(tag, text)| {
                    let text = text.as_ref()?.replace('\\', "\\\\").replace('"', "\\\"");
                    Some(format!("{tag} \"{}\"", text.replace('\n', "\\n")))
                });
                said.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Several as one, parted by semicolons; none of none.
    pub fn joined<'w>(all: impl IntoIterator<Item = &'w Wording>) -> Option<Wording> {
        let all: Vec<&Wording> = all.into_iter().collect();
        let join = |language| {
            let texts: Vec<String> = all.iter().map(|wording| wording.say(language)).collect();
            texts.join("; ")
        };
        match all.as_slice() {
            [] => None,
            [one] => Some((*one).clone()),
            several if several.iter().all(|one| matches!(one, Wording::One(_))) => {
                Some(Wording::One(join(Language::En)))
            }
            _ => Some(Wording::Each(Labels {
                en: Some(join(Language::En)),
                sq: Some(join(Language::Sq)),
                sr: Some(join(Language::SrCyrl)),
            })),
        }
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Wording {
        Wording::One(text.to_owned())
    }
}

/// The place of a language with which a text begins, and what follows it from the quotation mark
/// on.
fn language_of<'l, 't>(
    text: &'t str,
    labels: &'l mut Labels,
) -> Option<(&'l mut Option<String>, &'t str)> {
    let (tag, rest) = text.split_at_checked(2)?;
    let rest = rest.trim_start();
    let slot = match tag {
        "en" => &mut labels.en,
        "sq" => &mut labels.sq,
        "sr" => &mut labels.sr,
        _ => return None,
    };
    rest.starts_with('"').then_some((slot, rest))
}

/// A quoted text without its quotation marks, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((out, text.get(at + 1..)?)),
            '\\' => match letters.next()?.1 {
                'n' => out.push('\n'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    None
}
