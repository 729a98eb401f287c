//! Forms of social login.

use super::{AT_SIGN_UP, MAX_USERNAME_LENGTH, Profile};
use crate::{form, paths};

form! {
    /// Log in with an account at a provider.
    pub struct SocialLogIn at paths::OAUTH_LOG_IN on paths::LOG_IN {
        /// The redirect target.
        next: String = next(),
    }
}

form! {
    /// Complete a sign-up that was started at a provider.
    pub struct SocialSignUp at paths::OAUTH_SIGN_UP {
        /// The username.
        username: String = text(MAX_USERNAME_LENGTH),
        /// The email address.
        email: String = email(),
        /// The fields of the profile that the form contains.
        profile: Profile = some_of(Profile::FIELDS, AT_SIGN_UP),
    }
}

form! {
    /// Connect an existing account with the account at a provider.
    pub struct ConnectWithPassword at paths::OAUTH_CONNECT {
        /// The password of the existing account.
        password: String = password(),
    }
}

form! {
    /// Connect an account at a provider.
    pub struct ConnectAccount at paths::CONNECT on paths::CONNECTIONS {}
}

form! {
    /// Disconnect an account at a provider.
    pub struct DisconnectAccount at paths::DISCONNECT on paths::CONNECTIONS {}
}

form! {
    /// Authenticate again at a provider.
    pub struct ReauthenticateWith at paths::REAUTHENTICATE_WITH on paths::REAUTHENTICATE {
        /// The redirect target.
        next: String = next(),
    }
}

form! {
    /// Set the first password of an account: allauth's `SetPasswordForm`.
    pub struct SetFirstPassword at paths::SET_FIRST_PASSWORD {
        /// The new password.
        new_password1: String = new_password(),
        /// The new password again.
        new_password2: String = new_password(),
    }
}
