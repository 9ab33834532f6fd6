//! Files attached to letters and to a file about someone, on real databases.

use super::documents::{Letter, analyst, begun, director, gate as open_gate, publish, send};
use super::{count, raw};
use crate::attachments::{
    self, Error as Refusal, FileName, Limits, MediaType, NewFile, Reading, Thing,
};
use crate::command::{Gate, Request};
use crate::content_hash::sha256;
use crate::database::{Address, Options, copy, digest};
use crate::documents::annexes::{AttachFile, RemoveFile, thing};
use crate::documents::commands::{Approve, GiveBack, Submit};
use crate::documents::content::Content;
use crate::documents::{Error, Reason, Step, publication, store};
use crate::identity::Identifier;
use crate::journal;
use crate::policy::{Principal, Resource, Sensitivity};
use crate::sealing::{KeyRing, Subject};
use crate::unit_of_work::IdempotencyKey;
use cluster::Place;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::io::Write;

async fn gate(place: &Place) -> Gate {
    open_gate(place).await.with_keys(KeyRing::new().unwrap())
}

fn file(name: &str, content: &[u8]) -> NewFile {
    NewFile::check(name, content.to_vec(), Limits::default()).unwrap()
}

fn attach(id: &Identifier, file: &NewFile) -> AttachFile<Letter> {
    AttachFile::new(id.clone(), file.clone())
}

fn request(who: &Principal, key: &str) -> Request {
    let key = IdempotencyKey::new(key).unwrap();
    Request { principal: who.clone(), now: super::moment(), key }
}

/// Reads a file of a letter as someone.
async fn read(
    gate: &Gate,
    who: &Principal,
    id: &Identifier,
    hash: &str,
) -> Result<Vec<u8>, Refusal> {
    let opened = store::load::<Letter>(gate.database(), id).await.unwrap();
    let resource = opened.resource(who.actor());
    let reading =
        Reading { request: request(who, "read"), action: Letter::READ, resource: &resource };
    let content = attachments::read(gate, reading, &thing(id, None), hash).await?;
    Ok(content.bytes)
}

/// Does SQL behind the program's back.
async fn meddle(place: &Place, sql: &str) {
    let path = if place.is_on_server() { "SET search_path TO peshore;" } else { "" };
    raw(place, &format!("{path} {sql}")).await;
}

/// A text that is long enough for several pieces, and found again wherever it stands open.
fn long_text() -> Vec<u8> {
    "Sentences that nobody reads in the database. ".repeat(20_000).into_bytes()
}

/// Goal: what is read is what was attached; what is kept shows nothing of it; the same content is
/// kept once, and the journal names its hash. Method: a long text, attached twice under two names;
/// every stored byte searched for it.
async fn attached_is_read_and_kept_sealed(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "first").await;
    let long = file("../a\\Të dhëna.txt", &long_text());
    let done = send(&gate, &analyst(), "attach", &attach(&id, &long)).await.unwrap();
    assert_eq!((done.sha256.as_str(), done.annexes), (sha256(&long_text()).as_str(), 1));
    let again = file("other.txt", &long_text());
    let same = send(&gate, &analyst(), "again", &attach(&id, &again)).await.unwrap();
    assert_eq!(same.annexes, 1);
    assert_eq!(send(&gate, &analyst(), "attach", &attach(&id, &long)).await.unwrap(), done);
    let all = attachments::list(gate.database(), &thing(&id, None)).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].name.as_ref().map(FileName::as_str), Some("Të dhëna.txt"));
    assert_eq!(read(&gate, &director(), &id, &done.sha256).await.unwrap(), long_text());
    let public: Principal = crate::actor::Actor::public().into();
    let refused = read(&gate, &public, &id, &done.sha256).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    let rows = digest::all_rows(gate.database()).await.unwrap();
    assert!(rows["attachment_piece"].len() > 2);
    assert!(!format!("{rows:?}").contains("nobody reads"));
    for row in &rows["attachment_piece"] {
        let digest::Value::Bytes(Some(sealed)) = &row[5] else { panic!("{row:?}") };
        assert!(!sealed.windows(12).any(|bytes| bytes == b"nobody reads"));
    }
    let journal = format!("{:?}", rows["journal"]);
    assert!(journal.contains(&done.sha256) && journal.contains(Letter::ATTACH));
    assert_eq!(attachments::verify(gate.database()).await.unwrap(), 1);
    journal::verify(gate.database()).await.unwrap();
}

