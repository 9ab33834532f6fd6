//! Access tokens: by which a program acts for someone, within the actions that they named, until a
//! day that they chose.
//!
//! Whatever its owner may not do, nobody does by it: roles are read anew at each request. Only the
//! hash of a token is kept, and it ends with the account, with a password that was forgotten, and
//! with a second factor that was taken away.

use super::account;
use super::secret::Token;
use super::{Account, Error, People, Refusal, SignedIn, entry, resource_of};
use crate::clock;
use crate::command::{Command, Request};
use crate::database::{Database, Manner};
use crate::identity::Identifier;
use crate::policy::{Principal, Reach, Resource};
use crate::unit_of_work::UnitOfWork;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeSet;

/// What stands before the digits of a token, so that people and programs that look for secrets in
/// files know one when they see it.
pub const MARK: &str = "peshore_";

/// For how many days a token may be made.
pub const DAYS: [i64; 4] = [7, 30, 90, 365];

/// How many open tokens an account may have.
pub const OPEN_MAX: usize = 20;

/// How many characters a title may have.
const TITLE_MAX: usize = 60;

/// How often it is written down that a token is in use.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// How long an ended token is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 365);

/// A token that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewAccessToken {
    title: String,
    actions: BTreeSet<String>,
    days: i64,
}

impl NewAccessToken {
    /// With a title by which its owner knows it again, the actions that it reaches, and the days
    /// that it lasts, one of [`DAYS`].
    ///
    /// # Errors
    /// `people-token-title`, `people-token-actions`, `people-token-days`.
    pub fn new(
        title: &str,
        actions: BTreeSet<String>,
        days: i64,
    ) -> Result<NewAccessToken, Refusal> {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() || title.chars().count() > TITLE_MAX {
            return Err(Refusal::TokenTitle);
        }
        if actions.is_empty() {
            return Err(Refusal::TokenActions);
        }
        if !DAYS.contains(&days) {
            return Err(Refusal::TokenDays);
        }
        Ok(NewAccessToken { title, actions, days })
    }
}

/// A token in the list of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// Its identifier.
    pub id: Identifier,
    /// By which its owner knows it again.
    pub title: String,
    /// The actions that it reaches.
    pub actions: BTreeSet<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

/// Someone for whom a program acts.
#[derive(Debug, Clone)]
pub struct ActedFor {
    /// The account.
    pub account: Account,
    /// Who acts, with their roles as they are now, within the reach of the token.
    pub principal: Principal,
    /// The token.
    pub token: AccessToken,
}

/// A token as a person copies it into a program.
pub fn written(token: &Token) -> String {
    format!("{MARK}{}", token.reveal())
}

/// The token of such a text; none when it cannot be one.
pub fn read(text: &str) -> Option<Token> {
    Token::read(text.strip_prefix(MARK)?)
}

fn hash(token: &Token) -> String {
    token.hash("access token")
}

impl People {
    /// For whom a token acts; none when it was never made, or has ended.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn acted_for(
        &self,
        token: &Token,
        now: Timestamp,
    ) -> Result<Option<ActedFor>, crate::Error> {
        let hash = hash(token);
        let database = self.gate().database();
        let mut reading = database.readers().acquire().await?;
        let Some((owner, token)) = find(&mut reading, &hash, now).await? else { return Ok(None) };
        let account = account::by_id(&mut reading, &owner).await?;
        let Some(account) = account.filter(|account| account.ended_at.is_none()) else {
            return Ok(None);
        };
        let principal = account::principal(&mut reading, &account.id).await?;
        drop(reading);
        let is_fresh = |used: Timestamp| now.duration_since(used) < USED_EVERY;
        if !token.used_at.is_some_and(is_fresh) {
            // Where it cannot be written, the owner sees an older time.
            let _ = touch(database, &hash, now).await;
        }
        let reach = Reach::new(token.id.clone(), token.actions.clone());
        Ok(Some(ActedFor { account, principal: principal.within(reach), token }))
    }

    /// The open tokens of an account, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn access_tokens(
        &self,
        account: &Identifier,
        now: Timestamp,
    ) -> Result<Vec<AccessToken>, crate::Error> {
        let mut reading = self.gate().database().readers().acquire().await?;
        open_of(&mut reading, account, now).await
    }

    /// Ends one of one's own tokens.
    ///
    /// # Errors
    /// `people-token-unknown`, those of the database.
    pub async fn end_access_token(
        &self,
        who: &SignedIn,
        token: Identifier,
        request: Request,
    ) -> Result<(), Error> {
        self.execute(&EndAccessToken { account: who.account.id.clone(), token }, request).await
    }
}

const COLUMNS: &str = "SELECT id, title, actions, made_at, ends_at, used_at, account_id
     FROM access_token WHERE ended_at IS NULL";

fn of_row(row: &sqlx::any::AnyRow) -> Result<(Identifier, AccessToken), crate::Error> {
    let text = |at: usize| -> Result<String, crate::Error> { Ok(row.try_get(at)?) };
    let used: Option<String> = row.try_get(5)?;
    let actions = text(2)?;
    let read = serde_json::from_str(&actions);
    let actions = read.map_err(|_| crate::Error::value("access_token.actions", &actions))?;
    let token = AccessToken {
        id: text(0)?.parse()?,
        title: text(1)?,
        actions,
        made_at: clock::from_text(&text(3)?)?,
        ends_at: clock::from_text(&text(4)?)?,
        used_at: used.as_deref().map(clock::from_text).transpose()?,
    };
    Ok((text(6)?.parse()?, token))
}

