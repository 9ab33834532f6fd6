//! The rows of documents: what stands, and what was.

use super::content::{Content, read};
use super::error::Error;
use super::life::{Head, Particulars, Step, Stored};
use crate::clock;
use crate::content_hash::ContentHash;
use crate::database::Database;
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::policy::{Columns, Resource, Scope, Sensitivity};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// A document with everything a command or a page needs of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened<C> {
    /// The document at its step.
    pub stored: Stored,
    /// The text that stands.
    pub content: C,
    /// Its edition, from 1 on.
    pub edition: i64,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// How often what is attached to it was changed.
    pub annexes: i64,
    /// The code of the municipality to which it belongs.
    pub municipality: Option<String>,
    /// The content as it is kept.
    pub(super) text: String,
}

impl<C: Content> Opened<C> {
    /// What the policy decides on.
    pub fn resource(&self, asks: &crate::actor::Actor) -> Resource {
        let public = self.stored.step().is_public();
        let sensitivity = if public { Sensitivity::Public } else { Sensitivity::Official };
        let mut resource = Resource::national().of_sensitivity(sensitivity);
        if let Some(code) = &self.municipality {
            resource = resource.in_municipality(code);
        }
        if self.stored.head().owner == asks.word() {
            resource = resource.owned_by(asks.clone());
        }
        resource
    }

    /// Its identifier.
    pub fn id(&self) -> &Identifier {
        &self.stored.head().id
    }

