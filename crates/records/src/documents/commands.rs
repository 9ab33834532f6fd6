//! The door for writes to documents, up to their approval. Publishing has a room of its own.

use super::annexes;
use super::content::{self, Content, canonical};
use super::error::{Conflict, Error};
use super::life::{Document, Draft, Editable, Head, Reason, Step, Stored, Submitted};
use super::store::{self, Opened};
use super::told;
use crate::actor::Actor;
use crate::command::Command;
use crate::content_hash::sha256;
use crate::identity::Identifier;
use crate::policy::{Resource, Sensitivity};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How many bytes the text of a document may have as it is kept.
pub const BYTES_MAX: usize = 1_000_000;

/// The text of a document after a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The document.
    pub document: Identifier,
    /// The edition that stands.
    pub edition: i64,
}

/// A document after it was taken on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOn {
    /// The document.
    pub document: Identifier,
    /// The version that was submitted last.
    pub version: i64,
}

/// What a command on a document that is there reads: the document, and who asks.
#[derive(Debug, Clone)]
pub struct State<C> {
    pub(super) opened: Opened<C>,
    pub(super) asks: Actor,
}

impl<C: Content> State<C> {
    pub(super) async fn read(unit: &mut UnitOfWork, id: &Identifier) -> Result<State<C>, Error> {
        let asks = unit.actor().clone();
        Ok(State { opened: store::open(unit.reading(), id).await?, asks })
    }

    pub(super) fn resource(&self) -> Resource {
        self.opened.resource(&self.asks)
    }

    /// Refuses a decision on a version that no longer stands.
    pub(super) fn is_version(&self, named: i64) -> Result<(), Error> {
        let stands = self.opened.stored.head().version;
        if named == stands { Ok(()) } else { Err(Error::VersionPassed { named, stands }) }
    }
}

fn short_enough(text: &str) -> Result<(), Error> {
    if text.len() > BYTES_MAX { Err(Error::TooLong) } else { Ok(()) }
}

/// Begins a document.
#[derive(Debug, Clone, Serialize)]
#[serde(bound = "C: Content")]
pub struct Begin<C> {
    /// Its first text.
    pub content: C,
}

impl<C: Content> Command for Begin<C> {
    type State = Actor;
    type Decision = String;
    type Outcome = Saved;
    type Error = Error;
    const ACTION: &'static str = C::DRAFT;

    fn resource(&self, asks: &Actor) -> Resource {
        let resource = Resource::national().of_sensitivity(Sensitivity::Official);
        let resource = match self.content.municipality() {
            Some(code) => resource.in_municipality(&code),
            None => resource,
        };
        resource.owned_by(asks.clone())
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Actor, Error> {
        Ok(unit.actor().clone())
    }

    fn decide(&self, _: Actor, _: Timestamp) -> Result<String, Error> {
        let text = canonical(&self.content)?;
        short_enough(&text)?;
        Ok(text)
    }

    async fn write(&self, text: String, unit: &mut UnitOfWork) -> Result<Saved, Error> {
        let document = Document::<Draft>::begun(unit.identifier()?, &unit.actor().word());
        let head = document.head();
        store::insert(unit, head, &self.content, &text).await?;
        let after = json!({ "step": "draft", "edition": 1, "sha256": sha256(text.as_bytes()) });
        let municipality = self.content.municipality();
        let states = [None, Some(after)];
        store::journal(unit, C::DRAFT, municipality.as_deref(), &head.id, states).await?;
        Ok(Saved { document: head.id.clone(), edition: 1 })
    }
}

/// Saves the text of a draft, or of a document that was returned.
///
/// The same text again changes nothing and is no conflict, whatever it was based on.
#[derive(Debug, Clone, Serialize)]
#[serde(bound = "C: Content")]
pub struct Save<C> {
    /// The document.
    pub document: Identifier,
    /// The edition on which the text was based.
    pub based_on: i64,
    /// The text.
    pub content: C,
}

/// What is to be saved.
#[derive(Debug)]
pub struct Saving {
    head: Head,
    municipality: Option<String>,
    before: (i64, String),
    text: String,
    is_new: bool,
}

impl<C: Content> Command for Save<C> {
    type State = State<C>;
    type Decision = Saving;
    type Outcome = Saved;
    type Error = Error;
    const ACTION: &'static str = C::DRAFT;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<Saving, Error> {
        fn edited<S: Editable>(document: Document<S>, by: &str) -> Head {
            document.edited(by).head().clone()
        }
        let State { opened, asks } = state;
        let by = asks.word();
        let head = match opened.stored {
            Stored::Draft(document) => edited(document, &by),
            Stored::Returned(document) => edited(document, &by),
            other => return Err(other.not_now()),
        };
        let text = canonical(&self.content)?;
        short_enough(&text)?;
        // What a document is about stays, so that nothing moves to another place by an edit.
        let stays = self.content.about() == opened.content.about()
            && self.content.municipality() == opened.municipality;
        if !stays {
            return Err(Error::Unknown { id: self.content.about() });
        }
        let is_new = text != opened.text;
        if is_new && self.based_on != opened.edition {
            return Err(Error::Conflict(Box::new(Conflict {
                document: head.id,
                based_on: self.based_on,
                stands: opened.edition,
                saved_at: opened.saved_at,
                saved_by: opened.saved_by,
                theirs: opened.text,
                yours: text,
            })));
        }
        let before = (opened.edition, sha256(opened.text.as_bytes()));
        Ok(Saving { head, municipality: opened.municipality, before, text, is_new })
    }

