//! Common passwords, which an attacker tries first: Django's list, and simple variations of its words and of neighbouring keys (ASVS 6.2.4).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::python_str;

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../../data/common_passwords.txt")
        .lines()
        .collect()
});

/// Well-known sequences: the alphabet, the digits, and the keyboard by rows and by columns. Each goes on at its start again, and backwards.
const SEQUENCES: [&str; 5] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "!@#$%^&*()",
];

/// The fewest characters that make a word or a run: shorter ones turn up in anything.
const MIN_PIECE: usize = 4;

/// The list that Django's `CommonPasswordValidator` uses, in lower case.
pub fn common_passwords() -> &'static HashSet<&'static str> {
    &COMMON
}

/// Whether the password is in Django's list (compared as Django does: in lower case and stripped), is one of its words repeated, or is made of runs only.
///
/// The list has next to nothing of 12 and more characters; the latter two rules are what its short words become when a minimum length is asked for. Django has neither.
pub(super) fn is_common(password: &str) -> bool {
    let password = password.to_lowercase();
    let password = python_str::strip(&password);
    COMMON.contains(password) || is_listed_word_repeated(password) || is_made_of_runs(password)
}

fn is_listed_word_repeated(password: &str) -> bool {
    (MIN_PIECE..=password.len() / 2)
        .filter(|length| password.len().is_multiple_of(*length))
        .filter_map(|length| password.get(..length).map(|word| (word, password.len() / length)))
        .any(|(word, times)| {
            word.chars().count() >= MIN_PIECE && COMMON.contains(word) && word.repeat(times) == password
        })
}

fn is_made_of_runs(password: &str) -> bool {
    let mut rest: &[char] = &password.chars().collect::<Vec<_>>();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let run = longest_run(rest);
        if run < MIN_PIECE {
            return false;
        }
        rest = &rest[run..];
    }
    true
}

/// How many characters from the start are one key held down or follow one of the sequences.
fn longest_run(text: &[char]) -> usize {
    let held_down = run_length(text, Some);
    let sequences = SEQUENCES.map(|sequence| {
        let forward: Vec<char> = sequence.chars().collect();
        let backward: Vec<char> = sequence.chars().rev().collect();
        run_length(text, |c| after(&forward, c)).max(run_length(text, |c| after(&backward, c)))
    });
    sequences.into_iter().fold(held_down, usize::max)
}

fn run_length(text: &[char], next: impl Fn(char) -> Option<char>) -> usize {
    1 + text
        .windows(2)
        .take_while(|pair| next(pair[0]) == Some(pair[1]))
        .count()
}

/// The character after `c`; the first one comes after the last.
fn after(sequence: &[char], c: char) -> Option<char> {
    let position = sequence.iter().position(|&other| other == c)?;
    sequence.get(position + 1).or(sequence.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_in_lower_case() {
        let lines: Vec<_> = include_str!("../../../data/common_passwords.txt")
            .lines()
            .collect();
        assert!(lines.is_sorted());
        assert!(
            lines
                .iter()
                .all(|line| python_str::strip(line) == *line && !line.is_empty())
        );
    }

    #[test]
    fn listed_passwords_are_common_in_any_case_and_with_spaces_around() {
        for password in ["password", " PassWord ", "\u{1c}qwertyuiop\n", "ПАРОЛЬ"] {
            assert!(is_common(password), "{password:?}");
        }
    }

    #[test]
    fn listed_words_repeated_are_common() {
        for password in [
            "passwordpassword",
            "iloveyouiloveyou",
            "DragonDragonDragon",
            "парольпароль",
        ] {
            assert!(is_common(password), "{password}");
        }
        for password in ["passwordpasswor", "correcthorsecorrecthorse", "password dragon"] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn runs_are_common() {
        for password in [
            "123456789012345",
            "qwertyuiopasdfg",
            "abcdefghijkl",
            "987654321098765",
            "zyxwvutsrqpo",
            "QWERTYUIOPASDFGHJKL",
            "1qaz2wsx3edc4rfv",
            "aaaaaaaaaaaaaaa",
            "qwertyuiop1234567890",
            "abcdefgh12345678",
            "!@#$%^&*()!@",
            "poiuytrewqlkjhgf",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn passphrases_are_not() {
        for password in [
            "",
            "correct horse battery staple",
            "correcthorsebatterystaple",
            "purple monkey dishwasher",
            "defghi-is-a-run",
            "1234 and some more",
            "stupid rstuvw poem",
            "abcd1",
            "x7!kQp2#mZ9v",
            "зелёные слоны летят",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }
}
