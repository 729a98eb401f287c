//! Every path of the application, once. A form posts to the path of its own page, so one name serves both.

/// Landing page.
pub const HOME: &str = "/";
/// Create an account.
pub const SIGN_UP: &str = "/signup";
/// Log in; Django's `LOGIN_URL`.
pub const LOG_IN: &str = "/login";
/// Log out: `POST` only, as in Django since 5.0.
pub const LOG_OUT: &str = "/logout";
/// What a logged-in user sees first; Django's `LOGIN_REDIRECT_URL`.
pub const DASHBOARD: &str = "/dashboard";
/// Change one's own password; Django's `password_change`.
pub const PASSWORD_CHANGE: &str = "/password_change";
/// It has been changed.
pub const PASSWORD_CHANGE_DONE: &str = "/password_change/done";
/// Ask for a link that sets a new password.
pub const PASSWORD_RESET: &str = "/password_reset";
/// The link is on its way, if there is an account.
pub const PASSWORD_RESET_DONE: &str = "/password_reset/done";
/// The link itself; Django's `password_reset_confirm`.
pub const RESET: &str = "/reset/{uid}/{token}";
/// What stands for the token once it has been taken out of the address; Django's `reset_url_token`.
pub const RESET_TOKEN_TAKEN: &str = "set-password";
/// The new password is set.
pub const RESET_DONE: &str = "/reset/done";
/// Ask for another link that confirms an e-mail address.
pub const VERIFY_EMAIL: &str = "/verify_email";
/// The link itself.
pub const VERIFY_EMAIL_LINK: &str = "/verify_email/{token}";
/// The link that takes a change of e-mail address back.
pub const UNDO_EMAIL_CHANGE: &str = "/undo_email_change/{token}";
/// Give the password again, for pages that want a recent one.
pub const REAUTHENTICATE: &str = "/reauthenticate";
/// One's own name and the like.
pub const PROFILE: &str = "/settings/profile";
/// One's own e-mail address.
pub const EMAIL: &str = "/settings/email";
/// One's own sessions.
pub const SESSIONS: &str = "/settings/sessions";
/// End all of them but this one: `POST` only.
pub const OTHER_SESSIONS: &str = "/settings/sessions/others";
/// Delete one's own account.
pub const DELETE_ACCOUNT: &str = "/settings/delete";
/// Where password managers look for the page that changes a password (W3C's well-known URL).
pub const WELL_KNOWN_CHANGE_PASSWORD: &str = "/.well-known/change-password";

/// Mail that was sent, in development only.
pub const MAILBOX: &str = "/dev/mailbox";
/// The same as JSON.
pub const MAILBOX_JSON: &str = "/dev/mailbox.json";
/// One mail as a mail program would show it.
pub const MAILBOX_HTML: &str = "/dev/mailbox/{id}/html";

/// Remember light, dark or system: `POST` only.
pub const THEME: &str = "/theme";

/// The data of the dashboard: what its page is rendered from, and JSON for scripts.
pub const DASHBOARD_DATA: &str = "/api/dashboard";
/// One's own profile, as JSON.
pub const PROFILE_DATA: &str = "/api/settings/profile";
/// One's own address and whether it is confirmed, as JSON.
pub const EMAIL_DATA: &str = "/api/settings/email";
/// One's own sessions, as JSON.
pub const SESSIONS_DATA: &str = "/api/settings/sessions";
/// Takes the token of a reset link out of the address, as JSON.
pub const RESET_DATA: &str = "/api/reset_link";
/// What a link from a mail would do, as JSON.
pub const LINK_DATA: &str = "/api/link";
/// What is in the mailbox of a development server.
pub const MAILBOX_DATA: &str = "/api/mailbox";
/// Who am I, as JSON.
pub const ME: &str = "/api/me";

/// The process is up.
pub const HEALTH: &str = "/healthz";
/// The process can serve: database reachable, migrations in order.
pub const READY: &str = "/readyz";

/// Is this route only there on the machine of who works on the application? Anywhere else it is 404.
#[must_use]
pub fn is_for_development(route: &str) -> bool {
    route.starts_with("/dev/") || route == MAILBOX_DATA
}

/// A path of this table with its parameters filled in, in their order. A parameter that is missing leaves its name in braces.
#[must_use]
pub fn fill(pattern: &str, parameters: &[&str]) -> String {
    let mut parameters = parameters.iter();
    let segments = pattern.split('/').map(|segment| {
        if segment.starts_with('{') {
            parameters.next().copied().unwrap_or(segment)
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_where_they_belong() {
        assert_eq!(fill(RESET, &["MQ", "abc"]), "/reset/MQ/abc");
        assert_eq!(fill(RESET_DONE, &[]), RESET_DONE);
    }
}
