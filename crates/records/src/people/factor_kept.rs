//! How the secret of a second factor is kept: sealed in the file of its account, so that whoever
//! copies the database has no second factor of anybody.
//!
//! A program without master keys keeps it as it is, and says so when it starts; as soon as it is
//! given keys, what was kept open is sealed.

use super::second_factor::TotpSecret;
use super::{Error, People, entry};
use crate::actor::Actor;
use crate::clock;
use crate::command::Command;
use crate::error::Error as GroundError;
use crate::identity::Identifier;
use crate::policy::{Resource, Sensitivity};
use crate::sealing::{Fault, ForChecking, ForWriting, KeyRing, Sealed, Subject};
use crate::unit_of_work::UnitOfWork;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use sqlx::{AnyConnection, Row};

/// Sealing what was kept open.
pub const SEAL: &str = "people.seal";

/// The field for which it is sealed.
const FIELD: &str = "second_factor.secret";

/// The type of record, by which the retention of the file is found.
const RECORD: &str = "account";

/// What a sealed secret begins with in its column; no secret in base 32 does.
const MARK: &str = "sealed:";

fn file_of(account: &Identifier) -> Subject {
    Subject { municipality: None, id: account.clone() }
}

/// The secret of the second factor, and the last step that was taken.
pub(super) async fn second_factor(
    keys: Option<&KeyRing>,
    connection: &mut AnyConnection,
    account: &Identifier,
) -> Result<Option<(TotpSecret, i64)>, GroundError> {
    let row = sqlx::query("SELECT secret, last_step FROM second_factor WHERE account_id = $1")
        .bind(account.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (kept, last): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let unreadable = || GroundError::value(FIELD, "");
    let secret = match kept.strip_prefix(MARK) {
        None => TotpSecret::read(&kept),
        Some(sealed) => {
            let keys = keys.ok_or_else(|| Fault::KeyMissing { key: "-".to_owned() })?;
            let sealed = Sealed::from_stored(hex::decode(sealed).map_err(|_| unreadable())?);
            let file = ForChecking::of(keys, connection, &file_of(account)).await?;
            TotpSecret::read(&file.value(FIELD, &sealed)?)
        }
    };
    Ok(Some((secret.ok_or_else(unreadable)?, last)))
}

/// The secret as it is kept.
async fn as_kept(
    unit: &mut UnitOfWork,
    account: &Identifier,
    secret: &TotpSecret,
) -> Result<String, GroundError> {
    let Some(keys) = unit.keys() else { return Ok(secret.reveal().to_owned()) };
    let file = ForWriting::of(&keys, unit, &file_of(account), RECORD).await?;
    let sealed = file.seal(FIELD, secret.reveal())?;
    Ok(format!("{MARK}{}", hex::encode(sealed.as_bytes())))
}

/// Keeps a second factor in the place of a former one, with the step of time whose code was taken.
pub(super) async fn set_second_factor(
    unit: &mut UnitOfWork,
    account: &Identifier,
    (secret, last_step): (&TotpSecret, i64),
) -> Result<(), GroundError> {
    let (kept, now) = (as_kept(unit, account, secret).await?, clock::to_text(unit.now()));
    sqlx::query(
        "INSERT INTO second_factor (account_id, secret, set_at, last_step)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret,
           set_at = excluded.set_at, last_step = excluded.last_step",
    )
    .bind(account.to_string())
    .bind(kept)
    .bind(now)
    .bind(last_step)
    .execute(unit.writing())
    .await?;
    Ok(())
}

/// The accounts whose second factor is kept open.
async fn open_ones(
    connection: &mut AnyConnection,
) -> Result<Vec<(Identifier, TotpSecret)>, GroundError> {
    let rows = sqlx::query("SELECT account_id, secret FROM second_factor WHERE secret NOT LIKE $1")
        .bind(format!("{MARK}%"))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let (account, kept): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let secret = TotpSecret::read(&kept).ok_or_else(|| GroundError::value(FIELD, ""))?;
            Ok((account.parse()?, secret))
        })
        .collect()
}

impl People {
    /// Seals what was kept open before the program was given keys. Gives how many were.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn seal(&self, now: Timestamp) -> Result<usize, Error> {
        if self.gate().keys().is_none() {
            return Ok(0);
        }
        let request = self.once(Actor::system("sealing").into(), now)?;
        self.execute(&SealAll {}, request).await
    }

    /// A master key by which something is sealed and which the program was not given, by its name;
    /// none when everything can be opened.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn missing_key(&self) -> Result<Option<String>, GroundError> {
        let rows =
            sqlx::query("SELECT DISTINCT master_key FROM subject_key WHERE wrapped IS NOT NULL")
                .fetch_all(self.gate().database().readers())
                .await?;
        for row in &rows {
            let name: String = row.try_get(0)?;
            let is_there = |ring: &KeyRing| ring.master_ids().any(|id| id.as_str() == name);
            if !self.gate().keys().is_some_and(is_there) {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

#[derive(Serialize)]
struct SealAll {}

impl Command for SealAll {
    type State = Vec<(Identifier, TotpSecret)>;
    type Decision = Vec<(Identifier, TotpSecret)>;
    type Outcome = usize;
    type Error = Error;
    const ACTION: &'static str = SEAL;

    fn resource(&self, _: &Self::State) -> Resource {
        Resource::national().of_sensitivity(Sensitivity::Official)
    }

    async fn read(&self, unit: &mut UnitOfWork) -> Result<Self::State, Error> {
        Ok(open_ones(unit.reading()).await?)
    }

    fn decide(&self, open: Self::State, _: Timestamp) -> Result<Self::State, Error> {
        Ok(open)
    }

    async fn write(&self, open: Self::State, unit: &mut UnitOfWork) -> Result<usize, Error> {
        for (account, secret) in &open {
            let kept = as_kept(unit, account, secret).await?;
            sqlx::query("UPDATE second_factor SET secret = $1 WHERE account_id = $2")
                .bind(kept)
                .bind(account.to_string())
                .execute(unit.writing())
                .await?;
            let after = json!({ "sealed": "second factor" });
            unit.journal(entry(SEAL, Some(account), after)).await?;
        }
        Ok(open.len())
    }
}
