//! Orders, projects and a basket: the example domain.
//!
//! A domain is one crate: tables and their migrations, rules, forms, pages, routes and what it seeds. The core never names it. A fork's
//! own domain is a copy of this folder and one line in the server's list of domains.
// Views are types, one inside the other: a page is a deep one.
#![recursion_limit = "256"]

pub mod basket;
mod dashboard;
pub mod entity;
pub mod figures;
pub mod manager_dashboard;
pub mod migrations;
pub mod money;
pub mod orders;
pub mod permission;
pub mod projects;
pub mod reports;
pub mod seed;

use async_trait::async_trait;
use auth::{Auth, authorization::object_permissions::Kind};
use contract::{paths::fill, permission::Declaration};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use sea_orm_migration::MigrationTrait;
use web::{AppError, Domain, Request, Route, domain::Dashboard, request::parse_id};

use self::entity::{order, project};

/// The example domain.
#[derive(Clone, Copy, Debug)]
pub struct Demo;

#[async_trait]
impl Domain for Demo {
    fn routes(&self) -> Vec<Route> {
        [
            manager_dashboard::routes(),
            orders::routes(),
            projects::routes(),
            reports::routes(),
            basket::routes(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        migrations::migrations()
    }

    fn permissions(&self) -> Declaration {
        permission::DECLARATION
    }

    fn object_kinds(&self) -> &'static [Kind] {
        &[projects::KIND]
    }

    fn kept_session_keys(&self) -> &'static [&'static str] {
        &[basket::SESSION_KEY]
    }

    async fn dashboard(&self, request: &Request) -> Result<Dashboard, AppError> {
        dashboard::dashboard(request).await
    }

    async fn dependents(&self, request: &Request, user_id: i64) -> Result<Vec<(String, u64)>, AppError> {
        let db = request.auth.db.reader();
        let orders = order::Entity::of(user_id).count(db).await;
        let projects = project::Entity::find()
            .filter(project::Column::OwnerId.eq(user_id))
            .count(db)
            .await;
        Ok(vec![
            ("orders".to_owned(), orders.map_err(auth::Error::from)?),
            ("projects".to_owned(), projects.map_err(auth::Error::from)?),
        ])
    }

    async fn seed_user(
        &self,
        auth: &Auth,
        db: &DatabaseTransaction,
        user_id: i64,
    ) -> Result<(), auth::Error> {
        seed::seed(auth, db, user_id).await
    }

    async fn seed_shared(&self, auth: &Auth) -> Result<(), auth::Error> {
        seed::share(auth.db.writer()).await
    }

    fn deleted_with_account(&self) -> Option<&'static str> {
        Some("Your orders and your projects")
    }
}

/// The path of a page or form about the row with this key.
fn path_of(pattern: &str, id: i64) -> String {
    fill(pattern, &[&id.to_string()])
}

/// Where a page of a list begins: `?before=`, the key of the last row of the page before.
fn before(request: &Request) -> Result<Option<i64>, AppError> {
    let before = request.query("before");
    (!before.is_empty()).then(|| parse_id(&before)).transpose()
}

#[cfg(test)]
mod tests {
    use contract::role::Role;
    use web::{
        Policy,
        routing::{Menu, Method, RouteTable},
    };

    use super::*;
    use crate::permission::{order as orders, project as projects};

    #[test]
    fn every_route_has_its_policy_and_every_form_its_page() {
        let table = RouteTable::new(Demo.routes(), false);
        let expected = [
            (
                "/dashboard/manager",
                Some(Policy::InGroup(&[Role::Manager, Role::Admin])),
                None,
            ),
            ("/orders", Some(Policy::LoggedIn), None),
            (
                "/orders/new",
                Some(Policy::Holds(orders::ADD)),
                Some(Policy::Holds(orders::ADD)),
            ),
            ("/orders/{id}", Some(Policy::LoggedIn), None),
            ("/orders/{id}/approve", None, Some(Policy::Holds(orders::APPROVE))),
            ("/projects", Some(Policy::LoggedIn), None),
            (
                "/projects/new",
                Some(Policy::Holds(projects::ADD)),
                Some(Policy::Holds(projects::ADD)),
            ),
            ("/projects/{id}", Some(Policy::LoggedIn), None),
            (
                "/projects/{id}/edit",
                Some(Policy::LoggedIn),
                Some(Policy::LoggedIn),
            ),
            (
                "/projects/{id}/share",
                Some(Policy::LoggedIn),
                Some(Policy::LoggedIn),
            ),
            ("/projects/{id}/share/revoke", None, Some(Policy::LoggedIn)),
            (
                "/projects/{id}/delete",
                Some(Policy::LoggedIn),
                Some(Policy::LoggedIn),
            ),
            ("/reports", Some(Policy::Holds(orders::VIEW_REPORT)), None),
            ("/basket", Some(Policy::Anyone), Some(Policy::Anyone)),
            ("/basket/change", None, Some(Policy::Anyone)),
            ("/basket/remove", None, Some(Policy::Anyone)),
            ("/basket/empty", None, Some(Policy::Anyone)),
            ("/basket/checkout", None, Some(Policy::Holds(orders::ADD))),
        ];
        for (path, get, post) in expected {
            assert_eq!(table.policy(Method::Get, path), get, "GET {path}");
            assert_eq!(table.policy(Method::Post, path), post, "POST {path}");
        }
        let count = |policy: Option<Policy>| usize::from(policy.is_some());
        let all: usize = expected
            .iter()
            .map(|(_, get, post)| count(*get) + count(*post))
            .sum();
        assert_eq!(table.list().count(), all, "no route beside these");
        for form in table.list().filter_map(|route| route.form) {
            assert!(table.has_page(form), "{}", form.path);
        }
    }

    #[test]
    fn the_menus_are_in_the_order_of_the_site() {
        let table = RouteTable::new(Demo.routes(), false);
        let labels = |menu| table.menu(menu).map(|(label, ..)| label).collect::<Vec<_>>();
        assert_eq!(labels(Menu::Main), ["Orders", "Projects", "Reports", "Basket"]);
        assert_eq!(labels(Menu::Footer), ["Your basket"]);
    }
}
