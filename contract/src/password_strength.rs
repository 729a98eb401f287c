//! A strength estimate for new passwords, with advice. It is shown while the user types; the server's rules decide whether a password is
//! accepted.

/// The estimated strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Score {
    /// Nothing has been typed.
    Empty = 0,
    /// Would be rejected, or is easy to guess.
    Weak = 1,
    /// Resists guessing for a while.
    Fair = 2,
    /// Resists guessing.
    Good = 3,
    /// Resists guessing for a long time.
    Strong = 4,
}

impl Score {
    /// The label beside the meter.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Empty => "",
            Self::Weak => "Weak.",
            Self::Fair => "Fair.",
            Self::Good => "Good.",
            Self::Strong => "Strong.",
        }
    }
}

/// An estimate with advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// The estimated strength.
    pub score: Score,
    /// How to improve the password, or why it is good.
    pub advice: &'static str,
}

/// Estimates the strength by the length and the number of distinct characters. Length makes guessing expensive (NIST SP 800-63B-4, appendix
/// A); repetition reduces that.
#[must_use]
pub fn estimate(password: &str, min_length: usize) -> Strength {
    let length = password.chars().count();
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    let (score, advice) = match (length, different.len()) {
        (0, _) => (Score::Empty, ""),
        _ if length < min_length => (
            Score::Weak,
            "Too short so far: a few unrelated words are easy to remember.",
        ),
        _ if password.chars().all(char::is_numeric) => (
            Score::Weak,
            "Digits alone are guessed first: use a few unrelated words.",
        ),
        (_, ..5) => (
            Score::Weak,
            "The same few characters over and over: use a few unrelated words.",
        ),
        (..12, _) => (Score::Fair, "One more word would make it much harder to guess."),
        (..16, _) => (Score::Good, "Hard to guess, as long as it is used nowhere else."),
        _ => (
            Score::Strong,
            "Very hard to guess, as long as it is used nowhere else.",
        ),
    };
    Strength { score, advice }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_repetition_does_not() {
        for (password, score) in [
            ("", Score::Empty),
            ("short", Score::Weak),
            ("1234567890123456", Score::Weak),
            ("abababababababab", Score::Weak),
            ("tangerine", Score::Fair),
            ("tangerine sky", Score::Good),
            ("correct horse battery", Score::Strong),
        ] {
            assert_eq!(estimate(password, 9).score, score, "{password}");
        }
    }
}
