//! The options of a select element.

use leptos::prelude::*;

/// The value and label of each option; the selected one is marked.
pub fn options(offered: Vec<(String, String)>, chosen: &str) -> impl IntoView + use<> {
    offered
        .into_iter()
        .map(|(value, label)| {
            let is_chosen = value == chosen;
            view! {
                <option value=value selected=is_chosen>
                    {label}
                </option>
            }
        })
        .collect_view()
}
