//! The viewer's email address.

use contract::{
    forms::{ChangeEmail, FormData},
    paths,
    settings::EmailStatus,
    site::EmailVerification,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, Icon, PostButton, SettingsCard, SettingsLayout, Shape, TextField},
    page::use_site,
    redirect,
};

/// The page at `/settings/email`.
pub(super) async fn email_page(request: Request) -> Result<impl IntoView, AppError> {
    let status = auth::accounts::email_change::status(&request.auth, request.viewer()?.id).await?;
    let hint = "We’ll send a confirmation link to the new address. Your current address stays in place until you open it, and we’ll notify it of the change.";
    Ok(view! {
        <SettingsLayout title="Email">
            <CurrentEmail status />
            <SettingsCard title="Change your email address" id="change-title">
                <Form form=ChangeEmail::FORM submit="Send the link" busy="Sending…" button=Button::Plain>
                    <TextField name="email" label="New email address" autocomplete="email" hint />
                </Form>
            </SettingsCard>
        </SettingsLayout>
    })
}

#[component]
fn CurrentEmail(status: EmailStatus) -> impl IntoView {
    let lead = view! { <p>"Used for messages about your account and to reset your password."</p> };
    let can_be_confirmed = use_site().email_verification != EmailVerification::None
        && !status.is_confirmed
        && !status.email.is_empty();
    let badge = if status.is_confirmed {
        view! { <span class="badge badge--success">"Confirmed"</span> }.into_any()
    } else if status.email.is_empty() {
        ().into_any()
    } else {
        view! { <span class="badge badge--warning">"Not confirmed"</span> }.into_any()
    };
    let email = if status.email.is_empty() {
        "None".to_owned()
    } else {
        status.email.clone()
    };
    view! {
        <SettingsCard title="Email address" id="email-now-title" lead=lead.into_any()>
            <div class="items">
                <div class="item">
                    <Icon shape=Shape::Mail />
                    <div class="item__text">
                        <p class="item__title">
                            <span>{email}</span>
                            " "
                            {badge}
                        </p>
                    </div>
                    {can_be_confirmed
                        .then(|| {
                            view! {
                                <PostButton
                                    path=paths::VERIFY_EMAIL
                                    carries=vec![("email", status.email)]
                                    label="Send the link again"
                                    class="button button--small"
                                />
                            }
                        })}
                </div>
            </div>
            {status
                .pending
                .map(|pending| {
                    view! {
                        <div class="status">
                            <Icon shape=Shape::Info />
                            <p>
                                "We sent a link to " <strong>{pending}</strong>
                                ". The change takes effect when it is opened."
                            </p>
                        </div>
                    }
                })}
        </SettingsCard>
    }
}

/// Sends a confirmation link to the new address. The change takes effect when it is confirmed.
pub(super) async fn change_email(request: Request, form: ChangeEmail) -> Result<Next, AppError> {
    auth::accounts::email_change::request(&request.auth, &request.context, &form.email).await?;
    Ok(redirect(paths::EMAIL)
        .flash("We have sent a link to the new address. The change takes effect when it is opened."))
}
