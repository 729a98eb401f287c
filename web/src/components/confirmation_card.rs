//! The confirmation of a destructive action.

use contract::forms::Form;
use leptos::prelude::*;

use super::{FormErrors, PostButton, SettingsCard};

/// Lists the consequences of an action, with a button that performs it and a cancel link. A `GET` shows the page, and a `POST` performs the
/// action.
#[component]
pub fn ConfirmationCard(
    /// The form of the action.
    form: &'static Form,
    /// The path to which it posts.
    path: String,
    /// The heading.
    title: &'static str,
    /// A sentence below the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// The consequences, one per line.
    items: Vec<String>,
    /// A sentence about what the action does not change.
    retained: &'static str,
    /// The label of the button.
    label: &'static str,
    /// The target of the cancel link.
    back: String,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|line| {
            view! {
                <li class="item">
                    <div class="item__text">
                        <p class="item__title">{line}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    let lead = lead.unwrap_or_else(|| ().into_any());
    view! {
        <div class="stack stack--narrow">
            <SettingsCard title id="what-title" lead is_dangerous=true>
                <FormErrors form />
                <ul class="items">{items}</ul>
                <p>{retained}</p>
                <div class="form__actions">
                    <PostButton path label class="button button--danger" />
                    <a class="button button--quiet" href=back>
                        "Cancel"
                    </a>
                </div>
            </SettingsCard>
        </div>
    }
}
