//! The viewer's role.

use contract::role::Role;
use leptos::prelude::*;

/// A badge with the role's name; nothing where there is no role.
#[component]
pub fn RoleBadge(
    /// Which.
    role: Option<Role>,
) -> impl IntoView {
    role.map(|role| view! { <span class="badge badge--accent">{role.group()}</span> })
}
