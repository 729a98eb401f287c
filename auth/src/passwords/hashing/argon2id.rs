//! Argon2 (RFC 9106): Argon2id is what we write, with the parameters OWASP recommends; Django's `argon2$…` is the same string behind a word.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rand::Rng;
use subtle::ConstantTimeEq;

use super::argon2_params::MAX_MEMORY_KIB;
use super::stored::{Refusal, decimal, unpadded, within};
use super::{Argon2Params, HashError};

/// In bytes; the length RFC 9106 recommends.
const SALT_LENGTH: usize = 16;
/// In bytes.
const DIGEST_LENGTH: usize = 32;

/// A new hash of `password` with a random salt: a PHC string `$argon2id$v=19$m=…,t=…,p=…$<salt>$<digest>`.
///
/// # Errors
/// [`HashError::Failed`] if the parameters are out of range (they were not made with [`Argon2Params::new`]) or memory runs out.
pub fn hash(password: &str, params: &Argon2Params) -> Result<String, HashError> {
    let params = Argon2Params::new(params.memory_kib, params.time, params.parallelism)
        .map_err(|error| HashError::Failed(error.into()))?;
    let salt: [u8; SALT_LENGTH] = random();
    let mut digest = [0; DIGEST_LENGTH];
    compute(
        &params,
        Algorithm::Argon2id,
        Version::V0x13,
        password,
        &salt,
        &mut digest,
    )
    .map_err(|error| HashError::Failed(error.into()))?;
    Ok(encode(&params, &salt, &digest))
}

/// A hash that costs as much to check as any with these parameters and that nobody knows a password for: its digest is random.
pub(super) fn dummy(params: &Argon2Params) -> String {
    encode(params, &random::<SALT_LENGTH>(), &random::<DIGEST_LENGTH>())
}

/// Whether a hash should be written anew at the next log-in, when the password is known: always, unless it is ours and of exactly these parameters.
pub fn needs_rehash(encoded: &str, params: &Argon2Params) -> bool {
    let current = encoded
        .strip_prefix(&prefix(params))
        .and_then(|rest| rest.split_once('$'));
    !current.is_some_and(|(salt, digest)| {
        unpadded(salt, SALT_LENGTH..=SALT_LENGTH).is_ok()
            && unpadded(digest, DIGEST_LENGTH..=DIGEST_LENGTH).is_ok()
    })
}

/// Checks `<variety>[$v=…]$m=…,t=…,p=…$<salt>$<digest>`; hashes from before Argon2 1.3 have no version.
pub(super) fn verify(password: &str, phc: &str) -> Result<bool, Refusal> {
    let fields: Vec<&str> = phc.splitn(6, '$').collect();
    let (variety, version, params, salt, digest) = match fields[..] {
        [variety, "v=19", params, salt, digest] => (variety, Version::V0x13, params, salt, digest),
        [variety, "v=16", params, salt, digest] | [variety, params, salt, digest] => {
            (variety, Version::V0x10, params, salt, digest)
        }
        _ => return Err("the version or the number of fields is wrong"),
    };
    let variety = Algorithm::new(variety).map_err(|_| "the variety is unknown")?;
    let params = parse_params(params)?;
    let salt = unpadded(salt, 8..=64)?;
    let digest = unpadded(digest, 16..=64)?;

    let mut computed = vec![0; digest.len()];
    compute(&params, variety, version, password, &salt, &mut computed)
        .map_err(|_| "the computation failed")?;
    Ok(computed.ct_eq(&digest).into())
}

fn parse_params(text: &str) -> Result<Argon2Params, Refusal> {
    let mut fields = text.split(',');
    let mut next = |name: &str| {
        let value = fields.next().and_then(|field| field.strip_prefix(name));
        value.ok_or("a parameter is missing").and_then(decimal)
    };
    let (memory_kib, time, parallelism) = (next("m=")?, next("t=")?, next("p=")?);
    if fields.next().is_some() {
        return Err("there are too many parameters");
    }
    within(memory_kib, 0..=MAX_MEMORY_KIB, "it asks for too much memory")?;
    Argon2Params::new(memory_kib, time, parallelism).map_err(|_| "a parameter is out of range")
}

fn compute(
    params: &Argon2Params,
    variety: Algorithm,
    version: Version,
    password: &str,
    salt: &[u8],
    out: &mut [u8],
) -> argon2::Result<()> {
    let params = Params::new(
        params.memory_kib,
        params.time,
        params.parallelism,
        Some(out.len()),
    )?;
    Argon2::new(variety, version, params).hash_password_into(password.as_bytes(), salt, out)
}

