//! One-time messages: Django's `messages` framework, as codes.

use serde::{Deserialize, Serialize};

/// Something that went well, said on the next page and never again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// After a sign-up that also logged in.
    SignedUp,
    /// After a log-out.
    LoggedOut,
}

impl Notice {
    /// The sentence that is shown with `role="status"`.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::SignedUp => "Your account has been created. You are logged in.",
            Self::LoggedOut => "You have logged out.",
        }
    }
}
