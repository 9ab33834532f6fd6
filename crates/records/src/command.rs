//! The one door of every write: policy, pure decision, one transaction with its journal entries.
//!
//! A screen, the API, the command line and an import all hand a [`Command`] to the [`Gate`]. A
//! command that is part of a larger one is done with [`perform`] in the caller's unit of work.

use crate::actor::Actor;
use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::Database;
use crate::error::Error;
use crate::policy::Policy;
use crate::unit_of_work::{IdempotencyKey, UnitOfWork};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use std::future::Future;
use std::sync::Arc;

/// Something that someone wants done. Its fields are the request, already typed.
pub trait Command: Serialize + Sync {
    /// What the decision needs to know of the database.
    type State: Send;
    /// What is to be written.
    type Decision: Send;
    /// What the requester is told; kept, so that a repeated request hears the same.
    type Outcome: Serialize + DeserializeOwned + Send;
    /// Refusals and faults.
    type Error: From<Error> + Send;

    /// The action, as the policy and the journal name it: `station.verb`.
    const ACTION: &'static str;

    /// Reads what the decision needs.
    fn read(
        &self,
        unit: &mut UnitOfWork,
    ) -> impl Future<Output = Result<Self::State, Self::Error>> + Send;

    /// Decides, purely: the same state and time always lead to the same decision or refusal.
    ///
    /// # Errors
    /// The refusal, with its reasons.
    fn decide(&self, state: Self::State, now: Timestamp) -> Result<Self::Decision, Self::Error>;

    /// Writes rows and journal entries.
    fn write(
        &self,
        decision: Self::Decision,
        unit: &mut UnitOfWork,
    ) -> impl Future<Output = Result<Self::Outcome, Self::Error>> + Send;
}

/// Who asks, when, and under which key.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who asks.
    pub actor: Actor,
    /// When it came in.
    pub now: Timestamp,
    /// Its key.
    pub key: IdempotencyKey,
}

/// Where every command passes.
#[derive(Debug, Clone)]
pub struct Gate {
    database: Database,
    policy: Arc<Policy>,
}

impl Gate {
    /// A gate to a database, kept by a policy.
    pub fn new(database: Database, policy: Policy) -> Gate {
        Gate { database, policy: Arc::new(policy) }
    }

    /// The database, for reading.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Begins a unit of work, waiting for the one connection that writes.
    ///
    /// # Errors
    /// `database-locked` when another program writes for longer than was waited.
    pub async fn begin(&self, request: Request) -> Result<UnitOfWork, Error> {
        let Request { actor, now, key } = request;
        let transaction = self.database.begin_writing().await?;
        Ok(UnitOfWork::new(transaction, Arc::clone(&self.policy), actor, now, key))
    }

    /// Does a command once: a request with the same key and content gets the first outcome.
    ///
    /// A command that wrote nothing leaves no trace, so that it may be asked again.
    ///
    /// # Errors
    /// `action-refused`, `idempotency-key-reused`, those of the database, and the command's own
    /// refusals. Nothing is kept after an error.
    pub async fn execute<C: Command>(
        &self,
        command: &C,
        request: Request,
    ) -> Result<C::Outcome, C::Error> {
        self.policy.permit(&request.actor, C::ACTION)?;
        let request_hash = request_hash(command)?;
        let mut unit = self.begin(request).await?;
        match earlier(&mut unit, &request_hash).await {
            Ok(None) => {}
            Ok(Some(outcome)) => {
                unit.rollback().await?;
                return Ok(from_json(&outcome)?);
            }
            Err(error) => {
                unit.rollback().await?;
                return Err(error.into());
            }
        }
        match perform(command, &mut unit).await {
            Ok(outcome) if unit.wrote() => {
                keep_outcome::<C>(&mut unit, &request_hash, &outcome).await?;
                unit.commit(C::ACTION).await?;
                Ok(outcome)
            }
            Ok(outcome) => {
                unit.rollback().await?;
                Ok(outcome)
            }
            Err(error) => {
                unit.rollback().await?;
                Err(error)
            }
        }
    }
}

/// Does a command in the caller's unit of work: it becomes lasting when the caller's does.
///
/// # Errors
/// `action-refused`, those of the database, and the command's own refusals.
pub async fn perform<C: Command>(
    command: &C,
    unit: &mut UnitOfWork,
) -> Result<C::Outcome, C::Error> {
    unit.policy().permit(unit.actor(), C::ACTION)?;
    let state = command.read(unit).await?;
    let decision = command.decide(state, unit.now())?;
    command.write(decision, unit).await
}

fn request_hash<C: Command>(command: &C) -> Result<String, Error> {
    let content = serde_json::to_string(command)
        .map_err(|error| Error::value("request", &error.to_string()))?;
    Ok(ContentHash::new("request").text(C::ACTION).text(&content).finish())
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::value("command_outcome.outcome", text))
}

/// The outcome of an earlier request with the same key.
async fn earlier(unit: &mut UnitOfWork, request_hash: &str) -> Result<Option<String>, Error> {
    let (actor, key) = (unit.actor().word().to_owned(), unit.key().as_str().to_owned());
    let row = sqlx::query(
        "SELECT request_hash, outcome FROM command_outcome
         WHERE actor = $1 AND idempotency_key = $2",
    )
    .bind(actor)
    .bind(key.clone())
    .fetch_optional(unit.reading())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (hash, outcome): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    if hash == request_hash { Ok(Some(outcome)) } else { Err(Error::KeyReused { key }) }
}

async fn keep_outcome<C: Command>(
    unit: &mut UnitOfWork,
    request_hash: &str,
    outcome: &C::Outcome,
) -> Result<(), Error> {
    let outcome = serde_json::to_string(outcome)
        .map_err(|error| Error::value("command_outcome.outcome", &error.to_string()))?;
    let (actor, key) = (unit.actor().word().to_owned(), unit.key().as_str().to_owned());
    let decided_at = clock::to_text(unit.now());
    sqlx::query(
        "INSERT INTO command_outcome
         (actor, idempotency_key, action, request_hash, outcome, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(actor)
    .bind(key)
    .bind(C::ACTION)
    .bind(request_hash.to_owned())
    .bind(outcome)
    .bind(decided_at)
    .execute(unit.writing())
    .await?;
    Ok(())
}
