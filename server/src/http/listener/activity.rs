//! Tracks what a connection is doing, and the deadline of its current phase.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Body;
use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

use super::Limits;

/// The grace period in which a closing connection can notify its client, for example with HTTP/2's `GOAWAY`.
const CLOSE_GRACE: Duration = Duration::from_millis(100);

/// The activity of one connection: its requests in progress, or since when it has been idle.
pub(super) struct Activity {
    state: Mutex<State>,
    /// Notified when the deadline changes.
    changed: Notify,
}

struct State {
    /// The start of each exchange in progress, oldest first. HTTP/2 can have several.
    exchanges: BTreeMap<u64, Instant>,
    next: u64,
    /// Whether a complete request head has been read.
    has_had_request: bool,
    /// Since when no exchange has been in progress. Meaningful only while there is none.
    idle_since: Instant,
    /// The start of the exchange that ended last.
    last_started_at: Instant,
    /// Whether a write is pending. A response that has been handed over may still be in a buffer.
    is_writing: bool,
    /// When the last pending write completed.
    written_at: Instant,
    is_evicted: bool,
    closing_since: Option<Instant>,
}

impl Activity {
    /// The activity of a connection that has just been accepted.
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            state: Mutex::new(State {
                exchanges: BTreeMap::new(),
                next: 0,
                has_had_request: false,
                idle_since: now,
                last_started_at: now,
                is_writing: false,
                written_at: now,
                is_evicted: false,
                closing_since: None,
            }),
            changed: Notify::new(),
        }
    }

    /// Records that a complete request head has been read. The exchange lasts until the returned value is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> Exchange {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.has_had_request = true;
        // The request arrived before the eviction took effect.
        state.is_evicted = false;
        state.exchanges.insert(id, Instant::now());
        drop(state);
        self.changed.notify_one();
        Exchange {
            activity: Arc::clone(self),
            id,
        }
    }

    /// Evicts the connection: it is overdue unless a request arrives first.
    pub(super) fn evict(&self) {
        self.state().is_evicted = true;
        self.changed.notify_one();
    }

    /// Records that a write is pending or has completed.
    pub(super) fn set_writing(&self, is_writing: bool) {
        let mut state = self.state();
        state.is_writing = is_writing;
        state.written_at = Instant::now();
        drop(state);
        self.changed.notify_one();
    }

    /// Records that the connection accepts no more requests. It closes after the grace period, or after the exchange in progress.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closing_since.get_or_insert_with(Instant::now);
        drop(state);
        self.changed.notify_one();
    }

    /// Since when the connection has been idle, and whether it has had a request. `None` if an exchange is in progress or the connection is
    /// closing.
    pub(super) fn idle(&self) -> Option<Idle> {
        let state = self.state();
        let is_over = state.closing_since.is_some() || state.is_evicted;
        let is_idle = state.exchanges.is_empty() && !state.is_writing && !is_over;
        is_idle.then_some(Idle {
            has_had_request: state.has_had_request,
            since: state.idle_since,
        })
    }

    /// Resolves when the current phase exceeds its timeout.
    pub(super) async fn timed_out(&self, limits: &Limits) {
        loop {
            let deadline = self.deadline(limits);
            if deadline <= Instant::now() {
                return;
            }
            tokio::select! {
                () = sleep_until(deadline) => {}
                () = self.changed.notified() => {}
            }
        }
    }

    fn deadline(&self, limits: &Limits) -> Instant {
        let state = self.state();
        if let Some((_, began)) = state.exchanges.first_key_value() {
            *began + limits.exchange_timeout
        } else if state.is_writing {
            state.last_started_at + limits.exchange_timeout
        } else if state.is_evicted {
            state.idle_since
        } else if let Some(since) = state.closing_since {
            since.max(state.idle_since).max(state.written_at) + CLOSE_GRACE
        } else if state.has_had_request {
            state.idle_since + limits.keep_alive_timeout
        } else {
            state.idle_since + limits.header_timeout
        }
    }

    fn end(&self, id: u64) {
        let mut state = self.state();
        if let Some(began) = state.exchanges.remove(&id) {
            state.last_started_at = began;
        }
        if state.exchanges.is_empty() {
            state.idle_since = Instant::now();
        }
        drop(state);
        self.changed.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An idle connection. The smallest one is evicted first: a connection without any request comes before all others, then the longest idle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Idle {
    has_had_request: bool,
    pub(super) since: Instant,
}

/// A request and its response, in progress while this value lives.
pub(super) struct Exchange {
    activity: Arc<Activity>,
    id: u64,
}

impl Exchange {
    /// Wraps the body of the response. The exchange ends when the body is dropped.
    pub(super) fn wrap(self, body: Body) -> ExchangeBody {
        ExchangeBody {
            body,
            _exchange: self,
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.activity.end(self.id);
    }
}

/// A response body that keeps its exchange in progress.
pub(super) struct ExchangeBody {
    body: Body,
    _exchange: Exchange,
}

impl HttpBody for ExchangeBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
