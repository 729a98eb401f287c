//! The one-time message.

use leptos::prelude::*;

use super::{Icon, icon::Shape};
use crate::page_context::use_page;

/// What went well just now, if there is anything to say.
#[component]
pub fn Status() -> impl IntoView {
    use_page().notice.map(|notice| {
        view! {
            <div class="status status--success" role="status">
                <Icon shape=Shape::Check />
                <p>{notice.message()}</p>
            </div>
        }
    })
}
