//! The form of a page. It takes fields, errors and values from the declaration and from a rejected submission, and passes them to the
//! island.

use contract::{
    field_errors::Messages,
    forms::{Form as Declaration, Input, RejectedForm},
};
use leptos::prelude::*;
use ui::islands::FormIsland;

use crate::page::{rejected, use_page};

pub use ui::islands::{Button, CancelLink};

/// The form's declaration and rejected submission, for its fields.
#[derive(Clone)]
pub(super) struct FormContext {
    declaration: &'static Declaration,
    rejected: Option<RejectedForm>,
}

impl FormContext {
    /// The form that contains the current component.
    pub(super) fn from_context() -> Self {
        expect_context()
    }

    /// The declaration of a field.
    ///
    /// # Panics
    /// If the form does not declare the field: the server would reject it.
    pub(super) fn input(&self, name: &str) -> Input {
        self.declaration
            .input(name)
            .unwrap_or_else(|| panic!("{} declares no field {name}", self.declaration.path))
    }

    /// The value of the rejected submission.
    pub(super) fn value_of(&self, name: &str) -> Option<String> {
        self.rejected.as_ref()?.values.get(name).cloned()
    }

    /// Whether the form is shown again because it was rejected.
    pub(super) fn was_rejected(&self) -> bool {
        self.rejected.is_some()
    }
}

/// A form that posts to its declared path. Without JavaScript it loads a page; with it, it is submitted in place.
#[component]
pub fn Form(
    /// The declaration, such as `LogIn::FORM`.
    form: &'static Declaration,
    /// The label of the submit button.
    #[prop(into)]
    submit: String,
    /// The label of the submit button during a submission.
    #[prop(into)]
    busy: String,
    /// The style of the submit button.
    #[prop(optional)]
    button: Button,
    /// A link beside the submit button that leaves the form: label and path.
    #[prop(optional, into)]
    cancel: Option<(&'static str, String)>,
    /// The path to which the form posts, if the declared path has parameters.
    #[prop(optional, into)]
    path: Option<String>,
    /// Whether the browser loads a page even with JavaScript, because content beside the form depends on the response.
    #[prop(optional)]
    as_page: bool,
    /// The fields that an error of the whole form refers to.
    #[prop(optional)]
    blamed: &'static [&'static str],
    /// The fields.
    children: Children,
) -> impl IntoView {
    let rejected = rejected(form);
    let errors = rejected
        .as_ref()
        .map(|rejected| Messages::from(&rejected.errors))
        .unwrap_or_default();
    provide_context(FormContext {
        declaration: form,
        rejected,
    });
    let cancel = cancel.map(|(label, href)| CancelLink {
        label: label.to_owned(),
        href,
    });
    let path = path.unwrap_or_else(|| form.path.to_owned());
    let order: Vec<String> = form.inputs().iter().map(|input| input.name.to_owned()).collect();
    let blamed: Vec<String> = blamed.iter().map(|name| (*name).to_owned()).collect();
    view! {
        <FormIsland
            path
            errors
            order
            blamed
            csrf_token=use_page().csrf_token.clone()
            submit
            busy
            button
            cancel
            as_page
        >
            {children()}
        </FormIsland>
    }
}
