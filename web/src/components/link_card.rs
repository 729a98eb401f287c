//! The page that a link from a mail opens: a question with a button. Opening the link has no effect by itself.

use contract::forms::Form;
use leptos::prelude::*;

use ui::icon::Shape;

use super::{CardLayout, FormErrors, PostButton};

/// A card with a button that posts to the link's path.
#[component]
pub fn LinkCard(
    /// The title of the page.
    title: &'static str,
    /// The question.
    #[prop(into)]
    lead: AnyView,
    /// The form that the button submits.
    form: &'static Form,
    /// The path to which it posts: that of the link.
    path: String,
    /// The label of the button.
    label: &'static str,
    /// What a visitor should do who did not expect the mail.
    otherwise: &'static str,
) -> impl IntoView {
    view! {
        <CardLayout title lead icon=(Shape::Mail, "")>
            <FormErrors form />
            <PostButton
                path
                label
                class="button button--primary button--wide"
                form_class="form"
            />
            <p class="card__more">{otherwise}</p>
        </CardLayout>
    }
}
