//! The life of documents on real databases.

use super::{count, trespass};
use crate::actor::Actor;
use crate::command::{Command, Gate, Request};
use crate::content_hash::sha256;
use crate::database::{Address, Database, Options};
use crate::documents::changes::between;
use crate::documents::commands::{Approve, Begin, GiveBack, Save, Submit};
use crate::documents::content::Content;
use crate::documents::publication::{self, Answer, by_code, by_hash, successor};
use crate::documents::publish::{NowPublished, Publish};
use crate::documents::section::Section;
use crate::documents::{Code, Error, Flaw, Publication, Reason, Step, store};
use crate::identity::{Identifier, Identifiers};
use crate::policy::{ActionEntry, Assignment, Policy, Principal, Role, StationPolicy, Territory};
use crate::unit_of_work::IdempotencyKey;
use cluster::Place;
use formula::words::Language;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A letter: the least that a document can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Letter {
    to: String,
    text: String,
}

impl Content for Letter {
    const KIND: &'static str = "letter";
    const SERIES: &'static str = "L";
    const READ: &'static str = "letter.read";
    const DRAFT: &'static str = "letter.draft";
    const SUBMIT: &'static str = "letter.submit";
    const RETURN: &'static str = "letter.return";
    const APPROVE: &'static str = "letter.approve";
    const PUBLISH: &'static str = "letter.publish";
    const ATTACH: &'static str = "letter.attach";
    const REMOVE: &'static str = "letter.remove";

    fn path(document: &Identifier) -> String {
        format!("/letter/{document}")
    }

    fn title(&self, _: Language) -> String {
        format!("To {}", self.to)
    }

    fn about(&self) -> String {
        "letter".to_owned()
    }

    fn flaws(&self) -> Vec<Flaw> {
        let flaw = Flaw { field: "text", id: "letter-empty" };
        self.text.is_empty().then_some(flaw).into_iter().collect()
    }

    fn sections(&self, _: Language) -> Vec<Section> {
        vec![Section::new("text", "Text").text(self.text.clone())]
    }
}

const POLICY: StationPolicy = StationPolicy {
    station: "letters",
    actions: &[
        ActionEntry {
            action: Letter::READ,
            description: "Reads a letter.",
            sq: "Lexon një letër.",
            sr: "Чита писмо.",
        },
        ActionEntry {
            action: Letter::DRAFT,
            description: "Writes a letter.",
            sq: "Shkruan një letër.",
            sr: "Пише писмо.",
        },
        ActionEntry {
            action: Letter::ATTACH,
            description: "Attaches a file to a letter.",
            sq: "I bashkëngjit letrës një skedar.",
            sr: "Прилаже датотеку писму.",
        },
        ActionEntry {
            action: Letter::REMOVE,
            description: "Removes a file from a letter.",
            sq: "Heq një skedar nga letra.",
            sr: "Уклања датотеку из писма.",
        },
        ActionEntry {
            action: Letter::SUBMIT,
            description: "Submits a letter.",
            sq: "Dorëzon një letër.",
            sr: "Подноси писмо.",
        },
        ActionEntry {
            action: Letter::RETURN,
            description: "Returns a letter.",
            sq: "Kthen një letër.",
            sr: "Враћа писмо.",
        },
        ActionEntry {
            action: Letter::APPROVE,
            description: "Approves a letter.",
            sq: "Miraton një letër.",
            sr: "Одобрава писмо.",
        },
        ActionEntry {
            action: Letter::PUBLISH,
            description: "Publishes a letter.",
            sq: "Publikon një letër.",
            sr: "Објављује писмо.",
        },
    ],
    text: include_str!("letters.cedar"),
};

fn person(number: u8, role: Role) -> Principal {
    let id = format!("01a2054d-9e3a-7027-86ed-ebff39b7a5{number:02}").parse().unwrap();
    Principal::new(Actor::account(id), vec![Assignment { role, territory: Territory::Country }])
}

pub(super) fn analyst() -> Principal {
    person(1, Role::GrantsAnalyst)
}

pub(super) fn director() -> Principal {
    person(2, Role::MinistryDirector)
}