async fn find(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(Identifier, AccessToken)>, crate::Error> {
    let sql = format!("{COLUMNS} AND token_hash = $1 AND ends_at > $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(token_hash.to_owned())
        .bind(clock::to_text(now))
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(of_row).transpose()
}

async fn open_of(
    connection: &mut AnyConnection,
    account: &Identifier,
    now: Timestamp,
) -> Result<Vec<AccessToken>, crate::Error> {
    let sql = format!("{COLUMNS} AND account_id = $1 AND ends_at > $2 ORDER BY id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account.to_string())
        .bind(clock::to_text(now))
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok(of_row(row)?.1)).collect()
}

async fn touch(database: &Database, token_hash: &str, now: Timestamp) -> Result<(), crate::Error> {
    let mut writing = database.begin_writing(Manner::Together).await?;
    sqlx::query("UPDATE access_token SET used_at = $1 WHERE token_hash = $2")
        .bind(clock::to_text(now))
        .bind(token_hash.to_owned())
        .execute(&mut *writing)
        .await?;
    Ok(writing.commit().await?)
}

/// How many open tokens an account has.
pub(super) async fn count(
    connection: &mut AnyConnection,
    account: &Identifier,
    now: Timestamp,
) -> Result<usize, crate::Error> {
    Ok(open_of(connection, account, now).await?.len())
}

/// Keeps a new token. Those that ended long ago are forgotten.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    (id, account): (&Identifier, &Identifier),
    (new, token): (&NewAccessToken, &Token),
    now: Timestamp,
) -> Result<(), crate::Error> {
    let old = now.checked_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
    sqlx::query("DELETE FROM access_token WHERE ends_at < $1")
        .bind(clock::to_text(old))
        .execute(&mut *connection)
        .await?;
    let lasts = SignedDuration::from_hours(24).saturating_mul(i32::try_from(new.days).unwrap_or(0));
    let ends = now.checked_add(lasts).unwrap_or(now);
    let actions = serde_json::to_string(&new.actions)
        .map_err(|error| crate::Error::value("access_token.actions", &error.to_string()))?;
    sqlx::query(
        "INSERT INTO access_token (id, token_hash, account_id, title, actions, made_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.to_string())
    .bind(hash(token))
    .bind(account.to_string())
    .bind(new.title.clone())
    .bind(actions)
    .bind(clock::to_text(now))
    .bind(clock::to_text(ends))
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends every token of an account.
pub(super) async fn end_all(
    connection: &mut AnyConnection,
    account: &Identifier,
    now: Timestamp,
) -> Result<(), crate::Error> {
    sqlx::query("UPDATE access_token SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL")
        .bind(clock::to_text(now))
        .bind(account.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

#[derive(Serialize)]
struct EndAccessToken {
    account: Identifier,
    token: Identifier,
}

impl Command for EndAccessToken {
    type State = Vec<AccessToken>;
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = super::own::OWN;

    fn resource(&self, _: &Self::State) -> Resource {
        resource_of(&self.account)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        let now = unit.now();
        Ok(open_of(unit.reading(), &self.account, now).await?)
    }

    fn decide(&self, open: Self::State, _: Timestamp) -> Result<(), Error> {
        match open.iter().any(|token| token.id == self.token) {
            true => Ok(()),
            false => Err(Refusal::TokenUnknown.into()),
        }
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = unit.now();
        sqlx::query("UPDATE access_token SET ended_at = $1 WHERE id = $2")
            .bind(clock::to_text(now))
            .bind(self.token.to_string())
            .execute(unit.writing())
            .await?;
        let after = json!({ "ended": "access token", "token": self.token });
        Ok(unit.journal(entry(Self::ACTION, Some(&self.account), after)).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a token is known again as it was written, nothing else is one, and what it may be made
    /// of is held to its limits. Method: texts; titles, actions and days within and beyond.
    #[test]
    fn tokens_are_written_and_read() {
        let token = Token::make().unwrap();
        assert_eq!(read(&written(&token)), Some(token.clone()));
        for text in [token.reveal(), MARK, "", "peshore_00", &format!("{} ", written(&token))] {
            assert_eq!(read(text), None, "{text}");
        }
        let actions = || BTreeSet::from(["grant.read".to_owned()]);
        let made = |title: &str, actions, days| NewAccessToken::new(title, actions, days);
        assert_eq!(made("  Nightly   copy ", actions(), 30).unwrap().title, "Nightly copy");
        assert_eq!(made("  ", actions(), 30), Err(Refusal::TokenTitle));
        assert_eq!(made(&"x".repeat(61), actions(), 30), Err(Refusal::TokenTitle));
        assert_eq!(made("x", BTreeSet::new(), 30), Err(Refusal::TokenActions));
        for days in [0, -7, 8, 366, i64::MAX] {
            assert_eq!(made("x", actions(), days), Err(Refusal::TokenDays));
        }
    }
}
