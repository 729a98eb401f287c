//! A card of the settings.

use leptos::prelude::*;

/// A card with a heading, a sentence and content.
#[component]
pub fn SettingsCard(
    /// The heading.
    #[prop(into)]
    title: String,
    /// The id of the heading, which labels the card.
    id: &'static str,
    /// A sentence below the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// Whether the action is destructive.
    #[prop(optional)]
    is_dangerous: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let class = if is_dangerous {
        "card card--stack card--danger"
    } else {
        "card card--stack"
    };
    view! {
        <section class=class aria-labelledby=id>
            <header>
                <h2 id=id>{title}</h2>
                {lead}
            </header>
            {children()}
        </section>
    }
}
