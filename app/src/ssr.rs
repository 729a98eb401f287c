//! What only the server has. Server functions reach it through here; the HTTP side prepares it for each request.

use std::sync::Arc;

use axum::http::request::Parts;
use contract::page::PageState;
use leptos::{nonce::Nonce, prelude::*};

use crate::page_context::SetStatus;

mod basket;
mod csrf_key;
pub mod device;
mod document;
mod refusal;
mod request;
mod response;

pub use basket::BASKET;
pub use csrf_key::CsrfKey;
pub use document::{Assets, document};
pub use request::{Request, SiteUrls, request, require, require_viewer};
pub use response::{
    append_header, continue_to, parse_id, redirect_page, remember_theme, same_site_path, see_other,
};

/// What one response needs: made by the HTTP side, put into the request's extensions, and taken up by
/// [`provide_request_contexts`].
#[derive(Clone)]
pub struct Contexts {
    /// For server functions.
    pub request: Request,
    /// For pages.
    pub page: PageState,
    /// For every inline script.
    pub nonce: Nonce,
    /// Names of the files that the browser loads.
    pub assets: Arc<Assets>,
}

/// Hands the contexts of this request to Leptos. Called once per page and once per server function.
pub fn provide_request_contexts() {
    let Some(contexts) = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Contexts>().cloned())
    else {
        return;
    };
    provide_context(contexts.request);
    provide_context(contexts.page);
    provide_context(contexts.nonce);
    provide_context(contexts.assets);
    provide_context(SetStatus(response::set_status));
}
