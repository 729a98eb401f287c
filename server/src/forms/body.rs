//! Reading a form's body: every field declared, once, readable, and no longer than allowed.

use std::collections::BTreeMap;

use app::error::AppError;
use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{CSRF_TOKEN, Form, Input, Kind},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Most bytes of JSON that are kept of a refused form: more than any form of a visitor has, and less than a session holds.
const MAX_KEPT: usize = 16 * 1024;
/// Longest text that is kept of a field that has no length of its own: where a target of more bytes would lead nowhere.
const UNDECLARED: usize = auth::local_path::MAX_LENGTH;
/// Longest text that says that a box is ticked.
const FLAG: usize = 8;

/// What was sent, and what is wrong with it.
pub(super) struct Submission {
    fields: Vec<(String, String)>,
    /// The same, encoded again: what the server function reads.
    pub(super) encoded: String,
    /// The token of the session, if it came along; not a field of any form.
    pub(super) csrf_token: Option<String>,
    /// `None` when everything is as declared.
    pub(super) errors: Option<FieldErrors>,
}

impl Submission {
    /// Reads the body, and what the address says beside it: `parameters` of the route are fields like any other. What is
    /// not text is [`AppError::BadRequest`]; everything else that is wrong is said by field, so
    /// that a form shown again can say it.
    pub(super) fn read(body: &[u8], parameters: &[(String, String)], form: &Form) -> Result<Self, AppError> {
        let (tokens, mut fields): (Vec<_>, Vec<_>) =
            pairs(body)?.into_iter().partition(|(name, _)| name == CSRF_TOKEN);
        // A page says its own parameters twice, in the address and in hidden inputs; if they differ, it is a forgery.
        fields.retain(|field| !parameters.contains(field));
        fields.extend_from_slice(parameters);
        for (name, value) in &mut fields {
            if form.field(name).is_some_and(|input| input.kind == Kind::Lines) {
                *value = value.replace("\r\n", "\n");
            }
        }
        let csrf_token = tokens.into_iter().next().map(|(_, token)| token);
        let mut errors = FieldErrors::default();
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in &fields {
            let Some(input) = form.field(name) else {
                // The name is not repeated: it is the sender's text.
                if !errors.form.contains(&FieldError::UnknownField) {
                    errors.form.push(FieldError::UnknownField);
                }
                continue;
            };
            // Said once, however often it is true of a field.
            let mut complain = |error| {
                if !errors.of(input.name).contains(&error) {
                    errors.add(input.name, error);
                }
            };
            if seen.contains(&input.name) && input.kind != Kind::Many {
                complain(FieldError::Repeated);
                continue;
            }
            seen.push(input.name);
            if value.contains('\0') {
                complain(FieldError::NullCharacters);
            }
            if let Some(max) = input.max_length.filter(|max| value.chars().count() > *max) {
                complain(FieldError::TooLong { max });
            }
        }
        let encoded = encode(&fields, form);
        Ok(Self {
            fields,
            encoded,
            csrf_token,
            errors: (!errors.is_empty()).then_some(errors),
        })
    }

    /// The page that the form is on, with its parameters filled in.
    pub(super) fn page(&self, form: &Form) -> String {
        let pattern = form.page.unwrap_or(form.path);
        let segment = |segment: &str| match parameter(segment) {
            Some(name) => {
                let value = self.fields.iter().find(|(field, _)| field == name);
                let value = value.map_or("", |(_, value)| value);
                utf8_percent_encode(value, RESERVED).to_string()
            }
            None => segment.to_owned(),
        };
        pattern.split('/').map(segment).collect::<Vec<_>>().join("/")
    }

    /// What the form shows again: declared fields, no secrets, and nothing longer than could have been typed. Where that
    /// is more than [`MAX_KEPT`], it shows none: half a list of boxes would pass for what was ticked.
    pub(super) fn values_to_keep(&self, form: &Form) -> BTreeMap<String, String> {
        let mut kept = BTreeMap::<String, String>::new();
        for (name, value) in &self.fields {
            let Some(input) = form.field(name).filter(|input| !input.is_secret()) else {
                continue;
            };
            let Some(value) = to_keep(input, value) else {
                continue;
            };
            match kept.get_mut(name) {
                // One line a value: none of them holds a line break.
                Some(values) if input.kind == Kind::Many => {
                    values.push('\n');
                    values.push_str(&value);
                }
                Some(_) => {}
                None => {
                    kept.insert(name.clone(), value);
                }
            }
        }
        if serde_json::to_string(&kept).map_or(usize::MAX, |json| json.len()) > MAX_KEPT {
            kept.clear();
        }
        kept
    }
}

