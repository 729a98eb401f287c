//! The response to a successful form.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{LOCATION, SET_COOKIE},
    },
    response::IntoResponse,
};
use contract::paths;
use url::Url;

/// The redirect after a form, with an optional flash message and cookies.
///
/// A browser is redirected with 303; a script receives 200 with the path in `Location`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Next {
    /// `None` for the page that the form was sent from.
    pub(crate) location: Option<String>,
    pub(crate) flash: Option<Cow<'static, str>>,
    pub(crate) headers: HeaderMap,
}

/// Redirects to a local path.
pub fn redirect(path: impl Into<String>) -> Next {
    Next {
        location: Some(path.into()),
        flash: None,
        headers: HeaderMap::new(),
    }
}

/// Redirects to another site. `form-action` of the Content-Security-Policy has to allow its origin on the page of the form.
pub fn redirect_to_site(url: &Url) -> Next {
    redirect(url.as_str())
}

/// Redirects to the page that the form was sent from.
pub fn back() -> Next {
    Next {
        location: None,
        flash: None,
        headers: HeaderMap::new(),
    }
}

impl Next {
    /// Shows a message once, on the next page: Django's `messages.success`.
    pub fn flash(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.flash = Some(message.into());
        self
    }

    /// Sets cookies, given as values of `Set-Cookie` headers.
    pub fn cookies(mut self, cookies: impl IntoIterator<Item = HeaderValue>) -> Self {
        for cookie in cookies {
            self.headers.append(SET_COOKIE, cookie);
        }
        self
    }
}

impl IntoResponse for Next {
    fn into_response(self) -> Response<Body> {
        let mut response = see_other(self.location.as_deref().unwrap_or(paths::HOME));
        response.headers_mut().extend(self.headers);
        response
    }
}

/// A redirect to a local path, with an empty body. A path that is not a valid header value is replaced by the home page's.
#[must_use]
pub fn see_other(path: &str) -> Response<Body> {
    (StatusCode::SEE_OTHER, [(LOCATION, location(path))]).into_response()
}

/// A path as the value of `Location`.
pub(crate) fn location(path: &str) -> HeaderValue {
    HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(paths::HOME))
}
