//! A rejected submission.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field_errors::FieldErrors;

/// A rejected submission that its page shows again. It is stored in the session for exactly one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedForm {
    /// The form's path, with its parameters in braces.
    pub form: String,
    /// The hash of the page's path, which may contain a secret.
    #[serde(default)]
    pub page: String,
    /// The errors.
    pub errors: FieldErrors,
    /// The submitted values, without secrets.
    pub values: BTreeMap<String, String>,
}
