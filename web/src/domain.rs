//! The contributions of a domain to the pages that all domains share.

use async_trait::async_trait;
use auth::{Auth, authorization::object_permissions::Kind};
use contract::permission::Declaration;
use leptos::prelude::AnyView;
use sea_orm::DatabaseTransaction;
use sea_orm_migration::MigrationTrait;

use crate::{error::AppError, request::Request, routing::Route};

/// A part of the application besides accounts: the example domain, or a fork's own. The server lists all domains in one place.
#[async_trait]
pub trait Domain: Send + Sync + 'static {
    /// The routes.
    fn routes(&self) -> Vec<Route>;

    /// The migrations of the domain's tables, oldest first. The server applies them together with those of the core, ordered by name.
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }

    /// The models with their permissions, and the default permissions of each role.
    fn permissions(&self) -> Declaration {
        Declaration::default()
    }

    /// The kinds of objects on which permissions can be granted individually.
    fn object_kinds(&self) -> &'static [Kind] {
        &[]
    }

    /// The session keys of an anonymous visitor that are kept at login.
    fn kept_session_keys(&self) -> &'static [&'static str] {
        &[]
    }

    /// The domain's part of every user's dashboard.
    ///
    /// # Errors
    /// If the data cannot be loaded.
    async fn dashboard(&self, _request: &Request) -> Result<Dashboard, AppError> {
        Ok(Dashboard::default())
    }

    /// The objects that are deleted with a user: plural name of the kind, and number.
    ///
    /// # Errors
    /// If they cannot be counted.
    async fn dependents(&self, _request: &Request, _user_id: i64) -> Result<Vec<(String, u64)>, AppError> {
        Ok(Vec::new())
    }

    /// Creates the initial objects of a demo user, for `seed_demo`.
    ///
    /// # Errors
    /// If they cannot be written.
    async fn seed_user(
        &self,
        _auth: &Auth,
        _db: &DatabaseTransaction,
        _user_id: i64,
    ) -> Result<(), auth::Error> {
        Ok(())
    }

    /// Creates the objects that demo users share, after all demo users exist.
    ///
    /// # Errors
    /// If they cannot be written.
    async fn seed_shared(&self, _auth: &Auth) -> Result<(), auth::Error> {
        Ok(())
    }

    /// The objects that are deleted with an account, for the page that deletes it, such as "Your articles and your drafts".
    fn deleted_with_account(&self) -> Option<&'static str> {
        None
    }
}

/// A domain's part of the dashboard.
#[derive(Default)]
pub struct Dashboard {
    /// The figures, each a [`Tile`](crate::components::Tile).
    pub tiles: Vec<AnyView>,
    /// The cards of the wide column.
    pub cards: Vec<AnyView>,
}
