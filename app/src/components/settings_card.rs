//! One thing of the settings.

use leptos::prelude::*;

/// A card with a heading, a sentence, and what there is to do.
#[component]
pub fn SettingsCard(
    /// The heading.
    title: &'static str,
    /// Names the heading for the card.
    id: &'static str,
    /// One sentence under the heading.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// It takes something away.
    #[prop(optional)]
    is_dangerous: bool,
    /// List or form.
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
