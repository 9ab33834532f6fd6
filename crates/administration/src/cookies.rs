//! What the browser keeps: the session, the step between password and code, the device, a visit,
//! which binds the forms of someone who has not signed in, and a way to an identity provider.
//!
//! Each is `HttpOnly` and `SameSite=Lax`. Where the site is served under TLS each is `Secure` and
//! its name begins with `__Host-`, so that no other host can set it (RFC 6265bis, section 4.1.3.2).

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use records::people::Token;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    Session,
    Half,
    Device,
    Visit,
    Trip,
}

/// Seconds for which a device is remembered: 400 days, the longest that browsers keep one.
const DEVICE_SECONDS: u32 = 34_560_000;

impl Cookie {
    fn name(self, is_secure: bool) -> String {
        let name = match self {
            Cookie::Session => "peshore-session",
            Cookie::Half => "peshore-half",
            Cookie::Device => "peshore-device",
            Cookie::Visit => "peshore-visit",
            Cookie::Trip => "peshore-trip",
        };
        if is_secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// What a request brings of it.
    pub(crate) fn of(self, headers: &HeaderMap, is_secure: bool) -> Option<Token> {
        let name = self.name(is_secure);
        let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|it| it.split_once('='));
        let (_, value) = pairs.find(|(own, _)| own.trim() == name)?;
        Token::read(value.trim())
    }

    /// The header that sets it; that makes the browser forget it, without a token.
    pub(crate) fn set(self, token: Option<&Token>, is_secure: bool) -> Option<HeaderValue> {
        let secure = if is_secure { "; Secure" } else { "" };
        let lasts = match (token, self) {
            (None, _) => "; Max-Age=0".to_owned(),
            (Some(_), Cookie::Device) => format!("; Max-Age={DEVICE_SECONDS}"),
            (Some(_), _) => String::new(),
        };
        let (name, value) = (self.name(is_secure), token.map_or("", Token::reveal));
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasts}");
        let mut header = HeaderValue::from_str(&text).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a cookie comes back as it was set, under its own name. Method: set, sent back among
    /// others, on both kinds of site.
    #[test]
    fn cookies_come_back() {
        let token = Token::make().unwrap();
        for is_secure in [false, true] {
            let set = Cookie::Session.set(Some(&token), is_secure).unwrap();
            let set = set.to_str().unwrap();
            assert!(set.contains("HttpOnly; SameSite=Lax") && set.contains("Path=/"));
            assert_eq!(set.contains("Secure") && set.starts_with("__Host-"), is_secure);
            let mut headers = HeaderMap::new();
            let sent = format!("a=b; {}; c", set.split(';').next().unwrap());
            headers.insert(COOKIE, sent.parse().unwrap());
            assert_eq!(Cookie::Session.of(&headers, is_secure), Some(token.clone()));
            assert_eq!(Cookie::Session.of(&headers, !is_secure), None);
            assert_eq!(Cookie::Device.of(&headers, is_secure), None);
        }
    }
}
