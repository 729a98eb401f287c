//! The question before something is deleted.

use contract::forms::Form;
use leptos::prelude::*;

use super::{PostButton, Refusal, SettingsCard};

/// What goes, what stays, and the deed.
#[component]
pub fn DeletionCard(
    /// The form that deletes.
    form: &'static Form,
    /// Where it posts to.
    path: String,
    /// Says what goes, a line each.
    items: Vec<String>,
    /// Says what stays.
    stays: &'static str,
    /// What the button says.
    label: &'static str,
    /// Where one goes who would rather not.
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
    let lead = view! { <p>"At once. " <strong>"It cannot be undone."</strong></p> }.into_any();
    view! {
        <div class="stack stack--narrow">
            <SettingsCard title="What is deleted" id="what-title" lead is_dangerous=true>
                <Refusal form />
                <ul class="items">{items}</ul>
                <p>{stays}</p>
                <div class="form__actions">
                    <PostButton path label class="button button--danger" />
                    <a class="button button--quiet" href=back>
                        "Keep it"
                    </a>
                </div>
            </SettingsCard>
        </div>
    }
}
