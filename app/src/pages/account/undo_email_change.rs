//! Take a change of e-mail address back, by the link in the mail to the former one.

use contract::{forms, paths, settings::Link};
use leptos::prelude::*;

use super::verify_email::load_link;
use crate::{
    components::{LinkCard, OutcomeCard, loaded},
    error::AppError,
    url_params::parameter,
};

/// Puts the former address back and ends every session.
#[server(prefix = "", endpoint = "undo_email_change/{token}")]
pub async fn undo_email_change(#[server(default)] token: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::Anyone)?;
    auth::accounts::email_links::undo_email_change(&request.auth, &request.origin(), &token).await?;
    request.leave_if_over().await?;
    request.flash(FlashMessage::EmailChangeUndone).await?;
    // Not to a page that wants a log-in: the sessions are over.
    see_other(paths::HOME);
    Ok(())
}

/// The page at `/undo_email_change/{token}`.
#[component]
pub fn UndoEmailChangePage() -> impl IntoView {
    let token = parameter("token");
    let shown = token.clone();
    loaded(
        move || load_link(token.clone()),
        move |link| match link {
            Link::Undo { email } => view! { <Undo token=shown.clone() email /> }.into_any(),
            _ => view! { <InvalidLink /> }.into_any(),
        },
    )
}

#[component]
fn Undo(token: String, email: String) -> impl IntoView {
    let lead = view! {
        <p>
            "Your account gets " <strong>{email}</strong>
            " back. Every session and the password end, and we send you a link to set a new one."
        </p>
    }
    .into_any();
    view! {
        <LinkCard
            title="Take back the change of address?"
            lead
            form=&forms::UNDO_EMAIL_CHANGE
            token
            label="Take it back"
            otherwise="Changed it yourself? Close this page, and nothing happens."
        />
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="The address was not changed back"
            text="This link has been used before, has expired, or was not copied completely. If somebody else has your \
                  account, ask the people who run this site for help."
            is_good=false
            href=paths::PASSWORD_RESET
            label="Set a new password"
        />
    }
}
