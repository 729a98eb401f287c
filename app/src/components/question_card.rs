//! The question before something is taken away.

use contract::forms::Form;
use leptos::prelude::*;

use super::{PostButton, Refusal, SettingsCard};

/// What happens, what stays, the button that does it, and the way out. A `GET` shows it; its form is the `POST`.
#[component]
pub fn QuestionCard(
    /// The form that does it.
    form: &'static Form,
    /// Where it posts to.
    path: String,
    /// The card's heading.
    title: &'static str,
    /// One sentence under the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// Says what happens, a line each.
    items: Vec<String>,
    /// Says what stays.
    stays: &'static str,
    /// What the button says.
    label: &'static str,
    /// Where the way out leads.
    back: String,
    /// What the way out says.
    #[prop(default = "Cancel")]
    keep: &'static str,
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
                <Refusal form />
                <ul class="items">{items}</ul>
                <p>{stays}</p>
                <div class="form__actions">
                    <PostButton path label class="button button--danger" />
                    <a class="button button--quiet" href=back>
                        {keep}
                    </a>
                </div>
            </SettingsCard>
        </div>
    }
}
