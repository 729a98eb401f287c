//! Add a user: Django's two-step form. Flags, groups and permissions come on the next page.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use crate::{
    components::{AdminLayout, Button, Form, NewPasswordField, PasswordField, SettingsCard, TextField},
    error::AppError,
    page_context::{form_state, use_page},
};

/// Makes a user.
#[server(prefix = "", endpoint = "admin/users/new")]
pub async fn add_user(
    #[server(default)] username: String,
    #[server(default)] email: String,
    #[server(default)] password1: String,
    #[server(default)] password2: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::admin::users::{Addition, add};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[
        user::ADD,
        user::CHANGE,
    ])))?;
    let form = Addition {
        username,
        email,
        password1,
        password2,
    };
    let id = add(&request.auth, &request.context, form).await?;
    request.flash(FlashMessage::UserAdded).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id.to_string()]));
    Ok(())
}

/// The page at `/admin/users/new`.
#[component]
pub fn AdminNewUserPage() -> impl IntoView {
    let start = form_state(&forms::ADMIN_NEW_USER);
    let min = use_page().site.password_min_length;
    let lead = view! {
        <p>
            "Without a password the account waits for its owner: once the address is confirmed, they set one by a link. \
             Groups and permissions come next."
        </p>
    }
    .into_any();
    view! {
        <AdminLayout title="Add user" above=vec![("Users".to_owned(), paths::ADMIN_USERS.to_owned())]>
            <div class="stack stack--narrow">
                <SettingsCard title="Account" id="account-title" lead>
                    <AddUserForm start min />
                </SettingsCard>
            </div>
        </AdminLayout>
    }
}

#[island]
fn AddUserForm(start: FormState, min: usize) -> impl IntoView {
    view! {
        <Form form=&forms::ADMIN_NEW_USER start submit="Add user" busy="Adding…" button=Button::Plain>
            <TextField name="username" label="Username" autocomplete="off" />
            <TextField name="email" label="Email" autocomplete="off" is_optional=true />
            <NewPasswordField name="password1" label="Password" min />
            <PasswordField name="password2" label="Password again" autocomplete="new-password" />
        </Form>
    }
}
