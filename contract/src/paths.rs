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
/// Remember light, dark or system: `POST` only.
pub const THEME: &str = "/theme";

/// The data of the dashboard: what its page is rendered from, and JSON for scripts.
pub const DASHBOARD_DATA: &str = "/api/dashboard";
/// Who am I, as JSON.
pub const ME: &str = "/api/me";

/// The process is up.
pub const HEALTH: &str = "/healthz";
/// The process can serve: database reachable, migrations in order.
pub const READY: &str = "/readyz";
