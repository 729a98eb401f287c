//! Delete a group, after a page that lists the consequences.

use contract::{
    admin::GroupDetail,
    forms::{DeleteGroup, FormData},
    number::counted,
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, DeletionCard, Icon, Shape},
    redirect,
};

use super::{above_group, load_group};
use crate::admin::path_of;

/// The page at `/admin/groups/{id}/delete`.
pub(in crate::admin) async fn delete_group_page(request: Request) -> Result<impl IntoView, AppError> {
    let group = load_group(&request).await?;
    let title = format!("Delete {}?", group.name);
    let above = above_group(group.id, &group.name);
    let content = if group.gives_role {
        view! { <GivesRole group /> }.into_any()
    } else {
        view! { <Question group /> }.into_any()
    };
    Ok(view! {
        <AdminLayout title above>
            {content}
        </AdminLayout>
    })
}

#[component]
fn Question(group: GroupDetail) -> impl IntoView {
    let items = vec![
        format!("The group {}", group.name),
        counted(group.member_count, "membership"),
    ];
    view! {
        <DeletionCard
            form=DeleteGroup::FORM
            path=path_of(paths::ADMIN_DELETE_GROUP, group.id)
            items
            retained="The members are not deleted. They lose the permissions that only this group gives them."
            label="Delete this group"
            back=path_of(paths::ADMIN_GROUP, group.id)
        />
    }
}

/// Shown instead of the question for a group that cannot be deleted.
#[component]
fn GivesRole(group: GroupDetail) -> impl IntoView {
    view! {
        <div class="stack stack--narrow">
            <div class="status">
                <Icon shape=Shape::Lock />
                <p>"Members have the role " {group.name} ". A group that gives a role cannot be deleted."</p>
            </div>
            <p>
                <a href=path_of(paths::ADMIN_GROUP, group.id)>"Back to the group"</a>
            </p>
        </div>
    }
}

/// Deletes a group.
pub(in crate::admin) async fn delete_group(request: Request, _: DeleteGroup) -> Result<Next, AppError> {
    auth::admin::groups::delete(&request.auth, &request.context, request.id()?).await?;
    Ok(redirect(paths::ADMIN_GROUPS).flash("The group has been deleted."))
}
