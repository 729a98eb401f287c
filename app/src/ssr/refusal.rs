//! What `auth` refused, as the page or the script learns it. What it must not learn stands in the log.

use crate::error::AppError;

impl From<auth::Error> for AppError {
    fn from(error: auth::Error) -> Self {
        match error {
            auth::Error::Refused(errors) => Self::Invalid(errors),
            auth::Error::NotFound => Self::NotFound,
            auth::Error::Conflict => Self::Conflict,
            auth::Error::SessionOver => Self::LogInRequired,
            auth::Error::Forbidden(what) => {
                tracing::warn!(event = "access.refused", what);
                Self::Forbidden
            }
            auth::Error::Unavailable(cause) => {
                tracing::warn!(%cause, "unavailable");
                Self::Unavailable
            }
            auth::Error::Internal(cause) => {
                tracing::error!(%cause, "internal error");
                Self::Internal
            }
        }
    }
}