pub(super) async fn gate(place: &Place) -> Gate {
    let address = Address::read(place.address()).unwrap();
    let options = Options::default();
    let database = Database::open(&address, &[], &options, super::moment()).await.unwrap();
    Gate::new(database, Arc::new(Policy::new(&[POLICY]).unwrap()))
        .with_identifiers(Identifiers::Repeatable)
}

fn letter(text: &str) -> Letter {
    Letter { to: "Junik".to_owned(), text: text.to_owned() }
}

/// Sends a command under a key.
pub(super) async fn send<C: Command>(
    gate: &Gate,
    who: &Principal,
    key: &str,
    command: &C,
) -> Result<C::Outcome, C::Error> {
    let key = IdempotencyKey::new(key).unwrap();
    let request = Request { principal: who.clone(), now: super::moment(), key };
    gate.execute(command, request).await
}

pub(super) async fn begun(gate: &Gate, key: &str, text: &str) -> Identifier {
    let begin = Begin { content: letter(text) };
    send(gate, &analyst(), key, &begin).await.unwrap().document
}

fn save(id: &Identifier, based_on: i64, text: &str) -> Save<Letter> {
    Save { document: id.clone(), based_on, content: letter(text) }
}

pub(super) fn publish(
    id: &Identifier,
    version: i64,
    supersedes: Option<Identifier>,
) -> Publish<Letter> {
    let print = |letter: &Letter, of: &Publication, language: Language| {
        let text = format!("{} {} {} {}", language.tag(), of.number, of.code, letter.text);
        if letter.text.contains('☹') {
            Err("no such sign".to_owned())
        } else {
            Ok(text.into_bytes())
        }
    };
    Publish::new(id.clone(), version, supersedes, Arc::new(print))
}

/// From the beginning to publication.
pub(super) async fn published(
    gate: &Gate,
    name: &str,
    supersedes: Option<Identifier>,
) -> NowPublished {
    let key = |step: &str| format!("{name}-{step}");
    let id = begun(gate, &key("begin"), name).await;
    let submit = Submit::<Letter>::new(id.clone(), 1);
    send(gate, &analyst(), &key("submit"), &submit).await.unwrap();
    let approve = Approve::<Letter>::new(id.clone(), 1);
    send(gate, &director(), &key("approve"), &approve).await.unwrap();
    let publish = publish(&id, 1, supersedes);
    send(gate, &director(), &key("publish"), &publish).await.unwrap()
}

/// Goal: a document goes through its whole life, and its history says who did what and why.
/// Method: a letter is drafted, submitted, returned, corrected, submitted, approved, published and
/// superseded; every command that is not for its step is refused on the way.
async fn whole_life(place: Place) {
    let gate = gate(&place).await;
    let database = gate.database();
    let id = begun(&gate, "begin", "first").await;
    let early = send(&gate, &director(), "early", &Approve::<Letter>::new(id.clone(), 0)).await;
    assert_eq!(early, Err(Error::NotNow { step: Step::Draft }));
    let saved = send(&gate, &analyst(), "save", &save(&id, 1, "second")).await.unwrap();
    assert_eq!(saved.edition, 2);
    let stale = send(&gate, &analyst(), "stale", &Submit::<Letter>::new(id.clone(), 1)).await;
    assert_eq!(stale, Err(Error::VersionPassed { named: 1, stands: 2 }));
    let submitted = send(&gate, &analyst(), "submit", &Submit::<Letter>::new(id.clone(), 2)).await;
    assert_eq!(submitted.unwrap().version, 1);
    let late = send(&gate, &analyst(), "late", &save(&id, 2, "third")).await;
    assert_eq!(late, Err(Error::NotNow { step: Step::Submitted }));
    let reason = Reason::try_from(" Say which year. ".to_owned()).unwrap();
    let back = GiveBack::<Letter>::new(id.clone(), 1, reason);
    send(&gate, &director(), "return", &back).await.unwrap();
    send(&gate, &analyst(), "correct", &save(&id, 2, "for 2024")).await.unwrap();
    send(&gate, &analyst(), "again", &Submit::<Letter>::new(id.clone(), 3)).await.unwrap();
    let passed = send(&gate, &director(), "passed", &Approve::<Letter>::new(id.clone(), 1)).await;
    assert_eq!(passed, Err(Error::VersionPassed { named: 1, stands: 2 }));
    send(&gate, &director(), "approve", &Approve::<Letter>::new(id.clone(), 2)).await.unwrap();
    let done = send(&gate, &director(), "publish", &publish(&id, 2, None)).await.unwrap();
    assert_eq!(done.number, "L-2026-0001");
    let after = published(&gate, "next", Some(id.clone())).await;
    assert_eq!(after.number, "L-2026-0002");
    let steps = store::history(database, &id).await.unwrap();
    let words: Vec<&str> = steps.iter().map(|done| done.step.word()).collect();
    let expected =
        ["draft", "submitted", "returned", "submitted", "approved", "published", "superseded"];
    assert_eq!(words, expected);
    assert_eq!(steps[2].reason.as_deref(), Some("Say which year."));
    assert_eq!(steps[2].by, director().actor().word());
    let opened = store::load::<Letter>(database, &id).await.unwrap();
    let store::Opened { stored: crate::documents::Stored::Superseded(former), .. } = &opened else {
        panic!("{opened:?}")
    };
    assert_eq!(former.step().by, after.document);
    let versions = [1, 2].map(|n| store::version::<Letter>(database, &id, n));
    let [one, two] = versions.map(|version| async { version.await.unwrap() });
    let [one, two] = [one.await, two.await].map(|letter| letter.sections(Language::En));
    assert_eq!(between(&one, &two).len(), 1);
    crate::journal::verify(database).await.unwrap();
    assert_eq!(publication::verify(database).await.unwrap(), 2);
}

