//! A secret text, with a redacted `Debug`.

use std::fmt;

use sea_orm::DeriveValueType;

/// A text that an accidentally logged row does not reveal (ASVS 16.2.5).
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Redacted(pub String);

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redacted(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_says_nothing() {
        assert_eq!(format!("{:?}", Redacted("secret".into())), "Redacted(…)");
    }
}
