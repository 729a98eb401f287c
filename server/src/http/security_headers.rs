//! What every answer says to the browser about what may be done with it.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Response,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
};
use contract::paths;
use leptos::nonce::Nonce;

use crate::state::AppState;

/// The same on every answer. `same-origin` and not `no-referrer`: a refused form finds back to its page by the referrer.
const FIXED: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Two years, as browsers' preload lists ask (ASVS 3.4.1 asks for one).
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// Mints the nonce of this response, and adds the headers when it comes back.
pub(crate) async fn add(State(state): State<AppState>, mut request: Request, next: Next) -> Response<Body> {
    // 128 random bits, new for each response: only scripts that carry it run.
    let nonce = format!("{:032x}", rand::random::<u128>());
    request.extensions_mut().insert(Nonce::from_value(nonce.clone()));
    let is_mailbox = request.uri().path() == paths::MAILBOX;
    let mut response = next.run(request).await;

    let is_page = is_html(response.headers());
    let headers = response.headers_mut();
    // A handler that knows better says so: the mail in a development mailbox.
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if state.config.public_url.scheme() == "https" {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    let policy = if is_page {
        page_policy(&nonce, &state, is_mailbox)
    } else {
        "default-src 'none'; frame-ancestors 'none'; sandbox".to_owned()
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    // Files with a hash in their name say otherwise themselves. Everything else may be somebody's.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if headers
        .get(CACHE_CONTROL)
        .is_some_and(|value| value == "no-store")
    {
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
    response
}

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Nothing from elsewhere, no inline style, no script without the nonce. WebAssembly needs a word of its own.
/// Only the mailbox has a frame in it.
fn page_policy(nonce: &str, state: &AppState, is_mailbox: bool) -> String {
    let frames = if is_mailbox { " frame-src 'self';" } else { "" };
    let reload = if state.config.is_watched {
        " ws://127.0.0.1:3001 ws://localhost:3001"
    } else {
        ""
    };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'; \
         base-uri 'none';{frames} object-src 'none'; frame-ancestors 'none'"
    )
}
