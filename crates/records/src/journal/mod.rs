//! The journal: who did what, when, from where, to what, from what to what. Append-only, and
//! hash-chained, so that a change from outside is found and named.

mod search;

pub use search::{Found, POLICY, Place, READ, Search, WITHIN_COMMANDS, search};

use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::Database;
use crate::error::Error;
use crate::policy::Principal;
use jiff::Timestamp;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::fmt;

/// The hash before the first entry of a chain.
const BEGINNING: &str = "";

/// How many entries are read at a time when a chain is verified.
const PAGE: i64 = 1000;

/// The chain to which an entry belongs: one for each municipality, one for the country, so that no
/// day's work of a municipality waits for another's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    /// What concerns the country.
    National,
    /// What concerns one municipality, by its code.
    Municipality(String),
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Chain::National => f.write_str("national"),
            Chain::Municipality(code) => write!(f, "municipality/{code}"),
        }
    }
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The chain.
    pub chain: Chain,
    /// What was done: `station.verb`.
    pub action: String,
    /// To what: `run/0192…`.
    pub subject: String,
    /// As it was before, if it was.
    pub before: Option<Value>,
    /// As it is now, if it is.
    pub after: Option<Value>,
}

/// An entry as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Its place in the chain, from 1.
    pub entry: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// From where: the address of the network, if it came in through one.
    pub origin: Option<String>,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// As it was before, as JSON.
    pub before: Option<String>,
    /// As it was afterwards, as JSON.
    pub after: Option<String>,
    /// The hash over all of it and the hash of the entry before.
    pub hash: String,
}

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The chain, as written.
    pub chain: String,
    /// How many entries it has.
    pub entries: i64,
    /// The hash of the last one.
    pub end: String,
}

/// The texts of an entry in the order in which they are hashed.
struct Texts<'a> {
    chain: &'a str,
    entry: i64,
    at: &'a str,
    actor: &'a str,
    origin: Option<&'a str>,
    action: &'a str,
    subject: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    previous: &'a str,
}

impl Texts<'_> {
    fn hash(&self) -> String {
        // Entries that were written before origins were kept have the hash that they had.
        let hash = match self.origin {
            None => ContentHash::new("journal 1"),
            Some(origin) => ContentHash::new("journal 2").text(origin),
        };
        hash.text(self.chain)
            .number(self.entry)
            .text(self.at)
            .text(self.actor)
            .text(self.action)
            .text(self.subject)
            .optional(self.before)
            .optional(self.after)
            .text(self.previous)
            .finish()
    }
}

/// Writes an entry at the end of its chain.
pub(crate) async fn append(
    connection: &mut AnyConnection,
    principal: &Principal,
    now: Timestamp,
    entry: &Entry,
) -> Result<(), Error> {
    let chain = entry.chain.to_string();
    let (last, previous) =
        end_of(connection, &chain).await?.unwrap_or_else(|| (0, BEGINNING.to_owned()));
    let number = last.saturating_add(1);
    let at = clock::to_text(now);
    let [before, after] =
        [&entry.before, &entry.after].map(|value| value.as_ref().map(Value::to_string));
    let (who, origin) = (principal.actor().word(), principal.origin());
    let hash = Texts {
        chain: &chain,
        entry: number,
        at: &at,
        actor: &who,
        origin,
        action: &entry.action,
        subject: &entry.subject,
        before: before.as_deref(),
        after: after.as_deref(),
        previous: &previous,
    }
    .hash();
    sqlx::query(
        "INSERT INTO journal (chain, entry, written_at, actor, action, subject, value_before,
                              value_after, previous_hash, hash, origin)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(chain.clone())
    .bind(number)
    .bind(at)
    .bind(who)
    .bind(entry.action.clone())
    .bind(entry.subject.clone())
    .bind(before)
    .bind(after)
    .bind(previous)
    .bind(hash.clone())
    .bind(origin.map(str::to_owned))
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO journal_end (chain, entry, hash) VALUES ($1, $2, $3)
         ON CONFLICT (chain) DO UPDATE SET entry = excluded.entry, hash = excluded.hash",
    )
    .bind(chain)
    .bind(number)
    .bind(hash)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

