//! One figure, with what it counts.

use leptos::prelude::*;

use super::Sparkline;

/// A tile; stands in a `<dl class="tiles">`.
#[component]
pub fn Tile(
    /// What it counts.
    label: &'static str,
    /// What else to say about it.
    #[prop(optional, into)]
    note: String,
    /// How it has changed, in the place of the note.
    #[prop(optional)]
    trend: Option<AnyView>,
    /// How it came about: what the line shows, and its points, oldest first.
    #[prop(optional)]
    series: Option<(String, Vec<i64>)>,
    /// The figure.
    children: Children,
) -> impl IntoView {
    let spark = series.map(|(name, points)| {
        view! {
            <dd class="tile__spark">
                <Sparkline name points />
            </dd>
        }
    });
    view! {
        <div class="tile">
            <dt class="tile__label">{label}</dt>
            <dd class="tile__figure">{children()}</dd>
            <dd class="tile__note">{trend.unwrap_or_else(|| note.into_any())}</dd>
            {spark}
        </div>
    }
}
