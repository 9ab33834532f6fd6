//! The files that belong to a document: attached and removed while it is written, written down with
//! every version that is submitted, and published with it.

use super::commands::State;
use super::content::{Content, ordered};
use super::error::Error;
use super::life::{Document, Editable, Head, Stored};
use super::publication::Publication;
use super::store::{self, Opened};
use crate::attachments::{self, Attachment, NewFile, Reading, Thing};
use crate::command::{Command, Gate, Request};
use crate::database::Database;
use crate::identity::Identifier;
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};
use std::marker::PhantomData;

/// What a version says of a file that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// Its name.
    pub name: String,
    /// Its type, as the ending of its name has it.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// The SHA-256 of its content.
    pub sha256: String,
}

impl Annex {
    fn of(attachment: &Attachment) -> Annex {
        Annex {
            name: attachment.open_name().to_owned(),
            media_type: attachment.media.word().to_owned(),
            bytes: attachment.bytes,
            sha256: attachment.sha256.clone(),
        }
    }
}

/// A document, as that to which files are attached. The files of a document are about nobody: a
/// station whose documents are about people says so with [`Thing::about`].
pub fn thing(document: &Identifier, municipality: Option<String>) -> Thing {
    Thing::new("document", document.clone(), municipality)
}

/// The files of a document, in the order in which they were attached.
///
/// # Errors
/// Those of the database.
pub async fn list<C: Content>(
    database: &Database,
    opened: &Opened<C>,
) -> Result<Vec<Attachment>, Error> {
    let thing = thing(opened.id(), opened.municipality.clone());
    Ok(attachments::list(database, &thing).await?)
}

/// A file of a document with its content, for whoever may read the document.
///
/// # Errors
/// Those of [`attachments::read`].
pub async fn open<C: Content>(
    gate: &Gate,
    request: Request,
    opened: &Opened<C>,
    sha256: &str,
) -> Result<attachments::Content, Error> {
    let resource = opened.resource(request.principal.actor());
    let reading = Reading { request, action: C::READ, resource: &resource };
    let thing = thing(opened.id(), opened.municipality.clone());
    Ok(attachments::read(gate, reading, &thing, sha256).await?)
}

/// What a version will say of its files; nothing when there is none.
pub(super) async fn to_keep(
    unit: &mut UnitOfWork,
    document: &Identifier,
    municipality: Option<String>,
) -> Result<Option<String>, Error> {
    let all = attachments::list_in(unit.reading(), &thing(document, municipality)).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let all: Vec<Annex> = all.iter().map(Annex::of).collect();
    let value = serde_json::to_value(&all);
    let value = value.map_err(|error| crate::Error::value("annexes", &error.to_string()))?;
    Ok(Some(ordered(value).to_string()))
}

/// What a version says of its files, as it is hashed.
pub(super) async fn of_version(
    connection: &mut AnyConnection,
    document: &Identifier,
    version: i64,
) -> Result<Option<String>, Error> {
    let row =
        sqlx::query("SELECT annexes FROM document_version WHERE document_id = $1 AND version = $2")
            .bind(document.as_str().to_owned())
            .bind(version)
            .fetch_optional(&mut *connection)
            .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
}

/// Reads what a version says of its files.
pub(super) fn read(text: Option<&str>) -> Result<Vec<Annex>, Error> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let all = serde_json::from_str(text);
    Ok(all.map_err(|_| crate::Error::value("document_version.annexes", text))?)
}

/// Whether every file that was published is still there, and nothing beside them.
pub(super) async fn are_there(database: &Database, of: &Publication) -> Result<bool, Error> {
    let row = sqlx::query("SELECT municipality_id FROM document WHERE id = $1")
        .bind(of.document.as_str().to_owned())
        .fetch_optional(database.readers())
        .await?;
    let municipality: Option<String> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    let there = attachments::list(database, &thing(&of.document, municipality)).await?;
    let there: Vec<Annex> = there.iter().map(Annex::of).collect();
    Ok(there == of.annexes)
}

/// Refuses a step on files that have changed since they were seen.
pub(super) fn is_seen(named: Option<i64>, stands: i64) -> Result<(), Error> {
    match named {
        Some(named) if named != stands => Err(Error::AnnexesPassed),
        _ => Ok(()),
    }
}

/// A document whose files change, if it is at a step at which they may.
#[derive(Debug)]
pub struct Changing {
    head: Head,
    municipality: Option<String>,
    /// How often its files were changed before.
    changes: i64,
}

