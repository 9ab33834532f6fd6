use super::*;
use crate::place::commands::{Admit, Change, Dismiss, Register, Said};
use crate::place::{self, Place as Registered, PlaceKind, Typed};
use crate::{Error, SEE_PLACE};
use records::actor::Actor;
use records::command::{Command, Request};
use records::identity::Identifier;
use records::journal::{self, Search};
use records::policy::{Assignment, Principal, Role, Territory};
use records::sealing::KeyRing;
use records::sensitivity::{self, Member};
use records::unit_of_work::IdempotencyKey;

/// What must be found nowhere.
const MARKS: [&str; 5] = ["Safe House", "Hidden Street 7", "42.71234", "038 707", "Marked Person"];

fn typed() -> Typed {
    Typed {
        name: MARKS[0].to_owned(),
        address: MARKS[1].to_owned(),
        latitude: MARKS[2].to_owned(),
        longitude: "21.1".to_owned(),
        telephone: MARKS[3].to_owned(),
        staff: MARKS[4].to_owned(),
    }
}

fn said(is_protected: bool) -> Said {
    Said { kind: PlaceKind::Shelter, is_protected, details: typed().read().unwrap() }
}

fn holds(number: u8, role: Role, territory: Territory) -> Principal {
    let id = format!("01920000-0000-7000-8000-0000000000{number:02x}");
    let actor = Actor::account(id.parse::<Identifier>().unwrap());
    Principal::new(actor, vec![Assignment { role, territory }])
}

fn here(number: u8, role: Role) -> Principal {
    holds(number, role, Territory::Municipality("19".to_owned()))
}

async fn office(place: &Place) -> Gate {
    let address = Address::read(place.address()).unwrap();
    let stations: [&[_]; 1] = [crate::MIGRATIONS];
    let opened = Database::open(&address, &stations, &Options::default(), moment(0)).await;
    let policies = [crate::POLICY, records::sensitivity::POLICY];
    let gate = Gate::new(opened.unwrap(), std::sync::Arc::new(Policy::new(&policies).unwrap()));
    let gate = gate.with_keys(KeyRing::new().unwrap());
    crate::commands::import_kosovo(&gate, Actor::system("test"), moment(0)).await.unwrap();
    gate
}

async fn does<C: Command<Error = Error>>(
    gate: &Gate,
    command: &C,
    who: &Principal,
    key: &str,
) -> Result<C::Outcome, Error> {
    let key = IdempotencyKey::new(key).unwrap();
    gate.execute(command, Request { principal: who.clone(), now: moment(1), key }).await
}

async fn registered(gate: &Gate, is_protected: bool, who: &Principal) -> Registered {
    let municipality = code("19");
    let command = Register { municipality, said: said(is_protected) };
    let id = does(gate, &command, who, &format!("register-{is_protected}")).await.unwrap();
    found(gate, &id).await
}

async fn found(gate: &Gate, id: &Identifier) -> Registered {
    let mut connection = gate.database().readers().acquire().await.unwrap();
    place::find(&mut connection, id).await.unwrap().unwrap()
}

async fn listed(gate: &Gate, who: &Principal) -> usize {
    let scope = gate.policy().scope(who, SEE_PLACE);
    place::list(gate.database(), &scope, moment(2)).await.unwrap().len()
}

async fn reads(gate: &Gate, who: &Principal, place: &Registered) -> Result<String, &'static str> {
    let key = IdempotencyKey::new("read").unwrap();
    let request = Request { principal: who.clone(), now: moment(2), key };
    match place::details(gate, request, place).await {
        Ok(details) => Ok(details.address),
        Err(error) => Err(error.id()),
    }
}

/// Goal: a protected place is there for its circle alone: in lists, by its identifier and in
/// answers to commands, which are those of what there is not. Method: an open and a protected one,
/// for everyone who is near: the public, an administrator, a colleague, an auditor, the circle.
async fn a_protected_place_is_there_for_its_circle(place: Place) {
    let gate = office(&place).await;
    let manager = here(1, Role::CswManager);
    registered(&gate, false, &manager).await;
    let hidden = registered(&gate, true, &manager).await;
    assert!(hidden.open.is_none());
    let colleague = here(2, Role::MunicipalSocialDirector);
    let outside = [
        Principal::from(Actor::public()),
        colleague.clone(),
        here(3, Role::SocialWorker),
        holds(4, Role::Administrator, Territory::Country),
        holds(5, Role::Auditor, Territory::Country),
    ];
    for who in &outside {
        assert_eq!(listed(&gate, who).await, 1, "{who:?}");
        assert_eq!(reads(&gate, who, &hidden).await, Err("place-unknown"), "{who:?}");
    }
    assert_eq!(listed(&gate, &manager).await, 2);
    assert_eq!(reads(&gate, &manager, &hidden).await, Ok("Hidden Street 7".to_owned()));
    // A command is answered like one about what there is not.
    let nothing: Identifier = "01920000-0000-7000-8000-00000000ffff".parse().unwrap();
    for (number, id) in [hidden.id.clone(), nothing].into_iter().enumerate() {
        let change = Change { place: id.clone(), based_on: 1, said: said(true) };
        let refused = does(&gate, &change, &colleague, &format!("c{number}")).await.unwrap_err();
        assert_eq!(refused, Error::PlaceUnknown);
        let member = Member::Account(colleague.actor().identifier().unwrap().clone());
        let admit = Admit { place: id, member };
        let refused = does(&gate, &admit, &colleague, &format!("a{number}")).await.unwrap_err();
        assert_eq!(refused, Error::PlaceUnknown);
    }
}

