//! Parses the body of a form: each field declared, sent once, decodable, and within its maximum length.

use std::collections::BTreeMap;

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{CSRF_TOKEN, Form, Input, Kind, Values},
};

use crate::error::AppError;

/// The maximum size of a stored submission in bytes of JSON. Larger than any form that a visitor can fill in, smaller than a session.
const MAX_STORED_SIZE: usize = 16 * 1024;
/// The maximum length of a stored value whose field declares none: that of a redirect target.
const MAX_UNDECLARED_LENGTH: usize = auth::local_path::MAX_LENGTH;
/// The maximum length of the value of a check box.
const MAX_CHECKBOX_LENGTH: usize = 8;

/// A parsed submission with its errors.
pub(super) struct Submission {
    fields: Vec<(String, String)>,
    /// The CSRF token, which is not a field of the form.
    pub(super) csrf_token: Option<String>,
    /// `None` if the submission matches the declaration.
    errors: Option<FieldErrors>,
}

impl Submission {
    /// Parses the body. `parameters` are those of the path; the body may repeat them.
    ///
    /// # Errors
    /// [`AppError::BadRequest`] if the body is not text. All other errors are collected by field, so that the form can show them.
    pub(super) fn read(body: &[u8], parameters: &[(String, String)], form: &Form) -> Result<Self, AppError> {
        let (tokens, mut fields): (Vec<_>, Vec<_>) =
            pairs(body)?.into_iter().partition(|(name, _)| name == CSRF_TOKEN);
        // A path parameter that the body repeats with the same value is ignored. With another value it is an undeclared field.
        fields.retain(|field| !parameters.contains(field));
        for (name, value) in &mut fields {
            if form.input(name).is_some_and(|input| input.kind == Kind::Lines) {
                *value = value.replace("\r\n", "\n");
            }
        }
        let csrf_token = tokens.into_iter().next().map(|(_, token)| token);
        let mut errors = FieldErrors::default();
        let mut seen: Vec<&'static str> = Vec::new();
        for (name, value) in &fields {
            let Some(input) = form.input(name) else {
                // The name is not part of the error, because it is text of the client.
                if !errors.form.contains(&FieldError::UnknownField) {
                    errors.form.push(FieldError::UnknownField);
                }
                continue;
            };
            // Each error is reported once per field.
            let mut report = |error| {
                if !errors.of(input.name).contains(&error) {
                    errors.add(input.name, error);
                }
            };
            if seen.contains(&input.name) && input.kind != Kind::Many {
                report(FieldError::Repeated);
                continue;
            }
            seen.push(input.name);
            if value.contains('\0') {
                report(FieldError::NullCharacters);
            }
            if let Some(max) = input.max_length.filter(|max| value.chars().count() > *max) {
                report(FieldError::TooLong { max });
            }
        }
        Ok(Self {
            fields,
            csrf_token,
            errors: (!errors.is_empty()).then_some(errors),
        })
    }

    /// Returns the values, to be decoded into the form's struct.
    ///
    /// # Errors
    /// The validation errors of the submission.
    pub(super) fn into_values(self) -> Result<Values, FieldErrors> {
        match self.errors {
            None => Ok(Values::new(self.fields)),
            Some(errors) => Err(errors),
        }
    }

    /// The values that the form shows again: declared fields without secrets, truncated to their maximum length. Empty if they exceed
    /// [`MAX_STORED_SIZE`], because a part of the check boxes would look like a complete selection.
    pub(super) fn values_to_show_again(&self, form: &Form) -> BTreeMap<String, String> {
        let mut values = BTreeMap::<String, String>::new();
        for (name, value) in &self.fields {
            let Some(input) = form.input(name).filter(|input| !input.is_secret()) else {
                continue;
            };
            let Some(value) = truncated(&input, value) else {
                continue;
            };
            match values.get_mut(name) {
                // One value per line; none of them contains a line break.
                Some(existing) if input.kind == Kind::Many => {
                    existing.push('\n');
                    existing.push_str(&value);
                }
                Some(_) => {}
                None => {
                    values.insert(name.clone(), value);
                }
            }
        }
        if serde_json::to_string(&values).map_or(usize::MAX, |json| json.len()) > MAX_STORED_SIZE {
            values.clear();
        }
        values
    }
}

/// Truncates a value to the length that could have been typed. A value without a declared length was not typed, and is omitted if it is too
/// long.
fn truncated(input: &Input, value: &str) -> Option<String> {
    let max_undeclared = match input.kind {
        Kind::Checkbox => MAX_CHECKBOX_LENGTH,
        _ => MAX_UNDECLARED_LENGTH,
    };
    match input.max_length {
        None if value.len() > max_undeclared => None,
        max => {
            let typed = value.chars().filter(|c| *c != '\0');
            Some(typed.take(max.unwrap_or(max_undeclared)).collect())
        }
    }
}