/// Goal: files change only while a letter is written, and whoever submits has seen them; what is
/// published keeps them, and everybody may read them. Method: the whole life, with what is refused
/// on the way.
async fn annexes_are_published_with_their_document(place: Place) {
    let gate = gate(&place).await;
    let (id, one, two) = (
        begun(&gate, "begin", "first").await,
        file("one.csv", b"a;b\n1;2\n"),
        file("two.txt", b"two"),
    );
    let without = super::documents::published(&gate, "without", None).await;
    send(&gate, &analyst(), "one", &attach(&id, &one)).await.unwrap();
    send(&gate, &analyst(), "two", &attach(&id, &two)).await.unwrap();
    let unseen = Submit::<Letter>::new(id.clone(), 1).with_annexes(1);
    assert_eq!(send(&gate, &analyst(), "unseen", &unseen).await, Err(Error::AnnexesPassed));
    let submit = Submit::<Letter>::new(id.clone(), 1).with_annexes(2);
    send(&gate, &analyst(), "submit", &submit).await.unwrap();
    let late = RemoveFile::<Letter>::new(id.clone(), one.sha256());
    let late = send(&gate, &analyst(), "late", &late).await;
    assert_eq!(late, Err(Error::NotNow { step: Step::Submitted }));
    let reason = Reason::try_from("One file will do.".to_owned()).unwrap();
    let back = GiveBack::<Letter>::new(id.clone(), 1, reason);
    send(&gate, &director(), "return", &back).await.unwrap();
    let remove = RemoveFile::<Letter>::new(id.clone(), two.sha256()).seen(2);
    assert_eq!(send(&gate, &analyst(), "remove", &remove).await.unwrap().annexes, 3);
    let gone = send(&gate, &analyst(), "gone", &RemoveFile::<Letter>::new(id.clone(), "ab")).await;
    assert!(matches!(gone, Err(Error::Attachment(Refusal::Unknown { .. }))), "{gone:?}");
    send(&gate, &analyst(), "again", &Submit::<Letter>::new(id.clone(), 1)).await.unwrap();
    send(&gate, &director(), "approve", &Approve::<Letter>::new(id.clone(), 2)).await.unwrap();
    send(&gate, &director(), "publish", &publish(&id, 2, None)).await.unwrap();
    let database = gate.database();
    let of = publication::of_document(database, &id).await.unwrap().unwrap();
    let hashes: Vec<&str> = of.annexes.iter().map(|annex| annex.sha256.as_str()).collect();
    assert_eq!(hashes, [one.sha256()]);
    let bare = publication::of_document(database, &without.document).await.unwrap().unwrap();
    assert!(bare.annexes.is_empty());
    let frozen = send(&gate, &analyst(), "frozen", &attach(&id, &two)).await;
    assert_eq!(frozen, Err(Error::NotNow { step: Step::Published }));
    let public: Principal = crate::actor::Actor::public().into();
    assert_eq!(read(&gate, &public, &id, one.sha256()).await.unwrap(), b"a;b\n1;2\n");
    assert_eq!(publication::verify(database).await.unwrap(), 2);
    // What belongs to a publication cannot be changed beside it.
    meddle(&place, "DELETE FROM attachment_piece").await;
    meddle(&place, "DELETE FROM attachment").await;
    assert_eq!(publication::verify(database).await.unwrap_err().id(), "document-altered");
}

