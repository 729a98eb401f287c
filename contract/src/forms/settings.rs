//! Forms of the settings.

use super::MAX_USERNAME_LENGTH;
use crate::{fields, form, paths};

/// The maximum length of a first name, last name or department: Django's `AbstractUser.first_name`.
pub const MAX_NAME_LENGTH: usize = 150;
/// The maximum length of a telephone number, including spaces and punctuation.
pub const MAX_PHONE_LENGTH: usize = 32;

fields! {
    /// The personal data of an account, in the settings and in the admin. Every field may be empty.
    pub struct Profile {
        /// First name.
        first_name: String = text(MAX_NAME_LENGTH),
        /// Last name.
        last_name: String = text(MAX_NAME_LENGTH),
        /// Department.
        department: String = text(MAX_NAME_LENGTH),
        /// `YYYY-MM-DD`, or empty.
        date_of_birth: String = date(),
        /// Telephone number.
        phone: String = phone(MAX_PHONE_LENGTH),
    }
}

/// The fields of [`Profile`] that the sign-up form contains.
pub const AT_SIGN_UP: &[&str] = &[];

form! {
    /// Change the viewer's profile.
    pub struct SaveProfile at paths::PROFILE {
        /// The new values.
        profile: Profile = group(Profile::FIELDS),
    }
}

form! {
    /// Change the viewer's email address.
    pub struct ChangeEmail at paths::EMAIL {
        /// The new address.
        email: String = email(),
    }
}

form! {
    /// End one session.
    pub struct EndSession at paths::SESSIONS {
        /// The handle of the session, from the list.
        session: String = hidden(64),
    }
}

form! {
    /// End all of the viewer's other sessions.
    pub struct EndOtherSessions at paths::OTHER_SESSIONS on paths::SESSIONS {}
}

form! {
    /// Delete the viewer's account.
    pub struct DeleteAccount at paths::DELETE_ACCOUNT {
        /// The password of the account.
        password: String = password(),
        /// The username, typed to confirm.
        confirm: String = text(MAX_USERNAME_LENGTH),
    }
}

form! {
    /// Choose a theme.
    pub struct SetTheme at paths::THEME {
        /// `system`, `light` or `dark`.
        theme: String = hidden(6),
    }
}
