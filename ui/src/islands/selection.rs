//! Selection of rows by check boxes: all at once, with a count. Without JavaScript, boxes are checked one by one.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement, NodeList};

/// A check box that checks or unchecks all boxes with this name.
#[island]
pub fn SelectAll(
    /// The name of the boxes.
    name: String,
) -> impl IntoView {
    let tick = move |event: leptos::ev::Event| {
        let is_ticked = event_target_checked(&event);
        for input in boxes(&name) {
            input.set_checked(is_ticked);
        }
    };
    view! {
        <label class="needs-script">
            <input class="field__check" type="checkbox" on:change=tick />
            <span class="visually-hidden">"Select all on this page"</span>
        </label>
    }
}

/// Shows how many boxes with this name are checked.
#[island]
pub fn SelectedCount(
    /// The name of the boxes.
    name: String,
) -> impl IntoView {
    let count = RwSignal::new(0_usize);
    let recount = move || count.set(boxes(&name).filter(HtmlInputElement::checked).count());
    Effect::new(move || {
        // Boxes may have been checked before hydration, or restored by the browser.
        recount();
        let recount = recount.clone();
        let handle = window_event_listener(leptos::ev::change, move |_| recount());
        on_cleanup(move || handle.remove());
    });
    view! {
        <span class="needs-script" role="status">
            {move || match count.get() {
                0 => String::new(),
                count => format!("{count} selected"),
            }}
        </span>
    }
}

/// The boxes with this name.
fn boxes(name: &str) -> impl Iterator<Item = HtmlInputElement> + use<> {
    elements(&format!("input[type=checkbox][name={name}]")).filter_map(|element| element.dyn_into().ok())
}

/// The elements that match a selector.
pub(super) fn elements(selector: &str) -> impl Iterator<Item = Element> + use<> {
    let list = document().query_selector_all(selector).ok();
    let length = list.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |index| list.as_ref()?.get(index)?.dyn_into().ok())
}
