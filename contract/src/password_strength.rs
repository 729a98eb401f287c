//! How strong a new password looks, and what would make it stronger. Advice while typing, nothing more: what counts is
//! what the server's rules say.

/// How it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Score {
    /// Nothing typed yet.
    Empty = 0,
    /// Will be refused, or guessed at once.
    Weak = 1,
    /// Holds for a while.
    Fair = 2,
    /// Holds.
    Good = 3,
    /// Holds for a long time.
    Strong = 4,
}

impl Score {
    /// The word beside the bar.
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

/// A score with the reason for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// How it looks.
    pub score: Score,
    /// What would help, or why it is good.
    pub advice: &'static str,
}

/// Judges by length and by how many different characters there are: length is what makes guessing expensive
/// (NIST SP 800-63B-4, appendix A), repetition is what takes it back.
#[must_use]
pub fn judge(password: &str, min_length: usize) -> Strength {
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
            assert_eq!(judge(password, 9).score, score, "{password}");
        }
    }
}
