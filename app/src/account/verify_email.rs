//! Confirming an email address: requesting a link, opening it, and confirming.

use contract::{
    forms::{ConfirmEmail, FormData, RequestConfirmation},
    paths,
    settings::Link,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, LinkCard, OutcomeCard, TextField},
    redirect,
};

/// The page at `/verify_email`.
pub(super) async fn request_page(request: Request) -> Result<impl IntoView, AppError> {
    let (way_on, label) = if request.is_anonymous() {
        (paths::LOG_IN, "Log in")
    } else {
        (paths::DASHBOARD, "Go to your dashboard")
    };
    let lead = view! {
        <p>"We’ve sent you an email with a confirmation link. Didn’t get it? Enter your address and we’ll send a new one."</p>
    }
    .into_any();
    Ok(view! {
        <CardLayout title="Confirm your email address" lead>
            <Form form=RequestConfirmation::FORM submit="Send the link" busy="Sending…">
                <TextField name="email" label="Email" autocomplete="email" />
            </Form>
            <p class="card__more">
                <a href=way_on>{label}</a>
            </p>
        </CardLayout>
    })
}

/// Requests another link. The response is the same for every address.
pub(super) async fn request_link(request: Request, form: RequestConfirmation) -> Result<Next, AppError> {
    auth::accounts::email_confirmation::request_link(&request.auth, request.client(), &form.email).await?;
    let next = if request.is_anonymous() {
        paths::VERIFY_EMAIL
    } else {
        paths::DASHBOARD
    };
    Ok(redirect(next).flash(
        "If that address needs to be confirmed, we’ve sent it a link. It may take a few minutes to arrive.",
    ))
}

/// The page at `/verify_email/{token}`. Opening a link does not use it up.
pub(super) async fn link_page(request: Request) -> Result<impl IntoView, AppError> {
    let link = auth::accounts::email_links::inspect(&request.auth, request.parameter("token")).await?;
    Ok(match link {
        Link::Confirm { email } | Link::Change { email } => {
            let path = request.path().to_owned();
            view! { <Confirm path email /> }.into_any()
        }
        Link::Undo { .. } | Link::Invalid => view! { <InvalidLink /> }.into_any(),
    })
}

#[component]
fn Confirm(path: String, email: String) -> impl IntoView {
    let lead = view! { <p>"Is " <strong>{email}</strong> " yours?"</p> }.into_any();
    view! {
        <LinkCard
            title="Confirm your email address"
            lead
            form=ConfirmEmail::FORM
            path
            label="Confirm"
            otherwise="Not your address? Close this page. Nothing will happen."
        />
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Email address not confirmed"
            text="This link has already been used, has expired, has been replaced by a newer one, or is incomplete."
            is_good=false
            href=paths::VERIFY_EMAIL
            label="Request a new link"
        />
    }
}

/// Confirms the address to which the link was sent. Does not log the user in.
pub(super) async fn confirm(request: Request, _: ConfirmEmail) -> Result<Next, AppError> {
    auth::accounts::email_links::confirm_email(&request.auth, &request.origin(), request.parameter("token"))
        .await?;
    let next = if request.is_anonymous() {
        paths::LOG_IN
    } else {
        paths::DASHBOARD
    };
    Ok(redirect(next).flash("Your email address is confirmed."))
}
