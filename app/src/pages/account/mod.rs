//! Coming in, going out, and making an account.

pub mod log_in;
pub mod log_out;
pub mod sign_up;
