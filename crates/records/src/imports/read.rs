//! One import as it stands, and its file for whoever may look at it.

use super::error::Error;
use super::{Step, thing};
use crate::attachments::{self, Content, Reading};
use crate::clock;
use crate::command::Gate;
use crate::database::Database;
use crate::identity::Identifier;
use jiff::Timestamp;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// An import without its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its identifier.
    pub id: Identifier,
    /// What kind of table.
    pub kind: String,
    /// The municipality whose table it is; none for the country.
    pub municipality: Option<String>,
    /// Which table.
    pub about: String,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// What was said beside the file.
    pub settings: Value,
    /// How far it has come.
    pub step: Step,
    /// When it was uploaded.
    pub uploaded_at: Timestamp,
    /// By whom, as the journal names actors.
    pub uploaded_by: String,
    /// Until when it may be confirmed.
    pub expires_at: Timestamp,
    /// When it began to count.
    pub confirmed: Option<Confirmed>,
    /// When it ceased to.
    pub undone: Option<Undone>,
}

/// When an import began to count, and what it replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The version that was in force.
    pub before: i64,
    /// The version that it became.
    pub after: i64,
}

/// When an import ceased to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

impl Import {
    /// Whether it can still be confirmed at a time.
    ///
    /// # Errors
    /// `import-confirmed`, `import-undone`, `import-expired`.
    pub fn may_be_confirmed(&self, now: Timestamp) -> Result<(), Error> {
        match self.step {
            Step::Previewed if now < self.expires_at => Ok(()),
            Step::Previewed => Err(Error::NotNow { step: Step::Expired }),
            step => Err(Error::NotNow { step }),
        }
    }

    fn of(row: &AnyRow) -> Result<Import, Error> {
        let code: String = row.try_get(0)?;
        let settings: String = row.try_get(5)?;
        let [confirmed_at, confirmed_by, undone_at, undone_by]: [Option<String>; 4] =
            [row.try_get(12)?, row.try_get(13)?, row.try_get(14)?, row.try_get(15)?];
        let versions: (Option<i64>, Option<i64>) = (row.try_get(10)?, row.try_get(11)?);
        let confirmed = match (confirmed_at, confirmed_by, versions) {
            (Some(at), Some(by), (Some(before), Some(after))) => {
                Some(Confirmed { at: clock::from_text(&at)?, by, before, after })
            }
            _ => None,
        };
        let undone = match (undone_at, undone_by) {
            (Some(at), Some(by)) => Some(Undone { at: clock::from_text(&at)?, by }),
            _ => None,
        };
        let unreadable = |_| crate::Error::value("import.settings", &settings);
        Ok(Import {
            municipality: (!code.is_empty()).then_some(code),
            id: row.try_get::<String, _>(1)?.parse()?,
            kind: row.try_get(2)?,
            about: row.try_get(3)?,
            sha256: row.try_get(4)?,
            settings: serde_json::from_str(&settings).map_err(unreadable)?,
            step: Step::from_word(row.try_get(6)?)?,
            uploaded_at: clock::from_text(row.try_get(7)?)?,
            uploaded_by: row.try_get(8)?,
            expires_at: clock::from_text(row.try_get(9)?)?,
            confirmed,
            undone,
        })
    }
}

/// An import of a kind.
///
/// # Errors
/// `import-unknown`, those of the database.
pub async fn find(database: &Database, kind: &str, id: &Identifier) -> Result<Import, Error> {
    let mut connection = database.readers().acquire().await.map_err(crate::Error::from)?;
    find_in(&mut connection, kind, id).await
}

/// The same, inside a unit of work.
///
/// # Errors
/// `import-unknown`, those of the database.
pub async fn find_in(
    connection: &mut AnyConnection,
    kind: &str,
    id: &Identifier,
) -> Result<Import, Error> {
    let found = any_in(connection, id.as_str()).await?;
    match found.kind == kind {
        true => Ok(found),
        false => Err(Error::Unknown { id: id.to_string() }),
    }
}

pub(super) async fn any_in(connection: &mut AnyConnection, id: &str) -> Result<Import, Error> {
    let row = sqlx::query(
        "SELECT municipality_code, id, kind, about, sha256, settings, step, uploaded_at,
                uploaded_by, expires_at, version_before, version_after, confirmed_at,
                confirmed_by, undone_at, undone_by
         FROM import WHERE id = $1",
    )
    .bind(id.to_owned())
    .fetch_optional(&mut *connection)
    .await?;
    let unknown = || Error::Unknown { id: id.to_owned() };
    Import::of(&row.ok_or_else(unknown)?)
}

/// The file of an import that can still be confirmed, for whoever the policy permits to look at it.
///
/// # Errors
/// `import-confirmed`, `import-undone`, `import-expired`, and those of reading what is attached.
pub async fn content(gate: &Gate, reading: Reading<'_>, import: &Import) -> Result<Content, Error> {
    import.may_be_confirmed(reading.request.now)?;
    let thing = thing(&import.id, import.municipality.clone());
    Ok(attachments::read(gate, reading, &thing, &import.sha256).await?)
}
