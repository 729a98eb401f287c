//! Sign-up, login, logout, and account recovery.

use contract::paths;
use web::{Policy, Route, form, page, resource, routing::cross_site_post};

mod log_in;
mod log_out;
mod me;
mod password_reset;
mod reauthenticate;
mod sign_up;
pub(crate) mod social;
mod undo_email_change;
mod verify_email;
mod well_known;

/// The routes of this area.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::SIGN_UP, Policy::Anonymous, sign_up::sign_up_page).form(sign_up::sign_up),
        page(paths::LOG_IN, Policy::Anonymous, log_in::log_in_page).form(log_in::log_in),
        // Logging out without a session is not an error: a repeated request has the same result as the first.
        form(Policy::Anyone, log_out::log_out),
        page(
            paths::PASSWORD_RESET,
            Policy::Anyone,
            password_reset::request_page,
        )
        .form(password_reset::request_link),
        page(
            paths::PASSWORD_RESET_DONE,
            Policy::Anyone,
            password_reset::requested_page,
        ),
        page(paths::RESET, Policy::Anyone, password_reset::reset_page).form(password_reset::set_password),
        page(paths::RESET_DONE, Policy::Anyone, password_reset::reset_done_page),
        page(paths::VERIFY_EMAIL, Policy::Anyone, verify_email::request_page)
            .form(verify_email::request_link),
        page(paths::VERIFY_EMAIL_LINK, Policy::Anyone, verify_email::link_page).form(verify_email::confirm),
        page(
            paths::UNDO_EMAIL_CHANGE,
            Policy::Anyone,
            undo_email_change::link_page,
        )
        .form(undo_email_change::undo),
        page(
            paths::REAUTHENTICATE,
            Policy::LoggedIn,
            reauthenticate::reauthenticate_page,
        )
        .form(reauthenticate::reauthenticate),
        form(Policy::LoggedIn, social::reauthenticate),
        form(Policy::Anonymous, social::log_in),
        page(paths::OAUTH_CALLBACK, Policy::Anyone, social::callback_page),
        cross_site_post(paths::OAUTH_CALLBACK, social::callback_post),
        page(paths::OAUTH_SIGN_UP, Policy::Anonymous, social::sign_up_page).form(social::sign_up),
        page(paths::OAUTH_CONNECT, Policy::Anonymous, social::connect_page).form(social::connect),
        resource(paths::ME, Policy::LoggedIn, me::me),
        resource(
            paths::WELL_KNOWN_CHANGE_PASSWORD,
            Policy::Anyone,
            well_known::change_password,
        ),
    ]
}
