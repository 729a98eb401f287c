//! The accept loop. `axum::serve` has neither timeouts nor a limit on connections. This one has both: each phase of a connection has a
//! timeout, and when all connection slots are taken, the longest idle connection is evicted for the next client.

mod activity;
mod connection;
mod limits;
mod slots;
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
use self::{connection::Connection, slots::ConnectionSlots};

/// The length of the kernel's queue of connections that wait to be accepted.
const ACCEPT_BACKLOG: u32 = 1024;
/// The pause after an error that would otherwise make the loop spin, such as running out of file descriptors.
const ACCEPT_ERROR_BACKOFF: Duration = Duration::from_millis(100);
/// How many idle connections are evicted after such an error.
const ACCEPT_ERROR_EVICTIONS: usize = 32;

/// Listens with a longer queue than the 128 of `TcpListener::bind`, so that a burst of connections is not rejected. Must be called in a
/// Tokio runtime.
pub(crate) fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(ACCEPT_BACKLOG)
}

/// Serves until `stop` resolves, then closes idle connections and waits for requests in progress.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let protocols = Arc::new(connection::protocols());
    let limits = Arc::new(limits);
    let slots = ConnectionSlots::new(&limits);
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
            // The client closed the connection before it was accepted.
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
                slots.evict(ACCEPT_ERROR_EVICTIONS);
                tokio::select! {
                    () = &mut stop => break,
                    () = sleep(ACCEPT_ERROR_BACKOFF) => continue,
                }
            }
        };
        // The stop signal is received while the server waits for a slot, too.
        let slot = tokio::select! {
            biased;
            () = &mut stop => break,
            slot = slots.acquire() => slot,
        };
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            protocols: Arc::clone(&protocols),
            limits: Arc::clone(&limits),
            activity: Arc::clone(&slot.activity),
            router: router.clone(),
            peer,
            is_draining: is_draining.clone(),
        };
        tokio::spawn(async move {
            connection.run(stream).await;
            drop(slot);
        });
    }

    drop(listener);
    tracing::info!("shutting down: waiting for requests in progress");
    // There is no receiver if no connection is open.
    let _ = drain.send(());
    if timeout(limits.shutdown_grace, slots.all_released())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish within the grace period and were aborted");
    }
}
