//! The sealed file of one subject: written without being read, and read only by whom the journal
//! names.

use super::cipher::{self, Key, Sealed};
use super::fault::Fault;
use super::ring::KeyRing;
use super::store;
use super::subject::Subject;
use crate::command::{Gate, Request};
use crate::error::Error;
use crate::journal::Entry;
use crate::policy::{Resource, Sensitivity};
use crate::sensitivity::ties::{self, Standing};
use crate::unit_of_work::UnitOfWork;
use serde_json::json;
use sqlx::AnyConnection;
use zeroize::Zeroizing;

/// The file of a subject, to which values may be added: what is there stays sealed.
#[derive(Debug)]
pub struct ForWriting {
    subject: Subject,
    key: Key,
}

impl ForWriting {
    /// The file of a subject, made if there is none. `record_type` says how long it is kept; it
    /// counts when the file is made.
    ///
    /// # Errors
    /// `subject-unknown` for a restricted one to which they are outside, `subject-kin`,
    /// `subject-erased`, `key-missing`, `seal-broken`, and those of the database.
    pub async fn of(
        ring: &KeyRing,
        unit: &mut UnitOfWork,
        subject: &Subject,
        record_type: &str,
    ) -> Result<ForWriting, Error> {
        let key = match store::key_of(ring, unit.reading(), subject).await? {
            Some(key) => {
                let_in(unit, subject).await?;
                key
            }
            None => store::make_key(ring, unit, subject, record_type).await?,
        };
        Ok(ForWriting { subject: subject.clone(), key })
    }

    /// Seals a value for a field, `table.column`: nowhere else can it be opened.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub fn seal(&self, field: &str, value: &str) -> Result<Sealed, Error> {
        self.seal_bytes(field, value.as_bytes())
    }

    /// Seals bytes for a field.
    ///
    /// # Errors
    /// `randomness-unavailable`.
    pub(crate) fn seal_bytes(&self, field: &str, value: &[u8]) -> Result<Sealed, Error> {
        cipher::seal(&self.key, &place(&self.subject, field), value)
    }
}

/// The file of a subject, open for the program alone, which checks by it what someone typed and
/// shows it to nobody: the secret of a second factor. What the journal says is that it was checked.
#[derive(Debug)]
pub struct ForChecking(ForWriting);

impl ForChecking {
    /// Opens the file.
    ///
    /// # Errors
    /// `subject-unknown`, `subject-erased`, `key-missing`, `seal-broken`, and those of the
    /// database.
    pub async fn of(
        ring: &KeyRing,
        connection: &mut AnyConnection,
        subject: &Subject,
    ) -> Result<ForChecking, Error> {
        let key = store::key_of(ring, connection, subject).await?;
        OpenFile::with(subject, key).map(|OpenFile(file)| ForChecking(file))
    }

    /// The value that was sealed for a field.
    ///
    /// # Errors
    /// `seal-broken` when it was sealed for another field or subject, or changed since.
    pub fn value(&self, field: &str, sealed: &Sealed) -> Result<Zeroizing<String>, Error> {
        opened(&self.0, field, sealed)
    }
}

/// The file of a thing that is about nobody, opened for whoever may read the thing: the files that
/// are attached to a document. They are sealed like everything, so that a copy of the database
/// shows no draft; that a document was read is nothing that the journal has to say.
#[derive(Debug)]
pub(crate) struct ForServing(OpenFile);

impl ForServing {
    /// Opens the file, once the policy has decided.
    ///
    /// # Errors
    /// `subject-unknown`, `subject-erased`, `key-missing`, `seal-broken`, and those of the
    /// database.
    pub(crate) async fn of(
        ring: &KeyRing,
        connection: &mut AnyConnection,
        subject: &Subject,
    ) -> Result<ForServing, Error> {
        let key = store::key_of(ring, connection, subject).await?;
        OpenFile::with(subject, key).map(ForServing)
    }

    /// What is opened.
    pub(crate) fn into_open(self) -> OpenFile {
        self.0
    }
}

