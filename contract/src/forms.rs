//! Form declarations: the path, the fields with their limits, and the struct into which the server decodes a submission, in one place.
//!
//! [`form!`](crate::form) declares a form. The server rejects undeclared fields, so a forged `is_staff=on` has no effect. Pages take the
//! type and length of each input from the declaration. A rejected form is shown again without its secrets.

mod account;
mod admin;
mod declaration;
mod field;
mod limits;
mod rejected;
mod settings;
mod social;
pub mod spec;
#[cfg(test)]
mod tests;
mod values;

pub use self::{
    account::*,
    admin::*,
    declaration::{CSRF_TOKEN, Form, FormData},
    field::{Field, Input, Kind, Spec},
    limits::*,
    rejected::RejectedForm,
    settings::*,
    social::*,
    values::{FromValues, Values},
};
