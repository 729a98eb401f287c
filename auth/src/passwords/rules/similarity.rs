//! Django's `UserAttributeSimilarityValidator`: a password must not be one of the person's own data in thin disguise.

use std::collections::HashMap;

use super::{Attribute, PersonalData};
use crate::python_str;

/// Django's `max_similarity`; this and more is refused.
const MAX_SIMILARITY: f64 = 0.7;

/// The first attribute that the password is too similar to, as a whole or in one of its words.
pub(super) fn similar_attribute(password: &str, about: &PersonalData<'_>) -> Option<Attribute> {
    let password = password.to_lowercase();
    let attributes = [
        (Attribute::Username, about.username),
        (Attribute::FirstName, about.first_name),
        (Attribute::LastName, about.last_name),
        (Attribute::Email, about.email),
    ];
    attributes
        .into_iter()
        .find(|(_, value)| is_similar(&password, value))
        .map(|(attribute, _)| attribute)
}

fn is_similar(password: &str, value: &str) -> bool {
    if value.is_empty() {
        return false;
    }
    let value = value.to_lowercase();
    // Django splits at `\W+`. Splitting at every single `\W` only adds empty parts, and one empty part is as good as many.
    value
        .split(|c| !python_str::is_word(c))
        .filter(|part| !part.is_empty() || starts_or_ends_outside_a_word(&value))
        .chain([value.as_str()])
        .any(|part| !is_much_shorter(part, password) && quick_ratio(password, part) >= MAX_SIMILARITY)
}

/// Whether Python's `re.split` would give an empty part: it compares equal to an empty password.
fn starts_or_ends_outside_a_word(value: &str) -> bool {
    let outside = |c: Option<char>| c.is_some_and(|c| !python_str::is_word(c));
    outside(value.chars().next()) || outside(value.chars().next_back())
}

/// Django's `exceeds_maximum_length_ratio`: so short a part cannot reach the limit.
fn is_much_shorter(part: &str, password: &str) -> bool {
    let (part, password) = (part.chars().count(), password.chars().count());
    password >= 10 * part && as_f64(part) < MAX_SIMILARITY / 2.0 * as_f64(password)
}

/// How alike two texts are, from 0 to 1: Python's `difflib.SequenceMatcher(a=a, b=b).quick_ratio()`.
/// It is twice the number of characters in common over all characters, in whatever order they come, so that an anagram scores 1.
pub fn quick_ratio(a: &str, b: &str) -> f64 {
    let mut available: HashMap<char, usize> = HashMap::new();
    for c in b.chars() {
        *available.entry(c).or_default() += 1;
    }
    let mut matches = 0;
    for c in a.chars() {
        if let Some(count) = available.get_mut(&c).filter(|count| **count > 0) {
            *count -= 1;
            matches += 1;
        }
    }
    match a.chars().count() + b.chars().count() {
        0 => 1.0,
        length => 2.0 * as_f64(matches) / as_f64(length),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lengths of names and passwords are exact far beyond what is let through"
)]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about_username(username: &str) -> PersonalData<'_> {
        PersonalData {
            username,
            ..PersonalData::default()
        }
    }

    #[test]
    fn order_does_not_matter() {
        assert!((quick_ratio("ecila", "alice") - 1.0).abs() < f64::EPSILON);
        assert!((quick_ratio("aab", "abb") - 2.0 / 3.0).abs() < f64::EPSILON);
        assert!(quick_ratio("", "alice").abs() < f64::EPSILON);
    }

    #[test]
    fn words_of_a_value_count_and_so_does_the_whole() {
        let about = PersonalData {
            email: "jane.doe-smith@example.org",
            ..PersonalData::default()
        };
        for password in ["smith", "EXAMPLE", "jane.doe-smith@example.org", "examples1"] {
            assert_eq!(
                similar_attribute(password, &about),
                Some(Attribute::Email),
                "{password}"
            );
        }
        assert_eq!(similar_attribute("correct horse", &about), None);
    }

    #[test]
    fn the_first_attribute_is_named() {
        let about = PersonalData {
            username: "bob",
            first_name: "Alice",
            last_name: "Alice",
            email: "",
        };
        assert_eq!(similar_attribute("alice1", &about), Some(Attribute::FirstName));
        assert_eq!(similar_attribute("alice1", &PersonalData::default()), None);
    }

    #[test]
    fn the_limit_itself_is_refused() {
        // 2 * 7 / 20 is exactly 0.7.
        assert!(similar_attribute("abcdefgxyz", &about_username("abcdefg123")).is_some());
        assert!(similar_attribute("abcdefwxyz", &about_username("abcdef1234")).is_none());
    }

    #[test]
    fn an_empty_password_is_compared_as_django_does() {
        assert_eq!(similar_attribute("", &about_username("alice.smith")), None);
        assert_eq!(similar_attribute("", &about_username("a..b")), None);
        assert_eq!(
            similar_attribute("", &about_username(".alice")),
            Some(Attribute::Username)
        );
    }
}