fn opened(file: &ForWriting, field: &str, sealed: &Sealed) -> Result<Zeroizing<String>, Error> {
    let bytes = cipher::open(&file.key, &place(&file.subject, field), sealed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Fault::Broken)?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// The file of a subject, open for someone of whom the journal says that they read it.
#[derive(Debug)]
pub struct OpenFile(ForWriting);

impl OpenFile {
    /// Opens the file for a page or an answer. The policy decides, with how whoever asks stands to
    /// the subject, and the entry in the journal is lasting before anything can be read. A
    /// restricted file of whose circle they are not is answered like one that there is not.
    ///
    /// # Errors
    /// `action-refused`, `subject-unknown`, `subject-erased`, `key-missing`, `seal-broken`, and
    /// those of the database.
    pub async fn read(
        ring: &KeyRing,
        gate: &Gate,
        request: Request,
        action: &str,
        subject: &Subject,
        resource: &Resource,
    ) -> Result<OpenFile, Error> {
        let mut connection = gate.database().readers().acquire().await?;
        let principal = &request.principal;
        let standing = ties::standing(&mut connection, principal, &subject.id, request.now).await?;
        let mut known = resource.clone().about(&subject.id);
        known.sensitivity = known.sensitivity.max(standing.class);
        known.ties = standing.ties;
        gate.policy().permit(principal, action, &known)?;
        gate.witness(request, &entry(action, subject, &standing)).await?;
        let key = store::key_of(ring, &mut connection, subject).await?;
        Self::with(subject, key)
    }

    /// Opens the file for a command whose decision rests on it, in its unit of work.
    ///
    /// # Errors
    /// `subject-kin`, `subject-unknown`, `subject-erased`, `key-missing`, `seal-broken`, and those
    /// of the database.
    pub async fn within(
        ring: &KeyRing,
        unit: &mut UnitOfWork,
        action: &str,
        subject: &Subject,
    ) -> Result<OpenFile, Error> {
        let standing = let_in(unit, subject).await?;
        unit.journal(entry(action, subject, &standing)).await?;
        let key = store::key_of(ring, unit.reading(), subject).await?;
        Self::with(subject, key)
    }

    fn with(subject: &Subject, key: Option<Key>) -> Result<OpenFile, Error> {
        let key = key.ok_or_else(|| Fault::SubjectUnknown { subject: subject.id.to_string() })?;
        Ok(OpenFile(ForWriting { subject: subject.clone(), key }))
    }

    /// The value that was sealed for a field.
    ///
    /// # Errors
    /// `seal-broken` when it was sealed for another field or subject, or changed since.
    pub fn value(&self, field: &str, sealed: &Sealed) -> Result<Zeroizing<String>, Error> {
        opened(&self.0, field, sealed)
    }

    /// The bytes that were sealed for a field.
    ///
    /// # Errors
    /// `seal-broken` when they were sealed for another field or subject, or changed since.
    pub(crate) fn bytes(&self, field: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, Error> {
        cipher::open(&self.0.key, &place(&self.0.subject, field), sealed)
    }

    /// The same file, for adding values.
    pub fn for_writing(&self) -> &ForWriting {
        &self.0
    }
}

/// Whether whoever acts may work in the file at all, whatever the command was decided on.
async fn let_in(unit: &mut UnitOfWork, subject: &Subject) -> Result<Standing, Error> {
    let (principal, now) = (unit.principal().clone(), unit.now());
    let standing = ties::standing(unit.reading(), &principal, &subject.id, now).await?;
    let id = subject.id.to_string();
    if standing.ties.hides(standing.class) {
        return Err(Fault::SubjectUnknown { subject: id }.into());
    }
    match standing.ties.kin {
        true => Err(Fault::SubjectKin { subject: id }.into()),
        false => Ok(standing),
    }
}

/// What the journal says of whoever opens a file: of a restricted one, and in an emergency, also
/// that it was so.
fn entry(action: &str, subject: &Subject, standing: &Standing) -> Entry {
    let restricted = standing.class == Sensitivity::Restricted;
    let after = match (standing.is_emergency(), restricted) {
        (true, _) => Some(json!({ "read": "emergency" })),
        (false, true) => Some(json!({ "read": "restricted" })),
        (false, false) => None,
    };
    Entry {
        chain: subject.chain(),
        action: action.to_owned(),
        subject: subject.word(),
        before: None,
        after,
    }
}

fn place(subject: &Subject, field: &str) -> Vec<u8> {
    cipher::place(&["value", subject.id.as_str(), field])
}
