//! Why a form was refused: codes, with Django's sentences beside them.
//!
//! A code and not a sentence crosses the wire and waits in the session, so nobody can put words into the page, and a
//! fork translates in one place.

mod field_error;
mod wire;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use field_error::{Attribute, FieldError};

/// What a new password has to be, said before it is typed: Django's `password_validators_help_texts`.
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

/// Everything that is wrong with one submission; empty when nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors {
    /// What concerns the form as a whole: Django's non-field errors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<FieldError>,
    /// What concerns one field, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Vec<FieldError>>,
}

impl FieldErrors {
    /// One error of the form as a whole.
    #[must_use]
    pub fn of_form(error: FieldError) -> Self {
        Self {
            form: vec![error],
            fields: BTreeMap::new(),
        }
    }

    /// Adds an error of one field.
    pub fn add(&mut self, field: &str, error: FieldError) {
        self.fields.entry(field.to_owned()).or_default().push(error);
    }

    /// The errors of one field, in the order in which they were found.
    #[must_use]
    pub fn of(&self, field: &str) -> &[FieldError] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// Is nothing wrong?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.form.is_empty() && self.fields.is_empty()
    }

    /// `Ok` when nothing is wrong, else itself.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_cross_the_wire_and_words_do_not() {
        let mut errors = FieldErrors::of_form(FieldError::InvalidLogin);
        errors.add("password1", FieldError::PasswordTooShort { min: 9 });
        let json = serde_json::to_string(&errors).expect("serialises");
        assert_eq!(
            json,
            r#"{"form":[{"code":"invalid_login"}],"fields":{"password1":[{"code":"password_too_short","min":9}]}}"#
        );
        assert_eq!(
            serde_json::from_str::<FieldErrors>(&json).expect("reads back"),
            errors
        );
        for forged in [
            r#"{"form":[{"code":"call this number"}]}"#,
            r#"{"form":[{"code":"too_long"}]}"#,
        ] {
            assert!(serde_json::from_str::<FieldErrors>(forged).is_err());
        }
    }
}
