//! What the router shows where no page matches. The server answers such an address before any page is asked, so this is
//! for an address that is a route of the server and of no page.

use leptos::prelude::*;

use super::ErrorPage;
use crate::{components::PageLayout, error::AppError};

/// 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageLayout title="Not found">
            <ErrorPage error=AppError::NotFound request_id=None />
        </PageLayout>
    }
}
