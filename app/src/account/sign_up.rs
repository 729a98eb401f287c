//! Creating an account.

use auth::authentication::LoginOutcome;
use contract::{
    forms::{AT_SIGN_UP, FormData, MAX_USERNAME_LENGTH, SignUp, SocialLogIn},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{
        CardLayout, Form, HiddenField, NewPasswordField, PasswordField, ProfileFields, ProviderButtons,
        TextField,
    },
    redirect,
};

/// The page at `/signup`.
pub(super) async fn sign_up_page(request: Request) -> Result<impl IntoView, AppError> {
    let site = &request.auth.site;
    let content = if site.sign_up_open {
        view! { <SignUpForm next=request.query("next") min=site.password_min_length /> }.into_any()
    } else {
        // `ACCOUNT_SIGNUP_OPEN=false`.
        view! { <p>"Sign-up is closed. If someone invited you, ask them for an account."</p> }.into_any()
    };
    let providers = site.sign_up_open.then(|| {
        view! {
            <ProviderButtons
                form=SocialLogIn::FORM
                verb="Continue with"
                next=request.query("next")
            />
        }
    });
    Ok(view! {
        <CardLayout title="Create an account">
            {content} {providers} <p class="card__more">"Already have an account? " <a href=paths::LOG_IN>"Log in"</a></p>
        </CardLayout>
    })
}

#[component]
fn SignUpForm(next: String, min: usize) -> impl IntoView {
    let hint = format!("{MAX_USERNAME_LENGTH} characters or fewer. Letters, digits and @ . + - _ only.");
    view! {
        <Form form=SignUp::FORM submit="Create account" busy="Creating account…">
            <HiddenField name="next" value=next />
            <TextField name="username" label="Username" autocomplete="username" hint autofocus=true />
            <TextField name="email" label="Email" autocomplete="email" />
            <ProfileFields is_own=true only=AT_SIGN_UP />
            <NewPasswordField name="password1" label="Password" min />
            <PasswordField name="password2" label="Confirm password" autocomplete="new-password" />
        </Form>
    }
}

/// Creates an account in the group Customer and logs the user in. Redirects to `next` if it is a local path, otherwise to
/// `LOGIN_REDIRECT_URL`. If the address has to be confirmed first, the user is not logged in.
pub(super) async fn sign_up(request: Request, form: SignUp) -> Result<Next, AppError> {
    let next = request.after_log_in(&form.next);
    let attempt = request.login_attempt(false);
    match auth::accounts::signup::sign_up(&request.auth, &attempt, form).await? {
        LoginOutcome::EmailConfirmationRequired => Ok(redirect(paths::VERIFY_EMAIL).flash(
            "We have sent you an email with a link. Open it to confirm your email address, then log in.",
        )),
        outcome => {
            let cookies = request.complete_login(outcome)?;
            Ok(redirect(next)
                .cookies(cookies)
                .flash("Your account has been created. You are logged in."))
        }
    }
}
