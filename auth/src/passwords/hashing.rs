//! Password hashes: our own (Argon2id) are made and checked here, and Django's are checked as well, so that imported accounts keep their passwords.

mod argon2_params;
mod argon2id;
mod django_bcrypt;
mod django_pbkdf2;
mod django_scrypt;
mod hasher;
mod stored;

use rand::distr::{Alphanumeric, SampleString};

use crate::Error;

pub use argon2_params::{Argon2Params, ParamsError};
pub use argon2id::{hash, needs_rehash};
pub use hasher::{Hasher, Verified};

/// Django's `UNUSABLE_PASSWORD_PREFIX`.
const UNUSABLE_PREFIX: char = '!';
/// Django's `UNUSABLE_PASSWORD_SUFFIX_LENGTH`, in characters.
const UNUSABLE_SUFFIX_LENGTH: usize = 40;

/// Why a password could not be hashed or checked. "It does not match" is not an error.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Every place was taken for as long as the caller may wait. Nothing was computed; trying again later is right (HTTP 503).
    #[error("too many passwords are being checked at the moment")]
    Busy,
    /// The computation itself failed: no memory, parameters out of range, or a panic.
    #[error("password hashing failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Unavailable(error.into()),
            HashError::Failed(_) => Self::Internal(error.into()),
        }
    }
}

/// What looking at a stored hash came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Matches,
    Differs,
    /// Unusable, unknown, malformed or too expensive: nothing was computed.
    NotTried,
}

/// Whether `password` is the one that `encoded` was made from; Django's `check_password` without the rehash.
///
/// `encoded` may be ours (`$argon2id$…`) or Django's `argon2$…`, `pbkdf2_sha256$…`, `pbkdf2_sha1$…`, `bcrypt_sha256$…`, `bcrypt$…` or `scrypt$…`.
/// Anything else never matches: unusable passwords (`!…`), the empty string, and `md5$…`, which is not among Django's default hashers.
/// A string of a known format that cannot be read, or that asks for more work than we are ready to do, does not match and is logged without its value.
///
/// The password is compared as its UTF-8 bytes: never stripped, normalised or cut (ASVS 6.2.8), save that `bcrypt$` sees 72 bytes only.
///
/// This computes for tens of milliseconds: in a request use [`Hasher::verify`].
pub fn verify(password: &str, encoded: &str) -> bool {
    check(password, encoded) == Outcome::Matches
}

fn check(password: &str, encoded: &str) -> Outcome {
    let Some((format, rest)) = encoded.split_once('$') else {
        return Outcome::NotTried;
    };
    let checked = match format {
        "" if rest.starts_with("argon2id$") => argon2id::verify(password, rest),
        "argon2" => argon2id::verify(password, rest),
        "pbkdf2_sha256" => django_pbkdf2::verify_sha256(password, rest),
        "pbkdf2_sha1" => django_pbkdf2::verify_sha1(password, rest),
        "bcrypt_sha256" => django_bcrypt::verify_sha256(password, rest),
        "bcrypt" => django_bcrypt::verify(password, rest),
        "scrypt" => django_scrypt::verify(password, rest),
        _ => return Outcome::NotTried,
    };
    match checked {
        Ok(true) => Outcome::Matches,
        Ok(false) => Outcome::Differs,
        Err(reason) => {
            let format = if format.is_empty() { "argon2id" } else { format };
            tracing::warn!(format, %reason, "a stored password hash cannot be checked");
            Outcome::NotTried
        }
    }
}

/// A value for the password column that no password matches; Django's `make_password(None)`.
/// The random part makes two of them differ, so that links signed with the column are told apart.
#[must_use]
pub fn make_unusable() -> String {
    let suffix = Alphanumeric.sample_string(&mut rand::rng(), UNUSABLE_SUFFIX_LENGTH);
    format!("{UNUSABLE_PREFIX}{suffix}")
}

/// Whether the account has a password at all; Django's `is_password_usable`, which calls everything usable that does not start with `!`, even what can never match.
pub fn is_usable(encoded: &str) -> bool {
    !encoded.starts_with(UNUSABLE_PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusable_passwords_are_djangos() {
        let unusable = make_unusable();
        assert_eq!(unusable.len(), 41);
        assert!(unusable[1..].bytes().all(|b| b.is_ascii_alphanumeric()));
        assert_ne!(unusable, make_unusable());
        assert!(!is_usable(&unusable));
        assert!(!is_usable("!"));
        assert!(is_usable("") && is_usable("lolcat$salt$hash"));
    }

    #[test]
    fn nothing_matches_what_is_no_hash() {
        for encoded in [
            "",
            "!",
            "plaintext",
            "$",
            "$$$$",
            "lolcat$a$b",
            "$argon2i$v=19$m=8,t=1,p=1$a$b",
        ] {
            for password in ["", "!", "plaintext", "p@ssw0rd"] {
                assert_eq!(check(password, encoded), Outcome::NotTried, "{encoded}");
            }
        }
        // An unusable mark in front of a good hash switches it off.
        let params = Argon2Params::new(8, 1, 1).unwrap();
        let encoded = hash("p@ssw0rd", &params).unwrap();
        assert!(verify("p@ssw0rd", &encoded));
        assert!(!verify("p@ssw0rd", &format!("!{encoded}")));
    }
}
