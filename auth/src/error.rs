//! The errors of a verb, in the terms of the rules; HTTP and pages translate them.

use contract::field_errors::{FieldError, FieldErrors};
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use thiserror::Error;

/// The error that caused this one; a sentence where there is no other error.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a verb failed.
#[derive(Debug, Error)]
pub enum Error {
    /// The caller's input is invalid, by field.
    #[error("refused: {0:?}")]
    Refused(FieldErrors),
    /// The object does not exist, or not for this user.
    #[error("not found")]
    NotFound,
    /// The user may not do this.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// The state is not what the caller expects: another request was quicker.
    #[error("conflict")]
    Conflict,
    /// The session that asked was ended meanwhile: the caller is an anonymous visitor now.
    #[error("the session has ended meanwhile")]
    SessionOver,
    /// Too many passwords are being checked, or the database cannot be reached in time: try again soon.
    #[error("unavailable: {0}")]
    Unavailable(#[source] Source),
    /// A defect of the server. Log it, and show a neutral sentence.
    #[error("internal: {0}")]
    Internal(#[source] Source),
}

impl Error {
    /// Refused for one reason, of one field.
    #[must_use]
    pub fn refused_field(field: &str, error: FieldError) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, error);
        Self::Refused(errors)
    }

    /// Refused as a whole, for one reason.
    #[must_use]
    pub fn refused(error: FieldError) -> Self {
        Self::Refused(FieldErrors::of_form(error))
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Refused(errors)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_unreachable(&error) {
            Self::Unavailable(error.into())
        } else {
            Self::Internal(error.into())
        }
    }
}

/// Is the database gone, overloaded or locked, rather than the statement wrong?
#[must_use]
pub fn is_unreachable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            use sea_orm::sqlx::Error as Sqlx;
            match error.as_ref() {
                Sqlx::Io(_)
                | Sqlx::PoolTimedOut
                | Sqlx::PoolClosed
                | Sqlx::WorkerCrashed
                | Sqlx::Protocol(_) => true,
                // SQLITE_BUSY; serialization_failure, deadlock_detected; query_canceled (statement time-out), lock_not_available; read_only_sql_transaction;
                // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections.
                Sqlx::Database(error) => matches!(
                    error.code().as_deref(),
                    Some(
                        "5" | "517"
                            | "40001"
                            | "40P01"
                            | "57014"
                            | "55P03"
                            | "25006"
                            | "57P01"
                            | "57P02"
                            | "57P03"
                            | "53300"
                    )
                ),
                _ => false,
            }
        }
        _ => false,
    }
}

/// The column whose unique index refused the row, if that is what happened.
#[must_use]
pub fn violated_unique<'a>(error: &DbErr, columns: &[&'a str]) -> Option<&'a str> {
    let Some(SqlErr::UniqueConstraintViolation(message)) = error.sql_err() else {
        return None;
    };
    columns.iter().find(|column| message.contains(**column)).copied()
}
