//! The words of the command line in each language.

use formula::words::{Catalog, Language, Words};
use std::sync::OnceLock;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        Catalog::new(&Words {
            en: &[include_str!("../locales/en.ftl")],
            sq: &[include_str!("../locales/sq.ftl")],
            sr: &[include_str!("../locales/sr.ftl")],
        })
    })
}

/// A message.
pub(crate) fn say(language: Language, id: &str, arguments: &[(&str, &str)]) -> String {
    catalog().say(language, id, arguments)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    /// Goal: no language lacks a message. Method: the ids and arguments of the three files are
    /// compared entry by entry.
    #[test]
    fn every_language_has_every_message() {
        let entries = |text: &str| -> BTreeSet<(String, BTreeSet<String>)> {
            let mut entries: Vec<(String, BTreeSet<String>)> = Vec::new();
            for line in text.lines() {
                if let Some((id, _)) = line.split_once(" =")
                    && line.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    entries.push((id.to_owned(), BTreeSet::new()));
                }
                for part in line.split("{ $").skip(1) {
                    let name: String =
                        part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if let Some((_, arguments)) = entries.last_mut() {
                        arguments.insert(name);
                    }
                }
            }
            entries.into_iter().collect()
        };
        let english = entries(include_str!("../locales/en.ftl"));
        assert!(english.len() > 20);
        assert_eq!(english, entries(include_str!("../locales/sq.ftl")));
        assert_eq!(english, entries(include_str!("../locales/sr.ftl")));
    }
}
