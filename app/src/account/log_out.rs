//! Logging out. There is no page, because the form is in the account menu.

use contract::forms::LogOut;
use web::{AppError, Next, Request, redirect};

/// Ends the session and redirects to `LOGOUT_REDIRECT_URL`. Without a session, it only redirects.
pub(super) async fn log_out(request: Request, _: LogOut) -> Result<Next, AppError> {
    let next = redirect(&request.site.after_log_out);
    let had_session = auth::sessions::log_out(&request.auth, &request.session, &request.origin()).await?;
    Ok(if had_session {
        next.flash("You have logged out.")
    } else {
        next
    })
}
