//! Validation errors of forms: codes, with Django's messages.
//!
//! Rules report codes. The message is added when the response is written, so a fork translates messages in one place.

mod field_error;
mod messages;
mod wire;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{
    field_error::{Attribute, FieldError},
    messages::{Message, Messages},
};

/// The rules for a new password, shown before it is typed: Django's `password_validators_help_texts`.
#[must_use]
pub fn password_help(min: usize) -> [String; 4] {
    let plural = if min == 1 { "" } else { "s" };
    [
        "Your password can’t be too similar to your other personal information.".into(),
        format!("Your password must contain at least {min} character{plural}."),
        "Your password can’t be a commonly used password.".into(),
        "Your password can’t be entirely numeric.".into(),
    ]
}

/// All validation errors of one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors {
    /// Errors of the form as a whole: Django's non-field errors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<FieldError>,
    /// Errors of single fields, by field name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Vec<FieldError>>,
}

impl FieldErrors {
    /// Creates a single error of the form as a whole.
    #[must_use]
    pub fn of_form(error: FieldError) -> Self {
        Self {
            form: vec![error],
            fields: BTreeMap::new(),
        }
    }

    /// Adds an error of a field.
    pub fn add(&mut self, field: &str, error: FieldError) {
        self.fields.entry(field.to_owned()).or_default().push(error);
    }

    /// The errors of a field, in the order in which they were found.
    #[must_use]
    pub fn of(&self, field: &str) -> &[FieldError] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// Returns `true` if there are no errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.form.is_empty() && self.fields.is_empty()
    }

    /// Returns `Ok` if there are no errors.
    ///
    /// # Errors
    /// The errors themselves.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_written_with_its_code_and_read_back() {
        let mut errors = FieldErrors::of_form(FieldError::InvalidLogin);
        errors.add("password1", FieldError::PasswordTooShort { min: 9 });
        let json = serde_json::to_string(&errors).expect("serialises");
        assert_eq!(
            json,
            r#"{"form":[{"code":"invalid_login","message":"Please enter a correct username and password. Note that both fields may be case-sensitive."}],"fields":{"password1":[{"code":"password_too_short","message":"This password is too short. It must contain at least 9 characters.","min":9}]}}"#
        );
        assert_eq!(
            serde_json::from_str::<FieldErrors>(&json).expect("reads back"),
            errors
        );
        for forged in [
            r#"{"form":[{"code":"call this number"}]}"#,
            r#"{"form":[{"code":"too_long","message":"Too long."}]}"#,
        ] {
            assert!(serde_json::from_str::<FieldErrors>(forged).is_err());
        }
        let own = FieldErrors::of_form(FieldError::custom("queue_full", "The queue is full."));
        let json = serde_json::to_string(&own).expect("serialises");
        assert_eq!(
            serde_json::from_str::<FieldErrors>(&json).expect("reads back"),
            own
        );
    }
}
