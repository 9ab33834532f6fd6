//! In which language someone is written to, and whether; and the job that a letter is.

use super::inbox::own;
use super::tell::NewNotice;
use crate::command::{Command, Gate, Request};
use crate::error::Error;
use crate::identity::Identifier;
use crate::jobs::queue::{self, NewJob};
use crate::journal::{Chain, Entry};
use crate::policy::Resource;
use crate::unit_of_work::UnitOfWork;
use formula::words::Language;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// Choosing how one is written to.
pub const PREFER: &str = "notices.prefer";

/// The kind of the jobs that are letters.
pub const LETTER: &str = "letter";

/// How long a letter waits: whoever reads on the site in between gets none.
const LETTER_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// What a letter is about. It is written when it is sent, so that no secret and no text waits in
/// the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "letter")]
pub enum Letter {
    /// A notice that was not read on the site.
    Notice {
        /// Whose.
        account: Identifier,
        /// Which.
        notice: Identifier,
    },
    /// A link by which a forgotten password is replaced; it is made when the letter is sent.
    Password {
        /// Whose.
        account: Identifier,
    },
}

/// How someone is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preference {
    /// In which language.
    pub language: Language,
    /// Whether they want letters at all.
    pub is_wanted: bool,
}

impl Default for Preference {
    /// In Albanian, and wanted: a notice that nobody sees helps nobody.
    fn default() -> Preference {
        Preference { language: Language::Sq, is_wanted: true }
    }
}

/// How someone wants to be written to.
///
/// # Errors
/// Those of the database.
pub async fn preference(
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<Preference, Error> {
    let row =
        sqlx::query("SELECT language, is_wanted FROM letter_preference WHERE account_id = $1")
            .bind(account.to_string())
            .fetch_optional(connection)
            .await?;
    let Some(row) = row else { return Ok(Preference::default()) };
    let (language, is_wanted): (String, i16) = (row.try_get(0)?, row.try_get(1)?);
    let language = Language::from_tag(&language)
        .ok_or_else(|| Error::value("letter_preference.language", &language))?;
    Ok(Preference { language, is_wanted: is_wanted != 0 })
}

/// Keeps how someone is written to.
pub(crate) async fn keep(
    connection: &mut AnyConnection,
    account: &Identifier,
    preference: Preference,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO letter_preference (account_id, language, is_wanted) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET language = excluded.language,
           is_wanted = excluded.is_wanted",
    )
    .bind(account.to_string())
    .bind(preference.language.tag())
    .bind(i16::from(preference.is_wanted))
    .execute(connection)
    .await?;
    Ok(())
}

/// Has a letter about a notice sent, if its reader wants letters or must have this one.
pub(super) async fn of_notice(
    unit: &mut UnitOfWork,
    (account, notice): (&Identifier, &Identifier),
    told: &NewNotice,
) -> Result<(), Error> {
    if !told.always_written && !preference(unit.reading(), account).await?.is_wanted {
        return Ok(());
    }
    let wait = if told.at_once { SignedDuration::ZERO } else { LETTER_AFTER };
    let due = unit.now().checked_add(wait).unwrap_or(unit.now());
    let letter = Letter::Notice { account: account.clone(), notice: notice.clone() };
    send(unit, &letter, (format!("notice/{notice}"), due)).await
}

/// Has a letter sent, once for its key, at a time.
///
/// # Errors
/// Those of the database.
pub async fn send(
    unit: &mut UnitOfWork,
    letter: &Letter,
    (key, due): (String, Timestamp),
) -> Result<(), Error> {
    let payload =
        serde_json::to_value(letter).map_err(|error| Error::value("letter", &error.to_string()))?;
    queue::enqueue(unit, &NewJob { kind: LETTER, key, payload, due }).await
}

/// Chooses how someone is written to.
///
/// # Errors
/// `action-refused`, those of the database.
pub async fn prefer(
    gate: &Gate,
    (account, preference): (&Identifier, Preference),
    request: Request,
) -> Result<(), Error> {
    gate.execute(&Prefer { account: account.clone(), preference }, request).await
}

#[derive(Serialize)]
struct Prefer {
    account: Identifier,
    #[serde(serialize_with = "as_words")]
    preference: Preference,
}

/// A preference as requests are told apart by.
fn as_words<S: serde::Serializer>(preference: &Preference, to: S) -> Result<S::Ok, S::Error> {
    (preference.language.tag(), preference.is_wanted).serialize(to)
}

impl Command for Prefer {
    type State = Preference;
    type Decision = Preference;
    type Outcome = ();
    type Error = Error;
    const ACTION: &'static str = PREFER;

    fn resource(&self, _: &Preference) -> Resource {
        own(&self.account)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Preference, Error> {
        preference(unit.reading(), &self.account).await
    }

    fn decide(&self, before: Preference, _: Timestamp) -> Result<Preference, Error> {
        Ok(before)
    }

    async fn write(&self, before: Preference, unit: &mut UnitOfWork) -> Result<(), Error> {
        keep(unit.writing(), &self.account, self.preference).await?;
        let chosen =
            |it: Preference| json!({ "language": it.language.tag(), "letters": it.is_wanted });
        let entry = Entry {
            chain: Chain::National,
            action: PREFER.to_owned(),
            subject: format!("account/{}", self.account),
            before: Some(chosen(before)),
            after: Some(chosen(self.preference)),
        };
        unit.journal(entry).await
    }
}
