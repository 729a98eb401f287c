//! The reactive state of a form, shared with its fields and its summary.

use std::collections::BTreeMap;

use contract::field_errors::{Message, Messages};
use leptos::prelude::*;

use super::submission::Rejection;

/// The id of the error summary, which fields refer to after an error of the whole form.
pub(super) const SUMMARY_ID: &str = "form-errors";

/// The state of one form, shared with its fields through the context.
#[derive(Clone, Copy)]
pub struct FormSignals {
    pub(super) errors: RwSignal<Messages>,
    /// Why the form could not be submitted or processed at all.
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) rejections: RwSignal<u32>,
    order: StoredValue<Vec<String>>,
    blamed: StoredValue<Vec<String>>,
    labels: StoredValue<BTreeMap<String, String>>,
}

impl FormSignals {
    pub(super) fn new(errors: Messages, order: Vec<String>, blamed: Vec<String>) -> Self {
        Self {
            errors: RwSignal::new(errors),
            failure: RwSignal::new(None),
            rejections: RwSignal::new(0),
            order: StoredValue::new(order),
            blamed: StoredValue::new(blamed),
            labels: StoredValue::default(),
        }
    }

    /// The state of the form that contains the current component.
    pub(in crate::islands) fn from_context() -> Self {
        expect_context()
    }

    pub(super) fn reject(self, rejection: Rejection) {
        self.failure.set(rejection.failure);
        self.errors.set(rejection.errors);
        self.rejections.update(|count| *count += 1);
    }

    /// Registers the label of a field, for the summary.
    pub(in crate::islands) fn label(self, name: &str, label: &str) {
        self.labels.update_value(|labels| {
            labels.insert(name.to_owned(), label.to_owned());
        });
    }

    /// The message of an error in the summary, where "this field" has to be replaced by the field's label.
    pub(super) fn sentence(self, name: &str, error: &Message) -> String {
        let label = self.labels.with_value(|labels| labels.get(name).cloned());
        match label {
            Some(label) if error.code == "required" => format!("{label}: {}", error.message),
            _ => error.message.clone(),
        }
    }

    /// The position of a field on the page.
    pub(super) fn position(self, name: &str) -> Option<usize> {
        self.order
            .with_value(|order| order.iter().position(|field| field == name))
    }

    /// The errors of a field, updated by every submission.
    pub(in crate::islands) fn errors_of(self, name: String) -> Signal<Vec<Message>> {
        Signal::derive(move || self.errors.with(|errors| errors.of(&name).to_vec()))
    }

    /// The id of the summary, if an error of the whole form refers to this field.
    pub(in crate::islands) fn blame_of(self, name: &str) -> Signal<Option<&'static str>> {
        let is_blamed = self
            .blamed
            .with_value(|blamed| blamed.iter().any(|field| field == name));
        Signal::derive(move || {
            let has_form_error = self.errors.with(|errors| !errors.form.is_empty());
            (is_blamed && has_form_error).then_some(SUMMARY_ID)
        })
    }

    /// The number of rejected submissions since the page was loaded. A password input is cleared at each.
    pub(in crate::islands) fn rejections(self) -> RwSignal<u32> {
        self.rejections
    }
}
