//! Files that people sent, given out again: always saved, never shown. Whatever is in one, a
//! browser neither guesses another type nor lets it act in the name of the site.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A file that someone sent.
#[derive(Debug, Clone)]
pub struct Download<'d> {
    /// Its name.
    pub name: &'d str,
    /// Its type, as it was found in the content.
    pub media_type: &'static str,
    /// The hash of its content.
    pub sha256: &'d str,
    /// Whether everybody may read it.
    pub is_public: bool,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What stands as it is in an extended value (RFC 8187, `attr-char`), and is no sign of a path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

impl Download<'_> {
    /// The answer; without the content for who has it already.
    pub fn respond(self, asked: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.sha256);
        let has = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut has = has.flat_map(|text| text.split(',')).map(str::trim);
        let is_there = has.any(|own| own == "*" || own.strip_prefix("W/").unwrap_or(own) == tag);
        let cache = if self.is_public { "public, no-cache" } else { "private, no-cache" };
        let disposition = disposition(self.name);
        let mut answer = match is_there {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => self.bytes.into_response(),
        };
        let headers = answer.headers_mut();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(CONTENT_TYPE, self.media_type);
        set(CONTENT_DISPOSITION, &disposition);
        set(X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
        set(CACHE_CONTROL, cache);
        set(ETAG, &tag);
        answer
    }
}

/// To be saved under a name (RFC 6266): in ASCII for old programs, and as it is (RFC 8187).
fn disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|sign| match sign {
            '"' | '\\' | '%' | '/' => '_',
            ' '..='~' => sign,
            _ => '_',
        })
        .collect();
    let whole = utf8_percent_encode(name, PLAIN);
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(is_public: bool) -> Download<'static> {
        let bytes = b"a;b\n".to_vec();
        let name = "Të dhëna \"1\".csv";
        Download { name, media_type: "text/csv", sha256: "ab", is_public, bytes }
    }

    /// Goal: a file is saved and never shown, under its name, and is not kept where it must not be.
    /// Method: the headers of a draft's file, of a published one, and of one that is there already.
    #[test]
    fn a_file_is_never_shown() {
        let answer = of(false).respond(&HeaderMap::new());
        let header =
            |answer: &Response, name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header(&answer, "content-disposition"),
            "attachment; filename=\"T_ dh_na _1_.csv\"; \
             filename*=UTF-8''T%C3%AB%20dh%C3%ABna%20%221%22.csv"
        );
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert!(header(&answer, "content-security-policy").starts_with("sandbox"));
        assert!(header(&answer, "cache-control").starts_with("private"));
        assert!(header(&of(true).respond(&HeaderMap::new()), "cache-control").contains("public"));
        let mut asked = HeaderMap::new();
        asked.insert(IF_NONE_MATCH, header(&answer, "etag").parse().unwrap());
        assert_eq!(of(false).respond(&asked).status(), StatusCode::NOT_MODIFIED);
    }
}
