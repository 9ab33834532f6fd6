//! What machines ask: whether the program runs, whether it can serve, and what it measured.
//!
//! `/healthz` and `/readyz` are answered on the site too; `/metrics` only at a door of its own,
//! which by default only this machine reaches.

use crate::metrics::Metrics;
use crate::site::MIGRATIONS;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use grant::Desk;
use records::database::Database;

/// The form in which Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone)]
struct Door {
    database: Database,
    metrics: Metrics,
}

/// The door for machines. It says nothing about people.
pub(crate) fn app(database: Database, metrics: Metrics) -> Router {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(async |State(door): State<Door>| ready(&door.database).await))
        .route(
            "/metrics",
            get(async |State(door): State<Door>| {
                ([(CONTENT_TYPE, OPEN_METRICS)], door.metrics.text(&door.database))
            }),
        )
        .with_state(Door { database, metrics })
}

/// The program runs, whatever else may be the matter.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// The same question asked of the site.
pub(crate) async fn ready_of_desk(State(desk): State<Desk>) -> Response {
    ready(desk.database()).await
}

/// The database answers, and its tables are those of this program. Why not is said by its id only.
async fn ready(database: &Database) -> Response {
    match database.is_whole(MIGRATIONS).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", error.id())).into_response()
        }
    }
}
