//! Reading the pieces of a stored hash strictly: a string that its hasher would not have written is refused rather than guessed at.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// Why a stored hash was not tried, in words for the log that hold nothing of the hash.
pub(super) type Refusal = &'static str;

/// The most memory one stored hash may ask for, in bytes. An attacker who can write to the database must not be able to exhaust the server's memory with one log-in.
pub(super) const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// The longest salt text taken, in bytes; Django writes 22.
const MAX_SALT: usize = 128;

/// A decimal number as Python's `%d` writes it: ASCII digits, no sign.
pub(super) fn decimal(text: &str) -> Result<u32, Refusal> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err("a parameter is not a number");
    }
    text.parse().map_err(|_| "a parameter is not a number")
}

/// Refuses a number outside the range, with the reason given.
pub(super) fn within(
    number: u32,
    range: std::ops::RangeInclusive<u32>,
    reason: Refusal,
) -> Result<u32, Refusal> {
    if range.contains(&number) {
        Ok(number)
    } else {
        Err(reason)
    }
}

/// A salt that is used as the text it is.
pub(super) fn salt(text: &str) -> Result<&[u8], Refusal> {
    if (1..=MAX_SALT).contains(&text.len()) {
        Ok(text.as_bytes())
    } else {
        Err("the salt's length is out of range")
    }
}

/// Padded base64 of exactly `N` bytes.
pub(super) fn digest<const N: usize>(text: &str) -> Result<[u8; N], Refusal> {
    STANDARD
        .decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or("the digest is not base64 of the right length")
}

/// Unpadded base64 of a number of bytes within `lengths`.
pub(super) fn unpadded(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Result<Vec<u8>, Refusal> {
    let bytes = STANDARD_NO_PAD
        .decode(text)
        .map_err(|_| "salt or digest is not base64")?;
    if lengths.contains(&bytes.len()) {
        Ok(bytes)
    } else {
        Err("the length of salt or digest is out of range")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_digits() {
        assert_eq!(decimal("0012"), Ok(12));
        for text in ["", "+1", "-1", " 1", "1_000", "٣", "4294967296"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lengths_are_checked() {
        assert!(salt("").is_err() && salt(&"a".repeat(129)).is_err());
        assert_eq!(salt("seasalt"), Ok(&b"seasalt"[..]));
        assert_eq!(digest::<2>("AAA="), Ok([0, 0]));
        assert!(digest::<3>("AAA=").is_err() && digest::<2>("AAA").is_err());
        assert!(unpadded("AAA", 2..=2).is_ok() && unpadded("AAA", 3..=9).is_err());
    }
}
