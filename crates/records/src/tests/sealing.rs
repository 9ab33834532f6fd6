//! Sealed data: nothing is readable without its key, in no other place than its own, nor unseen.

use super::policy::account;
use super::*;
use crate::identity::{self, Identifier};
use crate::journal;
use crate::policy::{Assignment, Principal, Role, Territory};
use crate::sealing::*;
use formula::words::Language;
use jiff::civil::date;
use proptest::prelude::*;

fn ids() -> Identifier {
    identity::make(moment()).unwrap()
}

fn subject(municipality: &str) -> Subject {
    Subject { municipality: Some(municipality.to_owned()), id: ids() }
}

/// Seals a value for a subject, in a unit of its own.
async fn seal(
    gate: &Gate,
    ring: &KeyRing,
    subject: &Subject,
    field: &str,
    value: &str,
) -> Result<Sealed, Error> {
    let mut unit = gate.begin(request(&ids().to_string())).await?;
    let file = ForWriting::of(ring, &mut unit, subject, "case").await?;
    let sealed = file.seal(field, value)?;
    unit.commit("test.seal").await?;
    Ok(sealed)
}

/// Opens a file inside a unit, as a command does.
async fn open(gate: &Gate, ring: &KeyRing, subject: &Subject) -> Result<OpenFile, Error> {
    let mut unit = gate.begin(request(&ids().to_string())).await?;
    let file = OpenFile::within(ring, &mut unit, "shelf.read", subject).await?;
    unit.commit("shelf.read").await?;
    Ok(file)
}

async fn erase_now(gate: &Gate, subject: &Subject) -> Result<(), Error> {
    let mut unit = gate.begin(request(&ids().to_string())).await?;
    erase(&mut unit, subject, "time is over").await?;
    unit.commit("sealing.erase").await
}

fn id<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.unwrap_err().id()
}

/// Goal: a value opens in its own place and nowhere else. Method: one value, opened by its subject
/// and field, another field, another subject, another ring, and with each byte changed.
async fn values_open_in_their_place_only(place: Place) {
    let (gate, ring) = (gate(&place).await, KeyRing::new().unwrap());
    let (ana, besa) = (subject("01"), subject("01"));
    let sealed = seal(&gate, &ring, &ana, "person.name", "Ана").await.unwrap();
    let again = seal(&gate, &ring, &ana, "person.name", "Ана").await.unwrap();
    assert_ne!(sealed, again, "two sealings of one value must not be seen to be equal");
    seal(&gate, &ring, &besa, "person.name", "Besa").await.unwrap();
    let file = open(&gate, &ring, &ana).await.unwrap();
    assert_eq!(file.value("person.name", &sealed).unwrap().as_str(), "Ана");
    assert_eq!(id(file.value("person.address", &sealed)), "seal-broken");
    let other = open(&gate, &ring, &besa).await.unwrap();
    assert_eq!(id(other.value("person.name", &sealed)), "seal-broken");
    for at in 0..sealed.as_bytes().len() {
        let mut bytes = sealed.as_bytes().to_vec();
        bytes[at] ^= 1;
        let changed = Sealed::from_stored(bytes);
        assert_eq!(id(file.value("person.name", &changed)), "seal-broken", "byte {at}");
        let cut = Sealed::from_stored(sealed.as_bytes()[..at].to_vec());
        assert_eq!(id(file.value("person.name", &cut)), "seal-broken", "cut at {at}");
    }
    let foreign = KeyRing::new().unwrap();
    assert_eq!(id(open(&gate, &foreign, &ana).await), "key-missing");
    // The same person in another municipality is another file.
    let moved = Subject { municipality: Some("02".to_owned()), ..ana };
    assert_eq!(id(open(&gate, &ring, &moved).await), "subject-unknown");
}

