//! Circles, kinship, emergency access and matches, at a station that keeps persons' records.

mod persons;

use super::*;
use crate::identity::Identifier;
use crate::jobs::{Handler, queue};
use crate::journal;
use crate::people::Error as PeopleError;
use crate::people::kinship::Relation;
use crate::sensitivity::emergency::{self, Ask, End};
use crate::sensitivity::matches::{self, Answer, BrokerAnswer, Matching};
use crate::sensitivity::{self, Member};
use formula::words::Language;
use persons::{LookForDuplicates, Office, later, of};

const WHY: &str = "A child is in danger at home, nobody of the centre can be reached.";

fn id<T: std::fmt::Debug, E: std::fmt::Debug>(outcome: Result<T, E>, of: fn(&E) -> &str) -> String {
    of(&outcome.unwrap_err()).to_owned()
}

async fn open_in_emergency(
    office: &Office,
    subject: &Identifier,
    by: &str,
    reason: &str,
) -> Result<Identifier, sensitivity::Error> {
    let ask = Ask { subject: subject.clone(), reason: reason.to_owned(), hours: 1 };
    office.gate().execute(&ask, office.asks(by, 10)).await
}

/// Goal: a restricted person is not there for those outside: not in a list or count, not among
/// possible duplicates, and by a direct address answered as one that is not there; the circle sees
/// them, and whoever leaves it does not. Method: two persons of a centre, looked for by everybody.
async fn a_restricted_person_is_not_there(place: Place) {
    let office = Office::opened(&place).await;
    let open = office.keep("Ana", crate::policy::Sensitivity::Personal).await;
    let hidden = office.keep("Ana", Sensitivity::Restricted).await;
    let nobody = crate::identity::make(moment()).unwrap();
    for by in ["Worker", "Elsewhere", "Director", "Auditor", "Broker", "Administrator"] {
        let shown = office.list(&office.who(by), 1).await;
        assert!(!shown.contains(&hidden.to_string()), "{by}");
        let told = |error: Error| {
            let said = error.message(Language::En) + &error.help(Language::En).unwrap_or_default();
            (error.id().to_owned(), said)
        };
        let (there, not) = (office.read(&hidden, by, 1).await, office.read(&nobody, by, 1).await);
        let (there, not) = (told(there.unwrap_err()), told(not.unwrap_err()));
        if by == "Worker" {
            let unnamed = |(id, said): (String, String), name: &Identifier| {
                (id, said.replace(name.as_str(), "…"))
            };
            assert_eq!(unnamed(there, &hidden), unnamed(not, &nobody), "{by}");
        } else {
            assert_eq!(there.0, "subject-unknown", "{by}");
        }
        let changed = office.rename(&hidden, "B", Sensitivity::Restricted, by, false).await;
        assert_eq!(id(changed, Error::id), "subject-unknown", "{by}");
    }
    assert_eq!(office.list(&office.who("Worker"), 1).await, [open.to_string()]);
    assert_eq!(office.list(&office.who("Manager"), 1).await.len(), 2);
    assert_eq!(office.read(&hidden, "Manager", 1).await.unwrap(), "Ana");
    let worker = Member::Account(office.account("Worker"));
    let mut unit = office.gate().begin(office.asks("Manager", 2)).await.unwrap();
    sensitivity::admit(&mut unit, &of(&hidden), &worker).await.unwrap();
    unit.commit("persons.keep").await.unwrap();
    assert_eq!(office.read(&hidden, "Worker", 3).await.unwrap(), "Ana");
    let mut unit = office.gate().begin(office.asks("Manager", 4)).await.unwrap();
    sensitivity::dismiss(&mut unit, &of(&hidden), &worker).await.unwrap();
    let inside = sensitivity::circle(unit.reading(), &of(&hidden)).await.unwrap();
    assert_eq!(inside.len(), 1);
    unit.commit("persons.keep").await.unwrap();
    assert_eq!(id(office.read(&hidden, "Worker", 5).await, Error::id), "subject-unknown");
    let chain = Chain::Municipality("01".to_owned());
    let entries = journal::latest(office.gate().database(), &chain, 50).await.unwrap();
    let restricted = Some(r#"{"read":"restricted"}"#.to_owned());
    assert_eq!(entries.iter().filter(|entry| entry.after == restricted).count(), 2);
    journal::verify(office.gate().database()).await.unwrap();
    office.gate().database().close().await;
}

/// Goal: declared kinship closes a file at once, for reading, lists, changing and emergencies, says
/// nothing about whether there is one, and ends only when a second person agrees. Method: a social
/// worker and their own aunt.
async fn kinship_closes_a_file(place: Place) {
    let office = Office::opened(&place).await;
    let (people, aunt) = (&office.people, office.keep("Teze", Sensitivity::Personal).await);
    assert_eq!(office.read(&aunt, "Worker", 1).await.unwrap(), "Teze");
    let nobody = crate::identity::make(moment()).unwrap();
    for subject in [&aunt, &nobody] {
        let declared = (subject.as_str(), Relation::Kin);
        people.declare_kinship(declared, office.asks("Worker", 2)).await.unwrap();
    }
    let refused = office.read(&aunt, "Worker", 3).await.unwrap_err();
    assert_eq!(refused.id(), "action-refused");
    assert!(refused.message(Language::En).contains("kin"), "{}", refused.message(Language::En));
    assert!(office.list(&office.who("Worker"), 3).await.is_empty());
    let changed = office.rename(&aunt, "B", Sensitivity::Personal, "Worker", false).await;
    assert_eq!(id(changed, Error::id), "action-refused");
    let asked = open_in_emergency(&office, &aunt, "Worker", WHY).await;
    assert_eq!(id(asked, sensitivity::Error::id), "emergency-kin");
    // A command that does not say whom it is about still cannot work in the file.
    let again = office.rename(&aunt, "B", Sensitivity::Personal, "Worker", true).await;
    assert_eq!(id(again, Error::id), "subject-kin");
    let declared = people.kinship(&office.account("Worker")).await.unwrap();
    assert_eq!(declared.len(), 2);
    let of_aunt = declared.iter().find(|it| it.subject == aunt).unwrap();
    people.withdraw_kinship(&of_aunt.id, office.asks("Worker", 5)).await.unwrap();
    assert!(office.read(&aunt, "Worker", 6).await.is_err(), "asking withdraws nothing");
    let waiting = people.waiting(&office.who("Manager")).await.unwrap();
    let own = people.answer(&waiting[0].id, (true, "x"), office.asks("Worker", 7)).await;
    assert_eq!(id(own, PeopleError::id), "action-refused");
    let agrees = (true, "It was another person of that name.");
    people.answer(&waiting[0].id, agrees, office.asks("Manager", 8)).await.unwrap();
    assert_eq!(office.read(&aunt, "Worker", 9).await.unwrap(), "Teze");
    journal::verify(office.gate().database()).await.unwrap();
    office.gate().database().close().await;
}

/// Goal: emergency access opens at once with a reason, tells the manager at once, is journalled as
/// such at each reading, ends by itself and earlier by the manager; a place that it may not open is
/// answered like none. Method: a worker of another centre.
async fn emergencies_open_for_a_while(place: Place) {
    let office = Office::opened(&place).await;
    let person = office.keep("Ana", Sensitivity::Restricted).await;
    let nobody = crate::identity::make(moment()).unwrap();
    let by = "Elsewhere";
    let ids = |outcome| id::<Identifier, _>(outcome, sensitivity::Error::id);
    let short = open_in_emergency(&office, &person, by, "urgent").await;
    assert_eq!(ids(short), "emergency-reason");
    assert_eq!(ids(open_in_emergency(&office, &nobody, by, WHY).await), "emergency-file-unknown");
    for other in ["Administrator", "Director", "Auditor"] {
        let refused = open_in_emergency(&office, &person, other, WHY).await;
        assert_eq!(ids(refused), "action-refused", "{other}");
    }
    let access = open_in_emergency(&office, &person, by, WHY).await.unwrap();
    assert_eq!(office.read(&person, by, 11).await.unwrap(), "Ana");
    assert_eq!(office.list(&office.who(by), 11).await, [person.to_string()]);
    assert_eq!(office.told("Manager").await, ["sensitivity.emergency-began"]);
    let letters = queue::list(office.gate().database(), 50).await.unwrap();
    assert!(letters.iter().any(|job| job.kind == "letter" && job.due == later(10)), "{letters:?}");
    let changed = office.rename(&person, "B", Sensitivity::Restricted, by, false).await;
    assert_eq!(id(changed, Error::id), "action-refused", "what no policy opens stays closed");
    let chain = Chain::Municipality("01".to_owned());
    let entries = journal::latest(office.gate().database(), &chain, 50).await.unwrap();
    let reading = Some(r#"{"read":"emergency"}"#.to_owned());
    assert_eq!(entries.iter().filter(|entry| entry.after == reading).count(), 1);
    let all = entries.iter().filter_map(|entry| entry.after.clone()).collect::<String>();
    assert!(!all.contains("danger"), "a reason is sealed in the journal too");
    for (who, expected) in [("Manager", 1), ("Auditor", 1), (by, 1), ("Worker", 0), ("Director", 0)]
    {
        let seen = emergency::list(office.gate(), &office.asks(who, 12)).await.unwrap();
        assert_eq!(seen.len(), expected, "{who}");
        assert!(seen.iter().all(|it| it.reason == WHY && it.runs(later(12))));
    }
    // It ends by itself…
    assert_eq!(id(office.read(&person, by, 70).await, Error::id), "subject-unknown");
    assert!(office.list(&office.who(by), 70).await.is_empty());
    // … or earlier.
    let end = End { id: access };
    let refused = office.gate().execute(&end, office.asks("Worker", 13)).await;
    assert_eq!(id(refused, sensitivity::Error::id), "action-refused");
    office.gate().execute(&end, office.asks("Manager", 14)).await.unwrap();
    assert_eq!(id(office.read(&person, by, 15).await, Error::id), "subject-unknown");
    assert!(office.list(&office.who(by), 15).await.is_empty());
    assert_eq!(office.told(by).await, ["sensitivity.emergency-ended"]);
    let again = office.gate().execute(&end, office.asks("Auditor", 16)).await;
    assert_eq!(id(again, sensitivity::Error::id), "emergency-ended");
    office.gate().database().close().await;
}

/// Goal: nothing that emergency access must not open opens by it, and the answer is the one for
/// what is not there. Method: a record kept as that of a protected place.
async fn emergencies_open_no_protected_place(place: Place) {
    let office = Office::opened(&place).await;
    let subject = office.keep("Ana", Sensitivity::Restricted).await;
    let mut unit = office.gate().begin(office.asks("Manager", 2)).await.unwrap();
    let guard = sensitivity::Guard {
        class: Sensitivity::Restricted,
        manager: Member::Account(office.account("Manager")),
        broker: None,
        opens_in_emergency: true,
    };
    sensitivity::guard(&mut unit, &of(&subject), &guard).await.unwrap();
    unit.commit("persons.keep").await.unwrap();
    open_in_emergency(&office, &subject, "Elsewhere", WHY).await.unwrap();
    assert!(office.read(&subject, "Elsewhere", 11).await.is_ok());
    let mut unit = office.gate().begin(office.asks("Manager", 12)).await.unwrap();
    let closed = sensitivity::Guard { opens_in_emergency: false, ..guard };
    sensitivity::guard(&mut unit, &of(&subject), &closed).await.unwrap();
    unit.commit("persons.keep").await.unwrap();
    assert_eq!(id(office.read(&subject, "Elsewhere", 13).await, Error::id), "subject-unknown");
    let refused = open_in_emergency(&office, &subject, "Elsewhere", WHY).await;
    assert_eq!(id(refused, sensitivity::Error::id), "emergency-file-unknown");
    office.gate().database().close().await;
}

/// Goal: whoever looks for a restricted person hears what they would hear if there were none, and
/// the broker alone hears of it, without the centre; an answer tells both sides whom to speak with,
/// or nothing. Method: one search that fits and one that does not, by a worker of another centre.
async fn matches_go_to_the_broker(place: Place) {
    let office = Office::opened(&place).await;
    office.keep("Árta Krasniqi", Sensitivity::Restricted).await;
    let open = office.keep("Besa", Sensitivity::Personal).await;
    for (name, found) in [("Арта Красници", 0), ("arta krasniqi", 0), ("Nobody", 0), ("Besa", 0)]
    {
        let look = LookForDuplicates { name: name.to_owned(), unit: "u2".to_owned() };
        let shown = office.gate().execute(&look, office.asks("Elsewhere", 20)).await.unwrap();
        assert_eq!(shown.len(), found, "{name}");
    }
    let own = LookForDuplicates { name: "BESA".to_owned(), unit: "u1".to_owned() };
    let shown = office.gate().execute(&own, office.asks("Worker", 20)).await.unwrap();
    assert_eq!(shown, [open.to_string()]);
    let matching = Matching::new(office.gate().clone(), crate::clock::Clock::fixed(later(21)));
    let lease = jiff::SignedDuration::from_mins(5);
    while let Some(job) =
        queue::claim(office.gate().database(), "w", later(21), lease).await.unwrap()
    {
        if job.kind == matches::SEARCH {
            matching.handle(&job).await.unwrap();
        }
    }
    for who in office.everybody() {
        let waiting = matches::waiting(office.gate().database(), who).await.unwrap();
        let is_broker = who.actor() == office.who("Broker").actor();
        assert_eq!(waiting.len(), usize::from(is_broker));
    }
    let broker = office.who("Broker");
    let waiting = matches::waiting(office.gate().database(), &broker).await.unwrap();
    assert_eq!(waiting[0].asked_by, office.who("Elsewhere").actor().word());
    let answer = Answer { id: waiting[0].id.clone(), answer: BrokerAnswer::ContactMade };
    let refused = office.gate().execute(&answer, office.asks("Director", 22)).await;
    assert_eq!(id(refused, sensitivity::Error::id), "action-refused");
    office.gate().execute(&answer, office.asks("Broker", 23)).await.unwrap();
    for (who, kinds) in [
        ("Broker", &["sensitivity.match-found"][..]),
        ("Elsewhere", &["sensitivity.contact-made"]),
        ("Manager", &["sensitivity.contact-made"]),
        ("Worker", &[]),
    ] {
        assert_eq!(office.told(who).await, kinds, "{who}");
    }
    let again = office.gate().execute(&answer, office.asks("Broker", 24)).await;
    assert_eq!(id(again, sensitivity::Error::id), "match-closed");
    let national = journal::latest(office.gate().database(), &Chain::National, 100).await.unwrap();
    let entries = national.iter().filter(|entry| entry.subject.starts_with("possible-match/"));
    let said: String = entries.filter_map(|entry| entry.after.clone()).collect();
    assert!(!said.is_empty() && !said.contains("01\"") && !said.contains("u1"), "{said}");
    office.gate().database().close().await;
}

cluster::on_both!(
    a_restricted_person_is_not_there,
    kinship_closes_a_file,
    emergencies_open_for_a_while,
    emergencies_open_no_protected_place,
    matches_go_to_the_broker,
);
