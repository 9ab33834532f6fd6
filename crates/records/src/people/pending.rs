//! What needs a second person: one asks, another approves or refuses with a reason.
//!
//! A command is marked so by [`TwoPersons`]. Asking for it is decided on like doing it and keeps
//! the request; the command itself is done when the second person approves, in one transaction with
//! their decision, and is decided on again then: that it may still be done, that whoever asked may
//! still ask for it, and that the second person is not the first.

use super::kinship::{WITHDRAW, WithdrawKinship};
use super::rights::{CONFIRM, GIVE, GiveRole, RESET, ResetSecondFactor};
use super::{Error, People, Refusal, account, told};
use crate::actor::Actor;
use crate::calendar;
use crate::clock;
use crate::command::{Command, Request};
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::notices::reminders::{self, Reminder, remind_after};
use crate::notices::{Filling, NewNotice, Recipients, tell};
use crate::policy::{Resource, Sensitivity, Territory};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// The most characters of a reason.
const REASON_MAX: usize = 1000;

/// After how many working days the second persons are reminded.
const REMIND_DAYS: u16 = 2;

/// Where what waits is listed.
const WAITING: &str = "/waiting";

/// A command that two persons do.
pub trait TwoPersons: Command<Error = Error> + DeserializeOwned + Send {
    /// The action of the second person, on which the policy decides.
    const CONFIRM: &'static str;

    /// To what it is done, as the journal names it.
    fn subject(&self) -> String;

    /// Where it is done, as [`Territory::word`] writes it: the work list of those who are there.
    fn territory(&self) -> String;
}

/// What became of something that may need a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// It is done.
    Done,
    /// It waits for a second person.
    Waits(Identifier),
}

/// Something that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its identifier.
    pub id: Identifier,
    /// What was asked for: `people.give`.
    pub action: String,
    /// To what it is to be done.
    pub subject: String,
    /// Where.
    pub territory: Territory,
    /// The request, as JSON.
    pub request: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By whom, as the journal names them.
    pub asked_by: String,
    is_open: bool,
}

impl Pending {
    /// The role that it is about, as its word; none where it is about another thing.
    pub fn role(&self) -> Option<String> {
        let request: serde_json::Value = serde_json::from_str(&self.request).ok()?;
        Some(request.get("role")?.as_str()?.to_owned())
    }
}

const COLUMNS: &str =
    "SELECT id, action, subject, territory, request, asked_at, asked_by, state FROM pending";

fn of_row(row: &AnyRow) -> Result<Pending, crate::Error> {
    let text = |at: usize| -> Result<String, crate::Error> { Ok(row.try_get(at)?) };
    Ok(Pending {
        id: text(0)?.parse()?,
        action: text(1)?,
        subject: text(2)?,
        territory: Territory::from_word(&text(3)?)?,
        request: text(4)?,
        asked_at: clock::from_text(&text(5)?)?,
        asked_by: text(6)?,
        is_open: text(7)? == "open",
    })
}

async fn find(
    connection: &mut AnyConnection,
    id: &Identifier,
) -> Result<Option<Pending>, crate::Error> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(of_row).transpose()
}

/// Keeps what was asked for in the caller's unit of work.
pub(super) async fn keep<C: TwoPersons>(
    command: &C,
    asker: &Actor,
    unit: &mut UnitOfWork,
) -> Result<Identifier, Error> {
    let id = unit.identifier()?;
    let request = serde_json::to_string(command)
        .map_err(|error| crate::Error::value("request", &error.to_string()))?;
    let at = clock::to_text(unit.now());
    sqlx::query(
        "INSERT INTO pending (id, action, subject, territory, request, asked_at, asked_by, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')",
    )
    .bind(id.to_string())
    .bind(C::ACTION)
    .bind(command.subject())
    .bind(command.territory())
    .bind(request)
    .bind(at)
    .bind(asker.word())
    .execute(unit.writing())
    .await?;
    unit.journal(Entry {
        chain: Chain::National,
        action: C::ACTION.to_owned(),
        subject: command.subject(),
        before: None,
        after: Some(json!({ "asked": id, "by": asker.word() })),
    })
    .await?;
    let territory = Territory::from_word(&command.territory())?;
    let to = Recipients::who_may(C::CONFIRM, &territory, Sensitivity::Official);
    let notice = |kind| {
        NewNotice::new(kind, WAITING)
            .about("who", Filling::person(asker))
            .about("action", Filling::Action(C::ACTION.to_owned()))
    };
    tell(unit, &notice(&told::ASKED), &to).await?;
    let reminder = Reminder { key: reminder_key(&id), notice: notice(&told::STILL_WAITS), to };
    remind_after(unit, &reminder, (REMIND_DAYS, calendar::kosovo())).await?;
    Ok(id)
}

/// Under which key the reminder of something that waits can be withdrawn.
fn reminder_key(pending: &Identifier) -> String {
    format!("pending/{pending}")
}