/// Splits and decodes the body. Unlike a lenient parser, it rejects invalid UTF-8 instead of replacing it, because the stored value must be
/// what the user typed.
fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, AppError> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let split = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = split.map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &[u8]) -> Result<String, AppError> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|_| AppError::BadRequest)
}

#[cfg(test)]
mod tests {
    use contract::forms::{ChangeGroup, FormData, LogIn};
    use url::form_urlencoded;

    use super::*;

    contract::form! {
        /// A form with a multi-line field.
        struct Note at "/notes" {
            description: String = lines(2000),
        }
    }

    fn errors(body: &[u8]) -> FieldErrors {
        Submission::read(body, &[], LogIn::FORM)
            .expect("readable")
            .into_values()
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn a_form_as_a_browser_sends_it_is_fine() {
        let submission = Submission::read(
            b"username=al+ice%40x&password=a%2Bb&remember_me=true",
            &[],
            LogIn::FORM,
        )
        .expect("readable");
        assert!(submission.errors.is_none());
        let form = LogIn::decode(submission.into_values().expect("valid")).expect("decodes");
        assert_eq!(
            (form.username.as_str(), form.password.as_str()),
            ("al ice@x", "a+b")
        );
        assert!(form.remember_me);
    }

    #[test]
    fn what_is_not_declared_is_refused_by_name_of_the_fault_only() {
        assert_eq!(
            errors(b"username=a&is_staff=on&is_superuser=on").form,
            [FieldError::UnknownField]
        );
        assert_eq!(
            errors(b"username=a&username=b").of("username"),
            [FieldError::Repeated]
        );
        assert_eq!(errors(b"username[]=a").form, [FieldError::UnknownField]);
        assert_eq!(
            errors(b"username=a%00b").of("username"),
            [FieldError::NullCharacters]
        );
        let long = format!("username={}", "a".repeat(255));
        assert_eq!(
            errors(long.as_bytes()).of("username"),
            [FieldError::TooLong { max: 254 }]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_not_guessed_at() {
        assert_eq!(
            Submission::read(b"username=%ff%fe", &[], LogIn::FORM).err(),
            Some(AppError::BadRequest)
        );
        assert_eq!(
            Submission::read(b"username=\xff", &[], LogIn::FORM).err(),
            Some(AppError::BadRequest)
        );
    }

    #[test]
    fn a_parameter_of_the_address_may_be_repeated_and_not_contradicted() {
        let parameters = [("id".to_owned(), "7".to_owned())];
        let errors = |body: &[u8]| {
            let submission = Submission::read(body, &parameters, ChangeGroup::FORM).expect("readable");
            submission.into_values().err().unwrap_or_default().form
        };
        assert_eq!(errors(b"id=7&name=x"), []);
        assert_eq!(errors(b"id=8&name=x"), [FieldError::UnknownField]);
    }

    #[test]
    fn the_end_of_a_line_counts_as_one_character() {
        let lines = "a\r\n".repeat(1000);
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("description", &lines)
            .finish();
        let submission = Submission::read(body.as_bytes(), &[], Note::FORM).expect("readable");
        assert!(submission.errors.is_none());
        let kept = submission.values_to_show_again(Note::FORM);
        assert_eq!(kept["description"], "a\n".repeat(1000));
    }

    #[test]
    fn no_more_is_kept_than_could_have_been_typed() {
        let kept = |name: &str, value: &str| {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            let submission = Submission::read(body.as_bytes(), &[], LogIn::FORM).expect("readable");
            submission.values_to_show_again(LogIn::FORM).remove(name)
        };
        assert_eq!(kept("username", &"ü".repeat(300)), Some("ü".repeat(254)));
        assert_eq!(kept("next", "/dashboard").as_deref(), Some("/dashboard"));
        assert_eq!(
            kept("next", &format!("/{}", "x".repeat(2_048))),
            None,
            "it leads nowhere"
        );
        assert_eq!(kept("remember_me", "true").as_deref(), Some("true"));
        assert_eq!(kept("remember_me", &"true".repeat(3)), None);
    }

    #[test]
    fn of_a_form_that_is_too_much_nothing_is_kept() {
        let ticked = |boxes: usize| {
            let body = vec!["permissions=auth.add_user"; boxes].join("&");
            let submission =
                Submission::read(format!("name=Sales&{body}").as_bytes(), &[], ChangeGroup::FORM)
                    .expect("readable");
            submission.values_to_show_again(ChangeGroup::FORM)
        };
        assert_eq!(ticked(100)["permissions"].lines().count(), 100);
        assert!(ticked(2_000).is_empty());
    }

    #[test]
    fn secrets_are_not_kept() {
        let submission = Submission::read(
            b"username=alice&password=hunter2&next=%2Fx&is_staff=on",
            &[],
            LogIn::FORM,
        )
        .expect("readable");
        let kept = submission.values_to_show_again(LogIn::FORM);
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["next", "username"]);
    }
}
