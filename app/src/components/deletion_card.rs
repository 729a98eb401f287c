//! The question before something is deleted.

use contract::forms::Form;
use leptos::prelude::*;

use super::QuestionCard;

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
    let lead = view! { <p>"At once. " <strong>"It cannot be undone."</strong></p> }.into_any();
    view! { <QuestionCard form path title="What is deleted" lead items stays label back keep="Keep it" /> }
}
