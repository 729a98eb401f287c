//! The settings of the viewer's own account.

use contract::paths;
use web::{Policy, Route, form, page, routing::Menu};

mod appearance;
mod connections;
mod delete_account;
mod email;
mod first_password;
mod password;
mod profile;
mod sessions;

/// The routes of this area.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::PROFILE, Policy::LoggedIn, profile::profile_page)
            .form(profile::save_profile)
            .in_menu(Menu::Settings, "Profile"),
        page(paths::EMAIL, Policy::RecentAuthentication, email::email_page)
            .form(email::change_email)
            .in_menu(Menu::Settings, "Email"),
        page(paths::PASSWORD_CHANGE, Policy::LoggedIn, password::change_page)
            .form(password::change_password)
            .in_menu(Menu::Settings, "Password"),
        page(
            paths::PASSWORD_CHANGE_DONE,
            Policy::LoggedIn,
            password::changed_page,
        ),
        page(
            paths::SET_FIRST_PASSWORD,
            Policy::RecentAuthentication,
            first_password::first_password_page,
        )
        .form(first_password::set_first_password),
        page(
            paths::CONNECTIONS,
            Policy::LoggedIn,
            connections::connections_page,
        )
        .in_menu(Menu::Settings, "Connected accounts"),
        form(Policy::RecentAuthentication, connections::connect),
        form(Policy::RecentAuthentication, connections::disconnect),
        page(paths::SESSIONS, Policy::LoggedIn, sessions::sessions_page)
            .form(sessions::end_session)
            .in_menu(Menu::Settings, "Sessions"),
        form(Policy::LoggedIn, sessions::end_other_sessions),
        page(
            paths::DELETE_ACCOUNT,
            Policy::RecentAuthentication,
            delete_account::delete_account_page,
        )
        .form(delete_account::delete_account)
        .in_menu(Menu::Settings, "Delete account"),
        form(Policy::Anyone, appearance::set_theme),
    ]
}
