//! Words: the catalogue shared by all pages, and how a station adds its own.
//!
//! A station keeps `locales/{en,sq,sr}.ftl` and builds its catalogue once:
//!
//! ```
//! use formula::words::{Catalog, Language, Words};
//! use pages::words::Say;
//! use std::sync::LazyLock;
//!
//! static OWN: Words = Words {
//!     en: &["allocation = Allocation"],
//!     sq: &["allocation = Shpërndarja"],
//!     sr: &["allocation = Расподела"],
//! };
//! static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&OWN));
//!
//! let say = Say::new(&CATALOG, Language::SrLatn);
//! assert_eq!(say.word("allocation"), "Raspodela");
//! assert_eq!(say.word("missing"), "nema podatka"); // a shared word
//! assert!(pages::words::differences(&OWN).is_empty()); // belongs in a unit test
//! ```

use formula::standing::Standing;
use formula::words::{Catalog, Language, Words};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files of the shared words.
pub static SHARED_WORDS: Words = Words {
    en: &[include_str!("../locales/en.ftl")],
    sq: &[include_str!("../locales/sq.ftl")],
    sr: &[include_str!("../locales/sr.ftl")],
};

static SHARED: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(&SHARED_WORDS));

/// Says words in one language: first the station's own, then the shared ones.
#[derive(Debug, Clone, Copy)]
pub struct Say<'a> {
    own: Option<&'a Catalog>,
    language: Language,
}

impl<'a> Say<'a> {
    /// With a station's catalogue.
    pub fn new(own: &'a Catalog, language: Language) -> Say<'a> {
        Say { own: Some(own), language }
    }

    /// The shared words only.
    pub fn shared(language: Language) -> Say<'a> {
        Say { own: None, language }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A word or sentence without arguments. A missing one shows its id between brackets.
    pub fn word(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A sentence with arguments, which are text in the reader's script; whole numbers choose
    /// the plural.
    pub fn with(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        match self.own {
            Some(own) if own.has(self.language, id) => own.say(self.language, id, arguments),
            _ => SHARED.say(self.language, id, arguments),
        }
    }

    /// A sentence whose only argument is a count, `$count`.
    pub fn count(&self, id: &str, count: usize) -> String {
        self.with(id, &[("count", &count.to_string())])
    }

    /// The word for a standing.
    pub fn standing(&self, standing: Standing) -> String {
        self.word(&format!("standing-{}", standing.word()))
    }
}

/// What one language has and another lacks, one line each; empty when the three files of a
/// catalogue fit together. For the unit test of each crate that owns words.
///
/// Compared are the ids of messages and attributes and the arguments each uses.
pub fn differences(words: &Words) -> Vec<String> {
    let mut found = Vec::new();
    let files = [("en", words.en), ("sq", words.sq), ("sr", words.sr)];
    let entries = files.map(|(tag, sources)| {
        let mut all = BTreeMap::new();
        for source in sources {
            if let Err((_, faults)) = fluent_bundle::FluentResource::try_new((*source).to_owned()) {
                found.extend(faults.iter().map(|fault| format!("{tag}: {fault}")));
            }
            for (id, arguments) in entries_of(source) {
                if all.insert(id.clone(), arguments).is_some() {
                    found.push(format!("{tag}: {id} is said twice"));
                }
            }
        }
        (tag, all)
    });
    let [(_, english), others @ ..] = &entries;
    for (tag, other) in others {
        for (id, arguments) in english {
            match other.get(id) {
                None => found.push(format!("{tag}: {id} is missing")),
                Some(used) if used != arguments => {
                    found.push(format!("{tag}: {id} uses {used:?}, English {arguments:?}"));
                }
                Some(_) => {}
            }
        }
        let extra = other.keys().filter(|id| !english.contains_key(*id));
        found.extend(extra.map(|id| format!("{tag}: {id} is not in English")));
    }
    found
}

/// The ids of a Fluent file (an attribute as `message.attribute`) with the arguments each uses.
fn entries_of(source: &str) -> Vec<(String, Vec<String>)> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    let mut message = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let begins = line.split_once('=').map(|(id, _)| id.trim());
        let is_id =
            |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        match begins {
            Some(id) if !line.starts_with(' ') && is_id(&id) => {
                message = id.to_owned();
                entries.push((message.clone(), Vec::new()));
            }
            Some(id) if line.starts_with(' ') => {
                if let Some(name) = id.strip_prefix('.').filter(is_id) {
                    entries.push((format!("{message}.{name}"), Vec::new()));
                }
            }
            _ => {}
        }
        let names = line.split('$').skip(1).map(|rest| {
            let name = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-');
            name.collect::<String>()
        });
        if let Some((_, arguments)) = entries.last_mut() {
            arguments.extend(names);
            arguments.sort();
            arguments.dedup();
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: no page shows an id instead of a word. Method: the three shared files compared
    /// entry by entry.
    #[test]
    fn shared_words_are_complete() {
        assert_eq!(differences(&SHARED_WORDS), Vec::<String>::new());
    }

    /// Goal: the comparison finds what it is for. Method: files with one fault each.
    #[test]
    fn differences_are_found() {
        let words = Words {
            en: &["a = { $n } of { $m }\n    .help = h\nb = x"],
            sq: &["a = { $n }\n    .help = h\nb = x\nc = y"],
            sr: &["a = { $m } { $n }\nb = x\nb = x"],
        };
        let found = differences(&words);
        assert_eq!(found.len(), 4, "{found:#?}");
    }

    /// Goal: Serbian Latin never shows a Cyrillic letter. Method: every shared word without
    /// arguments.
    #[test]
    fn latin_has_no_cyrillic() {
        for (id, _) in entries_of(SHARED_WORDS.en.concat().as_str()) {
            if id.contains('.') {
                continue;
            }
            let said = Say::shared(Language::SrLatn).word(&id);
            let cyrillic = said.chars().find(|c| ('\u{400}'..'\u{500}').contains(c));
            assert_eq!(cyrillic, None, "{id}: {said}");
        }
    }
}
