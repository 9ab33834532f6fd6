use super::*;
use crate::error::{Error, Fault, FaultKind};
use formula::words::Language;
use std::collections::BTreeMap;

/// Entries of a Fluent file: id or `id.attribute`, with the variables used.
fn entries(file: &str) -> BTreeMap<String, Vec<String>> {
    let mut entries = BTreeMap::new();
    let mut id = String::new();
    for line in file.lines().filter(|line| line.contains(" = ")) {
        let (name, text) = line.split_once(" = ").unwrap();
        let name = match name.trim().strip_prefix('.') {
            Some(attribute) => format!("{id}.{attribute}"),
            None => {
                id = name.to_owned();
                id.clone()
            }
        };
        let mut variables: Vec<String> = text
            .split("{ $")
            .skip(1)
            .map(|rest| rest.split(' ').next().unwrap().to_owned())
            .collect();
        variables.sort();
        entries.insert(name, variables);
    }
    entries
}

/// Goal: the three catalogues say the same things with the same variables. Method: compare entry
/// by entry.
#[test]
fn catalogues_agree() {
    let en = entries(include_str!("../../locales/en.ftl"));
    assert!(en.len() > 30);
    assert_eq!(en, entries(include_str!("../../locales/sq.ftl")));
    assert_eq!(en, entries(include_str!("../../locales/sr.ftl")));
}

/// Goal: Serbian is stored in Cyrillic. Method: no Latin letter outside variables, names
/// of files and words of the package.
#[test]
fn serbian_is_cyrillic() {
    for line in include_str!("../../locales/sr.ftl").lines() {
        let text = line.split_once(" = ").unwrap().1;
        let plain: String = text
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect();
        assert!(!plain.chars().any(|c| c.is_ascii_alphabetic()), "{line}");
    }
}

/// Goal: every fault and error says in every language what happened and what to do. Method: one of
/// each.
#[test]
fn every_error_speaks() {
    let errors = [Error::Package(Vec::new()), Error::MunicipalityUnknown(code("07"))];
    let mut said: Vec<&str> = errors.iter().map(Error::id).collect();
    said.extend(FaultKind::ALL.map(FaultKind::id));
    said.sort_unstable();
    let listed = entries(include_str!("../../locales/en.ftl"));
    let written: Vec<&str> =
        listed.keys().filter(|id| !id.contains('.')).map(String::as_str).collect();
    assert_eq!(said, written);
    let whole = |text: String, help: Option<String>| {
        let text = [text, help.unwrap()].concat();
        assert!(!text.contains('⟦') && !text.contains("{$"), "{text}");
    };
    for language in Language::ALL {
        for error in &errors {
            whole(error.message(language), error.help(language));
        }
        for kind in FaultKind::ALL {
            let fault = Fault::new(kind, "tile.csv", 3).column("row").found("x").expected("1");
            whole(fault.message(language), fault.help(language));
        }
    }
    assert!(errors[1].message(Language::En).contains("07"));
}
