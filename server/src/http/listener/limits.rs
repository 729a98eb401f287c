//! The numbers of the listener.

use std::time::Duration;

/// How many connections there may be, and how long each may take for what.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Connections open at a time.
    pub(crate) connections: usize,
    /// From accept to the first complete request head, protocol detection included.
    pub(crate) first_head: Duration,
    /// From the end of an answer to the next complete request head (keep-alive). Pings of HTTP/2 do not prolong it. It is longer
    /// than the 60 seconds after which common proxies close an idle connection, so that the proxy is the one who closes.
    pub(crate) idle: Duration,
    /// From a complete request head to the last byte of the answer, however slowly the client takes it.
    pub(crate) exchange: Duration,
    /// A client that takes no byte of an answer for this long has stopped reading.
    pub(crate) write: Duration,
    /// With all places taken, a connection that has waited for a request for this long makes room for a new one.
    pub(crate) evictable: Duration,
    /// Requests in progress get this long to finish when the process is told to stop.
    pub(crate) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            first_head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            exchange: Duration::from_mins(2),
            write: Duration::from_secs(30),
            evictable: Duration::from_secs(1),
            drain: Duration::from_secs(20),
        }
    }
}
