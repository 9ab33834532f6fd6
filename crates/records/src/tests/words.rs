use super::*;
use crate::error::{Kept, Trouble};
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
    assert!(en.len() > 40);
    assert_eq!(en, entries(include_str!("../../locales/sq.ftl")));
    assert_eq!(en, entries(include_str!("../../locales/sr.ftl")));
}

/// Goal: Serbian is stored in Cyrillic. Method: no Latin letter outside variables, except `hash`
/// and identifiers of files.
#[test]
fn serbian_is_cyrillic() {
    for line in include_str!("../../locales/sr.ftl").lines() {
        let text = line.split_once(" = ").unwrap().1.replace("(hash)", "");
        let plain: String = text
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect();
        assert!(!plain.chars().any(|c| c.is_ascii_alphabetic()), "{line}");
    }
}

/// Goal: every error says in every language what happened and what to do, and leaves no variable
/// unfilled. Method: one of each.
#[test]
fn every_error_speaks() {
    let text = || "x".to_owned();
    let troubles = [
        Trouble::Unwritable,
        Trouble::Corrupt,
        Trouble::Foreign,
        Trouble::Locked,
        Trouble::Full,
        Trouble::Failed,
    ];
    let mut errors: Vec<Error> = troubles
        .into_iter()
        .map(|trouble| Error::Database { trouble, path: None, detail: text() })
        .collect();
    errors.extend([
        Error::DatabaseNewer { path: "p".into(), step: text() },
        Error::MigrationChanged { step: text() },
        Error::MigrationList { step: text() },
        Error::value("cents", "x"),
        Error::AppendOnly { table: text() },
        Error::JournalBroken { chain: text(), entry: 1 },
        Error::Altered { what: Kept::Snapshot, id: text() },
        Error::Altered { what: Kept::Run, id: text() },
        Error::Unknown { what: Kept::Snapshot, id: text() },
        Error::Unknown { what: Kept::Run, id: text() },
        Error::SumMismatch { result: text(), expected: text(), found: text() },
        Error::CentsMismatch { result: text(), row: text() },
        Error::ValueMissing { result: text(), row: text() },
        Error::Refused { actor: text(), action: text() },
        Error::KeyReused { key: text() },
        Error::KeyInvalid,
        Error::NotJournalled { action: text() },
        Error::RouteInvalid { route: text() },
        Error::IdentifierInvalid { text: text() },
        Error::RandomnessUnavailable { detail: text() },
    ]);
    let said: std::collections::BTreeSet<_> = errors.iter().map(Error::id).collect();
    let listed = entries(include_str!("../../locales/en.ftl"));
    let written: std::collections::BTreeSet<_> =
        listed.keys().filter(|id| !id.contains('.')).map(String::as_str).collect();
    assert_eq!(said, written);
    for error in &errors {
        for language in Language::ALL {
            let said = [error.message(language), error.help(language).unwrap()].concat();
            assert!(!said.contains('⟦') && !said.contains("{$"), "{said}");
        }
    }
}
