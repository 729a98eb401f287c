//! Security headers of every response.

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
use web::components::provider_buttons;

use crate::state::AppState;

/// The headers that are the same for every response. `same-origin` instead of `no-referrer`, because a rejected form uses the referrer to
/// return to its page.
const FIXED_HEADERS: [(HeaderName, &str); 6] = [
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

/// Two years, as browsers' preload lists require (ASVS 3.4.1 requires one).
const HSTS: &str = "max-age=63072000; includeSubDomains";

/// Generates the nonce of the response, and adds the headers to it.
pub(crate) async fn add(State(state): State<AppState>, mut request: Request, next: Next) -> Response<Body> {
    // 128 random bits, new for each response. Only scripts with this nonce run.
    let nonce = format!("{:032x}", rand::random::<u128>());
    request.extensions_mut().insert(Nonce::from_value(nonce.clone()));
    let path = request.uri().path();
    let is_mailbox = path == paths::MAILBOX;
    let has_providers = provider_buttons::PAGES.contains(&path);
    let mut response = next.run(request).await;

    let is_page = is_html(response.headers());
    let headers = response.headers_mut();
    // A handler may set its own value, as for a mail in the development mailbox.
    for (name, value) in FIXED_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if state.config.public_url.scheme() == "https" {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    let policy = if is_page {
        let providers = if has_providers {
            provider_origins(&state).await
        } else {
            String::new()
        };
        page_policy(&nonce, &state, is_mailbox, &providers)
    } else {
        "default-src 'none'; frame-ancestors 'none'; sandbox".to_owned()
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    // Responses may contain personal data. Hashed assets set their own value.
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

/// The origins of the providers, each after a space. Chromium applies `form-action` to the redirects of a form as well.
async fn provider_origins(state: &AppState) -> String {
    let mut origins = String::new();
    for provider in state.services.auth.providers.iter() {
        origins.push(' ');
        origins.push_str(&provider.authorization_origin().await.ascii_serialization());
    }
    origins
}

/// No external resources, no inline styles, no scripts without the nonce. WebAssembly needs its own keyword. Only the mailbox contains a
/// frame.
fn page_policy(nonce: &str, state: &AppState, is_mailbox: bool, providers: &str) -> String {
    let frames = if is_mailbox { " frame-src 'self';" } else { "" };
    let reload = if state.config.is_watched {
        " ws://127.0.0.1:3001 ws://localhost:3001"
    } else {
        ""
    };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'{providers}; \
         base-uri 'none';{frames} object-src 'none'; frame-ancestors 'none'"
    )
}
