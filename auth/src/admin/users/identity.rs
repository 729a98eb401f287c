//! User name, address and profile of a user, as the admin's form sends them.

use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::{ChangeUser, Profile},
};
use entity::user;
use sea_orm::{ActiveValue::Set, DatabaseTransaction};

use crate::{
    Auth, Error,
    accounts::{email_change, profile},
    users::{
        email_address::{self, EmailAddress},
        reservations,
        username::{self, Username},
    },
};

/// What the form says, read.
pub(super) struct Identity {
    username: Username,
    email: Option<EmailAddress>,
    profile: user::ActiveModel,
}

impl Identity {
    /// Reads it; everything that is wrong is said by field.
    pub(super) fn read(auth: &Auth, form: &ChangeUser) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let profile = profile::read(auth, &form.profile, &mut errors);
        let username =
            username::parse(&form.username).map_err(|problem| errors.add("username", problem.into()));
        let email =
            email_address::parse_optional(&form.email).map_err(|problem| errors.add("email", problem.into()));
        match (username, email) {
            (Ok(username), Ok(email)) if errors.is_empty() => Ok(Self {
                username,
                email,
                profile,
            }),
            _ => Err(errors.into()),
        }
    }

    pub(super) fn renames(&self, user: &user::Model) -> bool {
        self.username.display != user.username
    }

    /// Is it another address, and not the same in other letter case?
    pub(super) fn readdresses(&self, user: &user::Model) -> bool {
        self.email.as_ref().map(|email| &email.canonical) != user.email_canonical.as_ref()
    }

    /// The columns to write. A name or an address that the account has not yet obeys the rules of sign-up.
    pub(super) async fn into_columns(
        self,
        auth: &Auth,
        db: &DatabaseTransaction,
        user: &user::Model,
    ) -> Result<user::ActiveModel, Error> {
        let (is_renamed, is_readdressed) = (self.renames(user), self.readdresses(user));
        let Self {
            username,
            email,
            profile: mut columns,
        } = self;
        let mut errors = FieldErrors::default();
        if username.canonical != user.username_canonical {
            if let Err(problem) = username::check_new(&username) {
                errors.add("username", problem.into());
            } else if reservations::is_name_taken(db, &username, user.id).await? {
                errors.add("username", FieldError::UsernameTaken);
            }
        }
        if let Some(email) = email.as_ref().filter(|_| is_readdressed)
            && email_change::holder(auth, db, email, user.id).await?.is_some()
        {
            errors.add("email", FieldError::EmailTaken);
        }
        errors.into_result()?;
        if is_renamed {
            columns.username = Set(username.display);
            columns.username_canonical = Set(username.canonical);
        }
        if is_readdressed {
            columns.email_canonical = Set(email.as_ref().map(|email| email.canonical.clone()));
            columns.email_confirmed_at = Set(None);
        }
        let display = email.map(|email| email.display).unwrap_or_default();
        if display != user.email {
            columns.email = Set(display);
        }
        Ok(columns)
    }
}

/// Staff change their own name and address in the settings. The admin's form does not send them then, and whatever is sent
/// has to be what is there.
pub(super) fn require_unchanged(form: &ChangeUser, user: &user::Model) -> Result<(), Error> {
    let is_kept = |sent: &str, stored: &str| sent.is_empty() || sent == stored;
    let is_unchanged = is_kept(&form.username, &user.username)
        && is_kept(&form.email, &user.email)
        && (form.profile == Profile::default() || form.profile == profile::of(user));
    if is_unchanged {
        Ok(())
    } else {
        Err(Error::refused(FieldError::OwnAccount))
    }
}
