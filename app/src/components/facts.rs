//! A card of names and values.

use leptos::prelude::*;

/// A card around a description list; the children are its `<dt>` and `<dd>`.
#[component]
pub fn Facts(
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
