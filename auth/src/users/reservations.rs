//! Which user names a new account, or one that is renamed, may have: the same at sign-up and in the admin.
//! Which addresses are free is [`email_change::holder`](crate::accounts::email_change::holder)'s to say.

use entity::user;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    Error,
    users::{
        email_address,
        username::{self, Username, UsernameProblem},
    },
};

/// For a new account: no user has this id.
pub(crate) const NOBODY: i64 = 0;

/// Reads a name that nobody has yet: well formed, of one script, and none that is kept for the site.
pub(crate) fn parse_new_name(text: &str) -> Result<Username, UsernameProblem> {
    let username = username::parse(text)?;
    username::check_new(&username)?;
    Ok(username)
}

/// Does another account have this name, in whatever letter case, or as its e-mail address? Log-in takes either, and nobody may
/// catch another's.
pub(crate) async fn is_name_taken(
    db: &impl ConnectionTrait,
    username: &Username,
    except_user: i64,
) -> Result<bool, Error> {
    let mut any = Condition::any().add(user::Column::UsernameCanonical.eq(&username.canonical));
    if let Some(address) = email_address::canonical(&username.canonical) {
        any = any.add(user::Column::EmailCanonical.eq(address));
    }
    let count = user::Entity::find()
        .filter(any)
        .filter(user::Column::Id.ne(except_user))
        .count(db)
        .await?;
    Ok(count > 0)
}
