//! The confirmation of a deletion.

use contract::forms::Form;
use leptos::prelude::*;

use super::ConfirmationCard;

/// What is deleted, what is kept, and the button that deletes.
#[component]
pub fn DeletionCard(
    /// The form that deletes.
    form: &'static Form,
    /// The path to which it posts.
    path: String,
    /// What is deleted, one line each.
    items: Vec<String>,
    /// What is kept.
    retained: &'static str,
    /// The label of the button.
    label: &'static str,
    /// The path of the cancel link.
    back: String,
) -> impl IntoView {
    let lead =
        view! { <p>"This happens immediately. " <strong>"It cannot be undone."</strong></p> }.into_any();
    view! { <ConfirmationCard form path title="What is deleted" lead items retained label back /> }
}
