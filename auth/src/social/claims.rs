//! What a provider says about a user is input like any other: values that a form would refuse are dropped.

use contract::forms::{MAX_NAME_LENGTH, MAX_USERNAME_LENGTH};
use oauth::ExternalUser;

use crate::{text, users::email_address};

/// Keeps of the provider's claims what a form accepts.
pub(super) fn sanitize(mut external: ExternalUser) -> ExternalUser {
    external.email = external
        .email
        .filter(|email| email_address::parse(&email.address).is_ok());
    external.username = line(external.username, MAX_USERNAME_LENGTH);
    external.first_name = line(external.first_name, MAX_NAME_LENGTH);
    external.last_name = line(external.last_name, MAX_NAME_LENGTH);
    external
}

/// A line of at most so many characters, without control characters.
fn line(value: Option<String>, max_length: usize) -> Option<String> {
    value.filter(|value| {
        !value.is_empty() && value.chars().count() <= max_length && text::check_line(value).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use oauth::{ExternalEmail, ExternalTokens};

    use super::*;

    fn user(text: &str) -> ExternalUser {
        ExternalUser {
            issuer: "https://id.example.com".to_owned(),
            subject: "1".to_owned(),
            email: Some(ExternalEmail {
                address: text.to_owned(),
                is_verified: true,
            }),
            username: Some(text.to_owned()),
            first_name: Some(text.to_owned()),
            last_name: Some(text.to_owned()),
            tokens: ExternalTokens::default(),
        }
    }

    #[test]
    fn claims_that_a_form_accepts_are_kept() {
        assert_eq!(sanitize(user("ada@example.com")), user("ada@example.com"));
    }

    #[test]
    fn claims_that_a_form_refuses_are_dropped() {
        for text in ["", "a\0b", "a\u{202e}b", "a\nb", &"x".repeat(10_000)] {
            let kept = sanitize(user(text));
            assert_eq!(
                (kept.email, kept.username, kept.first_name, kept.last_name),
                (None, None, None, None),
                "{text:?}"
            );
        }
    }
}
