//! Add a group, or a copy of one.

use contract::{
    forms::{AddGroup, FormData},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, Button, Form, SettingsCard, TextField},
    redirect,
    request::parse_id,
};

use super::{GroupPermissions, above};
use crate::admin::limited_query::{SHORT, limited};

/// The page at `/admin/groups/new`. With `?from=ID` it starts as a copy of that group.
pub(in crate::admin) async fn add_group_page(request: Request) -> Result<impl IntoView, AppError> {
    let from = limited(&request, "from", SHORT)?;
    let from = if from.is_empty() {
        None
    } else {
        Some(parse_id(&from)?)
    };
    let group = auth::admin::groups::blank(&request.auth, request.viewer()?, from).await?;
    Ok(view! {
        <AdminLayout title="Add group" above=above()>
            <div class="stack stack--narrow">
                <SettingsCard title="Group" id="group-title">
                    <Form form=AddGroup::FORM submit="Add group" busy="Adding…" button=Button::Plain>
                        <TextField name="name" label="Name" autocomplete="off" />
                        <GroupPermissions group />
                    </Form>
                </SettingsCard>
            </div>
        </AdminLayout>
    })
}

/// Adds a group.
pub(in crate::admin) async fn add_group(request: Request, form: AddGroup) -> Result<Next, AppError> {
    auth::admin::groups::add(&request.auth, &request.context, &form.name, &form.permissions).await?;
    Ok(redirect(paths::ADMIN_GROUPS).flash("The group has been saved."))
}
