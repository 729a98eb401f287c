//! Names to log in with: Django's `UsernameField` and `UnicodeUsernameValidator`, the form that two names are compared in, and what a new name may not be.

use contract::field_errors::FieldError;
use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;
use unicode_security::MixedScript;

use crate::python_str;

/// The longest name, in code points: Django's `max_length` of `username`.
pub const MAX_LENGTH: usize = contract::forms::MAX_USERNAME_LENGTH;

/// Names that would let a user speak for the site, or that programs take for something else (RFC 2142 has the mailbox names).
const RESERVED: [&str; 17] = [
    "admin",
    "root",
    "support",
    "www",
    "me",
    "api",
    "administrator",
    "security",
    "abuse",
    "postmaster",
    "hostmaster",
    "webmaster",
    "info",
    "system",
    "anonymous",
    "null",
    "undefined",
];

/// A well-formed name. Whether somebody has it already is for the database to say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Username {
    /// The name as it is stored and shown: stripped and in NFKC, at most [`MAX_LENGTH`] code points.
    pub display: String,
    /// The name as it is compared: two names are the same if this is. Up to three times as long.
    pub canonical: String,
}

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsernameProblem {
    /// "This field is required."
    Required,
    /// "Ensure this value has at most {max} characters."
    TooLong {
        /// The most code points.
        max: usize,
    },
    /// "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."
    InvalidCharacters,
    /// Letters of more than one script, such as a Cyrillic а among Latin letters (UTS #39, section 5.1). Django has no such rule.
    MixedScripts,
    /// A reserved name. Django has no such rule.
    Reserved,
}

/// Reads a name as Django's forms do: strip, refuse what is too long before normalising it (which could take long), NFKC, then look at the characters.
///
/// # Errors
/// `Required`, `TooLong` or `InvalidCharacters`, the first that is true.
pub fn parse(text: &str) -> Result<Username, UsernameProblem> {
    let text = python_str::strip(text);
    if text.is_empty() {
        return Err(UsernameProblem::Required);
    }
    let display: String = if is_too_long(text) {
        text.into()
    } else {
        text.nfkc().collect()
    };
    if is_too_long(&display) {
        return Err(UsernameProblem::TooLong { max: MAX_LENGTH });
    }
    if !has_valid_characters(&display) {
        return Err(UsernameProblem::InvalidCharacters);
    }
    let canonical = canonical(&display);
    Ok(Username { display, canonical })
}

/// The form to look a name up by, or to count attempts by: stripped, NFKC, full case folding, and NFKC again until nothing changes.
/// A text longer than [`MAX_LENGTH`] code points becomes the empty string, which is no user's name.
#[must_use]
pub fn canonical(text: &str) -> String {
    let text = python_str::strip(text);
    if is_too_long(text) {
        return String::new();
    }
    fold(text)
}

/// NFKC, full case folding, and NFKC again until nothing changes.
pub(crate) fn fold(text: &str) -> String {
    let mut current: String = text.nfkc().collect();
    loop {
        let next: String = CaseMapper::new().fold_string(&current).nfkc().collect();
        if next == current {
            return current;
        }
        current = next;
    }
}

/// Django's `UnicodeUsernameValidator`, `^[\w.@+-]+\Z`, on a text as it is.
pub fn has_valid_characters(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| python_str::is_word(c) || matches!(c, '.' | '@' | '+' | '-'))
}

/// What is asked of new names on top; names that exist already are left alone.
///
/// # Errors
/// `InvalidCharacters` for letters that print nothing, `MixedScripts`, or `Reserved`.
pub fn check_new(name: &Username) -> Result<(), UsernameProblem> {
    // The Hangul fillers are letters to Unicode, and blank to everybody else.
    if name.display.contains(['\u{115f}', '\u{1160}']) {
        return Err(UsernameProblem::InvalidCharacters);
    }
    if !name.display.as_str().is_single_script() {
        return Err(UsernameProblem::MixedScripts);
    }
    if RESERVED.contains(&name.canonical.as_str()) {
        return Err(UsernameProblem::Reserved);
    }
    Ok(())
}

