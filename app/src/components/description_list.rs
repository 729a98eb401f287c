//! A card of names and values.

use leptos::prelude::*;

/// A name with its value; an empty value is "Not set".
#[component]
pub fn Description(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
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

/// A card around a description list; the children are its `<dt>` and `<dd>`.
#[component]
pub fn DescriptionList(
    /// The card's heading.
    title: &'static str,
    /// Names and values.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            <header class="card__header">
                <h2>{title}</h2>
            </header>
            <dl class="facts">{children()}</dl>
        </section>
    }
}
