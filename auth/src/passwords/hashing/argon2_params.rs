//! The price of our own hashes: how much of it is allowed, at either end.

use super::stored::MAX_MEMORY;

#[expect(clippy::cast_possible_truncation, reason = "262,144 fits")]
pub(super) const MAX_MEMORY_KIB: u32 = (MAX_MEMORY / 1024) as u32;
const MAX_TIME: u32 = 16;
const MAX_PARALLELISM: u32 = 16;

/// What one password hash costs. The default is the minimum of OWASP's Password Storage Cheat Sheet (ASVS 11.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Params {
    /// Memory in KiB: `m`, Django's `memory_cost`.
    pub memory_kib: u32,
    /// Passes over the memory: `t`, Django's `time_cost`.
    pub time: u32,
    /// Lanes: `p`, Django's `parallelism`. They are computed one after the other, so more lanes do not make it faster.
    pub parallelism: u32,
}

impl Default for Argon2Params {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            time: 2,
            parallelism: 1,
        }
    }
}

/// Which parameter is outside the range that both RFC 9106 and our own limits allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParamsError {
    /// Less than 8 KiB for each lane, or more than 256 MiB.
    #[error("Argon2 memory has to be between {min} and {MAX_MEMORY_KIB} KiB, not {given}")]
    Memory {
        /// What was asked for, in KiB.
        given: u32,
        /// The least for this parallelism, in KiB.
        min: u32,
    },
    /// Not between 1 and 16 passes.
    #[error("Argon2 time has to be between 1 and {MAX_TIME} passes, not {0}")]
    Time(u32),
    /// Not between 1 and 16 lanes.
    #[error("Argon2 parallelism has to be between 1 and {MAX_PARALLELISM}, not {0}")]
    Parallelism(u32),
}

impl Argon2Params {
    /// Parameters that work and that [`verify`](super::verify) will accept again.
    /// How weak they may be is for the configuration to say; tests want them weak.
    ///
    /// # Errors
    /// The first parameter that is out of range.
    pub fn new(memory_kib: u32, time: u32, parallelism: u32) -> Result<Self, ParamsError> {
        if !(1..=MAX_PARALLELISM).contains(&parallelism) {
            return Err(ParamsError::Parallelism(parallelism));
        }
        let min = 8 * parallelism;
        if !(min..=MAX_MEMORY_KIB).contains(&memory_kib) {
            return Err(ParamsError::Memory {
                given: memory_kib,
                min,
            });
        }
        if !(1..=MAX_TIME).contains(&time) {
            return Err(ParamsError::Time(time));
        }
        Ok(Self {
            memory_kib,
            time,
            parallelism,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_out_of_range_are_named() {
        assert_eq!(
            Argon2Params::new(15, 1, 2),
            Err(ParamsError::Memory { given: 15, min: 16 })
        );
        assert!(
            Argon2Params::new(262_145, 1, 1)
                .unwrap_err()
                .to_string()
                .contains("262145")
        );
        assert_eq!(Argon2Params::new(64, 0, 1), Err(ParamsError::Time(0)));
        assert_eq!(Argon2Params::new(64, 17, 1), Err(ParamsError::Time(17)));
        assert_eq!(Argon2Params::new(1024, 1, 0), Err(ParamsError::Parallelism(0)));
        assert_eq!(
            Argon2Params::new(1024, 1, u32::MAX),
            Err(ParamsError::Parallelism(u32::MAX))
        );
    }
}
