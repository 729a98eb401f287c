//! Sign-up, login, and forms that links in mails lead to.

use super::{AT_SIGN_UP, MAX_USERNAME_LENGTH, Profile};
use crate::{form, paths};

form! {
    /// Log in with a username or an email address.
    pub struct LogIn at paths::LOG_IN {
        /// A username or an email address.
        username: String = text(super::MAX_EMAIL_LENGTH),
        /// Exactly as typed: not trimmed, normalised or truncated.
        password: String = password(),
        /// Whether the session outlives the browser session.
        remember_me: bool = checkbox(),
        /// The redirect target.
        next: String = next(),
    }
}

form! {
    /// Create an account.
    pub struct SignUp at paths::SIGN_UP {
        /// The username.
        username: String = text(MAX_USERNAME_LENGTH),
        /// Required, because a forgotten password is reset by mail.
        email: String = email(),
        /// The password.
        password1: String = new_password(),
        /// The password again.
        password2: String = new_password(),
        /// The fields of the profile that the form contains.
        profile: Profile = some_of(Profile::FIELDS, AT_SIGN_UP),
        /// The redirect target.
        next: String = next(),
    }
}

form! {
    /// Log out.
    pub struct LogOut at paths::LOG_OUT {}
}

form! {
    /// Change the viewer's password: Django's `PasswordChangeForm`.
    pub struct ChangePassword at paths::PASSWORD_CHANGE {
        /// The current password.
        old_password: String = password(),
        /// The new password.
        new_password1: String = new_password(),
        /// The new password again.
        new_password2: String = new_password(),
    }
}

form! {
    /// Request a password reset link: Django's `PasswordResetForm`.
    pub struct RequestPasswordReset at paths::PASSWORD_RESET {
        /// The email address of the account.
        email: String = email(),
    }
}

form! {
    /// Set a new password by a reset link: Django's `SetPasswordForm`.
    pub struct SetPassword at paths::RESET {
        /// The new password.
        new_password1: String = new_password(),
        /// The new password again.
        new_password2: String = new_password(),
    }
}

form! {
    /// Request another confirmation link.
    pub struct RequestConfirmation at paths::VERIFY_EMAIL {
        /// The address to confirm.
        email: String = email(),
    }
}

form! {
    /// Confirm an email address, after sign-up or a change of address.
    pub struct ConfirmEmail at paths::VERIFY_EMAIL_LINK {}
}

form! {
    /// Undo a change of email address.
    pub struct UndoEmailChange at paths::UNDO_EMAIL_CHANGE {}
}

form! {
    /// Confirm the viewer's password.
    pub struct Reauthenticate at paths::REAUTHENTICATE {
        /// The password of the logged-in user.
        password: String = password(),
        /// The redirect target.
        next: String = next(),
    }
}
