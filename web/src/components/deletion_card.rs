//! The confirmation of a deletion.

use contract::forms::Form;
use leptos::prelude::*;

use super::ConfirmationCard;

/// Lists what will be deleted and what will not, with a button that deletes.
#[component]
pub fn DeletionCard(
    /// The form of the deletion.
    form: &'static Form,
    /// The path to which it posts.
    path: String,
    /// What will be deleted, one entry per line.
    items: Vec<String>,
    /// A sentence about what will not be deleted.
    retained: &'static str,
    /// The label of the button.
    label: &'static str,
    /// The path of the cancel link.
    back: String,
) -> impl IntoView {
    let lead =
        view! { <p>"The deletion takes effect immediately. " <strong>"It cannot be undone."</strong></p> }
            .into_any();
    view! { <ConfirmationCard form path title="What will be deleted" lead items retained label back /> }
}
