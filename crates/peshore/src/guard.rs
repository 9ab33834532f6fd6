//! What every request passes before a page sees it, and every answer before it leaves.

use crate::config::Config;
use crate::limits::Excess;
use crate::watch::Watch;
use crate::words::catalog;
use administration::Origin;
use api::Problem;
use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{
    ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use pages::errors::PageError;
use pages::language::preferred;
use pages::layout::CONTENT_SECURITY;
use pages::words::Say;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use records::clock::Clock;
use records::policy::Principal;
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

    /// Those of this machine, and the names under which the settings say that people reach it.
    pub fn of(config: &Config, port: u16) -> Hosts {
        let Hosts(own) = Hosts::loopback(port);
        let public = config.public_url.iter().map(|url| url.host.clone());
        let named = public.chain(config.hosts.iter().cloned());
        Hosts(Arc::new(own.iter().cloned().chain(named).collect()))
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
    watch: Watch,
}

/// Puts the guard around a router.
pub(crate) fn around(router: Router, hosts: Hosts, clock: Clock, watch: Watch) -> Router {
    router.layer(middleware::from_fn_with_state(Guard { hosts, clock, watch }, pass))
}

/// The number under which a request stands in the log and on a page about a fault.
const REQUEST_NUMBER: HeaderName = HeaderName::from_static("x-request-id");

async fn pass(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let now = guard.clock.now();
    let number = records::identity::make(now).map(|id| id.to_string()).unwrap_or_default();
    let language = language_of(request.uri(), request.headers());
    let begun = guard.watch.begin(&request);
    let uri = request.uri().clone();
    let mut answer = match guard.watch.admit(&request, now) {
        Err(excess) => excess.answer(language, uri.path()),
        Ok(permit) if guard.hosts.admits(request.headers()) => {
            request.extensions_mut().insert(OriginalUri(uri.clone()));
            if let Some(origin) = guard.watch.origin(&request) {
                request.extensions_mut().insert(Origin(origin));
            }
            // A task of its own: whatever happens in it, this request is answered, and a command
            // that takes too long comes to its end.
            let running = tokio::spawn(async move {
                let answer = next.run(request).await;
                drop(permit);
                answer
            });
            let answer = match tokio::time::timeout(guard.watch.longest(), running).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
            };
            said_in_words(answer, language, &number, uri.path())
        }
        Ok(_) => {
            let page = PageError::bad_request(language, say(language, "host-strange"))
                .what_to_do(say(language, "host-strange-todo"));
            with_status(page, StatusCode::MISDIRECTED_REQUEST)
        }
    };
    secure(answer.headers_mut(), &number);
    guard.watch.end(&begun, &number, &mut answer);
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
    let principal = request.extensions().get::<Principal>();
    let is_public = principal.is_none_or(|principal| principal.actor().identifier().is_none());
    if is_api(request.uri().path()) {
        // Whoever shows no token could be anybody.
        let problem = match is_public {
            true => Problem::token_needed(language),
            false => Problem::of_ground(&error, language),
        };
        return problem.into_response();
    }
    if is_public && request.method() == Method::GET {
        let page = PageError::refused(language, say(language, "sign-in-needed"));
        let then = utf8_percent_encode(request.uri().path(), NON_ALPHANUMERIC);
        let address = format!("/{}/sign-in?then={then}", language.tag());
        let page = page.link(Say::shared(language).word("sign-in"), &address);
        return page.what_to_do(say(language, "sign-in-needed-todo")).into_response();
    }
    let page = PageError::refused(language, error.message(language));
    match error.help(language) {
        Some(help) => page.what_to_do(help).into_response(),
        None => page.into_response(),
    }
}

/// Whatever is refused without a page gets one: a method that no page has, an address that cannot
/// be read, a fault.
fn said_in_words(answer: Response, language: Language, number: &str, path: &str) -> Response {
    let status = answer.status();
    // A script of ours understands what is said in JSON.
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_said = kind.is_some_and(|kind| {
        let said = ["text/html", "application/json", api::problem::KIND];
        said.iter().any(|said| kind.starts_with(said)) && !(is_api(path) && kind.contains("html"))
    });
    if is_said || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    if let Some(excess) = Excess::of(status) {
        return excess.answer(language, path);
    }
    let allow = answer.headers().get(ALLOW).cloned();
    if is_api(path) {
        let mut problem = Problem::of_status(status, number, language).into_response();
        if let Some(allow) = allow {
            problem.headers_mut().insert(ALLOW, allow);
        }
        return problem;
    }
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

/// Whether a program asks.
fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

fn with_status(page: PageError, status: StatusCode) -> Response<Body> {
    let mut answer = page.into_response();
    *answer.status_mut() = status;
    answer
}

/// What a page of ours asks of a browser: nothing.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
     publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Headers that keep a browser from doing with an answer what it is not for.
fn secure(headers: &mut HeaderMap, number: &str) {
    let fixed = [
        (CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(number) = HeaderValue::from_str(number) {
        headers.insert(REQUEST_NUMBER, number);
    }
}
