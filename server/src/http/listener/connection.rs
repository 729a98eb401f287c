//! Serves one connection from accept to close.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{Instant, sleep_until},
};
use tower::ServiceExt;

use super::{
    Limits,
    activity::{Activity, ExchangeBody},
    write_timeout::WriteTimeout,
};

/// The maximum size of a request head, and of the read and write buffers of a connection.
const MAX_BUFFER_SIZE: usize = 16 * 1024;
/// The maximum size of a request head over HTTP/2.
const MAX_HEADER_LIST_SIZE: u32 = 16 * 1024;
/// The HTTP/2 flow-control windows of a stream and of a connection. A stream's window holds the largest body that `router.rs` allows.
const STREAM_WINDOW_SIZE: u32 = 64 * 1024;
const CONNECTION_WINDOW_SIZE: u32 = 2 * STREAM_WINDOW_SIZE;
/// The maximum number of concurrent requests on an HTTP/2 connection.
const MAX_CONCURRENT_STREAMS: u32 = 100;
/// HTTP/2 pings detect clients that have vanished. A connection whose client does not respond in time is closed.
const PING_INTERVAL: Duration = Duration::from_secs(20);
const PING_TIMEOUT: Duration = Duration::from_secs(10);

/// Configures HTTP/1.1 and HTTP/2 with small buffers. [`Activity`] enforces the header and keep-alive timeouts: hyper-util has none while
/// it detects the protocol, and hyper's own for HTTP/1 does not distinguish the first head from later ones.
pub(super) fn protocols() -> Builder<TokioExecutor> {
    let mut protocols = Builder::new(TokioExecutor::new());
    protocols
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(MAX_BUFFER_SIZE);
    protocols
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADER_LIST_SIZE)
        .initial_stream_window_size(STREAM_WINDOW_SIZE)
        .initial_connection_window_size(CONNECTION_WINDOW_SIZE)
        .max_send_buf_size(MAX_BUFFER_SIZE)
        .max_concurrent_streams(MAX_CONCURRENT_STREAMS)
        .keep_alive_interval(Some(PING_INTERVAL))
        .keep_alive_timeout(PING_TIMEOUT);
    protocols
}

/// A connection with everything that serving it needs.
pub(super) struct Connection {
    pub(super) protocols: Arc<Builder<TokioExecutor>>,
    pub(super) limits: Arc<Limits>,
    pub(super) activity: Arc<Activity>,
    pub(super) router: Router,
    pub(super) peer: SocketAddr,
    pub(super) is_draining: watch::Receiver<()>,
}

impl Connection {
    /// Serves until the client disconnects, a timeout expires, or the process shuts down.
    pub(super) async fn run(self, stream: TcpStream) {
        let Self {
            protocols,
            limits,
            activity,
            router,
            peer,
            mut is_draining,
        } = self;
        let service_activity = Arc::clone(&activity);
        let service =
            service_fn(move |request| answer(Arc::clone(&service_activity), router.clone(), peer, request));
        let stream = TokioIo::new(WriteTimeout::new(
            stream,
            limits.write_timeout,
            Arc::clone(&activity),
        ));
        let mut connection = std::pin::pin!(protocols.serve_connection(stream, service));
        let mut is_closing = false;
        let mut shutdown_deadline = None;
        loop {
            tokio::select! {
                // Polled first, so that a final response is written before the connection is closed.
                biased;
                served = connection.as_mut() => {
                    if let Err(error) = served {
                        tracing::debug!(%error, "a connection ended early");
                    }
                    return;
                }
                () = activity.timed_out(&limits) => {
                    if is_closing {
                        tracing::debug!("a connection timed out");
                        return;
                    }
                }
                _ = is_draining.changed(), if shutdown_deadline.is_none() => {
                    shutdown_deadline = Some(Instant::now() + limits.shutdown_grace);
                }
                () = sleep_until_some(shutdown_deadline) => return,
            }
            is_closing = true;
            activity.close();
            connection.as_mut().graceful_shutdown();
        }
    }
}

/// Sleeps until the deadline; forever if there is none.
async fn sleep_until_some(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

async fn answer(
    activity: Arc<Activity>,
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<ExchangeBody>, Infallible> {
    let exchange = activity.begin();
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| exchange.wrap(body)))
}
