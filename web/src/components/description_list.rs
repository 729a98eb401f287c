//! A card with a description list.

use leptos::prelude::*;

/// A term and its value. An empty value is shown as "Not set".
#[component]
pub fn Description(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    let value = if value.trim().is_empty() {
        "Not set".to_owned()
    } else {
        value
    };
    view! {
        <dt>{name}</dt>
        <dd>{value}</dd>
    }
}

/// A card around a description list; the children are its `<dt>` and `<dd>` elements.
#[component]
pub fn DescriptionList(
    /// The heading of the card.
    title: &'static str,
    /// The terms and values.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            <header class="card__header">
                <h2>{title}</h2>
            </header>
            <dl class="description-list">{children()}</dl>
        </section>
    }
}
