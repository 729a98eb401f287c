//! One connection, from accept to its end.

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
    activity::{Activity, AnswerBody},
    write_timeout::WriteTimeout,
};

/// The largest head of a request, and what is read or written ahead for each connection.
const BUFFER: usize = 16 * 1024;
/// The same for the head of a request over HTTP/2.
const HEADER_LIST: u32 = 16 * 1024;
/// What a client may send ahead over HTTP/2, for each request and for all of a connection: a whole body as `router.rs` allows it.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 2 * STREAM_WINDOW;
/// Requests at a time over one HTTP/2 connection.
const STREAMS: u32 = 100;
/// Pings find connections whose client has vanished without a word; one that does not answer in time is closed.
const PING_INTERVAL: Duration = Duration::from_secs(20);
const PING_TIMEOUT: Duration = Duration::from_secs(10);

/// HTTP/1.1 and HTTP/2 with small buffers. The deadlines for heads and between requests are [`Activity`]'s: hyper-util has none
/// while it detects the protocol, and hyper's own for HTTP/1 does not tell the first head from the next.
pub(super) fn protocols() -> Builder<TokioExecutor> {
    let mut protocols = Builder::new(TokioExecutor::new());
    protocols
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(BUFFER);
    protocols
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(HEADER_LIST)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(BUFFER)
        .max_concurrent_streams(STREAMS)
        .keep_alive_interval(Some(PING_INTERVAL))
        .keep_alive_timeout(PING_TIMEOUT);
    protocols
}

/// What a connection needs to be served.
pub(super) struct Connection {
    pub(super) protocols: Arc<Builder<TokioExecutor>>,
    pub(super) limits: Arc<Limits>,
    pub(super) activity: Arc<Activity>,
    pub(super) router: Router,
    pub(super) peer: SocketAddr,
    pub(super) is_draining: watch::Receiver<()>,
}

impl Connection {
    /// Serves until the client goes, a deadline is over, or the process stops.
    pub(super) async fn run(self, stream: TcpStream) {
        let Self {
            protocols,
            limits,
            activity,
            router,
            peer,
            mut is_draining,
        } = self;
        let asked = Arc::clone(&activity);
        let service = service_fn(move |request| answer(Arc::clone(&asked), router.clone(), peer, request));
        let stream = TokioIo::new(WriteTimeout::new(stream, limits.write, Arc::clone(&activity)));
        let mut connection = std::pin::pin!(protocols.serve_connection(stream, service));
        let mut is_closing = false;
        let mut cut_off = None;
        loop {
            tokio::select! {
                // The connection first: what it was told is on its way before it is given up.
                biased;
                served = connection.as_mut() => {
                    if let Err(error) = served {
                        tracing::debug!(%error, "a connection ended early");
                    }
                    return;
                }
                () = activity.overdue(&limits) => {
                    if is_closing {
                        tracing::debug!("a connection was closed: its client took too long");
                        return;
                    }
                }
                _ = is_draining.changed(), if cut_off.is_none() => {
                    cut_off = Some(Instant::now() + limits.drain);
                }
                () = at(cut_off) => return,
            }
            is_closing = true;
            activity.close();
            connection.as_mut().graceful_shutdown();
        }
    }
}

/// Never, where there is no such moment.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

async fn answer(
    activity: Arc<Activity>,
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<AnswerBody>, Infallible> {
    let exchange = activity.begin();
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| exchange.until_end_of(body)))
}
