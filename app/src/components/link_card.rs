//! What a link from a mail leads to: a question and one button. Opening the link alone does nothing.

use contract::{forms::Form, paths};
use leptos::prelude::*;

use super::{CardLayout, PostButton, Refusal, icon::Shape};

/// A card with a button that posts to the link's own path.
#[component]
pub fn LinkCard(
    /// What this page is.
    title: &'static str,
    /// The question.
    #[prop(into)]
    lead: AnyView,
    /// What the button sends.
    form: &'static Form,
    /// The token in the link.
    token: String,
    /// Says what the button does.
    label: &'static str,
    /// For whom it is not meant.
    otherwise: &'static str,
) -> impl IntoView {
    view! {
        <CardLayout title lead icon=(Shape::Mail, "")>
            <Refusal form />
            <PostButton
                path=paths::fill(form.path, &[&token])
                label
                class="button button--primary button--wide"
                form_class="form"
            />
            <p class="card__more">{otherwise}</p>
        </CardLayout>
    }
}
