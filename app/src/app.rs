//! The routes, grouped by who may come in. `contract::access` says it for the server; a test compares the two.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    page_context::use_page,
    pages::{
        AdminAuditPage, AdminBulkPage, AdminDashboardPage, AdminDeleteGroupPage, AdminDeletePermissionPage,
        AdminDeleteUserPage, AdminDisablePasswordPage, AdminEndSessionsPage, AdminGroupPage, AdminGroupsPage,
        AdminNewGroupPage, AdminNewPermissionPage, AdminNewUserPage, AdminPage, AdminPermissionsPage,
        AdminUserPage, AdminUserPasswordPage, AdminUsersPage, AdminWhyPage, BasketPage, DashboardPage,
        DeleteAccountPage, DeleteProjectPage, EditProjectPage, EmailPage, FailurePage, HomePage, LogInPage,
        MailboxPage, ManagerDashboardPage, NewOrderPage, NewProjectPage, NotFoundPage, OrderPage, OrdersPage,
        PasswordChangeDonePage, PasswordChangePage, PasswordResetDonePage, PasswordResetPage, ProfilePage,
        ProjectPage, ProjectsPage, ReauthenticatePage, ReportsPage, ResetDonePage, ResetPage, SessionsPage,
        ShareProjectPage, SignUpPage, UndoEmailChangePage, VerifyEmailLinkPage, VerifyEmailPage,
    },
};

/// The application. Every page renders as a whole (`SsrMode::Async`): status, redirect and cookies are decided before
/// the first byte leaves. Where the server found that there is no page to show, its reason stands in the page's place.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <a class="skip-link" href="#main">
            "Skip to content"
        </a>
        <Router>
            <Page />
        </Router>
    }
}

#[component]
fn Page() -> impl IntoView {
    match use_page().failure {
        None => view! { <Pages /> }.into_any(),
        Some(failure) => view! { <FailurePage failure /> }.into_any(),
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            // Anyone.
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
            <Route path=path!("/password_reset") view=PasswordResetPage ssr=SsrMode::Async />
            <Route path=path!("/password_reset/done") view=PasswordResetDonePage ssr=SsrMode::Async />
            <Route path=path!("/reset/:uid/:token") view=ResetPage ssr=SsrMode::Async />
            <Route path=path!("/reset/done") view=ResetDonePage ssr=SsrMode::Async />
            <Route path=path!("/verify_email") view=VerifyEmailPage ssr=SsrMode::Async />
            <Route path=path!("/verify_email/:token") view=VerifyEmailLinkPage ssr=SsrMode::Async />
            <Route path=path!("/undo_email_change/:token") view=UndoEmailChangePage ssr=SsrMode::Async />
            <Route path=path!("/dev/mailbox") view=MailboxPage ssr=SsrMode::Async />
            <Route path=path!("/basket") view=BasketPage ssr=SsrMode::Async />
            // Anonymous visitors.
            <Route path=path!("/login") view=LogInPage ssr=SsrMode::Async />
            <Route path=path!("/signup") view=SignUpPage ssr=SsrMode::Async />
            // Logged-in users.
            <Route path=path!("/password_change") view=PasswordChangePage ssr=SsrMode::Async />
            <Route path=path!("/password_change/done") view=PasswordChangeDonePage ssr=SsrMode::Async />
            <Route path=path!("/reauthenticate") view=ReauthenticatePage ssr=SsrMode::Async />
            <Route path=path!("/settings/profile") view=ProfilePage ssr=SsrMode::Async />
            <Route path=path!("/settings/email") view=EmailPage ssr=SsrMode::Async />
            <Route path=path!("/settings/sessions") view=SessionsPage ssr=SsrMode::Async />
            <Route path=path!("/settings/delete") view=DeleteAccountPage ssr=SsrMode::Async />
            <Route path=path!("/dashboard") view=DashboardPage ssr=SsrMode::Async />
            <Route path=path!("/orders") view=OrdersPage ssr=SsrMode::Async />
            <Route path=path!("/orders/new") view=NewOrderPage ssr=SsrMode::Async />
            <Route path=path!("/orders/:id") view=OrderPage ssr=SsrMode::Async />
            // Owners, and holders of permissions on one project or on all.
            <Route path=path!("/projects") view=ProjectsPage ssr=SsrMode::Async />
            <Route path=path!("/projects/new") view=NewProjectPage ssr=SsrMode::Async />
            <Route path=path!("/projects/:id") view=ProjectPage ssr=SsrMode::Async />
            <Route path=path!("/projects/:id/edit") view=EditProjectPage ssr=SsrMode::Async />
            <Route path=path!("/projects/:id/share") view=ShareProjectPage ssr=SsrMode::Async />
            <Route path=path!("/projects/:id/delete") view=DeleteProjectPage ssr=SsrMode::Async />
            // Members of groups, and holders of a permission.
            <Route path=path!("/dashboard/manager") view=ManagerDashboardPage ssr=SsrMode::Async />
            <Route path=path!("/dashboard/admin") view=AdminDashboardPage ssr=SsrMode::Async />
            <Route path=path!("/reports") view=ReportsPage ssr=SsrMode::Async />
            // Staff.
            <Route path=path!("/admin") view=AdminPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users") view=AdminUsersPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/bulk") view=AdminBulkPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/new") view=AdminNewUserPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id") view=AdminUserPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id/password") view=AdminUserPasswordPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id/password/disable") view=AdminDisablePasswordPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id/sessions") view=AdminEndSessionsPage ssr=SsrMode::Async />
            <Route path=path!("/admin/users/:id/delete") view=AdminDeleteUserPage ssr=SsrMode::Async />
            <Route path=path!("/admin/groups") view=AdminGroupsPage ssr=SsrMode::Async />
            <Route path=path!("/admin/groups/new") view=AdminNewGroupPage ssr=SsrMode::Async />
            <Route path=path!("/admin/groups/:id") view=AdminGroupPage ssr=SsrMode::Async />
            <Route path=path!("/admin/groups/:id/delete") view=AdminDeleteGroupPage ssr=SsrMode::Async />
            <Route path=path!("/admin/permissions") view=AdminPermissionsPage ssr=SsrMode::Async />
            <Route path=path!("/admin/permissions/new") view=AdminNewPermissionPage ssr=SsrMode::Async />
            <Route path=path!("/admin/permissions/:id/delete") view=AdminDeletePermissionPage ssr=SsrMode::Async />
            <Route path=path!("/admin/permissions/why") view=AdminWhyPage ssr=SsrMode::Async />
            <Route path=path!("/admin/audit") view=AdminAuditPage ssr=SsrMode::Async />
        </Routes>
    }
}
