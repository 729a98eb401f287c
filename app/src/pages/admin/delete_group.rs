//! Delete a group: what that means, then the deed.

use contract::paths;
use leptos::prelude::*;

use super::group::{above, load_group};
use crate::{
    address::parameter,
    components::{AdminLayout, PostButton, SettingsCard, loaded},
    error::AppError,
};

/// Deletes a group.
#[server(prefix = "", endpoint = "admin/groups/{id}/delete")]
pub async fn delete_group(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::group};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[group::DELETE]))?;
    auth::admin::groups::delete(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::GroupDeleted).await?;
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
            let path = paths::fill(paths::ADMIN_GROUP, &[&group.id.to_string()]);
            let mut above = above();
            above.push((group.name.clone(), path.clone()));
            let lead = view! { <p>"At once. " <strong>"It cannot be undone."</strong></p> }.into_any();
            view! {
                <AdminLayout title=format!("Delete {}?", group.name) above>
                    <div class="stack stack--narrow">
                        <SettingsCard title="What is deleted" id="what-title" lead is_dangerous=true>
                            <ul class="rules">
                                <li class="rules__item">"The group " {group.name.clone()}</li>
                                <li class="rules__item">{members(group.member_count)}</li>
                            </ul>
                            <p>"The users stay. They lose what the group alone gave them."</p>
                            <div class="form__actions">
                                <PostButton
                                    path=paths::fill(paths::ADMIN_DELETE_GROUP, &[&group.id.to_string()])
                                    label="Delete this group"
                                    class="button button--danger"
                                />
                                <a class="button button--quiet" href=path>
                                    "Keep it"
                                </a>
                            </div>
                        </SettingsCard>
                    </div>
                </AdminLayout>
            }
        },
    )
}

fn members(count: u64) -> String {
    match count {
        1 => "1 membership".to_owned(),
        count => format!("{count} memberships"),
    }
}
