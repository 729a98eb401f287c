//! The admin's forms: field names as in Django's `UserAdmin` and `GroupAdmin`.

use super::{EMAIL_MAX, Form, Input, Kind, NAME_MAX, PHONE_MAX, USERNAME_MAX};
use crate::paths;

/// Longest name of a group: Django's `Group.name`.
pub const GROUP_NAME_MAX: usize = 150;

const ID: Input = Input::new("id", Kind::Hidden, 20);
const USERNAME: Input = Input::new("username", Kind::Text, USERNAME_MAX);
const PASSWORDS: [Input; 2] = [
    Input::unlimited("password1", Kind::Password),
    Input::unlimited("password2", Kind::Password),
];

/// Add a user.
pub const ADMIN_NEW_USER: Form = Form::new(
    paths::ADMIN_NEW_USER,
    &[
        USERNAME,
        Input::new("email", Kind::Email, EMAIL_MAX),
        PASSWORDS[0],
        PASSWORDS[1],
    ],
);

/// Change a user.
pub const ADMIN_USER: Form = Form::new(
    paths::ADMIN_USER,
    &[
        ID,
        USERNAME,
        Input::new("email", Kind::Email, EMAIL_MAX),
        Input::new("first_name", Kind::Text, NAME_MAX),
        Input::new("last_name", Kind::Text, NAME_MAX),
        Input::new("department", Kind::Text, NAME_MAX),
        Input::new("date_of_birth", Kind::Date, 10),
        Input::new("phone", Kind::Phone, PHONE_MAX),
        Input::unlimited("is_active", Kind::Checkbox),
        Input::unlimited("is_staff", Kind::Checkbox),
        Input::unlimited("is_superuser", Kind::Checkbox),
        Input::new("groups", Kind::Many, 20),
        Input::new("user_permissions", Kind::Many, 201),
    ],
);

/// Set a user's password.
pub const ADMIN_USER_PASSWORD: Form =
    Form::new(paths::ADMIN_USER_PASSWORD, &[ID, PASSWORDS[0], PASSWORDS[1]]);
/// Take a user's password away.
pub const ADMIN_DISABLE_PASSWORD: Form = Form::new(paths::ADMIN_DISABLE_PASSWORD, &[ID]);
/// End a user's sessions.
pub const ADMIN_END_SESSIONS: Form = Form::new(paths::ADMIN_END_SESSIONS, &[ID]);
/// Delete a user.
pub const ADMIN_DELETE_USER: Form = Form::new(paths::ADMIN_DELETE_USER, &[ID]);

/// The list of users: what to look for, and where to go on.
pub const ADMIN_USERS_DATA: Form = Form::new(
    paths::ADMIN_USERS_DATA,
    &[
        Input::new("q", Kind::Text, EMAIL_MAX),
        Input::new("is_active", Kind::Text, 5),
        Input::new("is_staff", Kind::Text, 5),
        Input::new("is_superuser", Kind::Text, 5),
        Input::new("group", Kind::Text, 20),
        Input::new("permission", Kind::Text, 201),
        Input::new("sort", Kind::Text, 20),
        Input::new("page", Kind::Text, 20),
        Input::new("after", Kind::Text, 500),
        Input::new("before", Kind::Text, 500),
    ],
);
const BULK: [Input; 2] = [
    Input::new("action", Kind::Hidden, 20),
    Input::new("user", Kind::Many, 20),
];
/// Activate or deactivate many users.
pub const ADMIN_BULK: Form = Form::new(paths::ADMIN_BULK, &BULK);
/// What would happen to them.
pub const ADMIN_BULK_DATA: Form = Form::new(paths::ADMIN_BULK_DATA, &BULK);
/// One user.
pub const ADMIN_USER_DATA: Form = Form::new(paths::ADMIN_USER_DATA, &[ID]);
/// What goes with a user.
pub const ADMIN_DELETE_USER_DATA: Form = Form::new(paths::ADMIN_DELETE_USER_DATA, &[ID]);

