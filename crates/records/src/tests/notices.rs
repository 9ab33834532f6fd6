//! What people are told, reminders, letters and forgotten passwords, on both databases.

use super::people::{PASSWORD, Person, asks, holds, later, people, trier, unit};
use super::*;
use crate::identity::Identifier;
use crate::jobs::again::{Again, try_again};
use crate::jobs::queue::{self, claim, settle};
use crate::jobs::{Backoff, Claimed, Handler, Job, JobStep};
use crate::notices::letters::{self, Letter, Preference};
use crate::notices::reminders::{REMINDER, Reminding};
use crate::notices::{LETTER, Notice, inbox};
use crate::people::forgotten::Replaced;
use crate::people::second_factor::step_at;
use crate::people::sign_in::Step;
use crate::people::{People, Secret, Seen, SignedIn};
use crate::policy::{Assignment, Role, Territory};
use formula::words::Language;
use jiff::SignedDuration;

/// Someone whom the first administrator invited.
async fn invited(people: &People, admin: &SignedIn, email: &str, held: Assignment) -> Person {
    let request = asks(admin, email, later(2));
    let link = people.invite((email, held), request).await.unwrap().unwrap();
    Person::begins(people, &link, email, later(2)).await
}

async fn told(people: &People, who: &SignedIn) -> Vec<Notice> {
    inbox::list(people.gate().database(), &who.account.id, 50).await.unwrap()
}

async fn kinds(people: &People, who: &SignedIn) -> Vec<String> {
    told(people, who).await.into_iter().map(|notice| notice.kind).collect()
}

async fn jobs(people: &People, kind: &str) -> Vec<Job> {
    let all = queue::list(people.gate().database(), 100).await.unwrap();
    all.into_iter().filter(|job| job.kind == kind).collect()
}

/// The jobs of a kind that wait, taken by a worker at a time.
async fn taken(people: &People, kind: &str, at: Timestamp) -> Vec<Claimed> {
    let mut found = Vec::new();
    let lease = SignedDuration::from_mins(5);
    while let Some(job) = claim(people.gate().database(), "w", at, lease).await.unwrap() {
        if job.kind == kind {
            found.push(job);
        }
    }
    found
}

/// Goal: those who may answer are told of what waits, nobody else is, and whoever asked hears the
/// answer; whoever gets a role hears of it. Method: a role that reads cases, asked for by one of
/// two administrators and confirmed by one of two directors.
async fn those_concerned_are_told(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let director = |email| holds_director(&people, &admin, email);
    let (dea, edi) = (director("dea@example.org").await, director("edi@example.org").await);
    let oda = holds(Role::Administrator, Territory::Country);
    let oda = invited(&people, &admin, "oda@example.org", oda).await;
    let wim = invited(&people, &admin, "wim@example.org", holds(Role::SocialWorker, unit())).await;
    let (dea, edi) = (dea.is(&people, later(6)).await, edi.is(&people, later(6)).await);
    let (oda, wim) = (oda.is(&people, later(6)).await, wim.is(&people, later(6)).await);
    for (who, expected) in
        [(&dea, &["people.asked"][..]), (&edi, &["people.asked"]), (&oda, &[]), (&wim, &[])]
    {
        assert_eq!(kinds(&people, who).await, expected, "{}", who.account.email);
    }
    assert!(kinds(&people, &admin).await.is_empty(), "nobody is told what they did themselves");
    let reminders = jobs(&people, REMINDER).await;
    assert_eq!(reminders.len(), 1);
    // 22 November 2026 is a Sunday: two working days later is Tuesday.
    assert_eq!(reminders[0].due.to_string(), "2026-11-24T06:00:00Z");
    let id = people.waiting(&dea.principal).await.unwrap()[0].id.clone();
    people.answer(&id, (true, "hired"), asks(&dea, "a", later(9))).await.unwrap();
    assert_eq!(kinds(&people, &admin).await, ["people.approved"]);
    assert_eq!(kinds(&people, &wim).await, ["people.role-given"]);
    assert!(jobs(&people, REMINDER).await.is_empty(), "what was answered waits no more");
    people.gate().database().close().await;
}

