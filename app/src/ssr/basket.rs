//! The basket in the session: a visitor's is there after logging in, and gone after logging out.

use demo::basket::Basket;
use tower_sessions::session;

use super::Request;
use crate::error::AppError;

/// The key of the basket in the session.
/// The key of the basket in the session; it survives a log-in.
pub const BASKET: &str = "basket";

impl Request {
    /// What this visitor means to order. What cannot be read, because a newer replica wrote it, is as good as none.
    pub async fn basket(&self) -> Result<Basket, AppError> {
        match self.session.get(BASKET).await {
            Ok(basket) => Ok(basket.unwrap_or_default()),
            Err(session::Error::SerdeJson(_)) => Ok(Basket::default()),
            Err(error) => Err(auth::Error::from(error).into()),
        }
    }

    /// Keeps it; an empty one takes no room.
    pub async fn keep_basket(&self, basket: &Basket) -> Result<(), AppError> {
        let kept = if basket.is_empty() {
            self.session.remove_value(BASKET).await.map(drop)
        } else {
            self.session.insert(BASKET, basket).await
        };
        kept.map_err(auth::Error::from)?;
        Ok(())
    }
}
