//! What is refused, as a program reads it (RFC 9457), in the language it asked for.

use crate::words::said;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
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
    /// What is wrong at single fields of the thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
}

/// What is wrong at a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field: `letter.sq`.
    pub field: String,
    /// The id of the error.
    pub id: String,
    /// What is wrong, in a sentence.
    pub title: String,
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
            fields: Vec::new(),
        }
    }

    /// With what is wrong at single fields.
    #[must_use]
    pub fn at_fields(self, fields: Vec<FieldProblem>) -> Problem {
        Problem { fields, ..self }
    }

    /// Of one of this crate's own ids.
    fn own(status: StatusCode, id: &str, filled: &[(&str, String)], language: Language) -> Problem {
        Problem::new(status, id, said(language, id, filled))
    }

    /// What the ground refuses.
    pub fn of_ground(error: &records::Error, language: Language) -> Problem {
        use records::Error;
        let status = match error {
            Error::Refused { .. } | Error::OutOfReach { .. } | Error::NotMeant => {
                StatusCode::FORBIDDEN
            }
            Error::KeyReused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Error::KeyInvalid | Error::TextUnstorable { .. } => StatusCode::BAD_REQUEST,
            Error::IdentifierInvalid { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Problem::new(status, error.id(), (error.message(language), error.help(language)))
    }

    /// Only someone with a token is answered here.
    pub fn token_needed(language: Language) -> Problem {
        Problem::own(StatusCode::UNAUTHORIZED, "api-token-needed", &[], language)
    }

    /// A token that was never made, or has ended.
    pub fn token_invalid(language: Language) -> Problem {
        Problem::own(StatusCode::UNAUTHORIZED, "api-token-invalid", &[], language)
    }

    /// A request that changes something, without its key.
    pub fn key_needed(language: Language) -> Problem {
        Problem::own(StatusCode::BAD_REQUEST, "api-key-needed", &[], language)
    }

    /// A request that rests on the state of a thing, and does not say on which.
    pub fn condition_needed(language: Language) -> Problem {
        Problem::own(StatusCode::PRECONDITION_REQUIRED, "api-condition-needed", &[], language)
    }

    /// The thing is in another state than the one on which the request rests.
    pub fn condition(language: Language) -> Problem {
        Problem::own(StatusCode::PRECONDITION_FAILED, "api-condition", &[], language)
    }

    /// A body of another kind than JSON.
    pub fn body_kind(language: Language) -> Problem {
        Problem::own(StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-body-kind", &[], language)
    }

    /// A body that is no JSON, from a line and column on.
    pub fn body_no_json((line, column): (usize, usize), language: Language) -> Problem {
        let filled = [("line", line.to_string()), ("column", column.to_string())];
        Problem::own(StatusCode::BAD_REQUEST, "api-body-no-json", &filled, language)
    }

    /// JSON that is not what the address takes, from a place on; `said` tells programmers more.
    pub fn body_unfit(place: &str, said: &str, language: Language) -> Problem {
        let short = |text: &str| text.chars().take(200).collect::<String>();
        let filled = [("place", short(place)), ("said", short(said))];
        Problem::own(StatusCode::BAD_REQUEST, "api-body-unfit", &filled, language)
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
        let kind = (CONTENT_TYPE, HeaderValue::from_static(KIND));
        let mut answer = (status, [kind], text).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Bearer");
            answer.headers_mut().insert(WWW_AUTHENTICATE, how);
        }
        answer
    }
}

impl IntoResponse for Box<Problem> {
    fn into_response(self) -> Response {
        (*self).into_response()
    }
}
