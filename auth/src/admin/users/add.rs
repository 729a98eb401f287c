//! A new user.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::AddUser,
};

use crate::{
    Auth, Error,
    accounts::{email_change, email_confirmation},
    audit::{AffectedUser, EventKind},
    authentication::AuthContext,
    passwords::{
        self,
        rules::{self, PersonalData},
    },
    users::email_address,
    users::{
        self, NewUser,
        reservations::{self, NEW_ACCOUNT},
    },
};

/// Creates a user without groups and flags; staff set those on the next page. Name and address follow the rules of sign-up.
///
/// # Errors
/// [`Error::Refused`] for what is wrong, by field.
pub async fn add(auth: &Auth, context: &AuthContext, form: AddUser) -> Result<i64, Error> {
    let origin = &context.origin();
    let mut errors = FieldErrors::default();
    let username = reservations::parse_new_name(&form.username)
        .map_err(|problem| errors.add("username", problem.into()));
    let email =
        email_address::parse_optional(&form.email).map_err(|problem| errors.add("email", problem.into()));
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
        rules::check_password_pair(auth, &about, pair.0, pair.1, &mut errors);
    }
    let (Ok(username), Ok(email), true) = (username, email, errors.is_empty()) else {
        return Err(errors.into());
    };
    let password = if has_password {
        auth.hasher.hash(form.password1).await?
    } else {
        passwords::make_unusable()
    };
    let transaction = auth.db.begin().await?;
    if reservations::is_name_taken(&transaction, &username, NEW_ACCOUNT).await? {
        errors.add("username", FieldError::UsernameTaken);
    }
    if let Some(email) = &email
        && email_change::holder(auth, &transaction, email, NEW_ACCOUNT)
            .await?
            .is_some()
    {
        errors.add("email", FieldError::EmailTaken);
    }
    errors.into_result()?;
    let new = NewUser {
        email,
        ..NewUser::new(username, password.into())
    };
    let user = users::insert(&transaction, new, auth.clock.now()).await?;
    auth.record(
        &transaction,
        EventKind::UserCreated,
        Some(AffectedUser::from(&user)),
        origin,
    )
    .await?;
    email_confirmation::send_link(auth, &transaction, &user, origin).await?;
    auth.commit(transaction).await?;
    Ok(user.id)
}
