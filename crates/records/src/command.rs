//! The one door of every write: policy, pure decision, one transaction with its journal entries.
//!
//! A screen, the API, the command line and an import all hand a [`Command`] to the [`Gate`]. A
//! command that is part of a larger one is done with [`perform`] in the caller's unit of work.

use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::{Database, Kind, Manner};
use crate::error::Error;
use crate::identity::Identifiers;
use crate::journal::Entry;
use crate::policy::{Policy, Principal, Resource};
use crate::sealing::KeyRing;
use crate::sensitivity;
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

    /// What it is done to, once the state is known: the policy decides on it.
    fn resource(&self, state: &Self::State) -> Resource;

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
    /// Who asks, and what they are.
    pub principal: Principal,
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
    identifiers: Identifiers,
    keys: Option<Arc<KeyRing>>,
}

impl Gate {
    /// A gate to a database, kept by a policy.
    pub fn new(database: Database, policy: Arc<Policy>) -> Gate {
        Gate { database, policy, identifiers: Identifiers::Random, keys: None }
    }

    /// The same gate with the master keys of what is sealed.
    #[must_use]
    pub fn with_keys(self, keys: KeyRing) -> Gate {
        Gate { keys: Some(Arc::new(keys)), ..self }
    }

    /// The master keys, where the program was given them.
    pub fn keys(&self) -> Option<&KeyRing> {
        self.keys.as_deref()
    }

    /// The same gate with identifiers made in another way.
    #[must_use]
    pub fn with_identifiers(self, identifiers: Identifiers) -> Gate {
        Gate { identifiers, ..self }
    }

    /// The database, for reading.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Begins a unit of work, waiting until nobody else writes: what it reads holds until its end,
    /// and it never has to be done again.
    ///
    /// # Errors
    /// `database-locked` when another program writes for longer than was waited.
    pub async fn begin(&self, request: Request) -> Result<UnitOfWork, Error> {
        self.unit(request, Manner::Alone).await
    }

    /// Writes an entry in the journal alone, beside others where that is possible, and makes it
    /// lasting: what is to be known of a reading before anything is read.
    pub(crate) async fn witness(&self, request: Request, entry: &Entry) -> Result<(), Error> {
        if self.database.kind() == Kind::Postgres {
            let mut unit = self.unit(request.clone(), Manner::Together).await?;
            let written = match unit.journal(entry.clone()).await {
                Ok(()) => unit.commit(&entry.action).await,
                Err(error) => Err(error),
            };
            if written.is_ok() {
                return Ok(());
            }
        }
        let mut unit = self.unit(request, Manner::Alone).await?;
        unit.journal(entry.clone()).await?;
        unit.commit(&entry.action).await
    }

    async fn unit(&self, request: Request, manner: Manner) -> Result<UnitOfWork, Error> {
        let transaction = self.database.begin_writing(manner).await?;
        let (policy, keys) = (Arc::clone(&self.policy), self.keys.clone());
        Ok(UnitOfWork::new(transaction, (policy, keys), self.identifiers, request))
    }

    /// Does a command once: a request with the same key and content gets the first outcome.
    ///
    /// A command that wrote nothing leaves no trace, so that it may be asked again. On PostgreSQL
    /// it is done beside others first, and once more alone if they were in its way: it reads and
    /// decides anew then.
    ///
    /// # Errors
    /// `action-refused`, `text-unstorable`, `idempotency-key-reused`, those of the database, and
    /// the command's own refusals. Nothing is kept after an error.
    pub async fn execute<C: Command>(
        &self,
        command: &C,
        request: Request,
    ) -> Result<C::Outcome, C::Error> {
        let request_hash = request_hash(command)?;
        if self.database.kind() == Kind::Postgres {
            let unit = self.unit(request.clone(), Manner::Together).await?;
            match attempt(command, unit, &request_hash).await {
                Ok(outcome) => return Ok(outcome),
                Err(Failure::Refused(error)) => return Err(error),
                // Whatever failed is tried once more, where the others are no part of it.
                Err(Failure::Spoiled(_)) => {}
            }
        }
        let unit = self.unit(request, Manner::Alone).await?;
        attempt(command, unit, &request_hash).await.map_err(|failure| match failure {
            Failure::Refused(error) | Failure::Spoiled(error) => error,
        })
    }
}

