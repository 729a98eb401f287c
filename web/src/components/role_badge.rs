//! A badge for the viewer's role.

use contract::role::Role;
use leptos::prelude::*;

/// A badge with the name of the role; nothing without a role.
#[component]
pub fn RoleBadge(
    /// The role.
    role: Option<Role>,
) -> impl IntoView {
    role.map(|role| view! { <span class="badge badge--accent">{role.group()}</span> })
}
