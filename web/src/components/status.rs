//! The flash message.

use leptos::prelude::*;

use ui::{Icon, icon::Shape};

use crate::page::use_page;

/// The flash message of the last request; nothing if there is none.
#[component]
pub fn Status() -> impl IntoView {
    use_page().flash.clone().map(|message| {
        view! {
            <div class="status status--success" role="status">
                <Icon shape=Shape::Check />
                <p>{message}</p>
            </div>
        }
    })
}
