//! Create an account.

use contract::{
    field_errors::{FieldError, FieldErrors},
    role::Role,
};
use entity::{password_hash::PasswordHash, user};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Auth, Error,
    complaints::{email_error, username_error},
    email_address, groups,
    login::Identity,
    password_rules::PersonalData,
    username,
    users::{self, NewUser},
};

/// What a visitor typed.
pub struct SignUp {
    /// The name they want.
    pub username: String,
    /// Required here: it is how a forgotten password is reset.
    pub email: String,
    /// The password.
    pub password1: String,
    /// The same again.
    pub password2: String,
}

/// Makes an account in the group Customer and says who it is. Everything that is wrong is reported at once: the name,
/// the address, every password rule (on the first password), a mismatch (on the second).
pub async fn sign_up(auth: &Auth, form: SignUp) -> Result<Identity, Error> {
    if !auth.site.signup_open {
        return Err(Error::refused(FieldError::SignUpClosed));
    }
    let new = check(auth, &form).await?;
    let (username, email) = new;
    let password = PasswordHash(auth.hasher.hash(form.password1).await?);
    let new = NewUser {
        username,
        email: Some(email),
        password,
        is_staff: false,
        is_superuser: false,
    };

    let now = auth.clock.now();
    let transaction = auth.db.begin().await?;
    let user = users::insert(&transaction, new, now).await?;
    groups::join(&transaction, user.id, Role::Customer.group()).await?;
    transaction.commit().await?;
    tracing::info!(event = "signup.succeeded", user_id = user.id);
    Ok(Identity {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
    })
}

async fn check(
    auth: &Auth,
    form: &SignUp,
) -> Result<(username::Username, email_address::EmailAddress), Error> {
    let mut errors = FieldErrors::default();
    let username = username::parse(&form.username)
        .and_then(|username| username::check_new(&username).map(|()| username))
        .map_err(|problem| errors.add("username", username_error(problem)));
    let email =
        email_address::parse(&form.email).map_err(|problem| errors.add("email", email_error(problem)));

    if form.password1.is_empty() {
        errors.add("password1", FieldError::Required);
    } else {
        let about = PersonalData {
            username: &form.username,
            email: &form.email,
            ..PersonalData::default()
        };
        for error in users::check_password(auth, &form.password1, &about) {
            errors.add("password1", error);
        }
    }
    if form.password2.is_empty() {
        errors.add("password2", FieldError::Required);
    } else if form.password1 != form.password2 {
        errors.add("password2", FieldError::PasswordMismatch);
    }
    let names = (username.as_ref().ok(), email.as_ref().ok());
    report_taken(auth, names, &mut errors).await?;
    match (username, email) {
        (Ok(username), Ok(email)) if errors.is_empty() => Ok((username, email)),
        _ => Err(errors.into()),
    }
}

/// Says which of the two is taken. A user name that is somebody's e-mail address counts as taken, and an address that is
/// somebody's user name does: log-in takes either, and nobody may catch another's.
async fn report_taken(
    auth: &Auth,
    (username, email): (Option<&username::Username>, Option<&email_address::EmailAddress>),
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let mut any = Condition::any();
    let username_as_email = username.and_then(|username| email_address::canonical(&username.canonical));
    if let Some(username) = username {
        any = any.add(user::Column::UsernameCanonical.eq(&username.canonical));
    }
    if let Some(email) = email {
        any = any.add(user::Column::UsernameCanonical.eq(&email.canonical));
    }
    for address in [username_as_email.as_ref(), email.map(|email| &email.canonical)]
        .into_iter()
        .flatten()
    {
        any = any.add(user::Column::EmailCanonical.eq(address));
    }
    if any.is_empty() {
        return Ok(());
    }
    let found: Vec<(String, Option<String>)> = user::Entity::find()
        .select_only()
        .columns([user::Column::UsernameCanonical, user::Column::EmailCanonical])
        .filter(any)
        .into_tuple()
        .all(auth.db.reader())
        .await?;
    if username.is_some_and(|username| {
        found.iter().any(|(name, address)| {
            *name == username.canonical || (address.is_some() && *address == username_as_email)
        })
    }) {
        errors.add("username", FieldError::UsernameTaken);
    }
    if email.is_some_and(|email| {
        found
            .iter()
            .any(|(name, address)| address.as_ref() == Some(&email.canonical) || *name == email.canonical)
    }) {
        errors.add("email", FieldError::EmailTaken);
    }
    Ok(())
}
