//! Processes a submission: decoded once, validated against the declaration, then passed to the handler.
//!
//! A script receives a status with JSON. A browser receives a 303; a rejected form is stored in the session until its page shows it again.

use auth::{
    sessions::{FLASH_MESSAGE, INTERRUPTED, REFUSED},
    tokens::digest,
};
use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    http::{
        Response, StatusCode,
        header::{CONTENT_TYPE, LOCATION},
    },
    response::IntoResponse,
};
use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{Form, RejectedForm},
    paths,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use tower_sessions::Session;

use super::submission::Submission;
use crate::{
    error::AppError,
    page::PageState,
    request::{Request, ResponseFormat, is_attested},
    routing::{Admission, Next, Verb, location, see_other, with_next},
};

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
/// The server's body limit is lower. `to_bytes` requires a limit of its own.
const MAX_BODY_SIZE: usize = 1024 * 1024;

/// Processes a submission and returns the response.
pub(crate) async fn answer(
    request: Request,
    body: Body,
    form: &'static Form,
    verb: Verb,
    admission: Admission,
) -> Response<Body> {
    match read(&request, body, form).await {
        Ok(submission) => decide(&request, submission, form, verb, admission).await,
        Err(error) => error.into_response(),
    }
}

async fn decide(
    request: &Request,
    submission: Submission,
    form: &'static Form,
    verb: Verb,
    admission: Admission,
) -> Response<Body> {
    let rejected = |errors, values| RejectedForm {
        form: form.path.to_owned(),
        page: digest(&page_of(request, form)),
        errors,
        values,
    };
    let values = submission.values_to_show_again(form);
    let return_path = return_path(request, form);
    if admission == Admission::AfterReauthentication {
        let interrupted = rejected(FieldErrors::of_form(FieldError::NotSavedYet), values);
        let to = with_next(paths::REAUTHENTICATE, &return_path);
        return store_rejected(&request.session, INTERRUPTED, interrupted, &to).await;
    }
    let outcome = match submission.into_values() {
        Ok(values) => verb(request.clone(), values).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match (outcome, request.format) {
        (Ok(next), format) => accepted(request, next, return_path, format).await,
        (Err(AppError::Invalid(errors)), ResponseFormat::Page) if request.routes.has_page(form) => {
            let rejected = rejected(errors, values);
            store_rejected(&request.session, REFUSED, rejected, &return_path).await
        }
        // The session ended while the form was open, so the visitor has to log in.
        (Err(AppError::LogInRequired), ResponseFormat::Page) => {
            see_other(&with_next(paths::LOG_IN, &return_path))
        }
        (Err(error), _) => error.into_response(),
    }
}

async fn accepted(
    request: &Request,
    next: Next,
    return_path: String,
    format: ResponseFormat,
) -> Response<Body> {
    if let Some(message) = next.flash
        && let Err(error) = request.session.insert(FLASH_MESSAGE, message).await
    {
        return AppError::from(auth::Error::from(error)).into_response();
    }
    let to = next.location.unwrap_or(return_path);
    let mut response = match format {
        ResponseFormat::Page => see_other(&to),
        ResponseFormat::Script => (
            StatusCode::OK,
            [(LOCATION, location(&to))],
            Json(json!({ "next": to })),
        )
            .into_response(),
    };
    response.headers_mut().extend(next.headers);
    response
}

async fn read(request: &Request, body: Body, form: &'static Form) -> Result<Submission, AppError> {
    let kind = request.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let is_form = kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(URL_ENCODED));
    let body: Bytes = to_bytes(body, MAX_BODY_SIZE)
        .await
        .map_err(|_| AppError::TooLarge)?;
    // A form without fields has an empty body, and some clients then omit the content type.
    if !is_form && (!body.is_empty() || !kind.is_empty()) {
        return Err(AppError::NotAForm);
    }
    let submission = Submission::read(&body, request.parameters(), form)?;
    let token = submission.csrf_token.as_deref();
    if !is_attested(request.headers()) && !request.csrf.protects(&request.session, token) {
        tracing::warn!(
            event = "csrf.refused",
            "a form of unknown origin without a valid CSRF token"
        );
        return Err(AppError::Forbidden);
    }
    Ok(submission)
}

/// Stores a rejected form in the session under this key, and redirects.
async fn store_rejected(session: &Session, key: &str, rejected: RejectedForm, to: &str) -> Response<Body> {
    match session.insert(key, rejected).await {
        Ok(()) => see_other(to),
        Err(error) => AppError::from(auth::Error::from(error)).into_response(),
    }
}

/// The path of the page that shows the form, with its parameters filled in.
fn page_of(request: &Request, form: &'static Form) -> String {
    match form.page {
        None => request.path().to_owned(),
        Some(pattern) => {
            let segment =
                |segment: &str| match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                    Some(name) => paths::escape(request.parameter(name)),
                    None => segment.to_owned(),
                };
            pattern.split('/').map(segment).collect::<Vec<_>>().join("/")
        }
    }
}

/// The target after a rejected form: the page that shows it, with its query. A form that can be on any page returns to the referring page.
fn return_path(request: &Request, form: &'static Form) -> String {
    let page = page_of(request, form);
    let has_page = request.routes.has_page(form);
    match request.referring_page() {
        Some(from) if !has_page || from.split('?').next() == Some(&page) => from,
        _ if has_page => page,
        _ => paths::HOME.to_owned(),
    }
}

/// Redirects a browser to the page that follows, with its flash message and cookies.
pub(crate) async fn see_next(session: &Session, mut next: Next) -> Response<Body> {
    if let Some(message) = next.flash.take()
        && let Err(error) = session.insert(FLASH_MESSAGE, message).await
    {
        return AppError::from(auth::Error::from(error)).into_response();
    }
    next.into_response()
}

/// Takes the flash message and the rejected form out of the session, so that they are shown once.
///
/// # Errors
/// If the session cannot be read.
pub(crate) async fn take_for_page(session: &Session, page: &mut PageState) -> Result<(), AppError> {
    page.flash = take(session, FLASH_MESSAGE).await?;
    let is_own = |rejected: &RejectedForm| rejected.page == digest(&page.path);
    page.rejected = take::<RejectedForm>(session, REFUSED).await?.filter(is_own);
    // An interrupted form is kept until the user has authenticated again.
    if page.path != paths::REAUTHENTICATE {
        let interrupted = take::<RejectedForm>(session, INTERRUPTED).await?.filter(is_own);
        page.rejected = page.rejected.take().or(interrupted);
    }
    Ok(())
}

/// Removes and returns a value. One that cannot be decoded, because a newer replica wrote it, is treated as missing.
async fn take<T: DeserializeOwned>(session: &Session, key: &str) -> Result<Option<T>, AppError> {
    // Checked first, because removing a missing value would count as a change and write the session.
    if session.get_value(key).await.map_err(auth::Error::from)?.is_none() {
        return Ok(None);
    }
    let value = session.remove_value(key).await.map_err(auth::Error::from)?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}
