//! What is attached: lists, content for whoever may read it, and everything verified.

use super::error::Error;
use super::keep::row_hash;
use super::media::MediaType;
use super::name::FileName;
use super::{Thing, name_field, piece_field};
use crate::clock;
use crate::command::{Gate, Request};
use crate::content_hash::{Pieces, sha256};
use crate::database::Database;
use crate::error::Kept;
use crate::policy::Resource;
use crate::sealing::{ForServing, OpenFile, Sealed};
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

/// A file that is attached, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The SHA-256 of its content, by which it is known.
    pub sha256: String,
    /// Its name; none where the thing is sensitive, which is then read with the content.
    pub name: Option<FileName>,
    /// Its type.
    pub media: MediaType,
    /// How many bytes it has.
    pub bytes: i64,
    /// When it was attached.
    pub attached_at: Timestamp,
    /// By whom, as the journal names actors.
    pub attached_by: String,
    name_sealed: Option<Sealed>,
}

impl Attachment {
    /// Its name where it stands open; nothing where it is sealed.
    pub fn open_name(&self) -> &str {
        self.name.as_ref().map_or("", FileName::as_str)
    }

    /// Its size as people read it.
    pub fn size(&self, language: formula::words::Language) -> String {
        super::error::size(usize::try_from(self.bytes).unwrap_or_default(), language)
    }
}

/// A file with its content.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// What is known of it.
    pub attachment: Attachment,
    /// Its name.
    pub name: FileName,
    /// What was attached, byte for byte.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Content({} bytes)", self.bytes.len())
    }
}

/// The columns of a row, as they are hashed.
pub(super) struct Row {
    pub(super) sha256: String,
    pub(super) name: Option<String>,
    pub(super) name_sealed: Option<Vec<u8>>,
    pub(super) media_type: String,
    pub(super) bytes: i64,
    pub(super) subject: String,
    pub(super) attached_at: String,
    pub(super) attached_by: String,
}

const COLUMNS: &str = "sha256, name, name_sealed, media_type, bytes, subject, attached_at,
                       attached_by";

impl Row {
    fn of(row: &AnyRow) -> Result<Row, Error> {
        Ok(Row {
            sha256: row.try_get(0)?,
            name: row.try_get(1)?,
            name_sealed: row.try_get(2)?,
            media_type: row.try_get(3)?,
            bytes: row.try_get(4)?,
            subject: row.try_get(5)?,
            attached_at: row.try_get(6)?,
            attached_by: row.try_get(7)?,
        })
    }

    pub(super) fn attachment(self) -> Result<Attachment, Error> {
        Ok(Attachment {
            sha256: self.sha256,
            name: self.name.map(FileName::from_stored),
            media: MediaType::from_word(&self.media_type)?,
            bytes: self.bytes,
            attached_at: clock::from_text(&self.attached_at)?,
            attached_by: self.attached_by,
            name_sealed: self.name_sealed.map(Sealed::from_stored),
        })
    }
}

/// What is attached to a thing, in the order in which it was.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database, thing: &Thing) -> Result<Vec<Attachment>, Error> {
    let mut connection = database.readers().acquire().await?;
    list_in(&mut connection, thing).await
}

/// The same, inside a unit of work.
///
/// # Errors
/// Those of the database.
pub async fn list_in(
    connection: &mut AnyConnection,
    thing: &Thing,
) -> Result<Vec<Attachment>, Error> {
    let text = format!(
        "SELECT {COLUMNS} FROM attachment
         WHERE municipality_code = $1 AND kind = $2 AND thing = $3
         ORDER BY attached_at, sha256"
    );
    let rows = sqlx::query(AssertSqlSafe(text))
        .bind(thing.municipality_code())
        .bind(thing.kind)
        .bind(thing.id.to_string())
        .fetch_all(&mut *connection)
        .await?;
    rows.iter().map(|row| Row::of(row)?.attachment()).collect()
}

/// Who reads, by which action, and what the policy decides on.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Who asks, when.
    pub request: Request,
    /// The action of reading the thing.
    pub action: &'a str,
    /// The thing, for the policy.
    pub resource: &'a Resource,
}

