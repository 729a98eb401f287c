//! Every path of the application, once. A form posts to the path of its own page, so one name serves both.

use std::fmt::Write;

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

/// Orders: one's own, or all of them.
pub const ORDERS: &str = "/orders";
/// Place an order.
pub const NEW_ORDER: &str = "/orders/new";
/// One order.
pub const ORDER: &str = "/orders/{id}";
/// Approve it: `POST` only.
pub const APPROVE_ORDER: &str = "/orders/{id}/approve";
/// What looks after orders.
pub const MANAGER_DASHBOARD: &str = "/dashboard/manager";
/// What looks after users.
pub const ADMIN_DASHBOARD: &str = "/dashboard/admin";
/// The order report.
pub const REPORTS: &str = "/reports";
/// The basket; a `POST` puts something in.
pub const BASKET: &str = "/basket";
/// Have more or less of an item: `POST` only.
pub const CHANGE_BASKET: &str = "/basket/change";
/// Take one item out: `POST` only.
pub const REMOVE_FROM_BASKET: &str = "/basket/remove";
/// Take everything out: `POST` only.
pub const EMPTY_BASKET: &str = "/basket/empty";
/// Order what is in it: `POST` only.
pub const CHECK_OUT: &str = "/basket/checkout";

/// Projects: those that the viewer may view.
pub const PROJECTS: &str = "/projects";
/// Start a project.
pub const NEW_PROJECT: &str = "/projects/new";
/// One project.
pub const PROJECT: &str = "/projects/{id}";
/// Change it.
pub const EDIT_PROJECT: &str = "/projects/{id}/edit";
/// Share it with others.
pub const SHARE_PROJECT: &str = "/projects/{id}/share";
/// Take access away again: `POST` only.
pub const REVOKE_PROJECT: &str = "/projects/{id}/share/revoke";
/// Delete it.
pub const DELETE_PROJECT: &str = "/projects/{id}/delete";

/// The admin's front page.
pub const ADMIN: &str = "/admin";
/// Users.
pub const ADMIN_USERS: &str = "/admin/users";
/// Add one.
pub const ADMIN_NEW_USER: &str = "/admin/users/new";
/// Activate or deactivate many users: what would happen, then the deed.
pub const ADMIN_BULK: &str = "/admin/users/bulk";
/// One user.
pub const ADMIN_USER: &str = "/admin/users/{id}";
/// Set a user's password.
pub const ADMIN_USER_PASSWORD: &str = "/admin/users/{id}/password";
/// Take a user's password away, after a question.
pub const ADMIN_DISABLE_PASSWORD: &str = "/admin/users/{id}/password/disable";
/// End a user's sessions, after a question.
pub const ADMIN_END_SESSIONS: &str = "/admin/users/{id}/sessions";
/// Delete a user.
pub const ADMIN_DELETE_USER: &str = "/admin/users/{id}/delete";
/// Groups.
pub const ADMIN_GROUPS: &str = "/admin/groups";
/// Add one.
pub const ADMIN_NEW_GROUP: &str = "/admin/groups/new";
/// One group.
pub const ADMIN_GROUP: &str = "/admin/groups/{id}";
/// Put a user into a group: `POST` only.
pub const ADMIN_GROUP_MEMBERS: &str = "/admin/groups/{id}/members";
/// Take a user out of a group: `POST` only.
pub const ADMIN_REMOVE_MEMBER: &str = "/admin/groups/{id}/members/remove";
/// Delete a group.
pub const ADMIN_DELETE_GROUP: &str = "/admin/groups/{id}/delete";
/// Every permission, and who holds it.
pub const ADMIN_PERMISSIONS: &str = "/admin/permissions";
/// Make a permission at run time.
pub const ADMIN_NEW_PERMISSION: &str = "/admin/permissions/new";
/// Delete a permission that was made at run time.
pub const ADMIN_DELETE_PERMISSION: &str = "/admin/permissions/{id}/delete";
/// Why a user may do something, or not.
pub const ADMIN_WHY: &str = "/admin/permissions/why";
/// The audit log.
pub const ADMIN_AUDIT: &str = "/admin/audit";

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
/// The list of orders, as JSON.
pub const ORDERS_DATA: &str = "/api/orders";
/// One order, as JSON.
pub const ORDER_DATA: &str = "/api/order";
/// The list of projects, as JSON.
pub const PROJECTS_DATA: &str = "/api/projects";
/// One project, as JSON.
pub const PROJECT_DATA: &str = "/api/project";
/// The manager's dashboard, as JSON.
pub const MANAGER_DASHBOARD_DATA: &str = "/api/dashboard/manager";
/// The admin's dashboard, as JSON.
pub const ADMIN_DASHBOARD_DATA: &str = "/api/dashboard/admin";
/// The order report, as JSON.
pub const REPORTS_DATA: &str = "/api/reports";
/// The basket, as JSON.
pub const BASKET_DATA: &str = "/api/basket";
/// The list of users, as JSON.
pub const ADMIN_USERS_DATA: &str = "/api/admin/users";
/// What would happen to many users, as JSON.
pub const ADMIN_BULK_DATA: &str = "/api/admin/users/bulk";
/// One user with what can be given to them, as JSON.
pub const ADMIN_USER_DATA: &str = "/api/admin/user";
/// What goes with a user, as JSON.
pub const ADMIN_DELETE_USER_DATA: &str = "/api/admin/user/dependents";
/// The list of groups, as JSON.
pub const ADMIN_GROUPS_DATA: &str = "/api/admin/groups";
/// One group with what can be given to it, as JSON.
pub const ADMIN_GROUP_DATA: &str = "/api/admin/group";
/// Data of the page of a new group.
pub const ADMIN_NEW_GROUP_DATA: &str = "/api/admin/groups/new";
/// Every permission with its holders, as JSON.
pub const ADMIN_PERMISSIONS_DATA: &str = "/api/admin/permissions";
/// One permission that was made at run time, as JSON.
pub const ADMIN_PERMISSION_DATA: &str = "/api/admin/permission";
/// Why a user may do something, as JSON.
pub const ADMIN_WHY_DATA: &str = "/api/admin/why";
/// The audit log, as JSON.
pub const ADMIN_AUDIT_DATA: &str = "/api/admin/audit";
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

/// A path with a query of those pairs that say something.
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

/// Everything but RFC 3986's unreserved characters, byte by byte.
fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
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
