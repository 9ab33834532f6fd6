//! The words of every crate in their three languages, compared entry by entry.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{Source, report, sources};

const LANGUAGES: [&str; 3] = ["en", "sq", "sr"];

/// Latin letters that Serbian text in Cyrillic may hold: units and names that have no other
/// spelling. Words in capitals (EUR, CSV) are abbreviations and stand as well.
const LATIN_IN_SERBIAN: [&str; 12] = [
    "m2",
    "km2",
    "m²",
    "km²",
    "ha",
    "KiB",
    "SQLite",
    "PostgreSQL",
    "Apache",
    "Peshore",
    "hash",
    "Ctrl",
];

/// Words between entries of one language file.
#[derive(Default)]
struct Entry {
    line: usize,
    text: String,
}

impl Entry {
    /// The names of the values that the entry puts into its text.
    fn variables(&self) -> BTreeSet<String> {
        let after_sign = self.text.split('$').skip(1);
        let name = |part: &str| {
            part.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
        };
        after_sign.map(name).collect()
    }

    /// The text without what stands between braces.
    fn prose(&self) -> String {
        let mut depth = 0_usize;
        let mut prose = String::new();
        for c in self.text.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => prose.push(c),
                _ => {}
            }
        }
        prose
    }
}

/// The entries of a language file, by their identifiers (with that of the attribute, if it is one).
fn entries(source: &Source) -> BTreeMap<String, Entry> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for (index, line) in source.text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let trimmed = line.trim_start();
        let indented = trimmed.len() < line.len();
        let named = line.split_once('=').map(|(name, text)| (name.trim(), text.trim()));
        match named {
            Some((name, text)) if !indented => {
                name.clone_into(&mut message);
                current.clone_from(&message);
                entries.insert(current.clone(), Entry { line: index + 1, text: text.to_owned() });
            }
            Some((name, text)) if name.starts_with('.') && !name.contains(' ') => {
                current = format!("{message}{name}");
                entries.insert(current.clone(), Entry { line: index + 1, text: text.to_owned() });
            }
            _ => {
                if let Some(entry) = entries.get_mut(&current) {
                    entry.text.push('\n');
                    entry.text.push_str(trimmed);
                }
            }
        }
    }
    entries
}

/// The language files, grouped by crate: folder, then language.
fn crates() -> BTreeMap<String, BTreeMap<String, Source>> {
    let mut crates: BTreeMap<String, BTreeMap<String, Source>> = BTreeMap::new();
    for source in sources("ftl") {
        let (folder, file) = source.path.rsplit_once('/').unwrap();
        let (folder, language) = (folder.to_owned(), file.trim_end_matches(".ftl").to_owned());
        crates.entry(folder).or_default().insert(language, source);
    }
    crates
}

/// Goal: nobody meets a missing word. Method: the three files of a crate have the same entries, and
/// each entry takes the same values in all three.
#[test]
fn the_three_languages_say_the_same() {
    let mut breaches = Vec::new();
    for (folder, files) in crates() {
        let languages: Vec<&str> = files.keys().map(String::as_str).collect();
        if languages != LANGUAGES {
            breaches.push(format!("{folder}: has {languages:?}, wants {LANGUAGES:?}"));
            continue;
        }
        let english = entries(&files["en"]);
        for language in ["sq", "sr"] {
            let other = entries(&files[language]);
            let path = &files[language].path;
            for id in english.keys().filter(|id| !other.contains_key(*id)) {
                breaches.push(format!("{path}: `{id}` is missing"));
            }
            for (id, entry) in &other {
                let Some(original) = english.get(id) else {
                    breaches.push(format!("{path}:{}: `{id}` is not in English", entry.line));
                    continue;
                };
                if original.variables() != entry.variables() {
                    breaches.push(format!(
                        "{path}:{}: `{id}` takes {:?}, in English {:?}",
                        entry.line,
                        entry.variables(),
                        original.variables()
                    ));
                }
            }
        }
    }
    report(breaches);
}

/// Goal: Serbian is stored in one script, from which the other derives. Method: every run of Latin
/// letters outside braces and code is a known unit, format or name.
#[test]
fn serbian_is_stored_in_cyrillic() {
    let mut breaches = Vec::new();
    for source in sources("ftl").into_iter().filter(|source| source.path.ends_with("/sr.ftl")) {
        for (id, entry) in entries(&source) {
            let prose = entry.prose();
            // What stands between backticks is code, and so are the options of a command.
            let spoken: String = prose.split('`').step_by(2).collect::<Vec<_>>().join(" ");
            let options = |word: &&str| !word.starts_with("--");
            let spoken: Vec<&str> = spoken.split_whitespace().filter(options).collect();
            for word in spoken.join(" ").split(|c: char| !c.is_alphanumeric()) {
                let latin = word.chars().any(|c| c.is_ascii_lowercase());
                if latin && !LATIN_IN_SERBIAN.contains(&word) {
                    let (path, line) = (&source.path, entry.line);
                    breaches.push(format!("{path}:{line}: `{id}`: `{word}` is in Latin letters"));
                }
            }
        }
    }
    report(breaches);
}

/// Goal: a sentence is translated, not copied. Method: an entry of three words or more, values
/// aside, differs from English.
#[test]
fn no_sentence_is_left_in_english() {
    let mut breaches = Vec::new();
    for files in crates().values() {
        let Some(english) = files.get("en").map(entries) else {
            continue;
        };
        for language in ["sq", "sr"] {
            let Some(source) = files.get(language) else {
                continue;
            };
            for (id, entry) in entries(source) {
                let same = english.get(&id).is_some_and(|original| original.text == entry.text);
                let prose = entry.prose();
                let is_word = |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() > 2;
                let words = prose.split_whitespace().filter(is_word);
                if same && words.count() >= 3 {
                    breaches.push(format!("{}:{}: `{id}` is in English", source.path, entry.line));
                }
            }
        }
    }
    report(breaches);
}