/// Goal: whoever is taken into the circle sees the place, by themselves or by a role where it is
/// held, until they are taken out; the last one stays. Method: both ways in, and out.
async fn a_circle_opens_and_closes(place: Place) {
    let gate = office(&place).await;
    let manager = here(1, Role::CswManager);
    let hidden = registered(&gate, true, &manager).await;
    let worker = here(3, Role::SocialWorker);
    let held = Assignment {
        role: Role::SocialWorker,
        territory: Territory::Municipality("19".to_owned()),
    };
    let role = Member::Role(held);
    let alone = Member::Account(manager.actor().identifier().unwrap().clone());
    let dismiss = |member: Member| Dismiss { place: hidden.id.clone(), member };
    let admit = Admit { place: hidden.id.clone(), member: role.clone() };
    let last = does(&gate, &dismiss(alone.clone()), &manager, "1").await.unwrap_err();
    assert_eq!(last, Error::MemberLast);
    does(&gate, &admit, &manager, "2").await.unwrap();
    assert_eq!(does(&gate, &admit, &manager, "3").await.unwrap_err(), Error::MemberAlready);
    assert!(reads(&gate, &worker, &hidden).await.is_ok());
    let elsewhere = holds(6, Role::SocialWorker, Territory::Municipality("01".to_owned()));
    assert_eq!(reads(&gate, &elsewhere, &hidden).await, Err("place-unknown"));
    // Being in the circle gives nobody a right that their role does not have.
    let change = Change { place: hidden.id.clone(), based_on: 1, said: said(true) };
    assert_eq!(does(&gate, &change, &worker, "4").await.unwrap_err().id(), "action-refused");
    does(&gate, &dismiss(role.clone()), &manager, "5").await.unwrap();
    assert_eq!(reads(&gate, &worker, &hidden).await, Err("place-unknown"));
    let gone = does(&gate, &dismiss(role), &manager, "6").await.unwrap_err();
    assert_eq!(gone, Error::MemberUnknown);
    let mut connection = gate.database().readers().acquire().await.unwrap();
    let circle = sensitivity::circle(&mut connection, &hidden.subject()).await.unwrap();
    assert_eq!(circle.len(), 1);
}

/// Goal: a place that is protected leaves nothing of itself in the open, in its table or in the
/// journal, also not of the time before; it is not opened again, and nobody overwrites what another
/// wrote. Method: an open place, changed from a passed edition, protected, opened; then every text
/// of the tables and the journal.
async fn protecting_takes_it_out_of_the_open(place: Place) {
    let gate = office(&place).await;
    let manager = here(1, Role::CswManager);
    let open = registered(&gate, false, &manager).await;
    assert_eq!(reads(&gate, &Principal::from(Actor::public()), &open).await.unwrap(), MARKS[1]);
    let director = here(2, Role::MunicipalSocialDirector);
    let change = |based_on, is_protected| Change {
        place: open.id.clone(),
        based_on,
        said: said(is_protected),
    };
    let passed = does(&gate, &change(7, true), &director, "1").await.unwrap_err();
    assert_eq!(passed, Error::PlacePassed { stands: 1 });
    assert_eq!(does(&gate, &change(1, true), &director, "2").await.unwrap(), 2);
    let closed = found(&gate, &open.id).await;
    assert!(closed.is_protected());
    // Whoever protected it answers for it.
    assert!(reads(&gate, &director, &closed).await.is_ok());
    assert_eq!(reads(&gate, &manager, &closed).await, Err("place-unknown"));
    let opened = does(&gate, &change(2, false), &director, "3").await.unwrap_err();
    assert_eq!(opened, Error::PlaceStaysProtected);
    let written = journal::search(gate.database(), &Search::default(), 1000).await.unwrap();
    assert!(written.len() > 40);
    for found in written {
        let text = format!("{:?}", found.written);
        assert!(MARKS.iter().all(|mark| !text.contains(mark)), "{text}");
    }
}

cluster::on_both!(
    a_protected_place_is_there_for_its_circle,
    a_circle_opens_and_closes,
    protecting_takes_it_out_of_the_open
);
