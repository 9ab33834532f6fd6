//! Sessions: who is signed in, on which device, until when.
//!
//! A session ends when it was idle for too long, at the end of its longest time, when its owner or
//! a change of their rights ends it. Only the hash of its token is kept.

use super::account::{self, Account};
use super::secret::Token;
use crate::clock;
use crate::database::{Database, Manner};
use crate::error::Error;
use crate::identity::Identifier;
use crate::policy::Principal;
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Row};

/// How long things last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A session in which nothing happens.
    pub idle: SignedDuration,
    /// A session, whatever happens in it.
    pub longest: SignedDuration,
    /// The time for the second factor, once the password was right.
    pub half: SignedDuration,
    /// A link that is sent to someone.
    pub link: SignedDuration,
}

impl Default for Limits {
    /// Idle 30 minutes, 12 hours at the longest: a working day. Ten minutes for the second factor,
    /// three days for a link.
    fn default() -> Limits {
        Limits {
            idle: SignedDuration::from_mins(30),
            longest: SignedDuration::from_hours(12),
            half: SignedDuration::from_mins(10),
            link: SignedDuration::from_hours(72),
        }
    }
}

/// How often it is written down that a session is in use.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// How long it is known whose a session was that has ended.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Someone who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// Who acts, with their roles as they are now.
    pub principal: Principal,
    /// The identifier of the session.
    pub session: Identifier,
}

/// What a token of a session leads to.
#[derive(Debug, Clone)]
pub enum Seen {
    /// Someone who is signed in.
    SignedIn(Box<SignedIn>),
    /// A session that has ended, and whose it was.
    Ended(Identifier),
    /// Nothing.
    Nobody,
}

/// A session in the list of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identifier.
    pub id: Identifier,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last in use, to the minute.
    pub seen_at: Timestamp,
    /// The browser in a few words.
    pub agent: String,
}

/// How far someone has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The password was right.
    Half,
    /// The second factor, too.
    Full,
}

impl Stage {
    fn word(self) -> &'static str {
        match self {
            Stage::Half => "half",
            Stage::Full => "full",
        }
    }
}

/// A session as it is kept.
pub(super) struct Kept {
    pub(super) id: Identifier,
    pub(super) account: Identifier,
    seen_at: Timestamp,
    ends_at: Timestamp,
    is_ended: bool,
}

impl Kept {
    pub(super) fn is_open(&self, limits: &Limits, now: Timestamp) -> bool {
        !self.is_ended && now < self.ends_at && now.duration_since(self.seen_at) < limits.idle
    }
}

pub(super) async fn find(
    connection: &mut AnyConnection,
    token_hash: &str,
    stage: Stage,
) -> Result<Option<Kept>, Error> {
    let row = sqlx::query(
        "SELECT id, account_id, seen_at, ends_at, ended_at FROM session
         WHERE token_hash = $1 AND stage = $2",
    )
    .bind(token_hash.to_owned())
    .bind(stage.word())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let text = |at: usize| -> Result<String, Error> { Ok(row.try_get(at)?) };
    let ended: Option<String> = row.try_get(4)?;
    Ok(Some(Kept {
        id: text(0)?.parse()?,
        account: text(1)?.parse()?,
        seen_at: clock::from_text(&text(2)?)?,
        ends_at: clock::from_text(&text(3)?)?,
        is_ended: ended.is_some(),
    }))
}

/// What is kept of a session that begins.
pub(super) struct Beginning<'a> {
    pub(super) token_hash: &'a str,
    pub(super) id: &'a Identifier,
    pub(super) account: &'a Identifier,
    pub(super) stage: Stage,
    pub(super) agent: &'a str,
    pub(super) lasts: SignedDuration,
}

