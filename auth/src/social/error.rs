//! Why a log-in at a provider leads to nothing.

use thiserror::Error;

use crate::Error;

/// Why a log-in at a provider has led to nothing. Nothing is stored, and nobody is logged in.
#[derive(Debug, Error)]
pub enum SocialError {
    /// The state is missing, unknown, expired or used, or belongs to another browser or provider.
    #[error("the state is not valid")]
    InvalidState,
    /// The user has cancelled.
    #[error("cancelled at the provider")]
    Cancelled,
    /// The provider has refused, or its answer is not valid.
    #[error("the provider’s answer is refused")]
    Refused,
    /// The provider does not answer.
    #[error("the provider is unavailable")]
    Unavailable,
    /// Sign-up is closed, and the account is not connected with a user.
    #[error("sign-up is closed")]
    SignUpClosed,
    /// A user has the address, and has never confirmed it. A link that sets a password was sent to the address.
    #[error("a user with this address has not confirmed it")]
    AddressNotConfirmed,
    /// The user may not log in.
    #[error("the user may not log in")]
    LoginRefused,
    /// The account is connected with another user.
    #[error("connected with another user")]
    ConnectedToAnother,
    /// The account is not connected with the logged-in user.
    #[error("not an account of this user")]
    NotConnected,
    /// The user who has started this is not logged in any more.
    #[error("the session has ended meanwhile")]
    SessionOver,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}
