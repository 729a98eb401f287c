//! When the data of a page did not come.

use contract::paths;
use leptos::prelude::*;

use crate::{error::AppError, pages::ErrorPage};

/// Says what happened. A visitor who turns out to be logged out is led to the log-in and back.
#[component]
pub fn LoadFailed(
    /// What happened.
    error: AppError,
) -> impl IntoView {
    if error == AppError::LogInRequired {
        Effect::new(|| {
            let location = window().location();
            let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
            let next = String::from(leptos::web_sys::js_sys::encode_uri_component(&here));
            let _ = location.assign(&format!("{}?next={next}", paths::LOG_IN));
        });
    }
    view! { <ErrorPage error request_id=None /> }
}
