//! The reader's language, taken from the address.
//!
//! Every page lives under `/{language}/…` with `sq`, `sr-Cyrl`, `sr-Latn` or `en`. A handler takes
//! a [`Reader`] as an argument. An address in a language that does not exist gives the not-found
//! page; another spelling of one that does (`/sr/…`, `/EN/…`) leads to the right address.

use crate::errors::PageError;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use formula::words::Language;

/// Who reads: the language, and which page they are on (to stay there on changing the language).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The language of the page.
    pub language: Language,
    /// The address after the language, with its leading slash, as it came (percent-encoded).
    pub path: String,
    /// The query, without the question mark.
    pub query: Option<String>,
}

impl Reader {
    /// A reader on a page, for tests and for pages that are not answered to a request.
    pub fn new(language: Language, path: &str) -> Reader {
        Reader { language, path: path.to_owned(), query: None }
    }

    /// The address of a page in the reader's language: `/allocation` becomes `/sq/allocation`.
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.language.tag())
    }

    /// The address of the present page in another language, its query kept.
    pub fn same_page_in(&self, language: Language) -> String {
        let query = self.query.as_ref().map(|q| format!("?{q}")).unwrap_or_default();
        format!("/{}{}{query}", language.tag(), self.path)
    }

    /// Reads an address: the reader, or what to answer instead.
    pub fn of(path: &str, query: Option<&str>, headers: &HeaderMap) -> Result<Reader, Wrong> {
        let inside = path.strip_prefix('/').unwrap_or(path);
        let (tag, rest) = match inside.split_once('/') {
            Some((tag, rest)) => (tag, format!("/{rest}")),
            None => (inside, String::from("/")),
        };
        let reader = |language| Reader {
            language,
            path: rest.clone(),
            query: query.filter(|q| !q.is_empty()).map(str::to_owned),
        };
        match Language::from_tag(tag) {
            Some(language) if language.tag() == tag => Ok(reader(language)),
            Some(language) => Err(Wrong::Elsewhere(reader(language).same_page_in(language))),
            None => Err(Wrong::Nowhere(preferred(headers))),
        }
    }
}

/// Why an address has no reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The language is spelled otherwise; this is the right address.
    Elsewhere(String),
    /// There is no such language; the not-found page is shown in this one.
    Nowhere(Language),
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        match self {
            Wrong::Elsewhere(address) => lead_to(StatusCode::PERMANENT_REDIRECT, &address),
            Wrong::Nowhere(language) => PageError::not_found(language).into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Wrong;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Reader, Wrong> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        Reader::of(uri.path(), uri.query(), &parts.headers)
    }
}

/// The language a browser prefers among ours, by its `Accept-Language`; Albanian when it names
/// none of them.
///
/// `sr`, `bs`, `hr` and `cnr` readers are offered Serbian: plain `sr` in Cyrillic, the others in
/// Latin.
pub fn preferred(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut best: Option<(u16, Language)> = None;
    for entry in wanted.split(',').take(32) {
        let mut fields = entry.split(';').map(str::trim);
        let Some(language) = fields.next().and_then(near) else {
            continue;
        };
        let weight = fields.find_map(|f| f.strip_prefix("q=")).map_or(Some(1000), thousandths);
        let Some(weight) = weight.filter(|w| *w > 0) else {
            continue;
        };
        if best.is_none_or(|(heaviest, _)| weight > heaviest) {
            best = Some((weight, language));
        }
    }
    best.map_or(Language::Sq, |(_, language)| language)
}

/// The nearest of our languages to a tag such as `sr-Latn-RS`, `en-GB` or `sq-XK`.
fn near(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    match parts.next()? {
        "sq" => Some(Language::Sq),
        "en" => Some(Language::En),
        "sr" if parts.any(|p| p == "latn") => Some(Language::SrLatn),
        "sr" => Some(Language::SrCyrl),
        "bs" | "hr" | "cnr" | "sh" => Some(Language::SrLatn),
        _ => None,
    }
}

/// A weight such as `0.85` in thousandths; a malformed one is none.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let fraction = format!("{fraction:0<3}");
    let whole: u16 = whole.parse().ok().filter(|w| *w <= 1)?;
    let fraction: u16 = fraction.get(..3)?.parse().ok()?;
    Some(whole.saturating_mul(1000).saturating_add(fraction).min(1000))
}

/// Answers `/`: leads to the home page in the language the browser prefers.
pub async fn to_preferred(headers: HeaderMap) -> Response {
    let mut response =
        lead_to(StatusCode::TEMPORARY_REDIRECT, &format!("/{}/", preferred(&headers).tag()));
    let vary = header::HeaderValue::from_static("accept-language");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn lead_to(status: StatusCode, address: &str) -> Response {
    (status, [(header::LOCATION, address)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(wanted: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, wanted.parse().unwrap());
        headers
    }

    /// Goal: the address decides the language. Method: right, misspelled and unknown tags.
    #[test]
    fn language_comes_from_the_address() {
        let none = HeaderMap::new();
        let reader = Reader::of("/sr-Latn/runs/4", Some("sort=total"), &none).unwrap();
        assert_eq!(reader.language, Language::SrLatn);
        assert_eq!(reader.same_page_in(Language::Sq), "/sq/runs/4?sort=total");
        assert_eq!(reader.href("/runs"), "/sr-Latn/runs");
        assert_eq!(Reader::of("/en", None, &none).unwrap().path, "/");
        assert_eq!(
            Reader::of("/sr/runs", Some("a=1"), &none),
            Err(Wrong::Elsewhere("/sr-Cyrl/runs?a=1".to_owned()))
        );
        assert_eq!(Reader::of("/de/runs", None, &none), Err(Wrong::Nowhere(Language::Sq)));
        assert_eq!(Reader::of("", None, &none), Err(Wrong::Nowhere(Language::Sq)));
    }

    /// Goal: `/` greets in the browser's language. Method: real and malformed headers.
    #[test]
    fn browser_preference() {
        assert_eq!(preferred(&HeaderMap::new()), Language::Sq);
        assert_eq!(preferred(&browser("en-GB,en;q=0.9,sq;q=0.8")), Language::En);
        assert_eq!(preferred(&browser("de-CH,de;q=0.9,sr-RS;q=0.7,en;q=0.5")), Language::SrCyrl);
        assert_eq!(preferred(&browser("sr-Latn-RS")), Language::SrLatn);
        assert_eq!(preferred(&browser("en;q=0,sq-XK;q=0.1")), Language::Sq);
        assert_eq!(preferred(&browser("en;q=ß,;;,q=,fr")), Language::Sq);
        assert_eq!(preferred(&browser("en;q=0.3,hr;q=0.35")), Language::SrLatn);
    }
}
