//! A page that reports the outcome of an action.

use leptos::prelude::*;

use ui::icon::Shape;

use super::CardLayout;

/// A card with a sentence and a link.
#[component]
pub fn OutcomeCard(
    /// The title of the page.
    title: &'static str,
    /// The outcome.
    text: &'static str,
    /// Whether the outcome is a success.
    is_good: bool,
    /// The target of the link.
    href: &'static str,
    /// The label of the link.
    label: &'static str,
    /// A secondary action below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = if is_good {
        (Shape::Check, "card__icon--success")
    } else {
        (Shape::Alert, "card__icon--warning")
    };
    view! {
        <CardLayout title lead=view! { <p>{text}</p> }.into_any() icon>
            <a class="button button--primary button--wide" href=href>
                {label}
            </a>
            {children.map(|children| children())}
        </CardLayout>
    }
}