/// Goal: whatever is changed of a file that is kept is found and named, without a key. Method: a
/// sealed byte, a name, a piece that is gone; and what comes back when it is read.
async fn changed_files_are_named(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "first").await;
    let long = file("long.txt", &long_text());
    send(&gate, &analyst(), "attach", &attach(&id, &long)).await.unwrap();
    let database = gate.database();
    for (change, back) in [
        ("UPDATE attachment SET name = 'b.txt'", "UPDATE attachment SET name = 'long.txt'"),
        ("UPDATE attachment SET bytes = bytes + 1", "UPDATE attachment SET bytes = bytes - 1"),
    ] {
        meddle(&place, change).await;
        let found = attachments::verify(database).await.unwrap_err();
        assert_eq!(found.id(), "attachment-altered");
        assert!(found.to_string().contains(long.sha256()));
        meddle(&place, back).await;
        assert_eq!(attachments::verify(database).await.unwrap(), 1);
    }
    meddle(&place, "DELETE FROM attachment_piece WHERE piece = 2").await;
    assert_eq!(attachments::verify(database).await.unwrap_err().id(), "attachment-altered");
    assert_eq!(read(&gate, &analyst(), &id, long.sha256()).await.unwrap_err().id(), "seal-broken");
}

/// Goal: of what is about someone the name is sealed too, and who reads it stands in the journal
/// before it is read. Method: a file about a person, read by one who may.
async fn sensitive_files_leave_a_trace(place: Place) {
    let gate = gate(&place).await;
    let id: Identifier = "01a2054d-9e3a-7027-86ed-ebff39b7a577".parse().unwrap();
    let about = Subject { municipality: Some("16".to_owned()), id: id.clone() };
    let case = Thing::new("case", id, Some("16".to_owned())).about(about);
    let secret = file("Agim Krasniqi.txt", b"nobody may know");
    let mut unit = gate.begin(request(&analyst(), "attach")).await.unwrap();
    attachments::attach(&mut unit, &case, &secret, Letter::ATTACH).await.unwrap();
    unit.commit(Letter::ATTACH).await.unwrap();
    let before = count(gate.database(), "journal").await;
    let resource = Resource::national().of_sensitivity(Sensitivity::Official);
    let asked = request(&director(), "read");
    let reading = Reading { request: asked, action: Letter::READ, resource: &resource };
    let content = attachments::read(&gate, reading, &case, secret.sha256()).await.unwrap();
    assert_eq!(content.name.as_str(), "Agim Krasniqi.txt");
    assert_eq!(content.bytes, b"nobody may know");
    assert_eq!(count(gate.database(), "journal").await, before + 1);
    let rows = format!("{:?}", digest::all_rows(gate.database()).await.unwrap());
    assert!(!rows.contains("Krasniqi"));
    assert_eq!(attachments::verify(gate.database()).await.unwrap(), 1);
}

/// Goal: there is no more than there may be, and nothing is kept open where there are no keys.
/// Method: a limit of two; a site without keys.
async fn limits_are_kept(place: Place) {
    let open = open_gate(&place).await;
    let id = begun(&open, "begin", "first").await;
    let some = |text: &str| {
        let limits = Limits { bytes: 8, number: 2 };
        NewFile::check("a.txt", text.as_bytes().to_vec(), limits)
    };
    let refused = send(&open, &analyst(), "open", &attach(&id, &some("1").unwrap())).await;
    assert_eq!(refused, Err(Error::Attachment(Refusal::NoKeys)));
    let gate = open.with_keys(KeyRing::new().unwrap());
    for text in ["1", "2"] {
        send(&gate, &analyst(), text, &attach(&id, &some(text).unwrap())).await.unwrap();
    }
    let third = send(&gate, &analyst(), "3", &attach(&id, &some("3").unwrap())).await;
    assert_eq!(third, Err(Error::Attachment(Refusal::TooMany { most: 2 })));
    assert_eq!(some("").unwrap_err(), Refusal::Empty);
    assert_eq!(some("123456789").unwrap_err(), Refusal::TooLarge { most: 8 });
}

/// A folder in one file, of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = "[Content_Types].xml";
const SHEET: &str = "<Types>application/vnd…spreadsheetml.sheet.main+xml</Types>";
const WORD: &str = "<Types>application/vnd…wordprocessingml.document.main+xml</Types>";
const SHEET_WITH_MACROS: &str =
    "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>";

