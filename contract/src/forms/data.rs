//! Not forms that anybody fills in: the data of pages.

use super::Form;
use crate::paths;

/// The data of the dashboard.
pub const DASHBOARD_DATA: Form = Form::new(paths::DASHBOARD_DATA, &[]);
/// The data of the manager's dashboard.
pub const MANAGER_DASHBOARD_DATA: Form = Form::new(paths::MANAGER_DASHBOARD_DATA, &[]);
/// The data of the admin's dashboard.
pub const ADMIN_DASHBOARD_DATA: Form = Form::new(paths::ADMIN_DASHBOARD_DATA, &[]);
/// The data of the order report.
pub const REPORTS_DATA: Form = Form::new(paths::REPORTS_DATA, &[]);
/// The data of the profile.
pub const PROFILE_DATA: Form = Form::new(paths::PROFILE_DATA, &[]);
/// The data of the page about the e-mail address.
pub const EMAIL_DATA: Form = Form::new(paths::EMAIL_DATA, &[]);
/// The list of sessions.
pub const SESSIONS_DATA: Form = Form::new(paths::SESSIONS_DATA, &[]);
/// The mailbox of a development server.
pub const MAILBOX_DATA: Form = Form::new(paths::MAILBOX_DATA, &[]);
