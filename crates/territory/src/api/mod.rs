//! Municipalities and places for programs.

mod places;

use crate::model::{Municipality, Names};
use crate::pages::Registry;
use crate::store;
use crate::{Error, READ};
use api::list::{self, Paging};
use api::{ApiRoutes, Asker, Operation, Parameter, Problem, answered};
use axum::extract::{FromRef, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use records::database::Database;
use records::policy::RouteEntry;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The name of the list, in its cursors.
const LIST: &str = "municipalities";

/// A name in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Albanian.
    pub sq: String,
    /// Serbian, in Cyrillic.
    pub sr: String,
    /// English.
    pub en: String,
}

impl From<&Names> for Named {
    fn from(names: &Names) -> Named {
        let Names { sq, sr, en } = names.clone();
        Named { sq, sr, en }
    }
}

/// A figure of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// The value as text; none where it is missing, which is not zero.
    pub value: Option<String>,
    /// How firm it is: `verified`, `published`, `estimated`, `assumed`, …
    pub standing: String,
    /// Where it comes from.
    pub source: String,
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MunicipalityEntry {
    /// The code of the Kosovo Agency of Statistics: two digits.
    pub code: String,
    /// Its name.
    pub name: Named,
    /// Its district.
    pub district: Named,
    /// What is known of it, by the name of the column.
    pub figures: BTreeMap<String, Figure>,
}

impl MunicipalityEntry {
    fn of(municipality: &Municipality, language: Language) -> MunicipalityEntry {
        let figures = municipality.cells.iter().map(|(column, cell)| {
            let value = Some(cell.value.to_text()).filter(|text| !text.is_empty());
            let (standing, source) = (cell.standing.word().to_owned(), cell.source.say(language));
            (column.clone(), Figure { value, standing, source })
        });
        MunicipalityEntry {
            code: municipality.code.to_string(),
            name: Named::from(&municipality.names),
            district: Named::from(&municipality.district),
            figures: figures.collect(),
        }
    }
}

/// The routes of this station for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Database: FromRef<S>,
    Registry: FromRef<S>,
{
    let all = RouteEntry::get("/api/v1/municipalities", READ, "The municipalities, by code.");
    let one = RouteEntry::get("/api/v1/municipalities/{code}", READ, "One municipality.");
    let code = Parameter::in_path("code", "Its code: two digits.", Some("^[0-9]{2}$"));
    let named = |id| ("territory", id);
    ApiRoutes::new()
        .route(Operation::list::<MunicipalityEntry>(all, named("listMunicipalities")), every)?
        .route(
            Operation::read::<MunicipalityEntry>(one, named("getMunicipality")).with(code),
            single,
        )?
        .merge(places::routes()?)
}

async fn every(
    State(database): State<Database>,
    Query(query): Query<BTreeMap<String, String>>,
    asker: Asker,
) -> Response {
    let language = asker.language;
    let found = match store::municipalities(&database).await {
        Ok(mut found) => {
            found.sort_by(|a, b| a.code.cmp(&b.code));
            found
        }
        Err(error) => return problem(&error, language).into_response(),
    };
    let page = Paging::of(&query, (LIST, &[]), language).and_then(|paging| {
        let shown = |it: &Municipality| MunicipalityEntry::of(it, language);
        paging.page(&found, |it| it.code.to_string(), shown)
    });
    page.map_or_else(IntoResponse::into_response, |page| answered(&asker, &page))
}

async fn single(
    State(database): State<Database>,
    Path(code): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
    asker: Asker,
) -> Response {
    let language = asker.language;
    if let Err(problem) = list::known(&query, &[], language) {
        return problem.into_response();
    }
    let Ok(code) = code.parse() else { return Problem::unknown(language).into_response() };
    match store::municipality(&database, &code).await {
        Ok(found) => answered(&asker, &MunicipalityEntry::of(&found, language)),
        Err(error) => problem(&error, language).into_response(),
    }
}

/// An error of this station as a problem.
pub fn problem(error: &Error, language: Language) -> Problem {
    let status = match error {
        Error::Ground(error) => return Problem::of_ground(error, language),
        Error::MunicipalityUnknown(_) | Error::PlaceUnknown => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Problem::new(status, error.id(), (error.message(language), error.help(language)))
}
