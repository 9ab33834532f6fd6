//! What was published: found by its code, its number, its hash or its file; verified as a whole.

use super::annexes::{self, Annex};
use super::code::Code;
use super::error::Error;
use super::store::version_hash;
use crate::clock;
use crate::content_hash::{ContentHash, sha256};
use crate::database::Database;
use crate::error::Kept;
use crate::identity::Identifier;
use crate::unit_of_work::UnitOfWork;
use formula::words::Language;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The document.
    pub document: Identifier,
    /// Its kind.
    pub kind: String,
    /// Its number: `AP-2026-0001`.
    pub number: String,
    /// Its verification code.
    pub code: Code,
    /// The version that was published.
    pub version: i64,
    /// The hash over that version.
    pub content_hash: String,
    /// Who approved it, as the journal names actors.
    pub approved_by: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// By whom.
    pub published_by: String,
    /// The document whose place it took.
    pub supersedes: Option<Identifier>,
    /// The files that were published with it: `content_hash` is over them too.
    pub annexes: Vec<Annex>,
}

impl Publication {
    /// The hash over everything in it.
    fn hash(&self) -> String {
        ContentHash::new("document publication 1")
            .text(self.document.as_str())
            .text(&self.kind)
            .text(&self.number)
            .text(self.code.as_str())
            .number(self.version)
            .text(&self.content_hash)
            .text(&self.approved_by)
            .text(&clock::to_text(self.published_at))
            .text(&self.published_by)
            .optional(self.supersedes.as_ref().map(Identifier::as_str))
            .finish()
    }
}

pub(super) async fn insert(unit: &mut UnitOfWork, of: &Publication) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO document_publication (document_id, kind, number, code, version, content_hash,
                                           approved_by, published_at, published_by, supersedes,
                                           hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(of.document.as_str().to_owned())
    .bind(of.kind.clone())
    .bind(of.number.clone())
    .bind(of.code.as_str().to_owned())
    .bind(of.version)
    .bind(of.content_hash.clone())
    .bind(of.approved_by.clone())
    .bind(clock::to_text(of.published_at))
    .bind(of.published_by.clone())
    .bind(of.supersedes.as_ref().map(|id| id.as_str().to_owned()))
    .bind(of.hash())
    .execute(unit.writing())
    .await?;
    Ok(())
}

pub(super) async fn insert_file(
    unit: &mut UnitOfWork,
    document: &Identifier,
    language: Language,
    file: &[u8],
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO document_file (document_id, language, sha256, content)
         VALUES ($1, $2, $3, $4)",
    )
    .bind(document.as_str().to_owned())
    .bind(language.tag())
    .bind(sha256(file))
    .bind(file.to_vec())
    .execute(unit.writing())
    .await?;
    Ok(())
}

const SELECT: &str = "SELECT p.document_id, p.kind, p.number, p.code, p.version, p.content_hash,
            p.approved_by, p.published_at, p.published_by, p.supersedes, p.hash,
            (SELECT v.annexes FROM document_version v
             WHERE v.document_id = p.document_id AND v.version = p.version) AS annexes
     FROM document_publication p";

fn publication(row: &AnyRow) -> Result<(Publication, String), Error> {
    let [document, code]: [String; 2] = [row.try_get(0)?, row.try_get(3)?];
    let supersedes: Option<String> = row.try_get(9)?;
    let of = Publication {
        document: document.parse()?,
        kind: row.try_get(1)?,
        number: row.try_get(2)?,
        code: code.parse()?,
        version: row.try_get(4)?,
        content_hash: row.try_get(5)?,
        approved_by: row.try_get(6)?,
        published_at: clock::from_text(row.try_get(7)?)?,
        published_by: row.try_get(8)?,
        supersedes: supersedes.map(|id| id.parse()).transpose()?,
        annexes: annexes::read(row.try_get::<Option<String>, _>(11)?.as_deref())?,
    };
    Ok((of, row.try_get(10)?))
}

async fn find(
    database: &Database,
    condition: &'static str,
    value: &str,
) -> Result<Option<Publication>, Error> {
    let text = format!("{SELECT} {condition} LIMIT 1");
    let row = sqlx::query(AssertSqlSafe(text))
        .bind(value.to_owned())
        .fetch_optional(database.readers())
        .await?;
    Ok(row.as_ref().map(publication).transpose()?.map(|(of, _)| of))
}

/// The publication of a document.
///
/// # Errors
/// Those of the database.
pub async fn of_document(
    database: &Database,
    id: &Identifier,
) -> Result<Option<Publication>, Error> {
    find(database, "WHERE p.document_id = $1", id.as_str()).await
}

