//! What a program sends: its body as JSON, the key under which it is done once, and the state on
//! which it rests.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::language::preferred;
use records::unit_of_work::IdempotencyKey;
use serde::de::DeserializeOwned;

/// The header with the key of a request.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A body, read as JSON of a type. Fields that the type does not have are refused by types that are
/// marked so, as all bodies of this program are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Response> {
        let language = preferred(request.headers());
        if !is_json(request.headers()) {
            return Err(Problem::body_kind(language).into_response());
        }
        let bytes =
            Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        read(&bytes, language).map(Body).map_err(IntoResponse::into_response)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// Reads JSON, and says where it is not what was expected.
fn read<T: DeserializeOwned>(bytes: &[u8], language: Language) -> Result<T, Box<Problem>> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        Box::new(unfit(error.inner(), &path, language))
    })?;
    reader.end().map_err(|error| Box::new(unfit(&error, ".", language)))?;
    Ok(value)
}

fn unfit(error: &serde_json::Error, path: &str, language: Language) -> Problem {
    if error.is_data() {
        return Problem::body_unfit(path, &error.to_string(), language);
    }
    Problem::body_no_json((error.line(), error.column()), language)
}

/// The key under which a request is done once, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once(pub IdempotencyKey);

impl<S: Send + Sync> FromRequestParts<S> for Once {
    type Rejection = Box<Problem>;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Once, Box<Problem>> {
        let language = preferred(&parts.headers);
        let mut given = parts.headers.get_all(&IDEMPOTENCY_KEY).iter();
        let (Some(one), None) = (given.next(), given.next()) else {
            return Err(Box::new(Problem::key_needed(language)));
        };
        let text = one.to_str().unwrap_or_default().trim();
        // The draft of the header's standard writes it as a text in quotes.
        let text = text.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(text);
        let key = IdempotencyKey::new(text);
        key.map(Once).map_err(|error| Box::new(Problem::of_ground(&error, language)))
    }
}

/// The state of a thing on which a request rests: `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Vec<String>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Box<Problem>;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<IfMatch, Box<Problem>> {
        let values = parts.headers.get_all(IF_MATCH).iter().filter_map(|it| it.to_str().ok());
        let tags: Vec<String> = values
            .flat_map(|text| text.split(','))
            .map(|tag| tag.trim().to_owned())
            .filter(|tag| !tag.is_empty())
            .collect();
        if tags.is_empty() {
            return Err(Box::new(Problem::condition_needed(preferred(&parts.headers))));
        }
        Ok(IfMatch(tags))
    }
}

impl IfMatch {
    /// Whether the request rests on the state with this tag. Weak tags never match (RFC 9110,
    /// 13.1.1).
    pub fn names(&self, tag: &str) -> bool {
        self.0.iter().any(|own| own == "*" || own == tag)
    }

    /// The tags of the states on which it rests.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        of: Vec<Part>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Part {
        name: String,
    }

    /// Goal: a body that does not fit is refused with the place at which it does not. Method: what
    /// is no JSON, what has too much, too little, and something else.
    #[test]
    fn bodies_are_read() {
        let read = |text: &str| read::<Thing>(text.as_bytes(), Language::En);
        let one = Thing { of: vec![Part { name: "a".to_owned() }] };
        assert_eq!(read(r#"{"of":[{"name":"a"}]}"#).unwrap(), one);
        for (text, id, place) in [
            (r#"{"of":[{"name":1}]}"#, "api-body-unfit", "`of[0].name`"),
            (r#"{"of":[{}]}"#, "api-body-unfit", "`of[0]`"),
            (r#"{"of":[],"x":1}"#, "api-body-unfit", "`x`"),
            (r#"{"of":[]} 1"#, "api-body-no-json", "line 1, column 11"),
            ("{\"of\":\n", "api-body-no-json", "line 2, column 0"),
            ("", "api-body-no-json", "line 1, column 0"),
        ] {
            let problem = read(text).unwrap_err();
            assert_eq!((problem.id.as_str(), problem.status), (id, 400), "{text}");
            assert!(problem.title.contains(place), "{text}: {}", problem.title);
        }
    }

    /// Goal: only the state that stands is taken. Method: tags as programs send them.
    #[test]
    fn conditions_are_held_to() {
        let names = |tags: &[&str], tag: &str| {
            IfMatch(tags.iter().map(|tag| (*tag).to_owned()).collect()).names(tag)
        };
        assert!(names(&["\"a\""], "\"a\"") && names(&["\"b\"", "\"a\""], "\"a\""));
        assert!(names(&["*"], "\"a\""));
        assert!(!names(&["W/\"a\""], "\"a\"") && !names(&["\"b\""], "\"a\""));
    }
}
