//! One-time links: by one the first administrator begins, by others whoever was invited. Only the
//! hash of a link is kept, it works once, and it ends.

use crate::actor::Actor;
use crate::clock;
use crate::error::Error;
use crate::identity::Identifier;
use crate::policy::{Assignment, Role, Territory};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The first administrator of a database.
    FirstAdministrator,
    /// Someone whom an administrator invited.
    Invitation,
}

impl LinkKind {
    fn word(self) -> &'static str {
        match self {
            LinkKind::FirstAdministrator => "first-administrator",
            LinkKind::Invitation => "invitation",
        }
    }
}

/// What a link offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its identifier, for lists.
    pub id: Identifier,
    /// What it is for.
    pub kind: LinkKind,
    /// The address for which it was made; the first administrator names their own.
    pub email: Option<String>,
    /// The role, and where.
    pub held: Assignment,
    /// Who made it, as the journal names them.
    pub made_by: String,
    /// Until when it can be used.
    pub ends_at: Timestamp,
}

/// The link of a hash, if it can be used.
pub(super) async fn find(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Invitation>, Error> {
    let row = sqlx::query(
        "SELECT id, kind, email, role, territory, made_by, ends_at FROM one_time_link
         WHERE token_hash = $1 AND used_at IS NULL AND ends_at > $2",
    )
    .bind(token_hash.to_owned())
    .bind(clock::to_text(now))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let text = |at: usize| -> Result<String, Error> { Ok(row.try_get(at)?) };
    let kind = match text(1)?.as_str() {
        "invitation" => LinkKind::Invitation,
        _ => LinkKind::FirstAdministrator,
    };
    Ok(Some(Invitation {
        id: text(0)?.parse()?,
        kind,
        email: row.try_get(2)?,
        held: Assignment {
            role: Role::from_word(&text(3)?)?,
            territory: Territory::from_word(&text(4)?)?,
        },
        made_by: text(5)?,
        ends_at: clock::from_text(&text(6)?)?,
    }))
}

pub(super) async fn insert(
    connection: &mut AnyConnection,
    token_hash: &str,
    link: &Invitation,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO one_time_link
         (token_hash, id, kind, email, role, territory, made_at, made_by, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(token_hash.to_owned())
    .bind(link.id.to_string())
    .bind(link.kind.word())
    .bind(link.email.clone())
    .bind(link.held.role.word())
    .bind(link.held.territory.word())
    .bind(clock::to_text(now))
    .bind(link.made_by.clone())
    .bind(clock::to_text(link.ends_at))
    .execute(connection)
    .await?;
    Ok(())
}

/// Marks a link as used.
pub(super) async fn spend(
    connection: &mut AnyConnection,
    id: &Identifier,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query("UPDATE one_time_link SET used_at = $1 WHERE id = $2")
        .bind(clock::to_text(now))
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends every open link of the first administrator: the newest alone counts.
pub(super) async fn spend_first(
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE one_time_link SET used_at = $1
         WHERE kind = 'first-administrator' AND used_at IS NULL",
    )
    .bind(clock::to_text(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether any person is an administrator of the country.
pub(super) async fn has_administrator(connection: &mut AnyConnection) -> Result<bool, Error> {
    Ok(administrators(connection).await? > 0)
}

/// How many people are administrators of the country.
pub(super) async fn administrators(connection: &mut AnyConnection) -> Result<i64, Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM assignment JOIN account ON account.id = assignment.account_id
         WHERE assignment.ended_at IS NULL AND assignment.role = 'administrator'
           AND assignment.territory = 'country'
           AND account.ended_at IS NULL AND account.kind = 'person'",
    )
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

/// Who made a link, as someone who acts; none when it was the program.
pub(super) fn maker(made_by: &str) -> Option<Actor> {
    Actor::account_of_word(made_by).map(Actor::account)
}
