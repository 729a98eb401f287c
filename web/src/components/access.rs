//! The viewer's groups and effective permissions.

use std::collections::BTreeMap;

use contract::viewer::Viewer;
use leptos::prelude::*;

/// A card with the viewer's groups, and the effective permissions by app.
#[component]
pub fn Access(
    /// The viewer.
    viewer: Viewer,
) -> impl IntoView {
    let groups = viewer
        .groups
        .iter()
        .map(|name| view! { <li class="badge">{name.clone()}</li> })
        .collect_view();
    let mut by_app = BTreeMap::<String, Vec<String>>::new();
    for permission in &viewer.permissions {
        let app = permission.split('.').next().unwrap_or_default();
        by_app.entry(app.to_owned()).or_default().push(permission.clone());
    }
    let permissions = by_app
        .into_iter()
        .map(|(app, permissions)| {
            let items = permissions
                .into_iter()
                .map(|name| view! { <li><code>{name}</code></li> })
                .collect_view();
            view! {
                <div>
                    <h3>{app}</h3>
                    <ul class="access__list">{items}</ul>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="access">
            <header class="card__header">
                <h2 id="access">"Your access"</h2>
            </header>
            <div class="access">
                {viewer.is_superuser.then(|| view! { <p>"You are a superuser and have every permission."</p> })}
                <div>
                    <h3>"Groups"</h3>
                    {if viewer.groups.is_empty() {
                        view! { <p>"You are not in any group."</p> }.into_any()
                    } else {
                        view! { <ul class="badges">{groups}</ul> }.into_any()
                    }}
                </div>
                {permissions}
            </div>
        </section>
    }
}
