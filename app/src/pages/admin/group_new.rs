//! A new group, or a copy of one.

use contract::{admin::GroupDetail, forms};
use leptos::prelude::*;

use super::group::{GroupPermissions, above};
use crate::{
    components::{AdminLayout, Button, Form, SettingsCard, TextField, loaded},
    error::AppError,
    page_context::form_state,
    url_params::query,
};

/// A group that is to be made: what can be given to it, with the ticks of `from` where it is to be a copy.
#[server(prefix = "/api", endpoint = "admin/groups/new")]
pub async fn load_new_group(#[server(default)] from: String) -> Result<GroupDetail, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::{access::Policy, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[group::ADD]))?;
    let from = if from.is_empty() {
        None
    } else {
        Some(parse_id(&from)?)
    };
    Ok(auth::admin::groups::blank(&request.auth, &viewer, from).await?)
}

/// Makes a group.
#[server(prefix = "", endpoint = "admin/groups/new")]
pub async fn add_group(
    #[server(default)] name: String,
    #[server(default)] permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, paths, permission::group};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[group::ADD])))?;
    auth::admin::groups::add(&request.auth, &request.context, &name, &permissions).await?;
    request.flash(FlashMessage::GroupSaved).await?;
    see_other(paths::ADMIN_GROUPS);
    Ok(())
}

/// The page at `/admin/groups/new`; `?from=ID` starts as a copy of another group.
#[component]
pub fn AdminNewGroupPage() -> impl IntoView {
    let from = query("from");
    loaded(
        move || load_new_group(from.clone()),
        |group| {
            let start = form_state(&forms::ADMIN_NEW_GROUP);
            view! {
                <AdminLayout title="Add group" above=above()>
                    <div class="stack stack--narrow">
                        <SettingsCard title="Group" id="group-title">
                            <Form form=&forms::ADMIN_NEW_GROUP
                                start
                                submit="Add group"
                                busy="Adding…"
                                button=Button::Plain
                            >
                                <TextField name="name" label="Name" autocomplete="off" />
                                <GroupPermissions group />
                            </Form>
                        </SettingsCard>
                    </div>
                </AdminLayout>
            }
        },
    )
}
