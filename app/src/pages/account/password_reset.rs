//! Ask for a link that sets a new password.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{CardLayout, Form, TextField, icon::Shape},
    error::AppError,
    page_context::{form_state, use_page},
};

/// Asks for a link. The answer is the same for every address.
#[server(prefix = "", endpoint = "password_reset")]
pub async fn request_password_reset(#[server(default)] email: String) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    auth::passwords::reset::request_link(&request.auth, request.client(), &email).await?;
    see_other(paths::PASSWORD_RESET_DONE);
    Ok(())
}

/// The page at `/password_reset`.
#[component]
pub fn PasswordResetPage() -> impl IntoView {
    let start = form_state(&forms::PASSWORD_RESET);
    let lead = view! { <p>"Enter your email address. We will send you a link."</p> }.into_any();
    view! {
        <CardLayout title="Set a new password" lead>
            <PasswordResetForm start />
            <p class="card__more">"Remembered it? " <a href=paths::LOG_IN>"Log in"</a></p>
        </CardLayout>
    }
}

#[island]
fn PasswordResetForm(start: FormState) -> impl IntoView {
    view! {
        <Form form=&forms::PASSWORD_RESET start submit="Send the link" busy="Sending…">
            <TextField name="email" label="Email" autocomplete="email" autofocus=true />
        </Form>
    }
}

/// The page at `/password_reset/done`.
#[component]
pub fn PasswordResetDonePage() -> impl IntoView {
    let valid_for = use_page().site.reset_valid_for;
    let lead = view! {
        <p>
            "If there is an account with that address, a link is on its way to it. It works for " {valid_for}
            ". Nothing there after a few minutes? Look in the spam folder."
        </p>
    }
    .into_any();
    view! {
        <CardLayout title="Check your mail" lead icon=(Shape::Mail, "")>
            <p class="card__more">
                <a href=paths::PASSWORD_RESET>"Send it again"</a>
            </p>
        </CardLayout>
    }
}
