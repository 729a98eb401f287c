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

/// What changes something in the admin wants a recent password as well (ASVS 7.5.1), and so does a page that shows the form
/// for it. A user with the permission to view and not to change is not asked.
const CHANGES_USERS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE]));
const ENDS_SESSIONS: Policy =
    Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE, session::DELETE]));
const OPENS_USER: Policy = Policy::FirstOf(&[CHANGES_USERS, SEES_USERS]);
const ADDS_USERS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[user::ADD, user::CHANGE]));
const DELETES_USERS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[user::DELETE]));
const CHANGES_GROUPS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[group::CHANGE]));
const OPENS_GROUP: Policy = Policy::FirstOf(&[
    CHANGES_GROUPS,
    // The page has the form for members, which asks for this permission.
    Policy::WithRecentPassword(&Policy::StaffWith(&[group::VIEW, user::CHANGE])),
    SEES_GROUPS,
]);
const ADDS_GROUPS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[group::ADD]));
const DELETES_GROUPS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[group::DELETE]));
const ADDS_PERMISSIONS: Policy = Policy::WithRecentPassword(&Policy::StaffWith(&[permission_model::ADD]));
const DELETES_PERMISSIONS: Policy =
    Policy::WithRecentPassword(&Policy::StaffWith(&[permission_model::DELETE]));
/// By the form and by the basket.
const PLACES_ORDERS: Policy = Policy::Holds(order::ADD);

/// A question of who somebody is, not of what they hold: asked for in this way.
const MANAGES: Policy = Policy::InGroup(&[Role::Manager, Role::Admin]);

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
    page(paths::ADMIN_NEW_USER, ADDS_USERS),
    form(paths::ADMIN_NEW_USER, ADDS_USERS),
    page(paths::ADMIN_BULK, CHANGES_USERS),
    form(paths::ADMIN_BULK, CHANGES_USERS),
    form(paths::ADMIN_BULK_DATA, Policy::StaffWith(&[user::CHANGE])),
    page(paths::ADMIN_USER, OPENS_USER),
    form(paths::ADMIN_USER_DATA, SEES_USERS),
    form(paths::ADMIN_USER, CHANGES_USERS),
    page(paths::ADMIN_USER_PASSWORD, CHANGES_USERS),
    form(paths::ADMIN_USER_PASSWORD, CHANGES_USERS),
    page(paths::ADMIN_DISABLE_PASSWORD, CHANGES_USERS),
    form(paths::ADMIN_DISABLE_PASSWORD, CHANGES_USERS),
    page(paths::ADMIN_END_SESSIONS, ENDS_SESSIONS),
    form(paths::ADMIN_END_SESSIONS, ENDS_SESSIONS),
    page(paths::ADMIN_DELETE_USER, DELETES_USERS),
    form(paths::ADMIN_DELETE_USER, DELETES_USERS),
    form(paths::ADMIN_DELETE_USER_DATA, Policy::StaffWith(&[user::DELETE])),
    page(paths::ADMIN_GROUPS, SEES_GROUPS),
    form(paths::ADMIN_GROUPS_DATA, SEES_GROUPS),
    page(paths::ADMIN_NEW_GROUP, ADDS_GROUPS),
    form(paths::ADMIN_NEW_GROUP, ADDS_GROUPS),
    page(paths::ADMIN_GROUP, OPENS_GROUP),
    form(
        paths::ADMIN_GROUP_DATA,
        Policy::StaffWithAny(&[group::VIEW, group::CHANGE, group::DELETE]),
    ),
    form(paths::ADMIN_NEW_GROUP_DATA, Policy::StaffWith(&[group::ADD])),
    form(paths::ADMIN_GROUP, CHANGES_GROUPS),
    form(paths::ADMIN_GROUP_MEMBERS, CHANGES_USERS),
    form(paths::ADMIN_REMOVE_MEMBER, CHANGES_USERS),
    page(paths::ADMIN_DELETE_GROUP, DELETES_GROUPS),
    form(paths::ADMIN_DELETE_GROUP, DELETES_GROUPS),
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
    form(
        paths::ADMIN_PERMISSION_DATA,
        Policy::StaffWith(&[permission_model::DELETE]),
    ),
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
