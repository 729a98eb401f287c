//! Undoing a change of email address, by the link that is mailed to the former address.

use contract::{
    forms::{FormData, UndoEmailChange},
    paths,
    settings::Link,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{LinkCard, OutcomeCard},
    redirect,
};

/// The page at `/undo_email_change/{token}`. Opening a link does not use it up.
pub(super) async fn link_page(request: Request) -> Result<impl IntoView, AppError> {
    let link = auth::accounts::email_links::inspect(&request.auth, request.parameter("token")).await?;
    Ok(match link {
        Link::Undo { email } => {
            let path = request.path().to_owned();
            view! { <Undo path email /> }.into_any()
        }
        _ => view! { <InvalidLink /> }.into_any(),
    })
}

#[component]
fn Undo(path: String, email: String) -> impl IntoView {
    let lead = view! {
        <p>
            "This restores " <strong>{email}</strong>
            " as your email address, ends all sessions and removes your password. We’ll send you a link to set a new one."
        </p>
    }
    .into_any();
    view! {
        <LinkCard
            title="Undo the change of email address?"
            lead
            form=UndoEmailChange::FORM
            path
            label="Undo the change"
            otherwise="If you made this change yourself, close this page. Nothing will happen."
        />
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Email address not restored"
            text="This link has been used before, has expired, or was not copied completely. If someone else has your \
                  account, ask the people who run this site for help."
            is_good=false
            href=paths::PASSWORD_RESET
            label="Set a new password"
        />
    }
}

/// Restores the former address and ends every session.
pub(super) async fn undo(request: Request, _: UndoEmailChange) -> Result<Next, AppError> {
    auth::accounts::email_links::undo_email_change(
        &request.auth,
        &request.origin(),
        request.parameter("token"),
    )
    .await?;
    request.end_if_invalidated().await?;
    // All sessions have ended, so the target must not require a login.
    Ok(redirect(paths::HOME).flash(
        "Your former email address is back. All sessions have ended and the password is removed: set a new one with the \
         link that we have sent you.",
    ))
}