/// The PHC string up to the salt.
fn prefix(params: &Argon2Params) -> String {
    format!(
        "$argon2id$v=19$m={},t={},p={}$",
        params.memory_kib, params.time, params.parallelism
    )
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn encode(params: &Argon2Params, salt: &[u8], digest: &[u8]) -> String {
    format!(
        "{}{}${}",
        prefix(params),
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(digest)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passwords::verify as verify_any;

    const WEAK: Argon2Params = Argon2Params {
        memory_kib: 16,
        time: 1,
        parallelism: 2,
    };

    #[test]
    fn a_hash_is_a_phc_string_and_verifies() {
        let encoded = hash(" pä\0ss ", &WEAK).unwrap();
        assert!(encoded.starts_with("$argon2id$v=19$m=16,t=1,p=2$"));
        assert_eq!(
            encoded.rsplit('$').map(str::len).take(2).collect::<Vec<_>>(),
            [43, 22]
        );
        assert!(verify_any(" pä\0ss ", &encoded));
        for other in ["pä\0ss", " pä\0ss", " pä", " PÄ\0SS ", " pa\u{308}\0ss ", ""] {
            assert!(!verify_any(other, &encoded), "{other:?}");
        }
        assert_ne!(encoded, hash(" pä\0ss ", &WEAK).unwrap());
    }

    #[test]
    fn the_default_is_owasps() {
        let default = Argon2Params::default();
        assert_eq!(Argon2Params::new(19_456, 2, 1), Ok(default));
        assert!(
            hash("p", &default)
                .unwrap()
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
    }

    #[test]
    fn parameters_out_of_range_are_an_error() {
        let literal = Argon2Params {
            memory_kib: u32::MAX,
            ..WEAK
        };
        assert!(matches!(hash("p", &literal), Err(HashError::Failed(_))));
    }

    #[test]
    fn only_current_hashes_of_ours_need_no_rehash() {
        let encoded = hash("p", &WEAK).unwrap();
        assert!(!needs_rehash(&encoded, &WEAK));
        assert!(!needs_rehash(&dummy(&WEAK), &WEAK));
        assert!(needs_rehash(&encoded, &Argon2Params::default()));
        for changed in [
            format!("argon2{encoded}"),
            encoded.replace("argon2id", "argon2i"),
            encoded.replace("v=19", "v=16"),
            encoded.replace("m=16", "m=016"),
            encoded[..encoded.len() - 1].to_owned(),
            format!("{encoded}$"),
            "pbkdf2_sha256$1$a$b".into(),
            String::new(),
        ] {
            assert!(needs_rehash(&changed, &WEAK), "{changed}");
        }
    }

    #[test]
    fn djangos_old_hashes_verify() {
        // Made with argon2-cffi 25.1; Django 5.2's check_password takes each of them.
        let without = "argon2$argon2i$m=8,t=1,p=1$b2xkc2Vhc2FsdA$GgjewOwnh1yUOggXf4njmxBWyq/w1EV9wE59l+bJwdKZh9s694WXV021KSUMVU7QjeYCbuoyxEAIpWdQF5zYyA";
        let with_16 = without.replace("$m=", "$v=16$m=");
        let with_19 = "argon2$argon2i$v=19$m=8,t=1,p=1$b2xkc2Vhc2FsdA$HXcZPA2kDrYi2PyNJUtggA";
        for encoded in [without, &with_16, with_19] {
            assert!(verify_any("secret", encoded));
            assert!(!verify_any("wrong", encoded));
        }
    }

    #[test]
    fn what_costs_too_much_or_is_malformed_is_not_tried() {
        let salt_and_digest = "b2xkc2Vhc2FsdA$HXcZPA2kDrYi2PyNJUtggA";
        for params in [
            "v=19$m=262145,t=1,p=1",
            "v=19$m=4294967295,t=1,p=1",
            "v=19$m=64,t=17,p=1",
            "v=19$m=1024,t=1,p=17",
            "v=19$m=64,t=1,p=16777215",
            "v=19$m=64,t=0,p=1",
            "v=19$m=0,t=1,p=1",
            "v=19$m=64,t=1",
            "v=19$t=1,m=64,p=1",
            "v=19$m=+64,t=1,p=1",
            "v=19$m=64,t=1,p=1,keyid=a",
            "v=18$m=64,t=1,p=1",
            "v=19$v=19$m=64,t=1,p=1",
        ] {
            assert!(
                verify("secret", &format!("argon2id${params}${salt_and_digest}")).is_err(),
                "{params}"
            );
        }
        for rest in [
            "",
            "argon2id",
            "argon2x$v=19$m=64,t=1,p=1$b2xkc2Vhc2FsdA$HXcZPA2kDrYi2PyNJUtggA",
            "argon2id$v=19$m=64,t=1,p=1$c2VhcyE$HXcZPA2kDrYi2PyNJUtggA",
            "argon2id$v=19$m=64,t=1,p=1$b2xkc2Vhc2FsdA$",
            "argon2id$v=19$m=64,t=1,p=1$b2xkc2Vhc2FsdA$HXcZPA2kDrYi2PyNJUtggA==",
            "argon2id$v=19$m=64,t=1,p=1$b2xkc2Vhc2FsdA$ü",
        ] {
            assert!(verify("secret", rest).is_err(), "{rest}");
        }
    }
}
