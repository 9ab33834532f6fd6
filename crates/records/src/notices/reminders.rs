//! Telling later: a reminder is a job that becomes lasting with the rows it reminds of, and is
//! withdrawn with them.
//!
//! A reminder falls on a working day. Where the table of holidays does not cover a year, weekends
//! alone are passed over: a reminder on a holiday does no harm, and no deadline rests on it.

use super::tell::{NewNotice, Recipients, tell};
use crate::actor::Actor;
use crate::calendar::{Holidays, moment_of, office_time, working_days_after};
use crate::clock::Clock;
use crate::command::{Command, Gate, Request};
use crate::error::Error;
use crate::jobs::queue::{self, Claimed, NewJob};
use crate::jobs::worker::{Handler, Handling};
use crate::journal::{Chain, Entry};
use crate::policy::Resource;
use crate::unit_of_work::{IdempotencyKey, UnitOfWork};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Reminding.
pub const REMIND: &str = "notices.remind";

/// The kind of the jobs that are reminders.
pub const REMINDER: &str = "reminder";

/// The hour at which people are reminded, on the clocks of the offices.
const HOUR: i8 = 7;

/// A reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Names it, so that it can be withdrawn: what it reminds of.
    pub key: String,
    /// What is said.
    pub notice: NewNotice,
    /// To whom; who they are is found when it is said.
    pub to: Recipients,
}

/// In how many working days from now people are reminded, if it is not withdrawn before.
///
/// # Errors
/// Those of the database.
pub async fn remind_after(
    unit: &mut UnitOfWork,
    reminder: &Reminder,
    (days, holidays): (u16, &Holidays),
) -> Result<(), Error> {
    let today = office_time(unit.now()).date();
    let weekends_alone = || working_days_after(today, days, &Holidays::weekends());
    let day = working_days_after(today, days, holidays).or_else(weekends_alone);
    let due = day.map_or(unit.now(), |day| at_hour(day, unit.now()));
    let payload = serde_json::to_value(reminder)
        .map_err(|error| Error::value("reminder", &error.to_string()))?;
    let key = reminder.key.clone();
    queue::enqueue(unit, &NewJob { kind: REMINDER, key, payload, due }).await
}

fn at_hour(day: jiff::civil::Date, otherwise: Timestamp) -> Timestamp {
    moment_of(day.at(HOUR, 0, 0, 0)).unwrap_or(otherwise)
}

/// Withdraws a reminder that was not said yet.
///
/// # Errors
/// Those of the database.
pub async fn withdraw(unit: &mut UnitOfWork, key: &str) -> Result<(), Error> {
    queue::withdraw(unit, REMINDER, key).await
}

/// Says the reminders that are due.
#[derive(Debug, Clone)]
pub struct Reminding {
    gate: Gate,
    clock: Clock,
}

impl Reminding {
    /// Over a gate.
    pub fn new(gate: Gate, clock: Clock) -> Reminding {
        Reminding { gate, clock }
    }

    async fn remind(&self, job: &Claimed) -> Result<(), Error> {
        let reminder: Reminder = serde_json::from_value(job.payload.clone())
            .map_err(|error| Error::value("reminder", &error.to_string()))?;
        // The same job is the same request: whoever takes it a second time tells nobody twice.
        let key = IdempotencyKey::of_content(&[REMINDER, job.id.as_str()]);
        let principal = Actor::system("reminders").into();
        let request = Request { principal, now: self.clock.now(), key };
        self.gate.execute(&Remind { reminder }, request).await
    }
}

impl Handler for Reminding {
    fn handle<'j>(&'j self, job: &'j Claimed) -> Handling<'j> {
        Box::pin(async move { self.remind(job).await.map_err(|error| error.to_string()) })
    }
}

#[derive(Serialize)]
struct Remind {
    reminder: Reminder,
}

impl Command for Remind {
    type State = ();
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = REMIND;

    fn resource(&self, (): &()) -> Resource {
        Resource::national()
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let Reminder { key, notice, to } = &self.reminder;
        let told = tell(unit, notice, to).await?;
        let entry = Entry {
            chain: Chain::National,
            action: REMIND.to_owned(),
            subject: key.clone(),
            before: None,
            after: Some(json!({ "kind": notice.kind, "told": told })),
        };
        unit.journal(entry).await
    }
}
