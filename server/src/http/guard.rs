//! The guard at every door: decides from the table in `contract::access` before anything is rendered.

use app::{error::AppError, ssr::same_site_path};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{
        HeaderValue, Method, Response, StatusCode,
        header::{ALLOW, LOCATION, REFERER},
    },
    middleware::Next,
    response::IntoResponse,
};
use contract::{
    access::{self, Verdict},
    forms::Form,
    paths,
};
use url::form_urlencoded;

use super::{errors::error_response, request_auth::RequestAuth, response_format::ResponseFormat};
use crate::state::AppState;

/// The request's policy wants a recent password, and it is not recent: on a form on its way to `forms`, which keeps what was
/// typed, does nothing of it, and asks for the password.
#[derive(Clone, Copy)]
pub(crate) struct WantsPassword;

/// Lets in, leads to the log-in, or refuses. A redirect has an empty body: nothing of the page exists yet.
pub(crate) async fn guard(State(state): State<AppState>, mut request: Request, next: Next) -> Response<Body> {
    let known = match RequestAuth::of(&request) {
        Ok(known) => known,
        Err(error) => return error_response(error),
    };
    // What no route matches is 404 for everybody.
    let Some(route) = request.extensions().get::<MatchedPath>() else {
        return next.run(request).await;
    };
    if paths::is_for_development(route.as_str()) && !state.config.has_development_routes() {
        return error_response(AppError::NotFound);
    }
    let method = match *request.method() {
        Method::GET | Method::HEAD => access::Method::Get,
        Method::POST => access::Method::Post,
        _ => return method_not_allowed(route.as_str()),
    };
    if access::other_method(method, route.as_str()).is_some() {
        return method_not_allowed(route.as_str());
    }
    let verdict = access::policy(method, route.as_str()).judge(known.viewer(), known.is_recent);
    let format = ResponseFormat::of(request.headers(), request.uri());
    match (verdict, format) {
        (Verdict::Admit, _) => next.run(request).await,
        (Verdict::LogIn, ResponseFormat::Page) => see_other(&first(paths::LOG_IN, &state, &request)),
        (Verdict::Reauthenticate, ResponseFormat::Page) if is_form_of_a_page(&request) => {
            request.extensions_mut().insert(WantsPassword);
            next.run(request).await
        }
        (Verdict::Reauthenticate, ResponseFormat::Page) => {
            see_other(&first(paths::REAUTHENTICATE, &state, &request))
        }
        (Verdict::Reauthenticate, ResponseFormat::Script) => {
            error_response(AppError::ReauthenticationRequired)
        }
        (Verdict::LogIn, ResponseFormat::Script) => error_response(AppError::LogInRequired),
        (Verdict::AlreadyLoggedIn, ResponseFormat::Page) => see_other(&onward(&state, &request)),
        (Verdict::AlreadyLoggedIn, ResponseFormat::Script) => error_response(AppError::Conflict),
        (Verdict::Forbid, _) => {
            let user = known.viewer().map(|viewer| viewer.id);
            tracing::warn!(event = "access.refused", user, "not allowed");
            error_response(AppError::Forbidden)
        }
    }
}

/// A redirect to a path of this site, with an empty body.
pub(crate) fn see_other(path: &str) -> Response<Body> {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(paths::HOME));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// 405, with the methods that would do.
fn method_not_allowed(route: &str) -> Response<Body> {
    let mut response = error_response(AppError::MethodNotAllowed);
    let has = |method| access::other_method(method, route).is_none();
    let allow = match (has(access::Method::Get), has(access::Method::Post)) {
        (true, true) => "GET,HEAD,POST",
        (true, false) => "GET,HEAD",
        _ => "POST",
    };
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(allow));
    response
}

/// A page that asks for a password, and from there back to the page that was asked for, or whose form was sent.
fn first(asks: &str, state: &AppState, request: &Request) -> String {
    let page = if request.method() == Method::GET || request.method() == Method::HEAD {
        request
            .uri()
            .path_and_query()
            .map(|target| target.as_str().to_owned())
    } else {
        page_of_form(state, request)
    };
    match page {
        Some(page) => and_back(asks, &page),
        None => asks.to_owned(),
    }
}

/// A page that asks for a password, with where it leads to afterwards.
pub(crate) fn and_back(asks: &str, page: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
    format!("{asks}?next={next}")
}

/// The answer to a form whose session has ended while it was worked on: that of an anonymous visitor.
pub(crate) fn log_in_first(page: &str) -> Response<Body> {
    see_other(&and_back(paths::LOG_IN, page))
}

/// Is it a form that a page shows, and shows again with what was typed?
fn is_form_of_a_page(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    let form = route.and_then(|route| Form::at(route.as_str()));
    request.method() == Method::POST && form.is_some_and(access::has_page)
}

/// The page whose form was sent: the one that the form belongs to, with the query it was opened with, and where a form can be
/// on several pages the one it says it comes from.
fn page_of_form(state: &AppState, request: &Request) -> Option<String> {
    let referer = request
        .headers()
        .get(REFERER)
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| same_site_path(referer, &state.site.public));
    let route = request.extensions().get::<MatchedPath>();
    let own = route
        .and_then(|route| Form::at(route.as_str()))
        .and_then(|form| form.page)
        .filter(|page| !page.contains('{'));
    match own {
        Some(page) => {
            let is_own = |from: &String| from.split('?').next() == Some(page);
            Some(referer.filter(is_own).unwrap_or_else(|| page.to_owned()))
        }
        None => referer,
    }
}

/// Where the log-in would have led, for who has logged in already.
fn onward(state: &AppState, request: &Request) -> String {
    let query = request.uri().query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "next").then_some(value))
        .and_then(|next| auth::local_path::parse(&next, &state.site.public))
        .unwrap_or_else(|| state.site.after_log_in.clone())
}