/// Goal: nothing sealed is readable in the database. Method: seal a marked value, journal it as
/// sealed, and look for the marker and its hexadecimal form in every column of every table.
async fn nothing_stands_open_in_the_database(place: Place) {
    let (gate, ring) = (gate(&place).await, KeyRing::new().unwrap());
    let marked = subject("01");
    let mut unit = gate.begin(request("k")).await.unwrap();
    let file = ForWriting::of(&ring, &mut unit, &marked, "case").await.unwrap();
    let sealed = file.seal("person.name", "MARKED-PERSON").unwrap();
    let chain = marked.chain();
    let after = Some(serde_json::json!({ "name": sealed.for_journal() }));
    let subject = format!("subject/{}", marked.id);
    let action = "person.rename".to_owned();
    unit.journal(journal::Entry { chain, action, subject, before: None, after }).await.unwrap();
    unit.commit("person.rename").await.unwrap();
    let needle = hex::encode("MARKED-PERSON");
    for table in ["journal", "subject_key", "command_outcome"] {
        let sql = format!("SELECT * FROM {table}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(gate.database().readers())
            .await
            .unwrap();
        for row in rows {
            for column in 0..row.len() {
                let text = row.try_get::<Option<String>, _>(column).ok().flatten();
                let bytes = row.try_get::<Option<Vec<u8>>, _>(column).ok().flatten();
                let text = text.unwrap_or_default();
                let bytes = hex::encode(bytes.unwrap_or_default());
                assert!(!text.contains("MARKED-PERSON") && !text.contains(&needle), "{table}");
                assert!(!bytes.contains(&needle), "{table}");
            }
        }
    }
}

/// Goal: destroying a key erases the person while the journal stays whole, and a hold forbids it.
/// Method: seal, journal, hold, try, lift, erase; read and verify.
async fn erasing_leaves_the_journal_whole(place: Place) {
    let (gate, ring) = (gate(&place).await, KeyRing::new().unwrap());
    let ana = subject("01");
    seal(&gate, &ring, &ana, "person.name", "Ana").await.unwrap();
    let mut unit = gate.begin(request("hold")).await.unwrap();
    let hold = set_hold(&mut unit, &ana, "complaint 7/2026").await.unwrap();
    unit.commit("sealing.hold").await.unwrap();
    let refused = erase_now(&gate, &ana).await.unwrap_err();
    assert_eq!(refused.id(), "subject-held");
    assert!(refused.message(Language::En).contains("complaint 7/2026"));
    let mut unit = gate.begin(request("lift")).await.unwrap();
    lift_hold(&mut unit, &ana, &hold).await.unwrap();
    unit.commit("sealing.lift-hold").await.unwrap();
    let known = holds(gate.database(), &ana).await.unwrap();
    assert!(known.len() == 1 && known[0].lifted_at.is_some());
    erase_now(&gate, &ana).await.unwrap();
    assert_eq!(id(open(&gate, &ring, &ana).await), "subject-erased");
    assert_eq!(id(seal(&gate, &ring, &ana, "person.name", "Ana").await), "subject-erased");
    assert_eq!(id(erase_now(&gate, &ana).await), "subject-erased");
    journal::verify(gate.database()).await.unwrap();
    let counted = check(&ring, gate.database()).await.unwrap();
    assert!(counted.erased == 1 && counted.by_master.is_empty());
}

/// Goal: a new master key takes over without a value being sealed anew, and the old one is then of
/// no use. Method: two subjects, a new master, one key at a time; the ring without the old master;
/// the old ring alone.
async fn master_keys_rotate(place: Place) {
    let (gate, old) = (gate(&place).await, KeyRing::new().unwrap());
    let (ana, besa) = (subject("01"), subject("02"));
    let name = seal(&gate, &old, &ana, "person.name", "Ana").await.unwrap();
    seal(&gate, &old, &besa, "person.name", "Besa").await.unwrap();
    let both = old.clone().with_new_master().unwrap();
    for (round, expected) in [(1, 1), (2, 1), (3, 0)] {
        let mut unit = gate.begin(request(&format!("rewrap-{round}"))).await.unwrap();
        assert_eq!(rewrap(&both, &mut unit, 1).await.unwrap(), expected);
        if expected > 0 {
            unit.commit("sealing.rewrap").await.unwrap();
        }
    }
    let new = both.clone().without_old_masters();
    let counted = check(&new, gate.database()).await.unwrap();
    let id_of_new = new.master_ids().next().unwrap().to_string();
    assert_eq!(counted.by_master.into_iter().collect::<Vec<_>>(), [(id_of_new, 2)]);
    let file = open(&gate, &new, &ana).await.unwrap();
    assert_eq!(file.value("person.name", &name).unwrap().as_str(), "Ana");
    let lost = check(&old, gate.database()).await.unwrap_err();
    assert_eq!(lost.id(), "key-missing");
    assert!(lost.help(Language::En).unwrap().contains("Copies"));
}

/// Goal: nobody reads a file unseen, nor without the right. Method: a social worker of the centre
/// and one of another, by the door of pages; then the journal.
async fn readers_are_journalled(place: Place) {
    let (gate, ring) = (gate(&place).await, KeyRing::new().unwrap());
    let ana = subject("01");
    let name = seal(&gate, &ring, &ana, "person.name", "Ana").await.unwrap();
    let resource = Resource::national()
        .of_sensitivity(Sensitivity::Personal)
        .in_municipality("01")
        .in_unit("u1");
    let worker = |number, unit: &str| {
        let territory = Territory::Unit(unit.to_owned());
        Principal::new(account(number), vec![Assignment { role: Role::SocialWorker, territory }])
    };
    let asked = |principal| Request { principal, ..request("read") };
    let here = asked(worker(1, "u1"));
    let file = OpenFile::read(&ring, &gate, here, "shelf.read", &ana, &resource).await.unwrap();
    assert_eq!(file.value("person.name", &name).unwrap().as_str(), "Ana");
    let there = asked(worker(2, "u2"));
    let refused = OpenFile::read(&ring, &gate, there, "shelf.read", &ana, &resource).await;
    assert_eq!(id(refused), "action-refused");
    let nobody = Request { principal: Actor::public().into(), ..request("read") };
    let refused = OpenFile::read(&ring, &gate, nobody, "shelf.read", &ana, &resource).await;
    assert_eq!(id(refused), "action-refused");
    let chain = Chain::Municipality("01".to_owned());
    let entries = journal::latest(gate.database(), &chain, 10).await.unwrap();
    let read: Vec<_> = entries.iter().filter(|entry| entry.action == "shelf.read").collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].actor, account(1).word());
    assert_eq!(read[0].subject, format!("subject/{}", ana.id));
}

