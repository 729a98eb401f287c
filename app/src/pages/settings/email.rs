//! One's own e-mail address.

use contract::{
    forms::{self, FormState},
    paths,
    settings::EmailStatus,
    site::EmailVerification,
};
use leptos::prelude::*;

use crate::{
    components::{
        Button, Form, Icon, PostButton, SettingsCard, SettingsLayout, TextField, icon::Shape, loaded,
    },
    error::AppError,
    page_context::{form_state, use_page},
};

/// The viewer's own address, and how it stands.
#[server(prefix = "/api", endpoint = "settings/email")]
pub async fn load_email() -> Result<EmailStatus, AppError> {
    use crate::ssr::require_viewer;
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::RecentPassword)?;
    Ok(auth::accounts::email_change::status(&request.auth, viewer.id).await?)
}

/// Sends a link to a new address; the change takes effect when it is followed.
#[server(prefix = "", endpoint = "settings/email")]
pub async fn change_email(#[server(default)] email: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::RecentPassword)?;
    auth::accounts::email_change::request(&request.auth, &request.context, &email).await?;
    request.flash(FlashMessage::EmailChangeSent).await?;
    see_other(paths::EMAIL);
    Ok(())
}

/// The page at `/settings/email`.
#[component]
pub fn EmailPage() -> impl IntoView {
    view! {
        <SettingsLayout title="Email">
            {loaded(
                load_email,
                |status| {
                    let start = form_state(&forms::EMAIL);
                    view! {
                        <Present status />
                        <SettingsCard title="Change your email address" id="change-title">
                            <ChangeEmailForm start />
                        </SettingsCard>
                    }
                },
            )}
        </SettingsLayout>
    }
}

#[component]
fn Present(status: EmailStatus) -> impl IntoView {
    let lead =
        view! { <p>"For messages about your account and for a new password, should you lose yours."</p> };
    let can_be_confirmed = use_page().site.email_verification != EmailVerification::None
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

#[island]
fn ChangeEmailForm(start: FormState) -> impl IntoView {
    let hint = "We send a link to it. Your present address stays until that link is opened, and is told about the change.";
    view! {
        <Form form=&forms::EMAIL start submit="Send the link" busy="Sending…" button=Button::Plain>
            <TextField name="email" label="New email address" autocomplete="email" hint />
        </Form>
    }
}
