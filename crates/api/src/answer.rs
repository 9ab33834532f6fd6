//! JSON with its ETag: read, changed, made.

use axum::extract::FromRequestParts;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, LOCATION, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::language::preferred;
use records::content_hash::sha256;
use serde::Serialize;
use std::convert::Infallible;

/// The program that asks: the language in which it wants words, and what it has already.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The language of `Accept-Language`.
    pub language: Language,
    has: Vec<String>,
}

impl Asker {
    /// By the head of a request.
    pub fn of(headers: &HeaderMap) -> Asker {
        let values = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
        let has = values.flat_map(|text| text.split(',')).map(|tag| tag.trim().to_owned());
        Asker { language: preferred(headers), has: has.collect() }
    }

    /// Whether the asker has what has this tag. A weak tag stands for the same content (RFC 9110,
    /// 13.1.2).
    fn has(&self, tag: &str) -> bool {
        self.has.iter().any(|own| own == "*" || own.strip_prefix("W/").unwrap_or(own) == tag)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Infallible> {
        Ok(Asker::of(&parts.headers))
    }
}

/// A value as JSON, with the tag of its content; who has it already is told so without it.
pub fn answered<T: Serialize>(asker: &Asker, value: &T) -> Response {
    let tag = serde_json::to_string(value).map(|text| {
        let hash = sha256(text.as_bytes());
        format!("\"{}\"", hash.get(..32).unwrap_or_default())
    });
    answered_as(asker, &tag.unwrap_or_default(), value)
}

/// The same with a tag of its own, for a thing that changes by numbered steps.
pub fn answered_as<T: Serialize>(asker: &Asker, tag: &str, value: &T) -> Response {
    let status = if asker.has(tag) { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    whole(status, tag, value)
}

/// What a thing is after it was changed, with the tag on which its next change rests.
pub fn changed_as<T: Serialize>(tag: &str, value: &T) -> Response {
    whole(StatusCode::OK, tag, value)
}

/// What was made, and where it is.
pub fn made_as<T: Serialize>(place: &str, tag: &str, value: &T) -> Response {
    let mut answer = whole(StatusCode::CREATED, tag, value);
    if let Ok(place) = HeaderValue::from_str(place) {
        answer.headers_mut().insert(LOCATION, place);
    }
    answer
}

fn whole<T: Serialize>(status: StatusCode, tag: &str, value: &T) -> Response {
    let Ok(text) = serde_json::to_string(value) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut answer = match status {
        StatusCode::NOT_MODIFIED => StatusCode::NOT_MODIFIED.into_response(),
        status => {
            let kind = HeaderValue::from_static("application/json");
            (status, [(CONTENT_TYPE, kind)], text).into_response()
        }
    };
    let headers = answer.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(VARY, HeaderValue::from_static("Accept-Language, Authorization, Cookie"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: the same content has the same tag, and who has it is not sent it again. Method: tags
    /// as programs send them back.
    #[test]
    fn tags_are_known_again() {
        let asking = |tags: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, tags.parse().unwrap());
            Asker::of(&headers)
        };
        let first = answered(&asking("\"x\""), &["a"]);
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[ETAG].to_str().unwrap().to_owned();
        for tags in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = answered(&asking(&tags), &["a"]);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{tags}");
            assert_eq!(again.headers()[ETAG].to_str().unwrap(), tag);
        }
        assert_eq!(answered(&asking(&tag), &["b"]).status(), StatusCode::OK);
    }
}
