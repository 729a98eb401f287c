//! Enforces a route's policy, before anything is loaded, decoded or rendered.

use axum::{body::Body, http::Response, response::IntoResponse};
use contract::{forms::Form, paths};
use url::form_urlencoded;

use super::{Policy, Verdict, see_other};
use crate::{
    error::AppError,
    request::{Request, ResponseFormat},
};

/// How a request was admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// Without restriction.
    Granted,
    /// The form is parsed and stored but not processed, and the user is asked to authenticate again.
    AfterReauthentication,
}

/// Admits the request, or returns a redirect to the login page or an error. Nothing of the page has been rendered at that point.
pub(crate) fn admit(
    request: &Request,
    policy: &Policy,
    form: Option<&'static Form>,
) -> Result<Admission, Box<Response<Body>>> {
    let verdict = policy.judge(&request.context, request.auth.clock.now());
    let refusal = match (verdict, request.format) {
        (Verdict::Admit, _) => return Ok(Admission::Granted),
        (Verdict::Reauthenticate, ResponseFormat::Page)
            if form.is_some_and(|form| request.routes.has_page(form)) =>
        {
            return Ok(Admission::AfterReauthentication);
        }
        (Verdict::Reauthenticate, ResponseFormat::Page) => {
            see_other(&authenticate_first(paths::REAUTHENTICATE, request, form))
        }
        (Verdict::Reauthenticate, ResponseFormat::Script) => {
            AppError::ReauthenticationRequired.into_response()
        }
        (Verdict::LogIn, ResponseFormat::Page) => {
            see_other(&authenticate_first(paths::LOG_IN, request, form))
        }
        (Verdict::LogIn, ResponseFormat::Script) => AppError::LogInRequired.into_response(),
        (Verdict::AlreadyLoggedIn, ResponseFormat::Page) => see_other(&request.after_log_in("")),
        (Verdict::AlreadyLoggedIn, ResponseFormat::Script) => AppError::Conflict.into_response(),
        (Verdict::Forbid, _) => {
            let user = request.context.actor_id();
            tracing::warn!(event = "access.refused", user, "not allowed");
            AppError::Forbidden.into_response()
        }
    };
    Err(Box::new(refusal))
}

/// The path of a login or reauthentication page, with the target that follows it.
#[must_use]
pub fn with_next(credentials_page: &str, page: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
    format!("{credentials_page}?next={next}")
}

/// The path of a login or reauthentication page that returns to the requested page, or to the page of the submitted form.
fn authenticate_first(credentials_page: &str, request: &Request, form: Option<&'static Form>) -> String {
    let page = match form {
        None => Some(request.path_and_query().to_owned()),
        Some(form) => page_of_form(request, form),
    };
    match page {
        Some(page) => with_next(credentials_page, &page),
        None => credentials_page.to_owned(),
    }
}

/// The page of a submitted form: the declared one, with its query. A form that can be on any page belongs to the referring page.
fn page_of_form(request: &Request, form: &'static Form) -> Option<String> {
    let referring = request.referring_page();
    match form.page.filter(|page| !page.contains('{')) {
        Some(page) => {
            let is_own = |from: &String| from.split('?').next() == Some(page);
            Some(referring.filter(is_own).unwrap_or_else(|| page.to_owned()))
        }
        None => referring,
    }
}
