//! The logo and the site's name, linked to the home page.

use contract::{paths, site};
use leptos::prelude::*;

/// The logo, a portico: a pediment on columns.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=paths::HOME>
            <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true">
                <path d="M16 2 30 12v3H2v-3zM4 17h5v13H4zM23 17h5v13h-5zM12 30v-9a4 4 0 0 1 8 0v9z" />
            </svg>
            <span class="brand__name">{site::NAME}</span>
        </a>
    }
}
