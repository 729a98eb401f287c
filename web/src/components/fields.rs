//! Form fields. The type and the length come from the form's declaration, the value from a rejected submission.

mod check_box;
mod checkbox_group;
mod flag_field;
mod hidden_field;
mod profile_fields;

use contract::forms::Kind;
use leptos::prelude::*;
use ui::islands::fields::{
    NewPasswordInput, PasswordInput, Select, TextArea as TextAreaIsland, TextInput, TextInputProperties,
};

pub use self::{
    check_box::CheckBox,
    checkbox_group::CheckboxGroup,
    flag_field::FlagField,
    hidden_field::HiddenField,
    profile_fields::{ProfileDescription, ProfileFields},
};
use super::{form::FormContext, page_title::escape};

/// A single-line input.
#[component]
pub fn TextField(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// `autocomplete`.
    autocomplete: &'static str,
    /// The hint.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The initial value.
    #[prop(optional, into)]
    value: Option<String>,
    /// Whether the field may be left empty.
    #[prop(optional)]
    is_optional: bool,
    /// `autofocus`.
    #[prop(optional)]
    autofocus: bool,
    /// `readonly`: the value is shown and sent, and cannot be changed.
    #[prop(optional)]
    is_read_only: bool,
) -> impl IntoView {
    let form = FormContext::from_context();
    let declared = form.input(name);
    let kind = match declared.kind {
        Kind::Email => "email",
        Kind::Phone => "tel",
        Kind::Date => "date",
        _ => "text",
    };
    let input = TextInputProperties {
        kind: kind.to_owned(),
        inputmode: (declared.kind == Kind::Number).then(|| "numeric".to_owned()),
        value: form.value_of(name).or(value),
        autocomplete: autocomplete.to_owned(),
        max_length: declared.max_length,
        is_optional,
        autofocus,
        is_read_only,
    };
    view! { <TextInput name=name.to_owned() label hint input /> }
}

/// The input of a current password, or of the second of two new passwords.
#[component]
pub fn PasswordField(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
) -> impl IntoView {
    FormContext::from_context().input(name);
    view! { <PasswordInput name=name.to_owned() label autocomplete=autocomplete.to_owned() /> }
}

/// The first of the two password inputs of a form that sets a password, with the password rules and a strength meter.
#[component]
pub fn NewPasswordField(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// The minimum length in characters.
    min: usize,
) -> impl IntoView {
    FormContext::from_context().input(name);
    view! { <NewPasswordInput name=name.to_owned() label min /> }
}

/// A select field. A rejected submission keeps its choice.
#[component]
pub fn SelectField(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// The hint.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The value and label of each option; the first one is selected by default.
    options: Vec<(String, String)>,
    /// Whether a choice is optional.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let form = FormContext::from_context();
    form.input(name);
    let chosen = form.value_of(name).unwrap_or_default();
    view! { <Select name=name.to_owned() label hint options chosen is_optional /> }
}

/// An input of several lines.
#[component]
pub fn TextArea(
    /// The name of the field.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// The hint.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The initial text.
    #[prop(optional, into)]
    value: Option<String>,
    /// Whether the field may be left empty.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let form = FormContext::from_context();
    let max_length = form.input(name).max_length;
    let inner_html = escape(&form.value_of(name).or(value).unwrap_or_default());
    view! { <TextAreaIsland name=name.to_owned() label hint inner_html max_length is_optional /> }
}
