//! A unit of work: what is written in it becomes lasting together with its journal entries, or not
//! at all.

use crate::actor::Actor;
use crate::clock;
use crate::command::Request;
use crate::content_hash::ContentHash;
use crate::database::Kind;
use crate::error::Error;
use crate::identity::{Identifier, Identifiers};
use crate::journal::{self, Entry};
use crate::policy::{Policy, Principal};
use crate::sealing::KeyRing;
use jiff::Timestamp;
use sqlx::{Any, AnyConnection, Transaction};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

/// Names a request, so that a repeated one is answered and not done again. Keys of different
/// actors are independent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Takes a key from a form or a header: 1 to 200 visible ASCII characters.
    ///
    /// # Errors
    /// `idempotency-key-invalid`.
    pub fn new(text: &str) -> Result<IdempotencyKey, Error> {
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        if plain && (1..=200).contains(&text.len()) {
            Ok(IdempotencyKey(text.to_owned()))
        } else {
            Err(Error::KeyInvalid)
        }
    }

    /// A key made from what the request is about: the same content is the same request.
    pub fn of_content(parts: &[&str]) -> IdempotencyKey {
        let hash =
            parts.iter().fold(ContentHash::new("idempotency key"), |hash, part| hash.text(part));
        IdempotencyKey(hash.finish())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A transaction with the actor, the time and the key of the request.
///
/// Dropped without [`commit`](UnitOfWork::commit), it leaves nothing behind.
pub struct UnitOfWork {
    transaction: Transaction<'static, Any>,
    policy: Arc<Policy>,
    keys: Option<Arc<KeyRing>>,
    identifiers: Identifiers,
    /// How many identifiers were made.
    identified: AtomicU16,
    principal: Principal,
    now: Timestamp,
    key: IdempotencyKey,
    wrote: bool,
    journalled: bool,
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitOfWork({} at {}, key {})", self.actor(), self.now, self.key.as_str())
    }
}

impl UnitOfWork {
    pub(crate) fn new(
        transaction: Transaction<'static, Any>,
        (policy, keys): (Arc<Policy>, Option<Arc<KeyRing>>),
        identifiers: Identifiers,
        request: Request,
    ) -> UnitOfWork {
        let Request { principal, now, key } = request;
        let now = clock::to_stored_precision(now);
        UnitOfWork {
            transaction,
            policy,
            keys,
            identifiers,
            identified: AtomicU16::new(0),
            principal,
            now,
            key,
            wrote: false,
            journalled: false,
        }
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        self.principal.actor()
    }

    /// Who acts, with their roles.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// When: the same for everything in the unit, in whole microseconds.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The key of the request.
    pub fn key(&self) -> &IdempotencyKey {
        &self.key
    }

    /// What decides who may do what.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The master keys of what is sealed, where the program was given them.
    pub fn keys(&self) -> Option<Arc<KeyRing>> {
        self.keys.clone()
    }

    /// A new identifier.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn identifier(&self) -> Result<Identifier, Error> {
        let number = self.identified.fetch_add(1, Ordering::Relaxed);
        self.identifiers.make(self.now, self.key.as_str(), number)
    }

    /// The connection, for reading what the unit itself wrote and what was there before.
    pub fn reading(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// The connection, for writing. A unit that asked for it must also write in the journal.
    pub fn writing(&mut self) -> &mut AnyConnection {
        self.wrote = true;
        &mut self.transaction
    }

    /// Whether anything was to be written.
    pub fn wrote(&self) -> bool {
        self.wrote
    }

    /// Writes in the journal who did what to what.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn journal(&mut self, entry: Entry) -> Result<(), Error> {
        self.wrote = true;
        self.journalled = true;
        journal::append(&mut self.transaction, &self.principal, self.now, &entry).await
    }

    /// Makes everything lasting. The action is named in the error only.
    ///
    /// # Errors
    /// `not-journalled` when rows were written without an entry in the journal; then nothing is
    /// kept. Otherwise those of the database.
    pub async fn commit(mut self, action: &str) -> Result<(), Error> {
        if self.wrote && !self.journalled {
            self.rollback().await?;
            return Err(Error::NotJournalled { action: action.to_owned() });
        }
        // PostgreSQL answers the end of a transaction in which a statement failed as if it were
        // well, and keeps nothing of it.
        self.probe().await?;
        Ok(self.transaction.commit().await?)
    }

    /// Ends a unit in which nothing was written, and says whether what it read was so at one
    /// moment: PostgreSQL knows that only at the end of a transaction beside others.
    pub(crate) async fn end_reading(mut self) -> Result<(), Error> {
        self.probe().await?;
        Ok(self.transaction.commit().await?)
    }

    async fn probe(&mut self) -> Result<(), Error> {
        if Kind::of(&self.transaction) == Kind::Postgres {
            sqlx::query("SELECT 1").execute(&mut *self.transaction).await?;
        }
        Ok(())
    }

    /// Leaves nothing behind, and waits until that is so.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }
}
