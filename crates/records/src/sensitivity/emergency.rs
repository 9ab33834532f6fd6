//! Access in an emergency: with a written reason, for some hours, effective at once, and told at
//! once to whoever leads the work on the file. It opens what the station's policy ties to
//! `context.emergency`, nothing else; never what kinship blocks, nor a protected place.

use super::circle::{Watched, watched};
use super::error::{Error, Refusal};
use super::member::Member;
use super::{ties, told};
use crate::actor::Actor;
use crate::calendar;
use crate::clock;
use crate::command::{Command, Gate, Request};
use crate::identity::Identifier;
use crate::journal::Entry;
use crate::notices::{Filling, NewNotice, Recipients, tell};
use crate::policy::{Principal, Resource, Sensitivity, Territory};
use crate::sealing::{Fault, ForWriting, OpenFile, Sealed, Subject};
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// Asking for it.
pub const ASK: &str = "sensitivity.ask-emergency";
/// Seeing it.
pub const SEE: &str = "sensitivity.see-emergency";
/// Ending it.
pub const END: &str = "sensitivity.end-emergency";

/// For how many hours it may be asked for. An assumption: no regulation that we know sets a time.
pub const HOURS: [u8; 4] = [1, 4, 12, 24];

/// The fewest characters of a reason. An assumption: a sentence, not a word.
pub const REASON_MIN: usize = 30;

/// The most.
pub const REASON_MAX: usize = 2000;

/// The field for which a reason is sealed.
const FIELD: &str = "emergency_access.reason";

/// The type of record, by which the retention of a reason is found.
const RECORD: &str = "emergency-access";

/// Where it is asked for and listed.
const PATH: &str = "/emergency";

/// How many are listed.
const LISTED: i64 = 200;

/// Asks for access to a file in an emergency: it runs from the moment this is done.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// The file, by the identifier of its subject.
    pub subject: Identifier,
    /// Why.
    pub reason: String,
    /// For how long.
    pub hours: u8,
}

/// What asking depends on.
#[derive(Debug)]
pub struct Asking {
    is_kin: bool,
    watched: Option<Watched>,
}

impl Command for Ask {
    type State = Asking;
    type Decision = (Watched, Timestamp);
    type Outcome = Identifier;
    type Error = Error;
    const ACTION: &'static str = ASK;

