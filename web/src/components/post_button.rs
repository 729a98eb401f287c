//! A form that consists of a button and hidden fields. The next page reports the outcome.

use leptos::prelude::*;

use ui::CsrfToken;

use crate::page::use_page;

/// A button that posts. It works the same with and without JavaScript. `described_by` distinguishes buttons with the same label.
#[component]
pub fn PostButton(
    /// The path to which it posts.
    #[prop(into)]
    path: String,
    /// The hidden fields: name and value.
    #[prop(optional)]
    carries: Vec<(&'static str, String)>,
    /// The label.
    label: &'static str,
    /// The classes of the button.
    class: &'static str,
    /// The classes of the form.
    #[prop(default = "form--inline")]
    form_class: &'static str,
    /// The id of an element that describes the button, if the label is ambiguous.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> impl IntoView {
    let inputs = carries
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form class=form_class method="post" action=path>
            <CsrfToken token=use_page().csrf_token.clone() />
            {inputs}
            <button class=class aria-describedby=described_by>
                {label}
            </button>
        </form>
    }
}
