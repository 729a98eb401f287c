//! The limits and timeouts of the listener.

use std::time::Duration;

/// The limits and timeouts of the listener.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// The maximum number of open connections.
    pub(crate) max_connections: usize,
    /// From accept to the first complete request head, including protocol detection.
    pub(crate) header_timeout: Duration,
    /// From the end of a response to the next complete request head. HTTP/2 pings do not extend it. It is longer than the 60 seconds after
    /// which common proxies close an idle connection, so that the proxy closes first.
    pub(crate) keep_alive_timeout: Duration,
    /// From a complete request head to the last byte of the response, however slowly the client reads.
    pub(crate) exchange_timeout: Duration,
    /// How long a write may be pending. A client that takes longer has stopped reading.
    pub(crate) write_timeout: Duration,
    /// How long a connection has to be idle before it can be evicted for a new one.
    pub(crate) eviction_min_idle: Duration,
    /// How long requests in progress may take to finish at shutdown.
    pub(crate) shutdown_grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 4096,
            header_timeout: Duration::from_secs(10),
            keep_alive_timeout: Duration::from_secs(75),
            exchange_timeout: Duration::from_mins(2),
            write_timeout: Duration::from_secs(30),
            eviction_min_idle: Duration::from_secs(1),
            shutdown_grace: Duration::from_secs(20),
        }
    }
}
