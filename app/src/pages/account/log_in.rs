//! Log in: the page, and what its form calls.

use contract::{
    checkbox::Checkbox,
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{CardLayout, CheckBox, Form, HiddenField, PasswordField, TextField},
    error::AppError,
    page_context::{form_state, use_page},
    url_params::query,
};

/// Checks a password and starts a session. Leads to `next` where that is safe, else to `LOGIN_REDIRECT_URL`.
#[server(prefix = "", endpoint = "login")]
pub async fn log_in(
    #[server(default)] username: String,
    #[server(default)] password: String,
    #[server(default)] remember_me: Checkbox,
    #[server(default)] next: String,
) -> Result<(), AppError> {
    use crate::ssr::{continue_to, require};
    use contract::{
        access::Policy,
        field_errors::{FieldError, FieldErrors},
    };

    let request = require(Policy::Anonymous)?;
    let credentials = auth::authentication::Credentials { username, password };
    let attempt = request.login_attempt(remember_me.0);
    let outcome = auth::authentication::log_in(&request.auth, &attempt, credentials).await?;
    if !request.finish_login(outcome)? {
        return Err(AppError::Invalid(FieldErrors::of_form(
            FieldError::EmailNotConfirmed,
        )));
    }
    continue_to(&request, &next);
    Ok(())
}

/// The page at `/login`.
#[component]
pub fn LogInPage() -> impl IntoView {
    let next = query("next");
    let site = use_page().site;
    let identifier = match (site.login_by_username, site.login_by_email) {
        (true, false) => "Username",
        (false, true) => "Email",
        _ => "Username or email",
    };
    view! {
        <CardLayout title="Log in">
            <LogInForm
                start=form_state(&forms::LOG_IN)
                next
                identifier=identifier.to_owned()
                remember_me_days=site.remember_me_days
            />
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Forgot your password?"</a>
            </p>
            {site
                .signup_open
                .then(|| {
                    view! {
                        <p class="card__more">"New here? " <a href=paths::SIGN_UP>"Create an account"</a></p>
                    }
                })}
        </CardLayout>
    }
}

#[island]
fn LogInForm(start: FormState, next: String, identifier: String, remember_me_days: u32) -> impl IntoView {
    view! {
        <Form form=&forms::LOG_IN
            start
            submit="Log in"
            busy="Logging in…"
            blamed=&["username", "password"]
        >
            <HiddenField name="next" value=next />
            <TextField name="username" label=identifier autocomplete="username" autofocus=true />
            <PasswordField name="password" label="Password" autocomplete="current-password" />
            <CheckBox name="remember_me" label=format!("Remember me for {remember_me_days} days") />
        </Form>
    }
}
