//! One user: Django's fieldsets, and what staff may do to an account.

use contract::{admin::UserDetail, flag::Flag, paths};
use facts::UserFacts;
use form::UserForm;
use leptos::prelude::*;
use side::Side;

use crate::{
    address::parameter,
    components::{AdminLayout, loaded},
    error::AppError,
};

mod facts;
mod form;
mod side;

/// One user, and what the viewer may give to them.
#[server(prefix = "/api", endpoint = "admin/user")]
pub async fn load_user(#[server(default)] id: String) -> Result<UserDetail, AppError> {
    use crate::ssr::{key, require_viewer};
    use contract::{access::Policy, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWithAny(&[user::VIEW, user::CHANGE]))?;
    Ok(auth::admin::user_detail::detail(&request.auth, &viewer, key(&id)?).await?)
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
    #[server(default)] is_active: Flag,
    #[server(default)] is_staff: Flag,
    #[server(default)] is_superuser: Flag,
    #[server(default)] groups: Vec<String>,
    #[server(default)] user_permissions: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use auth::admin::users::{Change, change};
    use contract::{access::Policy, notice::Notice, permission::user, settings::Profile};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
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
    change(&request.auth, &request.origin(), &viewer, key(&id)?, form).await?;
    request.tell(Notice::UserSaved).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// Ends every session of a user.
#[server(prefix = "", endpoint = "admin/users/{id}/sessions")]
pub async fn end_user_sessions(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{
        access::Policy,
        notice::Notice,
        permission::{session, user},
    };

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE, session::DELETE]))?;
    auth::admin::users::end_sessions(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::UserSessionsEnded).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
}

/// Takes a user's password away.
#[server(prefix = "", endpoint = "admin/users/{id}/password/disable")]
pub async fn disable_user_password(#[server(default)] id: String) -> Result<(), AppError> {
    use crate::ssr::{key, require_viewer, see_other};
    use contract::{access::Policy, notice::Notice, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
    auth::admin::users::disable_password(&request.auth, &request.origin(), &viewer, key(&id)?).await?;
    request.tell(Notice::PasswordDisabled).await?;
    see_other(&paths::fill(paths::ADMIN_USER, &[&id]));
    Ok(())
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