/// Goal: an edit that others have overtaken is never written over theirs, and both texts come back.
/// Method: two edits on one edition; then the same text twice, and a repeated request.
async fn conflicting_edits_come_back(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "first").await;
    let colleague = person(3, Role::GrantsAnalyst);
    send(&gate, &colleague, "theirs", &save(&id, 1, "theirs")).await.unwrap();
    let error = send(&gate, &analyst(), "yours", &save(&id, 1, "yours")).await.unwrap_err();
    let Error::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!((conflict.based_on, conflict.stands), (1, 2));
    assert_eq!(conflict.saved_by, colleague.actor().word());
    assert!(conflict.theirs.contains("theirs") && conflict.yours.contains("yours"));
    let opened = store::load::<Letter>(gate.database(), &id).await.unwrap();
    assert_eq!((opened.content.text.as_str(), opened.edition), ("theirs", 2));
    // What stands already is no conflict, and makes no edition.
    let same = send(&gate, &analyst(), "same", &save(&id, 1, "theirs")).await.unwrap();
    assert_eq!(same.edition, 2);
    let repeated = send(&gate, &colleague, "theirs", &save(&id, 1, "theirs")).await.unwrap();
    assert_eq!(repeated.edition, 2);
    assert_eq!(count(gate.database(), "journal").await, 2);
    // Of two who save at once one wins.
    let mut racers = Vec::new();
    for number in 0..8 {
        let (gate, save) = (gate.clone(), save(&id, 2, &format!("racer {number}")));
        let key = format!("racer-{number}");
        racers
            .push(tokio::spawn(async move { send(&gate, &analyst(), &key, &save).await.is_ok() }));
    }
    let mut won = 0;
    for racer in racers {
        won += u8::from(racer.await.unwrap());
    }
    assert_eq!(won, 1);
}

/// Goal: nobody approves what they wrote in or submitted. Method: a person with both roles, who
/// only saved one edition of another's letter.
async fn nobody_approves_their_own(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "first").await;
    let both = [Role::GrantsAnalyst, Role::MinistryDirector]
        .map(|role| Assignment { role, territory: Territory::Country });
    let both = Principal::new(person(4, Role::Auditor).actor().clone(), both.to_vec());
    send(&gate, &both, "touch", &save(&id, 1, "touched")).await.unwrap();
    send(&gate, &analyst(), "back", &save(&id, 2, "first")).await.unwrap();
    send(&gate, &analyst(), "submit", &Submit::<Letter>::new(id.clone(), 3)).await.unwrap();
    let approve = Approve::<Letter>::new(id.clone(), 1);
    assert_eq!(send(&gate, &both, "own", &approve).await, Err(Error::OwnWork));
    let refused = send(&gate, &analyst(), "no-right", &approve).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    send(&gate, &director(), "approve", &approve).await.unwrap();
}

