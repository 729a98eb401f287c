//! A check box on its way from a form to a boolean.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Ticked or not. Browsers send the box's `value` when it is ticked and nothing at all when it is not; a script may
/// spell it out. Anything else is an error, so that `remember_me=perhaps` is not quietly false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checkbox(pub bool);

impl Serialize for Checkbox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "true" } else { "false" })
    }
}

impl<'de> Deserialize<'de> for Checkbox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "true" | "on" | "1" => Ok(Self(true)),
            "false" | "off" | "0" | "" => Ok(Self(false)),
            _ => Err(D::Error::custom("neither true nor false")),
        }
    }
}
