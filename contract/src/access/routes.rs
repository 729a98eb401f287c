//! The table itself, in the order of the site.

use super::{Method, Policy, Route};
use crate::{
    paths,
    permission::{entry, group, order, permission_model, project, session, user},
    role::Role,
};

const fn page(path: &'static str, policy: Policy) -> Route {
    Route {
        method: Method::Get,
        path,
        policy,
    }
}

const fn form(path: &'static str, policy: Policy) -> Route {
    Route {
        method: Method::Post,
        path,
        policy,
    }
}

/// As in Django, whoever may change something may see it.
const SEES_USERS: Policy = Policy::StaffWithAny(&[user::VIEW, user::CHANGE]);
const SEES_GROUPS: Policy = Policy::StaffWithAny(&[group::VIEW, group::CHANGE]);

/// By the form and by the basket.
const PLACES_ORDERS: Policy = Policy::Holds(order::ADD);

/// A question of who somebody is, not of what they hold: asked for in this way.
const MANAGES: Policy = Policy::InGroup(&[Role::Manager, Role::Admin]);
const ADDS_PERMISSIONS: Policy = Policy::StaffWith(&[permission_model::ADD]);
const DELETES_PERMISSIONS: Policy = Policy::StaffWith(&[permission_model::DELETE]);

/// The table.
pub const ROUTES: &[Route] = &[
    page(paths::HOME, Policy::Anyone),
    page(paths::SIGN_UP, Policy::Anonymous),
    form(paths::SIGN_UP, Policy::Anonymous),
    page(paths::LOG_IN, Policy::Anonymous),
    form(paths::LOG_IN, Policy::Anonymous),
    // Logging out twice is no mistake: the second click of a hurried user ends where the first one did.
    form(paths::LOG_OUT, Policy::Anyone),
    page(paths::PASSWORD_RESET, Policy::Anyone),
    form(paths::PASSWORD_RESET, Policy::Anyone),
    page(paths::PASSWORD_RESET_DONE, Policy::Anyone),
    page(paths::RESET, Policy::Anyone),
    form(paths::RESET, Policy::Anyone),
    page(paths::RESET_DONE, Policy::Anyone),
    page(paths::VERIFY_EMAIL, Policy::Anyone),
    form(paths::VERIFY_EMAIL, Policy::Anyone),
    page(paths::VERIFY_EMAIL_LINK, Policy::Anyone),
    form(paths::VERIFY_EMAIL_LINK, Policy::Anyone),
    page(paths::UNDO_EMAIL_CHANGE, Policy::Anyone),
    form(paths::UNDO_EMAIL_CHANGE, Policy::Anyone),
    form(paths::RESET_DATA, Policy::Anyone),
    form(paths::LINK_DATA, Policy::Anyone),
    page(paths::WELL_KNOWN_CHANGE_PASSWORD, Policy::Anyone),
    page(paths::PASSWORD_CHANGE, Policy::LoggedIn),
    form(paths::PASSWORD_CHANGE, Policy::LoggedIn),
    page(paths::PASSWORD_CHANGE_DONE, Policy::LoggedIn),
    page(paths::REAUTHENTICATE, Policy::LoggedIn),
    form(paths::REAUTHENTICATE, Policy::LoggedIn),
    page(paths::PROFILE, Policy::LoggedIn),
    form(paths::PROFILE, Policy::LoggedIn),
    form(paths::PROFILE_DATA, Policy::LoggedIn),
    page(paths::EMAIL, Policy::RecentPassword),
    form(paths::EMAIL, Policy::RecentPassword),
    form(paths::EMAIL_DATA, Policy::RecentPassword),
    page(paths::SESSIONS, Policy::LoggedIn),
    form(paths::SESSIONS, Policy::LoggedIn),
    form(paths::OTHER_SESSIONS, Policy::LoggedIn),
    form(paths::SESSIONS_DATA, Policy::LoggedIn),
    page(paths::DELETE_ACCOUNT, Policy::RecentPassword),
    form(paths::DELETE_ACCOUNT, Policy::RecentPassword),
    page(paths::DASHBOARD, Policy::LoggedIn),
    form(paths::DASHBOARD_DATA, Policy::LoggedIn),
    form(paths::THEME, Policy::Anyone),
    page(paths::ORDERS, Policy::LoggedIn),
    form(paths::ORDERS_DATA, Policy::LoggedIn),
    page(paths::NEW_ORDER, PLACES_ORDERS),
    form(paths::NEW_ORDER, PLACES_ORDERS),
    page(paths::ORDER, Policy::LoggedIn),
    form(paths::ORDER_DATA, Policy::LoggedIn),
    form(paths::APPROVE_ORDER, Policy::Holds(order::APPROVE)),
    // Whose a project is and whom it is shared with, the verbs ask.
    page(paths::PROJECTS, Policy::LoggedIn),
    form(paths::PROJECTS_DATA, Policy::LoggedIn),
    page(paths::NEW_PROJECT, Policy::Holds(project::ADD)),
    form(paths::NEW_PROJECT, Policy::Holds(project::ADD)),
    page(paths::PROJECT, Policy::LoggedIn),
    form(paths::PROJECT_DATA, Policy::LoggedIn),
    page(paths::EDIT_PROJECT, Policy::LoggedIn),
    form(paths::EDIT_PROJECT, Policy::LoggedIn),
    page(paths::SHARE_PROJECT, Policy::LoggedIn),
    form(paths::SHARE_PROJECT, Policy::LoggedIn),
    form(paths::REVOKE_PROJECT, Policy::LoggedIn),
    page(paths::DELETE_PROJECT, Policy::LoggedIn),
    form(paths::DELETE_PROJECT, Policy::LoggedIn),
    page(paths::MANAGER_DASHBOARD, MANAGES),
    form(paths::MANAGER_DASHBOARD_DATA, MANAGES),
    page(paths::ADMIN_DASHBOARD, Policy::InGroup(&[Role::Admin])),
    form(paths::ADMIN_DASHBOARD_DATA, Policy::InGroup(&[Role::Admin])),
    page(paths::REPORTS, Policy::Holds(order::VIEW_REPORT)),
    form(paths::REPORTS_DATA, Policy::Holds(order::VIEW_REPORT)),
    page(paths::BASKET, Policy::Anyone),
    form(paths::BASKET, Policy::Anyone),
    form(paths::CHANGE_BASKET, Policy::Anyone),
    form(paths::REMOVE_FROM_BASKET, Policy::Anyone),
    form(paths::EMPTY_BASKET, Policy::Anyone),
    form(paths::BASKET_DATA, Policy::Anyone),
    form(paths::CHECK_OUT, PLACES_ORDERS),
    page(paths::ADMIN, Policy::Staff),
    page(paths::ADMIN_USERS, SEES_USERS),
    form(paths::ADMIN_USERS_DATA, SEES_USERS),
    page(
        paths::ADMIN_NEW_USER,
        Policy::StaffWith(&[user::ADD, user::CHANGE]),
    ),
    form(
        paths::ADMIN_NEW_USER,
        Policy::StaffWith(&[user::ADD, user::CHANGE]),
    ),
    page(paths::ADMIN_BULK, Policy::StaffWith(&[user::CHANGE])),
    form(paths::ADMIN_BULK, Policy::StaffWith(&[user::CHANGE])),
    form(paths::ADMIN_BULK_DATA, Policy::StaffWith(&[user::CHANGE])),
    page(paths::ADMIN_USER, SEES_USERS),
    form(paths::ADMIN_USER_DATA, SEES_USERS),
    form(paths::ADMIN_USER, Policy::StaffWith(&[user::CHANGE])),
    page(paths::ADMIN_USER_PASSWORD, Policy::StaffWith(&[user::CHANGE])),
    form(paths::ADMIN_USER_PASSWORD, Policy::StaffWith(&[user::CHANGE])),
    form(paths::ADMIN_DISABLE_PASSWORD, Policy::StaffWith(&[user::CHANGE])),
    form(
        paths::ADMIN_END_SESSIONS,
        Policy::StaffWith(&[user::CHANGE, session::DELETE]),
    ),
    page(paths::ADMIN_DELETE_USER, Policy::StaffWith(&[user::DELETE])),
    form(paths::ADMIN_DELETE_USER, Policy::StaffWith(&[user::DELETE])),
    form(paths::ADMIN_DELETE_USER_DATA, Policy::StaffWith(&[user::DELETE])),
    page(paths::ADMIN_GROUPS, SEES_GROUPS),
    form(paths::ADMIN_GROUPS_DATA, SEES_GROUPS),
    page(paths::ADMIN_NEW_GROUP, Policy::StaffWith(&[group::ADD])),
    form(paths::ADMIN_NEW_GROUP, Policy::StaffWith(&[group::ADD])),
    page(paths::ADMIN_GROUP, SEES_GROUPS),
    form(
        paths::ADMIN_GROUP_DATA,
        Policy::StaffWithAny(&[group::VIEW, group::CHANGE, group::DELETE]),
    ),
    form(paths::ADMIN_NEW_GROUP_DATA, Policy::StaffWith(&[group::ADD])),
    form(paths::ADMIN_GROUP, Policy::StaffWith(&[group::CHANGE])),
    form(paths::ADMIN_GROUP_MEMBERS, Policy::StaffWith(&[user::CHANGE])),
    form(paths::ADMIN_REMOVE_MEMBER, Policy::StaffWith(&[user::CHANGE])),
    page(paths::ADMIN_DELETE_GROUP, Policy::StaffWith(&[group::DELETE])),
    form(paths::ADMIN_DELETE_GROUP, Policy::StaffWith(&[group::DELETE])),
    page(
        paths::ADMIN_PERMISSIONS,
        Policy::StaffWith(&[permission_model::VIEW]),
    ),
    form(
        paths::ADMIN_PERMISSIONS_DATA,
        Policy::StaffWith(&[permission_model::VIEW]),
    ),
    page(paths::ADMIN_NEW_PERMISSION, ADDS_PERMISSIONS),
    form(paths::ADMIN_NEW_PERMISSION, ADDS_PERMISSIONS),
    page(paths::ADMIN_DELETE_PERMISSION, DELETES_PERMISSIONS),
    form(paths::ADMIN_DELETE_PERMISSION, DELETES_PERMISSIONS),
    form(paths::ADMIN_PERMISSION_DATA, DELETES_PERMISSIONS),
    page(paths::ADMIN_WHY, Policy::StaffWith(&[permission_model::VIEW])),
    form(
        paths::ADMIN_WHY_DATA,
        Policy::StaffWith(&[permission_model::VIEW]),
    ),
    page(paths::ADMIN_AUDIT, Policy::StaffWith(&[entry::VIEW])),
    form(paths::ADMIN_AUDIT_DATA, Policy::StaffWith(&[entry::VIEW])),
    // Outside development these answer 404 to everybody.
    page(paths::MAILBOX, Policy::Anyone),
    page(paths::MAILBOX_JSON, Policy::Anyone),
    page(paths::MAILBOX_HTML, Policy::Anyone),
    form(paths::MAILBOX_DATA, Policy::Anyone),
    page(paths::ME, Policy::LoggedIn),
    page(paths::HEALTH, Policy::Anyone),
    page(paths::READY, Policy::Anyone),
];
