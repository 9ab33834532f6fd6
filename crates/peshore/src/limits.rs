//! What is too much: long heads and bodies, slow readers, too many requests at once or from one
//! address. Each is answered in the reader's language and changes nothing.

use crate::config::Network;
use crate::words::catalog;
use api::Problem;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use formula::words::Language;
use jiff::Timestamp;
use pages::errors::PageError;
use pages::forms::READ_OVER;
use records::attachments;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How much is too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections at the same time; a further one waits.
    pub connections: usize,
    /// Requests under way at the same time.
    pub requests: usize,
    /// Bytes of the head of a request.
    pub head_bytes: usize,
    /// Bytes of the body of a request.
    pub body_bytes: usize,
    /// Bytes of a file that is attached to something.
    pub attachment_bytes: usize,
    /// How long the head of a request may take to arrive.
    pub head: Duration,
    /// How long a request may take in all.
    pub request: Duration,
    /// Requests from one address in a minute, in the long run.
    pub rate_per_minute: u32,
    /// Requests from one address at once.
    pub rate_burst: u32,
}

impl Default for Limits {
    /// For a country's public servants, many of them behind one address.
    fn default() -> Limits {
        Limits {
            connections: 1_024,
            requests: 256,
            head_bytes: 16 * 1024,
            body_bytes: 2 * 1024 * 1024,
            attachment_bytes: attachments::Limits::default().bytes,
            head: Duration::from_secs(10),
            request: Duration::from_secs(60),
            rate_per_minute: 1_200,
            rate_burst: 600,
        }
    }
}

/// How many addresses are remembered.
const REMEMBERED: usize = 65_536;

/// Tokens of one request.
const ONE: u64 = 60_000;

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What was too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    /// The head of the request.
    Head,
    /// Its body.
    Body,
    /// Requests from one address; how many seconds to wait.
    Rate(u64),
    /// Requests under way.
    Busy,
    /// Time.
    Slow,
}

