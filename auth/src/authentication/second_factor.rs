//! The seam for second factors.

use async_trait::async_trait;
use entity::user;

use crate::{Auth, Client, Error, sessions::MethodUse};

/// A second step of a log-in: a one-time code, a security key. Register it with
/// [`LoginMethods::with_second_factor`](super::LoginMethods::with_second_factor); there is none by default.
///
/// [`complete_login`](super::complete_login) asks each one whether it is required. If one is, the log-in waits in the session, and the
/// page of the factor finds the user by [`pending_login`](super::pending_login). When the user has passed it, the page calls
/// `complete_login` with the factor's name as the method.
#[async_trait]
pub trait SecondFactor: Send + Sync {
    /// The name of the method, unique among all methods.
    fn name(&self) -> &'static str;

    /// Does this user have to pass it, after these methods, in this browser? It is not asked when it is among the methods.
    ///
    /// # Errors
    /// Where that cannot be found out; the log-in fails.
    async fn is_required(
        &self,
        auth: &Auth,
        user: &user::Model,
        client: &Client,
        methods: &[MethodUse],
    ) -> Result<bool, Error>;
}
