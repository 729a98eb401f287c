//! What a connection is doing, and until when it may.

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

/// A connection that is to be closed gets this long to say so to its client.
const CLOSING: Duration = Duration::from_millis(100);

/// The requests of one connection: those in progress, and since when there is none.
pub(super) struct Activity {
    state: Mutex<State>,
    /// A deadline has moved.
    changed: Notify,
}

struct State {
    /// When each exchange in progress began, the oldest first. HTTP/2 has several at a time.
    exchanges: BTreeMap<u64, Instant>,
    next: u64,
    /// Has a complete request head been read?
    has_asked: bool,
    /// Since when no exchange is in progress; of use while there is none.
    waiting_since: Instant,
    /// When the exchange that ended last had begun.
    last_began: Instant,
    /// Is the socket full? An answer may be out of our hands and not out of the process.
    is_writing: bool,
    /// When the socket took the last of it.
    written_at: Instant,
    is_evicted: bool,
    closing_since: Option<Instant>,
}

impl Activity {
    /// A connection that has just been accepted.
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            state: Mutex::new(State {
                exchanges: BTreeMap::new(),
                next: 0,
                has_asked: false,
                waiting_since: now,
                last_began: now,
                is_writing: false,
                written_at: now,
                is_evicted: false,
                closing_since: None,
            }),
            changed: Notify::new(),
        }
    }

    /// A complete request head is there. The exchange lasts until the value is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> Exchange {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.has_asked = true;
        // It came in time.
        state.is_evicted = false;
        state.exchanges.insert(id, Instant::now());
        drop(state);
        self.changed.notify_one();
        Exchange {
            activity: Arc::clone(self),
            id,
        }
    }

    /// Its place is needed: it is overdue unless a request comes first.
    pub(super) fn evict(&self) {
        self.state().is_evicted = true;
        self.changed.notify_one();
    }

    /// The socket takes no more bytes for now, or takes them again.
    pub(super) fn set_writing(&self, is_writing: bool) {
        let mut state = self.state();
        state.is_writing = is_writing;
        state.written_at = Instant::now();
        drop(state);
        self.changed.notify_one();
    }

    /// The connection takes no more requests. It is over in a moment, or, where an answer is in progress, after that.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closing_since.get_or_insert_with(Instant::now);
        drop(state);
        self.changed.notify_one();
    }

    /// Since when the connection has been waiting for a request, and whether it has had one; nothing where an exchange is in
    /// progress or it is being closed already.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        let state = self.state();
        let is_over = state.closing_since.is_some() || state.is_evicted;
        let is_waiting = state.exchanges.is_empty() && !state.is_writing && !is_over;
        is_waiting.then_some(Waiting {
            has_asked: state.has_asked,
            since: state.waiting_since,
        })
    }

    /// Resolves when what the connection is doing has taken too long.
    pub(super) async fn overdue(&self, limits: &Limits) {
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
            *began + limits.exchange
        } else if state.is_writing {
            state.last_began + limits.exchange
        } else if state.is_evicted {
            state.waiting_since
        } else if let Some(since) = state.closing_since {
            since.max(state.waiting_since).max(state.written_at) + CLOSING
        } else if state.has_asked {
            state.waiting_since + limits.idle
        } else {
            state.waiting_since + limits.first_head
        }
    }

    fn end(&self, id: u64) {
        let mut state = self.state();
        if let Some(began) = state.exchanges.remove(&id) {
            state.last_began = began;
        }
        if state.exchanges.is_empty() {
            state.waiting_since = Instant::now();
        }
        drop(state);
        self.changed.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that waits for a request. The least is the first to make room: it never sent a request, or waits longest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Waiting {
    has_asked: bool,
    pub(super) since: Instant,
}

/// A request and its answer, in progress as long as this lives.
pub(super) struct Exchange {
    activity: Arc<Activity>,
    id: u64,
}

impl Exchange {
    /// The body of the answer, which ends the exchange when it has been handed over or given up.
    pub(super) fn until_end_of(self, body: Body) -> AnswerBody {
        AnswerBody {
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

/// A body that holds its exchange.
pub(super) struct AnswerBody {
    body: Body,
    _exchange: Exchange,
}

impl HttpBody for AnswerBody {
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
