//! Set a user's password: Django's `AdminPasswordChangeForm`.

use contract::{
    admin::UserDetail,
    forms::{FormData, SetUserPassword},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, Button, Form, NewPasswordField, PasswordField, SettingsCard},
    redirect,
};

use super::{above_user, load_target, user::OwnPassword};
use crate::admin::path_of;

/// The page at `/admin/users/{id}/password`.
pub(in crate::admin) async fn set_password_page(request: Request) -> Result<impl IntoView, AppError> {
    let user = load_target(&request).await?;
    let above = above_user(user.id, &user.username);
    let content = if user.is_own {
        view! { <OwnPassword /> }.into_any()
    } else {
        view! { <NewPassword user min=request.auth.site.password_min_length /> }.into_any()
    };
    Ok(view! {
        <AdminLayout title="Set password" above>
            {content}
        </AdminLayout>
    })
}

#[component]
fn NewPassword(user: UserDetail, min: usize) -> impl IntoView {
    let path = path_of(paths::ADMIN_USER_PASSWORD, user.id);
    let lead = view! {
        <p>
            "This ends every session of " <strong>{user.username}</strong>
            ". They get an email saying that staff set their password."
        </p>
    }
    .into_any();
    view! {
        <div class="stack stack--narrow">
            <SettingsCard title="New password" id="password-title" lead>
                <Form form=SetUserPassword::FORM path submit="Set password" busy="Setting…" button=Button::Plain>
                    <NewPasswordField name="password1" label="Password" min />
                    <PasswordField name="password2" label="Confirm password" autocomplete="new-password" />
                </Form>
            </SettingsCard>
        </div>
    }
}

/// Sets a user's password. Every session of the user ends, and the user is told.
pub(in crate::admin) async fn set_password(
    request: Request,
    form: SetUserPassword,
) -> Result<Next, AppError> {
    let id = request.id()?;
    auth::admin::users::set_password(
        &request.auth,
        &request.context,
        id,
        form.password1,
        form.password2,
    )
    .await?;
    Ok(redirect(path_of(paths::ADMIN_USER, id))
        .flash("The password has been set, and every session of the user has ended."))
}
