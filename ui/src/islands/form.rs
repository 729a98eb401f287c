//! The form island. Without JavaScript, the browser submits the form; with it, the island does, without a page load. Errors look the same
//! either way.

use contract::field_errors::Messages;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use submission::SubmissionError;
use summary::Summary;

pub use signals::FormSignals;
pub(crate) use summary::FieldErrorList;

use crate::CsrfToken;

mod signals;
mod submission;
mod summary;

/// The style of a form's submit button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Button {
    /// As wide as the card: the primary action of the page.
    #[default]
    Wide,
    /// As wide as its label, for a form beside other content.
    Plain,
    /// Red, for an action that deletes or ends something.
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

/// A link beside the submit button that leaves the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelLink {
    /// The label.
    pub label: String,
    /// The target.
    pub href: String,
}

/// A form around its fields, which are the children. The fields find the form's errors in the context ([`FormSignals`]).
///
/// With JavaScript, it submits the same request as a browser would and asks for JSON. The response is the next location, or the errors.
#[island]
pub fn FormIsland(
    /// The path to which the form posts.
    path: String,
    /// The errors of the last submission, if it was made without JavaScript.
    errors: Messages,
    /// The names of the inputs, in the order of the page.
    order: Vec<String>,
    /// The fields that an error of the whole form refers to.
    blamed: Vec<String>,
    /// The session's CSRF token.
    csrf_token: Option<String>,
    /// The label of the submit button.
    submit: String,
    /// The label of the submit button during a submission.
    busy: String,
    /// The style of the submit button.
    button: Button,
    /// A link beside the submit button.
    cancel: Option<CancelLink>,
    /// Whether the browser submits the form and loads a page, even with JavaScript.
    as_page: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let signals = FormSignals::new(errors, order, blamed);
    provide_context(signals);

    // After success, the button stays disabled until the next page has loaded.
    let is_busy = RwSignal::new(false);
    let to = path.clone();
    let send = move |event: SubmitEvent| {
        if as_page {
            return;
        }
        // If the form cannot be read, the browser submits it and the server reports the errors.
        let Some((form, body)) = submission::read(&event) else {
            return;
        };
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let to = to.clone();
        spawn_local(async move {
            match submission::send(&to, body).await {
                Ok(next) => submission::open(&next),
                // The server stores the input while it asks for the password, which requires a page load.
                Err(SubmissionError::Reauthenticate) => submission::send_as_page(&form),
                Err(SubmissionError::Rejected(rejection)) => {
                    is_busy.set(false);
                    signals.reject(rejection);
                }
            }
        });
    };
    let cancel = cancel.map(|CancelLink { label, href }| {
        view! {
            <a class="button button--quiet" href=href>
                {label}
            </a>
        }
    });

    view! {
        <Summary signals />
        <form class="form" method="post" action=path novalidate on:submit=send>
            <CsrfToken token=csrf_token />
            {children()}
            <div class="form__actions">
                <button class=button.class() aria-busy=move || is_busy.get().then_some("true")>
                    {move || if is_busy.get() { busy.clone() } else { submit.clone() }}
                </button>
                {cancel}
            </div>
        </form>
    }
}
