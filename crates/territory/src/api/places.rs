//! Places at which services are given, for programs. A protected one is there for its circle alone,
//! as on the screen; the list says nothing of it but where and what it is.

use super::problem;
use crate::pages::Registry;
use crate::place::{self, Details, Place};
use crate::{Error, SEE_PLACE};
use api::list::{self, Paging};
use api::{ApiRoutes, Asker, Operation, Parameter, answered};
use axum::extract::{FromRef, Path, Query, State};
use axum::response::{IntoResponse, Response};
use records::command::Request;
use records::policy::{self, RouteEntry};
use records::sensitivity;
use records::unit_of_work::IdempotencyKey;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The name of the list, in its cursors.
const LIST: &str = "places";

/// What is known of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct PlaceDetails {
    /// Its name, as it is registered.
    pub(super) name: String,
    /// Street and number, settlement.
    pub(super) address: String,
    /// Degrees to the north (WGS 84), as text; none where it is not known.
    pub(super) latitude: Option<String>,
    /// Degrees to the east (WGS 84), as text; none where it is not known.
    pub(super) longitude: Option<String>,
    /// The telephone number.
    pub(super) telephone: Option<String>,
    /// Who works there, by name.
    pub(super) staff: Vec<String>,
}

impl PlaceDetails {
    fn of(details: Details) -> PlaceDetails {
        let at = details.coordinates;
        PlaceDetails {
            name: details.name,
            address: details.address,
            latitude: at.map(|at| at.latitude.to_text()),
            longitude: at.map(|at| at.longitude.to_text()),
            telephone: details.telephone,
            staff: details.staff,
        }
    }
}

/// A place at which services are given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct PlaceEntry {
    /// Its identifier.
    pub(super) id: String,
    /// The code of its municipality.
    pub(super) municipality: String,
    /// What it is: `centre-for-social-work`, `shelter`, `day-care-centre`, `community-based-home`,
    /// `residential-home`, `advice-office`.
    pub(super) kind: String,
    /// Whether it must not be found.
    pub(super) protected: bool,
    /// What is known of it; none in a list where it is protected, since each reading is journalled.
    pub(super) details: Option<PlaceDetails>,
}

impl PlaceEntry {
    fn of(place: &Place, details: Option<Details>) -> PlaceEntry {
        PlaceEntry {
            id: place.id.to_string(),
            municipality: place.municipality.to_string(),
            kind: place.kind.word().to_owned(),
            protected: place.is_protected(),
            details: details.map(PlaceDetails::of),
        }
    }
}

/// The routes of places for programs.
///
/// # Errors
/// `route-invalid` when two of them have the same path.
pub(super) fn routes<S>() -> Result<ApiRoutes<S>, records::Error>
where
    S: Clone + Send + Sync + 'static,
    Registry: FromRef<S>,
{
    let all = RouteEntry::get("/api/v1/places", SEE_PLACE, "Where services are given.");
    let one = RouteEntry::get("/api/v1/places/{id}", SEE_PLACE, "One such place.");
    let id = Parameter::in_path("id", "Its identifier.", None);
    let named = |id| ("territory", id);
    ApiRoutes::new()
        .route(Operation::list::<PlaceEntry>(all, named("listPlaces")), every)?
        .route(Operation::read::<PlaceEntry>(one, named("getPlace")).with(id), single)
}

async fn every(
    State(registry): State<Registry>,
    Query(query): Query<BTreeMap<String, String>>,
    who: policy::Asker,
    asker: Asker,
) -> Response {
    let (language, now) = (asker.language, registry.clock.now());
    let scope = registry.gate.policy().scope(&who.0, SEE_PLACE);
    let found = match place::list(registry.gate.database(), &scope, now).await {
        Ok(found) => found,
        Err(error) => return problem(&error, language).into_response(),
    };
    let page = Paging::of(&query, (LIST, &[]), language).and_then(|paging| {
        let shown = |it: &Place| PlaceEntry::of(it, it.open.clone());
        paging.page(&found, |it| it.id.to_string(), shown)
    });
    page.map_or_else(IntoResponse::into_response, |page| answered(&asker, &page))
}

async fn single(
    State(registry): State<Registry>,
    Path(id): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
    who: policy::Asker,
    asker: Asker,
) -> Response {
    let language = asker.language;
    if let Err(problem) = list::known(&query, &[], language) {
        return problem.into_response();
    }
    match opened(&registry, &id, &who).await {
        Ok(entry) => answered(&asker, &entry),
        Err(error) => problem(&error, language).into_response(),
    }
}

/// A place with what is known of it: for whoever may not see it, it is not there.
async fn opened(registry: &Registry, id: &str, who: &policy::Asker) -> Result<PlaceEntry, Error> {
    let (principal, now) = (&who.0, registry.clock.now());
    let id = id.parse().map_err(|_| Error::PlaceUnknown)?;
    let mut connection = registry.gate.database().readers().acquire().await?;
    let place = place::find(&mut connection, &id).await?.ok_or(Error::PlaceUnknown)?;
    let resource = sensitivity::known(&mut connection, principal, place.resource(), now).await?;
    drop(connection);
    registry.gate.policy().permit(principal, SEE_PLACE, &resource)?;
    let key = IdempotencyKey::of_content(&["read", place.id.as_str()]);
    let request = Request { principal: principal.clone(), now, key };
    let details = place::details(&registry.gate, request, &place).await?;
    Ok(PlaceEntry::of(&place, Some(details)))
}