pub(super) async fn begin(
    connection: &mut AnyConnection,
    beginning: Beginning<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let old = now.checked_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
    sqlx::query("DELETE FROM session WHERE ends_at < $1")
        .bind(clock::to_text(old))
        .execute(&mut *connection)
        .await?;
    let ends = now.checked_add(beginning.lasts).unwrap_or(now);
    let at = clock::to_text(now);
    sqlx::query(
        "INSERT INTO session
         (token_hash, id, account_id, stage, made_at, seen_at, ends_at, agent)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(beginning.token_hash.to_owned())
    .bind(beginning.id.to_string())
    .bind(beginning.account.to_string())
    .bind(beginning.stage.word())
    .bind(at.clone())
    .bind(at)
    .bind(clock::to_text(ends))
    .bind(beginning.agent.chars().take(60).collect::<String>())
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends the sessions of an account, one of them, or all but one.
pub(super) async fn end(
    connection: &mut AnyConnection,
    account: &Identifier,
    which: Which<'_>,
    now: Timestamp,
) -> Result<(), Error> {
    let (condition, id) = match which {
        Which::All => ("", None),
        Which::One(id) => (" AND id = $3", Some(id)),
        Which::AllBut(id) => (" AND id <> $3", Some(id)),
    };
    let sql = format!(
        "UPDATE session SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL{condition}"
    );
    let mut query =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(clock::to_text(now)).bind(account.to_string());
    if let Some(id) = id {
        query = query.bind(id.to_string());
    }
    query.execute(connection).await?;
    Ok(())
}

/// Which sessions are meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    All,
    One(&'a Identifier),
    AllBut(&'a Identifier),
}

/// The open sessions of an account, the latest first.
pub(super) async fn list(
    connection: &mut AnyConnection,
    account: &Identifier,
    (limits, now): (&Limits, Timestamp),
) -> Result<Vec<Session>, Error> {
    let since = now.checked_sub(limits.idle).unwrap_or(Timestamp::MIN);
    let rows = sqlx::query(
        "SELECT id, made_at, seen_at, agent FROM session
         WHERE account_id = $1 AND stage = 'full' AND ended_at IS NULL
           AND ends_at > $2 AND seen_at > $3
         ORDER BY seen_at DESC, id DESC",
    )
    .bind(account.to_string())
    .bind(clock::to_text(now))
    .bind(clock::to_text(since))
    .fetch_all(connection)
    .await?;
    let of = |row: &sqlx::any::AnyRow| {
        let text = |at: usize| -> Result<String, Error> { Ok(row.try_get(at)?) };
        Ok(Session {
            id: text(0)?.parse()?,
            made_at: clock::from_text(&text(1)?)?,
            seen_at: clock::from_text(&text(2)?)?,
            agent: text(3)?,
        })
    };
    rows.iter().map(of).collect()
}

/// Who a token stands for.
///
/// That a session is in use is written down at most once a minute, beside the gate: it is no record
/// of anything done. Where it cannot be written, the session ends a little earlier.
pub(super) async fn see(
    database: &Database,
    token: &Token,
    (limits, now): (&Limits, Timestamp),
) -> Result<Seen, Error> {
    let hash = token.hash("session");
    let mut reading = database.readers().acquire().await?;
    let Some(row) = find(&mut reading, &hash, Stage::Full).await? else { return Ok(Seen::Nobody) };
    let account = account::by_id(&mut reading, &row.account).await?;
    let account = account.filter(|account| account.ended_at.is_none());
    let Some(account) = account.filter(|_| row.is_open(limits, now)) else {
        return Ok(Seen::Ended(row.account));
    };
    let principal = account::principal(&mut reading, &account.id).await?;
    drop(reading);
    if now.duration_since(row.seen_at) >= SEEN_EVERY {
        let _ = touch(database, &hash, now).await;
    }
    Ok(Seen::SignedIn(Box::new(SignedIn { account, principal, session: row.id })))
}

async fn touch(database: &Database, token_hash: &str, now: Timestamp) -> Result<(), Error> {
    let mut writing = database.begin_writing(Manner::Together).await?;
    sqlx::query("UPDATE session SET seen_at = $1 WHERE token_hash = $2 AND seen_at < $3")
        .bind(clock::to_text(now))
        .bind(token_hash.to_owned())
        .bind(clock::to_text(now))
        .execute(&mut *writing)
        .await?;
    Ok(writing.commit().await?)
}

/// Whether an account signed in before on a device.
pub(super) async fn knows_device(
    connection: &mut AnyConnection,
    account: &Identifier,
    device_hash: &str,
) -> Result<bool, Error> {
    let row = sqlx::query("SELECT 1 FROM known_device WHERE token_hash = $1 AND account_id = $2")
        .bind(device_hash.to_owned())
        .bind(account.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

pub(super) async fn remember_device(
    connection: &mut AnyConnection,
    account: &Identifier,
    device_hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO known_device (token_hash, account_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, account_id) DO UPDATE SET seen_at = excluded.seen_at",
    )
    .bind(device_hash.to_owned())
    .bind(account.to_string())
    .bind(clock::to_text(now))
    .execute(connection)
    .await?;
    Ok(())
}
