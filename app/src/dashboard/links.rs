//! Links to the pages that the viewer is allowed to open.

use contract::paths;
use leptos::prelude::*;
use web::{
    components::{Icon, Shape},
    page::use_page,
};

/// A card with the links.
#[component]
pub(super) fn Links() -> impl IntoView {
    let page = use_page();
    let settings = (
        Shape::Lock,
        "Your settings",
        "Profile, email address, password and sessions.",
        paths::PROFILE,
    );
    let links = page
        .services
        .routes
        .dashboard_links()
        .filter(|(.., policy)| policy.admits(page.viewer.as_ref()))
        .map(|(icon, label, note, path, _)| (icon, label, note, path))
        .chain([settings])
        .map(|(shape, label, note, path)| {
            view! {
                <li class="item">
                    <Icon shape />
                    <div class="item__text">
                        <p class="item__title">
                            <a href=path>{label}</a>
                        </p>
                        <p class="item__note">
                            <span>{note}</span>
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card card--stack" aria-labelledby="open-title">
            <header>
                <h2 id="open-title">"Quick links"</h2>
            </header>
            <ul class="items">{links}</ul>
        </section>
    }
}
