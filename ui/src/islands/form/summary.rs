//! The error summary of a form, and the error list of a field.

use contract::field_errors::Message;
use leptos::{html, prelude::*};

use super::{FormSignals, signals::SUMMARY_ID};
use crate::{Icon, icon::Shape};

/// All errors, at the top of the form, with links to the fields.
#[component]
pub(super) fn Summary(signals: FormSignals) -> impl IntoView {
    let alert = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if signals.rejections.get() > 0
            && let Some(alert) = alert.get()
        {
            let _ = alert.focus();
        }
    });
    move || {
        let errors = signals.errors.get();
        let failure = signals.failure.get();
        if errors.is_empty() && failure.is_none() {
            return None;
        }
        let general = failure
            .into_iter()
            .chain(errors.form.iter().map(|error| error.message.clone()))
            .map(|message| view! { <li>{message}</li> })
            .collect_view();
        let mut by_field: Vec<_> = errors.fields.iter().collect();
        by_field.sort_by_key(|(name, _)| signals.position(name));
        let fields = by_field
            .into_iter()
            .flat_map(|(name, errors)| errors.iter().map(move |error| (name, error)))
            .map(|(name, error)| view! { <li><a href=format!("#{name}")>{signals.sentence(name, error)}</a></li> })
            .collect_view();
        Some(view! {
            <div class="alert alert--error" role="alert" tabindex="-1" autofocus node_ref=alert>
                <h2>"There is a problem"</h2>
                <ul id=SUMMARY_ID>{general} {fields}</ul>
            </div>
        })
    }
}

/// The errors of a field.
#[component]
pub(crate) fn FieldErrorList(
    /// The id of the element, for `aria-describedby`.
    id: String,
    /// The errors.
    errors: Signal<Vec<Message>>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        if errors.is_empty() {
            return None;
        }
        let text = if let [error] = errors.as_slice() {
            view! { <span>{error.message.clone()}</span> }.into_any()
        } else {
            let items = errors
                .iter()
                .map(|error| view! { <li>{error.message.clone()}</li> })
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