/// Goal: what a file is, its content says, whatever its name; and what could act is refused.
/// Method: one of each, and each under another name.
#[test]
fn types_are_found_in_the_content() {
    const ODT: &str = "application/vnd.oasis.opendocument.text";
    const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
    let taken: [(&str, Vec<u8>, MediaType); 10] = [
        ("a.pdf", b"%PDF-1.7\n".to_vec(), MediaType::Pdf),
        ("a.exe", b"%PDF-1.7\n".to_vec(), MediaType::Pdf),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec(), MediaType::Png),
        ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), MediaType::Jpeg),
        ("a.csv", "\u{feff}ë;ш\n".as_bytes().to_vec(), MediaType::Csv),
        ("a", "1 < 2".as_bytes().to_vec(), MediaType::Text),
        ("a.xlsx", zipped(&[(TYPES, SHEET)]), MediaType::Xlsx),
        ("a.xlsx", zipped(&[(TYPES, WORD)]), MediaType::Docx),
        ("a.odt", zipped(&[("mimetype", ODT)]), MediaType::Odt),
        ("a.ods", zipped(&[("mimetype", ODS)]), MediaType::Ods),
    ];
    for (name, content, media) in taken {
        assert_eq!(MediaType::of(&content, name), Ok(media), "{name}");
        assert_eq!(MediaType::from_word(media.word()), Ok(media));
    }
    let refused: [(&str, Vec<u8>, Refusal); 16] = [
        ("a.html", b"hello".to_vec(), Refusal::Active),
        ("a.pdf", b"<!DOCTYPE html><p>".to_vec(), Refusal::Active),
        ("a.csv", b"a;b\n<SCRIPT>alert(1)</script>".to_vec(), Refusal::Active),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Refusal::Active),
        ("a.txt", b"<?xml version='1.0'?><svg/>".to_vec(), Refusal::Active),
        ("a.txt", b"#!/bin/sh\nrm -r /\n".to_vec(), Refusal::Active),
        ("a.pdf", [&b"MZ\x90\0\x03"[..], &[0; 80]].concat(), Refusal::Active),
        ("a.pdf", [&b"\x7fELF\x02\x01\x01"[..], &[0; 80]].concat(), Refusal::Active),
        ("a.js", b"alert(1)".to_vec(), Refusal::Active),
        ("a.csv", b"\xe7a;b\n".to_vec(), Refusal::Encoding),
        ("a.bin", b"\xe7\0\x01".to_vec(), Refusal::TypeRefused),
        ("a.xlsm", b"anything".to_vec(), Refusal::Macros),
        ("a.xlsx", zipped(&[(TYPES, SHEET_WITH_MACROS)]), Refusal::Macros),
        ("a.docx", zipped(&[(TYPES, WORD), ("word/vbaProject.bin", "x")]), Refusal::Macros),
        ("a.ods", zipped(&[("mimetype", ODS), ("Basic/Standard/a.xml", "x")]), Refusal::Macros),
        ("a.docx", zipped(&[("a.txt", "x")]), Refusal::TypeRefused),
    ];
    for (name, content, refusal) in refused {
        assert_eq!(MediaType::of(&content, name), Err(refusal), "{name}");
    }
}

/// Goal: a name is one line, hides nothing, and ends as its type does. Method: names as they are
/// sent by people and by others.
#[test]
fn names_are_cleaned() {
    for (sent, clean) in [
        ("Raporti 2026.pdf", "Raporti 2026.pdf"),
        ("C:\\Users\\a\\Извештај.PDF", "Извештај.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a.exe", "a.exe.pdf"),
        ("in\u{202e}fdp.exe", "infdp.exe.pdf"),
        ("a\r\nb:\"c\".pdf", "ab__c_.pdf"),
        (".pdf", "pdf.pdf"),
        ("  ", "file.pdf"),
    ] {
        assert_eq!(FileName::of(sent, MediaType::Pdf).as_str(), clean, "{sent:?}");
    }
    let long = FileName::of(&format!("{}.pdf", "ë".repeat(400)), MediaType::Pdf);
    assert_eq!(long.as_str().chars().count(), 104);
}

