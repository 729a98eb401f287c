//! One user: Django's fieldsets, and what staff may do to an account.

use contract::{admin::UserDetail, checkbox::Checkbox, paths};
use facts::UserFacts;
use form::UserForm;
use leptos::prelude::*;
pub(super) use own::OwnPassword;
pub(super) use question::{NothingToDo, question_page};
use side::Side;

use crate::{
    components::{AdminLayout, loaded},
    error::AppError,
    url_params::parameter,
};

mod facts;
mod form;
mod own;
mod question;
mod side;

/// One user, and what the viewer may give to them.
#[server(prefix = "/api", endpoint = "admin/user")]
pub async fn load_user(#[server(default)] id: String) -> Result<UserDetail, AppError> {
    use crate::ssr::{parse_id, require_viewer};
    use contract::{access::Policy, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWithAny(&[user::VIEW, user::CHANGE]))?;
    Ok(auth::admin::user_detail::detail(&request.auth, &viewer, parse_id(&id)?).await?)
}

/// Saves a user.
#[server(prefix = "", endpoint = "admin/users/{id}")]
pub async fn change_user(
    #[server(default)] id: String,
    #[server(default)] username: String,
    #[server(default)] email: String,
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] department: String,
    #[server(default)] date_of_birth: String,
    #[server(default)] phone: String,
    #[server(default)] is_active: Checkbox,
    #[server(default)] is_staff: Checkbox,
    #[server(default)] is_superuser: Checkbox,
    #[server(default)] groups: Vec<String>,
    #[server(default)] user_permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use auth::admin::users::{Change, change};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user, settings::Profile};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    let form = Change {
        username,
        email,
        profile: Profile {
            first_name,
            last_name,
            department,
            date_of_birth,
            phone,
        },
        is_active: is_active.0,
        is_staff: is_staff.0,
        is_superuser: is_superuser.0,
        groups,
        permissions: user_permissions,
    };
    change(&request.auth, &request.context, parse_id(&id)?, form).await?;
    request.leave_if_over().await?;
    request.flash(FlashMessage::UserSaved).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// The user whom a question is about: refused where the viewer may not do what it asks.
pub(super) async fn load_target(id: String) -> Result<UserDetail, AppError> {
    let user = load_user(id).await?;
    if user.may_change_identity {
        Ok(user)
    } else {
        Err(AppError::Forbidden)
    }
}

/// What is above a page about a user.
pub(super) fn above_user(user: &UserDetail) -> Vec<(String, String)> {
    vec![
        ("Users".to_owned(), paths::ADMIN_USERS.to_owned()),
        (
            user.username.clone(),
            paths::fill(paths::ADMIN_USER, &[&user.id.to_string()]),
        ),
    ]
}

/// So many sessions, with what they do: "1 session ends", "2 sessions end".
pub(super) fn sessions(count: u64, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 session {one}"),
        count => format!("{count} sessions {many}"),
    }
}

/// The page at `/admin/users/{id}`.
#[component]
pub fn AdminUserPage() -> impl IntoView {
    let id = parameter("id");
    loaded(
        move || load_user(id.clone()),
        |user| {
            let above = vec![("Users".to_owned(), paths::ADMIN_USERS.to_owned())];
            let form = if user.may_change {
                view! { <UserForm user=user.clone() /> }.into_any()
            } else {
                view! { <UserFacts user=user.clone() /> }.into_any()
            };
            view! {
                <AdminLayout title=user.username.clone() above>
                    <div class="columns">{form} <Side user /></div>
                </AdminLayout>
            }
        },
    )
}