impl Changing {
    /// Counts one change more, by someone who is a writer from then on.
    async fn count(&self, unit: &mut UnitOfWork) -> Result<i64, Error> {
        let changes = self.changes.saturating_add(1);
        store::count_annexes(unit, &self.head, changes).await?;
        Ok(changes)
    }
}

fn changing<C: Content>(state: State<C>, seen: Option<i64>) -> Result<Changing, Error> {
    fn edited<S: Editable>(document: Document<S>, by: &str) -> Head {
        document.edited(by).head().clone()
    }
    let State { opened, asks } = state;
    let (by, stands) = (asks.word(), opened.annexes);
    let head = match opened.stored {
        Stored::Draft(document) => edited(document, &by),
        Stored::Returned(document) => edited(document, &by),
        other => return Err(other.not_now()),
    };
    is_seen(seen, stands)?;
    Ok(Changing { head, municipality: opened.municipality, changes: stands })
}

/// What is attached to a document after a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// The document.
    pub document: Identifier,
    /// The SHA-256 of the file that was attached or removed.
    pub sha256: String,
    /// How often what is attached was changed.
    pub annexes: i64,
}

/// Attaches a file to a draft, or to a document that was returned. The same content again changes
/// nothing.
#[derive(Debug, Clone, Serialize)]
pub struct AttachFile<C> {
    document: Identifier,
    file: NewFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<i64>,
    #[serde(skip)]
    kind: PhantomData<fn() -> C>,
}

impl<C> AttachFile<C> {
    /// A file, to a document.
    pub fn new(document: Identifier, file: NewFile) -> AttachFile<C> {
        AttachFile { document, file, seen: None, kind: PhantomData }
    }

    /// The same, if nothing was attached or removed after so many changes.
    #[must_use]
    pub fn seen(self, annexes: i64) -> AttachFile<C> {
        AttachFile { seen: Some(annexes), ..self }
    }
}

impl<C: Content> Command for AttachFile<C> {
    type State = State<C>;
    type Decision = Changing;
    type Outcome = Attached;
    type Error = Error;
    const ACTION: &'static str = C::ATTACH;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<Changing, Error> {
        changing(state, self.seen)
    }

    async fn write(&self, change: Changing, unit: &mut UnitOfWork) -> Result<Attached, Error> {
        let thing = thing(&change.head.id, change.municipality.clone());
        let (_, is_new) = attachments::attach(unit, &thing, &self.file, C::ATTACH).await?;
        let annexes = if is_new { change.count(unit).await? } else { change.changes };
        Ok(Attached { document: change.head.id, sha256: self.file.sha256().to_owned(), annexes })
    }
}

/// Removes a file from a draft, or from a document that was returned.
#[derive(Debug, Clone, Serialize)]
pub struct RemoveFile<C> {
    document: Identifier,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<i64>,
    #[serde(skip)]
    kind: PhantomData<fn() -> C>,
}

impl<C> RemoveFile<C> {
    /// The file with a hash, from a document.
    pub fn new(document: Identifier, sha256: &str) -> RemoveFile<C> {
        RemoveFile { document, sha256: sha256.to_owned(), seen: None, kind: PhantomData }
    }

    /// The same, if nothing was attached or removed after so many changes.
    #[must_use]
    pub fn seen(self, annexes: i64) -> RemoveFile<C> {
        RemoveFile { seen: Some(annexes), ..self }
    }
}

impl<C: Content> Command for RemoveFile<C> {
    type State = State<C>;
    type Decision = Changing;
    type Outcome = Attached;
    type Error = Error;
    const ACTION: &'static str = C::REMOVE;

    fn resource(&self, state: &State<C>) -> Resource {
        state.resource()
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<State<C>, Error> {
        State::read(unit, &self.document).await
    }

    fn decide(&self, state: State<C>, _: Timestamp) -> Result<Changing, Error> {
        changing(state, self.seen)
    }

    async fn write(&self, change: Changing, unit: &mut UnitOfWork) -> Result<Attached, Error> {
        let thing = thing(&change.head.id, change.municipality.clone());
        attachments::remove(unit, &thing, &self.sha256, C::REMOVE).await?;
        let annexes = change.count(unit).await?;
        Ok(Attached { document: change.head.id, sha256: self.sha256.clone(), annexes })
    }
}
