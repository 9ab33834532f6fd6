//! Connections: how many, how long the head of a request may take, and a graceful end.

use crate::limits::{Limits, Peer};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// The least room for the head of a request that the server can be given.
const LEAST_ROOM: usize = 8 * 1024;

/// How much larger than allowed the head of a request may be and still be answered with a page.
const ROOM_TO_REFUSE: usize = 4;

/// After an error of accepting (too many open files), so long nothing is accepted.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until the end is asked for; then takes no new connection, finishes the requests that are
/// under way, and closes what is left after `last`. Says whether all were finished.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    limits: &Limits,
    last: Duration,
    asked_to_stop: impl Future<Output = ()>,
) -> bool {
    let ending = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes.saturating_mul(ROOM_TO_REFUSE).max(LEAST_ROOM));
    let mut asked_to_stop = pin!(asked_to_stop);
    loop {
        let next = async {
            // A connection for which there is no place waits in the queue of the system.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut asked_to_stop => break,
            next = next => next,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let connection = server.serve_connection(TokioIo::new(prepared(stream)), {
            let app = app.clone();
            service_fn(move |request| answer(app.clone(), request, peer))
        });
        let watched = ending.watch(connection);
        tokio::spawn(async move {
            // What goes wrong with a connection concerns whoever is at its other end.
            let _ = watched.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::time::timeout(last, ending.shutdown()).await.is_ok()
}

fn prepared(stream: TcpStream) -> TcpStream {
    // Without it an answer in two parts waits for the reader's acknowledgement.
    let _ = stream.set_nodelay(true);
    stream
}

async fn answer(
    app: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<axum::response::Response, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(Peer(peer.ip()));
    app.oneshot(request).await
}