/// Goal: every refusal says in every language what happened and what to do. Method: one of each.
#[test]
fn refusals_speak() {
    use formula::words::Language;
    let all = [
        Refusal::Missing,
        Refusal::Broken,
        Refusal::NameInvalid,
        Refusal::Empty,
        Refusal::TooLarge { most: 10 * 1024 * 1024 },
        Refusal::TooMany { most: 20 },
        Refusal::TypeRefused,
        Refusal::Encoding,
        Refusal::Macros,
        Refusal::Active,
        Refusal::NoKeys,
        Refusal::Unknown { sha256: "ab".to_owned() },
    ];
    for language in Language::ALL {
        for error in &all {
            let said = [error.message(language), error.help(language).unwrap()].concat();
            assert!(!said.contains('⟦') && !said.contains("{$"), "{said}");
        }
    }
    let large = &all[4];
    assert_eq!(large.message(Language::En), "The file is larger than 10 MB.");
    assert_eq!(attachments::size(1_600, Language::Sq), "1,6 kB");
}

proptest! {
    /// Goal: no content and no name makes it panic, and a name never leads elsewhere. Method: any
    /// bytes, behind the beginnings of types.
    #[test]
    fn anything_is_looked_at(
        head in prop_oneof![Just(&b"PK\x03\x04"[..]), Just(&b"%PDF-"[..]), Just(&b""[..])],
        rest: Vec<u8>,
        name: String,
    ) {
        let content = [head, &rest].concat();
        if let Ok(file) = NewFile::check(&name, content.clone(), Limits::default()) {
            prop_assert_eq!(file.sha256(), sha256(&content));
            let name = file.name().as_str();
            prop_assert!(!name.contains(['/', '\\', '"', '\n']) && !name.starts_with('.'));
        }
    }
}

/// Goal: what is read is what was attached, byte for byte, whatever it is. Method: random texts of
/// sizes around the border of pieces.
async fn any_content_reads_back(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "first").await;
    let piece = 256 * 1024;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for size in [1, piece - 1, piece, piece + 1, 2 * piece] {
        let strategy = proptest::collection::vec(prop_oneof![Just(b'\n'), b' '..=b'~'], size);
        let mut content = strategy.new_tree(&mut runner).unwrap().current();
        content.iter_mut().filter(|byte| **byte == b'<').for_each(|byte| *byte = b'-');
        content[0] = b'x';
        let file = file("a.txt", &content);
        let key = format!("attach-{size}");
        send(&gate, &analyst(), &key, &attach(&id, &file)).await.unwrap();
        assert_eq!(read(&gate, &analyst(), &id, file.sha256()).await.unwrap(), content, "{size}");
    }
    assert_eq!(attachments::verify(gate.database()).await.unwrap(), 5);
}

/// Goal: a copy and a backup carry what is attached, and it opens there with the same keys.
/// Method: a copy into a new file.
async fn copies_carry_attachments(place: Place) {
    let ring = KeyRing::new().unwrap();
    let gate = open_gate(&place).await.with_keys(ring.clone());
    let id = begun(&gate, "begin", "first").await;
    let long = file("long.txt", &long_text());
    send(&gate, &analyst(), "attach", &attach(&id, &long)).await.unwrap();
    let (folder, from) = (super::Folder::new(), Address::read(place.address()).unwrap());
    let (to, options) = (Address::file(folder.file()), Options::default());
    copy::copy(&from, &to, &[], &options, super::moment()).await.unwrap();
    let database = crate::database::Database::open(&to, &[], &options, super::moment()).await;
    let there = Gate::new(database.unwrap(), gate.policy().clone()).with_keys(ring);
    assert_eq!(attachments::verify(there.database()).await.unwrap(), 1);
    assert_eq!(read(&there, &analyst(), &id, long.sha256()).await.unwrap(), long_text());
}

cluster::on_both!(
    attached_is_read_and_kept_sealed,
    annexes_are_published_with_their_document,
    changed_files_are_named,
    sensitive_files_leave_a_trace,
    limits_are_kept,
    any_content_reads_back,
    copies_carry_attachments,
);
