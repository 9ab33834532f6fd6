//! What every request passes before a page sees it, and every answer before it leaves.

use crate::words::catalog;
use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{
    ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::errors::PageError;
use pages::language::preferred;
use pages::layout::CONTENT_SECURITY;
use records::clock::Clock;
use std::io::Write;
use std::sync::Arc;

/// The hosts under which a site may be asked.
///
/// A page of another site can make a browser ask this machine under a name of its own choosing;
/// such a request names a strange host and is refused.
#[derive(Debug, Clone)]
pub struct Hosts(Arc<Vec<String>>);

impl Hosts {
    /// The names of this machine for itself, on a port.
    pub fn loopback(port: u16) -> Hosts {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(str::to_owned));
        }
        Hosts(Arc::new(hosts))
    }

    /// Whether a `Host` header names one of them.
    pub fn admits(&self, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(HOST).iter();
        match (named.next().and_then(|value| value.to_str().ok()), named.next()) {
            (Some(host), None) => self.0.iter().any(|own| own.eq_ignore_ascii_case(host)),
            _ => false,
        }
    }
}

#[derive(Debug, Clone)]
struct Guard {
    hosts: Hosts,
    clock: Clock,
}

/// Puts the guard around a router.
pub(crate) fn around(router: Router, hosts: Hosts, clock: Clock) -> Router {
    router.layer(middleware::from_fn_with_state(Guard { hosts, clock }, pass))
}

/// The number under which a request stands in the log and on a page about a fault.
const REQUEST_NUMBER: HeaderName = HeaderName::from_static("x-request-id");

async fn pass(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let number = records::identity::make(guard.clock.now());
    let number = number.map(|id| id.to_string()).unwrap_or_default();
    let language = language_of(request.uri(), request.headers());
    let mut answer = if guard.hosts.admits(request.headers()) {
        let uri = request.uri().clone();
        request.extensions_mut().insert(OriginalUri(uri.clone()));
        // A task of its own: whatever happens in it, this request is answered.
        let answer = match tokio::spawn(next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        if answer.status().is_server_error() {
            log(&number, answer.status(), &uri);
        }
        said_in_words(answer, language, &number)
    } else {
        let page = PageError::bad_request(language, say(language, "host-strange"))
            .what_to_do(say(language, "host-strange-todo"));
        with_status(page, StatusCode::MISDIRECTED_REQUEST)
    };
    secure(answer.headers_mut(), &number);
    answer
}

fn say(language: Language, id: &str) -> String {
    catalog().say::<&str>(language, id, &[])
}

/// The language of the address, else the one that the browser prefers.
fn language_of(uri: &Uri, headers: &HeaderMap) -> Language {
    let tag = uri.path().split('/').nth(1).unwrap_or_default();
    Language::from_tag(tag).unwrap_or_else(|| preferred(headers))
}

/// The answer to whoever the policy does not let see a page: why, and who may.
pub(crate) fn refused(request: &Request, error: records::Error) -> Response<Body> {
    let language = language_of(request.uri(), request.headers());
    let page = PageError::refused(language, error.message(language));
    match error.help(language) {
        Some(help) => page.what_to_do(help).into_response(),
        None => page.into_response(),
    }
}

/// Whatever is refused without a page gets one: a method that no page has, an address that cannot
/// be read, a fault.
fn said_in_words(answer: Response, language: Language, number: &str) -> Response {
    let status = answer.status();
    let is_page = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let allow = answer.headers().get(ALLOW).cloned();
    let page = match status {
        StatusCode::NOT_FOUND => PageError::not_found(language),
        StatusCode::METHOD_NOT_ALLOWED => {
            PageError::bad_request(language, say(language, "method-not-allowed"))
                .what_to_do(say(language, "method-not-allowed-todo"))
        }
        _ if status.is_client_error() => {
            PageError::bad_request(language, say(language, "address-unreadable"))
        }
        _ => PageError::internal(language, Some(number.to_owned())),
    };
    let mut page = with_status(page, status);
    if let Some(allow) = allow {
        page.headers_mut().insert(ALLOW, allow);
    }
    page
}

fn with_status(page: PageError, status: StatusCode) -> Response<Body> {
    let mut answer = page.into_response();
    *answer.status_mut() = status;
    answer
}

/// Headers that keep a browser from doing with an answer what it is not for.
fn secure(headers: &mut HeaderMap, number: &str) {
    let fixed = [
        (CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(number) = HeaderValue::from_str(number) {
        headers.insert(REQUEST_NUMBER, number);
    }
}

/// One line for whoever runs the site. The query is left out: it holds what people typed.
fn log(number: &str, status: StatusCode, uri: &Uri) {
    let line = format!("{number} {} {}", status.as_u16(), uri.path());
    // Without a terminal to write to there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
