//! The accept loop. `axum::serve` has no deadlines and no limit on connections. This one has both: each connection has a
//! deadline for whatever it is doing, and when all places are taken the connection that waits longest for a request is closed
//! in favour of the next client.

mod activity;
mod connection;
mod limits;
mod places;
#[cfg(test)]
mod tests;
mod write_timeout;

use std::{io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
    time::{sleep, timeout},
};

pub(crate) use self::limits::Limits;
use self::{connection::Connection, places::Places};

/// Connections that the kernel has made and that wait to be accepted.
const BACKLOG: u32 = 1024;
/// Out of file descriptors, for instance: pause instead of spinning.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Connections to close then, where that many wait for a request.
const ACCEPT_EVICTIONS: usize = 32;

/// Listens, with a longer queue than the 128 of `TcpListener::bind`: a burst of connections does not turn others away. Needs a
/// Tokio runtime.
pub(crate) fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves until `stop` resolves, then closes what waits for a request and lets requests in progress finish.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let protocols = Arc::new(connection::protocols());
    let limits = Arc::new(limits);
    let places = Places::new(&limits);
    let (drain, is_draining) = watch::channel(());
    let mut stop = std::pin::pin!(stop);

    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(connection) => connection,
            // The client's own doing: it has gone already.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
                ) =>
            {
                continue;
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                places.evict(ACCEPT_EVICTIONS);
                tokio::select! {
                    () = &mut stop => break,
                    () = sleep(ACCEPT_PAUSE) => continue,
                }
            }
        };
        // A full server still hears that it has to stop.
        let place = tokio::select! {
            biased;
            () = &mut stop => break,
            place = places.take() => place,
        };
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            protocols: Arc::clone(&protocols),
            limits: Arc::clone(&limits),
            activity: Arc::clone(&place.activity),
            router: router.clone(),
            peer,
            is_draining: is_draining.clone(),
        };
        tokio::spawn(async move {
            connection.run(stream).await;
            drop(place);
        });
    }

    drop(listener);
    tracing::info!("stopping: requests under way may finish");
    // Without connections nobody receives it.
    let _ = drain.send(());
    if timeout(limits.drain, places.all_free()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
}
