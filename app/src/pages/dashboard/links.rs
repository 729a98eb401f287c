//! Where to go from the dashboard: what the viewer may open, and nothing else.

use contract::{
    access::{self, Method},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{Icon, icon::Shape},
    page_context::use_viewer,
};

/// Icon, label, path and one sentence. Who sees one is `contract::access`' business.
const LINKS: [(Shape, &str, &str, &str); 7] = [
    (
        Shape::Check,
        "Manager dashboard",
        paths::MANAGER_DASHBOARD,
        "Orders that wait for approval.",
    ),
    (
        Shape::Person,
        "Admin dashboard",
        paths::ADMIN_DASHBOARD,
        "Users, sign-ups and sessions.",
    ),
    (
        Shape::Page,
        "Order report",
        paths::REPORTS,
        "What was ordered, by month.",
    ),
    (
        Shape::Order,
        "All your orders",
        paths::ORDERS,
        "With what has become of them.",
    ),
    (
        Shape::Basket,
        "Your basket",
        paths::BASKET,
        "What you mean to order.",
    ),
    (
        Shape::Key,
        "Administration",
        paths::ADMIN,
        "Accounts, groups and permissions.",
    ),
    (
        Shape::Lock,
        "Your settings",
        paths::PROFILE,
        "Profile, address, password and sessions.",
    ),
];

/// A card of links.
#[component]
pub fn Links() -> impl IntoView {
    let viewer = use_viewer();
    let links = LINKS
        .into_iter()
        .filter(|(_, _, path, _)| access::policy(Method::Get, path).admits(viewer.as_ref()))
        .map(|(shape, label, path, note)| {
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
                <h2 id="open-title">"What you may open"</h2>
            </header>
            <ul class="items">{links}</ul>
        </section>
    }
}
