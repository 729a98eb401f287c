//! A permission that is made at run time.

use contract::forms;
use leptos::prelude::*;

use super::permissions::above;
use crate::{
    components::{AdminLayout, Button, Form, SettingsCard, TextField},
    error::AppError,
    page_context::form_state,
};

/// Makes a permission.
#[server(prefix = "", endpoint = "admin/permissions/new")]
pub async fn add_permission(
    #[server(default)] app_label: String,
    #[server(default)] model: String,
    #[server(default)] codename: String,
    #[server(default)] name: String,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::admin::permissions::{NewPermission, add};
    use contract::{access::Policy, flash_message::FlashMessage, paths, permission::permission_model};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[
        permission_model::ADD,
    ])))?;
    let form = NewPermission {
        app_label,
        model,
        codename,
        name,
    };
    add(&request.auth, &request.context, form).await?;
    request.flash(FlashMessage::PermissionAdded).await?;
    see_other(paths::ADMIN_PERMISSIONS);
    Ok(())
}

/// The page at `/admin/permissions/new`.
#[component]
pub fn AdminNewPermissionPage() -> impl IntoView {
    let start = form_state(&forms::ADMIN_NEW_PERMISSION);
    let lead = view! {
        <p>
            "Code asks for it by its name in code, app label and codename with a dot between. What the code declares itself is \
             in the list already."
        </p>
    }
    .into_any();
    view! {
        <AdminLayout title="Add permission" above=above()>
            <div class="stack stack--narrow">
                <SettingsCard title="Permission" id="permission-title" lead>
                    <Form
                        form=&forms::ADMIN_NEW_PERMISSION
                        start
                        submit="Add permission"
                        busy="Adding…"
                        button=Button::Plain
                    >
                        <div class="field-row">
                            <TextField name="app_label" label="App label" autocomplete="off" hint="Such as projects." />
                            <TextField name="model" label="Model" autocomplete="off" hint="Such as project." />
                        </div>
                        <TextField name="codename" label="Codename" autocomplete="off" hint="Such as archive_project." />
                        <TextField name="name" label="Name" autocomplete="off" hint="Such as Can archive project." />
                    </Form>
                </SettingsCard>
            </div>
        </AdminLayout>
    }
}
