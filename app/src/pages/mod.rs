//! Pages, one a file, each beside the server functions that it calls.

pub mod account;
pub mod admin;
pub mod basket;
pub mod dashboard;
mod error_page;
mod home;
pub mod mailbox;
mod not_found;
pub mod orders;
pub mod projects;
pub mod reports;
pub mod settings;

pub use account::{
    log_in::LogInPage,
    password_change::{PasswordChangeDonePage, PasswordChangePage},
    password_reset::{PasswordResetDonePage, PasswordResetPage},
    reauthenticate::ReauthenticatePage,
    reset::{ResetDonePage, ResetPage},
    sign_up::SignUpPage,
    undo_email_change::UndoEmailChangePage,
    verify_email::{VerifyEmailLinkPage, VerifyEmailPage},
};
pub use admin::{
    AdminPage, audit::AdminAuditPage, delete_group::AdminDeleteGroupPage,
    delete_permission::AdminDeletePermissionPage, delete_user::AdminDeleteUserPage,
    disable_password::AdminDisablePasswordPage, end_sessions::AdminEndSessionsPage, group::AdminGroupPage,
    group_new::AdminNewGroupPage, groups::AdminGroupsPage, permission_new::AdminNewPermissionPage,
    permissions::AdminPermissionsPage, user::AdminUserPage, user_new::AdminNewUserPage,
    user_password::AdminUserPasswordPage, users::AdminUsersPage, users_bulk::AdminBulkPage,
    why::AdminWhyPage,
};
pub use basket::BasketPage;
pub use dashboard::{DashboardPage, admin::AdminDashboardPage, manager::ManagerDashboardPage};
pub use error_page::{ErrorPage, FailurePage};
pub use home::HomePage;
pub use mailbox::MailboxPage;
pub use not_found::NotFoundPage;
pub use orders::{NewOrderPage, OrderPage, OrdersPage};
pub use projects::{
    delete::DeleteProjectPage, detail::ProjectPage, edit::EditProjectPage, list::ProjectsPage,
    new::NewProjectPage, share::ShareProjectPage,
};
pub use reports::ReportsPage;
pub use settings::{
    delete::DeleteAccountPage, email::EmailPage, profile::ProfilePage, sessions::SessionsPage,
};
