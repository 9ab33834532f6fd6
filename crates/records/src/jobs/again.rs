//! Having a job tried again that was given up: the mail server is back, the address was mended.

use super::queue::JobStep;
use crate::clock;
use crate::command::{Command, Gate, Request};
use crate::error::Error;
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::policy::{Resource, Sensitivity};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::Row;

/// Having a job tried again.
pub const AGAIN: &str = "jobs.again";

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
pub enum Again {
    /// It is tried again, from the first attempt on.
    Waits,
    /// It was not given up, or is not there: nothing to be done.
    NotGivenUp,
}

/// Has a job tried again, if it was given up.
///
/// # Errors
/// `action-refused`, those of the database.
pub async fn try_again(gate: &Gate, job: &Identifier, request: Request) -> Result<Again, Error> {
    gate.execute(&TryAgain { job: job.clone() }, request).await
}

#[derive(Serialize)]
struct TryAgain {
    job: Identifier,
}

impl Command for TryAgain {
    type State = Option<JobStep>;
    type Decision = Again;
    type Outcome = Again;
    type Error = Error;
    const ACTION: &'static str = AGAIN;

    fn resource(&self, _: &Option<JobStep>) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Option<JobStep>, Error> {
        let row = sqlx::query("SELECT step FROM job WHERE id = $1")
            .bind(self.job.to_string())
            .fetch_optional(unit.reading())
            .await?;
        row.map(|row| JobStep::from_word(row.try_get(0)?)).transpose()
    }

    fn decide(&self, step: Option<JobStep>, _: Timestamp) -> Result<Again, Error> {
        let given_up = step == Some(JobStep::GivenUp);
        Ok(if given_up { Again::Waits } else { Again::NotGivenUp })
    }

    async fn write(&self, decided: Again, unit: &mut UnitOfWork) -> Result<Again, Error> {
        if decided == Again::NotGivenUp {
            return Ok(decided);
        }
        let now = clock::to_text(unit.now());
        sqlx::query(
            "UPDATE job SET step = 'waiting', attempts = 0, due_at = $1, settled_at = NULL
             WHERE id = $2 AND step = 'given-up'",
        )
        .bind(now)
        .bind(self.job.to_string())
        .execute(unit.writing())
        .await?;
        let entry = Entry {
            chain: Chain::National,
            action: AGAIN.to_owned(),
            subject: format!("job/{}", self.job),
            before: Some(json!({ "step": JobStep::GivenUp.word() })),
            after: Some(json!({ "step": JobStep::Waiting.word() })),
        };
        unit.journal(entry).await?;
        Ok(decided)
    }
}
