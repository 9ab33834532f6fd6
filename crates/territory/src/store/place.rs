//! The table of places.

use crate::error::Error;
use crate::model::MunicipalityCode;
use crate::place::{Details, Place, PlaceKind, class};
use jiff::Timestamp;
use records::clock;
use records::command::{Gate, Request};
use records::database::Database;
use records::identity::Identifier;
use records::policy::{Columns, Scope};
use records::sealing::{Fault, OpenFile, Sealed};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// The field under which details are sealed.
pub(crate) const FIELD: &str = "place.details";

/// The type of record, by which the retention of a place is found.
pub(crate) const RECORD: &str = "place";

const SELECT: &str =
    "SELECT municipality_code, id, kind, details, open_details, edition, changed_at
                      FROM place";

/// Where the table keeps what a scope speaks of.
const COLUMNS: Columns = Columns {
    municipality: Some("municipality_code"),
    unit: None,
    sensitivity: Ok("sensitivity"),
    owner: None,
    subject: Some("id"),
};

/// The places within a scope at a moment, by municipality, oldest first: what must not be found is
/// among them for its circle alone.
///
/// # Errors
/// Those of the database.
pub async fn list(database: &Database, scope: &Scope, now: Timestamp) -> Result<Vec<Place>, Error> {
    let condition = scope.condition(&COLUMNS, 1, now);
    let sql = format!("{SELECT} WHERE {} ORDER BY municipality_code, id", condition.sql);
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for parameter in condition.parameters {
        query = query.bind(parameter);
    }
    query.fetch_all(database.readers()).await?.iter().map(place).collect()
}

/// A place, whoever asks: whether it is there for them is for the policy to say.
///
/// # Errors
/// Those of the database.
pub async fn find(connection: &mut AnyConnection, id: &Identifier) -> Result<Option<Place>, Error> {
    let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(place).transpose()
}

/// What is known of a place, for whoever may see it. Reading that of a protected one is journalled
/// before anything can be read.
///
/// # Errors
/// `subject-unknown` for whoever is outside its circle; `key-missing`, `seal-broken`, and those of
/// the database.
pub async fn details(gate: &Gate, request: Request, place: &Place) -> Result<Details, Error> {
    if let Some(open) = &place.open {
        return Ok(open.clone());
    }
    let ring = gate.keys().ok_or_else(no_keys)?;
    let (subject, resource) = (place.subject(), place.resource());
    let file = OpenFile::read(ring, gate, request, crate::SEE_PLACE, &subject, &resource).await?;
    of_text(&file.value(FIELD, &place.sealed)?)
}

pub(crate) fn no_keys() -> records::Error {
    Fault::KeyMissing { key: "-".to_owned() }.into()
}

fn of_text(text: &str) -> Result<Details, Error> {
    serde_json::from_str(text).map_err(|_| records::Error::value("place.details", "").into())
}

fn place(row: &AnyRow) -> Result<Place, Error> {
    let (code, id, kind): (String, String, String) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let open: Option<String> = row.try_get(4)?;
    Ok(Place {
        id: id.parse().map_err(Error::Ground)?,
        municipality: code
            .parse()
            .map_err(|_| records::Error::value("place.municipality_code", &code))?,
        kind: PlaceKind::from_word(&kind)
            .ok_or_else(|| records::Error::value("place.kind", &kind))?,
        sealed: Sealed::from_stored(row.try_get(3)?),
        open: open.as_deref().map(of_text).transpose()?,
        edition: row.try_get(5)?,
        changed_at: clock::from_text(row.try_get(6)?)?,
    })
}

/// A place as it is written.
pub(crate) struct Written<'w> {
    pub(crate) id: &'w Identifier,
    pub(crate) municipality: &'w MunicipalityCode,
    pub(crate) kind: PlaceKind,
    pub(crate) is_protected: bool,
    pub(crate) sealed: &'w Sealed,
    /// What everyone may read; none of a protected place.
    pub(crate) open: Option<String>,
    pub(crate) edition: i64,
}

/// Writes a place, new or changed.
pub(crate) async fn write(
    connection: &mut AnyConnection,
    written: Written<'_>,
    (at, by): (String, String),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO place (municipality_code, id, kind, sensitivity, details, open_details,
                            edition, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (municipality_code, id) DO UPDATE SET
           kind = excluded.kind, sensitivity = excluded.sensitivity, details = excluded.details,
           open_details = excluded.open_details, edition = excluded.edition,
           changed_at = excluded.changed_at, changed_by = excluded.changed_by",
    )
    .bind(written.municipality.to_string())
    .bind(written.id.to_string())
    .bind(written.kind.word())
    .bind(class(written.is_protected).word())
    .bind(written.sealed.as_bytes().to_vec())
    .bind(written.open)
    .bind(written.edition)
    .bind(at)
    .bind(by)
    .execute(connection)
    .await?;
    Ok(())
}
