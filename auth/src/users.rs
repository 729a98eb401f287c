//! Users as rows: their names and addresses, how a row is made, found, locked and deleted.

pub mod email_address;
pub(crate) mod reservations;
mod rows;
pub mod username;

pub use self::rows::{Account, NewUser, account, by_username, insert};
pub(crate) use self::rows::{
    by_email, by_id, delete, keep_a_superuser, lock, lock_all, lock_with_superusers, taken,
};
