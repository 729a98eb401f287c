//! Several lines of text.

use leptos::prelude::*;

use super::{
    Field,
    field::{hint_id, wire},
    form::FormSignals,
    page_title::escape,
};

/// An input of several lines. The length comes from the form's declaration.
#[component]
pub fn TextArea(
    /// The field's name.
    name: &'static str,
    /// Says what to type.
    #[prop(into)]
    label: String,
    /// Says how.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it holds before anybody types.
    #[prop(optional, into)]
    value: Option<String>,
    /// May be left empty.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let form = FormSignals::of_this_form();
    let input = form.input(name);
    let wiring = wire(name, hint.is_some(), None);
    // Leptos writes what is in a text area as it is: without this a description could end it and go on as markup.
    let text = escape(&form.value_of(name).or(value).unwrap_or_default());
    let hint = hint.map(|hint| {
        view! {
            <p class="field__hint" id=hint_id(name)>
                {hint}
            </p>
        }
        .into_any()
    });
    view! {
        <Field name label hint is_optional>
            <textarea
                class="field__input"
                id=name
                name=name
                rows="6"
                maxlength=input.max_length.map(|max| max.to_string())
                required=!is_optional
                aria-describedby=move || wiring.described_by.get()
                aria-invalid=move || wiring.invalid.get()
                inner_html=text
            ></textarea>
        </Field>
    }
}
