//! Create an account: the page, and what its form calls.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{CardLayout, Form, HiddenField, NewPasswordField, PasswordField, TextField},
    error::AppError,
    page_context::{form_state, use_page},
    url_params::query,
};

/// Makes an account in the group Customer and logs in. Leads to `next` where that is safe, else to
/// `LOGIN_REDIRECT_URL`. Where the address has to be confirmed first, nobody is logged in.
#[server(prefix = "", endpoint = "signup")]
pub async fn sign_up(
    #[server(default)] username: String,
    #[server(default)] email: String,
    #[server(default)] password1: String,
    #[server(default)] password2: String,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use crate::ssr::{continue_to, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let request = require(Policy::Anonymous)?;
    let form = auth::accounts::signup::SignUp {
        username,
        email,
        password1,
        password2,
    };
    let attempt = request.login_attempt(false);
    let outcome = auth::accounts::signup::sign_up(&request.auth, &attempt, form).await?;
    if request.finish_login(outcome)? {
        request.flash(FlashMessage::SignedUp).await?;
        continue_to(&request, &next);
    } else {
        request.flash(FlashMessage::ConfirmationSent).await?;
        see_other(paths::VERIFY_EMAIL);
    }
    Ok(())
}

/// The page at `/signup`.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let next = query("next");
    let site = use_page().site;
    let inside = if site.signup_open {
        let start = form_state(&forms::SIGN_UP);
        view! { <SignUpForm start next password_min_length=site.password_min_length /> }.into_any()
    } else {
        view! { <Closed /> }.into_any()
    };
    view! {
        <CardLayout title="Create an account">
            {inside} <p class="card__more">"Have an account? " <a href=paths::LOG_IN>"Log in"</a></p>
        </CardLayout>
    }
}

#[island]
fn SignUpForm(start: FormState, next: String, password_min_length: usize) -> impl IntoView {
    let hint = format!(
        "Up to {} letters, digits and @ . + - _ only.",
        forms::USERNAME_MAX
    );
    view! {
        <Form form=&forms::SIGN_UP start submit="Create account" busy="Creating account…">
            <HiddenField name="next" value=next />
            <TextField name="username" label="Username" autocomplete="username" hint autofocus=true />
            <TextField name="email" label="Email" autocomplete="email" />
            <NewPasswordField name="password1" label="Password" min=password_min_length />
            <PasswordField name="password2" label="Password again" autocomplete="new-password" />
        </Form>
    }
}

/// `ACCOUNT_SIGNUP_OPEN=false`.
#[component]
fn Closed() -> impl IntoView {
    view! {
        <p>"Sign-up is closed at the moment. If you were invited, ask whoever invited you for an account."</p>
    }
}
