//! The one form. It posts without script, and with script it posts in place; either way a refusal looks the same.

use contract::{
    field_errors::FieldErrors,
    forms::{self, FormState, RejectedForm},
};
use leptos::{prelude::*, task::spawn_local};
use summary::Summary;

pub(super) use state::FormSignals;
pub(super) use summary::FieldErrorList;

use super::CsrfToken;
use crate::error::AppError;

#[cfg_attr(feature = "hydrate", path = "form/browser.rs")]
#[cfg_attr(not(feature = "hydrate"), path = "form/server.rs")]
mod sending;
mod state;
mod summary;

/// How the button of a form looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// As wide as the card: the one thing to do here.
    #[default]
    Wide,
    /// As wide as its words, in a form among other things.
    Plain,
    /// As plain, in red: it takes something away.
    Danger,
}

impl Button {
    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "button button--primary button--wide",
            Self::Plain => "button button--primary",
            Self::Danger => "button button--danger",
        }
    }
}

/// A form that calls a server function: the one at its path.
///
/// With script it is sent as it stands, by one function for all forms: a typed call of each would be compiled once for
/// each, and the browser would load them all.
///
/// Refusals of forms sent with and without script end in one place, so fields read one thing. An error in
/// the address (`__err`, which Leptos would believe) is never looked at.
#[component]
pub fn Form(
    /// What it may send.
    form: &'static forms::Form,
    /// What the server gives it to start with.
    start: FormState,
    /// Says what the button does.
    submit: &'static str,
    /// Says that it is being done.
    busy: &'static str,
    /// How the button looks.
    #[prop(optional)]
    button: Button,
    /// Stands beside the button: the way out.
    #[prop(optional)]
    beside: Option<AnyView>,
    /// Where it posts to without script, where the form's path has parameters.
    #[prop(optional)]
    path: Option<String>,
    /// Fields to look at again after an error that is no single field's.
    #[prop(optional)]
    blamed: &'static [&'static str],
    /// The fields.
    children: Children,
) -> impl IntoView {
    let refused = RwSignal::new(start.refused);
    let refusals = RwSignal::new(0);
    let failure = RwSignal::new(None::<AppError>);
    let state = FormSignals {
        form,
        blamed,
        refused,
        refusals,
        labels: StoredValue::default(),
    };
    provide_context(state);

    let refuse = move |error: AppError| {
        let errors = if let AppError::Invalid(errors) = error {
            failure.set(None);
            errors
        } else {
            failure.set(Some(error));
            FieldErrors::default()
        };
        refused.set(Some(RejectedForm {
            form: form.path.to_owned(),
            page: String::new(),
            errors,
            values: [].into(),
        }));
        refusals.update(|count| *count += 1);
    };
    // A form that went well is followed by a new page: until that is there, it stays busy.
    let is_busy = RwSignal::new(false);
    let path = path.unwrap_or_else(|| form.path.to_owned());
    let to = path.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        // What cannot be read here is sent as a plain form, and the server says what is wrong.
        let Some(body) = sending::body_of(&event) else {
            return;
        };
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let to = to.clone();
        spawn_local(async move {
            match sending::send(&to, body).await {
                Ok(next) => sending::go(&next),
                Err(error) => {
                    is_busy.set(false);
                    refuse(error);
                }
            }
        });
    };

    view! {
        <Summary state failure />
        <form
            class="form"
            method="post"
            action=path
            novalidate
            on:submit=send
        >
            <CsrfToken token=start.csrf_token.clone() />
            {children()}
            <div class="form__actions">
                <button
                    class=button.class()
                    aria-busy=move || is_busy.get().then_some("true")
                >
                    {move || if is_busy.get() { busy } else { submit }}
                </button>
                {beside}
            </div>
        </form>
    }
}
