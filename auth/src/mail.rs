//! Mail: the outbox, the requests for it that visitors make, and the notifications about an account's security.

pub mod outbox;
pub mod requests;
pub mod security_notifications;
