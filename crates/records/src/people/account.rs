//! Accounts: who they are, what they hold, what proves it is them.

use super::secret::Secret;
use crate::actor::Actor;
use crate::clock;
use crate::error::Error;
use crate::identity::Identifier;
use crate::policy::{Assignment, Principal, Role, Territory};
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// Whether someone is behind an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A person.
    Person,
    /// Made up by the demonstration; nobody signs in to it with a password.
    Sample,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identifier.
    pub id: Identifier,
    /// The e-mail address, in small letters; no two accounts have one.
    pub email: String,
    /// The name of the person.
    pub name: String,
    /// Whether someone is behind it.
    pub kind: AccountKind,
    /// When it was ended, if it was.
    pub ended_at: Option<Timestamp>,
}

/// A role that someone was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The identifier of the assignment.
    pub id: Identifier,
    /// Whose it is.
    pub account: Identifier,
    /// The role, and where.
    pub held: Assignment,
    /// When it was given.
    pub at: Timestamp,
}

/// An address as it is kept: without blanks around it, in small letters. None when it cannot be an
/// address (RFC 5321: a local part, `@`, a domain; 254 characters at most).
pub fn email_of(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
    let fits = !local.is_empty()
        && local.chars().all(|c| plain(c) && c != '@')
        && domain.split('.').all(|part| !part.is_empty())
        && domain.chars().all(plain)
        && email.len() <= 254;
    fits.then_some(email)
}

const COLUMNS: &str = "SELECT id, email, name, kind, ended_at FROM account";

fn of_row(row: &AnyRow) -> Result<Account, Error> {
    let (id, kind): (String, String) = (row.try_get(0)?, row.try_get(3)?);
    let ended: Option<String> = row.try_get(4)?;
    Ok(Account {
        id: id.parse()?,
        email: row.try_get(1)?,
        name: row.try_get(2)?,
        kind: if kind == "sample" { AccountKind::Sample } else { AccountKind::Person },
        ended_at: ended.as_deref().map(clock::from_text).transpose()?,
    })
}

async fn one(
    connection: &mut AnyConnection,
    condition: &'static str,
    value: &str,
) -> Result<Option<Account>, Error> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition} = $1")))
        .bind(value.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(of_row).transpose()
}

pub(super) async fn by_email(
    connection: &mut AnyConnection,
    email: &str,
) -> Result<Option<Account>, Error> {
    one(connection, "email", email).await
}

pub(crate) async fn by_id(
    connection: &mut AnyConnection,
    id: &Identifier,
) -> Result<Option<Account>, Error> {
    one(connection, "id", id.as_str()).await
}

/// All accounts, by address.
pub(crate) async fn all(connection: &mut AnyConnection) -> Result<Vec<Account>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY email"));
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter().map(of_row).collect()
}

