//! The well-known URL of the page that changes a password, for password managers (W3C, "A Well-Known URL for Changing Passwords").

use axum::response::IntoResponse;
use contract::paths;
use web::{AppError, Request, routing::see_other};

/// Redirects to the page.
pub(super) async fn change_password(_: Request) -> Result<impl IntoResponse, AppError> {
    Ok(see_other(paths::PASSWORD_CHANGE))
}
