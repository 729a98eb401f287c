//! A declared form, and the macros that declare one.

use super::{Field, Input, Spec, Values};
use crate::field_errors::FieldErrors;

/// The hidden field with the session's CSRF token, which every form may contain.
pub const CSRF_TOKEN: &str = "csrf_token";

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
