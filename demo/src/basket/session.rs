//! The basket in the session: a visitor's is there after logging in, and gone after logging out.

use tower_sessions::session;
use web::{AppError, Request};

use super::Basket;

/// The key of the basket in the session.
pub const SESSION_KEY: &str = "basket";

/// What this visitor means to order. A basket that cannot be read, because a newer replica wrote it, is as good as none.
pub(super) async fn read(request: &Request) -> Result<Basket, AppError> {
    match request.session.get(SESSION_KEY).await {
        Ok(basket) => Ok(basket.unwrap_or_default()),
        Err(session::Error::SerdeJson(_)) => Ok(Basket::default()),
        Err(error) => Err(auth::Error::from(error).into()),
    }
}

/// Keeps it; an empty one takes no room.
pub(super) async fn keep(request: &Request, basket: &Basket) -> Result<(), AppError> {
    let kept = if basket.is_empty() {
        request.session.remove_value(SESSION_KEY).await.map(drop)
    } else {
        request.session.insert(SESSION_KEY, basket).await
    };
    kept.map_err(auth::Error::from)?;
    Ok(())
}
