//! A form that is one button: it posts what it carries, and the next page says how it went.

use leptos::prelude::*;

use super::CsrfToken;
use crate::page_context::use_page;

/// Works the same with and without script. What a button of the same name is about, `described_by` says.
#[component]
pub fn PostButton(
    /// Where it posts to.
    #[prop(into)]
    path: String,
    /// What it carries: name and value.
    #[prop(optional)]
    carries: Vec<(&'static str, String)>,
    /// Says what happens.
    label: &'static str,
    /// Classes of the button.
    class: &'static str,
    /// Classes of the form.
    #[prop(default = "form--inline")]
    form_class: &'static str,
    /// Id of what it is about, where the label does not say.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> impl IntoView {
    let inputs = carries
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form class=form_class method="post" action=path>
            <CsrfToken token=use_page().csrf_token />
            {inputs}
            <button class=class aria-describedby=described_by>
                {label}
            </button>
        </form>
    }
}
