//! The one field: label, hint, error, input, tied together for eyes and for screen readers.

use leptos::prelude::*;

use super::form::{FieldErrorList, FormSignals};

/// How an input is tied to what is said about it.
#[derive(Clone, Copy)]
pub struct Wiring {
    /// `aria-describedby`: hint, error, and whatever else explains it, in this order.
    pub described_by: Signal<Option<String>>,
    /// `aria-invalid`.
    pub invalid: Signal<Option<&'static str>>,
}

/// Ties the input of this name to its hint, its errors and, for an error of the whole form, to the summary.
pub(super) fn wire(name: &'static str, has_hint: bool, explained_by: Option<&'static str>) -> Wiring {
    let form = FormSignals::of_this_form();
    let (errors, blame) = (form.errors_of(name), form.blame_of(name));
    let described_by = Signal::derive(move || {
        let ids = [
            has_hint.then(|| hint_id(name)),
            errors.with(|errors| !errors.is_empty()).then(|| error_id(name)),
            blame.get().map(str::to_owned),
            explained_by.map(str::to_owned),
        ];
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    });
    let invalid = Signal::derive(move || {
        (errors.with(|errors| !errors.is_empty()) || blame.get().is_some()).then_some("true")
    });
    Wiring {
        described_by,
        invalid,
    }
}

/// Id of a field's hint.
pub(super) fn hint_id(name: &str) -> String {
    format!("{name}-hint")
}

fn error_id(name: &str) -> String {
    format!("{name}-error")
}

/// Label, hint and error; the input comes as the child and takes its wiring from [`wire`].
#[component]
pub fn Field(
    /// The field's name; the input's id is the same.
    name: &'static str,
    /// Says what to type.
    #[prop(into)]
    label: String,
    /// Says how: an element with the id of [`hint_id`].
    #[prop(optional_no_strip)]
    hint: Option<AnyView>,
    /// May be left empty.
    #[prop(optional)]
    is_optional: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let form = FormSignals::of_this_form();
    form.label(name, &label);
    let errors = form.errors_of(name);
    view! {
        <div class="field">
            <label class="field__label" for=name>
                {label}
                {is_optional.then(|| view! { <span class="field__optional">" (optional)"</span> })}
            </label>
            {hint}
            <FieldErrorList id=error_id(name) errors />
            {children()}
        </div>
    }
}
