//! The wrapped keys in the database: made, read, wrapped anew under another master key, destroyed.

use super::cipher::{self, Key, Sealed};
use super::fault::Fault;
use super::hold;
use super::ring::KeyRing;
use super::subject::Subject;
use crate::clock;
use crate::database::Database;
use crate::error::Error;
use crate::journal::{Chain, Entry};
use crate::unit_of_work::UnitOfWork;
use jiff::civil::Date;
use serde_json::json;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;

/// What a ring opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many keys of subjects each master key wraps, by its identifier.
    pub by_master: BTreeMap<String, u64>,
    /// Subjects whose key was destroyed.
    pub erased: u64,
}

/// How many keys are read at a time.
const PAGE: i64 = 500;

fn wrapping_place(subject: &Subject) -> Vec<u8> {
    cipher::place(&["subject key", &subject.municipality_code(), subject.id.as_str()])
}

/// The key of a subject; none when there is no such subject.
pub(super) async fn key_of(
    ring: &KeyRing,
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<Option<Key>, Error> {
    let row = sqlx::query(
        "SELECT master_key, wrapped FROM subject_key
         WHERE municipality_code = $1 AND subject = $2",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (master, wrapped): (String, Option<Vec<u8>>) = (row.try_get(0)?, row.try_get(1)?);
    let wrapped =
        wrapped.ok_or_else(|| Fault::SubjectErased { subject: subject.id.to_string() })?;
    unwrapped(ring, subject, &master, wrapped).map(Some)
}

fn unwrapped(
    ring: &KeyRing,
    subject: &Subject,
    master: &str,
    wrapped: Vec<u8>,
) -> Result<Key, Error> {
    let master = ring.master(master)?;
    let bytes = cipher::open(master, &wrapping_place(subject), &Sealed::from_stored(wrapped))?;
    Ok(Key::from_bytes(&bytes).ok_or(Fault::Broken)?)
}

pub(super) async fn make_key(
    ring: &KeyRing,
    unit: &mut UnitOfWork,
    subject: &Subject,
    record_type: &str,
) -> Result<Key, Error> {
    let key = Key::random()?;
    let (id, master) = ring.in_use()?;
    let wrapped = cipher::seal(master, &wrapping_place(subject), key.bytes())?;
    let made_at = clock::to_text(unit.now());
    sqlx::query(
        "INSERT INTO subject_key (municipality_code, subject, record_type, master_key, wrapped,
                                  made_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(record_type.to_owned())
    .bind(id.to_string())
    .bind(wrapped.as_bytes().to_vec())
    .bind(made_at)
    .execute(unit.writing())
    .await?;
    let after = json!({ "record_type": record_type });
    unit.journal(entry(subject, "sealing.make-key", None, Some(after))).await?;
    Ok(key)
}

fn entry(
    subject: &Subject,
    action: &str,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
) -> Entry {
    let chain = subject.chain();
    Entry { chain, action: action.to_owned(), subject: subject.word(), before, after }
}

/// Destroys the key of a subject: nothing about them can be read from then on, neither here nor in
/// the journal, which stays whole. A copy of the wrapped key may live on in backups until the
/// master key that wrapped it is destroyed too.
///
/// # Errors
/// `subject-held` while a legal hold stands, `subject-unknown`, `subject-erased`, and those of the
/// database.
pub async fn erase(unit: &mut UnitOfWork, subject: &Subject, because: &str) -> Result<(), Error> {
    let open = hold::open_holds(unit.reading(), subject).await?;
    if let Some(hold) = open.first() {
        let subject = subject.id.to_string();
        return Err(Fault::SubjectHeld { subject, reason: hold.reason.clone() }.into());
    }
    standing(unit.reading(), subject).await?;
    let destroyed_at = clock::to_text(unit.now());
    sqlx::query(
        "UPDATE subject_key SET wrapped = NULL, destroyed_at = $3
         WHERE municipality_code = $1 AND subject = $2",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(destroyed_at)
    .execute(unit.writing())
    .await?;
    unit.journal(entry(subject, "sealing.erase", None, Some(json!({ "because": because })))).await
}

/// Whether there is such a subject that is not erased.
pub(super) async fn standing(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<(), Error> {
    let row = sqlx::query(
        "SELECT destroyed_at FROM subject_key WHERE municipality_code = $1 AND subject = $2",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .fetch_optional(&mut *connection)
    .await?;
    let id = subject.id.to_string();
    let destroyed: Option<String> =
        row.ok_or_else(|| Fault::SubjectUnknown { subject: id.clone() })?.try_get(0)?;
    match destroyed {
        None => Ok(()),
        Some(_) => Err(Fault::SubjectErased { subject: id }.into()),
    }
}

/// Says that a file was closed on a day, from which the time runs for which it is kept; or, without
/// a day, that it is open again.
///
/// # Errors
/// `subject-unknown`, `subject-erased`, and those of the database.
pub async fn close(
    unit: &mut UnitOfWork,
    subject: &Subject,
    on: Option<Date>,
) -> Result<(), Error> {
    standing(unit.reading(), subject).await?;
    sqlx::query(
        "UPDATE subject_key SET closed_on = $3 WHERE municipality_code = $1 AND subject = $2",
    )
    .bind(subject.municipality_code())
    .bind(subject.id.to_string())
    .bind(on.map(|day| day.to_string()))
    .execute(unit.writing())
    .await?;
    let after = json!({ "closed_on": on.map(|day| day.to_string()) });
    unit.journal(entry(subject, "sealing.close", None, Some(after))).await
}

/// A wrapped key as it is stored.
struct Wrapped {
    subject: Subject,
    master: String,
    wrapped: Vec<u8>,
}

/// Wraps up to `limit` keys anew under the master key in use, and says how many it were: none means
/// that no older master key is needed by this database.
///
/// # Errors
/// `key-missing` and `seal-broken` when one cannot be opened, and those of the database.
pub async fn rewrap(ring: &KeyRing, unit: &mut UnitOfWork, limit: u16) -> Result<u64, Error> {
    let (id, master) = ring.in_use()?;
    let rows = sqlx::query(
        "SELECT municipality_code, subject, master_key, wrapped FROM subject_key
         WHERE master_key <> $1 AND wrapped IS NOT NULL
         ORDER BY municipality_code, subject LIMIT $2",
    )
    .bind(id.to_string())
    .bind(i64::from(limit))
    .fetch_all(unit.reading())
    .await?;
    for row in &rows {
        let old = stored(row)?;
        let key = unwrapped(ring, &old.subject, &old.master, old.wrapped)?;
        let wrapped = cipher::seal(master, &wrapping_place(&old.subject), key.bytes())?;
        sqlx::query(
            "UPDATE subject_key SET master_key = $3, wrapped = $4
             WHERE municipality_code = $1 AND subject = $2",
        )
        .bind(old.subject.municipality_code())
        .bind(old.subject.id.to_string())
        .bind(id.to_string())
        .bind(wrapped.as_bytes().to_vec())
        .execute(unit.writing())
        .await?;
    }
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    if count > 0 {
        unit.journal(Entry {
            chain: Chain::National,
            action: "sealing.rewrap".to_owned(),
            subject: format!("master-key/{id}"),
            before: None,
            after: Some(json!({ "keys": count })),
        })
        .await?;
    }
    Ok(count)
}

fn stored(row: &sqlx::any::AnyRow) -> Result<Wrapped, Error> {
    let subject = Subject::from_row(row.try_get(0)?, row.try_get(1)?)?;
    Ok(Wrapped { subject, master: row.try_get(2)?, wrapped: row.try_get(3)? })
}

/// Opens the key of every subject, to see that the ring fits the database: the drill after a
/// restore, before a master key is destroyed, and once a year.
///
/// # Errors
/// `key-missing` with the master key that the ring lacks, `seal-broken`, and those of the database.
pub async fn check(ring: &KeyRing, database: &Database) -> Result<Counted, Error> {
    let mut transaction = database.readers().begin().await?;
    let mut counted = Counted::default();
    let row = sqlx::query("SELECT CAST(COUNT(*) AS BIGINT) FROM subject_key WHERE wrapped IS NULL")
        .fetch_one(&mut *transaction)
        .await?;
    counted.erased = u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default();
    let (mut code, mut subject) = (String::new(), String::new());
    loop {
        let rows = sqlx::query(
            "SELECT municipality_code, subject, master_key, wrapped FROM subject_key
             WHERE wrapped IS NOT NULL
               AND (municipality_code > $1 OR (municipality_code = $1 AND subject > $2))
             ORDER BY municipality_code, subject LIMIT $3",
        )
        .bind(code.clone())
        .bind(subject.clone())
        .bind(PAGE)
        .fetch_all(&mut *transaction)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let found = stored(row)?;
            unwrapped(ring, &found.subject, &found.master, found.wrapped)?;
            let count = counted.by_master.entry(found.master).or_default();
            *count = count.saturating_add(1);
            code = found.subject.municipality_code();
            subject = found.subject.id.to_string();
        }
    }
    transaction.rollback().await?;
    Ok(counted)
}
