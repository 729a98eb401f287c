//! Every path of the application. A form usually posts to the path of its own page, so both share a constant.

use std::fmt::Write;

/// The landing page.
pub const HOME: &str = "/";
/// Create an account.
pub const SIGN_UP: &str = "/signup";
/// Log in; Django's `LOGIN_URL`.
pub const LOG_IN: &str = "/login";
/// Log out. `POST` only, as in Django since 5.0.
pub const LOG_OUT: &str = "/logout";
/// The page after a login; Django's `LOGIN_REDIRECT_URL`.
pub const DASHBOARD: &str = "/dashboard";
/// Change the viewer's password; Django's `password_change`.
pub const PASSWORD_CHANGE: &str = "/password_change";
/// Confirms that the password has been changed.
pub const PASSWORD_CHANGE_DONE: &str = "/password_change/done";
/// Request a password reset link.
pub const PASSWORD_RESET: &str = "/password_reset";
/// Tells the visitor that a link has been sent if there is an account.
pub const PASSWORD_RESET_DONE: &str = "/password_reset/done";
/// A password reset link; Django's `password_reset_confirm`.
pub const RESET: &str = "/reset/{uid}/{token}";
/// The placeholder for the token after it has been removed from the URL; Django's `reset_url_token`.
pub const RESET_TOKEN_TAKEN: &str = "set-password";
/// Confirms that the new password has been set.
pub const RESET_DONE: &str = "/reset/done";
/// Request another confirmation link.
pub const VERIFY_EMAIL: &str = "/verify_email";
/// A confirmation link.
pub const VERIFY_EMAIL_LINK: &str = "/verify_email/{token}";
/// A link that undoes a change of email address.
pub const UNDO_EMAIL_CHANGE: &str = "/undo_email_change/{token}";
/// Confirm the viewer's password, for pages that require recent authentication.
pub const REAUTHENTICATE: &str = "/reauthenticate";
/// Authenticate again at a provider. `POST` only.
pub const REAUTHENTICATE_WITH: &str = "/reauthenticate/{provider}";
/// Set the first password of an account; allauth's `password/set`.
pub const SET_FIRST_PASSWORD: &str = "/password_set";
/// Start social login. `POST` only.
pub const OAUTH_LOG_IN: &str = "/oauth/{provider}/login";
/// The path to which a provider sends the browser back.
pub const OAUTH_CALLBACK: &str = "/oauth/{provider}/callback";
/// Complete a sign-up that was started at a provider; allauth's `socialaccount_signup`.
pub const OAUTH_SIGN_UP: &str = "/oauth/signup";
/// Enter the password of an existing account, to connect it with an account at a provider.
pub const OAUTH_CONNECT: &str = "/oauth/connect";
/// The viewer's profile.
pub const PROFILE: &str = "/settings/profile";
/// The viewer's email address.
pub const EMAIL: &str = "/settings/email";
/// The viewer's sessions.
pub const SESSIONS: &str = "/settings/sessions";
/// End all of the viewer's other sessions. `POST` only.
pub const OTHER_SESSIONS: &str = "/settings/sessions/others";
/// The viewer's accounts at providers.
pub const CONNECTIONS: &str = "/settings/connections";
/// Connect an account at a provider. `POST` only.
pub const CONNECT: &str = "/settings/connections/{provider}/connect";
/// Disconnect an account at a provider. `POST` only.
pub const DISCONNECT: &str = "/settings/connections/{id}/disconnect";
/// Delete the viewer's account.
pub const DELETE_ACCOUNT: &str = "/settings/delete";
/// The well-known URL of the page that changes a password, for password managers (W3C).
pub const WELL_KNOWN_CHANGE_PASSWORD: &str = "/.well-known/change-password";

/// The admin's dashboard.
pub const ADMIN_DASHBOARD: &str = "/dashboard/admin";

/// The index page of the admin.
pub const ADMIN: &str = "/admin";
/// The user list.
pub const ADMIN_USERS: &str = "/admin/users";
/// Add a user.
pub const ADMIN_NEW_USER: &str = "/admin/users/new";
/// Activate or deactivate several users, after confirmation.
pub const ADMIN_BULK: &str = "/admin/users/bulk";
/// A user.
pub const ADMIN_USER: &str = "/admin/users/{id}";
/// Set a user's password.
pub const ADMIN_USER_PASSWORD: &str = "/admin/users/{id}/password";
/// Disable a user's password, after confirmation.
pub const ADMIN_DISABLE_PASSWORD: &str = "/admin/users/{id}/password/disable";
/// End a user's sessions, after confirmation.
pub const ADMIN_END_SESSIONS: &str = "/admin/users/{id}/sessions";
/// Disconnect an account at a provider from a user. `POST` only.
pub const ADMIN_DISCONNECT: &str = "/admin/users/{id}/connections";
/// Delete a user.
pub const ADMIN_DELETE_USER: &str = "/admin/users/{id}/delete";
/// The group list.
pub const ADMIN_GROUPS: &str = "/admin/groups";
/// Add a group.
pub const ADMIN_NEW_GROUP: &str = "/admin/groups/new";
/// A group.
pub const ADMIN_GROUP: &str = "/admin/groups/{id}";
/// Add a user to a group. `POST` only.
pub const ADMIN_GROUP_MEMBERS: &str = "/admin/groups/{id}/members";
/// Remove a user from a group. `POST` only.
pub const ADMIN_REMOVE_MEMBER: &str = "/admin/groups/{id}/members/remove";
/// Delete a group.
pub const ADMIN_DELETE_GROUP: &str = "/admin/groups/{id}/delete";
/// All permissions and their holders.
pub const ADMIN_PERMISSIONS: &str = "/admin/permissions";
/// Create a permission at run time.
pub const ADMIN_NEW_PERMISSION: &str = "/admin/permissions/new";
/// Delete a permission that was created at run time.
pub const ADMIN_DELETE_PERMISSION: &str = "/admin/permissions/{id}/delete";
/// Explain why a user has a permission, or why not.
pub const ADMIN_WHY: &str = "/admin/permissions/why";
/// The audit log.
pub const ADMIN_AUDIT: &str = "/admin/audit";

/// The mailbox, in development only.
pub const MAILBOX: &str = "/dev/mailbox";
/// The mailbox as JSON.
pub const MAILBOX_JSON: &str = "/dev/mailbox.json";
/// The HTML body of a mail.
pub const MAILBOX_HTML: &str = "/dev/mailbox/{id}/html";

/// Choose a theme. `POST` only.
pub const THEME: &str = "/theme";

/// The viewer as JSON.
pub const ME: &str = "/api/me";

/// Liveness check.
pub const HEALTH: &str = "/healthz";
/// Readiness check: the database is reachable and migrated.
pub const READY: &str = "/readyz";

/// Fills in the parameters of a path, in their order. A missing parameter is replaced by its name in braces.
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

/// Appends a query. Pairs with an empty value are omitted.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}

/// Percent-encodes everything except RFC 3986's unreserved characters.
#[must_use]
pub fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_where_they_belong() {
        assert_eq!(fill(RESET, &["MQ", "abc"]), "/reset/MQ/abc");
        assert_eq!(fill(RESET_DONE, &[]), RESET_DONE);
    }

    #[test]
    fn a_query_is_escaped_and_says_nothing_empty() {
        assert_eq!(with_query("/a", &[("q", ""), ("x", "")]), "/a");
        assert_eq!(
            with_query("/a", &[("q", "å&b=c"), ("x", "1")]),
            "/a?q=%C3%A5%26b%3Dc&x=1"
        );
    }
}