/// Add a group.
pub const ADMIN_NEW_GROUP: Form = Form::new(
    paths::ADMIN_NEW_GROUP,
    &[
        Input::new("name", Kind::Text, GROUP_NAME_MAX),
        Input::new("permissions", Kind::Many, 201),
    ],
);
/// Change a group.
pub const ADMIN_GROUP: Form = Form::new(
    paths::ADMIN_GROUP,
    &[
        ID,
        Input::new("name", Kind::Text, GROUP_NAME_MAX),
        Input::new("permissions", Kind::Many, 201),
    ],
);
/// Put a user into a group.
pub const ADMIN_GROUP_MEMBERS: Form = Form::new(
    paths::ADMIN_GROUP_MEMBERS,
    &[
        ID,
        Input::new("user", Kind::Text, USERNAME_MAX),
        Input::new("until", Kind::Date, 10),
    ],
)
.on(paths::ADMIN_GROUP);
/// Take a user out of a group.
pub const ADMIN_REMOVE_MEMBER: Form = Form::new(
    paths::ADMIN_REMOVE_MEMBER,
    &[ID, Input::new("user", Kind::Hidden, 20)],
)
.on(paths::ADMIN_GROUP);
/// Delete a group.
pub const ADMIN_DELETE_GROUP: Form = Form::new(paths::ADMIN_DELETE_GROUP, &[ID]);
/// The list of groups.
pub const ADMIN_GROUPS_DATA: Form = Form::new(paths::ADMIN_GROUPS_DATA, &[]);
/// One group.
pub const ADMIN_GROUP_DATA: Form = Form::new(paths::ADMIN_GROUP_DATA, &[ID]);
/// A group that is to be made; `from` starts it as a copy of another.
pub const ADMIN_NEW_GROUP_DATA: Form = Form::new(
    paths::ADMIN_NEW_GROUP_DATA,
    &[Input::new("from", Kind::Hidden, 20)],
);
/// Longest app label, model or codename of a permission: Django's.
pub const PERMISSION_PART_MAX: usize = 100;
/// Longest sentence of a permission: Django's `Permission.name`.
pub const PERMISSION_LABEL_MAX: usize = 255;
/// Make a permission at run time.
pub const ADMIN_NEW_PERMISSION: Form = Form::new(
    paths::ADMIN_NEW_PERMISSION,
    &[
        Input::new("app_label", Kind::Text, PERMISSION_PART_MAX),
        Input::new("model", Kind::Text, PERMISSION_PART_MAX),
        Input::new("codename", Kind::Text, PERMISSION_PART_MAX),
        Input::new("name", Kind::Text, PERMISSION_LABEL_MAX),
    ],
);
/// Delete a permission that was made at run time.
pub const ADMIN_DELETE_PERMISSION: Form = Form::new(paths::ADMIN_DELETE_PERMISSION, &[ID]);
/// One permission that was made at run time.
pub const ADMIN_PERMISSION_DATA: Form = Form::new(paths::ADMIN_PERMISSION_DATA, &[ID]);
/// Every permission.
pub const ADMIN_PERMISSIONS_DATA: Form = Form::new(paths::ADMIN_PERMISSIONS_DATA, &[]);
/// Why, for one user and one permission.
pub const ADMIN_WHY_DATA: Form = Form::new(
    paths::ADMIN_WHY_DATA,
    &[
        Input::new("user", Kind::Text, USERNAME_MAX),
        Input::new("permission", Kind::Text, 201),
    ],
);
/// The audit log: what to look for, and where to go on.
pub const ADMIN_AUDIT_DATA: Form = Form::new(
    paths::ADMIN_AUDIT_DATA,
    &[
        Input::new("event", Kind::Text, 64),
        Input::new("user", Kind::Text, USERNAME_MAX),
        Input::new("before", Kind::Text, 20),
    ],
);