async fn holds_director(people: &People, admin: &SignedIn, email: &str) -> Person {
    let held = holds(Role::MinistryDirector, Territory::Country);
    invited(people, admin, email, held).await
}

/// Goal: what waits for two working days is said once more, once. Method: the same job done twice,
/// as by a worker that died before it said so.
async fn what_waits_is_said_once_more(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let dea = holds_director(&people, &admin, "dea@example.org").await;
    invited(&people, &admin, "wim@example.org", holds(Role::SocialWorker, unit())).await;
    let dea = dea.is(&people, later(6)).await;
    let due = "2026-11-24T06:00:01Z".parse().unwrap();
    let job = taken(&people, REMINDER, due).await.remove(0);
    let reminding = Reminding::new(people.gate().clone(), crate::clock::Clock::fixed(due));
    for _ in 0..2 {
        reminding.handle(&job).await.unwrap();
    }
    let mut kinds = kinds(&people, &dea).await;
    kinds.sort();
    assert_eq!(kinds, ["people.asked", "people.still-waits"]);
    people.gate().database().close().await;
}

/// Goal: notices are read one by one or all, by their owner alone, and letters follow the wish of
/// their reader but for the safety of the account. Method: a director who is told twice.
async fn notices_are_read(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let dea = holds_director(&people, &admin, "dea@example.org").await;
    let dea = dea.is(&people, later(3)).await;
    let mut reading = people.gate().database().readers().acquire().await.unwrap();
    let preference = letters::preference(&mut reading, &dea.account.id).await.unwrap();
    assert_eq!(preference, Preference { language: Language::SrLatn, is_wanted: true });
    drop(reading);
    for (email, unit) in [("a@example.org", "csw-01"), ("b@example.org", "csw-02")] {
        let held = holds(Role::SocialWorker, Territory::Unit(unit.to_owned()));
        invited(&people, &admin, email, held).await;
    }
    assert_eq!(jobs(&people, LETTER).await.len(), 2);
    let (gate, own) = (people.gate(), &dea.account.id);
    let unread = async || inbox::unread(gate.database(), own).await.unwrap();
    assert_eq!(unread().await, 2);
    let one = told(&people, &dea).await[0].id.clone();
    let foreign = asks(&admin, "foreign", later(5));
    let refused = inbox::mark_read(gate, (own, Some(one.clone())), foreign).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    inbox::mark_read(gate, (own, Some(one)), asks(&dea, "one", later(6))).await.unwrap();
    assert_eq!(unread().await, 1);
    inbox::mark_read(gate, (own, None), asks(&dea, "all", later(7))).await.unwrap();
    assert_eq!(unread().await, 0);
    let none = Preference { language: Language::En, is_wanted: false };
    letters::prefer(gate, (own, none), asks(&dea, "none", later(8))).await.unwrap();
    let held = holds(Role::SocialWorker, Territory::Unit("csw-03".to_owned()));
    invited(&people, &admin, "c@example.org", held).await;
    assert_eq!((unread().await, jobs(&people, LETTER).await.len()), (1, 2));
    people.gate().database().close().await;
}