    async fn write(&self, saving: Saving, unit: &mut UnitOfWork) -> Result<Saved, Error> {
        let Saving { head, municipality, before: (edition, hash), text, is_new } = saving;
        let document = head.id.clone();
        if !is_new {
            return Ok(Saved { document, edition });
        }
        let next = edition.saturating_add(1);
        store::save(unit, &head, next, &text).await?;
        let before = json!({ "edition": edition, "sha256": hash });
        let after = json!({ "edition": next, "sha256": sha256(text.as_bytes()) });
        let states = [Some(before), Some(after)];
        store::journal(unit, C::DRAFT, municipality.as_deref(), &document, states).await?;
        Ok(Saved { document, edition: next })
    }
}

/// Hands a document over for a decision, in the edition that was read.
#[derive(Debug, Clone, Serialize)]
pub struct Submit<C> {
    /// The document.
    pub document: Identifier,
    /// The edition that is submitted.
    pub edition: i64,
    /// How often what is attached was changed, where whoever submits has seen the files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annexes: Option<i64>,
    #[serde(skip)]
    kind: std::marker::PhantomData<fn() -> C>,
}

impl<C> Submit<C> {
    /// Of a document in an edition.
    pub fn new(document: Identifier, edition: i64) -> Submit<C> {
        Submit { document, edition, annexes: None, kind: std::marker::PhantomData }
    }

    /// The same, with what was attached after so many changes, and with nothing since.
    #[must_use]
    pub fn with_annexes(self, annexes: i64) -> Submit<C> {
        Submit { annexes: Some(annexes), ..self }
    }
}

/// A document that goes on, as it is kept.
#[derive(Debug)]
pub struct GoingOn {
    before: Step,
    head: Head,
    municipality: Option<String>,
    text: String,
}

impl<C: Content> Command for Submit<C> {
    type State = State<C>;
    type Decision = GoingOn;
    type Outcome = TakenOn;
    type Error = Error;
    const ACTION: &'static str = C::SUBMIT;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<GoingOn, Error> {
        let State { opened, asks } = state;
        let (before, by) = (opened.stored.step(), asks.word());
        let submitted = match opened.stored {
            Stored::Draft(document) => document.submitted(&by),
            Stored::Returned(document) => document.submitted(&by),
            other => return Err(other.not_now()),
        };
        if self.edition != opened.edition {
            let (named, stands) = (self.edition, opened.edition);
            return Err(Error::VersionPassed { named, stands });
        }
        annexes::is_seen(self.annexes, opened.annexes)?;
        let flaws = opened.content.flaws();
        if !flaws.is_empty() {
            return Err(Error::Flaws(flaws));
        }
        let (municipality, text) = (opened.municipality, opened.text);
        Ok(GoingOn { before, head: submitted.head().clone(), municipality, text })
    }

    async fn write(&self, going: GoingOn, unit: &mut UnitOfWork) -> Result<TakenOn, Error> {
        let place = going.municipality.clone();
        let kept = annexes::to_keep(unit, &going.head.id, place).await?;
        let text = (going.text.as_str(), kept.as_deref());
        let hash = store::keep_version(unit, C::KIND, &going.head, text).await?;
        store::go_on(unit, &going.head, Step::Submitted, None).await?;
        let before = json!({ "step": going.before.word() });
        let version = going.head.version;
        let after = json!({ "step": "submitted", "version": version, "hash": hash });
        let content: C = content::read(&going.text)?;
        let next = (&told::SUBMITTED, C::APPROVE);
        told::of_next(unit, next, (&going.head, &content)).await?;
        let (place, id) = (going.municipality.as_deref(), &going.head.id);
        store::journal(unit, C::SUBMIT, place, id, [Some(before), Some(after)]).await?;
        Ok(TakenOn { document: going.head.id, version })
    }
}

