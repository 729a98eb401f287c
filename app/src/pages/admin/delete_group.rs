//! Delete a group: what that means, then the deed.

use contract::{forms, paths};
use leptos::prelude::*;

use super::group::{above, load_group};
use crate::{
    components::{AdminLayout, DeletionCard, Icon, icon::Shape, loaded},
    error::AppError,
    url_params::parameter,
};

/// Deletes a group.
#[server(prefix = "", endpoint = "admin/groups/{id}/delete")]
pub async fn delete_group(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::group};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[group::DELETE])))?;
    auth::admin::groups::delete(&request.auth, &request.context, parse_id(&id)?).await?;
    request.flash(FlashMessage::GroupDeleted).await?;
    see_other(paths::ADMIN_GROUPS);
    Ok(())
}

/// The page at `/admin/groups/{id}/delete`.
#[component]
pub fn AdminDeleteGroupPage() -> impl IntoView {
    let id = parameter("id");
    loaded(
        move || load_group(id.clone()),
        |group| {
            let id = group.id.to_string();
            let back = paths::fill(paths::ADMIN_GROUP, &[&id]);
            let path = paths::fill(paths::ADMIN_DELETE_GROUP, &[&id]);
            let mut above = above();
            above.push((group.name.clone(), back.clone()));
            if group.gives_role {
                return view! {
                    <AdminLayout title=format!("Delete {}?", group.name) above>
                        <div class="stack stack--narrow">
                            <div class="status">
                                <Icon shape=Shape::Lock />
                                <p>"Members have the role " {group.name.clone()} ". A group that gives a role cannot be deleted."</p>
                            </div>
                            <p>
                                <a href=back>"Back to the group"</a>
                            </p>
                        </div>
                    </AdminLayout>
                }
                    .into_any();
            }
            let items = vec![format!("The group {}", group.name), members(group.member_count)];
            view! {
                <AdminLayout title=format!("Delete {}?", group.name) above>
                    <DeletionCard
                        form=&forms::ADMIN_DELETE_GROUP
                        path
                        items
                        stays="The users stay. They lose what the group alone gave them."
                        label="Delete this group"
                        back
                    />
                </AdminLayout>
            }
            .into_any()
        },
    )
}

fn members(count: u64) -> String {
    match count {
        1 => "1 membership".to_owned(),
        count => format!("{count} memberships"),
    }
}
