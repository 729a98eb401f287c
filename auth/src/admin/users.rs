//! Users, changed by staff: Django's `UserAdmin`, without the way up that it leaves open.

use std::collections::BTreeSet;

use contract::{
    field_errors::{FieldError, FieldErrors},
    settings::Profile,
    viewer::Viewer,
};
use entity::{permission as row, user, user_group, user_permission};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};

use time::OffsetDateTime;

use super::power;
use crate::{
    Auth, Error,
    complaints::{email_error, taken, username_error},
    email_change, email_confirmation,
    event::{EventKind, PasswordSetBy, Person},
    origin::Origin,
    password, password_change,
    password_rules::PersonalData,
    profile, username,
    users::{self, NewUser},
};

/// What the form for a new user holds.
pub struct Addition {
    /// User name.
    pub username: String,
    /// Address, or empty.
    pub email: String,
    /// The password, or empty for an account that waits for its owner to set one by a link.
    pub password1: String,
    /// The same again.
    pub password2: String,
}

/// Makes a user, who is in no group and has no flag: those are given on the next page.
pub async fn add(auth: &Auth, origin: &Origin, form: Addition) -> Result<i64, Error> {
    let mut errors = FieldErrors::default();
    let username =
        username::parse(&form.username).map_err(|problem| errors.add("username", username_error(problem)));
    let email =
        users::optional_email(&form.email).map_err(|problem| errors.add("email", email_error(problem)));
    let has_password = !(form.password1.is_empty() && form.password2.is_empty());
    if has_password {
        let about = PersonalData {
            username: &form.username,
            email: &form.email,
            ..PersonalData::default()
        };
        let pair = (
            ("password1", form.password1.as_str()),
            ("password2", form.password2.as_str()),
        );
        users::check_password_pair(auth, &about, pair.0, pair.1, &mut errors);
    }
    let (Ok(username), Ok(email), true) = (username, email, errors.is_empty()) else {
        return Err(errors.into());
    };
    let password = if has_password {
        auth.hasher.hash(form.password1).await?
    } else {
        password::make_unusable()
    };
    let new = NewUser {
        username,
        email,
        password: password.into(),
        is_staff: false,
        is_superuser: false,
        email_is_confirmed: false,
    };
    let transaction = auth.db.begin().await?;
    let user = users::insert(&transaction, new, auth.clock.now()).await?;
    auth.record(
        &transaction,
        EventKind::UserCreated,
        Some(Person::from(&user)),
        origin,
    )
    .await?;
    email_confirmation::send_link(auth, &transaction, &user, origin).await?;
    auth.commit(transaction).await?;
    Ok(user.id)
}

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
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
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
    if set_groups(&transaction, actor, user_id, &form.groups, now).await? {
        fields.push("groups".to_owned());
    }
    if set_permissions(&transaction, actor, user_id, &form.permissions).await? {
        fields.push("user_permissions".to_owned());
    }
    if are_flags_changed {
        log_out_everywhere(&transaction, user_id).await?;
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
            users::keep_a_superuser(db, user).await?;
        }
        fields.push("is_active".to_owned());
        changes.is_active = Set(flags.is_active);
    }
    if actor.is_superuser {
        if flags.is_superuser != user.is_superuser {
            if !flags.is_superuser {
                users::keep_a_superuser(db, user).await?;
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

/// Every session of the user ends with its epoch.
async fn log_out_everywhere(db: &DatabaseTransaction, user_id: i64) -> Result<(), Error> {
    use sea_orm::ExprTrait;
    user::Entity::update_many()
        .col_expr(user::Column::AuthEpoch, Expr::col(user::Column::AuthEpoch).add(1))
        .filter(user::Column::Id.eq(user_id))
        .exec(db)
        .await?;
    password_change::end_sessions(db, user_id).await
}

/// Makes the groups those that are ticked, as far as the actor may. Says whether anything changed.
async fn set_groups(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user_id: i64,
    ticked: &[String],
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let ticked: BTreeSet<i64> = ticked
        .iter()
        .map(|id| id.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| Error::refused_field("groups", FieldError::InvalidChoice))?;
    let current = power::groups_of(db, user_id, now).await?;
    let groups = power::groups(db).await?;
    if ticked.iter().any(|id| !groups.keys().any(|(key, _)| key == id)) {
        return Err(Error::refused_field("groups", FieldError::InvalidChoice));
    }
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for ((id, name), permissions) in &groups {
        let may = power::may_grant_group(actor, name, permissions);
        match (current.contains(id), ticked.contains(id)) {
            (false, true) if !may => return Err(Error::Forbidden("a group that holds more than the actor")),
            (false, true) => added.push(user_group::ActiveModel {
                user_id: Set(user_id),
                group_id: Set(*id),
                expires_at: Set(None),
            }),
            (true, false) if may => removed.push(*id),
            _ => {}
        }
    }
    let is_changed = !(added.is_empty() && removed.is_empty());
    // A membership that has ended makes way for a new one.
    removed.extend(added.iter().map(|row| *row.group_id.as_ref()));
    user_group::Entity::delete_many()
        .filter(user_group::Column::UserId.eq(user_id))
        .filter(user_group::Column::GroupId.is_in(removed))
        .exec(db)
        .await?;
    if !added.is_empty() {
        user_group::Entity::insert_many(added)
            .exec_without_returning(db)
            .await?;
    }
    Ok(is_changed)
}

/// Makes the user's own permissions those that are ticked, as far as the actor may. Says whether anything changed.
async fn set_permissions(
    db: &DatabaseTransaction,
    actor: &Viewer,
    user_id: i64,
    ticked: &[String],
) -> Result<bool, Error> {
    let current: BTreeSet<i64> = user_permission::Entity::find()
        .select_only()
        .column(user_permission::Column::PermissionId)
        .filter(user_permission::Column::UserId.eq(user_id))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let (added, removed) = differences(db, actor, "user_permissions", &current, ticked).await?;
    user_permission::Entity::delete_many()
        .filter(user_permission::Column::UserId.eq(user_id))
        .filter(user_permission::Column::PermissionId.is_in(removed.iter().map(|row| row.id)))
        .exec(db)
        .await?;
    if !added.is_empty() {
        let rows = added.iter().map(|row| user_permission::ActiveModel {
            user_id: Set(user_id),
            permission_id: Set(row.id),
        });
        user_permission::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(!(added.is_empty() && removed.is_empty()))
}

/// What would have to be given and taken for those ticked to be held; refused where the actor may not give it. What they may
/// not take stays.
pub(super) async fn differences(
    db: &DatabaseTransaction,
    actor: &Viewer,
    field: &str,
    current: &BTreeSet<i64>,
    ticked: &[String],
) -> Result<(Vec<row::Model>, Vec<row::Model>), Error> {
    let all = row::Entity::find().all(db).await?;
    let name = |row: &row::Model| format!("{}.{}", row.app_label, row.codename);
    let known: BTreeSet<String> = all.iter().map(name).collect();
    if ticked.iter().any(|name| !known.contains(name)) {
        return Err(Error::refused_field(field, FieldError::InvalidChoice));
    }
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for row in all {
        let name = name(&row);
        let may = power::may_grant(actor, &name);
        match (current.contains(&row.id), ticked.contains(&name)) {
            (false, true) if !may => {
                return Err(Error::Forbidden("a permission that the actor does not hold"));
            }
            (false, true) => added.push(row),
            (true, false) if may => removed.push(row),
            _ => {}
        }
    }
    Ok((added, removed))
}

/// Sets a password: every session of the user ends, and they are told.
pub async fn set_password(
    auth: &Auth,
    origin: &Origin,
    actor: &Viewer,
    user_id: i64,
    (password1, password2): (String, String),
) -> Result<(), Error> {
    let now = auth.clock.now();
    let user = users::by_id(auth, user_id).await?;
    power::require_outranks(auth.db.reader(), actor, &user, now).await?;
    let mut errors = FieldErrors::default();
    let about = PersonalData {
        username: &user.username,
        first_name: &user.first_name,
        last_name: &user.last_name,
        email: &user.email,
    };
    users::check_password_pair(
        auth,
        &about,
        ("password1", &password1),
        ("password2", &password2),
        &mut errors,
    );
    errors.into_result()?;
    let hash = auth.hasher.hash(password1).await?;
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    power::require_outranks(&transaction, actor, &user, now).await?;
    password_change::replace(&transaction, &user, hash, &Origin::server().client).await?;
    let kind = EventKind::PasswordChanged {
        by: PasswordSetBy::Staff,
    };
    auth.record(&transaction, kind, Some(Person::from(&user)), origin)
        .await?;
    auth.commit(transaction).await
}

/// Takes the password away (`set_unusable_password`): every session ends, and no password lets them in until one is set.
pub async fn disable_password(
    auth: &Auth,
    origin: &Origin,
    actor: &Viewer,
    user_id: i64,
) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    power::require_outranks(&transaction, actor, &user, auth.clock.now()).await?;
    let client = &Origin::server().client;
    password_change::replace(&transaction, &user, password::make_unusable(), client).await?;
    auth.record(
        &transaction,
        EventKind::PasswordDisabled,
        Some(Person::from(&user)),
        origin,
    )
    .await?;
    auth.commit(transaction).await
}

/// Ends every session of a user.
pub async fn end_sessions(auth: &Auth, origin: &Origin, actor: &Viewer, user_id: i64) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    power::require_outranks(&transaction, actor, &user, auth.clock.now()).await?;
    log_out_everywhere(&transaction, user_id).await?;
    auth.record(
        &transaction,
        EventKind::AllSessionsEnded,
        Some(Person::from(&user)),
        origin,
    )
    .await?;
    auth.commit(transaction).await
}

/// Deletes a user with everything of theirs. The last active superuser stays.
pub async fn delete(auth: &Auth, origin: &Origin, actor: &Viewer, user_id: i64) -> Result<(), Error> {
    let transaction = auth.db.begin().await?;
    let user = users::lock(&transaction, user_id).await?.ok_or(Error::NotFound)?;
    power::require_outranks(&transaction, actor, &user, auth.clock.now()).await?;
    users::keep_a_superuser(&transaction, &user).await?;
    auth.record(
        &transaction,
        EventKind::UserDeleted,
        Some(Person::from(&user)),
        origin,
    )
    .await?;
    user::Entity::delete_by_id(user_id).exec(&transaction).await?;
    auth.commit(transaction).await
}
