//! Coming in, going out, and the links that come by mail.

use super::{EMAIL_MAX, Form, Input, Kind, PASSWORD_MAX, USERNAME_MAX};
use crate::paths;

/// Longer than any token of ours, in characters.
const TOKEN_MAX: usize = 128;

/// Log in with a user name or an e-mail address.
pub const LOG_IN: Form = Form::new(
    paths::LOG_IN,
    &[
        Input::new("username", Kind::Text, EMAIL_MAX),
        Input::new("password", Kind::Password, PASSWORD_MAX),
        Input::unlimited("remember_me", Kind::Checkbox),
        // Too long a target is no reason to refuse a log-in: it leads to the default page instead.
        Input::unlimited("next", Kind::Hidden),
    ],
);

/// Create an account.
pub const SIGN_UP: Form = Form::new(
    paths::SIGN_UP,
    &[
        Input::new("username", Kind::Text, USERNAME_MAX),
        Input::new("email", Kind::Email, EMAIL_MAX),
        // Not limited here: the password rules say it with all their other findings.
        Input::unlimited("password1", Kind::Password),
        Input::unlimited("password2", Kind::Password),
        Input::unlimited("next", Kind::Hidden),
    ],
);

/// Log out.
pub const LOG_OUT: Form = Form::new(paths::LOG_OUT, &[]);

/// Change one's own password: Django's `PasswordChangeForm`.
pub const PASSWORD_CHANGE: Form = Form::new(
    paths::PASSWORD_CHANGE,
    &[
        Input::new("old_password", Kind::Password, PASSWORD_MAX),
        Input::unlimited("new_password1", Kind::Password),
        Input::unlimited("new_password2", Kind::Password),
    ],
);

/// Ask for a link: Django's `PasswordResetForm`.
pub const PASSWORD_RESET: Form = Form::new(
    paths::PASSWORD_RESET,
    &[Input::new("email", Kind::Email, EMAIL_MAX)],
);

/// Set a new password by a link: Django's `SetPasswordForm`.
pub const RESET: Form = Form::new(
    paths::RESET,
    &[
        Input::new("uid", Kind::Hidden, TOKEN_MAX),
        Input::new("token", Kind::Token, TOKEN_MAX),
        Input::unlimited("new_password1", Kind::Password),
        Input::unlimited("new_password2", Kind::Password),
    ],
);

/// Ask for the link that confirms an address once more.
pub const VERIFY_EMAIL: Form = Form::new(
    paths::VERIFY_EMAIL,
    &[Input::new("email", Kind::Email, EMAIL_MAX)],
);

/// Confirm an address, at sign-up or for a change.
pub const VERIFY_EMAIL_LINK: Form = Form::new(
    paths::VERIFY_EMAIL_LINK,
    &[Input::new("token", Kind::Token, TOKEN_MAX)],
);

/// Take a change of address back.
pub const UNDO_EMAIL_CHANGE: Form = Form::new(
    paths::UNDO_EMAIL_CHANGE,
    &[Input::new("token", Kind::Token, TOKEN_MAX)],
);

/// Give the password again.
pub const REAUTHENTICATE: Form = Form::new(
    paths::REAUTHENTICATE,
    &[
        Input::new("password", Kind::Password, PASSWORD_MAX),
        Input::unlimited("next", Kind::Hidden),
    ],
);

/// Open a link that sets a new password.
pub const RESET_DATA: Form = Form::new(
    paths::RESET_DATA,
    &[
        Input::new("uid", Kind::Hidden, TOKEN_MAX),
        Input::new("token", Kind::Token, TOKEN_MAX),
    ],
);

/// What a link would do, before its button is pressed.
pub const LINK_DATA: Form = Form::new(paths::LINK_DATA, &[Input::new("token", Kind::Token, TOKEN_MAX)]);
