//! What users change about themselves.

use super::{EMAIL_MAX, Form, Input, Kind, PASSWORD_MAX, USERNAME_MAX};
use crate::paths;

/// Longest first name, last name or department: Django's `AbstractUser.first_name`.
pub const NAME_MAX: usize = 150;
/// Longest telephone number, with spaces and whatever else people write into it.
pub const PHONE_MAX: usize = 32;

/// Name and the like.
pub const PROFILE: Form = Form::new(
    paths::PROFILE,
    &[
        Input::new("first_name", Kind::Text, NAME_MAX),
        Input::new("last_name", Kind::Text, NAME_MAX),
        Input::new("department", Kind::Text, NAME_MAX),
        Input::new("date_of_birth", Kind::Date, 10),
        Input::new("phone", Kind::Phone, PHONE_MAX),
    ],
);

/// Change the e-mail address.
pub const EMAIL: Form = Form::new(paths::EMAIL, &[Input::new("email", Kind::Email, EMAIL_MAX)]);

/// End one session.
pub const SESSIONS: Form = Form::new(paths::SESSIONS, &[Input::new("session", Kind::Hidden, 64)]);

/// End all sessions but this one.
pub const OTHER_SESSIONS: Form = Form::new(paths::OTHER_SESSIONS, &[]).on(paths::SESSIONS);

/// Delete the account.
pub const DELETE_ACCOUNT: Form = Form::new(
    paths::DELETE_ACCOUNT,
    &[
        Input::new("password", Kind::Password, PASSWORD_MAX),
        Input::new("confirm", Kind::Text, USERNAME_MAX),
    ],
);

/// Remember an appearance.
pub const THEME: Form = Form::new(paths::THEME, &[Input::new("theme", Kind::Hidden, 6)]);
