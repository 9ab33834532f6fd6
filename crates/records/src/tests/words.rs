use super::*;
use crate::error::{BackupTrouble, Kept, Trouble};
use crate::sealing::Fault;
use formula::words::Language;
use std::collections::BTreeSet;

/// The ids of the messages of a Fluent file. That the languages agree is tested for all crates
/// together.
fn ids(file: &str) -> BTreeSet<&str> {
    let messages = file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.filter_map(|line| Some(line.split_once(" = ")?.0)).collect()
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
        Trouble::Missing,
        Trouble::Incomplete,
        Trouble::NotEmpty,
        Trouble::Unreachable,
        Trouble::Denied,
        Trouble::Unprotected,
        Trouble::Unfit,
        Trouble::Failed,
    ];
    let mut errors: Vec<Error> = troubles
        .into_iter()
        .map(|trouble| Error::Database { trouble, place: None, detail: text() })
        .collect();
    let troubles = [
        BackupTrouble::Unwritable,
        BackupTrouble::Exists,
        BackupTrouble::Full,
        BackupTrouble::Differs,
        BackupTrouble::Unreadable,
        BackupTrouble::Foreign,
        BackupTrouble::Newer,
        BackupTrouble::WrongKey,
        BackupTrouble::Damaged,
        BackupTrouble::Truncated,
        BackupTrouble::KeyInvalid,
    ];
    errors.extend(troubles.map(|trouble| Error::Backup { trouble, path: text(), detail: text() }));
    errors.extend([
        Error::DatabaseNewer { place: text(), step: text() },
        Error::AddressInvalid { detail: text() },
        Error::TextUnstorable { within: text() },
        Error::CopyDiffers { table: text() },
        Error::MigrationChanged { step: text() },
        Error::MigrationList { step: text() },
        Error::value("cents", "x"),
        Error::AppendOnly { table: text() },
        Error::JournalBroken { chain: text(), entry: 1 },
        Error::Altered { what: Kept::Snapshot, id: text() },
        Error::Altered { what: Kept::Run, id: text() },
        Error::Altered { what: Kept::Document, id: text() },
        Error::Unknown { what: Kept::Document, id: text() },
        Error::Altered { what: Kept::Attachment, id: text() },
        Error::Unknown { what: Kept::Attachment, id: text() },
        Error::Unknown { what: Kept::Snapshot, id: text() },
        Error::Unknown { what: Kept::Run, id: text() },
        Error::SumMismatch { result: text(), expected: text(), found: text() },
        Error::CentsMismatch { result: text(), row: text() },
        Error::ValueMissing { result: text(), row: text() },
        Error::Refused {
            actor: text(),
            action: text(),
            deed: None,
            reasons: vec![],
            open_to: vec![],
        },
        Error::OutOfReach { action: text(), deed: None },
        Error::NotMeant,
        Error::PolicyInvalid { station: text(), detail: text() },
        Error::ActionUnlisted { action: text(), route: text() },
        Error::KeyReused { key: text() },
        Error::KeyInvalid,
        Error::NotJournalled { action: text() },
        Error::RouteInvalid { route: text() },
        Error::IdentifierInvalid { text: text() },
        Error::RandomnessUnavailable { detail: text() },
        Error::Sealing(Fault::Broken),
        Error::Sealing(Fault::KeyMissing { key: text() }),
        Error::Sealing(Fault::KeyFileInvalid { line: 0 }),
        Error::Sealing(Fault::KeyFileInvalid { line: 1 }),
        Error::Sealing(Fault::SubjectUnknown { subject: text() }),
        Error::Sealing(Fault::SubjectKin { subject: text() }),
        Error::Sealing(Fault::SubjectErased { subject: text() }),
        Error::Sealing(Fault::SubjectHeld { subject: text(), reason: text() }),
    ]);
    let said: BTreeSet<_> = errors.iter().map(Error::id).collect();
    assert_eq!(said, ids(include_str!("../../locales/en.ftl")));
    for error in &errors {
        for language in Language::ALL {
            let said = [error.message(language), error.help(language).unwrap()].concat();
            assert!(!said.contains('⟦') && !said.contains("{$"), "{said}");
        }
    }
}
