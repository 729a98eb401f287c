//! A user's password: set, or taken away.

use contract::{field_errors::FieldErrors, viewer::Viewer};

use super::begin;
use crate::{
    Auth, Error,
    admin::power,
    event::{EventKind, PasswordSetBy, Person},
    origin::Origin,
    password, password_change,
    password_rules::PersonalData,
    users,
};

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
    users::check_password_pair(
        auth,
        &PersonalData::of(&user),
        ("password1", &password1),
        ("password2", &password2),
        &mut errors,
    );
    errors.into_result()?;
    let hash = auth.hasher.hash(password1).await?;
    let (transaction, user) = begin(auth, actor, user_id).await?;
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
    let (transaction, user) = begin(auth, actor, user_id).await?;
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
