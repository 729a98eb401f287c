//! The fields of a form and their specifications.

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// Text of several lines. A browser sends each line break as two characters, which are stored as one.
    Lines,
    /// An email address.
    Email,
    /// A password: never shown again, stored or logged.
    Password,
    /// A telephone number.
    Phone,
    /// A date, as `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Number,
    /// A check box.
    Checkbox,
    /// Check boxes that share a name: any number of values, including none.
    Many,
    /// A hidden value that the page sends.
    Hidden,
}

/// An input of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// The `name` attribute.
    pub name: &'static str,
    /// The type.
    pub kind: Kind,
    /// The maximum length in characters. A longer value is rejected, never truncated. `None` if the rule that reads the value limits it.
    pub max_length: Option<usize>,
}

impl Input {
    /// Whether the value must not be stored when the form is shown again.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.kind == Kind::Password
    }
}

/// The specification of a struct field: one input, or all inputs of another struct.
#[derive(Clone, Copy, Debug)]
pub enum Spec {
    /// One input, with its maximum length in characters.
    Input(Kind, Option<usize>),
    /// The inputs that [`fields!`](crate::fields) declares.
    Group(&'static [Field]),
    /// The named inputs of [`fields!`](crate::fields).
    Some(&'static [Field], &'static [&'static str]),
}

impl Spec {
    /// The maximum length of an input, in characters.
    #[must_use]
    pub const fn max_length(&self) -> Option<usize> {
        match self {
            Self::Input(_, max_length) => *max_length,
            Self::Group(_) | Self::Some(..) => None,
        }
    }
}

/// A field of a form's struct.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name of the field and its input.
    pub name: &'static str,
    /// Its specification.
    pub spec: Spec,
}
