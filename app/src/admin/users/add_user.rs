//! Add a user: the first of Django's two steps. Flags, groups and permissions are on the next page.

use auth::admin::users::add;
use contract::{
    forms::{AddUser, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, Button, Form, NewPasswordField, PasswordField, SettingsCard, TextField},
    redirect,
};

use super::above;
use crate::admin::path_of;

/// The page at `/admin/users/new`.
pub(in crate::admin) async fn add_user_page(request: Request) -> Result<impl IntoView, AppError> {
    let min = request.auth.site.password_min_length;
    let lead = view! {
        <p>
            "Leave the password empty if the owner is to choose one: once they have confirmed the address, they set it by a \
             link. Groups and permissions come next."
        </p>
    }
    .into_any();
    Ok(view! {
        <AdminLayout title="Add user" above=above()>
            <div class="stack stack--narrow">
                <SettingsCard title="Account" id="account-title" lead>
                    <Form form=AddUser::FORM submit="Add user" busy="Adding…" button=Button::Plain>
                        <TextField name="username" label="Username" autocomplete="off" />
                        <TextField name="email" label="Email" autocomplete="off" is_optional=true />
                        <NewPasswordField name="password1" label="Password" min />
                        <PasswordField name="password2" label="Confirm password" autocomplete="new-password" />
                    </Form>
                </SettingsCard>
            </div>
        </AdminLayout>
    })
}

/// Adds a user, and leads to the page of that user.
pub(in crate::admin) async fn add_user(request: Request, form: AddUser) -> Result<Next, AppError> {
    let id = add(&request.auth, &request.context, form).await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id))
        .flash("The user has been added. Next, choose their groups and permissions."))
}
