//! The flags of a user: `is_active`, `is_staff` and `is_superuser`.

use contract::viewer::Viewer;
use entity::user;
use sea_orm::{ActiveValue::Set, DatabaseTransaction};

use crate::{Error, audit::Change, users};

/// The flags as they are to be.
pub(super) struct Flags {
    pub(super) is_active: bool,
    pub(super) is_staff: bool,
    pub(super) is_superuser: bool,
}

/// Writes those that the actor may change. The last active superuser stays one.
pub(super) async fn apply(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user: &user::Model,
    flags: Flags,
    columns: &mut user::ActiveModel,
) -> Result<(), Error> {
    if flags.is_active != user.is_active {
        if !flags.is_active {
            users::keep_a_superuser(db, [user]).await?;
        }
        columns.is_active = Set(flags.is_active);
    }
    if actor.is_superuser {
        if flags.is_superuser != user.is_superuser {
            if !flags.is_superuser {
                users::keep_a_superuser(db, [user]).await?;
            }
            columns.is_superuser = Set(flags.is_superuser);
        }
        if flags.is_staff != user.is_staff {
            columns.is_staff = Set(flags.is_staff);
        }
    } else if (flags.is_staff && !user.is_staff) || flags.is_superuser {
        return Err(Error::Forbidden("only superusers give the flags"));
    }
    Ok(())
}

/// Which of them are others than before.
pub(super) fn changes(before: &user::Model, after: &user::Model) -> Vec<Change> {
    [
        Change::of("is_active", before.is_active, after.is_active),
        Change::of("is_superuser", before.is_superuser, after.is_superuser),
        Change::of("is_staff", before.is_staff, after.is_staff),
    ]
    .into_iter()
    .flatten()
    .collect()
}
