//! The form of a user.

use contract::forms::ChangeUser;
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{
    flags::{self, Flags},
    grants::{refuse_additions, set_groups, set_permissions},
    identity::{self, Identity},
    sessions::log_out_everywhere,
};
use crate::{
    Auth, Error,
    accounts::{email_confirmation, profile},
    audit::{self, AffectedUser, EmailSetBy, EventKind, Origin},
    authentication::AuthContext,
    authorization::privilege_escalation,
    tokens, users,
};

/// Saves a user. Whatever the actor may not give or take is refused as a whole where it was forged, and stays as it is where
/// it was not sent. A user whose flags change is logged out everywhere. A new address voids every link of the account.
///
/// # Errors
/// [`FieldError::OwnAccount`](contract::field_errors::FieldError::OwnAccount) for another name, address or profile of the
/// actor's own account.
pub async fn change(auth: &Auth, context: &AuthContext, user_id: i64, form: ChangeUser) -> Result<(), Error> {
    let (origin, actor) = (&context.origin(), context.require_viewer()?);
    let now = auth.clock.now();
    let identity = if user_id == actor.id {
        None
    } else {
        Some(Identity::read(auth, &form)?)
    };

    let transaction = auth.db.begin().await?;
    let user = users::lock_with_superusers(&transaction, user_id).await?;
    privilege_escalation::protect_superusers(actor, &user)?;
    let can_manage = privilege_escalation::can_manage(&transaction, actor, &user, now).await?;
    let (mut columns, is_readdressed) = if let Some(identity) = identity {
        let (is_renamed, is_readdressed) = (identity.renames(&user), identity.readdresses(&user));
        if !can_manage && (is_renamed || is_readdressed || (form.is_active && !user.is_active)) {
            return Err(Error::Forbidden(
                "the target holds permissions that the actor does not",
            ));
        }
        let columns = identity.into_columns(auth, &transaction, &user).await?;
        (columns, is_readdressed)
    } else {
        identity::require_unchanged(&form, &user)?;
        (<user::ActiveModel as Default>::default(), false)
    };
    let flags = Flags {
        // Greyed out in the form, it is not sent: that is no wish to lock the account.
        is_active: if can_manage {
            form.is_active
        } else {
            user.is_active
        },
        is_staff: form.is_staff,
        is_superuser: form.is_superuser,
    };
    flags::apply(&transaction, actor, &user, flags, &mut columns).await?;
    columns.id = Set(user_id);
    let saved = columns.update(&transaction).await.map_err(users::taken)?;
    let (mut groups, mut permissions) = (None, None);
    if privilege_escalation::has_higher_role(&transaction, actor, &user, now).await? {
        refuse_additions(&transaction, user_id, &form.groups, &form.user_permissions, now).await?;
    } else {
        groups = set_groups(&transaction, actor, user_id, &form.groups, now).await?;
        permissions = set_permissions(&transaction, actor, user_id, &form.user_permissions).await?;
    }
    let flags = flags::changes(&user, &saved);
    if !flags.is_empty() {
        log_out_everywhere(&transaction, &[user_id]).await?;
    }
    if is_readdressed {
        follow_new_address(auth, &transaction, origin, &user, &saved).await?;
    }
    let mut changes: Vec<audit::Change> = [
        audit::Change::of("username", &*user.username, &*saved.username),
        audit::Change::of("email", &*user.email, &*saved.email),
    ]
    .into_iter()
    .flatten()
    .collect();
    changes.extend(flags);
    changes.extend(groups);
    changes.extend(permissions);
    changes.extend(profile::changes(&user, &saved));
    if changes.is_empty() {
        return auth.commit(transaction).await;
    }
    let kind = EventKind::UserChanged { changes };
    auth.record(&transaction, kind, Some(AffectedUser::from(&user)), origin)
        .await?;
    auth.commit(transaction).await
}

/// What goes with another address: links that went to former ones are void, those that take a change back included; the
/// address as it was is told, and the new one has to be confirmed.
async fn follow_new_address(
    auth: &Auth,
    db: &DatabaseTransaction,
    origin: &Origin,
    before: &user::Model,
    saved: &user::Model,
) -> Result<(), Error> {
    tokens::void_all(db, saved.id).await?;
    let kind = EventKind::EmailChanged {
        from: before.email.clone(),
        to: saved.email.clone(),
        by: EmailSetBy::Staff,
    };
    auth.record(db, kind, Some(AffectedUser::from(before)), origin)
        .await?;
    email_confirmation::send_link(auth, db, saved, origin).await
}
