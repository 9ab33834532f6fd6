//! What someone was told, and what they have read.

use super::kind::Filling;
use crate::actor::Actor;
use crate::clock;
use crate::command::{Command, Gate, Request};
use crate::database::Database;
use crate::error::Error;
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::policy::{Resource, Sensitivity};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

/// Reading what one was told.
pub const READ: &str = "notices.read";

/// Something that someone was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its identifier.
    pub id: Identifier,
    /// Its kind.
    pub kind: String,
    /// What its sentence is filled with.
    pub about: BTreeMap<String, Filling>,
    /// Where to read on, without the language.
    pub path: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT id, kind, about, path, told_at, read_at FROM notice";

fn of_row(row: &AnyRow) -> Result<Notice, Error> {
    let text = |at: usize| -> Result<String, Error> { Ok(row.try_get(at)?) };
    let (about, read): (String, Option<String>) = (text(2)?, row.try_get(5)?);
    Ok(Notice {
        id: text(0)?.parse()?,
        kind: text(1)?,
        about: serde_json::from_str(&about).map_err(|_| Error::value("notice.about", &about))?,
        path: text(3)?,
        told_at: clock::from_text(&text(4)?)?,
        read_at: read.as_deref().map(clock::from_text).transpose()?,
    })
}

/// The latest notices of someone that fit, those that were not read first.
///
/// # Errors
/// Those of the database.
pub async fn list(
    database: &Database,
    account: &Identifier,
    limit: u32,
) -> Result<Vec<Notice>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE account_id = $1
         ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, told_at DESC, id DESC LIMIT $2"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account.to_string())
        .bind(i64::from(limit))
        .fetch_all(database.readers())
        .await?;
    rows.iter().map(of_row).collect()
}

/// How many notices someone has not read.
///
/// # Errors
/// Those of the database.
pub async fn unread(database: &Database, account: &Identifier) -> Result<i64, Error> {
    let row = sqlx::query("SELECT COUNT(*) FROM notice WHERE account_id = $1 AND read_at IS NULL")
        .bind(account.to_string())
        .fetch_one(database.readers())
        .await?;
    Ok(row.try_get(0)?)
}

/// One notice of someone.
///
/// # Errors
/// Those of the database.
pub async fn find(
    connection: &mut AnyConnection,
    account: &Identifier,
    id: &Identifier,
) -> Result<Option<Notice>, Error> {
    let sql = format!("{COLUMNS} WHERE account_id = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(of_row).transpose()
}

/// Marks one of someone's notices as read, or all that they have not read.
///
/// # Errors
/// `action-refused`, those of the database.
pub async fn mark_read(
    gate: &Gate,
    (account, one): (&Identifier, Option<Identifier>),
    request: Request,
) -> Result<(), Error> {
    gate.execute(&MarkRead { account: account.clone(), one }, request).await
}

#[derive(Serialize)]
struct MarkRead {
    account: Identifier,
    one: Option<Identifier>,
}

/// What belongs to an account and to nobody else.
pub(super) fn own(account: &Identifier) -> Resource {
    let owner = Actor::account(account.clone());
    Resource::national().of_sensitivity(Sensitivity::Personal).owned_by(owner)
}

impl Command for MarkRead {
    type State = ();
    type Decision = ();
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = READ;

    fn resource(&self, (): &()) -> Resource {
        own(&self.account)
    }

    async fn read(&self, _: &mut UnitOfWork) -> Result<(), Error> {
        Ok(())
    }

    fn decide(&self, (): (), _: Timestamp) -> Result<(), Error> {
        Ok(())
    }

    async fn write(&self, (): (), unit: &mut UnitOfWork) -> Result<(), Error> {
        let now = clock::to_text(unit.now());
        let one = self.one.as_ref().map(Identifier::to_string).unwrap_or_default();
        let marked = sqlx::query(
            "UPDATE notice SET read_at = $1
             WHERE account_id = $2 AND read_at IS NULL AND ($3 = '' OR id = $3)",
        )
        .bind(now)
        .bind(self.account.to_string())
        .bind(one)
        .execute(unit.writing())
        .await?;
        let entry = Entry {
            chain: Chain::National,
            action: READ.to_owned(),
            subject: format!("account/{}", self.account),
            before: None,
            after: Some(json!({ "read": marked.rows_affected() })),
        };
        unit.journal(entry).await
    }
}