/// The value as it is shown again: cut to what could have been typed. What has no length of its own was not typed, and makes
/// no sense when it is cut.
fn to_keep(input: &Input, value: &str) -> Option<String> {
    let most = match input.kind {
        Kind::Checkbox => FLAG,
        _ => UNDECLARED,
    };
    match input.max_length {
        None if value.len() > most => None,
        max => {
            let typed = value.chars().filter(|c| *c != '\0');
            Some(typed.take(max.unwrap_or(most)).collect())
        }
    }
}

/// As the server function reads it: check boxes of one name become a list.
fn encode(fields: &[(String, String)], form: &Form) -> String {
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    let mut indices: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, value) in fields {
        if form.field(name).is_some_and(|input| input.kind == Kind::Many) {
            let index = indices.entry(name).or_default();
            encoded.append_pair(&format!("{name}[{index}]"), value);
            *index += 1;
        } else {
            encoded.append_pair(name, value);
        }
    }
    encoded.finish()
}

/// The parameter that a segment of a route stands for.
pub(super) fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Splits and decodes. Unlike a lenient parser it refuses bytes that are no UTF-8 instead of replacing them: what a user
/// typed and what is stored must be the same.
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
    use contract::forms::{ADMIN_GROUP, EDIT_PROJECT, LOG_IN, RESET};

    use super::*;

    fn errors(body: &[u8]) -> FieldErrors {
        Submission::read(body, &[], &LOG_IN)
            .expect("readable")
            .errors
            .unwrap_or_default()
    }

    #[test]
    fn a_form_as_a_browser_sends_it_is_fine() {
        let submission = Submission::read(
            b"username=al+ice%40x&password=a%2Bb&remember_me=true",
            &[],
            &LOG_IN,
        )
        .expect("readable");
        assert!(submission.errors.is_none());
        assert_eq!(
            submission.encoded,
            "username=al+ice%40x&password=a%2Bb&remember_me=true"
        );
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
            Submission::read(b"username=%ff%fe", &[], &LOG_IN).err(),
            Some(AppError::BadRequest)
        );
        assert_eq!(
            Submission::read(b"username=\xff", &[], &LOG_IN).err(),
            Some(AppError::BadRequest)
        );
    }

    #[test]
    fn parameters_of_the_address_are_fields() {
        let read = |body: &[u8], parameters: &[(&str, &str)]| {
            let parameters: Vec<_> = parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            Submission::read(body, &parameters, &RESET).expect("readable")
        };
        let address = [("uid", "MQ"), ("token", "a/b")];
        let submission = read(b"uid=MQ&new_password1=x", &address);
        assert!(submission.errors.is_none());
        assert_eq!(submission.page(&RESET), "/reset/MQ/a%2Fb");
        assert!(!submission.values_to_keep(&RESET).contains_key("token"));
        assert!(
            read(b"uid=Mg", &address).errors.is_some(),
            "two users in one form"
        );
        assert_eq!(read(b"uid=MQ&token=x", &[]).page(&RESET), "/reset/MQ/x");
    }

    #[test]
    fn the_end_of_a_line_counts_as_one_character() {
        let lines = "a\r\n".repeat(1000);
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("description", &lines)
            .finish();
        let submission = Submission::read(body.as_bytes(), &[], &EDIT_PROJECT).expect("readable");
        assert!(submission.errors.is_none());
        let kept = submission.values_to_keep(&EDIT_PROJECT);
        assert_eq!(kept["description"], "a\n".repeat(1000));
    }

    #[test]
    fn no_more_is_kept_than_could_have_been_typed() {
        let kept = |name: &str, value: &str| {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            let submission = Submission::read(body.as_bytes(), &[], &LOG_IN).expect("readable");
            submission.values_to_keep(&LOG_IN).remove(name)
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
            let body = vec!["permissions=orders.add_order"; boxes].join("&");
            let submission = Submission::read(format!("name=Sales&{body}").as_bytes(), &[], &ADMIN_GROUP)
                .expect("readable");
            submission.values_to_keep(&ADMIN_GROUP)
        };
        assert_eq!(ticked(100)["permissions"].lines().count(), 100);
        assert!(ticked(2_000).is_empty());
    }

    #[test]
    fn secrets_are_not_kept() {
        let submission = Submission::read(
            b"username=alice&password=hunter2&next=%2Fx&is_staff=on",
            &[],
            &LOG_IN,
        )
        .expect("readable");
        let kept = submission.values_to_keep(&LOG_IN);
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["next", "username"]);
    }
}
