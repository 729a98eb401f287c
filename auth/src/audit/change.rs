//! A change of an event: the value before and after, or what was granted and revoked.

use serde_json::{Value, json};
use time::Date;

/// One thing that was changed, as the audit log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A value.
    Value {
        /// The field's name, as in the form.
        field: &'static str,
        /// What it was.
        before: Value,
        /// What it is now.
        after: Value,
    },
    /// Personal data: the field is named, its values are not kept, because nothing can be removed from the log.
    Personal {
        /// The field's name, as in the form.
        field: &'static str,
    },
    /// Groups or permissions, by name.
    Grants {
        /// `groups` or `user_permissions`.
        field: &'static str,
        /// Given.
        added: Vec<String>,
        /// Taken.
        removed: Vec<String>,
        /// The last day of the grant; `None` where it has none.
        last_day: Option<Date>,
    },
    /// A membership that was there already has another last day.
    LastDay {
        /// Name of the group.
        group: String,
        /// The last day before; `None` for no end.
        before: Option<Date>,
        /// The last day now; `None` for no end.
        after: Option<Date>,
    },
}

impl Change {
    /// The change of a value; `None` where it is the same.
    pub(crate) fn of<T: Into<Value> + PartialEq>(field: &'static str, before: T, after: T) -> Option<Self> {
        (before != after).then(|| Self::Value {
            field,
            before: before.into(),
            after: after.into(),
        })
    }

    /// Groups or permissions given and taken; `None` where there are neither.
    pub(crate) fn grants(field: &'static str, added: Vec<String>, removed: Vec<String>) -> Option<Self> {
        (!(added.is_empty() && removed.is_empty())).then_some(Self::Grants {
            field,
            added,
            removed,
            last_day: None,
        })
    }

    /// What was changed, without its values: for the log, which is read by more people than the audit log.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Value { field, .. } | Self::Personal { field } | Self::Grants { field, .. } => field,
            Self::LastDay { .. } => "last_day",
        }
    }

    /// As the audit log stores it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Value { field, before, after } => {
                json!({ "field": field, "before": before, "after": after })
            }
            Self::Personal { field } => json!({ "field": field }),
            Self::Grants {
                field,
                added,
                removed,
                last_day: None,
            } => json!({ "field": field, "added": added, "removed": removed }),
            Self::Grants {
                field,
                added,
                removed,
                last_day: Some(day),
            } => {
                json!({ "field": field, "added": added, "removed": removed, "last_day": day.to_string() })
            }
            Self::LastDay { group, before, after } => {
                let day = |day: &Option<Date>| day.map(|day| day.to_string());
                json!({ "field": "last_day", "group": group, "before": day(before), "after": day(after) })
            }
        }
    }
}
