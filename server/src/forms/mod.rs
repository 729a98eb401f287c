//! Forms, for every client: strict about what comes in, and the same answer with and without script.
//!
//! Leptos answers a plain form post with a redirect that carries the error in its address, and any error with status
//! 500. This layer stands before every server function instead. It checks the body against the form's declaration, lets
//! the function answer as to a script, and translates: for a script into a status with JSON; for a plain form into a
//! 303, with what was refused waiting in the session for the page to show.

mod body;
mod outcome;

use app::error::AppError;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderValue, Method, Response,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, REFERER},
    },
    middleware::Next,
};
use contract::{
    access,
    field_errors::FieldErrors,
    forms::{Form, Refused},
};
use tower_sessions::Session;

use self::{body::Submission, outcome::Outcome};
use crate::{
    http::{contexts::REFUSED, csrf, errors::refuse, guard::see_other, shape::Shape},
    state::AppState,
};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
/// The outer layer's limit is lower; this one only has to be a limit.
const BODY_LIMIT: usize = 1024 * 1024;

/// Stands before every server function; anything else passes through.
pub(crate) async fn serve(
    State(state): State<AppState>,
    session: Session,
    request: Request,
    next: Next,
) -> Response<Body> {
    let form = request
        .extensions()
        .get::<MatchedPath>()
        .and_then(|path| Form::at(path.as_str()));
    let Some(form) = form.filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let shape = Shape::of(request.headers(), request.uri());
    let is_attested = csrf::is_attested(request.headers());
    let referer = request.headers().get(REFERER).cloned();
    let (parts, body) = request.into_parts();
    let submission = match read(&parts.headers, body, form).await {
        Ok(submission) => submission,
        Err(error) => return refuse(error),
    };
    if !is_attested && !csrf::has_token(&state.csrf, &session, submission.csrf_token.as_deref()) {
        tracing::warn!(
            event = "csrf.refused",
            "a form from nowhere, without its session's token"
        );
        return refuse(AppError::Forbidden);
    }
    let values = submission.values_to_keep(form);
    let outcome = if let Some(errors) = submission.errors {
        Outcome::Failed(AppError::Invalid(errors))
    } else {
        let request = as_script(Request::from_parts(parts, Body::empty()), submission.encoded);
        Outcome::of(next.run(request).await).await
    };
    let back = || way_back(form, referer.as_ref(), &state);
    match outcome {
        Outcome::Done { response, location } if shape == Shape::Page => {
            outcome::redirect(response, &location.unwrap_or_else(back))
        }
        Outcome::Failed(AppError::Invalid(errors)) if shape == Shape::Page && has_page(form) => {
            show_again(&session, form, errors, values, &back()).await
        }
        Outcome::Failed(error) => refuse(error),
        Outcome::Done { response, .. } | Outcome::Response(response) => response,
    }
}

async fn read(headers: &HeaderMap, body: Body, form: &Form) -> Result<Submission, AppError> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let is_form = kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(URL_ENCODED));
    let body: Bytes = to_bytes(body, BODY_LIMIT).await.map_err(|_| AppError::TooLarge)?;
    // A form without fields sends nothing, and some clients then leave out what nothing would be written in.
    if !is_form && (!body.is_empty() || !kind.is_empty()) {
        return Err(AppError::NotAForm);
    }
    Submission::read(&body, form)
}

/// Leptos looks at these to tell a plain form from a script.
fn as_script(mut request: Request, body: String) -> Request {
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(URL_ENCODED));
    headers.remove(CONTENT_LENGTH);
    *request.body_mut() = Body::from(body);
    request
}

/// Keeps what was refused for one request and leads back to the form's page.
async fn show_again(
    session: &Session,
    form: &Form,
    errors: FieldErrors,
    values: std::collections::BTreeMap<String, String>,
    back: &str,
) -> Response<Body> {
    let refused = Refused {
        form: form.path.to_owned(),
        errors,
        values,
    };
    match session.insert(REFUSED, refused).await {
        Ok(()) => see_other(back),
        Err(error) => refuse(auth::Error::from(error).into()),
    }
}

/// The page that the form is on: its own path, with the query it was opened with. A form that is on every page
/// leads back to the one it was sent from.
fn way_back(form: &Form, referer: Option<&HeaderValue>, state: &AppState) -> String {
    let from = referer
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| app::ssr::same_site_path(referer, &state.site.public));
    let is_own_page = |page: &str| page.split('?').next() == Some(form.path);
    match from {
        Some(page) if is_own_page(&page) || !has_page(form) => page,
        _ if has_page(form) => form.path.to_owned(),
        _ => contract::paths::HOME.to_owned(),
    }
}

fn has_page(form: &Form) -> bool {
    access::ROUTES
        .iter()
        .any(|route| route.method == access::Method::Get && route.path == form.path)
}
