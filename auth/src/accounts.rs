//! An account from its beginning to its end: sign-up, profile, address, first password, deletion.

pub mod deletion;
pub mod email_change;
pub mod email_confirmation;
pub mod email_links;
pub mod first_password;
pub mod mail_requests;
pub mod profile;
pub mod signup;
pub mod superuser;
