//! Uploading, confirming and undoing, within a unit of work: the row, the file and the word in the
//! journal become lasting with whatever else the command does.

use super::error::Error;
use super::read::Import;
use super::{KEPT_FOR, Step, thing};
use crate::attachments::{self, NewFile};
use crate::clock;
use crate::identity::Identifier;
use crate::journal::{Chain, Entry};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::Row;

/// How many expired uploads one upload clears away.
const FORGOTTEN_AT_ONCE: i64 = 20;

/// A table that was sent.
#[derive(Debug, Clone, Serialize)]
pub struct NewImport {
    /// What kind of table: `grant-data`.
    pub kind: &'static str,
    /// The code of the municipality whose table it is; none for the country.
    pub municipality: Option<String>,
    /// Which table.
    pub about: String,
    /// What was said beside the file. Nothing about a person belongs here.
    pub settings: Value,
    /// The file.
    pub file: NewFile,
}

/// Keeps an upload, under an action that the policy has permitted, and clears away what nobody
/// confirmed in time.
///
/// # Errors
/// Those of attaching, those of the database.
pub async fn upload(
    unit: &mut UnitOfWork,
    new: &NewImport,
    action: &str,
) -> Result<Identifier, Error> {
    forget_expired(unit, action).await?;
    let id = unit.identifier()?;
    let (now, by) = (unit.now(), unit.actor().word());
    let expires = now.checked_add(KEPT_FOR).unwrap_or(now);
    sqlx::query(
        "INSERT INTO import (municipality_code, id, kind, about, sha256, settings, step,
                             uploaded_at, uploaded_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'previewed', $7, $8, $9)",
    )
    .bind(new.municipality.clone().unwrap_or_default())
    .bind(id.to_string())
    .bind(new.kind)
    .bind(new.about.clone())
    .bind(new.file.sha256().to_owned())
    .bind(new.settings.to_string())
    .bind(clock::to_text(now))
    .bind(by)
    .bind(clock::to_text(expires))
    .execute(unit.writing())
    .await?;
    attachments::attach(unit, &thing(&id, new.municipality.clone()), &new.file, action).await?;
    Ok(id)
}

/// Marks an import as confirmed, within the command that puts it in force, and removes its file:
/// what was taken stands with the station now.
///
/// # Errors
/// `import-confirmed`, `import-undone`, `import-expired`, those of the database.
pub async fn confirm(
    unit: &mut UnitOfWork,
    import: &Import,
    (before, after): (i64, i64),
    action: &str,
) -> Result<(), Error> {
    import.may_be_confirmed(unit.now())?;
    let (now, by) = (clock::to_text(unit.now()), unit.actor().word());
    let done = sqlx::query(
        "UPDATE import SET step = 'confirmed', version_before = $1, version_after = $2,
                           confirmed_at = $3, confirmed_by = $4
         WHERE municipality_code = $5 AND id = $6 AND step = 'previewed'",
    )
    .bind(before)
    .bind(after)
    .bind(now)
    .bind(by)
    .bind(import.municipality.clone().unwrap_or_default())
    .bind(import.id.to_string())
    .execute(unit.writing())
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::NotNow { step: Step::Confirmed });
    }
    remove_file(unit, import, action).await?;
    let states = [
        json!({ "version": before }),
        json!({ "version": after, "about": import.about, "hash": import.sha256 }),
    ];
    journal(unit, import, action, states).await
}

/// Marks a confirmed import as undone, within the command that puts back what was before it.
///
/// # Errors
/// `import-not-confirmed`, `import-undone`, `import-expired`, those of the database.
pub async fn undo(unit: &mut UnitOfWork, import: &Import, action: &str) -> Result<(), Error> {
    let Some(confirmed) = import.confirmed.as_ref().filter(|_| import.step == Step::Confirmed)
    else {
        return Err(Error::NotNow { step: import.step });
    };
    let (now, by) = (clock::to_text(unit.now()), unit.actor().word());
    sqlx::query(
        "UPDATE import SET step = 'undone', undone_at = $1, undone_by = $2
         WHERE municipality_code = $3 AND id = $4 AND step = 'confirmed'",
    )
    .bind(now)
    .bind(by)
    .bind(import.municipality.clone().unwrap_or_default())
    .bind(import.id.to_string())
    .execute(unit.writing())
    .await?;
    let states = [json!({ "version": confirmed.after }), json!({ "version": confirmed.before })];
    journal(unit, import, action, states).await
}

/// Removes the files of uploads that nobody confirmed in time, a few at once.
///
/// # Errors
/// Those of the database.
pub async fn forget_expired(unit: &mut UnitOfWork, action: &str) -> Result<usize, Error> {
    let now: Timestamp = unit.now();
    let rows = sqlx::query(
        "SELECT id FROM import WHERE step = 'previewed' AND expires_at <= $1
         ORDER BY expires_at, id LIMIT $2",
    )
    .bind(clock::to_text(now))
    .bind(FORGOTTEN_AT_ONCE)
    .fetch_all(unit.reading())
    .await?;
    for row in &rows {
        let id: String = row.try_get(0)?;
        let import = super::read::any_in(unit.reading(), &id).await?;
        sqlx::query("UPDATE import SET step = 'expired' WHERE municipality_code = $1 AND id = $2")
            .bind(import.municipality.clone().unwrap_or_default())
            .bind(id)
            .execute(unit.writing())
            .await?;
        remove_file(unit, &import, action).await?;
    }
    Ok(rows.len())
}

async fn remove_file(unit: &mut UnitOfWork, import: &Import, action: &str) -> Result<(), Error> {
    let thing = thing(&import.id, import.municipality.clone());
    Ok(attachments::remove(unit, &thing, &import.sha256, action).await?)
}

async fn journal(
    unit: &mut UnitOfWork,
    import: &Import,
    action: &str,
    [before, after]: [Value; 2],
) -> Result<(), Error> {
    let chain = match &import.municipality {
        Some(code) => Chain::Municipality(code.clone()),
        None => Chain::National,
    };
    let (action, subject) = (action.to_owned(), format!("import/{}", import.id));
    let entry = Entry { chain, action, subject, before: Some(before), after: Some(after) };
    Ok(unit.journal(entry).await?)
}
