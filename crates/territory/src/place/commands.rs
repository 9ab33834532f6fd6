//! The door for writes about places: registering, changing, and who is in the circle of a protected
//! one.

use super::{Details, Place, PlaceKind, class, subject};
use crate::error::Error;
use crate::model::MunicipalityCode;
use crate::store::place::{self as store, FIELD, RECORD, Written, no_keys};
use jiff::Timestamp;
use records::clock;
use records::command::Command;
use records::identity::Identifier;
use records::journal::{Chain, Entry};
use records::policy::{Resource, Sensitivity};
use records::sealing::ForWriting;
use records::sensitivity::{self, Guard, InCircle, Member};
use records::unit_of_work::UnitOfWork;
use serde::Serialize;
use serde_json::json;

/// The action of [`Register`].
pub const REGISTER: &str = "territory.register-place";
/// The action of [`Change`].
pub const CHANGE: &str = "territory.change-place";
/// The action of [`Admit`] and [`Dismiss`].
pub const KEEP_CIRCLE: &str = "territory.keep-circle";

/// What is said of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// What it is.
    pub kind: PlaceKind,
    /// Whether it must not be found.
    pub is_protected: bool,
    /// What is known of it.
    pub details: Details,
}

/// Registers a place. Whoever does so answers for it, and is in its circle.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    /// Where it is.
    pub municipality: MunicipalityCode,
    /// What is said of it.
    pub said: Said,
}

impl Command for Register {
    type State = bool;
    type Decision = ();
    type Outcome = Identifier;
    type Error = Error;
    const ACTION: &'static str = REGISTER;

    fn resource(&self, _: &bool) -> Resource {
        Resource::national().in_municipality(self.municipality.as_str())
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<bool, Error> {
        crate::store::is_municipality(unit.reading(), &self.municipality).await
    }

    fn decide(&self, is_known: bool, _: Timestamp) -> Result<(), Error> {
        match is_known {
            true => Ok(()),
            false => Err(Error::MunicipalityUnknown(self.municipality.clone())),
        }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<Identifier, Error> {
        let id = unit.identifier()?;
        let manager = manager(unit)?;
        write(unit, (&self.municipality, &id), (&self.said, 1), (REGISTER, Some(manager))).await?;
        Ok(id)
    }
}

/// Whoever acts, as the one who answers for a place.
fn manager(unit: &UnitOfWork) -> Result<Member, Error> {
    let account = unit.actor().identifier().cloned();
    account.map(Member::Account).ok_or(Error::ManagerUnknown)
}

/// Writes a place with its entry in the journal, which holds what is known of it sealed.
async fn write(
    unit: &mut UnitOfWork,
    (municipality, id): (&MunicipalityCode, &Identifier),
    (said, edition): (&Said, i64),
    (action, manager): (&str, Option<Member>),
) -> Result<(), Error> {
    let subject = subject(municipality, id);
    let text = serde_json::to_string(&said.details)
        .map_err(|_| records::Error::value("place.details", ""))?;
    let keys = unit.keys().ok_or_else(no_keys)?;
    let file = ForWriting::of(&keys, unit, &subject, RECORD).await?;
    let sealed = file.seal(FIELD, &text)?;
    let written = Written {
        id,
        municipality,
        kind: said.kind,
        is_protected: said.is_protected,
        sealed: &sealed,
        open: (!said.is_protected).then_some(text),
        edition,
    };
    let by = (clock::to_text(unit.now()), unit.actor().word());
    store::write(unit.writing(), written, by).await?;
    if let Some(manager) = manager {
        let guard = Guard {
            class: class(said.is_protected),
            manager,
            broker: None,
            // Whoever must reach a protected place in an emergency is led there by its circle.
            opens_in_emergency: false,
        };
        sensitivity::guard(unit, &subject, &guard).await?;
    }
    let mut after = json!({ "edition": edition, "details": sealed.for_journal() });
    if !said.is_protected {
        after = json!({ "kind": said.kind, "edition": edition, "details": sealed.for_journal() });
    }
    unit.journal(entry(municipality, id, (action, after))).await?;
    Ok(())
}

fn entry(
    municipality: &MunicipalityCode,
    id: &Identifier,
    (action, after): (&str, serde_json::Value),
) -> Entry {
    Entry {
        chain: Chain::Municipality(municipality.to_string()),
        action: action.to_owned(),
        subject: format!("place/{id}"),
        before: None,
        after: Some(after),
    }
}

/// As what is decided on: of an identifier that nobody has it is the same as of a place that must
/// not be found.
fn resource_of(place: Option<&Place>, id: &Identifier) -> Resource {
    let missing = || Resource::national().of_sensitivity(Sensitivity::Restricted).about(id);
    place.map_or_else(missing, Place::resource)
}

/// Changes a place. An open one becomes a protected one at once; a protected one stays so.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Which.
    pub place: Identifier,
    /// The edition that was changed.
    pub based_on: i64,
    /// What is said of it now.
    pub said: Said,
}

impl Command for Change {
    type State = Option<Place>;
    type Decision = Place;
    type Outcome = i64;
    type Error = Error;
    const ACTION: &'static str = CHANGE;

