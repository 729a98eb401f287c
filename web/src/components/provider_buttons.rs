//! The buttons of social login.

use contract::{forms::Form, paths};
use leptos::prelude::*;
use oauth::Brand;
use ui::CsrfToken;

use super::{FormErrors, ProviderLogo};
use crate::page::use_page;

/// The pages with these buttons. Their Content-Security-Policy allows forms to lead to the providers.
pub const PAGES: [&str; 4] = [
    paths::LOG_IN,
    paths::SIGN_UP,
    paths::REAUTHENTICATE,
    paths::CONNECTIONS,
];

/// One button per configured provider, as the providers' branding guidelines require, and the error of the last attempt. Nothing if no
/// provider is configured. Use it only on [`PAGES`].
#[component]
pub fn ProviderButtons(
    /// The form that the buttons submit. Its path has the parameter `{provider}`.
    form: &'static Form,
    /// The beginning of the label, such as "Continue with".
    verb: &'static str,
    /// The value of the field `next`, if the form has one.
    #[prop(optional, into)]
    next: Option<String>,
    /// The names of the providers to show; all if it is omitted.
    #[prop(optional_no_strip)]
    only: Option<Vec<String>>,
    /// The method of the last login in this browser, which is marked.
    #[prop(optional_no_strip)]
    last_method: Option<String>,
) -> impl IntoView {
    let page = use_page();
    let buttons: Vec<_> = page
        .services
        .auth
        .providers
        .iter()
        .filter(|provider| {
            only.as_ref()
                .is_none_or(|only| only.iter().any(|name| name == provider.name()))
        })
        .map(|provider| {
            let path = paths::fill(form.path, &[provider.name()]);
            let is_last = last_method.as_deref() == Some(&auth::social::method(provider.name()));
            let class = match provider.brand() {
                Brand::Google => "button button--wide button--google",
                Brand::GitHub => "button button--wide button--github",
                Brand::Plain => "button button--wide",
            };
            let next = next
                .clone()
                .filter(|_| form.input("next").is_some())
                .map(|next| view! { <input type="hidden" name="next" value=next /> });
            view! {
                <form class="providers__provider" method="post" action=path>
                    <CsrfToken token=page.csrf_token.clone() />
                    {next}
                    <button class=class>
                        <ProviderLogo brand=provider.brand() />
                        {format!("{verb} {}", provider.label())}
                        {is_last.then(|| view! { <span class="badge badge--accent">"Last used"</span> })}
                    </button>
                </form>
            }
        })
        .collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <FormErrors form />
            <div class="providers">{buttons}</div>
        }
    })
}
