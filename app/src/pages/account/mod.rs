//! Coming in, going out, making an account, and getting back into one.

pub mod log_in;
pub mod log_out;
pub mod password_change;
pub mod password_reset;
pub mod reauthenticate;
pub mod reset;
pub mod sign_up;
pub mod undo_email_change;
pub mod verify_email;
