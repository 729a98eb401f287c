//! Django's default hasher, `pbkdf2_sha256$<iterations>$<salt>$<base64>`, and its SHA-1 sibling (`PBKDF2PasswordHasher`, `PBKDF2SHA1PasswordHasher`; RFC 8018).

use pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::stored::{self, Refusal};

/// Five times Django 5.2's own number: some seconds of work.
const MAX_ITERATIONS: u32 = 5_000_000;

/// Checks `<iterations>$<salt>$<digest>`.
pub(super) fn verify_sha256(password: &str, rest: &str) -> Result<bool, Refusal> {
    verify::<32>(password, rest, pbkdf2_hmac::<Sha256>)
}

/// As [`verify_sha256`], for `pbkdf2_sha1`.
pub(super) fn verify_sha1(password: &str, rest: &str) -> Result<bool, Refusal> {
    verify::<20>(password, rest, pbkdf2_hmac::<Sha1>)
}

fn verify<const N: usize>(
    password: &str,
    rest: &str,
    derive: fn(&[u8], &[u8], u32, &mut [u8]),
) -> Result<bool, Refusal> {
    let fields: Vec<&str> = rest.splitn(4, '$').collect();
    let [iterations, salt, digest] = fields[..] else {
        return Err("the number of fields is wrong");
    };
    let iterations = stored::within(
        stored::decimal(iterations)?,
        1..=MAX_ITERATIONS,
        "the number of iterations is out of range",
    )?;
    let salt = stored::salt(salt)?;
    let digest = stored::digest::<N>(digest)?;

    let mut computed = [0; N];
    derive(password.as_bytes(), salt, iterations, &mut computed);
    Ok(computed.ct_eq(&digest).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "iI2NkmQD3dcUPGF9VVCymwvv9kKWzWvV6XHUdSWudR4=";

    #[test]
    fn a_hash_of_djangos_verifies() {
        let rest = format!("1000$seasaltseasaltseasaltsa${DIGEST}");
        assert_eq!(verify_sha256("p@ssw0rd", &rest), Ok(true));
        assert_eq!(verify_sha256("p@ssw0rd ", &rest), Ok(false));
        assert_eq!(
            verify_sha1(
                "p@ssw0rd",
                "1000$seasaltseasaltseasaltsa$M9B1ZvoCYbsJ7Rzke82f1737/i0="
            ),
            Ok(true)
        );
    }

    #[test]
    fn what_costs_too_much_or_is_malformed_is_not_tried() {
        for rest in [
            String::new(),
            format!("1000${DIGEST}"),
            format!("1000$${DIGEST}"),
            format!("0$salt${DIGEST}"),
            format!("-1$salt${DIGEST}"),
            format!("5000001$salt${DIGEST}"),
            format!("99999999999$salt${DIGEST}"),
            format!("1000$salt${DIGEST}$"),
            "1000$salt$".into(),
            "1000$salt$AAAA".into(),
        ] {
            assert!(verify_sha256("p@ssw0rd", &rest).is_err(), "{rest}");
        }
        assert!(verify_sha1("p@ssw0rd", &format!("1000$salt${DIGEST}")).is_err());
    }
}
