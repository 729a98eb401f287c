//! The errors that pages and scripts receive: a closed set of codes, without internal details.

use axum::{
    body::Body,
    http::{Response, StatusCode},
    response::IntoResponse,
};
use contract::field_errors::FieldErrors;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// Why a request failed.
///
/// A script receives it as JSON: `error` is the [`code`](Self::code), `message` the message, and `form` and `fields` contain the errors of
/// a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppError {
    /// 422: the form is not valid.
    Invalid(FieldErrors),
    /// 400: the request is malformed.
    BadRequest,
    /// 401: authentication is required.
    LogInRequired,
    /// 403: permission denied, or a cross-site request.
    Forbidden,
    /// 403: the user has to authenticate again first.
    ReauthenticationRequired,
    /// 404: the page or object does not exist, or is hidden from this user.
    NotFound,
    /// 405: the method is not allowed.
    MethodNotAllowed,
    /// 409: a concurrent change, or a request that does not fit the current state.
    Conflict,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body is not a form.
    NotAForm,
    /// 503: the server is overloaded or the database is unreachable.
    Unavailable,
    /// 500: an internal error; the log has the details.
    Internal,
}

impl AppError {
    /// The code, for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::BadRequest => "bad_request",
            Self::LogInRequired => "log_in_required",
            Self::Forbidden => "forbidden",
            Self::ReauthenticationRequired => "reauthentication_required",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Conflict => "conflict",
            Self::TooLarge => "too_large",
            Self::NotAForm => "not_a_form",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::LogInRequired => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ReauthenticationRequired => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error for a bare status, with which a layer rejected the request.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 => Self::LogInRequired,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            409 => Self::Conflict,
            413 => Self::TooLarge,
            415 => Self::NotAForm,
            400..=499 => Self::BadRequest,
            503 => Self::Unavailable,
            _ => Self::Internal,
        }
    }

    /// The message at the top of a form.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "Some fields need your attention.",
            Self::BadRequest | Self::NotAForm => {
                "This form could not be read. Reload the page and try again."
            }
            Self::LogInRequired => "You have been logged out. Log in and try again.",
            Self::Forbidden => "You do not have permission to do this.",
            Self::ReauthenticationRequired => "Confirm your password first: reload the page to enter it.",
            Self::NotFound => "This does not exist, or no longer exists.",
            Self::MethodNotAllowed => "This method is not allowed.",
            Self::Conflict => "Someone else made a change first. Reload the page to see the current state.",
            Self::TooLarge => "This request is too large.",
            Self::Unavailable => "The server is busy. Try again in a few seconds.",
            Self::Internal => {
                "Something went wrong on our side. The error has been logged. Try again in a minute."
            }
        }
    }
}

impl Serialize for AppError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("AppError", 4)?;
        json.serialize_field("error", self.code())?;
        json.serialize_field("message", self.message())?;
        if let Self::Invalid(errors) = self {
            json.serialize_field("form", &errors.form)?;
            json.serialize_field("fields", &errors.fields)?;
        }
        json.end()
    }
}

/// An empty response with the error in its extensions. The outermost layer of the server writes the page or the JSON.
impl IntoResponse for AppError {
    fn into_response(self) -> Response<Body> {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Maps an error of `auth`. Details that must not be revealed are logged.
impl From<auth::Error> for AppError {
    fn from(error: auth::Error) -> Self {
        match error {
            auth::Error::Refused(errors) => Self::Invalid(errors),
            auth::Error::NotFound => Self::NotFound,
            auth::Error::Conflict => Self::Conflict,
            auth::Error::SessionOver => Self::LogInRequired,
            auth::Error::Forbidden(what) => {
                tracing::warn!(event = "access.refused", what);
                Self::Forbidden
            }
            auth::Error::Unavailable(cause) => {
                tracing::warn!(%cause, "unavailable");
                Self::Unavailable
            }
            auth::Error::Internal(cause) => {
                tracing::error!(%cause, "internal error");
                Self::Internal
            }
        }
    }
}
