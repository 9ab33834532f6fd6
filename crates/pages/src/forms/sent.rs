//! What a form sent.

use crate::content::{Notice, Tone};
use crate::html::Html;
use crate::words::Say;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use formula::words::Language;
use std::fmt;

/// With what the name of a field begins whose content is a secret: it is never kept, shown again or
/// printed.
pub const SECRET: &str = "secret-";

/// The fields that a form sent. The outermost layer reads them, so that no handler answers a form
/// which nobody has looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct Sent {
    fields: Vec<(String, String)>,
    key: String,
    is_stale: bool,
}

impl Sent {
    /// Fields with the key of the form. A form is stale when its token is not that of the present
    /// session: it is shown again as it was filled in, and nothing is done.
    pub fn new(fields: Vec<(String, String)>, key: String, is_stale: bool) -> Sent {
        Sent { fields, key, is_stale }
    }

    /// What a field holds; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether a field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// Whether nothing may be done with it.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The key by which the same form, sent twice, is recognised.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// All fields but the secret ones, for showing the form again elsewhere.
    pub fn plain(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields.iter().filter(|(name, _)| !name.starts_with(SECRET))
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.fields.iter().map(|(name, _)| name.as_str()).collect();
        write!(f, "Sent({})", names.join(", "))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sent {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Sent, StatusCode> {
        parts.extensions.get::<Sent>().cloned().ok_or(StatusCode::BAD_REQUEST)
    }
}

/// What is said above a form of which nothing may be done because its session has changed.
pub fn stale_notice(language: Language) -> Html {
    let say = Say::shared(language);
    Notice::new(Tone::Caution, say.word("form-stale"), say.word("form-stale-todo"))
        .to_html(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what is secret is neither printed nor shown again. Method: a form with both kinds.
    #[test]
    fn secrets_stay_out() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![pair("name", "Arta"), pair("secret-password", "horse")];
        let sent = Sent::new(fields, "k".to_owned(), false);
        assert_eq!((sent.get("name"), sent.get("none")), ("Arta", ""));
        assert_eq!(sent.plain().count(), 1);
        assert_eq!(format!("{sent:?}"), "Sent(name, secret-password)");
    }
}