/// Goal: what is not fit is not submitted, and a document without its files is not published.
/// Method: an empty letter, and one whose file cannot be made; nothing of the attempt is kept.
async fn unfit_is_refused(place: Place) {
    let gate = gate(&place).await;
    let id = begun(&gate, "begin", "").await;
    let submit = Submit::<Letter>::new(id.clone(), 1);
    let error = send(&gate, &analyst(), "empty", &submit).await.unwrap_err();
    assert_eq!(error, Error::Flaws(letter("").flaws()));
    send(&gate, &analyst(), "save", &save(&id, 1, "☹")).await.unwrap();
    send(&gate, &analyst(), "submit", &Submit::<Letter>::new(id.clone(), 2)).await.unwrap();
    send(&gate, &director(), "approve", &Approve::<Letter>::new(id.clone(), 1)).await.unwrap();
    let error = send(&gate, &director(), "publish", &publish(&id, 1, None)).await.unwrap_err();
    assert_eq!(error, Error::NotPrinted { detail: "no such sign".to_owned() });
    for table in ["document_publication", "document_file", "document_series"] {
        assert_eq!(count(gate.database(), table).await, 0, "{table}");
    }
    let long = "x".repeat(crate::documents::commands::BYTES_MAX);
    let long = send(&gate, &analyst(), "long", &Begin { content: letter(&long) }).await;
    assert_eq!(long, Err(Error::TooLong));
    for text in [" \n", "x".repeat(2_001).as_str()] {
        assert_eq!(Reason::try_from(text.to_owned()), Err(Error::ReasonInvalid));
    }
}

/// Goal: only a published document in force is replaced, once. Method: a draft, the document
/// itself, and one that was replaced already.
async fn superseding_is_refused_where_it_makes_no_sense(place: Place) {
    let gate = gate(&place).await;
    let first = published(&gate, "first", None).await.document;
    published(&gate, "second", Some(first.clone())).await;
    let draft = begun(&gate, "draft", "draft").await;
    let id = begun(&gate, "third", "third").await;
    send(&gate, &analyst(), "submit", &Submit::<Letter>::new(id.clone(), 1)).await.unwrap();
    send(&gate, &director(), "approve", &Approve::<Letter>::new(id.clone(), 1)).await.unwrap();
    for (key, named) in [("a", &draft), ("b", &first), ("c", &id)] {
        let publish = publish(&id, 1, Some(named.clone()));
        let error = send(&gate, &director(), key, &publish).await.unwrap_err();
        assert_eq!(error, Error::CannotSupersede { named: named.clone() });
    }
}

/// Goal: a code and a file answer what was published and what took its place, and nothing else.
/// Method: published letters asked for by code, by the hash of each file, by content; strangers.
async fn genuineness_is_answered(place: Place) {
    let gate = gate(&place).await;
    let database = gate.database();
    let first = published(&gate, "first", None).await;
    let code: Code = first.code.parse().unwrap();
    let Answer::Current(of) = by_code(database, &code).await.unwrap() else { panic!() };
    assert_eq!(of.number, first.number);
    let second = published(&gate, "second", Some(first.document.clone())).await;
    let Answer::Superseded { was, now } = by_code(database, &code).await.unwrap() else { panic!() };
    assert_eq!((was.number, now.number), (first.number, second.number.clone()));
    for language in Language::ALL {
        let file = publication::file(database, &second.document, language).await.unwrap();
        let answer = by_hash(database, &sha256(&file).to_uppercase()).await.unwrap();
        let Answer::Current(of) = answer else { panic!("{answer:?}") };
        assert_eq!(of.document, second.document);
    }
    let Answer::Current(of) = by_hash(database, &of_content(&gate, &second).await).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(of.document, second.document);
    let draft = begun(&gate, "draft", "draft").await;
    let strange = Code::of(draft.as_str(), "x");
    assert_eq!(by_code(database, &strange).await.unwrap(), Answer::Unknown);
    assert_eq!(by_hash(database, &sha256(b"draft")).await.unwrap(), Answer::Unknown);
    assert_eq!(successor(database, &draft).await.unwrap(), None);
}