/// A file with its content, for whoever the policy permits to read its thing. Of a sensitive thing
/// the journal says who read it, before anything is opened.
///
/// # Errors
/// `action-refused`, `attachment-unknown`, `attachment-no-keys`, `attachment-altered`,
/// `subject-erased`, `key-missing`, `seal-broken`, those of the database.
pub async fn read(
    gate: &Gate,
    reading: Reading<'_>,
    thing: &Thing,
    wanted: &str,
) -> Result<Content, Error> {
    let Reading { request, action, resource } = reading;
    gate.policy().permit(&request.principal, action, resource)?;
    let found = list(gate.database(), thing).await?.into_iter().find(|one| one.sha256 == wanted);
    let unknown = || Error::Unknown { sha256: wanted.chars().take(64).collect() };
    let attachment = found.ok_or_else(unknown)?;
    let ring = gate.keys().ok_or(Error::NoKeys)?;
    let open = if thing.is_sensitive {
        OpenFile::read(ring, gate, request, action, &thing.subject, resource).await?
    } else {
        let mut connection = gate.database().readers().acquire().await?;
        ForServing::of(ring, &mut connection, &thing.subject).await?.into_open()
    };
    let bytes = opened(gate.database(), &open, thing, wanted).await?;
    let name = match (&attachment.name, &attachment.name_sealed) {
        (Some(name), _) => name.clone(),
        (None, Some(sealed)) => {
            let name = open.value(&name_field(wanted), sealed)?;
            FileName::from_stored(name.as_str().to_owned())
        }
        (None, None) => return Err(altered(wanted)),
    };
    Ok(Content { attachment, name, bytes })
}

async fn opened(
    database: &Database,
    open: &OpenFile,
    thing: &Thing,
    wanted: &str,
) -> Result<Vec<u8>, Error> {
    let rows = sqlx::query(
        "SELECT sealed FROM attachment_piece
         WHERE municipality_code = $1 AND kind = $2 AND thing = $3 AND sha256 = $4
         ORDER BY piece",
    )
    .bind(thing.municipality_code())
    .bind(thing.kind)
    .bind(thing.id.to_string())
    .bind(wanted.to_owned())
    .fetch_all(database.readers())
    .await?;
    let mut bytes = Vec::new();
    for (number, row) in (1_usize..).zip(&rows) {
        let sealed = Sealed::from_stored(row.try_get(0)?);
        let field = piece_field(wanted, number, rows.len());
        bytes.extend_from_slice(&open.bytes(&field, &sealed)?);
    }
    if sha256(&bytes) == wanted { Ok(bytes) } else { Err(altered(wanted)) }
}

fn altered(sha256: &str) -> Error {
    crate::Error::Altered { what: Kept::Attachment, id: sha256.to_owned() }.into()
}

/// How many files are looked at together.
const PAGE: i64 = 100;

/// Verifies every file that is attached anywhere, without opening one: what is kept of it and its
/// sealed content are compared with the hash over both. Gives how many there are.
///
/// # Errors
/// `attachment-altered` with the first that no longer fits; those of the database.
pub async fn verify(database: &Database) -> Result<usize, Error> {
    let mut after = [String::new(), String::new(), String::new(), String::new()];
    let mut count = 0_usize;
    loop {
        let text = format!(
            "SELECT {COLUMNS}, hash, municipality_code, kind, thing FROM attachment
             WHERE (municipality_code, kind, thing, sha256) > ($1, $2, $3, $4)
             ORDER BY municipality_code, kind, thing, sha256 LIMIT $5"
        );
        let query = sqlx::query(AssertSqlSafe(text));
        let query = after.iter().fold(query, |query, part| query.bind(part.clone()));
        let rows = query.bind(PAGE).fetch_all(database.readers()).await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in &rows {
            let [hash, municipality, kind, thing]: [String; 4] =
                [row.try_get(8)?, row.try_get(9)?, row.try_get(10)?, row.try_get(11)?];
            let row = Row::of(row)?;
            after = [municipality, kind, thing, row.sha256.clone()];
            let sealed = hash_of_pieces(database, &after).await?;
            let [municipality, kind, thing, _] = &after;
            if row_hash((municipality, kind, thing), &row, &sealed) != hash {
                return Err(altered(&row.sha256));
            }
            count = count.saturating_add(1);
        }
    }
}

/// The hash over the sealed content of a file, read piece by piece.
async fn hash_of_pieces(database: &Database, of: &[String; 4]) -> Result<String, Error> {
    let mut digest = Pieces::default();
    for number in 1_i64.. {
        let query = sqlx::query(
            "SELECT sealed FROM attachment_piece
             WHERE municipality_code = $1 AND kind = $2 AND thing = $3 AND sha256 = $4
               AND piece = $5",
        );
        let query = of.iter().fold(query, |query, part| query.bind(part.clone()));
        let row = query.bind(number).fetch_optional(database.readers()).await?;
        let Some(row) = row else { break };
        let sealed: Vec<u8> = row.try_get(0)?;
        digest.take(&sealed);
    }
    Ok(digest.finish())
}
