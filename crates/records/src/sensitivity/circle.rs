//! What is watched over, and who is in its circle. Stations call it in the unit of work of their
//! own commands.

use super::member::Member;
use crate::clock;
use crate::error::Error;
use crate::identity::Identifier;
use crate::journal::Entry;
use crate::policy::Sensitivity;
use crate::sealing::Subject;
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Row};

/// Under which class a subject is watched over, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// How sensitive it is.
    pub class: Sensitivity,
    /// Who leads the work on it, is in its circle, and hears at once of emergency access.
    pub manager: Member,
    /// Who hears that somebody outside may be looking for it; nobody where nobody is named.
    pub broker: Option<Member>,
    /// Whether emergency access may open it. A protected place is never opened so.
    pub opens_in_emergency: bool,
}

/// Someone in a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCircle {
    /// Who.
    pub member: Member,
    /// Since when.
    pub since: Timestamp,
    /// Who took them in, as the journal names them.
    pub admitted_by: String,
}

fn entry(subject: &Subject, action: &str, after: Value) -> Entry {
    Entry {
        chain: subject.chain(),
        action: action.to_owned(),
        subject: subject.word(),
        before: None,
        after: Some(after),
    }
}

/// Watches over a subject from now on, or in another way than before. Its manager is in its circle;
/// one who no longer is its manager is not.
///
/// # Errors
/// Those of the database.
pub async fn guard(unit: &mut UnitOfWork, subject: &Subject, guard: &Guard) -> Result<(), Error> {
    let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
    let before = watched(unit.reading(), &subject.id).await?;
    let broker = guard.broker.as_ref().map(Member::word);
    sqlx::query(
        "INSERT INTO guarded (municipality_code, subject, sensitivity, manager, broker,
                              opens_in_emergency, set_at, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (municipality_code, subject) DO UPDATE SET
           sensitivity = excluded.sensitivity, manager = excluded.manager,
           broker = excluded.broker, opens_in_emergency = excluded.opens_in_emergency,
           set_at = excluded.set_at, set_by = excluded.set_by",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(guard.class.word())
    .bind(guard.manager.word())
    .bind(broker.clone())
    .bind(i32::from(guard.opens_in_emergency))
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await?;
    let after = json!({
        "class": guard.class.word(), "manager": guard.manager.word(), "broker": broker,
        "opens_in_emergency": guard.opens_in_emergency,
    });
    unit.journal(entry(subject, "sensitivity.guard", after)).await?;
    if let Some(former) = before.map(|it| it.manager).filter(|former| *former != guard.manager) {
        dismiss(unit, subject, &former).await?;
    }
    admit(unit, subject, &guard.manager).await
}

/// Takes someone into the circle of a subject; who is in it already stays as they are.
///
/// # Errors
/// Those of the database.
pub async fn admit(unit: &mut UnitOfWork, subject: &Subject, member: &Member) -> Result<(), Error> {
    let inside = circle(unit.reading(), subject).await?;
    if inside.iter().any(|it| it.member == *member) {
        return Ok(());
    }
    let (id, at, by) = (unit.identifier()?, clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "INSERT INTO circle_member (municipality_code, id, subject, member, since, admitted_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(subject.municipality_code())
    .bind(id.to_string())
    .bind(subject.id.to_string())
    .bind(member.word())
    .bind(at)
    .bind(by)
    .execute(unit.writing())
    .await?;
    unit.journal(entry(subject, "sensitivity.admit", json!({ "member": member.word() }))).await
}

/// Takes someone out of the circle of a subject. They read nothing of it from then on.
///
/// # Errors
/// Those of the database.
pub async fn dismiss(
    unit: &mut UnitOfWork,
    subject: &Subject,
    member: &Member,
) -> Result<(), Error> {
    let (at, by) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "UPDATE circle_member SET ended_at = $3, ended_by = $4
         WHERE municipality_code = $1 AND subject = $2 AND member = $5 AND ended_at IS NULL",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(at)
    .bind(by)
    .bind(member.word())
    .execute(unit.writing())
    .await?;
    unit.journal(entry(subject, "sensitivity.dismiss", json!({ "member": member.word() }))).await
}

/// Who is in the circle of a subject, for whoever was let in to it.
///
/// # Errors
/// Those of the database.
pub async fn circle(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<Vec<InCircle>, Error> {
    let rows = sqlx::query(
        "SELECT member, since, admitted_by FROM circle_member
         WHERE municipality_code = $1 AND subject = $2 AND ended_at IS NULL ORDER BY since, id",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(InCircle {
                member: Member::from_word(row.try_get(0)?)?,
                since: clock::from_text(row.try_get(1)?)?,
                admitted_by: row.try_get(2)?,
            })
        })
        .collect()
}

/// What the ground knows of a subject that it watches over.
#[derive(Debug, Clone)]
pub struct Watched {
    pub(super) subject: Subject,
    pub(super) manager: Member,
    pub(super) broker: Option<Member>,
    pub(super) opens_in_emergency: bool,
}

pub(super) async fn watched(
    connection: &mut AnyConnection,
    subject: &Identifier,
) -> Result<Option<Watched>, Error> {
    let row = sqlx::query(
        "SELECT municipality_code, manager, broker, CAST(opens_in_emergency AS BIGINT)
         FROM guarded WHERE subject = $1",
    )
    .bind(subject.to_string())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let broker: Option<String> = row.try_get(2)?;
    Ok(Some(Watched {
        subject: Subject::from_row(row.try_get(0)?, subject.to_string())?,
        manager: Member::from_word(row.try_get(1)?)?,
        broker: broker.as_deref().map(Member::from_word).transpose()?,
        opens_in_emergency: row.try_get::<i64, _>(3)? == 1,
    }))
}
