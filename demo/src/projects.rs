//! Projects, which their owners share.

mod access;
mod data;
mod edit;
mod errors;
pub mod forms;
mod list;
mod pages;
pub mod paths;
mod rights;
mod share;

use auth::authorization::object_permissions::Kind;
use web::{Policy, Route, form, page, routing::Menu};

use crate::permission::project;

pub use self::{
    access::detail,
    data::{ProjectDetail, ProjectList, ProjectRow, Share},
    edit::{add, change, delete},
    list::list,
    rights::{Granted, ProjectAction, Rights, SHAREABLE, shareable},
    share::{revoke, share},
};

/// Where the grants on single projects are kept.
pub const KIND: Kind = Kind {
    table: "projects",
    name_column: "name",
    key: "project_id",
    user_grants: "project_user_permissions",
    group_grants: "project_group_permissions",
    app_label: "projects",
};

/// The routes of projects. Whose a project is and whom it is shared with, the rules ask.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::PROJECTS, Policy::LoggedIn, pages::projects_page).in_menu(Menu::Main, "Projects"),
        page(
            paths::NEW_PROJECT,
            Policy::Holds(project::ADD),
            pages::new_project_page,
        )
        .form(pages::add_project),
        page(paths::PROJECT, Policy::LoggedIn, pages::project_page),
        page(paths::EDIT_PROJECT, Policy::LoggedIn, pages::edit_project_page).form(pages::change_project),
        page(paths::SHARE_PROJECT, Policy::LoggedIn, pages::share_project_page).form(pages::share_project),
        form(Policy::LoggedIn, pages::revoke_project),
        page(
            paths::DELETE_PROJECT,
            Policy::LoggedIn,
            pages::delete_project_page,
        )
        .form(pages::delete_project),
    ]
}
