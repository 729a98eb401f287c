//! Forms, for every client: strict about what comes in, and the same answer with and without script.
//!
//! Leptos answers a plain form post with a redirect that carries the error in its address, and any error with status
//! 500. This layer stands before every server function instead. It checks the body against the form's declaration, lets
//! the function answer as to a script, and translates: for a script into a status with JSON; for a plain form into a
//! 303, with what was refused waiting in the session for the page to show.

mod body;
mod outcome;

use app::error::AppError;
use auth::{
    sessions::{INTERRUPTED, REFUSED},
    tokens::digest,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State},
    http::{
        HeaderMap, HeaderValue, Method, Response,
        header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, REFERER},
        request::Parts,
    },
    middleware::Next,
};
use contract::{
    access,
    field_errors::{FieldError, FieldErrors},
    forms::{Form, RejectedForm},
    paths,
};
use tower_sessions::Session;

use self::{body::Submission, outcome::Outcome};
use crate::{
    http::{
        csrf,
        errors::error_response,
        guard::{self, WantsPassword, and_back, see_other},
        response_format::ResponseFormat,
    },
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
    let format = ResponseFormat::of(request.headers(), request.uri());
    let is_attested = csrf::is_attested(request.headers());
    let wants_password = request.extensions().get::<WantsPassword>().is_some();
    let referer = request.headers().get(REFERER).cloned();
    let (mut parts, body) = request.into_parts();
    let parameters = parameters(&mut parts).await;
    let submission = match read(&parts.headers, body, &parameters, form).await {
        Ok(submission) => submission,
        Err(error) => return error_response(error),
    };
    if !is_attested && !csrf::has_token(&state.csrf, &session, submission.csrf_token.as_deref()) {
        tracing::warn!(
            event = "csrf.refused",
            "a form from nowhere, without its session's token"
        );
        return error_response(AppError::Forbidden);
    }
    let values = submission.values_to_keep(form);
    let page = submission.page(form);
    let back = || way_back(form, &page, referer.as_ref(), &state);
    if wants_password {
        let kept = RejectedForm {
            form: form.path.to_owned(),
            page: digest(&page),
            errors: FieldErrors::of_form(FieldError::NotSavedYet),
            values,
        };
        return keep(
            &session,
            INTERRUPTED,
            kept,
            &and_back(paths::REAUTHENTICATE, &back()),
        )
        .await;
    }
    let outcome = if let Some(errors) = submission.errors {
        Outcome::Failed(AppError::Invalid(errors))
    } else {
        let request = as_script(
            Request::from_parts(parts, Body::empty()),
            form,
            submission.encoded,
        );
        Outcome::of(next.run(request).await).await
    };
    match outcome {
        Outcome::Done { response, location } if format == ResponseFormat::Page => {
            outcome::redirect(response, &location.unwrap_or_else(back))
        }
        Outcome::Failed(AppError::Invalid(errors))
            if format == ResponseFormat::Page && access::has_page(form) =>
        {
            let refused = RejectedForm {
                form: form.path.to_owned(),
                page: digest(&page),
                errors,
                values,
            };
            keep(&session, REFUSED, refused, &back()).await
        }
        Outcome::Failed(AppError::LogInRequired) if format == ResponseFormat::Page => {
            guard::log_in_first(&back())
        }
        Outcome::Failed(error) => error_response(error),
        Outcome::Done { response, .. } | Outcome::Response(response) => response,
    }
}

/// The parameters of the route. A script calls a server function by its pattern and says them in the body instead: what
/// stands for itself is none.
async fn parameters(parts: &mut Parts) -> Vec<(String, String)> {
    let Ok(parameters) = RawPathParams::from_request_parts(parts, &()).await else {
        return Vec::new();
    };
    parameters
        .iter()
        .filter(|(name, value)| body::parameter(value) != Some(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

async fn read(
    headers: &HeaderMap,
    body: Body,
    parameters: &[(String, String)],
    form: &Form,
) -> Result<Submission, AppError> {
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
    Submission::read(&body, parameters, form)
}

/// Leptos looks at these to tell a plain form from a script, and finds the function by its pattern.
fn as_script(mut request: Request, form: &Form, body: String) -> Request {
    if form.path.contains('{')
        && let Ok(pattern) = form.path.parse()
    {
        *request.uri_mut() = pattern;
    }
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(URL_ENCODED));
    headers.remove(CONTENT_LENGTH);
    *request.body_mut() = Body::from(body);
    request
}

/// Keeps a form under this key for the page that shows it again, and leads elsewhere.
async fn keep(session: &Session, key: &str, refused: RejectedForm, to: &str) -> Response<Body> {
    match session.insert(key, refused).await {
        Ok(()) => see_other(to),
        Err(error) => error_response(auth::Error::from(error).into()),
    }
}

/// The page that the form is on, with the query it was opened with. A form that is on every page leads back to the one it
/// was sent from.
fn way_back(form: &Form, page: &str, referer: Option<&HeaderValue>, state: &AppState) -> String {
    let from = referer
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| app::ssr::same_site_path(referer, &state.site.public));
    let is_own_page = |from: &str| from.split('?').next() == Some(page);
    match from {
        Some(from) if is_own_page(&from) || !access::has_page(form) => from,
        _ if access::has_page(form) => page.to_owned(),
        _ => paths::HOME.to_owned(),
    }
}
