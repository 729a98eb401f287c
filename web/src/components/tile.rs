//! A tile with a figure.

use leptos::prelude::*;

use super::Sparkline;

/// A tile of a `<dl class="tiles">`.
#[component]
pub fn Tile(
    /// The label of the figure.
    label: &'static str,
    /// A note below the figure.
    #[prop(optional, into)]
    note: String,
    /// The trend, in place of the note.
    #[prop(optional)]
    trend: Option<AnyView>,
    /// The history: a description, and the values, oldest first.
    #[prop(optional)]
    series: Option<(String, Vec<i64>)>,
    /// The figure.
    children: Children,
) -> impl IntoView {
    let sparkline = series.map(|(name, points)| {
        view! {
            <dd class="tile__sparkline">
                <Sparkline name points />
            </dd>
        }
    });
    view! {
        <div class="tile">
            <dt class="tile__label">{label}</dt>
            <dd class="tile__figure">{children()}</dd>
            <dd class="tile__note">{trend.unwrap_or_else(|| note.into_any())}</dd>
            {sparkline}
        </div>
    }
}