/// Gives a submitted document back, with a reason.
#[derive(Debug, Clone, Serialize)]
pub struct GiveBack<C> {
    /// The document.
    pub document: Identifier,
    /// The version that was decided on.
    pub version: i64,
    /// Why.
    pub reason: Reason,
    #[serde(skip)]
    kind: std::marker::PhantomData<fn() -> C>,
}

impl<C> GiveBack<C> {
    /// Of a version, with a reason.
    pub fn new(document: Identifier, version: i64, reason: Reason) -> GiveBack<C> {
        GiveBack { document, version, reason, kind: std::marker::PhantomData }
    }
}

impl<C: Content> Command for GiveBack<C> {
    type State = State<C>;
    type Decision = GoingOn;
    type Outcome = TakenOn;
    type Error = Error;
    const ACTION: &'static str = C::RETURN;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<GoingOn, Error> {
        let document = decided_on(&state, self.version)?;
        let head = document.returned(self.reason.clone()).head().clone();
        Ok(going_on(head, state.opened))
    }

    async fn write(&self, going: GoingOn, unit: &mut UnitOfWork) -> Result<TakenOn, Error> {
        let reason = self.reason.as_str();
        store::go_on(unit, &going.head, Step::Returned, Some(reason)).await?;
        let version = going.head.version;
        let before = json!({ "step": "submitted", "version": version });
        let reason = sha256(reason.as_bytes());
        let content: C = content::read(&going.text)?;
        told::of_writers(unit, &told::RETURNED, (&going.head, &content)).await?;
        let after = json!({ "step": "returned", "version": version, "reason-sha256": reason });
        let (place, id) = (going.municipality.as_deref(), &going.head.id);
        store::journal(unit, C::RETURN, place, id, [Some(before), Some(after)]).await?;
        Ok(TakenOn { document: going.head.id, version })
    }
}

/// Decides for a submitted document.
#[derive(Debug, Clone, Serialize)]
pub struct Approve<C> {
    /// The document.
    pub document: Identifier,
    /// The version that was decided on.
    pub version: i64,
    #[serde(skip)]
    kind: std::marker::PhantomData<fn() -> C>,
}

impl<C> Approve<C> {
    /// Of a version.
    pub fn new(document: Identifier, version: i64) -> Approve<C> {
        Approve { document, version, kind: std::marker::PhantomData }
    }
}

impl<C: Content> Command for Approve<C> {
    type State = State<C>;
    type Decision = GoingOn;
    type Outcome = TakenOn;
    type Error = Error;
    const ACTION: &'static str = C::APPROVE;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<GoingOn, Error> {
        let document = decided_on(&state, self.version)?;
        let head = document.approved(&state.asks.word())?.head().clone();
        Ok(going_on(head, state.opened))
    }

    async fn write(&self, going: GoingOn, unit: &mut UnitOfWork) -> Result<TakenOn, Error> {
        store::go_on(unit, &going.head, Step::Approved, None).await?;
        let version = going.head.version;
        let before = json!({ "step": "submitted", "version": version });
        let after = json!({ "step": "approved", "version": version });
        let content: C = content::read(&going.text)?;
        told::of_writers(unit, &told::APPROVED, (&going.head, &content)).await?;
        let (place, id) = (going.municipality.as_deref(), &going.head.id);
        store::journal(unit, C::APPROVE, place, id, [Some(before), Some(after)]).await?;
        Ok(TakenOn { document: going.head.id, version })
    }
}

/// The document, if it waits for a decision in this version.
fn decided_on<C: Content>(state: &State<C>, version: i64) -> Result<Document<Submitted>, Error> {
    let Stored::Submitted(document) = &state.opened.stored else {
        return Err(state.opened.stored.not_now());
    };
    state.is_version(version)?;
    Ok(document.clone())
}

fn going_on<C>(head: Head, opened: Opened<C>) -> GoingOn {
    let (municipality, text) = (opened.municipality, opened.text);
    GoingOn { before: Step::Submitted, head, municipality, text }
}
