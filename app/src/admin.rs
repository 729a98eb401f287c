//! The admin area, for staff: users, groups, permissions and the audit log.

use contract::{
    paths,
    permission::{entry, group, permission_model, session, user},
};
use web::{Policy, Route, components::Shape, form, page, routing::Menu};

mod audit_log;
mod delete_card;
mod groups;
mod index;
mod limited_query;
mod permissions;
mod users;

use audit_log::audit_log_page;
use groups::{
    add_group::{add_group, add_group_page},
    delete_group::{delete_group, delete_group_page},
    group::{
        change_group, group_page,
        members::{add_member, remove_member},
    },
    list::groups_page,
};
use index::index_page;
use permissions::{
    add_permission::{add_permission, add_permission_page},
    delete_permission::{delete_permission, delete_permission_page},
    explain_permission::explain_permission_page,
    list::permissions_page,
};
use users::{
    add_user::{add_user, add_user_page},
    bulk::{bulk_page, change_users},
    delete_user::{delete_user, delete_user_page},
    disable_password::{disable_password, disable_password_page},
    end_sessions::{end_sessions, end_sessions_page},
    list::users_page,
    set_password::{set_password, set_password_page},
    user::{change_user, disconnect_account, user_page},
};

// As in Django, permission to change implies permission to view.
const SEES_USERS: Policy = Policy::StaffWithAny(&[user::VIEW, user::CHANGE]);
const SEES_GROUPS: Policy = Policy::StaffWithAny(&[group::VIEW, group::CHANGE]);

// Every form in the admin that changes something requires recent authentication as well (ASVS 7.5.1), and so does every page that shows
// such a form. Staff who may only view are not asked to authenticate again.
const CHANGES_USERS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[user::CHANGE]));
const ENDS_SESSIONS: Policy =
    Policy::WithRecentAuthentication(&Policy::StaffWith(&[user::CHANGE, session::DELETE]));
const OPENS_USER: Policy = Policy::FirstOf(&[CHANGES_USERS, SEES_USERS]);
const ADDS_USERS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[user::ADD, user::CHANGE]));
const DELETES_USERS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[user::DELETE]));
const CHANGES_GROUPS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[group::CHANGE]));
const OPENS_GROUP: Policy = Policy::FirstOf(&[
    CHANGES_GROUPS,
    // The page also shows the form for members, which requires `user::CHANGE`.
    Policy::WithRecentAuthentication(&Policy::StaffWith(&[group::VIEW, user::CHANGE])),
    SEES_GROUPS,
]);
const ADDS_GROUPS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[group::ADD]));
const DELETES_GROUPS: Policy = Policy::WithRecentAuthentication(&Policy::StaffWith(&[group::DELETE]));
const SEES_PERMISSIONS: Policy = Policy::StaffWith(&[permission_model::VIEW]);
const ADDS_PERMISSIONS: Policy =
    Policy::WithRecentAuthentication(&Policy::StaffWith(&[permission_model::ADD]));
const DELETES_PERMISSIONS: Policy =
    Policy::WithRecentAuthentication(&Policy::StaffWith(&[permission_model::DELETE]));
const SEES_AUDIT_LOG: Policy = Policy::StaffWith(&[entry::VIEW]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::ADMIN, Policy::Staff, index_page)
            .in_menu(Menu::Main, "Admin")
            .on_dashboard(Shape::Key, "Administration", "Accounts, groups and permissions."),
        page(paths::ADMIN_USERS, SEES_USERS, users_page).in_menu(Menu::Admin, "Users"),
        page(paths::ADMIN_NEW_USER, ADDS_USERS, add_user_page).form(add_user),
        page(paths::ADMIN_BULK, CHANGES_USERS, bulk_page).form(change_users),
        page(paths::ADMIN_USER, OPENS_USER, user_page),
        form(CHANGES_USERS, change_user),
        page(paths::ADMIN_USER_PASSWORD, CHANGES_USERS, set_password_page).form(set_password),
        page(
            paths::ADMIN_DISABLE_PASSWORD,
            CHANGES_USERS,
            disable_password_page,
        )
        .form(disable_password),
        form(CHANGES_USERS, disconnect_account),
        page(paths::ADMIN_END_SESSIONS, ENDS_SESSIONS, end_sessions_page).form(end_sessions),
        page(paths::ADMIN_DELETE_USER, DELETES_USERS, delete_user_page).form(delete_user),
        page(paths::ADMIN_GROUPS, SEES_GROUPS, groups_page).in_menu(Menu::Admin, "Groups"),
        page(paths::ADMIN_NEW_GROUP, ADDS_GROUPS, add_group_page).form(add_group),
        page(paths::ADMIN_GROUP, OPENS_GROUP, group_page),
        form(CHANGES_GROUPS, change_group),
        form(CHANGES_USERS, add_member),
        form(CHANGES_USERS, remove_member),
        page(paths::ADMIN_DELETE_GROUP, DELETES_GROUPS, delete_group_page).form(delete_group),
        page(paths::ADMIN_PERMISSIONS, SEES_PERMISSIONS, permissions_page)
            .in_menu(Menu::Admin, "Permissions"),
        page(paths::ADMIN_NEW_PERMISSION, ADDS_PERMISSIONS, add_permission_page).form(add_permission),
        page(
            paths::ADMIN_DELETE_PERMISSION,
            DELETES_PERMISSIONS,
            delete_permission_page,
        )
        .form(delete_permission),
        page(paths::ADMIN_WHY, SEES_PERMISSIONS, explain_permission_page),
        page(paths::ADMIN_AUDIT, SEES_AUDIT_LOG, audit_log_page).in_menu(Menu::Admin, "Audit log"),
    ]
}

/// The path of an object: `pattern` with `id` in place of `{id}`.
fn path_of(pattern: &str, id: i64) -> String {
    paths::fill(pattern, &[&id.to_string()])
}
