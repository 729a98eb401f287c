//! The parts that all fields share: label, hint, errors and input, connected by ARIA attributes.

use leptos::prelude::*;

use crate::islands::form::{FieldErrorList, FormSignals};

/// The ARIA attributes of an input.
#[derive(Clone, Copy)]
pub(super) struct Wiring {
    /// `aria-describedby`: the ids of the hint, the errors, and other descriptions, in this order.
    pub(super) described_by: Signal<Option<String>>,
    /// `aria-invalid`.
    pub(super) invalid: Signal<Option<&'static str>>,
}

/// Connects an input to its hint, its errors and, for an error of the whole form, to the summary.
pub(super) fn wire(name: &str, has_hint: bool, explained_by: Option<&'static str>) -> Wiring {
    let form = FormSignals::from_context();
    let (errors, blame) = (form.errors_of(name.to_owned()), form.blame_of(name));
    let (hint, error) = (has_hint.then(|| hint_id(name)), error_id(name));
    let described_by = Signal::derive(move || {
        let has_errors = errors.with(|errors| !errors.is_empty());
        let ids = [
            hint.clone(),
            has_errors.then(|| error.clone()),
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

/// The id of a field's hint.
pub(super) fn hint_id(name: &str) -> String {
    format!("{name}-hint")
}

fn error_id(name: &str) -> String {
    format!("{name}-error")
}

/// A hint of one sentence.
pub(super) fn hint_text(name: &str, hint: String) -> AnyView {
    view! {
        <p class="field__hint" id=hint_id(name)>
            {hint}
        </p>
    }
    .into_any()
}

/// A label, a hint, errors, and the input as a child. The input takes its attributes from [`wire`].
#[component]
pub(super) fn Field(
    /// The name of the field, and the id of its input.
    name: String,
    /// The label.
    label: String,
    /// The hint: an element with the id [`hint_id`].
    hint: Option<AnyView>,
    /// Whether the field may be left empty.
    is_optional: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let form = FormSignals::from_context();
    form.label(&name, &label);
    let errors = form.errors_of(name.clone());
    view! {
        <div class="field">
            <label class="field__label" for=name.clone()>
                {label}
                {is_optional.then(|| view! { <span class="field__optional">" (optional)"</span> })}
            </label>
            {hint}
            <FieldErrorList id=error_id(&name) errors />
            {children()}
        </div>
    }
}
