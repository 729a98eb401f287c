//! The user names that a new or renamed account may have: the same rule at sign-up and in the admin.
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

/// The id to leave out when the account does not exist yet: no user has it.
pub(crate) const NEW_ACCOUNT: i64 = 0;

/// Parses a name for a new account: well formed, of one script, and not reserved for the site.
pub(crate) fn parse_new_name(text: &str) -> Result<Username, UsernameProblem> {
    let username = username::parse(text)?;
    username::check_new(&username)?;
    Ok(username)
}

/// Does another account have this name, in whatever letter case, or as its e-mail address? Log-in accepts either, so one account
/// could otherwise intercept another's log-in.
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
