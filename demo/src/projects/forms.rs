//! The forms of projects.

use contract::{
    fields, form,
    forms::{MAX_GROUP_NAME_LENGTH, MAX_PERMISSION_NAME_LENGTH, MAX_USERNAME_LENGTH},
};

use super::paths;

/// Longest name of a project.
pub const PROJECT_NAME_MAX: usize = 150;
/// Longest description; a refused form is kept in the session, so not a novel.
pub const DESCRIPTION_MAX: usize = 2000;

fields! {
    /// What is written about a project.
    pub struct Draft {
        /// What it is to be called.
        name: String = text(PROJECT_NAME_MAX),
        /// May be empty.
        description: String = lines(DESCRIPTION_MAX),
    }
}

fields! {
    /// Who is to have access, and which.
    pub struct Grant {
        /// A user name, or nothing where a group is given.
        user: String = text(MAX_USERNAME_LENGTH),
        /// Name of a group, or nothing where a user is given.
        group: String = text(MAX_GROUP_NAME_LENGTH),
        /// `app_label.codename`.
        permission: String = text(MAX_PERMISSION_NAME_LENGTH),
    }
}

form! {
    /// Start a project.
    pub struct AddProject at paths::NEW_PROJECT {
        /// What is written about it.
        draft: Draft = group(Draft::FIELDS),
    }
}

form! {
    /// Change a project.
    pub struct ChangeProject at paths::EDIT_PROJECT {
        /// What is written about it.
        draft: Draft = group(Draft::FIELDS),
        /// Which state of the project was on the page.
        version: String = hidden(20),
    }
}

form! {
    /// Share a project with a user or with a group.
    pub struct ShareProject at paths::SHARE_PROJECT {
        /// Who and what.
        grant: Grant = group(Grant::FIELDS),
    }
}

form! {
    /// Take access away again.
    pub struct RevokeProject at paths::REVOKE_PROJECT on paths::SHARE_PROJECT {
        /// Who and what.
        grant: Grant = group(Grant::FIELDS),
    }
}

form! {
    /// Delete a project.
    pub struct DeleteProject at paths::DELETE_PROJECT {}
}
