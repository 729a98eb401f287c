//! What the fields of a form and its summary know about it.

use std::collections::BTreeMap;

use contract::{
    field_errors::FieldError,
    forms::{self, RejectedForm},
};
use leptos::prelude::*;

/// Where fields point that are blamed for an error of the whole form.
pub(super) const SUMMARY_ID: &str = "form-errors";

/// What the fields of a form know about it.
#[derive(Clone, Copy)]
pub(in crate::components) struct FormSignals {
    pub(super) form: &'static forms::Form,
    pub(super) blamed: &'static [&'static str],
    pub(super) refused: RwSignal<Option<RejectedForm>>,
    pub(super) refusals: RwSignal<u32>,
    pub(super) labels: StoredValue<BTreeMap<&'static str, String>>,
}

impl FormSignals {
    /// The form around the component that asks.
    pub(in crate::components) fn of_this_form() -> Self {
        expect_context()
    }

    /// The declaration of a field. One that is not declared would be refused by the server.
    pub(in crate::components) fn input(self, name: &str) -> &'static forms::Input {
        self.form
            .field(name)
            .expect("every field on a page is declared in contract::forms")
    }

    /// Says what a field is called, for the summary.
    pub(in crate::components) fn label(self, name: &'static str, label: &str) {
        self.labels.update_value(|labels| {
            labels.insert(name, label.to_owned());
        });
    }

    /// The sentence of an error in the summary, where it does not stand beside its field: "this field" needs a name.
    pub(super) fn sentence(self, name: &str, error: &FieldError) -> String {
        let label = self.labels.with_value(|labels| labels.get(name).cloned());
        match (error, label) {
            (FieldError::Required, Some(label)) => format!("{label}: {}", error.message()),
            _ => error.message(),
        }
    }

    /// What is wrong with a field; follows every submission.
    pub(in crate::components) fn errors_of(self, name: &'static str) -> Signal<Vec<FieldError>> {
        Signal::derive(move || {
            self.refused.with(|refused| {
                refused
                    .as_ref()
                    .map(|r| r.errors.of(name).to_vec())
                    .unwrap_or_default()
            })
        })
    }

    /// Is this field among those blamed for an error of the whole form? Then it is the id of what says why.
    pub(in crate::components) fn blame_of(self, name: &'static str) -> Signal<Option<&'static str>> {
        let is_blamed = self.blamed.contains(&name);
        Signal::derive(move || {
            let has_form_error = self
                .refused
                .with(|refused| refused.as_ref().is_some_and(|r| !r.errors.form.is_empty()));
            (is_blamed && has_form_error).then_some(SUMMARY_ID)
        })
    }

    /// What was typed before the page was loaded again. With script the inputs keep it by themselves.
    pub(in crate::components) fn value_of(self, name: &str) -> Option<String> {
        self.refused
            .with_untracked(|refused| refused.as_ref()?.values.get(name).cloned())
    }

    /// Is this form shown again because it was refused?
    pub(in crate::components) fn was_refused(self) -> bool {
        self.refused.with_untracked(Option::is_some)
    }

    /// Counts refusals since the page was loaded: what is secret is emptied at each.
    pub(in crate::components) fn refusals(self) -> RwSignal<u32> {
        self.refusals
    }
}