impl People {
    /// What waits for a second person and is within someone's reach, the longest waiting first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting(
        &self,
        principal: &crate::policy::Principal,
    ) -> Result<Vec<Pending>, crate::Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        let sql = format!("{COLUMNS} WHERE state = 'open' ORDER BY asked_at, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *reading).await?;
        let mut found = Vec::new();
        for row in &rows {
            let pending = of_row(row)?;
            let resource = super::rights::resource_in(&pending.territory.word());
            if self.gate().policy().decide(principal, CONFIRM, &resource).permitted {
                found.push(pending);
            }
        }
        Ok(found)
    }

    pub(super) async fn ask<C: TwoPersons>(
        &self,
        command: C,
        request: Request,
    ) -> Result<Asked, Error> {
        Ok(Asked::Waits(self.execute(&Ask(command), request).await?))
    }

    /// Approves or refuses, as the second person, with a reason.
    ///
    /// # Errors
    /// `people-pending-closed`, `people-same-person`, `people-asker-lost`, `people-reason-missing`,
    /// `action-refused`, those of what was asked for and of the database.
    pub async fn answer(
        &self,
        id: &Identifier,
        (approves, why): (bool, &str),
        request: Request,
    ) -> Result<(), Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        let found = find(&mut reading, id).await?.ok_or(Refusal::PendingClosed)?;
        drop(reading);
        let answer = Answer { pending: id.clone(), approves, why: why.trim().to_owned() };
        match found.action.as_str() {
            GIVE => self.execute(&answer.to::<GiveRole>(), request).await,
            RESET => self.execute(&answer.to::<ResetSecondFactor>(), request).await,
            WITHDRAW => self.execute(&answer.to::<WithdrawKinship>(), request).await,
            other => Err(crate::Error::value("pending.action", other).into()),
        }
    }
}

/// Asks for a command.
#[derive(Serialize)]
struct Ask<C>(C);

impl<C: TwoPersons> Command for Ask<C> {
    type State = C::State;
    type Decision = ();
    type Outcome = Identifier;
    type Error = Error;
    const ACTION: &'static str = C::ACTION;

    fn resource(&self, state: &C::State) -> Resource {
        self.0.resource(state)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<C::State, Error> {
        self.0.read(unit).await
    }

    fn decide(&self, state: C::State, now: Timestamp) -> Result<(), Error> {
        self.0.decide(state, now).map(|_| ())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<Identifier, Error> {
        let asker = unit.actor().clone();
        keep(&self.0, &asker, unit).await
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Answer {
    pending: Identifier,
    approves: bool,
    why: String,
}

impl Answer {
    fn to<C>(self) -> AnswerTo<C> {
        AnswerTo { answer: self, of: std::marker::PhantomData }
    }
}

/// Answers to what was asked for by a command of one kind.
#[derive(Serialize)]
struct AnswerTo<C> {
    answer: Answer,
    #[serde(skip)]
    of: std::marker::PhantomData<fn() -> C>,
}

struct Question<C: TwoPersons> {
    is_open: bool,
    is_same_person: bool,
    may_ask: bool,
    asked_by: String,
    command: C,
    state: C::State,
}

impl<C: TwoPersons> Command for AnswerTo<C> {
    type State = Question<C>;
    type Decision = (C, Option<C::Decision>, String);
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = C::CONFIRM;

    fn resource(&self, question: &Question<C>) -> Resource {
        question.command.resource(&question.state)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Question<C>, Error> {
        let pending = find(unit.reading(), &self.answer.pending).await?;
        let pending = pending.ok_or(Refusal::PendingClosed)?;
        let command: C = serde_json::from_str(&pending.request)
            .map_err(|_| crate::Error::value("pending.request", &pending.request))?;
        let state = command.read(unit).await?;
        let asker = super::link::maker(&pending.asked_by);
        let may_ask = match asker.as_ref().and_then(Actor::identifier) {
            Some(id) => {
                let asker = account::principal(unit.reading(), id).await?;
                let resource = command.resource(&state);
                unit.policy().decide(&asker, C::ACTION, &resource).permitted
            }
            None => false,
        };
        let is_same_person = unit.actor().word() == pending.asked_by;
        let (is_open, asked_by) = (pending.is_open, pending.asked_by);
        Ok(Question { is_open, is_same_person, may_ask, asked_by, command, state })
    }

    fn decide(&self, question: Question<C>, now: Timestamp) -> Result<Self::Decision, Error> {
        let length = self.answer.why.chars().count();
        if !question.is_open {
            return Err(Refusal::PendingClosed.into());
        }
        if question.is_same_person {
            return Err(Refusal::SamePerson.into());
        }
        if !(1..=REASON_MAX).contains(&length) {
            return Err(Refusal::ReasonMissing.into());
        }
        if !self.answer.approves {
            return Ok((question.command, None, question.asked_by));
        }
        if !question.may_ask {
            return Err(Refusal::AskerLost.into());
        }
        let decision = question.command.decide(question.state, now)?;
        Ok((question.command, Some(decision), question.asked_by))
    }

    async fn write(
        &self,
        (command, decision, asked_by): Self::Decision,
        unit: &mut UnitOfWork,
    ) -> Result<(), Error> {
        let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
        let state = if decision.is_some() { "approved" } else { "refused" };
        sqlx::query(
            "UPDATE pending SET state = $1, decided_at = $2, decided_by = $3, decided_why = $4
             WHERE id = $5",
        )
        .bind(state)
        .bind(at)
        .bind(by)
        .bind(self.answer.why.clone())
        .bind(self.answer.pending.to_string())
        .execute(unit.writing())
        .await?;
        unit.journal(Entry {
            chain: Chain::National,
            action: C::CONFIRM.to_owned(),
            subject: command.subject(),
            before: None,
            after: Some(json!({
                "pending": self.answer.pending, "state": state, "why": self.answer.why,
            })),
        })
        .await?;
        reminders::withdraw(unit, &reminder_key(&self.answer.pending)).await?;
        let kind = if decision.is_some() { told::APPROVED } else { told::REFUSED };
        let asker = super::link::maker(&asked_by);
        if let Some(asker) = asker.as_ref().and_then(Actor::identifier) {
            let notice = NewNotice::new(&kind, WAITING)
                .about("who", Filling::person(unit.actor()))
                .about("action", Filling::Action(C::ACTION.to_owned()));
            tell(unit, &notice, &Recipients::Account(asker.clone())).await?;
        }
        if let Some(decision) = decision {
            command.write(decision, unit).await?;
        }
        Ok(())
    }
}
