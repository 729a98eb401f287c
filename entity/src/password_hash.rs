//! An encoded password, with a redacted `Debug`.

use std::fmt;

use sea_orm::DeriveValueType;

/// An encoded password: algorithm, parameters, salt and digest, or `!…` for an unusable password. Its `Debug` shows the algorithm at most,
/// so that an accidentally logged user row reveals no hash (ASVS 16.2.5).
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct PasswordHash(pub String);

impl From<String> for PasswordHash {
    fn from(encoded: String) -> Self {
        Self(encoded)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_says_nothing() {
        assert_eq!(
            format!("{:?}", PasswordHash("$argon2id$secret".into())),
            "PasswordHash(…)"
        );
    }
}
