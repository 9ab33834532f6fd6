//! Legal holds: what must not be erased while a complaint, an audit or a lawsuit needs it.

use super::store;
use super::subject::Subject;
use crate::clock;
use crate::database::Database;
use crate::error::Error;
use crate::identity::Identifier;
use crate::journal::Entry;
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// A reason for which a subject must not be erased for now. The reason names no person: it is
/// readable by whoever decides on erasing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Which.
    pub id: Identifier,
    /// Why.
    pub reason: String,
    /// Since when.
    pub set_at: Timestamp,
    /// Who set it.
    pub set_by: String,
    /// Since when it no longer stands.
    pub lifted_at: Option<Timestamp>,
}

/// The holds of a subject, oldest first, those that were lifted too.
///
/// # Errors
/// Those of the database.
pub async fn holds(database: &Database, subject: &Subject) -> Result<Vec<Hold>, Error> {
    let mut connection = database.readers().acquire().await?;
    all(&mut connection, subject).await
}

pub(super) async fn open_holds(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<Vec<Hold>, Error> {
    let holds = all(connection, subject).await?;
    Ok(holds.into_iter().filter(|hold| hold.lifted_at.is_none()).collect())
}

async fn all(connection: &mut AnyConnection, subject: &Subject) -> Result<Vec<Hold>, Error> {
    let rows = sqlx::query(
        "SELECT hold, reason, set_at, set_by, lifted_at FROM legal_hold
         WHERE municipality_code = $1 AND subject = $2 ORDER BY hold",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .fetch_all(&mut *connection)
    .await?;
    rows.iter().map(hold).collect()
}

fn hold(row: &AnyRow) -> Result<Hold, Error> {
    let lifted: Option<String> = row.try_get(4)?;
    Ok(Hold {
        id: row.try_get::<String, _>(0)?.parse()?,
        reason: row.try_get(1)?,
        set_at: clock::from_text(row.try_get(2)?)?,
        set_by: row.try_get(3)?,
        lifted_at: lifted.as_deref().map(clock::from_text).transpose()?,
    })
}

/// Sets a hold.
///
/// # Errors
/// `subject-unknown`, `subject-erased`, and those of the database.
pub async fn set_hold(
    unit: &mut UnitOfWork,
    subject: &Subject,
    reason: &str,
) -> Result<Identifier, Error> {
    store::standing(unit.reading(), subject).await?;
    let (id, at, by) = (unit.identifier()?, clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "INSERT INTO legal_hold (municipality_code, subject, hold, reason, set_at, set_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(id.to_string())
    .bind(reason.to_owned())
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await?;
    let after = json!({ "hold": id.as_str(), "reason": reason });
    journal(unit, subject, "sealing.hold", after).await?;
    Ok(id)
}

/// Lifts a hold. One that is lifted already stays as it is.
///
/// # Errors
/// Those of the database.
pub async fn lift_hold(
    unit: &mut UnitOfWork,
    subject: &Subject,
    hold: &Identifier,
) -> Result<(), Error> {
    let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "UPDATE legal_hold SET lifted_at = $4, lifted_by = $5
         WHERE municipality_code = $1 AND subject = $2 AND hold = $3 AND lifted_at IS NULL",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(hold.to_string())
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await?;
    journal(unit, subject, "sealing.lift-hold", json!({ "hold": hold.as_str() })).await
}

async fn journal(
    unit: &mut UnitOfWork,
    subject: &Subject,
    action: &str,
    after: serde_json::Value,
) -> Result<(), Error> {
    let entry = Entry {
        chain: subject.chain(),
        action: action.to_owned(),
        subject: subject.word(),
        before: None,
        after: Some(after),
    };
    unit.journal(entry).await
}
