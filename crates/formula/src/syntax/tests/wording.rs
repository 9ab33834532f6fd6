//! The words of the engine in its languages.

use std::collections::{BTreeMap, BTreeSet};

const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../../../locales/en.ftl")),
    ("sq", include_str!("../../../locales/sq.ftl")),
    ("sr", include_str!("../../../locales/sr.ftl")),
];

/// The entries of a file: id or `id.attribute`, with the arguments its text uses.
fn entries(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut entry) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let key = line.split_once(" =").map(|(key, _)| key);
        match key {
            Some(key) if key.starts_with("    .") => entry = format!("{message}{}", key.trim()),
            Some(key) if !key.starts_with(' ') && !key.contains(' ') => {
                message = key.to_owned();
                entry.clone_from(&message);
            }
            _ if line.trim().is_empty() => continue,
            _ => {}
        }
        let arguments = entries.entry(entry.clone()).or_default();
        let words = line.split('$').skip(1);
        let name = |rest: &str| {
            rest.chars().take_while(|c| c.is_alphanumeric() || "_-".contains(*c)).collect()
        };
        arguments.extend(words.map(name));
    }
    entries
}

/// Goal: no language says more or less than another. Method: ids, attributes and arguments of the
/// three files, entry by entry; each file is sound and names nothing twice.
#[test]
fn languages_say_the_same() {
    let english = entries(FILES[0].1);
    assert!(english.len() > 100);
    for (language, text) in FILES {
        let resource = fluent_bundle::FluentResource::try_new(text.to_owned());
        assert!(resource.is_ok(), "{language}: {:?}", resource.err().map(|(_, errors)| errors));
        let ids = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        let mut seen = BTreeSet::new();
        for id in ids.map(|line| line.split(' ').next().unwrap()) {
            assert!(seen.insert(id), "{language}: {id} twice");
        }
        let here = entries(text);
        let keys = |entries: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
            entries.keys().cloned().collect()
        };
        let (ours, theirs) = (keys(&here), keys(&english));
        let missing: Vec<_> = theirs.difference(&ours).collect();
        let extra: Vec<_> = ours.difference(&theirs).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language}: {missing:?} {extra:?}");
    }
}

/// Goal: the findings about syntax use the same arguments in each language, and Serbian is in
/// Cyrillic. Method: arguments entry by entry; Latin letters stand in code and arguments only.
#[test]
fn findings_say_the_same() {
    let english = entries(FILES[0].1);
    for (language, text) in FILES {
        let here = entries(text);
        for (entry, arguments) in english.iter().filter(|(entry, _)| entry.starts_with("syntax-")) {
            assert_eq!(here.get(entry), Some(arguments), "{language}: {entry}");
        }
    }
    for line in FILES[2].1.lines().filter(|line| line.starts_with("syntax-")) {
        let (_, words) = line.split_once('=').unwrap();
        let outside: String = words.split('`').step_by(2).collect();
        let outside: String = outside.split(['{', '}']).step_by(2).collect();
        let latin = outside.replace("KiB", "").chars().any(|c| c.is_ascii_alphabetic());
        assert!(!latin, "{line}");
    }
}
