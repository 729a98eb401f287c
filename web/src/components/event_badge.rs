//! A badge for an event of the audit log.

use leptos::prelude::*;

/// An event as a badge. The colour only repeats what the text says.
#[component]
pub fn EventBadge(
    /// The name of the event.
    event: String,
) -> impl IntoView {
    let class = class(&event);
    view! { <span class=class>{event.replace('_', " ")}</span> }
}

fn class(event: &str) -> &'static str {
    let ends = |ends: &[&str]| ends.iter().any(|end| event.ends_with(end));
    if ends(&["_failed", "_repeated", "_given_up"]) {
        "badge badge--warning"
    } else if ends(&["_deleted", "_disabled"]) {
        "badge badge--danger"
    } else if ends(&["_logged_in", "_confirmed", "_approved", "reauthenticated"]) {
        "badge badge--success"
    } else if event.starts_with("group_") || event == "user_changed" {
        "badge badge--accent"
    } else {
        "badge"
    }
}
