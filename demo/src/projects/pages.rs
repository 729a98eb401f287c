//! The pages of projects.

mod access_list;
mod delete;
mod detail;
mod edit;
mod layout;
mod list;
mod new;
mod share;

pub(super) use self::{
    delete::{delete_project, delete_project_page},
    detail::project_page,
    edit::{change_project, edit_project_page},
    list::projects_page,
    new::{add_project, new_project_page},
    share::{revoke_project, share_project, share_project_page},
};
