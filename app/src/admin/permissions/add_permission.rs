//! Add a permission at run time.

use auth::admin::permissions::add;
use contract::{
    forms::{AddPermission, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, Button, Form, SettingsCard, TextField},
    redirect,
};

use super::above;

/// The page at `/admin/permissions/new`.
pub(in crate::admin) async fn add_permission_page(_: Request) -> Result<impl IntoView, AppError> {
    let lead = view! {
        <p>
            "Code asks for a permission by its name in code: the app label and the codename, with a dot between them. The \
             permissions that the code declares itself are already in the list."
        </p>
    }
    .into_any();
    Ok(view! {
        <AdminLayout title="Add permission" above=above()>
            <div class="stack stack--narrow">
                <SettingsCard title="Permission" id="permission-title" lead>
                    <Form form=AddPermission::FORM submit="Add permission" busy="Adding…" button=Button::Plain>
                        <div class="field-row">
                            <TextField name="app_label" label="App label" autocomplete="off" hint="Such as news." />
                            <TextField name="model" label="Model" autocomplete="off" hint="Such as article." />
                        </div>
                        <TextField name="codename" label="Codename" autocomplete="off" hint="Such as archive_article." />
                        <TextField name="name" label="Name" autocomplete="off" hint="Such as Can archive article." />
                    </Form>
                </SettingsCard>
            </div>
        </AdminLayout>
    })
}

/// Adds a permission. Only superusers hold it until it is given to somebody.
pub(in crate::admin) async fn add_permission(
    request: Request,
    form: AddPermission,
) -> Result<Next, AppError> {
    add(&request.auth, &request.context, form).await?;
    Ok(redirect(paths::ADMIN_PERMISSIONS)
        .flash("The permission has been made. So far, only superusers have it."))
}
