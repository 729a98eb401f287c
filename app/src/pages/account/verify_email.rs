//! Confirm an e-mail address: ask for the link, follow it, press its button.

use contract::{
    forms::{self, FormState},
    paths,
    settings::Link,
};
use leptos::prelude::*;

use crate::{
    components::{CardLayout, Form, LinkCard, OutcomeCard, TextField, loaded},
    error::AppError,
    page_context::{form_state, use_viewer},
    url_params::parameter,
};

/// Asks for the link once more. The answer is the same for every address.
#[server(prefix = "", endpoint = "verify_email")]
pub async fn request_confirmation(#[server(default)] email: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::Anyone)?;
    auth::accounts::email_confirmation::request_link(&request.auth, request.client(), &email).await?;
    request.flash(FlashMessage::LinkSent).await?;
    see_other(if request.viewer().is_some() {
        paths::DASHBOARD
    } else {
        paths::VERIFY_EMAIL
    });
    Ok(())
}

/// What a link would do. It is not used up.
#[server(prefix = "/api", endpoint = "link")]
pub async fn load_link(#[server(default)] token: String) -> Result<Link, AppError> {
    use crate::ssr::require;
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    Ok(auth::accounts::email_links::inspect(&request.auth, &token).await?)
}

/// Confirms the address that the link was sent to. Nobody is logged in by it.
#[server(prefix = "", endpoint = "verify_email/{token}")]
pub async fn confirm_email(#[server(default)] token: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::Anyone)?;
    auth::accounts::email_links::confirm_email(&request.auth, &request.origin(), &token).await?;
    request.flash(FlashMessage::EmailConfirmed).await?;
    see_other(if request.viewer().is_some() {
        paths::DASHBOARD
    } else {
        paths::LOG_IN
    });
    Ok(())
}

/// The page at `/verify_email`.
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let start = form_state(&forms::VERIFY_EMAIL);
    let (way_on, label) = if use_viewer().is_some() {
        (paths::DASHBOARD, "Go to your dashboard")
    } else {
        (paths::LOG_IN, "Log in")
    };
    let lead = view! {
        <p>"The link is in the mail we have sent you. No mail? Enter the address, and we will send a new link."</p>
    }
    .into_any();
    view! {
        <CardLayout title="Confirm your email address" lead>
            <VerifyEmailForm start />
            <p class="card__more">
                <a href=way_on>{label}</a>
            </p>
        </CardLayout>
    }
}

#[island]
fn VerifyEmailForm(start: FormState) -> impl IntoView {
    view! {
        <Form form=&forms::VERIFY_EMAIL start submit="Send the link" busy="Sending…">
            <TextField name="email" label="Email" autocomplete="email" />
        </Form>
    }
}

/// The page at `/verify_email/{token}`.
#[component]
pub fn VerifyEmailLinkPage() -> impl IntoView {
    let token = parameter("token");
    let shown = token.clone();
    loaded(
        move || load_link(token.clone()),
        move |link| match link {
            Link::Confirm { email } | Link::Change { email } => {
                view! { <Confirm token=shown.clone() email /> }.into_any()
            }
            Link::Undo { .. } | Link::Invalid => view! { <InvalidLink /> }.into_any(),
        },
    )
}

#[component]
fn Confirm(token: String, email: String) -> impl IntoView {
    let lead = view! { <p>"Is " <strong>{email}</strong> " yours?"</p> }.into_any();
    view! {
        <LinkCard
            title="Confirm your email address"
            lead
            form=&forms::VERIFY_EMAIL_LINK
            token
            label="Confirm"
            otherwise="Not yours? Close this page, and nothing happens."
        />
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Email address not confirmed"
            text="This link has been used before, has expired, has been replaced by a newer one, or was not copied completely."
            is_good=false
            href=paths::VERIFY_EMAIL
            label="Ask for a new link"
        />
    }
}
