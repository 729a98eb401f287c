//! Errors of a provider.

use thiserror::Error;

use crate::http_client::HttpError;

/// The error that caused this one.
pub(crate) type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a provider could not be used.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// The provider does not answer, or not in time, or with a server error. Trying again later may help.
    #[error("the provider is unavailable: {0}")]
    Unavailable(#[source] Source),
    /// The provider refuses the code or the client, or its answer is not valid. Trying again does not help.
    #[error("the provider’s answer is refused: {0}")]
    Refused(#[source] Source),
}

impl ProviderError {
    pub(crate) fn refused(reason: impl Into<Source>) -> Self {
        Self::Refused(reason.into())
    }

    pub(crate) fn unavailable(reason: impl Into<Source>) -> Self {
        Self::Unavailable(reason.into())
    }

    /// The whole chain of causes in one line, for the log.
    #[must_use]
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self).and_then(std::error::Error::source);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

impl From<HttpError> for ProviderError {
    fn from(error: HttpError) -> Self {
        Self::Unavailable(error.into())
    }
}
