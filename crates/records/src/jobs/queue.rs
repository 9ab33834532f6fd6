//! The rows of jobs.
//!
//! Enqueuing is part of a command and of its journal entry. Claiming and settling are bookkeeping
//! of the program about itself: the row says what became of a job, and what the job does to records
//! is journalled by the command that does it.

use super::backoff::Backoff;
use crate::clock;
use crate::database::{Database, Manner};
use crate::error::Error;
use crate::identity::Identifier;
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// How much of a fault is kept.
const FAULT_MAX: usize = 2_000;

/// Something to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// What kind of thing: `mail`.
    pub kind: &'static str,
    /// Names it: a second job of the same kind and key is the first one.
    pub key: String,
    /// What whoever does it needs to know. Secrets do not belong here.
    pub payload: Value,
    /// When it is to be done at the earliest.
    pub due: Timestamp,
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobStep {
    /// Not begun, or to be tried again.
    Waiting,
    /// With a worker.
    Running,
    /// Done.
    Done,
    /// Tried as often as it is tried; the reason is kept.
    GivenUp,
}

impl JobStep {
    /// All of them.
    pub const ALL: [JobStep; 4] =
        [JobStep::Waiting, JobStep::Running, JobStep::Done, JobStep::GivenUp];

    /// The word for it in rows.
    pub fn word(self) -> &'static str {
        match self {
            JobStep::Waiting => "waiting",
            JobStep::Running => "running",
            JobStep::Done => "done",
            JobStep::GivenUp => "given-up",
        }
    }

    /// The step of a word.
    ///
    /// # Errors
    /// `database-value`.
    pub fn from_word(word: &str) -> Result<JobStep, Error> {
        let found = JobStep::ALL.into_iter().find(|step| step.word() == word);
        found.ok_or_else(|| Error::value("job.step", word))
    }
}

/// A job as a worker holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Its identifier.
    pub id: Identifier,
    /// What kind of thing.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// What is to be known.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    worker: String,
}

/// A job as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its identifier.
    pub id: Identifier,
    /// What kind of thing.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// How far it has come.
    pub step: JobStep,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, or was last.
    pub due: Timestamp,
    /// Why the last attempt failed, if it did.
    pub fault: Option<String>,
}

/// Enqueues a job in the unit of work of whoever asks for it. One that is there already stays as
/// it is.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(unit: &mut UnitOfWork, job: &NewJob) -> Result<(), Error> {
    let (id, now) = (unit.identifier()?, clock::to_text(unit.now()));
    sqlx::query(
        "INSERT INTO job (id, kind, key, payload, step, attempts, due_at, enqueued_at)
         VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $6)
         ON CONFLICT (kind, key) DO NOTHING",
    )
    .bind(id.as_str().to_owned())
    .bind(job.kind)
    .bind(job.key.clone())
    .bind(job.payload.to_string())
    .bind(clock::to_text(job.due))
    .bind(now)
    .execute(unit.writing())
    .await?;
    Ok(())
}

/// Withdraws a job that nobody has begun: it is not there any more, and may be asked for again.
///
/// # Errors
/// Those of the database.
pub async fn withdraw(unit: &mut UnitOfWork, kind: &str, key: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM job WHERE kind = $1 AND key = $2 AND step = 'waiting'")
        .bind(kind.to_owned())
        .bind(key.to_owned())
        .execute(unit.writing())
        .await?;
    Ok(())
}

/// How many jobs have come how far.
///
/// # Errors
/// Those of the database.
pub async fn counts(database: &Database) -> Result<BTreeMap<JobStep, i64>, Error> {
    let rows = sqlx::query("SELECT step, COUNT(*) FROM job GROUP BY step")
        .fetch_all(database.readers())
        .await?;
    rows.iter().map(|row| Ok((JobStep::from_word(row.try_get(0)?)?, row.try_get(1)?))).collect()
}

