//! What a page or a script may learn about a failure: a closed list of codes, never a sentence from inside.

use std::collections::BTreeMap;

use contract::field_errors::{FieldError, FieldErrors};
use serde::{Deserialize, Serialize};
use server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

/// Why a request was not done. It crosses the wire as JSON, tagged by `error`, with the status beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum AppError {
    /// 422: say it beside the fields.
    Invalid(FieldErrors),
    /// 400: not something this application sends.
    BadRequest,
    /// 401: log in first.
    LogInRequired,
    /// 403: logged in and not allowed, or sent by another site.
    Forbidden,
    /// 403: logged in, but the password has to be given again first.
    ReauthenticationRequired,
    /// 404: there is no such page or thing, or not for you.
    NotFound,
    /// 405: not with this method.
    MethodNotAllowed,
    /// 409: somebody was quicker, or the request does not fit what is there.
    Conflict,
    /// 413: larger than any form.
    TooLarge,
    /// 415: not a form.
    NotAForm,
    /// 503: busy or cut off from the database; try again soon.
    Unavailable,
    /// 500: ours; the log knows more.
    Internal,
    /// The browser could not reach the server at all; no status.
    Unreachable,
}

/// An [`AppError`] as JSON, flat: its code, and what is wrong with the form where that is it.
#[derive(Serialize, Deserialize)]
struct Wire {
    error: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    form: Vec<FieldError>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, Vec<FieldError>>,
}

impl From<AppError> for Wire {
    fn from(error: AppError) -> Self {
        let code = error.code().to_owned();
        let errors = if let AppError::Invalid(errors) = error {
            errors
        } else {
            FieldErrors::default()
        };
        Self {
            error: code,
            form: errors.form,
            fields: errors.fields,
        }
    }
}

impl From<Wire> for AppError {
    fn from(wire: Wire) -> Self {
        match wire.error.as_str() {
            "invalid" => Self::Invalid(FieldErrors {
                form: wire.form,
                fields: wire.fields,
            }),
            code => Self::PLAIN
                .into_iter()
                .find(|error| error.code() == code)
                .unwrap_or(Self::Internal),
        }
    }
}

impl AppError {
    /// Those that are their code and nothing else.
    const PLAIN: [Self; 12] = [
        Self::BadRequest,
        Self::LogInRequired,
        Self::Forbidden,
        Self::ReauthenticationRequired,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::TooLarge,
        Self::NotAForm,
        Self::Unavailable,
        Self::Internal,
        Self::Unreachable,
    ];

    /// The name by which scripts know it.
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
            Self::Unreachable => "unreachable",
        }
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::BadRequest => 400,
            Self::LogInRequired => 401,
            Self::Forbidden | Self::ReauthenticationRequired => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::NotAForm => 415,
            Self::Unavailable => 503,
            Self::Internal | Self::Unreachable => 500,
        }
    }

    /// The error that a bare status stands for: what a layer refused before any page was asked.
    #[must_use]
    pub const fn from_status(status: u16) -> Self {
        match status {
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

    /// The sentence for the top of a form.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "Some answers need another look.",
            Self::BadRequest | Self::NotAForm => {
                "This form was not sent in a way that can be read. Reload the page and try again."
            }
            Self::LogInRequired => "You have been logged out meanwhile. Log in and try again.",
            Self::Forbidden => "You may not do this.",
            Self::ReauthenticationRequired => {
                "Please give your password again first: reload the page and you will be asked for it."
            }
            Self::NotFound => "This does not exist, or not any more.",
            Self::MethodNotAllowed => "This cannot be done in this way.",
            Self::Conflict => "Somebody was quicker. Reload the page to see how things stand.",
            Self::TooLarge => "This is more than can be sent at once.",
            Self::Unavailable => "There is too much to do right now. Try again in a few seconds.",
            Self::Internal => {
                "Something went wrong on our side. It has been recorded; try again in a minute."
            }
            Self::Unreachable => "The server cannot be reached. Check your connection and try again.",
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}
