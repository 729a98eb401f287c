//! Links from mails that a button confirms: what a link would do, and doing it.

use contract::{field_errors::FieldError, settings::Link};

use crate::{
    Auth, Error,
    accounts::{email_change, email_confirmation},
    audit::Origin,
    tokens::{self, Purpose, digest},
};

/// What a link would do. This does not use the link up: mail scanners open every link.
///
/// # Errors
/// [`Error::Unavailable`] where the database cannot be reached.
pub async fn inspect(auth: &Auth, token: &str) -> Result<Link, Error> {
    let (digest, now, db) = (digest(token), auth.clock.now(), auth.db.reader());
    for purpose in [
        Purpose::ConfirmEmail,
        Purpose::ChangeEmail,
        Purpose::UndoEmailChange,
    ] {
        if let Some((token, _)) = tokens::find(db, purpose, &digest, now).await? {
            let email = token.email;
            return Ok(match purpose {
                Purpose::ConfirmEmail => Link::Confirm { email },
                Purpose::ChangeEmail => Link::Change { email },
                _ => Link::Undo { email },
            });
        }
    }
    Ok(Link::Invalid)
}

/// Confirms an address, the account's or the one that is to be.
///
/// # Errors
/// [`FieldError::InvalidLink`] where the link does not work. [`FieldError::EmailTaken`] where another account has taken the new
/// address meanwhile.
pub async fn confirm_email(auth: &Auth, origin: &Origin, token: &str) -> Result<(), Error> {
    let digest = digest(token);
    if email_confirmation::confirm(auth, origin, &digest).await?
        || email_change::confirm(auth, origin, &digest).await?
    {
        Ok(())
    } else {
        Err(Error::refused(FieldError::InvalidLink))
    }
}

/// Takes a change of address back.
///
/// # Errors
/// [`FieldError::InvalidLink`] where the link does not work.
pub async fn undo_email_change(auth: &Auth, origin: &Origin, token: &str) -> Result<(), Error> {
    if email_change::undo(auth, origin, &digest(token)).await? {
        Ok(())
    } else {
        Err(Error::refused(FieldError::InvalidLink))
    }
}
