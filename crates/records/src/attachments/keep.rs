//! Attaching and removing, within a unit of work: rows and the word in the journal become lasting
//! with whatever else the command does.

use super::error::Error;
use super::file::NewFile;
use super::read::{self, Attachment, Row};
use super::{Thing, name_field, piece_field};
use crate::clock;
use crate::content_hash::{ContentHash, Pieces};
use crate::journal::Entry;
use crate::sealing::{ForWriting, Sealed};
use crate::unit_of_work::UnitOfWork;
use serde_json::json;

/// How many bytes of a file are sealed at a time.
pub(super) const PIECE: usize = 256 * 1024;

/// Attaches a file to a thing, under an action that the policy has permitted. The same content on
/// the same thing is what is there already: then nothing is written, and `false` is said.
///
/// # Errors
/// `attachment-many`, `attachment-no-keys`, `subject-erased`, `key-missing`, those of the database.
pub async fn attach(
    unit: &mut UnitOfWork,
    thing: &Thing,
    file: &NewFile,
    action: &str,
) -> Result<(Attachment, bool), Error> {
    let present = read::list_in(unit.reading(), thing).await?;
    if let Some(same) = present.iter().find(|other| other.sha256 == file.sha256) {
        return Ok((same.clone(), false));
    }
    if present.len() >= file.number_max {
        return Err(Error::TooMany { most: file.number_max });
    }
    let ring = unit.keys().ok_or(Error::NoKeys)?;
    let sealing = ForWriting::of(&ring, unit, &thing.subject, thing.kind).await?;
    let pieces = sealed(&sealing, file)?;
    let mut digest = Pieces::default();
    for piece in &pieces {
        digest.take(piece.as_bytes());
    }
    let name = file.name.as_str();
    let name_sealed = match thing.is_sensitive {
        true => Some(sealing.seal(&name_field(&file.sha256), name)?),
        false => None,
    };
    let row = Row {
        sha256: file.sha256.clone(),
        name: name_sealed.is_none().then(|| name.to_owned()),
        name_sealed: name_sealed.map(|sealed| sealed.as_bytes().to_vec()),
        media_type: file.media.word().to_owned(),
        bytes: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
        subject: thing.subject.id.to_string(),
        attached_at: clock::to_text(unit.now()),
        attached_by: unit.actor().word(),
    };
    insert(unit, thing, &row, &digest.finish()).await?;
    for (number, piece) in (1_i64..).zip(pieces) {
        insert_piece(unit, thing, &row.sha256, (number, piece)).await?;
    }
    let after = json!({ "attached": row.sha256, "type": row.media_type, "bytes": row.bytes });
    unit.journal(entry(thing, action, [None, Some(after)])).await?;
    Ok((row.attachment()?, true))
}

fn sealed(sealing: &ForWriting, file: &NewFile) -> Result<Vec<Sealed>, Error> {
    let count = file.content.len().div_ceil(PIECE);
    let mut pieces = Vec::with_capacity(count);
    for (number, piece) in (1_usize..).zip(file.content.chunks(PIECE)) {
        let field = piece_field(&file.sha256, number, count);
        pieces.push(sealing.seal_bytes(&field, piece)?);
    }
    Ok(pieces)
}

/// The hash over everything that is kept of a file: what `verify` compares without opening it.
pub(super) fn row_hash(thing: (&str, &str, &str), row: &Row, sealed: &str) -> String {
    let (municipality, kind, id) = thing;
    ContentHash::new("attachment 1")
        .text(municipality)
        .text(kind)
        .text(id)
        .text(&row.sha256)
        .optional(row.name.as_deref())
        .optional(row.name_sealed.as_ref().map(hex::encode).as_deref())
        .text(&row.media_type)
        .number(row.bytes)
        .text(&row.subject)
        .text(&row.attached_at)
        .text(&row.attached_by)
        .text(sealed)
        .finish()
}

async fn insert(
    unit: &mut UnitOfWork,
    thing: &Thing,
    row: &Row,
    sealed: &str,
) -> Result<(), Error> {
    let code = thing.municipality_code();
    let hash = row_hash((&code, thing.kind, thing.id.as_str()), row, sealed);
    sqlx::query(
        "INSERT INTO attachment (municipality_code, kind, thing, sha256, name, name_sealed,
                                 media_type, bytes, subject, attached_at, attached_by, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(code)
    .bind(thing.kind)
    .bind(thing.id.to_string())
    .bind(row.sha256.clone())
    .bind(row.name.clone())
    .bind(row.name_sealed.clone())
    .bind(row.media_type.clone())
    .bind(row.bytes)
    .bind(row.subject.clone())
    .bind(row.attached_at.clone())
    .bind(row.attached_by.clone())
    .bind(hash)
    .execute(unit.writing())
    .await?;
    Ok(())
}

async fn insert_piece(
    unit: &mut UnitOfWork,
    thing: &Thing,
    sha256: &str,
    (number, piece): (i64, Sealed),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO attachment_piece (municipality_code, kind, thing, sha256, piece, sealed)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(thing.municipality_code())
    .bind(thing.kind)
    .bind(thing.id.to_string())
    .bind(sha256.to_owned())
    .bind(number)
    .bind(piece.as_bytes().to_vec())
    .execute(unit.writing())
    .await?;
    Ok(())
}

/// Removes a file from a thing, with its content. Whether it may be removed is for the caller to
/// decide: never from what was published.
///
/// # Errors
/// `attachment-unknown`, those of the database.
pub async fn remove(
    unit: &mut UnitOfWork,
    thing: &Thing,
    sha256: &str,
    action: &str,
) -> Result<(), Error> {
    let present = read::list_in(unit.reading(), thing).await?;
    let unknown = || Error::Unknown { sha256: sha256.chars().take(64).collect() };
    let gone = present.into_iter().find(|one| one.sha256 == sha256).ok_or_else(unknown)?;
    for table in [
        "DELETE FROM attachment_piece
         WHERE municipality_code = $1 AND kind = $2 AND thing = $3 AND sha256 = $4",
        "DELETE FROM attachment
         WHERE municipality_code = $1 AND kind = $2 AND thing = $3 AND sha256 = $4",
    ] {
        sqlx::query(table)
            .bind(thing.municipality_code())
            .bind(thing.kind)
            .bind(thing.id.to_string())
            .bind(gone.sha256.clone())
            .execute(unit.writing())
            .await?;
    }
    let media = gone.media.word();
    let before = json!({ "attached": gone.sha256, "type": media, "bytes": gone.bytes });
    Ok(unit.journal(entry(thing, action, [Some(before), None])).await?)
}

fn entry(thing: &Thing, action: &str, states: [Option<serde_json::Value>; 2]) -> Entry {
    let [before, after] = states;
    let (chain, subject) = (thing.subject.chain(), thing.word());
    Entry { chain, action: action.to_owned(), subject, before, after }
}
