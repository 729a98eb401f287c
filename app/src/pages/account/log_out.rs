//! Log out: no page, only what the form in the account menu calls.

use leptos::prelude::*;

use crate::error::AppError;

/// Ends the session, its row and its cookie, and leads to `LOGOUT_REDIRECT_URL`. Without a session it only leads there, and writes nothing.
#[server(prefix = "", endpoint = "logout")]
pub async fn log_out() -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::Anyone)?;
    if request.end_session().await? {
        request.flash(FlashMessage::LoggedOut).await?;
    }
    see_other(&request.site.after_log_out);
    Ok(())
}
