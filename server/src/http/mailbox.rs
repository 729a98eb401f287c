//! The mailbox of a development server, for tests and for the frame that shows a mail as a mail program would.

use app::error::AppError;
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{
        HeaderName, Response,
        header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS},
    },
    response::{Html, IntoResponse},
};

use super::errors::error_response;
use crate::state::AppState;

/// A mail has styles of its own and comes from us, but what stands in it may be anybody's: no script, nothing from
/// elsewhere. Links open in the window around.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                      sandbox allow-popups allow-top-navigation-by-user-activation";

/// All mails as JSON, newest first.
pub(crate) async fn json(State(state): State<AppState>) -> Response<Body> {
    match auth::mailbox::read(&state.auth, &state.site.mail_from).await {
        Ok(mails) => Json(mails).into_response(),
        Err(error) => error_response(error.into()),
    }
}

/// One mail's HTML as it is.
pub(crate) async fn html(State(state): State<AppState>, Path(id): Path<String>) -> Response<Body> {
    let mails = match auth::mailbox::read(&state.auth, &state.site.mail_from).await {
        Ok(mails) => mails,
        Err(error) => return error_response(error.into()),
    };
    match mails.into_iter().find(|mail| mail.id.to_string() == id) {
        // Without this a link would open inside the frame, where no page of ours may be.
        Some(mail) => (
            own_policy(),
            Html(mail.html.replacen("<head>", "<head><base target=\"_top\">", 1)),
        )
            .into_response(),
        None => error_response(AppError::NotFound),
    }
}

fn own_policy() -> [(HeaderName, &'static str); 2] {
    [(CONTENT_SECURITY_POLICY, POLICY), (X_FRAME_OPTIONS, "SAMEORIGIN")]
}
