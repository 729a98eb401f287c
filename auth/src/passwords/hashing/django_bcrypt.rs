//! Django's `bcrypt_sha256$$2b$…` and plain `bcrypt$$2b$…` (`BCryptSHA256PasswordHasher`, `BCryptPasswordHasher`).

use std::str::FromStr;

use bcrypt::HashParts;
use sha2::{Digest, Sha256};

use super::stored::{Refusal, within};

/// Sixteen times the work of Django's 12: some seconds.
const MAX_COST: u32 = 16;

/// Checks a crypt string after hashing the password to 64 hexadecimal digits, as Django does so that bcrypt's 72 bytes are enough for all of it.
pub(super) fn verify_sha256(password: &str, crypt: &str) -> Result<bool, Refusal> {
    verify(&sha256_hex(password), crypt)
}

/// Checks a crypt string. Only the first 72 bytes of the password count: that is bcrypt's rule, and accounts made under it have to keep working.
pub(super) fn verify(password: &str, crypt: &str) -> Result<bool, Refusal> {
    let parts = HashParts::from_str(crypt).map_err(|_| "it is not a bcrypt string")?;
    within(parts.get_cost(), 4..=MAX_COST, "the cost is out of range")?;
    bcrypt::verify(password, crypt).map_err(|_| "the computation failed")
}

fn sha256_hex(password: &str) -> String {
    Sha256::digest(password)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_of_djangos_verifies() {
        let crypt = "$2b$04$z7iBECzde74FoWnSFtgqgeIw3g3ZfX.tF3/ydE6aILzPnzDBXlgWO";
        assert_eq!(verify_sha256("p@ssw0rd", crypt), Ok(true));
        assert_eq!(verify_sha256("P@ssw0rd", crypt), Ok(false));
        assert_eq!(verify("p@ssw0rd", crypt), Ok(false));
    }

    #[test]
    fn only_plain_bcrypt_stops_at_72_bytes() {
        let salt = [7; 16];
        let long = "x".repeat(72);
        let crypt = bcrypt::hash_with_salt(&long, 4, salt).unwrap().to_string();
        assert_eq!(verify(&format!("{long}y"), &crypt), Ok(true));
        assert_eq!(verify(&long[1..], &crypt), Ok(false));

        let crypt = bcrypt::hash_with_salt(sha256_hex(&long), 4, salt)
            .unwrap()
            .to_string();
        assert_eq!(verify_sha256(&long, &crypt), Ok(true));
        assert_eq!(verify_sha256(&format!("{long}y"), &crypt), Ok(false));
    }

    #[test]
    fn what_costs_too_much_or_is_malformed_is_not_tried() {
        let good = "$2b$04$z7iBECzde74FoWnSFtgqgeIw3g3ZfX.tF3/ydE6aILzPnzDBXlgWO";
        for crypt in [
            good.replace("$04$", "$17$"),
            good.replace("$04$", "$31$"),
            good.replace("$04$", "$03$"),
            good.replace("2b", "9z"),
            good[1..].to_owned(),
            good[..59].to_owned(),
            good.replace('z', "ü"),
            String::new(),
        ] {
            assert!(verify("p@ssw0rd", &crypt).is_err(), "{crypt}");
        }
    }
}
