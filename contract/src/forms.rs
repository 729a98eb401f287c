//! Form declarations: the path, the fields with their limits, and the struct into which the server decodes a submission, in one place.
//!
//! [`form!`](crate::form) declares a form. The server rejects undeclared fields, so a forged `is_staff=on` has no effect. Pages take the
//! type and length of each input from the declaration. A rejected form is shown again without its secrets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field_errors::{FieldError, FieldErrors};

mod account;
mod admin;
mod settings;

pub use self::{account::*, admin::*, settings::*};

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

/// Constructors for the fields of a declaration.
pub mod spec {
    use super::{Field, Kind, Spec};

    /// A line of text.
    #[must_use]
    pub const fn text(max_length: usize) -> Spec {
        Spec::Input(Kind::Text, Some(max_length))
    }

    /// Text of several lines.
    #[must_use]
    pub const fn lines(max_length: usize) -> Spec {
        Spec::Input(Kind::Lines, Some(max_length))
    }

    /// An email address.
    #[must_use]
    pub const fn email() -> Spec {
        Spec::Input(Kind::Email, Some(super::MAX_EMAIL_LENGTH))
    }

    /// The user's current password.
    #[must_use]
    pub const fn password() -> Spec {
        Spec::Input(Kind::Password, Some(super::MAX_PASSWORD_LENGTH))
    }

    /// A new password. Its length is one of the password rules, which report all their errors together.
    #[must_use]
    pub const fn new_password() -> Spec {
        Spec::Input(Kind::Password, None)
    }

    /// A telephone number.
    #[must_use]
    pub const fn phone(max_length: usize) -> Spec {
        Spec::Input(Kind::Phone, Some(max_length))
    }

    /// A day.
    #[must_use]
    pub const fn date() -> Spec {
        Spec::Input(Kind::Date, Some(10))
    }

    /// A whole number with a maximum number of digits.
    #[must_use]
    pub const fn number(max_length: usize) -> Spec {
        Spec::Input(Kind::Number, Some(max_length))
    }

    /// A check box, for a `bool`.
    #[must_use]
    pub const fn checkbox() -> Spec {
        Spec::Input(Kind::Checkbox, None)
    }

    /// Check boxes that share a name, for a `Vec<String>`, with a maximum length for each value.
    #[must_use]
    pub const fn many(max_length: usize) -> Spec {
        Spec::Input(Kind::Many, Some(max_length))
    }

    /// A hidden value.
    #[must_use]
    pub const fn hidden(max_length: usize) -> Spec {
        Spec::Input(Kind::Hidden, Some(max_length))
    }

    /// The redirect target: Django's `next`. One that is too long is ignored, so that it does not prevent a login.
    #[must_use]
    pub const fn next() -> Spec {
        Spec::Input(Kind::Hidden, None)
    }

    /// All fields of a struct that [`fields!`](crate::fields) declares.
    #[must_use]
    pub const fn group(fields: &'static [Field]) -> Spec {
        Spec::Group(fields)
    }

    /// The named fields of a struct. The other fields are empty.
    #[must_use]
    pub const fn some_of(fields: &'static [Field], names: &'static [&'static str]) -> Spec {
        Spec::Some(fields, names)
    }
}

/// The hidden field with the session's CSRF token, which every form may contain.
pub const CSRF_TOKEN: &str = "csrf_token";

/// The maximum length of a username: Django's `AbstractUser.username`.
pub const MAX_USERNAME_LENGTH: usize = 150;
/// The maximum length of an email address: Django's `EmailField`, RFC 5321.
pub const MAX_EMAIL_LENGTH: usize = 254;
/// The default of `PASSWORD_MIN_LENGTH`.
pub const DEFAULT_MIN_PASSWORD_LENGTH: usize = 9;
/// The maximum length of a password (ASVS 6.2.9 requires at least 64). A longer one is rejected, never truncated.
pub const MAX_PASSWORD_LENGTH: usize = 256;

/// A form. Most forms post to the path of their own page.
#[derive(Debug)]
pub struct Form {
    /// The path to which it posts. Parameters in braces are path segments, not fields.
    pub path: &'static str,
    /// The page that shows the form if that is another path. It has the same parameters, or none.
    pub page: Option<&'static str>,
    /// The fields, in the order of the page.
    pub fields: &'static [Field],
}

/// Two forms are equal if their paths are equal.
impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Form {
    /// The path of the page that shows the form.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.page.unwrap_or(self.path)
    }

    /// The inputs, in the order of the page.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        inputs(self.fields)
    }

    /// The input with this name.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<Input> {
        find(self.fields, name)
    }
}

fn inputs(fields: &'static [Field]) -> Vec<Input> {
    let mut all = Vec::new();
    for field in fields {
        match field.spec {
            Spec::Input(kind, max_length) => all.push(Input {
                name: field.name,
                kind,
                max_length,
            }),
            Spec::Group(group) => all.extend(inputs(group)),
            Spec::Some(group, names) => all.extend(
                inputs(group)
                    .into_iter()
                    .filter(|input| names.contains(&input.name)),
            ),
        }
    }
    all
}

fn find(fields: &'static [Field], name: &str) -> Option<Input> {
    fields.iter().find_map(|field| match field.spec {
        Spec::Input(kind, max_length) => (field.name == name).then_some(Input {
            name: field.name,
            kind,
            max_length,
        }),
        Spec::Group(group) => find(group, name),
        Spec::Some(group, names) => find(group, name).filter(|input| names.contains(&input.name)),
    })
}

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

