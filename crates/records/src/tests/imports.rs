//! Tables that are sent, looked at, confirmed and undone, on real databases.

use super::count;
use super::documents::{Letter, analyst, gate as open_gate};
use crate::attachments::{self, Limits, NewFile, Reading};
use crate::command::{Gate, Request};
use crate::database::digest;
use crate::documents::content::Content;
use crate::identity::Identifier;
use crate::imports::{self, Error, Import, KEPT_FOR, NewImport, Step};
use crate::journal;
use crate::policy::{Resource, Sensitivity};
use crate::sealing::KeyRing;
use crate::unit_of_work::{IdempotencyKey, UnitOfWork};
use cluster::Place;
use jiff::Timestamp;
use serde_json::json;

const KIND: &str = "shelf";

async fn gate(place: &Place) -> Gate {
    open_gate(place).await.with_keys(KeyRing::new().unwrap())
}

fn request(key: &str, now: Timestamp) -> Request {
    Request { principal: analyst(), now, key: IdempotencyKey::new(key).unwrap() }
}

async fn unit(gate: &Gate, key: &str) -> UnitOfWork {
    gate.begin(request(key, super::moment())).await.unwrap()
}

fn table() -> NewImport {
    let text = b"code;books\nJunik;7\nPej\xeb;8\n".to_vec();
    NewImport {
        kind: KIND,
        municipality: None,
        about: "books".to_owned(),
        settings: json!({ "note": "counted" }),
        file: NewFile::of_table("../books.csv", text, Limits::default()).unwrap(),
    }
}

async fn uploaded(gate: &Gate, key: &str, now: Timestamp) -> Identifier {
    let mut unit = gate.begin(request(key, now)).await.unwrap();
    let id = imports::upload(&mut unit, &table(), "shelf.upload").await.unwrap();
    unit.commit("shelf.upload").await.unwrap();
    id
}

async fn found(gate: &Gate, id: &Identifier) -> Import {
    imports::find(gate.database(), KIND, id).await.unwrap()
}

async fn content(gate: &Gate, import: &Import, now: Timestamp) -> Result<Vec<u8>, Error> {
    let resource = Resource::national().of_sensitivity(Sensitivity::Official);
    let request = request("look", now);
    let reading = Reading { request, action: Letter::READ, resource: &resource };
    Ok(imports::content(gate, reading, import).await?.bytes)
}

/// Goal: an import counts once, as a whole, and goes back once; its file is kept sealed and only as
/// long as it is needed. Method: the whole life, each step done twice.
async fn an_import_lives_once(place: Place) {
    let gate = gate(&place).await;
    let id = uploaded(&gate, "upload", super::moment()).await;
    let import = found(&gate, &id).await;
    assert_eq!((import.step, import.about.as_str()), (Step::Previewed, "books"));
    assert_eq!(import.settings, json!({ "note": "counted" }));
    let read = content(&gate, &import, super::moment()).await.unwrap();
    assert!(read.starts_with(b"code;books"));
    let rows = format!("{:?}", digest::all_rows(gate.database()).await.unwrap());
    assert!(!rows.contains("Junik"));
    let mut early = unit(&gate, "early").await;
    let refused = imports::undo(&mut early, &import, "shelf.undo").await.unwrap_err();
    assert_eq!(refused.id(), "import-not-confirmed");
    early.rollback().await.unwrap();
    for (key, done) in [("confirm", true), ("again", false)] {
        let mut unit = unit(&gate, key).await;
        let confirmed = imports::confirm(&mut unit, &import, (3, 4), "shelf.confirm").await;
        assert_eq!(confirmed.is_ok(), done, "{confirmed:?}");
        match done {
            true => unit.commit("shelf.confirm").await.unwrap(),
            false => unit.rollback().await.unwrap(),
        }
    }
    assert_eq!(count(gate.database(), "attachment_piece").await, 0);
    let import = found(&gate, &id).await;
    let confirmed = import.confirmed.clone().unwrap();
    assert_eq!((confirmed.before, confirmed.after), (3, 4));
    let gone = content(&gate, &import, super::moment()).await.unwrap_err();
    assert_eq!(gone.id(), "import-confirmed");
    let mut undoing = unit(&gate, "undo").await;
    imports::undo(&mut undoing, &import, "shelf.undo").await.unwrap();
    undoing.commit("shelf.undo").await.unwrap();
    let import = found(&gate, &id).await;
    assert!(import.undone.is_some());
    let mut twice = unit(&gate, "twice").await;
    let refused = imports::undo(&mut twice, &import, "shelf.undo").await.unwrap_err();
    assert_eq!(refused.id(), "import-undone");
    twice.rollback().await.unwrap();
    assert_eq!(attachments::verify(gate.database()).await.unwrap(), 0);
    journal::verify(gate.database()).await.unwrap();
}

/// Goal: what nobody confirms in time is not kept and cannot be confirmed. Method: an upload looked
/// at a day later, and another upload after it.
async fn an_upload_expires(place: Place) {
    let gate = gate(&place).await;
    let id = uploaded(&gate, "upload", super::moment()).await;
    let import = found(&gate, &id).await;
    let late = super::moment().checked_add(KEPT_FOR).unwrap();
    assert_eq!(content(&gate, &import, late).await.unwrap_err().id(), "import-expired");
    let mut unit = gate.begin(request("late", late)).await.unwrap();
    let refused = imports::confirm(&mut unit, &import, (0, 1), "shelf.confirm").await;
    assert_eq!(refused.unwrap_err().id(), "import-expired");
    unit.rollback().await.unwrap();
    uploaded(&gate, "next", late).await;
    assert_eq!(found(&gate, &id).await.step, Step::Expired);
    assert_eq!(count(gate.database(), "attachment").await, 1);
    let other = imports::find(gate.database(), "letters", &id).await.unwrap_err();
    assert_eq!(other.id(), "import-unknown");
}

/// Goal: no refusal shows an id instead of a sentence. Method: one of each, in each language.
#[test]
fn every_refusal_speaks() {
    let mut errors: Vec<Error> = Step::ALL.into_iter().map(|step| Error::NotNow { step }).collect();
    errors.extend([
        Error::Unknown { id: "x".to_owned() },
        Error::Passed { seen: 1, in_force: 2 },
        Error::StoodOn { what: "x".to_owned() },
    ]);
    for error in errors {
        for language in formula::words::Language::ALL {
            let said = error.message(language);
            assert!(!said.contains('⟦') && said != error.id(), "{said}");
            assert!(error.help(language).is_some(), "{said}");
        }
    }
}

cluster::on_both!(an_import_lives_once, an_upload_expires);
