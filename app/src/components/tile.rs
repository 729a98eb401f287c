//! One figure, with what it counts.

use leptos::prelude::*;

/// A tile; stands in a `<dl class="tiles">`.
#[component]
pub fn Tile(
    /// What it counts.
    label: &'static str,
    /// What else to say about it.
    #[prop(into)]
    note: String,
    /// The figure.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="tile">
            <dt class="tile__label">{label}</dt>
            <dd class="tile__figure">{children()}</dd>
            <dd class="tile__note">{note}</dd>
        </div>
    }
}
