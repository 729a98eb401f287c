//! Projects.

use super::{Form, GROUP_NAME_MAX, Input, Kind, USERNAME_MAX};
use crate::paths;

/// Longest name of a project.
pub const PROJECT_NAME_MAX: usize = 150;
/// Longest description; a refused form is kept in the session, so not a novel.
pub const DESCRIPTION_MAX: usize = 2000;

const ID: Input = Input::new("id", Kind::Hidden, 20);
const NAME: Input = Input::new("name", Kind::Text, PROJECT_NAME_MAX);
const DESCRIPTION: Input = Input::new("description", Kind::Lines, DESCRIPTION_MAX);
const USER: Input = Input::new("user", Kind::Text, USERNAME_MAX);
const GROUP: Input = Input::new("group", Kind::Text, GROUP_NAME_MAX);
const PERMISSION: Input = Input::new("permission", Kind::Text, 201);

/// Start a project.
pub const NEW_PROJECT: Form = Form::new(paths::NEW_PROJECT, &[NAME, DESCRIPTION]);
/// Change one; `version` says which state of it was on the page.
pub const EDIT_PROJECT: Form = Form::new(
    paths::EDIT_PROJECT,
    &[ID, NAME, DESCRIPTION, Input::new("version", Kind::Hidden, 20)],
);
/// Share one with a user or with a group.
pub const SHARE_PROJECT: Form = Form::new(paths::SHARE_PROJECT, &[ID, USER, GROUP, PERMISSION]);
/// Take access away again.
pub const REVOKE_PROJECT: Form =
    Form::new(paths::REVOKE_PROJECT, &[ID, USER, GROUP, PERMISSION]).on(paths::SHARE_PROJECT);
/// Delete one.
pub const DELETE_PROJECT: Form = Form::new(paths::DELETE_PROJECT, &[ID]);

/// The list of projects.
pub const PROJECTS_DATA: Form = Form::new(paths::PROJECTS_DATA, &[Input::new("before", Kind::Hidden, 20)]);
/// One project, and what is to be done with it.
pub const PROJECT_DATA: Form = Form::new(paths::PROJECT_DATA, &[ID, Input::new("deed", Kind::Hidden, 10)]);
