//! Validation errors as sent to the browser: a code for scripts, a message for users.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FieldError, FieldErrors};

/// A validation error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The code, for scripts.
    pub code: String,
    /// The message, for users.
    pub message: String,
}

/// All validation errors of one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messages {
    /// Errors of the form as a whole.
    #[serde(default)]
    pub form: Vec<Message>,
    /// Errors of single fields, by field name.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<Message>>,
}

impl Messages {
    /// Returns `true` if there are no errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.form.is_empty() && self.fields.is_empty()
    }

    /// The errors of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> &[Message] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }
}

impl From<&FieldError> for Message {
    fn from(error: &FieldError) -> Self {
        Self {
            code: error.code().to_owned(),
            message: error.message(),
        }
    }
}

impl From<&FieldErrors> for Messages {
    fn from(errors: &FieldErrors) -> Self {
        let all = |errors: &[FieldError]| errors.iter().map(Message::from).collect();
        Self {
            form: all(&errors.form),
            fields: errors
                .fields
                .iter()
                .map(|(name, errors)| (name.clone(), all(errors)))
                .collect(),
        }
    }
}