impl From<UsernameProblem> for FieldError {
    fn from(problem: UsernameProblem) -> Self {
        match problem {
            UsernameProblem::Required => Self::Required,
            UsernameProblem::TooLong { max } => Self::TooLong { max },
            UsernameProblem::InvalidCharacters => Self::InvalidUsername,
            UsernameProblem::MixedScripts => Self::MixedScripts,
            UsernameProblem::Reserved => Self::ReservedUsername,
        }
    }
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > MAX_LENGTH
}

#[cfg(test)]
mod tests {
    use super::UsernameProblem::*;
    use super::*;

    fn new(text: &str) -> Result<(), UsernameProblem> {
        check_new(&parse(text).unwrap())
    }

    #[test]
    fn names_are_stripped_and_normalised() {
        for (text, display) in [
            (" alice\n", "alice"),
            ("ﬁne", "fine"),
            ("e\u{301}ric", "éric"),
            ("iamthe\u{2126}", "iamthe\u{3a9}"),
        ] {
            assert_eq!(parse(text).unwrap().display, display);
        }
    }

    #[test]
    fn the_problem_is_named() {
        assert_eq!(parse(" \t"), Err(Required));
        for text in [
            "al ice",
            "a\nb",
            "a!",
            "o'neil",
            "a/b",
            "a\u{200d}b",
            "a\u{200b}b",
            "हि",
            "½",
            "a\0b",
            "x\u{301}",
        ] {
            assert_eq!(parse(text), Err(InvalidCharacters), "{text:?}");
        }
    }

    #[test]
    fn length_counts_before_and_after_normalising() {
        assert!(parse(&"ä".repeat(150)).is_ok());
        assert_eq!(parse(&"a".repeat(151)), Err(TooLong { max: 150 }));
        // 151 decomposed letters would be 76 after NFKC, but are not normalised at all.
        assert_eq!(
            parse(&format!("{}a", "e\u{301}".repeat(75))),
            Err(TooLong { max: 150 })
        );
        // One ligature becomes three letters.
        assert_eq!(parse(&"ﬃ".repeat(51)), Err(TooLong { max: 150 }));
    }

    #[test]
    fn canonical_forms_meet() {
        for (a, b) in [
            ("Bob", "bob"),
            ("STRASSE", "straße"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("\u{2126}", "ω"),
            ("ＡＤＭＩＮ", "admin"),
            ("ﬁne", "FINE"),
            (" Bob ", "BOB"),
        ] {
            assert_eq!(canonical(a), canonical(b));
        }
        for (a, b) in [("admın", "admin"), ("ádmin", "admin"), ("аdmin", "admin")] {
            assert_ne!(canonical(a), canonical(b));
        }
        assert_eq!(canonical(&"a".repeat(151)), "");
    }

    #[test]
    fn canonical_forms_of_all_characters_are_stable() {
        let names = ('\0'..=char::MAX).filter_map(|c| parse(c.encode_utf8(&mut [0; 4])).ok());
        for name in names {
            assert_eq!(canonical(&name.canonical), name.canonical, "{name:?}");
        }
    }

    #[test]
    fn new_names_are_of_one_script() {
        for text in [
            "alice",
            "ålice_99",
            "李四",
            "Ольга.2",
            "たろう太郎カナ",
            "김철수",
            "@",
            "a+b@example.org",
        ] {
            assert_eq!(new(text), Ok(()), "{text}");
        }
        for text in ["аdmin", "pаypal", "аlice", "αlice"] {
            assert_eq!(new(text), Err(MixedScripts), "{text}");
        }
        for text in ["\u{3164}", "\u{ffa0}\u{115f}"] {
            assert_eq!(new(text), Err(InvalidCharacters), "{text:?}");
        }
    }

    #[test]
    fn reserved_names_are_refused_in_any_spelling() {
        for text in ["admin", "ADMIN", "Root", "ａｐｉ", "ᵐᵉ", "Undefined"] {
            assert_eq!(new(text), Err(Reserved), "{text}");
        }
        assert_eq!(new("admin2"), Ok(()));
    }
}
