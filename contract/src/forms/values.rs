//! The values of a submission, and the types into which they are decoded.

use std::collections::BTreeMap;

use crate::field_errors::{FieldError, FieldErrors};

/// The values of a submission that matches its declaration.
#[derive(Debug, Default)]
pub struct Values(BTreeMap<String, Vec<String>>);

impl Values {
    /// Creates the values from pairs of name and value, in the order in which they were sent.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut values = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in pairs {
            values.entry(name).or_default().push(value);
        }
        Self(values)
    }

    fn take(&mut self, name: &str) -> Vec<String> {
        self.0.remove(name).unwrap_or_default()
    }
}

/// A type that a field of a form's struct can have.
pub trait FromValues: Sized {
    /// Takes the values with this name. A field that was not sent is empty.
    fn from_values(values: &mut Values, name: &'static str, errors: &mut FieldErrors) -> Self;

    /// The initial value of its input; `None` if it is not a single value.
    fn as_value(&self) -> Option<String> {
        None
    }
}

impl FromValues for String {
    fn from_values(values: &mut Values, name: &'static str, _: &mut FieldErrors) -> Self {
        values.take(name).pop().unwrap_or_default()
    }

    fn as_value(&self) -> Option<String> {
        Some(self.clone())
    }
}

impl FromValues for Vec<String> {
    fn from_values(values: &mut Values, name: &'static str, _: &mut FieldErrors) -> Self {
        values.take(name)
    }
}

/// A browser sends the value of a checked box and nothing for an unchecked one; a script may send it explicitly. Anything else is rejected,
/// so `remember_me=perhaps` is not silently false.
impl FromValues for bool {
    fn from_values(values: &mut Values, name: &'static str, errors: &mut FieldErrors) -> Self {
        match values.take(name).pop().as_deref() {
            Some("true" | "on" | "1") => true,
            None | Some("false" | "off" | "0" | "") => false,
            Some(_) => {
                errors.add(name, FieldError::InvalidChoice);
                false
            }
        }
    }
}