    fn resource(&self, _: &Asking) -> Resource {
        // The file is not named to the policy: whether it is there is not for it to say.
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Asking, Error> {
        let (now, principal) = (unit.now(), unit.principal().clone());
        let standing = ties::standing(unit.reading(), &principal, &self.subject, now).await?;
        let watched = watched(unit.reading(), &self.subject).await?;
        Ok(Asking { is_kin: standing.ties.kin, watched })
    }

    fn decide(&self, state: Asking, now: Timestamp) -> Result<Self::Decision, Error> {
        let length = self.reason.trim().chars().count();
        if !(REASON_MIN..=REASON_MAX).contains(&length) {
            return Err(Refusal::ReasonInvalid.into());
        }
        if !HOURS.contains(&self.hours) {
            return Err(Refusal::HoursInvalid.into());
        }
        if state.is_kin {
            return Err(Refusal::Kin.into());
        }
        let found = state.watched.filter(|it| it.opens_in_emergency);
        let ends = now.checked_add(SignedDuration::from_hours(i64::from(self.hours)));
        Ok((found.ok_or(Refusal::FileUnknown)?, ends.map_err(|_| Refusal::HoursInvalid)?))
    }

    async fn write(
        &self,
        (watched, ends): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<Identifier, Error> {
        let (id, by) = (unit.identifier()?, unit.actor().word());
        let keys = unit.keys().ok_or_else(no_keys)?;
        let own = Subject { municipality: watched.subject.municipality.clone(), id: id.clone() };
        let file = ForWriting::of(&keys, unit, &own, RECORD).await?;
        let reason = file.seal(FIELD, self.reason.trim())?;
        let begins = clock::to_text(unit.now());
        sqlx::query(
            "INSERT INTO emergency_access (municipality_code, id, subject, actor, manager, reason,
                                           begins_at, ends_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(own.municipality_code())
        .bind(id.to_string())
        .bind(self.subject.to_string())
        .bind(by)
        .bind(watched.manager.word())
        .bind(reason.as_bytes().to_vec())
        .bind(begins)
        .bind(clock::to_text(ends))
        .execute(unit.writing())
        .await?;
        let after = json!({
            "emergency": id, "until": clock::to_text(ends), "reason": reason.for_journal(),
        });
        unit.journal(entry(&watched.subject, ASK, after)).await?;
        tell_manager(unit, &watched.manager, ends).await?;
        Ok(id)
    }
}

/// Emergency access is told to the manager at once; to auditors, where nobody is the manager.
async fn tell_manager(
    unit: &mut UnitOfWork,
    manager: &Member,
    ends: Timestamp,
) -> Result<(), Error> {
    let notice = NewNotice::new(&told::EMERGENCY_BEGAN, PATH)
        .at_once()
        .about("who", Filling::person(unit.actor()))
        .about("until", Filling::day(calendar::office_time(ends).date()));
    if tell(unit, &notice, &Recipients::member(manager)).await? == 0 {
        let auditors = Recipients::who_may(SEE, &Territory::Country, Sensitivity::Official);
        tell(unit, &notice, &auditors).await?;
    }
    Ok(())
}

pub(super) fn no_keys() -> crate::Error {
    Fault::KeyMissing { key: "-".to_owned() }.into()
}

fn entry(subject: &Subject, action: &str, after: serde_json::Value) -> Entry {
    Entry {
        chain: subject.chain(),
        action: action.to_owned(),
        subject: subject.word(),
        before: None,
        after: Some(after),
    }
}

/// Emergency access, as it is kept.
#[derive(Debug, Clone)]
struct Kept {
    access: Access,
    own: Subject,
    manager: String,
    reason: Sealed,
}

/// Emergency access, as it is shown to whoever has it, to the manager, and to auditors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its identifier.
    pub id: Identifier,
    /// The file.
    pub subject: Identifier,
    /// Who has it, as the journal names them.
    pub actor: String,
    /// Since when.
    pub begins_at: Timestamp,
    /// Until when at most.
    pub ends_at: Timestamp,
    /// When it was ended early, if it was.
    pub ended_at: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

impl Access {
    /// Whether it opens anything at a moment.
    pub fn runs(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.ends_at
    }
}

const COLUMNS: &str = "SELECT municipality_code, id, subject, actor, begins_at, ends_at, ended_at,
                              manager, reason FROM emergency_access";

fn of_row(row: &AnyRow) -> Result<Kept, crate::Error> {
    let id: String = row.try_get(1)?;
    let ended: Option<String> = row.try_get(6)?;
    let access = Access {
        id: id.parse()?,
        subject: row.try_get::<String, _>(2)?.parse()?,
        actor: row.try_get(3)?,
        begins_at: clock::from_text(row.try_get(4)?)?,
        ends_at: clock::from_text(row.try_get(5)?)?,
        ended_at: ended.as_deref().map(clock::from_text).transpose()?,
        reason: String::new(),
    };
    let own = Subject::from_row(row.try_get(0)?, id)?;
    Ok(Kept { access, own, manager: row.try_get(7)?, reason: Sealed::from_stored(row.try_get(8)?) })
}

impl Kept {
    /// As what it is decided on: its own to whoever has it and to the manager of the file.
    fn resource(&self, principal: &Principal) -> Resource {
        let resource = Resource::national().of_sensitivity(Sensitivity::Official);
        match principal.members().iter().any(|it| *it == self.access.actor || *it == self.manager) {
            true => resource.owned_by(principal.actor().clone()),
            false => resource,
        }
    }
}

/// The emergency accesses that somebody may see, the latest first, with their reasons. Reading a
/// reason is journalled.
///
/// # Errors
/// `key-missing`, and those of the database.
pub async fn list(gate: &Gate, request: &Request) -> Result<Vec<Access>, crate::Error> {
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY begins_at DESC, id")))
        .fetch_all(gate.database().readers())
        .await?;
    let mut found = Vec::new();
    for row in rows.iter().take(usize::try_from(LISTED).unwrap_or(usize::MAX)) {
        let kept = of_row(row)?;
        let resource = kept.resource(&request.principal);
        if !gate.policy().decide(&request.principal, SEE, &resource).permitted {
            continue;
        }
        let ring = gate.keys().ok_or_else(no_keys)?;
        let file = OpenFile::read(ring, gate, request.clone(), SEE, &kept.own, &resource).await?;
        let reason = file.value(FIELD, &kept.reason)?.to_string();
        found.push(Access { reason, ..kept.access });
    }
    Ok(found)
}

/// Ends emergency access early.
#[derive(Debug, Clone, Serialize)]
pub struct End {
    /// Which.
    pub id: Identifier,
}

/// What ending depends on.
#[derive(Debug)]
pub struct Ending {
    kept: Option<Kept>,
    resource: Resource,
}

async fn find(connection: &mut AnyConnection, id: &Identifier) -> Result<Option<Kept>, Error> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.as_ref().map(of_row).transpose()?)
}

impl Command for End {
    type State = Ending;
    type Decision = Running;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = END;

    fn resource(&self, state: &Ending) -> Resource {
        state.resource.clone()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Ending, Error> {
        let kept = find(unit.reading(), &self.id).await?;
        let official = Resource::national().of_sensitivity(Sensitivity::Official);
        let resource = kept.as_ref().map_or(official, |kept| kept.resource(unit.principal()));
        Ok(Ending { kept, resource })
    }

    fn decide(&self, state: Ending, now: Timestamp) -> Result<Running, Error> {
        let running = state.kept.filter(|kept| kept.access.runs(now));
        Ok(Running(running.ok_or(Refusal::Ended)?))
    }

    async fn write(&self, Running(kept): Running, unit: &mut UnitOfWork) -> Result<(), Error> {
        let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
        sqlx::query(
            "UPDATE emergency_access SET ended_at = $3, ended_by = $4
             WHERE municipality_code = $1 AND id = $2",
        )
        .bind(kept.own.municipality_code())
        .bind(self.id.to_string())
        .bind(at)
        .bind(by.clone())
        .execute(unit.writing())
        .await?;
        let subject = Subject { id: kept.access.subject.clone(), ..kept.own.clone() };
        unit.journal(entry(&subject, END, json!({ "emergency": self.id }))).await?;
        let holder = Actor::account_of_word(&kept.access.actor).filter(|_| kept.access.actor != by);
        if let Some(holder) = holder {
            let who = Filling::person(unit.actor());
            let notice = NewNotice::new(&told::EMERGENCY_ENDED, PATH).at_once().about("who", who);
            tell(unit, &notice, &Recipients::Account(holder)).await?;
        }
        Ok(())
    }
}

/// Emergency access that runs and is to end.
#[derive(Debug)]
pub struct Running(Kept);
