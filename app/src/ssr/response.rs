//! What a server function may say about the response: where to go next, what to remember.

use axum::http::{
    HeaderName, HeaderValue, StatusCode,
    header::{LOCATION, SET_COOKIE},
    request::Parts,
};
use contract::{paths, theme::Theme};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use server_fn::redirect::REDIRECT_HEADER;
use url::{Url, form_urlencoded};

use super::Request;
use crate::error::AppError;

/// Where to go after a form: the HTTP side makes it a 303 for a plain form and a hint for a script. A target that
/// cannot stand in a header leads home.
pub fn see_other(path: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(paths::HOME));
        response.insert_header(LOCATION, location);
        response.insert_header(
            HeaderName::from_static(REDIRECT_HEADER),
            HeaderValue::from_static("true"),
        );
    }
}

/// The status of a page that could not show what was asked for.
pub(super) fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// The key in an address; what is no number is the key of nothing.
pub fn parse_id(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Leads on from a page, instead of showing it.
pub fn redirect_page(path: &str) {
    if let Some(response) = use_context::<ResponseOptions>() {
        let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(paths::HOME));
        response.insert_header(LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Adds a header to the response, a cookie for example.
pub fn append_header(name: HeaderName, value: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(name, value);
    }
}

/// Where to go after a log-in: to `next` if that is a page of this site, else to `LOGIN_REDIRECT_URL`. The form's field
/// goes before the address of the page, as in Django.
pub fn continue_to(request: &Request, next: &str) {
    let from_query = || {
        let query = use_context::<Parts>()?.uri.query()?.to_owned();
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        pairs
            .into_iter()
            .find_map(|(name, value)| (name == "next").then_some(value))
    };
    let next = if next.is_empty() {
        from_query().unwrap_or_default()
    } else {
        next.to_owned()
    };
    let target = auth::local_path::parse(&next, &request.site.public);
    see_other(target.as_deref().unwrap_or(&request.site.after_log_in));
}

/// Remembers the appearance, in a cookie of its own: it has nothing to do with who is logged in.
pub fn remember_theme(request: &Request, theme: Theme) {
    let is_https = request.site.public.scheme() == "https";
    if let Ok(cookie) = HeaderValue::from_str(&theme.cookie(is_https)) {
        append_header(SET_COOKIE, cookie);
    }
}

/// Path and query of an address of this site; `None` for one of any other.
#[must_use]
pub fn same_site_path(address: &str, public: &Url) -> Option<String> {
    auth::local_path::of_address(address, public)
}