    /// The content as it is kept and hashed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

const OPEN: &str = "SELECT d.id, d.step, d.steps, d.version, d.owner, d.municipality_id,
            w.edition, w.content, w.writers, w.saved_at, w.saved_by,
            (SELECT s.reason FROM document_step s
             WHERE s.document_id = d.id AND s.entry = d.steps) AS reason,
            (SELECT s.done_by FROM document_step s
             WHERE s.document_id = d.id AND s.step = 'approved') AS approved_by,
            (SELECT p.document_id FROM document_publication p WHERE p.supersedes = d.id) AS after,
            w.annexes
     FROM document d JOIN document_draft w ON w.document_id = d.id";

/// Opens a document of a kind; inside a unit of work, or for a page.
///
/// # Errors
/// `document-unknown`, those of the database.
pub async fn open<C: Content>(
    connection: &mut AnyConnection,
    id: &Identifier,
) -> Result<Opened<C>, Error> {
    let text = format!("{OPEN} WHERE d.id = $1 AND d.kind = $2");
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(id.as_str().to_owned())
        .bind(C::KIND)
        .fetch_optional(&mut *connection)
        .await?;
    opened(&row.ok_or_else(|| Error::Unknown { id: id.to_string() })?)
}

/// Opens a document of a kind, for a page.
///
/// # Errors
/// `document-unknown`, those of the database.
pub async fn load<C: Content>(database: &Database, id: &Identifier) -> Result<Opened<C>, Error> {
    let mut connection = database.readers().acquire().await?;
    open(&mut connection, id).await
}

fn opened<C: Content>(row: &AnyRow) -> Result<Opened<C>, Error> {
    let step = Step::from_word(&row.try_get::<String, _>(1)?)?;
    let writers: String = row.try_get(8)?;
    let head = Head {
        id: row.try_get::<String, _>(0)?.parse()?,
        owner: row.try_get(4)?,
        writers: serde_json::from_str(&writers)
            .map_err(|_| crate::Error::value("document_draft.writers", &writers))?,
        version: row.try_get(3)?,
        steps: row.try_get(2)?,
    };
    let after: Option<String> = row.try_get(13)?;
    let particulars = Particulars {
        reason: row.try_get(11)?,
        approved_by: row.try_get(12)?,
        superseded_by: after.map(|id| id.parse()).transpose()?,
    };
    let text: String = row.try_get(7)?;
    Ok(Opened {
        stored: Stored::from_row(head, step, particulars)?,
        content: read(&text)?,
        edition: row.try_get(6)?,
        saved_at: clock::from_text(row.try_get(9)?)?,
        saved_by: row.try_get(10)?,
        annexes: row.try_get(14)?,
        municipality: row.try_get(5)?,
        text,
    })
}

/// Where documents keep what a scope speaks of.
const COLUMNS: Columns = Columns {
    municipality: Some("d.municipality_id"),
    unit: None,
    sensitivity: Ok("d.sensitivity"),
    owner: Some("d.owner"),
    subject: None,
};

/// The documents of a kind within a scope, those that changed last first.
///
/// # Errors
/// Those of the database.
pub async fn list<C: Content>(
    database: &Database,
    scope: &Scope,
    limit: u32,
) -> Result<Vec<Opened<C>>, Error> {
    let condition = scope.condition(&COLUMNS, 3, Timestamp::UNIX_EPOCH);
    let text = format!(
        "{OPEN} WHERE d.kind = $1 AND {} ORDER BY d.changed_at DESC, d.id DESC LIMIT $2",
        condition.sql
    );
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(C::KIND).bind(i64::from(limit));
    for parameter in condition.parameters {
        query = query.bind(parameter);
    }
    let rows = query.fetch_all(database.readers()).await?;
    rows.iter().map(opened).collect()
}

/// The documents of a kind about any of some things that somebody was asked to decide on, or that
/// are decided, inside a unit of work: what they are about may not be taken from under them.
///
/// # Errors
/// Those of the database.
pub async fn standing_on<C: Content>(
    connection: &mut AnyConnection,
    about: &[String],
) -> Result<Vec<Identifier>, Error> {
    let mut found = Vec::new();
    for thing in about {
        let rows = sqlx::query(
            "SELECT id FROM document
             WHERE kind = $1 AND about = $2
               AND step IN ('submitted', 'approved', 'published', 'superseded')
             ORDER BY id",
        )
        .bind(C::KIND)
        .bind(thing.clone())
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            found.push(row.try_get::<String, _>(0)?.parse()?);
        }
    }
    Ok(found)
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneStep {
    /// Its place in the life, from 1.
    pub entry: i64,
    /// Which.
    pub step: Step,
    /// The version that was submitted last then; 0 before the first.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// Every step of a document, in order.
///
/// # Errors
/// Those of the database.
pub async fn history(database: &Database, id: &Identifier) -> Result<Vec<DoneStep>, Error> {
    let rows = sqlx::query(
        "SELECT entry, step, version, done_at, done_by, reason FROM document_step
         WHERE document_id = $1 ORDER BY entry",
    )
    .bind(id.as_str().to_owned())
    .fetch_all(database.readers())
    .await?;
    let done = |row: &AnyRow| {
        Ok(DoneStep {
            entry: row.try_get(0)?,
            step: Step::from_word(&row.try_get::<String, _>(1)?)?,
            version: row.try_get(2)?,
            at: clock::from_text(row.try_get(3)?)?,
            by: row.try_get(4)?,
            reason: row.try_get(5)?,
        })
    };
    rows.iter().map(done).collect()
}

/// A version as it was submitted, compared with its hash.
///
/// # Errors
/// `document-unknown`, `document-altered`, those of the database.
pub async fn version<C: Content>(
    database: &Database,
    id: &Identifier,
    version: i64,
) -> Result<C, Error> {
    let row = sqlx::query(
        "SELECT v.content, v.hash, v.annexes
         FROM document_version v JOIN document d ON d.id = v.document_id
         WHERE v.document_id = $1 AND v.version = $2 AND d.kind = $3",
    )
    .bind(id.as_str().to_owned())
    .bind(version)
    .bind(C::KIND)
    .fetch_optional(database.readers())
    .await?
    .ok_or_else(|| Error::Unknown { id: format!("{id} ({version})") })?;
    let [content, hash]: [String; 2] = [row.try_get(0)?, row.try_get(1)?];
    let annexes: Option<String> = row.try_get(2)?;
    if version_hash(C::KIND, id, version, (&content, annexes.as_deref())) != hash {
        let what = crate::error::Kept::Document;
        return Err(crate::Error::Altered { what, id: id.to_string() }.into());
    }
    read(&content)
}

/// The hash over a version: its content, and what is attached to it. A version with nothing
/// attached is hashed as it was before anything could be.
pub(super) fn version_hash(
    kind: &str,
    id: &Identifier,
    version: i64,
    (content, annexes): (&str, Option<&str>),
) -> String {
    let form = if annexes.is_some() { "document version 2" } else { "document version 1" };
    let hash = ContentHash::new(form).text(kind).text(id.as_str()).number(version).text(content);
    annexes.into_iter().fold(hash, ContentHash::text).finish()
}

/// Begins the rows of a document.
pub(super) async fn insert<C: Content>(
    unit: &mut UnitOfWork,
    head: &Head,
    content: &C,
    text: &str,
) -> Result<(), Error> {
    let now = clock::to_text(unit.now());
    sqlx::query(
        "INSERT INTO document (id, municipality_id, kind, about, step, steps, version, owner,
                               sensitivity, changed_at)
         VALUES ($1, $2, $3, $4, 'draft', 1, 0, $5, 'official', $6)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(content.municipality())
    .bind(C::KIND)
    .bind(content.about())
    .bind(head.owner.clone())
    .bind(now.clone())
    .execute(unit.writing())
    .await?;
    sqlx::query(
        "INSERT INTO document_draft (document_id, edition, content, writers, saved_at, saved_by)
         VALUES ($1, 1, $2, $3, $4, $5)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(text.to_owned())
    .bind(json!(head.writers).to_string())
    .bind(now)
    .bind(head.owner.clone())
    .execute(unit.writing())
    .await?;
    write_step(unit, head, Step::Draft, None).await
}

/// Writes a text over the one that stands.
pub(super) async fn save(
    unit: &mut UnitOfWork,
    head: &Head,
    edition: i64,
    text: &str,
) -> Result<(), Error> {
    let (now, who) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "UPDATE document_draft SET edition = $2, content = $3, writers = $4, saved_at = $5,
                                   saved_by = $6
         WHERE document_id = $1",
    )
    .bind(head.id.as_str().to_owned())
    .bind(edition)
    .bind(text.to_owned())
    .bind(json!(head.writers).to_string())
    .bind(now)
    .bind(who)
    .execute(unit.writing())
    .await?;
    mark_changed(unit, head).await
}

async fn mark_changed(unit: &mut UnitOfWork, head: &Head) -> Result<(), Error> {
    let now = clock::to_text(unit.now());
    sqlx::query("UPDATE document SET changed_at = $2 WHERE id = $1")
        .bind(head.id.as_str().to_owned())
        .bind(now)
        .execute(unit.writing())
        .await?;
    Ok(())
}

/// Counts that what is attached was changed, by someone who is a writer from then on.
pub(super) async fn count_annexes(
    unit: &mut UnitOfWork,
    head: &Head,
    count: i64,
) -> Result<(), Error> {
    sqlx::query("UPDATE document_draft SET annexes = $2, writers = $3 WHERE document_id = $1")
        .bind(head.id.as_str().to_owned())
        .bind(count)
        .bind(json!(head.writers).to_string())
        .execute(unit.writing())
        .await?;
    mark_changed(unit, head).await
}

/// Takes a document to its next step.
pub(super) async fn go_on(
    unit: &mut UnitOfWork,
    head: &Head,
    step: Step,
    reason: Option<&str>,
) -> Result<(), Error> {
    let sensitivity = if step.is_public() { Sensitivity::Public } else { Sensitivity::Official };
    let now = clock::to_text(unit.now());
    sqlx::query(
        "UPDATE document SET step = $2, steps = $3, version = $4, sensitivity = $5,
                             changed_at = $6
         WHERE id = $1",
    )
    .bind(head.id.as_str().to_owned())
    .bind(step.word())
    .bind(head.steps)
    .bind(head.version)
    .bind(sensitivity.word())
    .bind(now)
    .execute(unit.writing())
    .await?;
    write_step(unit, head, step, reason).await
}

async fn write_step(
    unit: &mut UnitOfWork,
    head: &Head,
    step: Step,
    reason: Option<&str>,
) -> Result<(), Error> {
    let (now, who) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "INSERT INTO document_step (document_id, entry, step, version, done_at, done_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(head.steps)
    .bind(step.word())
    .bind(head.version)
    .bind(now)
    .bind(who)
    .bind(reason.map(str::to_owned))
    .execute(unit.writing())
    .await?;
    Ok(())
}

/// Keeps the text that stands and what is attached to it as a version, with the writers.
pub(super) async fn keep_version(
    unit: &mut UnitOfWork,
    kind: &str,
    head: &Head,
    (text, annexes): (&str, Option<&str>),
) -> Result<String, Error> {
    let hash = version_hash(kind, &head.id, head.version, (text, annexes));
    let (now, who) = (clock::to_text(unit.now()), unit.actor().word());
    let writers = json!(head.writers).to_string();
    sqlx::query(
        "INSERT INTO document_version (document_id, version, content, writers, hash, submitted_at,
                                       submitted_by, annexes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(head.id.as_str().to_owned())
    .bind(head.version)
    .bind(text.to_owned())
    .bind(writers.clone())
    .bind(hash.clone())
    .bind(now)
    .bind(who)
    .bind(annexes.map(str::to_owned))
    .execute(unit.writing())
    .await?;
    sqlx::query("UPDATE document_draft SET writers = $2 WHERE document_id = $1")
        .bind(head.id.as_str().to_owned())
        .bind(writers)
        .execute(unit.writing())
        .await?;
    Ok(hash)
}

/// Writes in the journal what was done. The text itself is not repeated there, its hash is.
pub(super) async fn journal(
    unit: &mut UnitOfWork,
    action: &'static str,
    municipality: Option<&str>,
    id: &Identifier,
    [before, after]: [Option<serde_json::Value>; 2],
) -> Result<(), Error> {
    let chain = municipality.map_or(Chain::National, |code| Chain::Municipality(code.to_owned()));
    let (action, subject) = (action.to_owned(), format!("document/{id}"));
    Ok(unit.journal(Entry { chain, action, subject, before, after }).await?)
}
