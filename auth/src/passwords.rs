//! Passwords: how they are hashed, what a new one has to satisfy, and the two ways in which an owner sets one.

pub mod change;
mod hashing;
pub mod reset;
pub mod rules;

pub use self::hashing::{
    Argon2Params, HashError, Hasher, ParamsError, Verified, hash, is_usable, make_unusable, needs_rehash,
    verify,
};
