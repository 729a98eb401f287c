//! A choice of a form.

/// A group or permission that can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value that the form sends.
    pub value: String,
    /// The label.
    pub label: String,
    /// A secondary line, such as the number of a group's permissions.
    pub note: String,
    /// The app and model of a permission; empty for a group.
    pub section: (String, String),
    /// Whether it is granted.
    pub is_chosen: bool,
    /// Whether the viewer is not allowed to grant or revoke it.
    pub is_locked: bool,
}