impl Excess {
    /// The excess that the status of an answer means.
    pub(crate) fn of(status: StatusCode) -> Option<Excess> {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Some(Excess::Body),
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Some(Excess::Head),
            StatusCode::TOO_MANY_REQUESTS => Some(Excess::Rate(60)),
            StatusCode::GATEWAY_TIMEOUT => Some(Excess::Slow),
            _ => None,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Excess::Head => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Excess::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Excess::Rate(_) => StatusCode::TOO_MANY_REQUESTS,
            Excess::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Excess::Slow => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// Stable id, also the id of its message.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Excess::Head => "limit-head",
            Excess::Body => "limit-body",
            Excess::Rate(_) => "limit-rate",
            Excess::Busy => "limit-busy",
            Excess::Slow => "limit-slow",
        }
    }

    /// The answer: a page, and for a program a problem (RFC 9457).
    pub(crate) fn answer(self, language: Language, path: &str) -> Response<Body> {
        let seconds = match self {
            Excess::Rate(seconds) => seconds,
            _ => 5,
        };
        let values = [("seconds", seconds.to_string())];
        let message = catalog().say(language, self.id(), &values);
        let todo = catalog().attribute(language, self.id(), "help", &values).unwrap_or_default();
        let mut answer = if path.starts_with("/api/") {
            Problem::new(self.status(), self.id(), (message, Some(todo))).into_response()
        } else {
            PageError::bad_request(language, message).what_to_do(todo).into_response()
        };
        *answer.status_mut() = self.status();
        if matches!(self, Excess::Rate(_) | Excess::Busy) {
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

/// Lets requests in, or says what is too much.
#[derive(Debug, Clone)]
pub(crate) struct Gatekeeper {
    limits: Arc<Limits>,
    trusted: Arc<[Network]>,
    /// The paths to which files are sent.
    files: Arc<[&'static str]>,
    under_way: Arc<Semaphore>,
    buckets: Arc<Mutex<HashMap<IpAddr, Bucket>>>,
}

/// What an address has left.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: u64,
    at: i64,
}

impl Gatekeeper {
    /// One that keeps these limits, and takes the word of these proxies.
    pub(crate) fn new(limits: Limits, trusted: &[Network]) -> Gatekeeper {
        Gatekeeper {
            under_way: Arc::new(Semaphore::new(limits.requests)),
            limits: Arc::new(limits),
            trusted: trusted.into(),
            files: Arc::default(),
            buckets: Arc::default(),
        }
    }

    /// The limits.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Lets a request in: the permit is held for as long as the request is under way.
    ///
    /// # Errors
    /// What is too much.
    pub(crate) fn admit(
        &self,
        request: &Request,
        now: Timestamp,
    ) -> Result<OwnedSemaphorePermit, Excess> {
        if let Some(address) = self.asker(request) {
            self.spend(address, now)?;
        }
        if head_bytes(request) > self.limits.head_bytes {
            return Err(Excess::Head);
        }
        let announced = request.headers().get(CONTENT_LENGTH);
        let announced = announced.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let most = u64::try_from(self.body_bytes(request)).unwrap_or(u64::MAX);
        if announced.is_some_and(|bytes| bytes > most) {
            return Err(Excess::Body);
        }
        Arc::clone(&self.under_way).try_acquire_owned().map_err(|_| Excess::Busy)
    }

    /// How many bytes the body of a request may have. Where files are sent, one that is too large
    /// is read to its end, so that its sender is told so on the page, beside what they typed.
    fn body_bytes(&self, request: &Request) -> usize {
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        match path.is_some_and(|path| self.files.contains(&path)) {
            true => self.limits.attachment_bytes.saturating_mul(READ_OVER),
            false => 0,
        }
        .saturating_add(self.limits.body_bytes)
    }

    /// The same, where files are sent to these paths.
    pub(crate) fn with_files(self, files: Arc<[&'static str]>) -> Gatekeeper {
        Gatekeeper { files, ..self }
    }

    /// The address from which a request comes, behind the proxies whose word is taken.
    pub(crate) fn origin(&self, request: &Request) -> Option<IpAddr> {
        let Peer(peer) = request.extensions().get::<Peer>()?;
        Some(self.behind(peer.to_canonical(), request.headers()))
    }

    /// Whose request it is, if it counts: this machine asks itself as often as it likes, because a
    /// proxy on it whose word is not taken asks for everybody.
    fn asker(&self, request: &Request) -> Option<IpAddr> {
        let address = self.origin(request)?;
        if address.is_loopback() {
            return None;
        }
        // One subscriber has a whole network of the newer addresses.
        Some(match address {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            address => address,
        })
    }

    /// The last address that is not a trusted proxy's, as the trusted ones tell it.
    fn behind(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
        let is_trusted = |address| self.trusted.iter().any(|network| network.holds(address));
        let told: Vec<&str> = headers
            .get_all(FORWARDED)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        let mut address = peer;
        for hop in told.iter().rev() {
            if !is_trusted(address) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(hop) => address = hop.to_canonical(),
                Err(_) => break,
            }
        }
        address
    }

    fn spend(&self, address: IpAddr, now: Timestamp) -> Result<(), Excess> {
        let now = now.as_millisecond();
        let per_minute = u64::from(self.limits.rate_per_minute.max(1));
        let most = u64::from(self.limits.rate_burst.max(1)).saturating_mul(ONE);
        let full = Bucket { tokens: most, at: now };
        let refilled = |bucket: &Bucket| {
            let passed = u64::try_from(now.saturating_sub(bucket.at)).unwrap_or(0);
            bucket.tokens.saturating_add(passed.saturating_mul(per_minute)).min(most)
        };
        // A thread that panicked while it counted has left numbers that are still numbers.
        let mut buckets = self.buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= REMEMBERED && !buckets.contains_key(&address) {
            buckets.retain(|_, bucket| refilled(bucket) < most);
            if buckets.len() >= REMEMBERED {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(address).or_insert(full);
        let tokens = refilled(bucket);
        match tokens.checked_sub(ONE) {
            Some(left) => {
                *bucket = Bucket { tokens: left, at: now };
                Ok(())
            }
            None => {
                *bucket = Bucket { tokens, at: now };
                let lacking = ONE.saturating_sub(tokens);
                Err(Excess::Rate(lacking.div_ceil(per_minute.saturating_mul(1_000)).max(1)))
            }
        }
    }
}

fn head_bytes(request: &Request) -> usize {
    let line = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    request.headers().iter().fold(line, |sum, (name, value)| {
        sum.saturating_add(name.as_str().len()).saturating_add(value.len()).saturating_add(4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str, bits: u8) -> Network {
        Network { address: address.parse().unwrap(), bits }
    }

    fn from(peer: &str, forwarded: &[&str]) -> Request {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(Peer(peer.parse().unwrap()));
        for value in forwarded {
            request.headers_mut().append("x-forwarded-for", value.parse().unwrap());
        }
        request
    }

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + milliseconds).unwrap()
    }

    /// Goal: an address may ask so often and no more, whatever others do, and again after the time
    /// that it is told. Method: a burst of two and one a second, step by step.
    #[test]
    fn rate_is_kept_for_each_address() {
        let limits = Limits { rate_per_minute: 60, rate_burst: 2, ..Limits::default() };
        let gate = Gatekeeper::new(limits, &[network("127.0.0.1", 32)]);
        let ask = |peer: &str, time| gate.admit(&from(peer, &[]), at(time)).map(|_| ());
        assert_eq!((ask("192.0.2.1", 0), ask("192.0.2.1", 0)), (Ok(()), Ok(())));
        assert_eq!(ask("192.0.2.1", 0), Err(Excess::Rate(1)));
        assert_eq!(ask("192.0.2.1", 999), Err(Excess::Rate(1)));
        assert_eq!(ask("192.0.2.2", 999), Ok(()));
        assert_eq!(ask("192.0.2.1", 1_000), Ok(()));
        assert_eq!(ask("192.0.2.1", 1_000), Err(Excess::Rate(1)));
        for _ in 0..10 {
            assert_eq!(ask("127.0.0.1", 0), Ok(()), "this machine itself");
        }
        assert_eq!((ask("2001:db8::1", 0), ask("2001:db8::2", 0)), (Ok(()), Ok(())));
        assert_eq!(ask("2001:db8::3", 0), Err(Excess::Rate(1)), "one network, one reader");
        assert_eq!(ask("2001:db8:0:1::1", 0), Ok(()));
    }

    /// Goal: the address of a reader is taken from a proxy that is trusted, and from nobody else.
    /// Method: chains of proxies, some of them made up by the reader.
    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = [network("127.0.0.1", 32), network("10.0.0.0", 8)];
        let gate = Gatekeeper::new(Limits::default(), &trusted);
        let behind = |peer: &str, forwarded: &[&str]| {
            let request = from(peer, forwarded);
            gate.behind(peer.parse().unwrap(), request.headers()).to_string()
        };
        assert_eq!(behind("192.0.2.9", &["192.0.2.1"]), "192.0.2.9");
        assert_eq!(behind("127.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(behind("127.0.0.1", &["192.0.2.7, 192.0.2.1, 10.1.2.3"]), "192.0.2.1");
        assert_eq!(behind("127.0.0.1", &["192.0.2.7", "192.0.2.1"]), "192.0.2.1");
        assert_eq!(behind("127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(behind("::ffff:192.0.2.1", &[]), "::ffff:192.0.2.1");
    }

    /// Goal: what is too long or too much at once is named. Method: each bound, met and passed.
    #[test]
    fn bounds_are_kept() {
        let limits =
            Limits { requests: 1, head_bytes: 100, body_bytes: 1_000, ..Limits::default() };
        let gate = Gatekeeper::new(limits, &[]);
        let with = |name: &'static str, value: &str| {
            let mut request = from("127.0.0.1", &[]);
            request.headers_mut().insert(name, value.parse().unwrap());
            gate.admit(&request, at(0))
        };
        assert!(with("content-length", "1000").is_ok());
        assert_eq!(with("content-length", "1001").unwrap_err(), Excess::Body);
        assert_eq!(with("x-long", &"x".repeat(100)).unwrap_err(), Excess::Head);
        let held = with("x-short", "x").unwrap();
        assert_eq!(with("x-short", "x").unwrap_err(), Excess::Busy);
        drop(held);
        assert!(with("x-short", "x").is_ok());
    }

    /// Goal: every excess has its own words in each language, and a status that a program reads.
    /// Method: each answer as a page and as a problem.
    #[test]
    fn every_excess_is_answered() {
        let all = [Excess::Head, Excess::Body, Excess::Rate(7), Excess::Busy, Excess::Slow];
        for excess in all {
            let mut said = Vec::new();
            for language in Language::ALL {
                let text = catalog().say(language, excess.id(), &[("seconds", "7".to_owned())]);
                assert!(!text.contains('⟦') && !said.contains(&text), "{text}");
                said.push(text);
                assert_eq!(excess.answer(language, "/en/").status(), excess.status());
            }
            let problem = excess.answer(Language::En, "/api/v1/x");
            assert_eq!(problem.headers()["content-type"], "application/problem+json");
        }
        assert_eq!(Excess::Rate(7).answer(Language::En, "/").headers()[RETRY_AFTER], "7");
    }
}
