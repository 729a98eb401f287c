//! The one form. It posts without script, and with script it posts in place; either way a refusal looks the same.

use std::collections::BTreeMap;

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{self, FormStart, Refused},
};
use leptos::{html, prelude::*, task::spawn_local};

use super::{CsrfToken, Icon, icon::Shape, sending};
use crate::error::AppError;

/// Where fields point that are blamed for an error of the whole form.
const SUMMARY_ID: &str = "form-errors";

/// What the fields of a form know about it.
#[derive(Clone, Copy)]
pub(super) struct FormState {
    form: &'static forms::Form,
    blamed: &'static [&'static str],
    refused: RwSignal<Option<Refused>>,
    refusals: RwSignal<u32>,
    labels: StoredValue<BTreeMap<&'static str, String>>,
}

impl FormState {
    /// The form around the component that asks.
    pub(super) fn of_this_form() -> Self {
        expect_context()
    }

    /// The declaration of a field. One that is not declared would be refused by the server.
    pub(super) fn input(self, name: &str) -> &'static forms::Input {
        self.form
            .field(name)
            .expect("every field on a page is declared in contract::forms")
    }

    /// Says what a field is called, for the summary.
    pub(super) fn label(self, name: &'static str, label: &str) {
        self.labels.update_value(|labels| {
            labels.insert(name, label.to_owned());
        });
    }

    /// The sentence of an error in the summary, where it does not stand beside its field: "this field" needs a name.
    fn sentence(self, name: &str, error: &FieldError) -> String {
        let label = self.labels.with_value(|labels| labels.get(name).cloned());
        match (error, label) {
            (FieldError::Required, Some(label)) => format!("{label}: {}", error.message()),
            _ => error.message(),
        }
    }

    /// What is wrong with a field; follows every submission.
    pub(super) fn errors_of(self, name: &'static str) -> Signal<Vec<FieldError>> {
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
    pub(super) fn blame_of(self, name: &'static str) -> Signal<Option<&'static str>> {
        let is_blamed = self.blamed.contains(&name);
        Signal::derive(move || {
            let has_form_error = self
                .refused
                .with(|refused| refused.as_ref().is_some_and(|r| !r.errors.form.is_empty()));
            (is_blamed && has_form_error).then_some(SUMMARY_ID)
        })
    }

    /// What was typed before the page was loaded again. With script the inputs keep it by themselves.
    pub(super) fn value_of(self, name: &str) -> Option<String> {
        self.refused
            .with_untracked(|refused| refused.as_ref()?.values.get(name).cloned())
    }

    /// Is this form shown again because it was refused?
    pub(super) fn was_refused(self) -> bool {
        self.refused.with_untracked(Option::is_some)
    }

    /// Counts refusals since the page was loaded: what is secret is emptied at each.
    pub(super) fn refusals(self) -> RwSignal<u32> {
        self.refusals
    }
}

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
    start: FormStart,
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
    let state = FormState {
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
        refused.set(Some(Refused {
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

/// Everything that is wrong, at the top, with links to the fields.
#[component]
fn Summary(state: FormState, failure: RwSignal<Option<AppError>>) -> impl IntoView {
    let FormState {
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
pub(super) fn FieldErrorList(
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
