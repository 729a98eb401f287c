//! The form of a user.

use contract::{
    field_errors::{FieldError, FieldErrors},
    settings::Profile,
    viewer::Viewer,
};
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{
    grants::{refuse_additions, set_groups, set_permissions},
    sessions::log_out_everywhere,
};
use crate::{
    Auth, Error,
    admin::power,
    complaints::{email_error, taken, username_error},
    email_change, email_confirmation,
    event::{EventKind, Person},
    origin::Origin,
    profile, username, users,
};

/// What the form of a user holds. What the actor may not change is not sent, and stays.
pub struct Change {
    /// User name.
    pub username: String,
    /// Address, or empty.
    pub email: String,
    /// Name and the like.
    pub profile: Profile,
    /// May log in.
    pub is_active: bool,
    /// May open the admin.
    pub is_staff: bool,
    /// Has every permission.
    pub is_superuser: bool,
    /// Keys of the groups that are ticked.
    pub groups: Vec<String>,
    /// Names of the permissions that are ticked.
    pub permissions: Vec<String>,
}

/// Saves a user. Whatever the actor may not give or take is refused as a whole where it was forged, and stays as it is where
/// it was not sent. Who loses or gets a flag is logged out everywhere.
pub async fn change(
    auth: &Auth,
    origin: &Origin,
    actor: &Viewer,
    user_id: i64,
    form: Change,
) -> Result<(), Error> {
    let now = auth.clock.now();
    let mut errors = FieldErrors::default();
    let mut changes = profile::read(auth, &form.profile, &mut errors);
    let username =
        username::parse(&form.username).map_err(|problem| errors.add("username", username_error(problem)));
    let email =
        users::optional_email(&form.email).map_err(|problem| errors.add("email", email_error(problem)));
    let (Ok(username), Ok(email), true) = (username, email, errors.is_empty()) else {
        return Err(errors.into());
    };

    let transaction = auth.db.begin().await?;
    let user = users::lock_with_superusers(&transaction, user_id).await?;
    power::require_reach(actor, &user)?;
    let mut fields = Vec::new();
    let email_canonical = email.as_ref().map(|email| email.canonical.clone());
    let is_renamed = username.display != user.username;
    let is_readdressed = email_canonical != user.email_canonical;
    let outranks = power::outranks(&transaction, actor, &user, now).await?;
    if !outranks && (is_renamed || is_readdressed || (form.is_active && !user.is_active)) {
        return Err(Error::Forbidden(
            "the target holds permissions that the actor does not",
        ));
    }
    if is_renamed {
        fields.push("username".to_owned());
        changes.username = Set(username.display);
        changes.username_canonical = Set(username.canonical);
    }
    if is_readdressed {
        if let Some(email) = &email
            && email_change::holder(auth, &transaction, email, user_id)
                .await?
                .is_some()
        {
            return Err(Error::refused_field("email", FieldError::EmailTaken));
        }
        fields.push("email".to_owned());
        changes.email = Set(email
            .as_ref()
            .map(|email| email.display.clone())
            .unwrap_or_default());
        changes.email_canonical = Set(email_canonical);
        changes.email_confirmed_at = Set(None);
    }
    if let Some(email) = email.filter(|email| !is_readdressed && email.display != user.email) {
        // The same address in other letter case.
        fields.push("email".to_owned());
        changes.email = Set(email.display);
    }
    let flags = Flags {
        // Greyed out in the form, it is not sent: that is no wish to lock the account.
        is_active: if outranks { form.is_active } else { user.is_active },
        is_staff: form.is_staff,
        is_superuser: form.is_superuser,
    };
    let are_flags_changed = apply_flags(&transaction, actor, &user, flags, &mut changes, &mut fields).await?;
    changes.id = Set(user_id);
    let saved = changes.update(&transaction).await.map_err(taken)?;
    let has_higher_role = power::has_higher_role(&transaction, actor, &user, now).await?;
    if has_higher_role {
        refuse_additions(&transaction, user_id, (&form.groups, &form.permissions), now).await?;
    }
    if !has_higher_role && set_groups(&transaction, actor, user_id, &form.groups, now).await? {
        fields.push("groups".to_owned());
    }
    if !has_higher_role && set_permissions(&transaction, actor, user_id, &form.permissions).await? {
        fields.push("user_permissions".to_owned());
    }
    if are_flags_changed {
        log_out_everywhere(&transaction, &[user_id]).await?;
    }
    if is_readdressed {
        // The address as it was is told; the new one has to be confirmed.
        let kind = EventKind::EmailChanged {
            to: saved.email.clone(),
            undo: None,
        };
        auth.record(&transaction, kind, Some(Person::from(&user)), origin)
            .await?;
        email_confirmation::send_link(auth, &transaction, &saved, origin).await?;
    }
    fields.extend(profile_changes(&user, &saved));
    if fields.is_empty() {
        return auth.commit(transaction).await;
    }
    let kind = EventKind::UserChanged { fields };
    auth.record(&transaction, kind, Some(Person::from(&user)), origin)
        .await?;
    auth.commit(transaction).await
}

/// Names of what changed of the profile.
fn profile_changes(before: &user::Model, after: &user::Model) -> impl Iterator<Item = String> {
    [
        ("first_name", before.first_name != after.first_name),
        ("last_name", before.last_name != after.last_name),
        ("department", before.department != after.department),
        ("date_of_birth", before.date_of_birth != after.date_of_birth),
        ("phone", before.phone != after.phone),
    ]
    .into_iter()
    .filter(|(_, is_changed)| *is_changed)
    .map(|(name, _)| name.to_owned())
}

struct Flags {
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
}

/// Says whether anything of it changed.
async fn apply_flags(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user: &user::Model,
    flags: Flags,
    changes: &mut user::ActiveModel,
    fields: &mut Vec<String>,
) -> Result<bool, Error> {
    let before = fields.len();
    if flags.is_active != user.is_active {
        if !flags.is_active {
            users::keep_a_superuser(db, [user]).await?;
        }
        fields.push("is_active".to_owned());
        changes.is_active = Set(flags.is_active);
    }
    if actor.is_superuser {
        if flags.is_superuser != user.is_superuser {
            if !flags.is_superuser {
                users::keep_a_superuser(db, [user]).await?;
            }
            fields.push("is_superuser".to_owned());
            changes.is_superuser = Set(flags.is_superuser);
        }
        if flags.is_staff != user.is_staff {
            fields.push("is_staff".to_owned());
            changes.is_staff = Set(flags.is_staff);
        }
    } else if (flags.is_staff && !user.is_staff) || flags.is_superuser {
        return Err(Error::Forbidden("only superusers give the flags"));
    }
    Ok(fields.len() > before)
}
