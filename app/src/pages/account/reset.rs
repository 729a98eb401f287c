//! Set a new password by a link.
//!
//! As in Django the token leaves the address at once: opening the link puts it into the session and leads to the same page
//! with `set-password` in the token's place. So it is in no history, no referrer and no screenshot.

use contract::{
    forms::{self, FormState},
    paths,
    settings::ResetLink,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    components::{CardLayout, Form, HiddenField, NewPasswordField, OutcomeCard, PasswordField, loaded},
    error::AppError,
    page_context::{form_state, use_page},
};

/// Looks at a link, and takes its token out of the address. It is not used up.
#[server(prefix = "/api", endpoint = "reset_link")]
pub async fn open_reset_link(
    #[server(default)] uid: String,
    #[server(default)] token: String,
) -> Result<ResetLink, AppError> {
    use crate::ssr::{redirect_page, require};
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    if token == paths::RESET_TOKEN_TAKEN {
        return Ok(match request.opened_reset(&uid).await? {
            Some(digest) if auth::passwords::reset::is_open(&request.auth, &uid, &digest).await? => {
                ResetLink::Open
            }
            _ => ResetLink::Invalid,
        });
    }
    let Some(digest) = auth::passwords::reset::open_link(&request.auth, &uid, &token).await? else {
        return Ok(ResetLink::Invalid);
    };
    request.keep_opened_reset(&uid, digest).await?;
    redirect_page(&paths::fill(paths::RESET, &[&uid, paths::RESET_TOKEN_TAKEN]));
    Ok(ResetLink::Moved)
}

/// Sets the password, once. Nobody is logged in by it, and every session of the user ends.
#[server(prefix = "", endpoint = "reset/{uid}/{token}")]
pub async fn set_password(
    #[server(default)] uid: String,
    #[server(default)] token: String,
    #[server(default)] new_password1: String,
    #[server(default)] new_password2: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::tokens::digest;
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    let digest = if token == paths::RESET_TOKEN_TAKEN {
        request.opened_reset(&uid).await?.unwrap_or_default()
    } else {
        digest(&token)
    };
    let (auth, client) = (&request.auth, request.client());
    auth::passwords::reset::set_password(auth, client, &uid, &digest, new_password1, new_password2).await?;
    request.forget_opened_reset().await?;
    see_other(paths::RESET_DONE);
    Ok(())
}

/// The page at `/reset/{uid}/{token}`.
#[component]
pub fn ResetPage() -> impl IntoView {
    let parameters = use_params_map().get_untracked();
    let uid = parameters.get("uid").unwrap_or_default();
    let token = parameters.get("token").unwrap_or_default();
    let shown = uid.clone();
    loaded(
        move || open_reset_link(uid.clone(), token.clone()),
        move |link| match link {
            ResetLink::Open => view! { <SetPasswordCard uid=shown.clone() /> }.into_any(),
            ResetLink::Moved => ().into_any(),
            ResetLink::Invalid => view! { <InvalidLink /> }.into_any(),
        },
    )
}

#[component]
fn SetPasswordCard(uid: String) -> impl IntoView {
    let start = form_state(&forms::RESET);
    let min = use_page().site.password_min_length;
    let lead = view! { <p>"Setting it logs you out everywhere."</p> }.into_any();
    view! {
        <CardLayout title="Set a new password" lead>
            <SetPasswordForm start uid min />
        </CardLayout>
    }
}

#[island]
fn SetPasswordForm(start: FormState, uid: String, min: usize) -> impl IntoView {
    let path = paths::fill(paths::RESET, &[&uid, paths::RESET_TOKEN_TAKEN]);
    view! {
        <Form form=&forms::RESET path start submit="Set password" busy="Setting…">
            <HiddenField name="uid" value=uid />
            <HiddenField name="token" value=paths::RESET_TOKEN_TAKEN.to_owned() />
            <NewPasswordField name="new_password1" label="New password" min />
            <PasswordField name="new_password2" label="New password again" autocomplete="new-password" />
        </Form>
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Password reset unsuccessful"
            text="This link has been used before, has expired, has been replaced by a newer one, or was not copied completely. \
                  Your password has not been changed."
            is_good=false
            href=paths::PASSWORD_RESET
            label="Ask for a new link"
        />
    }
}

/// The page at `/reset/done`.
#[component]
pub fn ResetDonePage() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Your password is set"
            text="You have been logged out everywhere. Log in with the new password."
            is_good=true
            href=paths::LOG_IN
            label="Log in"
        />
    }
}
