//! The server renders forms and sends none.

use leptos::ev::SubmitEvent;

use crate::error::AppError;

pub(super) fn body_of(_: &SubmitEvent) -> Option<String> {
    None
}

pub(super) async fn send(_: &str, _: String) -> Result<String, AppError> {
    Err(AppError::Unreachable)
}

pub(super) fn go(_: &str) {}