async fn end_of(
    connection: &mut AnyConnection,
    chain: &str,
) -> Result<Option<(i64, String)>, Error> {
    let row = sqlx::query("SELECT entry, hash FROM journal_end WHERE chain = $1")
        .bind(chain.to_owned())
        .fetch_optional(&mut *connection)
        .await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

/// The newest entries of a chain, newest first.
///
/// # Errors
/// Those of the database; `database-value` when a stored time is none.
pub async fn latest(database: &Database, chain: &Chain, limit: u32) -> Result<Vec<Written>, Error> {
    let rows = sqlx::query(
        "SELECT entry, written_at, actor, action, subject, value_before, value_after, hash, origin
         FROM journal WHERE chain = $1 ORDER BY entry DESC LIMIT $2",
    )
    .bind(chain.to_string())
    .bind(i64::from(limit))
    .fetch_all(database.readers())
    .await?;
    rows.iter().map(of_row).collect()
}

fn of_row(row: &AnyRow) -> Result<Written, Error> {
    Ok(Written {
        entry: row.try_get(0)?,
        at: clock::from_text(row.try_get(1)?)?,
        actor: row.try_get(2)?,
        action: row.try_get(3)?,
        subject: row.try_get(4)?,
        before: row.try_get(5)?,
        after: row.try_get(6)?,
        hash: row.try_get(7)?,
        origin: row.try_get(8)?,
    })
}

/// Verifies one chain from its first entry to its end.
///
/// # Errors
/// `journal-broken` with the first entry that does not fit: changed, missing, added or cut off.
pub async fn verify_chain(database: &Database, chain: &Chain) -> Result<Verified, Error> {
    let mut transaction = database.readers().begin().await?;
    let verified = verify_named(&mut transaction, &chain.to_string()).await;
    transaction.rollback().await?;
    verified
}

/// Verifies every chain.
///
/// # Errors
/// `journal-broken` with the first chain and entry that do not fit.
pub async fn verify(database: &Database) -> Result<Vec<Verified>, Error> {
    let mut transaction = database.readers().begin().await?;
    let rows =
        sqlx::query("SELECT chain FROM journal UNION SELECT chain FROM journal_end ORDER BY chain")
            .fetch_all(&mut *transaction)
            .await?;
    let mut all = Vec::new();
    for row in rows {
        let chain: String = row.try_get(0)?;
        all.push(verify_named(&mut transaction, &chain).await?);
    }
    transaction.rollback().await?;
    Ok(all)
}

async fn verify_named(connection: &mut AnyConnection, chain: &str) -> Result<Verified, Error> {
    let (mut entries, mut hash) = (0_i64, BEGINNING.to_owned());
    loop {
        let rows = sqlx::query(
            "SELECT entry, written_at, actor, action, subject, value_before, value_after,
                    previous_hash, hash, origin
             FROM journal WHERE chain = $1 AND entry > $2 ORDER BY entry LIMIT $3",
        )
        .bind(chain.to_owned())
        .bind(entries)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let number = entries.saturating_add(1);
            hash = verify_row(row, chain, number, &hash)?
                .ok_or_else(|| Error::JournalBroken { chain: chain.to_owned(), entry: number })?;
            entries = number;
        }
    }
    let end = end_of(connection, chain).await?.unwrap_or_else(|| (0, BEGINNING.to_owned()));
    if end != (entries, hash.clone()) {
        let entry = entries.saturating_add(1);
        return Err(Error::JournalBroken { chain: chain.to_owned(), entry });
    }
    Ok(Verified { chain: chain.to_owned(), entries, end: hash })
}

/// The hash of the row, if the row fits after the one before.
fn verify_row(
    row: &AnyRow,
    chain: &str,
    number: i64,
    previous: &str,
) -> Result<Option<String>, Error> {
    let entry: i64 = row.try_get(0)?;
    let [at, actor, action, subject]: [String; 4] =
        [row.try_get(1)?, row.try_get(2)?, row.try_get(3)?, row.try_get(4)?];
    let [before, after]: [Option<String>; 2] = [row.try_get(5)?, row.try_get(6)?];
    let origin: Option<String> = row.try_get(9)?;
    let [stored_previous, stored_hash]: [String; 2] = [row.try_get(7)?, row.try_get(8)?];
    let hash = Texts {
        chain,
        entry: number,
        at: &at,
        actor: &actor,
        origin: origin.as_deref(),
        action: &action,
        subject: &subject,
        before: before.as_deref(),
        after: after.as_deref(),
        previous,
    }
    .hash();
    let fits = entry == number && stored_previous == previous && stored_hash == hash;
    Ok(fits.then_some(hash))
}