/// Why an attempt came to nothing.
enum Failure<E> {
    /// The command, the policy or the key says no, on what was so at one moment.
    Refused(E),
    /// A statement failed, or the end of the transaction did: others may have been in the way.
    Spoiled(E),
}

/// Does a command in a unit of its own. Nothing is kept after an error.
async fn attempt<C: Command>(
    command: &C,
    mut unit: UnitOfWork,
    request_hash: &str,
) -> Result<C::Outcome, Failure<C::Error>> {
    let spoiled = |error: Error| Failure::Spoiled(error.into());
    match once(command, &mut unit, request_hash).await {
        Ok(outcome) if unit.wrote() => {
            unit.commit(C::ACTION).await.map_err(spoiled)?;
            Ok(outcome)
        }
        Ok(outcome) => {
            unit.end_reading().await.map_err(spoiled)?;
            Ok(outcome)
        }
        Err(error) if unit.wrote() => {
            unit.rollback().await.map_err(spoiled)?;
            Err(Failure::Spoiled(error))
        }
        Err(error) => match unit.end_reading().await {
            Ok(()) => Err(Failure::Refused(error)),
            Err(_) => Err(Failure::Spoiled(error)),
        },
    }
}

/// The first outcome of the request, or that of doing it now.
async fn once<C: Command>(
    command: &C,
    unit: &mut UnitOfWork,
    request_hash: &str,
) -> Result<C::Outcome, C::Error> {
    let state = admitted(command, unit).await?;
    if let Some(outcome) = earlier(unit, request_hash).await? {
        return Ok(from_json(&outcome)?);
    }
    let decision = command.decide(state, unit.now())?;
    let outcome = command.write(decision, unit).await?;
    if unit.wrote() {
        keep_outcome::<C>(unit, request_hash, &outcome).await?;
    }
    Ok(outcome)
}

/// Does a command in the caller's unit of work: it becomes lasting when the caller's does.
///
/// # Errors
/// `action-refused`, those of the database, and the command's own refusals.
pub async fn perform<C: Command>(
    command: &C,
    unit: &mut UnitOfWork,
) -> Result<C::Outcome, C::Error> {
    let state = admitted(command, unit).await?;
    let decision = command.decide(state, unit.now())?;
    command.write(decision, unit).await
}

/// What the command reads, once the policy has permitted it. A repeated request is decided on anew:
/// whoever has lost a right does not hear what it once led to.
async fn admitted<C: Command>(command: &C, unit: &mut UnitOfWork) -> Result<C::State, C::Error> {
    let state = command.read(unit).await?;
    let (principal, now) = (unit.principal().clone(), unit.now());
    let resource = command.resource(&state);
    let resource = sensitivity::known(unit.reading(), &principal, resource, now).await?;
    unit.policy().permit(&principal, C::ACTION, &resource)?;
    Ok(state)
}

fn request_hash<C: Command>(command: &C) -> Result<String, Error> {
    let content = serde_json::to_string(command)
        .map_err(|error| Error::value("request", &error.to_string()))?;
    if holds_nul(&content) {
        return Err(Error::TextUnstorable { within: C::ACTION.to_owned() });
    }
    Ok(ContentHash::new("request").text(C::ACTION).text(&content).finish())
}

/// Whether a text in this JSON holds the character U+0000. It always stands there as an escape,
/// which is one unless the backslash before it is itself escaped.
fn holds_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let before = json.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::value("command_outcome.outcome", text))
}

/// The outcome of an earlier request with the same key.
async fn earlier(unit: &mut UnitOfWork, request_hash: &str) -> Result<Option<String>, Error> {
    let (actor, key) = (unit.actor().word(), unit.key().as_str().to_owned());
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
    let (actor, key) = (unit.actor().word(), unit.key().as_str().to_owned());
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
