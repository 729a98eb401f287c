//! A page that says how something went, and leads on.

use leptos::prelude::*;

use super::{CardLayout, icon::Shape};

/// One card, one sentence, one way on.
#[component]
pub fn OutcomeCard(
    /// What this page is.
    title: &'static str,
    /// How it went.
    text: &'static str,
    /// Whether that is good.
    is_good: bool,
    /// Where the way leads.
    href: &'static str,
    /// Says so.
    label: &'static str,
    /// A quieter way, below.
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