/// Goal: closed files are due when the rule in force says so, a held or open one never, and one
/// without a rule is named. Method: files closed on known days, two rules, one hold.
async fn files_become_due(place: Place) {
    let (gate, ring) = (gate(&place).await, KeyRing::new().unwrap());
    let [old, young, held, open] = [(); 4].map(|()| subject("01"));
    for (file, closed) in [
        (&old, Some(date(2016, 2, 29))),
        (&young, Some(date(2021, 6, 30))),
        (&held, Some(date(2010, 1, 1))),
        (&open, None),
    ] {
        seal(&gate, &ring, file, "person.name", "x").await.unwrap();
        let mut unit = gate.begin(request(&ids().to_string())).await.unwrap();
        close(&mut unit, file, closed).await.unwrap();
        unit.commit("sealing.close").await.unwrap();
    }
    let mut unit = gate.begin(request("hold")).await.unwrap();
    set_hold(&mut unit, &held, "lawsuit").await.unwrap();
    unit.commit("sealing.hold").await.unwrap();
    let rule = |years, in_force| Retention {
        record_type: "case".to_owned(),
        years,
        in_force,
        basis: Basis::Assumed("a test".to_owned()),
    };
    let rules = [rule(10, date(2020, 1, 1)), rule(5, date(2027, 1, 1))];
    let files = |today| {
        let (gate, rules) = (gate.clone(), rules.clone());
        async move { due(gate.database(), Some("01"), &rules, today).await.unwrap() }
    };
    // Ten years after 29 February 2016 end on 28 February 2026: kept on that day, due on the next.
    assert!(files(date(2026, 2, 28)).await.files.is_empty());
    assert_eq!(files(date(2026, 3, 1)).await.files, [(old.clone(), date(2026, 2, 28))]);
    let later = files(date(2027, 1, 1)).await.files;
    assert_eq!(later.iter().map(|(file, _)| file).collect::<Vec<_>>(), [&old, &young]);
    let nothing = due(gate.database(), Some("01"), &[], date(2030, 1, 1)).await.unwrap();
    assert!(nothing.files.is_empty() && nothing.without_rule.contains("case"));
    assert!(
        due(gate.database(), Some("02"), &rules, date(2030, 1, 1)).await.unwrap().files.is_empty()
    );
}