/// Takes the job that is due longest, for so long: of several workers one gets it. A job whose
/// worker did not settle it in time is taken from it.
///
/// # Errors
/// Those of the database.
pub async fn claim(
    database: &Database,
    worker: &str,
    now: Timestamp,
    lease: SignedDuration,
) -> Result<Option<Claimed>, Error> {
    let until = now.checked_add(lease).unwrap_or(now);
    // Alone: what the inner question finds still holds when the row is written.
    let mut transaction = database.begin_writing(Manner::Alone).await?;
    let row = sqlx::query(
        "UPDATE job SET step = 'running', claimed_by = $1, claimed_until = $2,
                        attempts = attempts + 1
         WHERE id = (SELECT id FROM job
                     WHERE (step = 'waiting' AND due_at <= $3)
                        OR (step = 'running' AND claimed_until <= $3)
                     ORDER BY due_at, id LIMIT 1)
         RETURNING id, kind, key, payload, attempts",
    )
    .bind(worker.to_owned())
    .bind(clock::to_text(until))
    .bind(clock::to_text(now))
    .fetch_optional(&mut *transaction)
    .await?;
    transaction.commit().await?;
    row.map(|row| claimed(&row, worker)).transpose()
}

fn claimed(row: &AnyRow, worker: &str) -> Result<Claimed, Error> {
    let payload: String = row.try_get(3)?;
    Ok(Claimed {
        id: row.try_get::<String, _>(0)?.parse()?,
        kind: row.try_get(1)?,
        key: row.try_get(2)?,
        payload: serde_json::from_str(&payload)
            .map_err(|_| Error::value("job.payload", &payload))?,
        attempt: row.try_get(4)?,
        worker: worker.to_owned(),
    })
}

/// Says what became of a job: done, or why not; then it waits for its next attempt, or is given up
/// with the reason. Whoever no longer holds it changes nothing, and hears that (`false`).
///
/// # Errors
/// Those of the database.
pub async fn settle(
    database: &Database,
    job: &Claimed,
    outcome: Result<(), String>,
    now: Timestamp,
    backoff: &Backoff,
) -> Result<bool, Error> {
    let again = backoff.wait(&job.id, job.attempt).and_then(|wait| now.checked_add(wait).ok());
    let (step, due, fault) = match (outcome, again) {
        (Ok(()), _) => (JobStep::Done, now, None),
        (Err(fault), Some(again)) => (JobStep::Waiting, again, Some(fault)),
        (Err(fault), None) => (JobStep::GivenUp, now, Some(fault)),
    };
    let settled = matches!(step, JobStep::Done | JobStep::GivenUp).then(|| clock::to_text(now));
    let kept = |fault: String| fault.replace('\0', "").chars().take(FAULT_MAX).collect::<String>();
    let mut transaction = database.begin_writing(Manner::Alone).await?;
    let done = sqlx::query(
        "UPDATE job SET step = $4, due_at = $5, fault = $6, settled_at = $7, claimed_by = NULL,
                        claimed_until = NULL
         WHERE id = $1 AND claimed_by = $2 AND attempts = $3 AND step = 'running'",
    )
    .bind(job.id.as_str().to_owned())
    .bind(job.worker.clone())
    .bind(job.attempt)
    .bind(step.word())
    .bind(clock::to_text(due))
    .bind(fault.map(kept))
    .bind(settled)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// The jobs, those given up first, then those that wait and run, then those that are done; of each
/// the latest first.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database, limit: u32) -> Result<Vec<Job>, Error> {
    let rows = sqlx::query(
        "SELECT id, kind, key, step, attempts, due_at, fault FROM job
         ORDER BY CASE step WHEN 'given-up' THEN 0 WHEN 'done' THEN 2 ELSE 1 END,
                  due_at DESC, id LIMIT $1",
    )
    .bind(i64::from(limit))
    .fetch_all(database.readers())
    .await?;
    let job = |row: &AnyRow| {
        Ok(Job {
            id: row.try_get::<String, _>(0)?.parse()?,
            kind: row.try_get(1)?,
            key: row.try_get(2)?,
            step: JobStep::from_word(&row.try_get::<String, _>(3)?)?,
            attempts: row.try_get(4)?,
            due: clock::from_text(row.try_get(5)?)?,
            fault: row.try_get(6)?,
        })
    };
    rows.iter().map(job).collect()
}