/// Goal: a forgotten password is replaced by the newest link with a code, once, and nothing tells
/// whether an address has an account. Method: addresses with and without one; a wrong password, a
/// wrong code, an older link, the link again; every row is searched for the link.
async fn forgotten_passwords_are_replaced(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let who = first.is(&people, later(1)).await;
    let by = trier("192.0.2.9", None);
    for (email, letters) in [("nobody@example.org", 0), (first.email.as_str(), 1), ("nonsense", 1)]
    {
        let wait = people.ask_for_password(email, &by, later(100)).await.unwrap();
        assert_eq!((wait, jobs(&people, LETTER).await.len()), (None, letters), "{email}");
    }
    let again = people.ask_for_password(&first.email, &by, later(160)).await.unwrap();
    assert_eq!((again, jobs(&people, LETTER).await.len()), (None, 1), "one in ten minutes");
    let job = taken(&people, LETTER, later(200)).await.remove(0);
    let letter: Letter = serde_json::from_value(job.payload.clone()).unwrap();
    assert_eq!(letter, Letter::Password { account: who.account.id.clone() });
    let link = async || people.password_link(&who.account.id, later(200)).await.unwrap().unwrap();
    let (old, new) = (link().await, link().await);
    let password = Secret::new("four quiet rivers");
    let code = first.secret.code(step_at(later(300)));
    let replace = async |link: &crate::people::Token, password: &Secret, code: &Secret| {
        people.replace_password(link, (password, code), &by, later(300)).await
    };
    assert_eq!(replace(&old, &password, &code).await.unwrap_err().id(), "people-link-spent");
    let short = replace(&new, &Secret::new("short"), &code).await.unwrap_err();
    assert_eq!(short.id(), "people-password-short");
    let wrong = replace(&new, &password, &Secret::new("000000")).await.unwrap();
    assert_eq!(wrong, Replaced::Wrong);
    assert_eq!(replace(&new, &password, &code).await.unwrap(), Replaced::Done);
    assert_eq!(replace(&new, &password, &code).await.unwrap_err().id(), "people-link-spent");
    let ended = people.see(&first.keys.session, later(301)).await.unwrap();
    assert!(matches!(ended, Seen::Ended(_)), "{ended:?}");
    assert_eq!(first.tries(&people, PASSWORD, &by, 302).await, Step::Wrong);
    let passed = first.tries(&people, password.reveal(), &by, 303).await;
    assert!(matches!(passed, Step::Passed(_)), "{passed:?}");
    assert_eq!(kinds(&people, &who).await, ["people.password-changed"]);
    let late = link().await;
    let after = later(200 + 31 * 60);
    assert!(people.offers_password(&late, after).await.unwrap().is_none(), "half an hour");
    let rows = crate::database::all_rows(people.gate().database()).await.unwrap();
    let text = format!("{rows:?}");
    for secret in [old.reveal(), new.reveal(), password.reveal()] {
        assert!(!text.contains(secret), "a secret is kept");
    }
    people.gate().database().close().await;
}

/// Goal: nobody is flooded with letters, and from one origin asking is slowed. Method: thirty asks
/// at one moment.
async fn asking_is_slowed(place: Place) {
    let people = people(&place).await;
    Person::first(&people).await;
    let by = trier("192.0.2.9", None);
    let mut waited = 0;
    for number in 0..30 {
        let email = format!("someone-{number}@example.org");
        waited +=
            i32::from(people.ask_for_password(&email, &by, later(9)).await.unwrap().is_some());
    }
    assert!(waited >= 9, "{waited} of 30 were told to wait");
    people.gate().database().close().await;
}

/// Goal: what was given up is tried again when an administrator says so, and nothing else is.
/// Method: a job that fails as often as it is tried; one that waits; a stranger asks.
async fn given_up_is_tried_again(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let dea = holds_director(&people, &admin, "dea@example.org").await;
    let dea = dea.is(&people, later(3)).await;
    people.ask_for_password("dea@example.org", &trier("192.0.2.9", None), later(4)).await.unwrap();
    let id: Identifier = jobs(&people, LETTER).await[0].id.clone();
    let again = async |who: &SignedIn, key: &str| {
        try_again(people.gate(), &id, asks(who, key, later(5))).await
    };
    assert_eq!(again(&admin, "early").await.unwrap(), Again::NotGivenUp);
    let once = Backoff { attempts_max: 1, ..Backoff::new(7) };
    let job = taken(&people, LETTER, later(6)).await.remove(0);
    let failed = Err("the mail server answered 550".to_owned());
    settle(people.gate().database(), &job, failed, later(6), &once).await.unwrap();
    let counts = queue::counts(people.gate().database()).await.unwrap();
    assert_eq!(counts.get(&JobStep::GivenUp), Some(&1));
    assert_eq!(again(&dea, "foreign").await.unwrap_err().id(), "action-refused");
    assert_eq!(again(&admin, "again").await.unwrap(), Again::Waits);
    let waiting = &jobs(&people, LETTER).await[0];
    assert_eq!((waiting.step, waiting.attempts), (JobStep::Waiting, 0));
    people.gate().database().close().await;
}

cluster::on_both!(
    those_concerned_are_told,
    what_waits_is_said_once_more,
    notices_are_read,
    forgotten_passwords_are_replaced,
    asking_is_slowed,
    given_up_is_tried_again,
);
