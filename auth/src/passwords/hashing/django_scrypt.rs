//! Django's `scrypt$<N>$<salt>$<r>$<p>$<base64>` (`ScryptPasswordHasher`; RFC 7914).

use scrypt::{Params, scrypt};
use subtle::ConstantTimeEq;

use super::stored::{self, MAX_MEMORY, Refusal, decimal, within};

/// Django writes 8. Without a limit of its own a large `r` would make the `p` blocks exceed the memory limit.
const MAX_BLOCK_SIZE: u32 = 32;
/// Django writes 5.
const MAX_PARALLELISM: u32 = 16;

/// Checks `<N>$<salt>$<r>$<p>$<digest>`.
pub(super) fn verify(password: &str, rest: &str) -> Result<bool, Refusal> {
    let fields: Vec<&str> = rest.splitn(6, '$').collect();
    let [work_factor, salt, block_size, parallelism, digest] = fields[..] else {
        return Err("the number of fields is wrong");
    };
    let work_factor = decimal(work_factor)?;
    if work_factor < 2 || !work_factor.is_power_of_two() {
        return Err("the work factor is not a power of two");
    }
    let block_size = within(
        decimal(block_size)?,
        1..=MAX_BLOCK_SIZE,
        "the block size is out of range",
    )?;
    let parallelism = within(
        decimal(parallelism)?,
        1..=MAX_PARALLELISM,
        "the parallelism is out of range",
    )?;
    if u64::from(work_factor) * u64::from(block_size) * 128 > MAX_MEMORY {
        return Err("it asks for too much memory");
    }
    let salt = stored::salt(salt)?;
    let digest = stored::digest::<64>(digest)?;

    let log_n = u8::try_from(work_factor.ilog2()).map_err(|_| "the work factor is out of range")?;
    let params = Params::new(log_n, block_size, parallelism).map_err(|_| "a parameter is out of range")?;
    let mut computed = [0; 64];
    scrypt(password.as_bytes(), salt, &params, &mut computed).map_err(|_| "the computation failed")?;
    Ok(computed.ct_eq(&digest).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str =
        "+bsk+5afSGEKltfe9zo905mTLVGpFdAXupiE8oPfZt/+k9zYseFsDwYKehE8Cndb4/9IZbqP0kv8T69eQl/4MA==";

    #[test]
    fn a_hash_of_djangos_verifies() {
        let rest = format!("1024$seasaltseasaltseasaltsa$8$1${DIGEST}");
        assert_eq!(verify("p@ssw0rd", &rest), Ok(true));
        assert_eq!(verify("p@ssw0rd\n", &rest), Ok(false));
    }

    #[test]
    fn what_costs_too_much_or_is_malformed_is_not_tried() {
        for parameters in [
            "524288$salt$8$1",
            "1048576$salt$8$1",
            "2$salt$33$1",
            "2$salt$4294967295$4294967295",
            "1024$salt$8$17",
            "1024$salt$8$0",
            "1024$salt$0$1",
            "1000$salt$8$1",
            "1$salt$8$1",
            "0$salt$8$1",
            "1024$$8$1",
            "1024$salt$8",
            "1024$salt$8$1$1",
        ] {
            assert!(
                verify("p@ssw0rd", &format!("{parameters}${DIGEST}")).is_err(),
                "{parameters}"
            );
        }
        assert!(verify("p@ssw0rd", "1024$salt$8$1$AAAA").is_err());
    }
}
