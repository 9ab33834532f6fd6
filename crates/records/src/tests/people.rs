//! People who begin, sign in, are slowed, given roles and confirmed, on both databases.

use super::*;
use crate::identity::Identifier;
use crate::people::delay::Trier;
use crate::people::own::{Change, Changed};
use crate::people::pending::Asked;
use crate::people::samples::Sample;
use crate::people::second_factor::{TotpSecret, step_at};
use crate::people::sign_in::{Keys, Step};
use crate::people::{Limits, POLICY, People, Secret, Seen, SignedIn, Token, begin::Typed};
use crate::policy::{Assignment, Principal, Role, Territory};
use crate::{jobs, notices};
use jiff::SignedDuration;

pub(super) const PASSWORD: &str = "correct horse battery";

pub(super) async fn people(place: &Place) -> People {
    let options = Options { readers: 2, wait: Duration::from_secs(20), ..Options::default() };
    let database = Database::open(&address(place), &[], &options, moment()).await.unwrap();
    let gate = Gate::new(
        database,
        Arc::new(Policy::new(&[POLICY, notices::POLICY, jobs::POLICY]).unwrap()),
    );
    People::new(gate, Limits::default())
}

pub(super) fn later(seconds: i64) -> Timestamp {
    moment().checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

pub(super) fn trier(origin: &str, device: Option<&Token>) -> Trier {
    Trier { origin: origin.to_owned(), device: device.cloned(), agent: "Firefox".to_owned() }
}

pub(super) fn typed(email: &str, secret: &TotpSecret, now: Timestamp) -> Typed {
    Typed {
        name: "Arta Krasniqi".to_owned(),
        email: email.to_owned(),
        password: Secret::new(PASSWORD),
        secret: secret.clone(),
        code: secret.code(step_at(now)),
        language: formula::words::Language::SrLatn,
        departure: None,
    }
}

/// Someone who began by a link: address, application, keys.
pub(super) struct Person {
    pub(super) email: String,
    pub(super) password: &'static str,
    pub(super) secret: TotpSecret,
    pub(super) keys: Keys,
}

impl Person {
    pub(super) async fn begins(
        people: &People,
        link: &Token,
        email: &str,
        now: Timestamp,
    ) -> Person {
        let secret = TotpSecret::make().unwrap();
        let typed = typed(email, &secret, now);
        let keys = people.begin(link, (typed, &trier("192.0.2.1", None)), now).await.unwrap();
        Person { email: email.to_owned(), password: PASSWORD, secret, keys }
    }

    pub(super) async fn first(people: &People) -> Person {
        let link = people.first_link(moment()).await.unwrap().unwrap();
        Person::begins(people, &link, "arta@example.org", moment()).await
    }

    pub(super) async fn is(&self, people: &People, now: Timestamp) -> SignedIn {
        match people.see(&self.keys.session, now).await.unwrap() {
            Seen::SignedIn(who) => *who,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn tries(
        &self,
        people: &People,
        password: &str,
        by: &Trier,
        at: i64,
    ) -> Step<Token> {
        let typed = Secret::new(password);
        people.check_password((&self.email, &typed), by, later(at)).await.unwrap()
    }

    pub(super) async fn signs_in(&self, people: &People, by: &Trier, at: i64) -> Keys {
        let Step::Passed(half) = self.tries(people, self.password, by, at).await else { panic!() };
        let code = self.secret.code(step_at(later(at)));
        let step = people.check_code(&half, (&code, None), (by, None), later(at)).await.unwrap();
        let Step::Passed(keys) = step else { panic!("{step:?}") };
        keys
    }
}

pub(super) fn asks(who: &SignedIn, key: &str, now: Timestamp) -> Request {
    let key = IdempotencyKey::new(key).unwrap();
    Request { principal: who.principal.clone(), now, key }
}

pub(super) fn holds(role: Role, territory: Territory) -> Assignment {
    Assignment { role, territory }
}

pub(super) fn unit() -> Territory {
    Territory::Unit("csw-01".to_owned())
}

/// Goal: the first administrator begins by a link that works once, and no other way is there; a
/// code and a recovery code are taken once. Method: each, then again; every row of the database is
/// searched for what is secret, and the journal for names and addresses.
async fn the_first_administrator_begins(place: Place) {
    let people = people(&place).await;
    let old = people.first_link(moment()).await.unwrap().unwrap();
    let first = Person::first(&people).await;
    assert!(people.offered(&old, moment()).await.unwrap().is_none(), "a newer link was made");
    assert!(people.first_link(later(1)).await.unwrap().is_none());
    let who = first.is(&people, later(60)).await;
    assert_eq!(who.principal.assignments(), [holds(Role::Administrator, Territory::Country)]);
    let by = trier("192.0.2.1", None);
    let step = first.tries(&people, "another phrase of words", &by, 90).await;
    assert_eq!(step, Step::Wrong);
    let keys = first.signs_in(&people, &by, 120).await;
    assert_ne!(keys.session, first.keys.session);
    // The same code again, then a recovery code twice.
    let Step::Passed(half) = first.tries(&people, PASSWORD, &by, 121).await else { panic!() };
    let code = first.secret.code(step_at(later(120)));
    let again = people.check_code(&half, (&code, None), (&by, None), later(121)).await.unwrap();
    assert!(matches!(again, Step::Wrong), "{again:?}");
    let recovery = &first.keys.recovery[3];
    let step = people.check_code(&half, (recovery, None), (&by, None), later(122)).await.unwrap();
    assert!(matches!(step, Step::Passed(_)), "{step:?}");
    let late = people.check_code(&half, (recovery, None), (&by, None), later(123)).await.unwrap();
    assert!(matches!(late, Step::Late), "the half session has ended: {late:?}");
    let Step::Passed(half) = first.tries(&people, PASSWORD, &by, 124).await else { panic!() };
    let step = people.check_code(&half, (recovery, None), (&by, None), later(124)).await.unwrap();
    assert!(matches!(step, Step::Wrong), "{step:?}");
    let rows = crate::database::all_rows(people.gate().database()).await.unwrap();
    let text = format!("{rows:?}");
    let mut secrets = vec![PASSWORD, old.reveal(), half.reveal(), keys.session.reveal()];
    secrets.extend([keys.device.reveal(), recovery.reveal()]);
    for secret in secrets {
        assert!(!text.contains(secret), "a secret is kept");
    }
    for table in ["journal", "command_outcome"] {
        let text = format!("{:?}", rows[table]);
        for word in ["arta", "Arta", first.secret.reveal()] {
            assert!(!text.contains(word), "{table} holds {word}");
        }
    }
    people.gate().database().close().await;
}

/// Goal: a session ends when it is idle, by its owner, and when rights change, and is then known to
/// have been one. Method: each at its time.
async fn sessions_end(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let is_open = async |token: &Token, at: i64| {
        matches!(people.see(token, later(at)).await.unwrap(), Seen::SignedIn(_))
    };
    for at in [60, 29 * 60, 55 * 60, 80 * 60] {
        assert!(is_open(&first.keys.session, at).await, "{at}");
    }
    let ended = people.see(&first.keys.session, later(111 * 60)).await.unwrap();
    assert!(matches!(ended, Seen::Ended(_)), "{ended:?}");
    let by = trier("192.0.2.1", None);
    let start = 120 * 60;
    let one = first.signs_in(&people, &by, start).await.session;
    let two = first.signs_in(&people, &by, start + 60).await.session;
    let Seen::SignedIn(who) = people.see(&one, later(start + 61)).await.unwrap() else { panic!() };
    assert_eq!(people.sessions(&who.account.id, later(start + 61)).await.unwrap().len(), 2);
    people.end_sessions(&who, None, asks(&who, "k1", later(start + 62))).await.unwrap();
    assert!(is_open(&one, start + 63).await && !is_open(&two, start + 63).await);
    // Another password: the former token is none any more, the new one is.
    let change = Change::Password(Secret::new("tri zelena lonca"));
    let request = asks(&who, "k2", later(start + 64));
    let present = Secret::new(PASSWORD);
    let changed = people.change_own(&who, (change, &present), &by, request).await.unwrap();
    let Changed::Done { session: Some(new), .. } = changed else { panic!("{changed:?}") };
    assert!(is_open(&new, start + 65).await && !is_open(&one, start + 65).await);
    let wrong = Change::Recovery;
    let request = asks(&who, "k3", later(start + 66));
    let changed = people.change_own(&who, (wrong, &present), &by, request).await.unwrap();
    assert!(matches!(changed, Changed::WrongPassword), "{changed:?}");
    // A further role ends the session, too.
    let auditor = holds(Role::Auditor, Territory::Country);
    let request = asks(&who, "k4", later(start + 67));
    assert_eq!(people.give(&who.account.id, &auditor, request).await.unwrap(), Asked::Done);
    assert!(!is_open(&new, start + 68).await);
    // The former password is none any more.
    let former = first.tries(&people, PASSWORD, &by, start + 70).await;
    assert_eq!(former, Step::Wrong);
    people.gate().database().close().await;
}

/// Goal: whoever guesses is slowed more and more, an account that there is not is answered alike,
/// and a device that signed in before is not concerned. Method: wrong passwords for an account and
/// for none, from one origin and from many; then the owner.
async fn guessing_is_slowed(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let nobody = Person { email: "nobody@example.org".to_owned(), ..first.again() };
    let mut answers = Vec::new();
    for (person, origin) in [(&first, "198.51.100.1"), (&nobody, "198.51.100.2")] {
        let by = trier(origin, None);
        let mut heard = Vec::new();
        for at in 0..12 {
            heard.push(person.tries(&people, "wrong words in a row", &by, at).await);
        }
        answers.push(heard);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0][..6], vec![Step::Wrong; 6]);
    assert!(answers[0][6..].iter().any(|step| matches!(step, Step::Wait(_))));
    // Even the right password tells nothing while it waits.
    let by = trier("198.51.100.1", None);
    let waits = first.tries(&people, PASSWORD, &by, 11).await;
    assert!(matches!(waits, Step::Wait(_)), "{waits:?}");
    // Many origins: the account waits a minute at most, its known device not at all.
    for number in 0..45 {
        let by = trier(&format!("203.0.113.{number}"), None);
        first.tries(&people, "wrong words in a row", &by, 20 + number * 61).await;
    }
    let at = 20 + 44 * 61 + 1;
    let Step::Wait(seconds) = first.tries(&people, PASSWORD, &trier("192.0.2.9", None), at).await
    else {
        panic!()
    };
    assert!(seconds <= 60, "{seconds}");
    let own = trier("192.0.2.9", Some(&first.keys.device));
    first.signs_in(&people, &own, at).await;
    people.gate().database().close().await;
}

impl Person {
    /// The same person once more.
    fn again(&self) -> Person {
        let (email, secret) = (self.email.clone(), self.secret.clone());
        Person { email, secret, password: self.password, keys: self.keys.clone() }
    }
}

/// Goal: an invitation gives its role, one that reads cases only once a second person who is no
/// administrator agrees. Method: the asker, another administrator and a director try; then a reset
/// of a second factor, refused and approved.
async fn a_second_person_agrees(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let invite = async |email: &str, held: Assignment, key: &str, at: i64| {
        let link = people.invite((email, held), asks(&admin, key, later(at))).await.unwrap();
        let link = link.unwrap();
        Person::begins(&people, &link, email, later(at)).await
    };
    let director = holds(Role::MinistryDirector, Territory::Country);
    let director = invite("dea@example.org", director, "i1", 2).await;
    let other = holds(Role::Administrator, Territory::Country);
    let other = invite("oda@example.org", other, "i2", 3).await;
    let worker = invite("wim@example.org", holds(Role::SocialWorker, unit()), "i3", 4).await;
    // The same request again: done once, and its link is not shown a second time.
    let again = ("x@example.org", holds(Role::Auditor, Territory::Country));
    let request = || asks(&admin, "i4", later(5));
    assert!(people.invite(again.clone(), request()).await.unwrap().is_some());
    assert!(people.invite(again, request()).await.unwrap().is_none());
    assert!(worker.is(&people, later(6)).await.principal.assignments().is_empty());
    let director = director.is(&people, later(6)).await;
    let other = other.is(&people, later(6)).await;
    let waiting = people.waiting(&director.principal).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(people.waiting(&admin.principal).await.unwrap().is_empty());
    let id = waiting[0].id.clone();
    for (who, error) in [(&admin, "action-refused"), (&other, "action-refused")] {
        let refused = people.answer(&id, (true, "yes"), asks(who, "a1", later(7))).await;
        assert_eq!(refused.unwrap_err().id(), error);
    }
    let unreasoned = people.answer(&id, (true, " "), asks(&director, "a2", later(8))).await;
    assert_eq!(unreasoned.unwrap_err().id(), "people-reason-missing");
    people.answer(&id, (true, "hired"), asks(&director, "a3", later(9))).await.unwrap();
    let closed = people.answer(&id, (true, "hired"), asks(&director, "a4", later(10))).await;
    assert_eq!(closed.unwrap_err().id(), "people-pending-closed");
    let by = trier("192.0.2.1", Some(&worker.keys.device));
    let keys = worker.signs_in(&people, &by, 60).await;
    let Seen::SignedIn(working) = people.see(&keys.session, later(61)).await.unwrap() else {
        panic!("the role ended the former session, not this one")
    };
    assert_eq!(working.principal.assignments(), [holds(Role::SocialWorker, unit())]);
    // A lost second factor: refused first, then approved; another one is set up after the password.
    for (key, approves) in [("r1", false), ("r2", true)] {
        people.ask_reset(&working.account.id, asks(&admin, key, later(70))).await.unwrap();
        let waiting = people.waiting(&director.principal).await.unwrap();
        let request = asks(&director, &format!("{key}x"), later(71));
        people.answer(&waiting[0].id, (approves, "seen"), request).await.unwrap();
        let open = people.see(&keys.session, later(72)).await.unwrap();
        assert_eq!(matches!(open, Seen::SignedIn(_)), !approves);
    }
    let Step::Passed(half) = worker.tries(&people, PASSWORD, &by, 100).await else { panic!() };
    let lacking = people.lacks_second_factor(&half, later(100)).await.unwrap();
    assert!(lacking.is_some());
    let new = TotpSecret::make().unwrap();
    let code = new.code(step_at(later(100)));
    let typed = (&code, Some(new));
    let step = people.check_code(&half, typed, (&by, None), later(100)).await.unwrap();
    let Step::Passed(keys) = step else { panic!("{step:?}") };
    assert_eq!(keys.recovery.len(), 10);
    people.gate().database().close().await;
}

/// Goal: an administrator is always left, and who ends a role ends it for good. Method: the only
/// administrator's own role; then one of two.
async fn the_last_administrator_stays(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let role = |accounts: &[(crate::people::Account, Vec<crate::people::Given>)], email: &str| {
        let found = accounts.iter().find(|(account, _)| account.email == email).unwrap();
        found.1[0].id.clone()
    };
    let accounts = people.accounts().await.unwrap();
    let own: Identifier = role(&accounts, "arta@example.org");
    let refused = people.end_role(&own, asks(&admin, "e1", later(2))).await.unwrap_err();
    assert_eq!(refused.id(), "people-last-administrator");
    let held = holds(Role::Administrator, Territory::Country);
    let link = people.invite(("b@example.org", held), asks(&admin, "i1", later(3))).await.unwrap();
    let other = Person::begins(&people, &link.unwrap(), "b@example.org", later(3)).await;
    let other = other.is(&people, later(4)).await;
    people.end_role(&own, asks(&other, "e2", later(5))).await.unwrap();
    let seen = people.see(&first.keys.session, later(6)).await.unwrap();
    assert!(matches!(seen, Seen::Ended(_)), "{seen:?}");
    let stranger = Principal::from(Actor::public());
    let request = Request { principal: stranger, ..asks(&other, "e3", later(7)) };
    let refused = people.end_role(&own, request).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    people.gate().database().close().await;
}

/// Goal: the demonstration takes only a database that it made. Method: one that it has just made,
/// the same again, and one in which a person has begun.
async fn the_demonstration_marks_its_database(place: Place) {
    let made = people(&place).await;
    let sample = || {
        let held = holds(Role::GrantsAnalyst, Territory::Country);
        vec![Sample { name: "Sample".to_owned(), held }]
    };
    made.set_up_samples(sample(), moment()).await.unwrap();
    made.gate().database().close().await;
    let opened = people(&place).await;
    opened.set_up_samples(sample(), later(1)).await.unwrap();
    assert!(opened.is_demonstration().await.unwrap());
    let accounts = opened.accounts().await.unwrap();
    assert_eq!(accounts.len(), 1);
    let token = opened
        .sign_in_as_sample(&accounts[0].0.id, &trier("192.0.2.7", None), later(2))
        .await
        .unwrap();
    assert!(matches!(opened.see(&token, later(3)).await.unwrap(), Seen::SignedIn(_)));
    opened.gate().database().close().await;
    let other = another(&place);
    let real = people(&other).await;
    let first = Person::first(&real).await;
    let account = first.is(&real, later(1)).await.account.id;
    real.gate().database().close().await;
    let real = people(&other).await;
    let refused = real.set_up_samples(sample(), later(2)).await.unwrap_err();
    assert_eq!(refused.id(), "people-not-demonstration");
    let refused =
        real.sign_in_as_sample(&account, &trier("192.0.2.7", None), later(2)).await.unwrap_err();
    assert_eq!(refused.id(), "people-not-demonstration");
    real.gate().database().close().await;
}

/// Goal: with master keys no secret of a second factor stands in the database, those kept before
/// are sealed, codes are taken as always, and without the keys, or with others, none is. Method:
/// someone begins before there are keys, another after; the rows are read; keys are renewed.
async fn second_factors_are_sealed(place: Place) {
    let open = people(&place).await;
    let first = Person::first(&open).await;
    let by = trier("192.0.2.1", None);
    let ring = crate::sealing::KeyRing::new().unwrap();
    let with = |ring: &crate::sealing::KeyRing| {
        People::new(open.gate().clone().with_keys(ring.clone()), Limits::default())
    };
    let people = with(&ring);
    assert_eq!(open.missing_key().await.unwrap(), None);
    assert_eq!(
        (people.seal(later(1)).await.unwrap(), people.seal(later(2)).await.unwrap()),
        (1, 0)
    );
    let admin = first.is(&people, later(3)).await;
    let held = holds(Role::Auditor, Territory::Country);
    let request = asks(&admin, "i", later(3));
    let link = people.invite(("aud@example.org", held), request).await.unwrap().unwrap();
    let second = Person::begins(&people, &link, "aud@example.org", later(4)).await;
    let rows = crate::database::all_rows(open.gate().database()).await.unwrap();
    let text = format!("{rows:?}");
    for person in [&first, &second] {
        assert!(!text.contains(person.secret.reveal()), "a secret is kept open");
        person.signs_in(&people, &by, 60).await;
    }
    let other = crate::sealing::KeyRing::new().unwrap();
    for people in [&open, &with(&other)] {
        assert!(people.missing_key().await.unwrap().is_some());
        let Step::Passed(half) = first.tries(people, PASSWORD, &by, 120).await else { panic!() };
        let code = first.secret.code(step_at(later(120)));
        let refused = people.check_code(&half, (&code, None), (&by, None), later(120)).await;
        assert_eq!(refused.unwrap_err().id(), "key-missing");
    }
    let renewed = ring.with_new_master().unwrap();
    let mut unit = open.gate().begin(asks(&admin, "renew", later(130))).await.unwrap();
    assert_eq!(crate::sealing::rewrap(&renewed, &mut unit, 10).await.unwrap(), 2);
    unit.commit("sealing.rewrap").await.unwrap();
    first.signs_in(&with(&renewed.without_old_masters()), &by, 180).await;
    open.gate().database().close().await;
}

/// Goal: an account ends with its roles and sessions, for good, but not one's own and not that of
/// the last administrator. Method: each, by an administrator and by someone who is none.
async fn accounts_end(place: Place) {
    let people = people(&place).await;
    let first = Person::first(&people).await;
    let admin = first.is(&people, later(1)).await;
    let held = holds(Role::Auditor, Territory::Country);
    let invited = people.invite(("aud@example.org", held), asks(&admin, "i", later(2))).await;
    let link = invited.unwrap().unwrap();
    let leaver = Person::begins(&people, &link, "aud@example.org", later(2)).await;
    let leaving = leaver.is(&people, later(3)).await;
    let (own, other) = (&admin.account.id, &leaving.account.id);
    let refused = people.close(own, asks(&leaving, "c1", later(4))).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    let refused = people.close(own, asks(&admin, "c2", later(5))).await.unwrap_err();
    assert_eq!(refused.id(), "people-own-account");
    people.close(other, asks(&admin, "c3", later(6))).await.unwrap();
    let again = people.close(other, asks(&admin, "c4", later(7))).await.unwrap_err();
    assert_eq!(again.id(), "people-account-unknown");
    assert!(matches!(people.see(&leaver.keys.session, later(8)).await.unwrap(), Seen::Ended(_)));
    let by = trier("192.0.2.1", None);
    assert_eq!(leaver.tries(&people, PASSWORD, &by, 9).await, Step::Wrong);
    let (_, given) =
        people.accounts().await.unwrap().into_iter().find(|(it, _)| it.id == *other).unwrap();
    assert!(given.is_empty());
    people.gate().database().close().await;
}

cluster::on_both!(
    accounts_end,
    second_factors_are_sealed,
    the_first_administrator_begins,
    sessions_end,
    guessing_is_slowed,
    a_second_person_agrees,
    the_last_administrator_stays,
    the_demonstration_marks_its_database,
);
