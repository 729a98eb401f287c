//! Logging in.

use contract::{
    forms::{FormData, LogIn, SocialLogIn},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{CardLayout, CheckBox, Form, HiddenField, PasswordField, ProviderButtons, TextField},
    redirect,
};

/// The page at `/login`.
pub(super) async fn log_in_page(request: Request) -> Result<impl IntoView, AppError> {
    let site = &request.auth.site;
    let identifier = match (site.login_by_username, site.login_by_email) {
        (true, false) => "Username",
        (false, true) => "Email",
        _ => "Username or email",
    };
    let remember_me = format!("Remember me for {} days", site.remember_me_days);
    let (next, last_method) = (request.query("next"), request.last_login_method());
    let used_password = last_method.as_deref() == Some(auth::sessions::PASSWORD);
    let providers = view! { <ProviderButtons form=SocialLogIn::FORM verb="Continue with" next=next.clone() last_method /> };
    let sign_up = site.sign_up_open.then(|| {
        view! {
            <p class="card__more">"New here? " <a href=paths::SIGN_UP>"Create an account"</a></p>
        }
    });
    let lead = (used_password && !request.auth.providers.is_empty())
        .then(|| view! { <p>"You last logged in with your password."</p> })
        .into_any();
    Ok(view! {
        <CardLayout title="Log in" lead>
            <Form form=LogIn::FORM submit="Log in" busy="Logging in…" blamed=&["username", "password"]>
                <HiddenField name="next" value=next />
                <TextField name="username" label=identifier autocomplete="username" autofocus=true />
                <PasswordField name="password" label="Password" autocomplete="current-password" />
                <CheckBox name="remember_me" label=remember_me />
            </Form>
            {providers}
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Forgot your password?"</a>
            </p>
            {sign_up}
        </CardLayout>
    })
}

/// Checks a password and starts a session. Redirects to `next` if it is a local path, otherwise to `LOGIN_REDIRECT_URL`.
pub(super) async fn log_in(request: Request, form: LogIn) -> Result<Next, AppError> {
    let credentials = auth::authentication::Credentials {
        username: form.username,
        password: form.password,
    };
    let attempt = request.login_attempt(form.remember_me);
    let outcome = auth::authentication::log_in(&request.auth, &attempt, credentials).await?;
    let cookies = request.complete_login(outcome)?;
    Ok(redirect(request.after_log_in(&form.next)).cookies(cookies))
}
