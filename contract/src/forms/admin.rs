//! The admin's forms. Field names are those of Django's `UserAdmin` and `GroupAdmin`.

use super::{MAX_USERNAME_LENGTH, Profile};
use crate::{form, paths};

/// The maximum length of a group's name: Django's `Group.name`.
pub const MAX_GROUP_NAME_LENGTH: usize = 150;
/// The maximum length of a permission's app label, model or codename, as in Django.
pub const MAX_PERMISSION_PART_LENGTH: usize = 100;
/// The maximum length of a permission's description: Django's `Permission.name`.
pub const MAX_PERMISSION_LABEL_LENGTH: usize = 255;
/// The maximum length of a full name, `app_label.codename`.
pub const MAX_PERMISSION_NAME_LENGTH: usize = 201;

form! {
    /// Add a user.
    pub struct AddUser at paths::ADMIN_NEW_USER {
        /// The username.
        username: String = text(MAX_USERNAME_LENGTH),
        /// The email address, or empty.
        email: String = email(),
        /// The password.
        password1: String = new_password(),
        /// The password again.
        password2: String = new_password(),
    }
}

form! {
    /// Change a user.
    pub struct ChangeUser at paths::ADMIN_USER {
        /// The username.
        username: String = text(MAX_USERNAME_LENGTH),
        /// The email address, or empty.
        email: String = email(),
        /// The personal data.
        profile: Profile = group(Profile::FIELDS),
        /// Whether the user can log in.
        is_active: bool = checkbox(),
        /// Whether the user can open the admin.
        is_staff: bool = checkbox(),
        /// Whether the user has every permission.
        is_superuser: bool = checkbox(),
        /// Ids of groups.
        groups: Vec<String> = many(20),
        /// Full names of permissions.
        user_permissions: Vec<String> = many(MAX_PERMISSION_NAME_LENGTH),
    }
}

form! {
    /// Set a user's password.
    pub struct SetUserPassword at paths::ADMIN_USER_PASSWORD {
        /// The password.
        password1: String = new_password(),
        /// The password again.
        password2: String = new_password(),
    }
}

form! {
    /// Disable a user's password.
    pub struct DisableUserPassword at paths::ADMIN_DISABLE_PASSWORD {}
}

form! {
    /// End a user's sessions.
    pub struct EndUserSessions at paths::ADMIN_END_SESSIONS {}
}

form! {
    /// Disconnect an account at a provider from a user.
    pub struct DisconnectUserAccount at paths::ADMIN_DISCONNECT on paths::ADMIN_USER {
        /// The primary key of the connected account.
        account: String = hidden(20),
    }
}

form! {
    /// Delete a user.
    pub struct DeleteUser at paths::ADMIN_DELETE_USER {}
}

form! {
    /// Activate or deactivate several users.
    pub struct ChangeUsers at paths::ADMIN_BULK {
        /// The name of a [`BulkAction`](crate::admin::BulkAction).
        action: String = hidden(20),
        /// Ids of users.
        user: Vec<String> = many(20),
    }
}

form! {
    /// Add a group.
    pub struct AddGroup at paths::ADMIN_NEW_GROUP {
        /// The name.
        name: String = text(MAX_GROUP_NAME_LENGTH),
        /// Full names of permissions.
        permissions: Vec<String> = many(MAX_PERMISSION_NAME_LENGTH),
    }
}

form! {
    /// Change a group.
    pub struct ChangeGroup at paths::ADMIN_GROUP {
        /// The name.
        name: String = text(MAX_GROUP_NAME_LENGTH),
        /// Full names of permissions.
        permissions: Vec<String> = many(MAX_PERMISSION_NAME_LENGTH),
    }
}

form! {
    /// Add a user to a group.
    pub struct AddMember at paths::ADMIN_GROUP_MEMBERS on paths::ADMIN_GROUP {
        /// The username.
        user: String = text(MAX_USERNAME_LENGTH),
        /// The last day of the membership, or empty.
        until: String = date(),
    }
}

form! {
    /// Remove a user from a group.
    pub struct RemoveMember at paths::ADMIN_REMOVE_MEMBER on paths::ADMIN_GROUP {
        /// The id of the user.
        user: String = hidden(20),
    }
}

form! {
    /// Delete a group.
    pub struct DeleteGroup at paths::ADMIN_DELETE_GROUP {}
}

form! {
    /// Create a permission at run time.
    pub struct AddPermission at paths::ADMIN_NEW_PERMISSION {
        /// The app label.
        app_label: String = text(MAX_PERMISSION_PART_LENGTH),
        /// The model.
        model: String = text(MAX_PERMISSION_PART_LENGTH),
        /// The codename.
        codename: String = text(MAX_PERMISSION_PART_LENGTH),
        /// The description.
        name: String = text(MAX_PERMISSION_LABEL_LENGTH),
    }
}

form! {
    /// Delete a permission that was created at run time.
    pub struct DeletePermission at paths::ADMIN_DELETE_PERMISSION {}
}
