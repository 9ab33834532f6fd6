use super::*;
use crate::error::{Error, Fault, FaultKind};
use formula::words::Language;
use std::collections::BTreeSet;

/// The ids of the messages of a Fluent file. That the languages agree is tested for all crates
/// together.
fn ids(file: &str) -> BTreeSet<&str> {
    let messages = file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.filter_map(|line| Some(line.split_once(" = ")?.0)).collect()
}

/// Goal: every fault and error says in every language what happened and what to do. Method: one of
/// each.
#[test]
fn every_error_speaks() {
    let errors = [
        Error::Package(Vec::new()),
        Error::MunicipalityUnknown(code("07")),
        Error::PlaceUnknown,
        Error::PlacePassed { stands: 2 },
        Error::PlaceStaysProtected,
        Error::PlaceOpen,
        Error::ManagerUnknown,
        Error::MemberAlready,
        Error::MemberUnknown,
        Error::MemberLast,
    ];
    let mut said: BTreeSet<&str> = errors.iter().map(Error::id).collect();
    said.extend(FaultKind::ALL.map(FaultKind::id));
    assert_eq!(said, ids(include_str!("../../locales/en.ftl")));
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
