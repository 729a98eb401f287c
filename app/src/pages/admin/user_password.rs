//! Set a user's password: Django's `AdminPasswordChangeForm`.

use contract::{
    forms::{self, FormState},
    paths,
};
use leptos::prelude::*;

use super::user::{OwnPassword, above_user, load_target};
use crate::{
    components::{
        AdminLayout, Button, Form, HiddenField, NewPasswordField, PasswordField, SettingsCard, loaded,
    },
    error::AppError,
    page_context::{form_state, use_page},
    url_params::parameter,
};

/// Sets a password. Every session of the user ends, and they are told.
#[server(prefix = "", endpoint = "admin/users/{id}/password")]
pub async fn set_user_password(
    #[server(default)] id: String,
    #[server(default)] password1: String,
    #[server(default)] password2: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    auth::admin::users::set_password(
        &request.auth,
        &request.context,
        parse_id(&id)?,
        password1,
        password2,
    )
    .await?;
    request.flash(FlashMessage::UserPasswordSet).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The page at `/admin/users/{id}/password`.
#[component]
pub fn AdminUserPasswordPage() -> impl IntoView {
    let id = parameter("id");
    let min = use_page().site.password_min_length;
    loaded(
        move || load_target(id.clone()),
        move |user| {
            let above = above_user(&user);
            if user.is_own {
                return view! {
                    <AdminLayout title="Set password" above>
                        <OwnPassword />
                    </AdminLayout>
                }
                .into_any();
            }
            let start = form_state(&forms::ADMIN_USER_PASSWORD);
            let id = user.id.to_string();
            let lead = view! {
                <p>
                    "Every session of " <strong>{user.username}</strong>
                    " ends, and a mail tells them that staff did it."
                </p>
            }
            .into_any();
            view! {
                <AdminLayout title="Set password" above>
                    <div class="stack stack--narrow">
                        <SettingsCard title="New password" id="password-title" lead>
                            <UserPasswordForm start id min />
                        </SettingsCard>
                    </div>
                </AdminLayout>
            }
            .into_any()
        },
    )
}

#[island]
fn UserPasswordForm(start: FormState, id: String, min: usize) -> impl IntoView {
    let path = paths::fill(paths::ADMIN_USER_PASSWORD, &[&id]);
    view! {
        <Form form=&forms::ADMIN_USER_PASSWORD
            path
            start
            submit="Set password"
            busy="Setting…"
            button=Button::Plain
        >
            <HiddenField name="id" value=id />
            <NewPasswordField name="password1" label="Password" min />
            <PasswordField name="password2" label="Password again" autocomplete="new-password" />
        </Form>
    }
}
