//! What is refused, as a program reads it (RFC 9457), in the language it asked for.

use crate::words::said;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// The kind of content that a problem is.
pub const KIND: &str = "application/problem+json";

/// What was refused: RFC 9457, with the id that errors have everywhere in Peshore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem: `urn:peshore:ID`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id of the error, which never changes: `municipality-unknown`.
    pub id: String,
    /// What happened, in a sentence.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What to do, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The number of the request, for those who run the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

impl Problem {
    /// Of a status and an error's id, with its words.
    pub fn new(status: StatusCode, id: &str, (title, detail): (String, Option<String>)) -> Problem {
        Problem {
            kind: format!("urn:peshore:{id}"),
            id: id.to_owned(),
            title,
            status: status.as_u16(),
            detail,
            instance: None,
        }
    }

    /// Of one of this crate's own ids.
    fn own(status: StatusCode, id: &str, filled: &[(&str, String)], language: Language) -> Problem {
        Problem::new(status, id, said(language, id, filled))
    }

    /// Nothing is at the address.
    pub fn unknown(language: Language) -> Problem {
        Problem::own(StatusCode::NOT_FOUND, "api-unknown", &[], language)
    }

    /// A place in a list that is not there.
    pub fn cursor(language: Language) -> Problem {
        Problem::own(StatusCode::NOT_FOUND, "api-cursor", &[], language)
    }

    /// A parameter with another value than it can have. `expected` is the id of what it can be.
    pub fn parameter(
        (name, value): (&str, &str),
        (expected, filled): (&str, &[(&str, String)]),
        language: Language,
    ) -> Problem {
        let value = value.chars().take(80).collect::<String>();
        let (expected, _) = said(language, expected, filled);
        let filled = [("name", name.to_owned()), ("value", value), ("expected", expected)];
        Problem::own(StatusCode::BAD_REQUEST, "api-parameter", &filled, language)
    }

    /// A parameter that there is not.
    pub fn parameter_unknown(name: &str, language: Language) -> Problem {
        let name = name.chars().take(80).collect::<String>();
        let filled = [("name", name)];
        Problem::own(StatusCode::BAD_REQUEST, "api-parameter-unknown", &filled, language)
    }

    /// What a status says that no handler has put into words; `number` names the request.
    pub fn of_status(status: StatusCode, number: &str, language: Language) -> Problem {
        let id = match status {
            StatusCode::NOT_FOUND => "api-unknown",
            StatusCode::METHOD_NOT_ALLOWED => "api-method",
            _ if status.is_client_error() => "api-request",
            _ => "api-fault",
        };
        let problem = Problem::own(status, id, &[], language);
        Problem { instance: Some(format!("urn:peshore:request:{number}")), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let text = serde_json::to_string(&self).unwrap_or_default();
        (status, [(CONTENT_TYPE, HeaderValue::from_static(KIND))], text).into_response()
    }
}

impl IntoResponse for Box<Problem> {
    fn into_response(self) -> Response {
        (*self).into_response()
    }
}
