//! What the browser shows where no route matches. The server answers such a path before any page is asked.

use leptos::prelude::*;

use super::ErrorPage;
use crate::{components::PageLayout, error::AppError};

/// 404, reached by a link inside the application.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageLayout title="Not found">
            <ErrorPage error=AppError::NotFound request_id=None />
        </PageLayout>
    }
}
