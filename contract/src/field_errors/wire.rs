//! The JSON representation of a validation error.

use serde::{Deserialize, Serialize};

use super::{Attribute, FieldError};

/// A [`FieldError`] as a flat JSON object: the code, the message, and the values in the message.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Wire {
    code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribute: Option<Attribute>,
}

impl From<FieldError> for Wire {
    fn from(error: FieldError) -> Self {
        let mut wire = Self {
            code: error.code().to_owned(),
            message: error.message(),
            ..Self::default()
        };
        match error {
            FieldError::TooLong { max } => wire.max = Some(max),
            FieldError::PasswordTooShort { min } => wire.min = Some(min),
            FieldError::PasswordTooSimilar { attribute } => wire.attribute = Some(attribute),
            _ => {}
        }
        wire
    }
}

impl TryFrom<Wire> for FieldError {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<Self, Self::Error> {
        const INCOMPLETE: &str = "an error without its values";
        match wire.code.as_str() {
            "too_long" => Ok(Self::TooLong {
                max: wire.max.ok_or(INCOMPLETE)?,
            }),
            "password_too_short" => Ok(Self::PasswordTooShort {
                min: wire.min.ok_or(INCOMPLETE)?,
            }),
            "password_too_similar" => Ok(Self::PasswordTooSimilar {
                attribute: wire.attribute.ok_or(INCOMPLETE)?,
            }),
            code => match Self::PLAIN.iter().find(|error| error.code() == code) {
                Some(error) => Ok(error.clone()),
                None if wire.message.is_empty() => Err("an unknown error without a message"),
                None => Ok(Self::Custom {
                    code: wire.code.into(),
                    message: wire.message.into(),
                }),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_comes_back_from_its_code() {
        let with_parts = [
            FieldError::TooLong { max: 9 },
            FieldError::PasswordTooShort { min: 9 },
            FieldError::PasswordTooSimilar {
                attribute: Attribute::FirstName,
            },
        ];
        for error in FieldError::PLAIN.iter().cloned().chain(with_parts) {
            let json = serde_json::to_string(&error).expect("serialises");
            assert_eq!(
                serde_json::from_str::<FieldError>(&json).expect("reads back"),
                error,
                "{json}"
            );
        }
    }
}