/// Goal: a file of keys reads back, and a damaged one is refused with its line. Method: write,
/// read, change each character; leave out lines; double one.
#[test]
fn key_files_read_back() {
    let ring = KeyRing::new().unwrap().with_new_master().unwrap();
    let text = ring.write();
    let read = KeyRing::read(&text).unwrap();
    assert_eq!(*read.write(), *text);
    let secret = text.lines().last().unwrap().split(' ').nth(1).unwrap();
    assert!(secret.len() == 64 && !format!("{ring:?}").contains(secret));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6);
    for at in text.find("search").unwrap()..text.len() {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        let damaged = String::from_utf8(bytes).unwrap();
        if damaged.split_whitespace().ne(text.split_whitespace()) {
            assert!(KeyRing::read(&damaged).is_err(), "{at}");
        }
    }
    assert_eq!(KeyRing::read(lines[4]).unwrap_err().id(), "key-file-incomplete");
    assert_eq!(KeyRing::read("").unwrap_err().id(), "key-file-incomplete");
    let doubled = format!("{}{}\n", *text, lines[4]);
    let refused = KeyRing::read(&doubled).unwrap_err();
    assert_eq!(refused.arguments(), [("line", "7".to_owned())]);
}

/// Goal: people are found however their name is written, and only in the field looked in. Method:
/// known pairs; a property over texts and capital letters.
#[test]
fn search_folds_what_people_write() {
    let ring = KeyRing::new().unwrap();
    let token = |value: &str| SearchToken::of(&ring, "person.name", value).unwrap();
    for (one, other) in [
        ("Ђорђе Петровић", "Đorđe Petrović"),
        ("Đorđe Petrović", "DJORDJE PETROVIC"),
        ("Blerta Çela", "blerta cela"),
        ("049 123-456", "049123456"),
    ] {
        assert_eq!(token(one), token(other), "{one} {other}");
    }
    assert_ne!(token("Ana"), token("Anna"));
    assert_ne!(token("Ana"), SearchToken::of(&ring, "person.city", "Ana").unwrap());
    assert_ne!(
        token("Ana"),
        SearchToken::of(&KeyRing::new().unwrap(), "person.name", "Ana").unwrap()
    );
}

proptest! {
    /// Goal: no text of a key file makes reading panic. Method: arbitrary lines of its words.
    #[test]
    fn reading_keys_never_panics(
        text in "((search|master|#|x) [0-9a-f]{0,70} ?[0-9a-f]{0,18}\n?){0,5}",
    ) {
        let _ = KeyRing::read(&text);
    }
}

cluster::on_both!(
    values_open_in_their_place_only,
    nothing_stands_open_in_the_database,
    erasing_leaves_the_journal_whole,
    master_keys_rotate,
    readers_are_journalled,
    files_become_due,
);
