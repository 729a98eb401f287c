//! When the data of a page did not come.

use leptos::prelude::*;

use crate::{error::AppError, pages::ErrorPage};

/// Says what happened, inside the page that wanted the data.
#[component]
pub fn LoadFailed(
    /// What happened.
    error: AppError,
) -> impl IntoView {
    view! { <ErrorPage error request_id=None /> }
}