async fn of_content(gate: &Gate, of: &NowPublished) -> String {
    let found = publication::of_document(gate.database(), &of.document).await.unwrap();
    found.unwrap().content_hash
}

/// Goal: what was published never changes: the database refuses it, and a change behind its back is
/// found. Method: updates and removals as they are; then without the guards, one table at a time.
async fn published_is_immutable(place: Place) {
    let changes = [
        ("document_version", "UPDATE document_version SET content = '{}'"),
        ("document_publication", "UPDATE document_publication SET number = 'L-2026-0009'"),
        ("document_publication", "UPDATE document_publication SET approved_by = 'account/x'"),
        ("document_file", "DELETE FROM document_file WHERE language = 'sq'"),
        ("document_file", "UPDATE document_file SET sha256 = 'x' WHERE language = 'en'"),
    ];
    for (number, (table, change)) in changes.into_iter().enumerate() {
        let place = super::another(&place);
        let gate = gate(&place).await;
        published(&gate, "first", None).await;
        let key = IdempotencyKey::new(&format!("change-{number}")).unwrap();
        let request = Request { principal: analyst(), now: super::moment(), key };
        let mut unit = gate.begin(request).await.unwrap();
        let refused = sqlx::query(change).execute(unit.writing()).await.unwrap_err();
        assert_eq!(crate::Error::from(refused).id(), "append-only");
        unit.rollback().await.unwrap();
        assert_eq!(publication::verify(gate.database()).await.unwrap(), 1);
        trespass(&place, table, change).await;
        let found = publication::verify(gate.database()).await.unwrap_err();
        assert_eq!(found.id(), "document-altered", "{change}");
    }
}

/// Goal: a list shows what each reader may read, and no more. Method: a draft and a published
/// letter, listed for the public, an analyst and an auditor.
async fn lists_are_within_the_scope(place: Place) {
    let gate = gate(&place).await;
    published(&gate, "first", None).await;
    begun(&gate, "draft", "draft").await;
    let listed = async |who: &Principal| {
        let scope = gate.policy().scope(who, Letter::READ);
        store::list::<Letter>(gate.database(), &scope, 10).await.unwrap().len()
    };
    assert_eq!(listed(&Actor::public().into()).await, 1);
    assert_eq!(listed(&person(9, Role::Auditor)).await, 1);
    assert_eq!(listed(&analyst()).await, 2);
}

/// Goal: every error of documents speaks in every language. Method: one of each.
#[test]
fn every_error_speaks() {
    let id: Identifier = "01a2054d-9e3a-7027-86ed-ebff39b7a598".parse().unwrap();
    let conflict = crate::documents::Conflict {
        document: id.clone(),
        based_on: 1,
        stands: 2,
        saved_at: super::moment(),
        saved_by: "x".to_owned(),
        theirs: "x".to_owned(),
        yours: "y".to_owned(),
    };
    let errors = [
        Error::Unknown { id: "x".to_owned() },
        Error::Conflict(Box::new(conflict)),
        Error::NotNow { step: Step::Draft },
        Error::VersionPassed { named: 1, stands: 2 },
        Error::OwnWork,
        Error::ReasonInvalid,
        Error::Flaws(letter("").flaws()),
        Error::CannotSupersede { named: id },
        Error::NotPrinted { detail: "x".to_owned() },
        Error::AnnexesPassed,
        Error::TooLong,
        Error::CodeInvalid,
    ];
    for error in &errors {
        for language in Language::ALL {
            let said = [error.message(language), error.help(language).unwrap()].concat();
            assert!(!said.contains('⟦') && !said.contains("{$"), "{said}");
        }
    }
    for step in Step::ALL {
        assert_eq!(Step::from_word(step.word()).unwrap(), step);
        assert!(Language::ALL.into_iter().all(|language| !step.name(language).contains('⟦')));
    }
}

cluster::on_both!(
    whole_life,
    conflicting_edits_come_back,
    nobody_approves_their_own,
    unfit_is_refused,
    superseding_is_refused_where_it_makes_no_sense,
    genuineness_is_answered,
    published_is_immutable,
    lists_are_within_the_scope,
);
