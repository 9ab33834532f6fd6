//! Requests to the provider: one connection each, over TLS with the authorities that the machine
//! trusts, bounded in time, length and number. A redirection is not followed: where things are, the
//! provider says in its description, and that is checked.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use openidconnect::http::Uri;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_rustls::TlsConnector;

/// How long one request may take, from the connection to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest answer, in bytes: keys and descriptions take a few thousand.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// How many requests are under way at once: a provider that does not answer must not hold the
/// requests of people who want something else.
const UNDER_WAY_MAX: usize = 16;

/// Why a request was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unanswered {
    /// The address is none to which requests are sent.
    #[error("the address is not permitted")]
    NotPermitted,
    /// No connection, none that TLS accepts, or no answer in time.
    #[error("no answer")]
    NoAnswer,
    /// The answer is too long, or breaks off.
    #[error("the answer is too long or breaks off")]
    Unreadable,
}

/// Sends requests.
#[derive(Clone)]
pub(crate) struct Http {
    tls: TlsConnector,
    /// Whether requests go without TLS to this machine: its provider is here.
    is_local: bool,
    patience: Duration,
    under_way: Arc<Semaphore>,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Http")
    }
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

impl Http {
    /// To a provider on this machine, or elsewhere by TLS alone. None where TLS cannot be set up.
    pub(crate) fn new(is_local: bool) -> Option<Http> {
        let mut roots = RootCertStore::empty();
        // What cannot be read of the authorities is left out; the others are trusted all the same.
        let found = rustls_native_certs::load_native_certs().certs;
        roots.add_parsable_certificates(found);
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .ok()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(settings));
        let under_way = Arc::new(Semaphore::new(UNDER_WAY_MAX));
        Some(Http { tls, is_local, patience: PATIENCE, under_way })
    }

    /// Whether requests, and people, are sent to an address.
    pub(crate) fn permits(&self, uri: &Uri) -> bool {
        match (uri.scheme_str(), uri.host()) {
            (Some("https"), Some(_)) => true,
            (Some("http"), Some(host)) => self.is_local && is_loopback(host),
            _ => false,
        }
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        if !self.permits(request.uri()) {
            return Err(Unanswered::NotPermitted);
        }
        let is_tls = request.uri().scheme_str() == Some("https");
        let host = request.uri().host().unwrap_or_default();
        let host = host.trim_matches(['[', ']']).to_owned();
        let port = request.uri().port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let no_answer = |_| Unanswered::NoAnswer;
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(no_answer)?;
        if !is_tls {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host).map_err(|_| Unanswered::NotPermitted)?;
        exchange(self.tls.connect(name, stream).await.map_err(no_answer)?, request).await
    }

    #[cfg(test)]
    pub(crate) fn waiting(self, patience: Duration) -> Http {
        Http { patience, ..self }
    }
}

/// One request and its answer over a connection.
async fn exchange<S>(stream: S, request: HttpRequest) -> Result<HttpResponse, Unanswered>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let no_answer = |_| Unanswered::NoAnswer;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(no_answer)?;
    let running = Ending(tokio::spawn(async move { drop(connection.await) }));
    let (mut parts, body) = request.into_parts();
    let authority = parts.uri.authority().map(|authority| authority.as_str());
    let host = HeaderValue::from_str(authority.unwrap_or_default());
    parts.headers.insert(HOST, host.map_err(|_| Unanswered::NotPermitted)?);
    parts.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    parts.uri = path.parse().map_err(|_| Unanswered::NotPermitted)?;
    let request = hyper::Request::from_parts(parts, Full::new(Bytes::from(body)));
    let answer = sender.send_request(request).await.map_err(no_answer)?;
    let (parts, body) = answer.into_parts();
    let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
    let body = body.map_err(|_| Unanswered::Unreadable)?.to_bytes().to_vec();
    drop(running);
    Ok(HttpResponse::from_parts(parts, body))
}

/// A connection that ends with the request for which it was made, also when nobody waits for the
/// answer any more.
struct Ending(tokio::task::JoinHandle<()>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let _one = self.under_way.try_acquire().map_err(|_| Unanswered::NoAnswer)?;
            let answered = tokio::time::timeout(self.patience, self.answer(request)).await;
            answered.unwrap_or(Err(Unanswered::NoAnswer))
        })
    }
}