/// A struct that a form is decoded into. [`form!`](crate::form) implements it.
pub trait FormData: Sized + Send + 'static {
    /// The declaration.
    const FORM: &'static Form;

    /// Decodes a submission. The server has compared it with the declaration before.
    ///
    /// # Errors
    /// The fields whose values cannot be parsed.
    fn decode(values: Values) -> Result<Self, FieldErrors>;
}

/// Declares fields that several forms share.
///
/// The struct has a constant `FIELDS`, for [`spec::group`](crate::forms::spec::group).
#[macro_export]
macro_rules! fields {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $spec:expr),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        $vis struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            /// The fields, in the order of the page.
            pub const FIELDS: &'static [$crate::forms::Field] = &[$($crate::forms::Field {
                name: stringify!($field),
                spec: {
                    #[allow(unused_imports, reason = "a form need not use every kind of field")]
                    use $crate::forms::spec::*;
                    $spec
                },
            }),*];

            /// The initial value of the input with this name.
            #[must_use]
            #[allow(dead_code, reason = "a private form need not be shown again")]
            pub fn value_of(&self, #[allow(unused_variables, reason = "a form may have no field")] name: &str) -> Option<String> {
                $(if name == stringify!($field) {
                    return $crate::forms::FromValues::as_value(&self.$field);
                })*
                None
            }
        }

        impl $crate::forms::FromValues for $name {
            fn from_values(
                #[allow(unused_variables, reason = "a form may have no field")] values: &mut $crate::forms::Values,
                _: &'static str,
                #[allow(unused_variables, reason = "a form may have no field")] errors: &mut $crate::field_errors::FieldErrors,
            ) -> Self {
                Self {
                    $($field: $crate::forms::FromValues::from_values(values, stringify!($field), errors),)*
                }
            }
        }
    };
}

/// Declares a form: a struct, the path to which it posts, and the type and specification of each field.
///
/// ```
/// use contract::{form, forms::FormData};
///
/// form! {
///     /// Log in.
///     pub struct Credentials at "/login" {
///         /// A username or an email address.
///         username: String = text(254),
///         password: String = password(),
///         remember_me: bool = checkbox(),
///     }
/// }
///
/// assert_eq!(Credentials::FORM.path, "/login");
/// assert_eq!(Credentials::FORM.input("username").and_then(|input| input.max_length), Some(254));
/// ```
///
/// `struct Publish at "/articles/{id}/publish" on "/articles/{id}"` names the page that shows the form if that is another path.
#[macro_export]
macro_rules! form {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident at $path:tt $(:: $rest:ident)* $(on $page:tt $(:: $page_rest:ident)*)? { $($body:tt)* }
    ) => {
        $crate::fields! {
            $(#[$doc])*
            $vis struct $name { $($body)* }
        }

        impl $crate::forms::FormData for $name {
            const FORM: &'static $crate::forms::Form = &$crate::forms::Form {
                path: $path $(:: $rest)*,
                page: $crate::form!(@page $($page $(:: $page_rest)*)?),
                fields: Self::FIELDS,
            };

            fn decode(mut values: $crate::forms::Values) -> Result<Self, $crate::field_errors::FieldErrors> {
                let mut errors = $crate::field_errors::FieldErrors::default();
                let form = <Self as $crate::forms::FromValues>::from_values(&mut values, "", &mut errors);
                errors.into_result().map(|()| form)
            }
        }
    };
    (@page) => { None };
    (@page $($page:tt)+) => { Some($($page)+) };
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fields! {
        /// A group of fields.
        struct Part {
            day: String = date(),
        }
    }

    form! {
        /// A form with every type of field.
        struct Whole at "/whole/{id}" on "/page/{id}" {
            name: String = text(3),
            is_active: bool = checkbox(),
            part: Part = group(Part::FIELDS),
            groups: Vec<String> = many(20),
        }
    }

    fn decode(pairs: &[(&str, &str)]) -> Result<Whole, FieldErrors> {
        Whole::decode(Values::new(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        ))
    }

    #[test]
    fn a_declaration_is_both_the_list_of_inputs_and_the_struct() {
        let names: Vec<_> = Whole::FORM.inputs().iter().map(|input| input.name).collect();
        assert_eq!(names, ["name", "is_active", "day", "groups"]);
        assert_eq!(Whole::FORM.input("day").map(|input| input.kind), Some(Kind::Date));
        assert_eq!(
            (Whole::FORM.path, Whole::FORM.page()),
            ("/whole/{id}", "/page/{id}")
        );
        let whole = decode(&[
            ("name", "a"),
            ("is_active", "on"),
            ("day", "2026-01-01"),
            ("groups", "1"),
            ("groups", "2"),
        ]);
        assert_eq!(
            whole,
            Ok(Whole {
                name: "a".into(),
                is_active: true,
                part: Part {
                    day: "2026-01-01".into()
                },
                groups: vec!["1".into(), "2".into()],
            })
        );
        assert_eq!(decode(&[]), Ok(Whole::default()), "a missing field is empty");
    }

    form! {
        /// A form with some fields of a part.
        struct Short at "/short" {
            part: Part = some_of(Part::FIELDS, &["place"]),
        }
    }

    #[test]
    fn a_form_takes_only_the_named_fields_of_a_part() {
        assert!(Short::FORM.inputs().is_empty() && Short::FORM.input("day").is_none());
    }

    #[test]
    fn a_box_is_ticked_or_not() {
        for (value, is_ticked) in [("true", true), ("1", true), ("", false), ("off", false)] {
            assert_eq!(
                decode(&[("is_active", value)]).map(|whole| whole.is_active),
                Ok(is_ticked),
                "{value}"
            );
        }
        let errors = decode(&[("is_active", "perhaps")]).expect_err("refused");
        assert_eq!(errors.of("is_active"), [FieldError::InvalidChoice]);
    }
}
