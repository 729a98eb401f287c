//! Users: the list, one user, and what staff may do to an account.

use contract::{admin::UserDetail, number::counted, paths};
use web::{AppError, Request};

use super::path_of;

pub(super) mod add_user;
pub(super) mod bulk;
pub(super) mod delete_user;
pub(super) mod disable_password;
pub(super) mod end_sessions;
pub(super) mod list;
mod nothing_to_do;
pub(super) mod set_password;
pub(super) mod user;

/// The user of the address, and what the viewer may do with them.
async fn load_user(request: &Request) -> Result<UserDetail, AppError> {
    Ok(auth::admin::user_detail::detail(&request.auth, request.viewer()?, request.id()?).await?)
}

/// The user of the address, for a page that asks before it changes the account. It is refused where the viewer may not do what it asks.
async fn load_target(request: &Request) -> Result<UserDetail, AppError> {
    let user = load_user(request).await?;
    if user.may_change_identity {
        Ok(user)
    } else {
        Err(AppError::Forbidden)
    }
}

/// The breadcrumb above each page of this section.
fn above() -> Vec<(String, String)> {
    vec![("Users".to_owned(), paths::ADMIN_USERS.to_owned())]
}

/// The breadcrumbs above a page about a user.
fn above_user(id: i64, username: &str) -> Vec<(String, String)> {
    let mut above = above();
    above.push((username.to_owned(), path_of(paths::ADMIN_USER, id)));
    above
}

/// "1 session ends", "2 sessions end".
fn sessions_end(count: u64) -> String {
    let verb = if count == 1 { "ends" } else { "end" };
    format!("{} {verb}", counted(count, "session"))
}
