//! What is wrong with a form: all of it at the top, and each beside its field.

use contract::field_errors::FieldError;
use leptos::{html, prelude::*};

use super::{FormSignals, state::SUMMARY_ID};
use crate::{
    components::{Icon, icon::Shape},
    error::AppError,
};

/// Everything that is wrong, at the top, with links to the fields.
#[component]
pub(super) fn Summary(state: FormSignals, failure: RwSignal<Option<AppError>>) -> impl IntoView {
    let FormSignals {
        form,
        refused,
        refusals,
        ..
    } = state;
    let alert = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if refusals.get() > 0
            && let Some(alert) = alert.get()
        {
            let _ = alert.focus();
        }
    });
    let lines = move || {
        let errors = refused.get()?.errors;
        let general = failure.get().map(|error| error.message().to_owned());
        let general = general
            .into_iter()
            .chain(errors.form.iter().map(FieldError::message));
        let general = general.map(|message| view! { <li>{message}</li> }).collect_view();
        // In the order of the page, not of the alphabet.
        let mut by_field: Vec<_> = errors.fields.iter().collect();
        by_field.sort_by_key(|(name, _)| form.fields.iter().position(|field| field.name == *name));
        let fields = by_field
            .into_iter()
            .flat_map(|(name, errors)| errors.iter().map(move |error| (name, error)))
            .map(|(name, error)| view! { <li><a href=format!("#{name}")>{state.sentence(name, error)}</a></li> })
            .collect_view();
        Some((general, fields))
    };
    move || {
        lines().map(|(general, fields)| {
            view! {
                <div class="alert alert--error" role="alert" tabindex="-1" autofocus node_ref=alert>
                    <h2>"There is a problem"</h2>
                    <ul id=SUMMARY_ID>{general} {fields}</ul>
                </div>
            }
        })
    }
}

/// The error beside a field.
#[component]
pub(in crate::components) fn FieldErrorList(
    /// Id of the element, for `aria-describedby`.
    id: String,
    /// What is wrong.
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        if errors.is_empty() {
            return None;
        }
        let text = if let [error] = errors.as_slice() {
            view! { <span>{error.message()}</span> }.into_any()
        } else {
            let items = errors
                .iter()
                .map(|error| view! { <li>{error.message()}</li> })
                .collect_view();
            view! { <ul>{items}</ul> }.into_any()
        };
        Some(view! {
            <div class="field__error" id=id.clone()>
                <Icon shape=Shape::Alert />
                {text}
            </div>
        })
    }
}
