//! Searches a long list of check boxes, and counts the checked ones.

use leptos::{
    prelude::*,
    web_sys::{Element, Node},
};

use super::selection::elements;

/// A search field above the list. Without JavaScript it is hidden, and the count is that of the page as it was loaded.
#[island]
pub fn CheckboxSearch(
    /// The id of the list.
    list: String,
    /// A plural noun for the items, such as "permissions".
    things: String,
    /// The number of boxes.
    total: usize,
    /// The number of checked boxes.
    chosen: usize,
) -> impl IntoView {
    let chosen = RwSignal::new(chosen);
    let of_list = format!("#{list}");
    let ticked = format!("{of_list} input:checked");
    Effect::new(move || {
        let ticked = ticked.clone();
        let recount = move || chosen.set(elements(&ticked).count());
        recount();
        let handle = window_event_listener(leptos::ev::change, move |_| recount());
        on_cleanup(move || handle.remove());
    });
    let look = move |event| {
        let wanted = event_target_value(&event).to_lowercase();
        for item in elements(&format!("{of_list} li")) {
            let text = Node::text_content(&item).unwrap_or_default().to_lowercase();
            show(&item, text.contains(wanted.trim()));
        }
        // From the inside out: a section without a visible box is hidden.
        for section in elements(&format!("{of_list} fieldset, {of_list} section")) {
            let is_empty = !matches!(section.query_selector("li:not([hidden])"), Ok(Some(_)));
            show(&section, !is_empty);
        }
    };
    // Inside a form, the Enter key would submit it.
    let stay = |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let label = format!("Search {things}");
    view! {
        <div class="checkbox-group__bar">
            <input
                class="field__input needs-script"
                type="search"
                aria-label=label.clone()
                placeholder=label
                aria-controls=list
                on:input=look
                on:keydown=stay
            />
            <p role="status">{move || format!("{} of {total} chosen", chosen.get())}</p>
        </div>
    }
}

fn show(element: &Element, is_shown: bool) {
    let _ = if is_shown {
        element.remove_attribute("hidden")
    } else {
        element.set_attribute("hidden", "")
    };
}
