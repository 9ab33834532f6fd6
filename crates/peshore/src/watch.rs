//! What is bounded, measured and written down of every request, and the headers that depend on how
//! the site is reached.

use crate::config::Config;
use crate::limits::{Excess, Gatekeeper, Limits};
use crate::metrics::Metrics;
use crate::trace;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{
    CACHE_CONTROL, COOKIE, SET_COOKIE, STRICT_TRANSPORT_SECURITY, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::Response;
use jiff::Timestamp;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

/// The name under which whatever has no route of its own is counted.
const NO_ROUTE: &str = "other";

/// What watches the requests of a site.
#[derive(Debug, Clone)]
pub struct Watch {
    gate: Gatekeeper,
    metrics: Metrics,
    /// Whether people reach the site by TLS.
    is_https: bool,
}

impl Default for Watch {
    /// With the usual limits, reached without TLS.
    fn default() -> Watch {
        let gate = Gatekeeper::new(Limits::default(), &[]);
        Watch { gate, metrics: Metrics::default(), is_https: false }
    }
}

/// A request under way.
#[derive(Debug)]
pub(crate) struct Begun {
    route: String,
    method: &'static str,
    since: Instant,
    has_cookie: bool,
}

impl Watch {
    /// As the settings say.
    pub fn new(config: &Config, metrics: Metrics) -> Watch {
        Watch {
            gate: Gatekeeper::new(config.limits.clone(), &config.trusted_proxies),
            metrics,
            is_https: config.public_url.as_ref().is_some_and(|url| url.is_https),
        }
    }

    /// The same, of a site with files sent to these paths.
    pub(crate) fn with_files(self, files: Arc<[&'static str]>) -> Watch {
        Watch { gate: self.gate.with_files(files), ..self }
    }

    /// The limits.
    pub(crate) fn limits(&self) -> &Limits {
        self.gate.limits()
    }

    /// A request began.
    pub(crate) fn begin(&self, request: &Request) -> Begun {
        self.metrics.began();
        let route = request.extensions().get::<MatchedPath>();
        Begun {
            route: route.map_or(NO_ROUTE, MatchedPath::as_str).to_owned(),
            method: name_of(request.method()),
            since: Instant::now(),
            has_cookie: request.headers().contains_key(COOKIE),
        }
    }

    /// The address from which a request comes.
    pub(crate) fn origin(&self, request: &Request) -> Option<IpAddr> {
        self.gate.origin(request)
    }

    /// Lets it in.
    ///
    /// # Errors
    /// What is too much.
    pub(crate) fn admit(
        &self,
        request: &Request,
        now: Timestamp,
    ) -> Result<OwnedSemaphorePermit, Excess> {
        self.gate.admit(request, now).inspect_err(|excess| self.metrics.refused(excess.id()))
    }

    /// It was answered.
    pub(crate) fn end(&self, begun: &Begun, number: &str, answer: &mut Response) {
        self.secure(begun, answer.headers_mut());
        let (status, lasted) = (answer.status().as_u16(), begun.since.elapsed());
        self.metrics.ended(&begun.route, begun.method, status, lasted);
        trace::request(number, begun.method, &begun.route, status, lasted);
    }

    fn secure(&self, begun: &Begun, headers: &mut HeaderMap) {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        if self.is_https {
            let year = HeaderValue::from_static("max-age=31536000");
            headers.insert(STRICT_TRANSPORT_SECURITY, year);
        }
        // Whoever has a cookie may be signed in: their pages stay in no cache. A file that is the
        // same for everybody says so itself.
        let is_same =
            |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("immutable"));
        let is_own = begun.has_cookie || headers.contains_key(SET_COOKIE);
        if is_own && !headers.get(CACHE_CONTROL).is_some_and(is_same) {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }

    /// How long a request may take.
    pub(crate) fn longest(&self) -> Duration {
        self.limits().request
    }
}

/// The name of a method; of one that nobody knows, not what somebody made up.
fn name_of(method: &Method) -> &'static str {
    const KNOWN: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}