/// The publication of a number.
///
/// # Errors
/// Those of the database.
pub async fn by_number(database: &Database, number: &str) -> Result<Option<Publication>, Error> {
    find(database, "WHERE p.number = $1", number).await
}

/// The publication that took the place of a document.
///
/// # Errors
/// Those of the database.
pub async fn successor(database: &Database, id: &Identifier) -> Result<Option<Publication>, Error> {
    find(database, "WHERE p.supersedes = $1", id.as_str()).await
}

/// What a question about genuineness comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was published and is in force.
    Current(Box<Publication>),
    /// It was published, and another took its place.
    Superseded {
        /// What was asked about.
        was: Box<Publication>,
        /// What took its place.
        now: Box<Publication>,
    },
    /// Nothing was published under this code, and no such file.
    Unknown,
}

async fn answer(database: &Database, found: Option<Publication>) -> Result<Answer, Error> {
    let Some(was) = found else { return Ok(Answer::Unknown) };
    Ok(match successor(database, &was.document).await? {
        None => Answer::Current(Box::new(was)),
        Some(now) => Answer::Superseded { was: Box::new(was), now: Box::new(now) },
    })
}

/// Answers for a verification code.
///
/// # Errors
/// Those of the database.
pub async fn by_code(database: &Database, code: &Code) -> Result<Answer, Error> {
    let found = find(database, "WHERE p.code = $1", code.as_str()).await?;
    answer(database, found).await
}

/// Answers for the SHA-256 of a file or of a content.
///
/// # Errors
/// Those of the database.
pub async fn by_hash(database: &Database, hash: &str) -> Result<Answer, Error> {
    const OF_FILE: &str = "JOIN document_file f ON f.document_id = p.document_id
                           WHERE f.sha256 = $1";
    let hash = hash.to_ascii_lowercase();
    let found = match find(database, OF_FILE, &hash).await? {
        Some(found) => Some(found),
        None => find(database, "WHERE p.content_hash = $1", &hash).await?,
    };
    answer(database, found).await
}

/// The file of a published document, compared with its hash.
///
/// # Errors
/// `document-unknown`, `document-altered`, those of the database.
pub async fn file(
    database: &Database,
    id: &Identifier,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let row = sqlx::query(
        "SELECT content, sha256 FROM document_file WHERE document_id = $1 AND language = $2",
    )
    .bind(id.as_str().to_owned())
    .bind(language.tag())
    .fetch_optional(database.readers())
    .await?
    .ok_or_else(|| Error::Unknown { id: id.to_string() })?;
    let (content, hash): (Vec<u8>, String) = (row.try_get(0)?, row.try_get(1)?);
    if sha256(&content) == hash { Ok(content) } else { Err(altered(id)) }
}

fn altered(id: &Identifier) -> Error {
    crate::Error::Altered { what: Kept::Document, id: id.to_string() }.into()
}

/// Verifies every published document: its content, what was published of it, and its files.
/// Returns how many there are.
///
/// # Errors
/// `document-altered` with the first one that no longer fits; those of the database.
pub async fn verify(database: &Database) -> Result<usize, Error> {
    let rows = sqlx::query(AssertSqlSafe(format!("{SELECT} ORDER BY p.document_id")))
        .fetch_all(database.readers())
        .await?;
    for row in &rows {
        let id: String = row.try_get(0)?;
        let id: Identifier = id.parse()?;
        // A row that cannot be read any more was altered too.
        let (of, hash) = publication(row).map_err(|_| altered(&id))?;
        let content = content_of(database, &of).await?.ok_or_else(|| altered(&id))?;
        let said = (content.0.as_str(), content.1.as_deref());
        let fits = version_hash(&of.kind, &id, of.version, said) == of.content_hash
            && of.hash() == hash
            && Code::of(id.as_str(), &of.content_hash) == of.code;
        if !fits {
            return Err(altered(&id));
        }
        // Whatever stands in them is verified with all that is attached anywhere.
        if !annexes::are_there(database, &of).await? {
            return Err(altered(&id));
        }
        for language in Language::ALL {
            match file(database, &id, language).await {
                Err(Error::Unknown { .. }) => return Err(altered(&id)),
                other => other?,
            };
        }
    }
    Ok(rows.len())
}

/// The content of what was published, and what is attached to it.
async fn content_of(
    database: &Database,
    of: &Publication,
) -> Result<Option<(String, Option<String>)>, Error> {
    let row = sqlx::query(
        "SELECT content, annexes FROM document_version WHERE document_id = $1 AND version = $2",
    )
    .bind(of.document.as_str().to_owned())
    .bind(of.version)
    .fetch_optional(database.readers())
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((row.try_get(0)?, row.try_get(1)?)))
}
