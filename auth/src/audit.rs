//! What happens to accounts: events, the audit log that keeps them, and the listeners that follow them.

mod change;
mod event;
mod kind;
mod log;
mod origin;

pub use self::{
    change::Change,
    event::{AffectedUser, Event, Listener, Listeners},
    kind::{EmailSetBy, EventKind, LoginFailure, PasswordSetBy, SocialFailure},
    origin::{Client, CredentialKind, Origin},
};