    fn resource(&self, place: &Option<Place>) -> Resource {
        resource_of(place.as_ref(), &self.place)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<Place>, Error> {
        store::find(unit.reading(), &self.place).await
    }

    fn decide(&self, place: Option<Place>, _: Timestamp) -> Result<Place, Error> {
        let place = place.ok_or(Error::PlaceUnknown)?;
        if place.edition != self.based_on {
            return Err(Error::PlacePassed { stands: place.edition });
        }
        match place.is_protected() && !self.said.is_protected {
            true => Err(Error::PlaceStaysProtected),
            false => Ok(place),
        }
    }

    async fn write(&self, place: Place, unit: &mut UnitOfWork) -> Result<i64, Error> {
        let edition = place.edition.saturating_add(1);
        // Whoever closes a place to the public answers for it from then on.
        let closes = self.said.is_protected && !place.is_protected();
        let manager = if closes { Some(manager(unit)?) } else { None };
        let which = (&place.municipality, &place.id);
        write(unit, which, (&self.said, edition), (CHANGE, manager)).await?;
        Ok(edition)
    }
}

/// Takes someone into the circle of a protected place.
#[derive(Debug, Clone)]
pub struct Admit {
    /// Which place.
    pub place: Identifier,
    /// Whom.
    pub member: Member,
}

impl Serialize for Admit {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        ("admit", &self.place, self.member.word()).serialize(to)
    }
}

/// Takes someone out of the circle of a protected place; not the last who is in it.
#[derive(Debug, Clone)]
pub struct Dismiss {
    /// Which place.
    pub place: Identifier,
    /// Whom.
    pub member: Member,
}

impl Serialize for Dismiss {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        ("dismiss", &self.place, self.member.word()).serialize(to)
    }
}

/// What a change of a circle depends on.
#[derive(Debug)]
pub struct Circle {
    place: Option<Place>,
    members: Vec<InCircle>,
}

impl Circle {
    async fn read(unit: &mut UnitOfWork, id: &Identifier) -> Result<Circle, Error> {
        let place = store::find(unit.reading(), id).await?;
        let members = match &place {
            Some(place) => sensitivity::circle(unit.reading(), &place.subject()).await?,
            None => Vec::new(),
        };
        Ok(Circle { place, members })
    }

    fn protected(self) -> Result<(Place, Vec<InCircle>), Error> {
        let place = self.place.ok_or(Error::PlaceUnknown)?;
        if place.is_protected() { Ok((place, self.members)) } else { Err(Error::PlaceOpen) }
    }
}

impl Command for Admit {
    type State = Circle;
    type Decision = Place;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = KEEP_CIRCLE;

    fn resource(&self, state: &Circle) -> Resource {
        resource_of(state.place.as_ref(), &self.place)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Circle, Error> {
        Circle::read(unit, &self.place).await
    }

    fn decide(&self, state: Circle, _: Timestamp) -> Result<Place, Error> {
        let (place, members) = state.protected()?;
        match members.iter().any(|it| it.member == self.member) {
            true => Err(Error::MemberAlready),
            false => Ok(place),
        }
    }

    async fn write(&self, place: Place, unit: &mut UnitOfWork) -> Result<(), Error> {
        Ok(sensitivity::admit(unit, &place.subject(), &self.member).await?)
    }
}

impl Command for Dismiss {
    type State = Circle;
    type Decision = Place;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = KEEP_CIRCLE;

    fn resource(&self, state: &Circle) -> Resource {
        resource_of(state.place.as_ref(), &self.place)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Circle, Error> {
        Circle::read(unit, &self.place).await
    }

    fn decide(&self, state: Circle, _: Timestamp) -> Result<Place, Error> {
        let (place, members) = state.protected()?;
        if !members.iter().any(|it| it.member == self.member) {
            return Err(Error::MemberUnknown);
        }
        // A place without anyone in its circle would be there for nobody.
        if members.len() == 1 { Err(Error::MemberLast) } else { Ok(place) }
    }

    async fn write(&self, place: Place, unit: &mut UnitOfWork) -> Result<(), Error> {
        Ok(sensitivity::dismiss(unit, &place.subject(), &self.member).await?)
    }
}