pub(super) async fn insert(
    connection: &mut AnyConnection,
    account: &Account,
    now: Timestamp,
) -> Result<(), Error> {
    let kind = match account.kind {
        AccountKind::Person => "person",
        AccountKind::Sample => "sample",
    };
    sqlx::query(
        "INSERT INTO account (id, email, name, kind, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(account.id.to_string())
    .bind(account.email.clone())
    .bind(account.name.clone())
    .bind(kind)
    .bind(clock::to_text(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// What is kept of the password; none for an account without.
pub(super) async fn password_hash(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT hash FROM account_password WHERE account_id = $1")
        .bind(account.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

pub(super) async fn set_password(
    connection: &mut AnyConnection,
    account: &Identifier,
    hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO account_password (account_id, hash, set_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at",
    )
    .bind(account.to_string())
    .bind(hash.to_owned())
    .bind(clock::to_text(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes the second factor and its recovery codes.
pub(super) async fn remove_second_factor(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<(), Error> {
    sqlx::query("DELETE FROM second_factor WHERE account_id = $1")
        .bind(account.to_string())
        .execute(&mut *connection)
        .await?;
    replace_recovery(connection, account, &[]).await
}

pub(super) async fn take_step(
    connection: &mut AnyConnection,
    account: &Identifier,
    step: i64,
) -> Result<(), Error> {
    sqlx::query("UPDATE second_factor SET last_step = $1 WHERE account_id = $2")
        .bind(step)
        .bind(account.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// The hashes of the recovery codes that were not used.
pub(super) async fn unused_recovery(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<Vec<String>, Error> {
    let rows =
        sqlx::query("SELECT hash FROM recovery_code WHERE account_id = $1 AND used_at IS NULL")
            .bind(account.to_string())
            .fetch_all(connection)
            .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(super) async fn use_recovery(
    connection: &mut AnyConnection,
    account: &Identifier,
    hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query("UPDATE recovery_code SET used_at = $1 WHERE account_id = $2 AND hash = $3")
        .bind(clock::to_text(now))
        .bind(account.to_string())
        .bind(hash.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Puts new recovery codes in the place of all former ones.
pub(super) async fn replace_recovery(
    connection: &mut AnyConnection,
    account: &Identifier,
    codes: &[Secret],
) -> Result<(), Error> {
    sqlx::query("DELETE FROM recovery_code WHERE account_id = $1")
        .bind(account.to_string())
        .execute(&mut *connection)
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)")
            .bind(account.to_string())
            .bind(super::second_factor::recovery_hash(account.as_str(), code))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

const GIVEN: &str =
    "SELECT id, account_id, role, territory, given_at FROM assignment WHERE ended_at IS NULL";

fn given_of(row: &AnyRow) -> Result<Given, Error> {
    let text = |at: usize| -> Result<String, Error> { Ok(row.try_get(at)?) };
    let held = Assignment {
        role: Role::from_word(&text(2)?)?,
        territory: Territory::from_word(&text(3)?)?,
    };
    Ok(Given {
        id: text(0)?.parse()?,
        account: text(1)?.parse()?,
        held,
        at: clock::from_text(&text(4)?)?,
    })
}

/// The roles that an account holds; of all accounts for none.
pub(crate) async fn given(
    connection: &mut AnyConnection,
    account: Option<&Identifier>,
) -> Result<Vec<Given>, Error> {
    let condition = if account.is_some() { " AND account_id = $1" } else { "" };
    let sql = sqlx::AssertSqlSafe(format!("{GIVEN}{condition} ORDER BY given_at, id"));
    let mut query = sqlx::query(sql);
    if let Some(account) = account {
        query = query.bind(account.to_string());
    }
    query.fetch_all(connection).await?.iter().map(given_of).collect()
}

pub(super) async fn give(
    connection: &mut AnyConnection,
    given: &Given,
    by: &Actor,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO assignment (id, account_id, role, territory, given_at, given_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(given.id.to_string())
    .bind(given.account.to_string())
    .bind(given.held.role.word())
    .bind(given.held.territory.word())
    .bind(clock::to_text(given.at))
    .bind(by.word())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end(
    connection: &mut AnyConnection,
    id: &Identifier,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query("UPDATE account SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL")
        .bind(clock::to_text(now))
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn end_assignment(
    connection: &mut AnyConnection,
    id: &Identifier,
    (by, now): (&Actor, Timestamp),
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE assignment SET ended_at = $1, ended_by = $2 WHERE id = $3 AND ended_at IS NULL",
    )
    .bind(clock::to_text(now))
    .bind(by.word())
    .bind(id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Who acts for an account, with the roles it holds.
pub(super) async fn principal(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<Principal, Error> {
    let held = given(connection, Some(account)).await?;
    let held = held.into_iter().map(|given| given.held).collect();
    Ok(Principal::new(Actor::account(account.clone()), held))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: an address is kept in one spelling, and what is none is refused. Method: both kinds.
    #[test]
    fn addresses_are_read() {
        let read = email_of(" Arta.K@Example.ORG ");
        assert_eq!(read.as_deref(), Some("arta.k@example.org"));
        let long = format!("{}@b", "a".repeat(260));
        for text in ["", "a", "@b", "a@", "a@b..c", "a b@c", "a@b@c", "a@.b", "<a@b>", &long] {
            assert_eq!(email_of(text), None, "{text}");
        }
    }
}
