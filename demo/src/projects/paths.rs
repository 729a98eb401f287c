//! The addresses of projects.

/// Projects: those that the viewer may view.
pub const PROJECTS: &str = "/projects";
/// Start a project.
pub const NEW_PROJECT: &str = "/projects/new";
/// One project.
pub const PROJECT: &str = "/projects/{id}";
/// Change it.
pub const EDIT_PROJECT: &str = "/projects/{id}/edit";
/// Share it with others.
pub const SHARE_PROJECT: &str = "/projects/{id}/share";
/// Take access away again: `POST` only.
pub const REVOKE_PROJECT: &str = "/projects/{id}/share/revoke";
/// Delete it.
pub const DELETE_PROJECT: &str = "/projects/{id}/delete";
