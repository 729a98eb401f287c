//! An HTTP server in the process of a test, which counts its requests and can be told to misbehave.

use std::{
    collections::HashMap,
    future::pending,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header::LOCATION},
    response::IntoResponse,
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};
use url::form_urlencoded;

/// The maximum size of a request that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;
/// The size of [`Reply::Huge`], in bytes: much more than any document of a provider has.
const HUGE: usize = 4 * 1024 * 1024;

/// A request that has arrived.
pub struct Call {
    /// The path, without the query.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The fields of the body, if it is a form.
    pub form: Vec<(String, String)>,
}

impl Call {
    /// The value of a field of the form; empty if it is missing.
    pub fn field(&self, name: &str) -> &str {
        let field = self.form.iter().find(|(key, _)| key == name);
        field.map_or("", |(_, value)| value)
    }

    /// The value of a header; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }
}

/// A response.
#[derive(Clone, Debug)]
pub enum Reply {
    /// 200 with this document.
    Json(Value),
    /// This status with this document.
    Error(StatusCode, Value),
    /// This status with this text.
    Text(StatusCode, String),
    /// 302 to another address.
    Redirect(String),
    /// 200 with a body of several megabytes.
    Huge,
    /// No response while the client waits.
    Never,
}

#[derive(Default)]
struct Shared {
    calls: Mutex<Vec<String>>,
    forced: Mutex<HashMap<String, Reply>>,
}

/// A server on its own port, stopped on drop.
pub struct Stub {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: Option<JoinHandle<()>>,
}

impl Stub {
    /// Listens on a free port, and answers every request with 404. For addresses that must not be requested.
    pub async fn start() -> Self {
        let (stub, listener) = Self::bind().await;
        stub.serve(listener, |_| Reply::Error(StatusCode::NOT_FOUND, Value::Null))
    }

    /// Listens on a free port. Nothing is answered before [`Self::serve`].
    pub(super) async fn bind() -> (Self, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let stub = Self {
            address: listener.local_addr().expect("an address"),
            shared: Arc::default(),
            task: None,
        };
        (stub, listener)
    }

    /// Answers requests.
    pub(super) fn serve(
        mut self,
        listener: TcpListener,
        answer: impl Fn(&Call) -> Reply + Clone + Send + Sync + 'static,
    ) -> Self {
        let shared = Arc::clone(&self.shared);
        let router = Router::new().fallback(move |request: Request| {
            let (shared, answer) = (Arc::clone(&shared), answer.clone());
            async move { respond(&shared, read(request).await, answer).await }
        });
        self.task = Some(tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serves");
        }));
        self
    }

    /// The address, such as `http://127.0.0.1:1234`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests to this path with this reply, whatever they contain; `None` ends that.
    pub fn force(&self, path: &str, reply: impl Into<Option<Reply>>) {
        let mut forced = lock(&self.shared.forced);
        match reply.into() {
            Some(reply) => forced.insert(path.to_owned(), reply),
            None => forced.remove(path),
        };
    }

    /// How many requests to this path have arrived.
    pub fn calls(&self, path: &str) -> usize {
        lock(&self.shared.calls)
            .iter()
            .filter(|call| *call == path)
            .count()
    }

    /// The paths of all requests.
    pub fn all_calls(&self) -> Vec<String> {
        lock(&self.shared.calls).clone()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn read(request: Request) -> Call {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.expect("a body");
    Call {
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        form: form_urlencoded::parse(&body).into_owned().collect(),
    }
}

async fn respond(shared: &Shared, call: Call, answer: impl Fn(&Call) -> Reply) -> Response<Body> {
    lock(&shared.calls).push(call.path.clone());
    let forced = lock(&shared.forced).get(&call.path).cloned();
    match forced.unwrap_or_else(|| answer(&call)) {
        Reply::Json(value) => Json(value).into_response(),
        Reply::Error(status, value) => (status, Json(value)).into_response(),
        Reply::Text(status, text) => (status, text).into_response(),
        Reply::Redirect(to) => {
            let to = HeaderValue::from_str(&to).expect("an address");
            (StatusCode::FOUND, [(LOCATION, to)]).into_response()
        }
        Reply::Huge => "x".repeat(HUGE).into_response(),
        Reply::Never => pending().await,
    }
}

/// The value, also after a panic of a request that held it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
