//! What a server function answered, in terms that can be translated.

use app::error::AppError;
use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderName, Response, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION},
    },
};
use server_fn::{error::FromServerFnError, redirect::REDIRECT_HEADER};

use crate::http::guard::see_other;

/// Marks an answer as an error; its value is the function's path.
const ERROR_HEADER: HeaderName = HeaderName::from_static("serverfnerror");
/// No error is larger.
const ERROR_LIMIT: usize = 256 * 1024;

/// What came of it.
pub(super) enum Outcome {
    /// It went well; a form then leads to `location`.
    Done {
        /// As the function gave it.
        response: Response<Body>,
        /// Where to.
        location: Option<String>,
    },
    /// It did not, for this reason.
    Failed(AppError),
    /// Not from a server function: a layer within answered.
    Response(Response<Body>),
}

impl Outcome {
    /// Reads an answer.
    pub(super) async fn of(response: Response<Body>) -> Self {
        if response.headers().contains_key(ERROR_HEADER) {
            let body = to_bytes(response.into_body(), ERROR_LIMIT)
                .await
                .unwrap_or_default();
            return Self::Failed(AppError::de(body));
        }
        if !response.status().is_success() {
            return Self::Response(response);
        }
        let location = response
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        Self::Done { response, location }
    }
}

/// A 303 that keeps what the function said in headers, a cookie for example, and nothing of its body.
pub(super) fn redirect(response: Response<Body>, location: &str) -> Response<Body> {
    let mut redirect = see_other(location);
    let own = [
        CONTENT_TYPE,
        CONTENT_LENGTH,
        LOCATION,
        HeaderName::from_static(REDIRECT_HEADER),
    ];
    for (name, value) in response.headers() {
        if !own.contains(name) {
            redirect.headers_mut().append(name, value.clone());
        }
    }
    debug_assert_eq!(redirect.status(), StatusCode::SEE_OTHER);
    redirect
}
