//! Password reset: requesting a link, opening it, and setting the new password.
//!
//! As in Django, the token is removed from the URL at once: opening the link stores it in the session and redirects to the same page with
//! `set-password` in its place. The token therefore does not appear in the history, the referrer or a screenshot.

use auth::tokens::digest;
use contract::{
    forms::{FormData, RequestPasswordReset, SetPassword},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, Form, NewPasswordField, OutcomeCard, PasswordField, Shape, TextField},
    redirect,
    routing::PageError,
};

/// The page at `/password_reset`.
pub(super) async fn request_page(_: Request) -> Result<impl IntoView, AppError> {
    let lead = view! { <p>"Enter your email address, and we will send you a link."</p> }.into_any();
    Ok(view! {
        <CardLayout title="Set a new password" lead>
            <Form form=RequestPasswordReset::FORM submit="Send the link" busy="Sending…">
                <TextField name="email" label="Email" autocomplete="email" autofocus=true />
            </Form>
            <p class="card__more">"Remembered it? " <a href=paths::LOG_IN>"Log in"</a></p>
        </CardLayout>
    })
}

/// Requests a reset link. The response is the same for every address.
pub(super) async fn request_link(request: Request, form: RequestPasswordReset) -> Result<Next, AppError> {
    auth::passwords::reset::request_link(&request.auth, request.client(), &form.email).await?;
    Ok(redirect(paths::PASSWORD_RESET_DONE))
}

/// The page at `/password_reset/done`.
pub(super) async fn requested_page(request: Request) -> Result<impl IntoView, AppError> {
    let valid_for = request.auth.site.reset_valid_for.clone();
    let lead = view! {
        <p>
            "If an account exists for that address, we’ve sent it a link. The link is valid for " {valid_for}
            ". Can’t find it? Check your spam folder."
        </p>
    }
    .into_any();
    Ok(view! {
        <CardLayout title="Check your email" lead icon=(Shape::Mail, "")>
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Send it again"</a>
            </p>
        </CardLayout>
    })
}

/// The page at `/reset/{uid}/{token}`. Opening a link does not use it up.
///
/// # Errors
/// [`PageError::SeeOther`] for a valid link, to remove its token from the URL.
pub(super) async fn reset_page(request: Request) -> Result<impl IntoView, PageError> {
    let (uid, token) = (request.parameter("uid"), request.parameter("token"));
    if token == paths::RESET_TOKEN_TAKEN {
        let is_open = match opened_reset(&request, uid).await? {
            Some(digest) => auth::passwords::reset::is_open(&request.auth, uid, &digest).await?,
            None => false,
        };
        return Ok(if is_open {
            let path = request.path().to_owned();
            view! { <SetPasswordCard path min=request.auth.site.password_min_length /> }.into_any()
        } else {
            view! { <InvalidLink /> }.into_any()
        });
    }
    match auth::passwords::reset::open_link(&request.auth, uid, token).await? {
        Some(digest) => {
            store_opened_reset(&request, uid, digest).await?;
            let without_token = paths::fill(paths::RESET, &[uid, paths::RESET_TOKEN_TAKEN]);
            Err(PageError::SeeOther(without_token))
        }
        None => Ok(view! { <InvalidLink /> }.into_any()),
    }
}

#[component]
fn SetPasswordCard(path: String, min: usize) -> impl IntoView {
    let lead = view! { <p>"This logs you out on every device."</p> }.into_any();
    view! {
        <CardLayout title="Set a new password" lead>
            <Form form=SetPassword::FORM path submit="Set password" busy="Setting…">
                <NewPasswordField name="new_password1" label="New password" min />
                <PasswordField
                    name="new_password2"
                    label="Confirm new password"
                    autocomplete="new-password"
                />
            </Form>
        </CardLayout>
    }
}

#[component]
fn InvalidLink() -> impl IntoView {
    view! {
        <OutcomeCard
            title="Password reset unsuccessful"
            text="This link has already been used, has expired, has been replaced by a newer one, or is incomplete. \
                  Your password has not been changed."
            is_good=false
            href=paths::PASSWORD_RESET
            label="Request a new link"
        />
    }
}

/// Sets the password, once. Does not log the user in, and ends every session of the user.
pub(super) async fn set_password(request: Request, form: SetPassword) -> Result<Next, AppError> {
    let (uid, token) = (request.parameter("uid"), request.parameter("token"));
    let digest = if token == paths::RESET_TOKEN_TAKEN {
        opened_reset(&request, uid).await?.unwrap_or_default()
    } else {
        digest(token)
    };
    let (password1, password2) = (form.new_password1, form.new_password2);
    auth::passwords::reset::set_password(
        &request.auth,
        request.client(),
        uid,
        &digest,
        password1,
        password2,
    )
    .await?;
    forget_opened_reset(&request).await?;
    Ok(redirect(paths::RESET_DONE))
}

/// The page at `/reset/done`.
pub(super) async fn reset_done_page(_: Request) -> Result<impl IntoView, AppError> {
    Ok(view! {
        <OutcomeCard
            title="Your password is set"
            text="You have been logged out on every device. Log in with your new password."
            is_good=true
            href=paths::LOG_IN
            label="Log in"
        />
    })
}

/// The session key of an opened link; Django's `_password_reset_token`.
const OPENED_RESET: &str = "opened_reset";

/// Stores the digest of an opened link in the session, which only then can set the password. The session gets a new id, because an attacker
/// who knows the old one could set the password, too.
async fn store_opened_reset(request: &Request, uid: &str, digest: String) -> Result<(), AppError> {
    auth::sessions::cycle(&request.auth, &request.session).await?;
    let opened = (uid.to_owned(), digest);
    let kept = request.session.insert(OPENED_RESET, opened).await;
    Ok(kept.map_err(auth::Error::from)?)
}

/// The digest of the link that was opened in this session for this user. One that cannot be decoded counts as missing.
async fn opened_reset(request: &Request, uid: &str) -> Result<Option<String>, AppError> {
    let opened = request
        .session
        .get_value(OPENED_RESET)
        .await
        .map_err(auth::Error::from)?;
    let opened = opened.and_then(|value| serde_json::from_value::<(String, String)>(value).ok());
    Ok(opened.and_then(|(owner, digest)| (owner == uid).then_some(digest)))
}

async fn forget_opened_reset(request: &Request) -> Result<(), AppError> {
    let removed = request.session.remove_value(OPENED_RESET).await;
    removed.map_err(auth::Error::from)?;
    Ok(())
}
