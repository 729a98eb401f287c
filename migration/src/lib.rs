//! The schema, step by step. Every step goes down as well as up, in one transaction, on both databases.
//!
//! A step names tables as strings and never imports an entity: entities change, history does not.

use sea_orm_migration::prelude::*;

mod m20261120_000001_users;
mod m20261120_000002_sessions;
mod m20261120_000003_demo;
mod m20261120_000004_mail;
mod m20261120_000005_audit;
mod m20261120_000006_grants;
mod m20261120_000007_projects;
mod m20261120_000008_baskets;
mod m20261120_000009_backends;
mod m20261120_000010_permission_names;
mod m20261120_000011_figures;
mod m20261120_000012_user_lists;
mod m20261121_000013_housekeeping;
mod m20261121_000014_group_names;
mod m20261121_000015_auth_context;
mod runner;

pub use runner::{SchemaStatus, State, down, schema_status, status, up};

/// All steps, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_users::Migration),
            Box::new(m20261120_000002_sessions::Migration),
            Box::new(m20261120_000003_demo::Migration),
            Box::new(m20261120_000004_mail::Migration),
            Box::new(m20261120_000005_audit::Migration),
            Box::new(m20261120_000006_grants::Migration),
            Box::new(m20261120_000007_projects::Migration),
            Box::new(m20261120_000008_baskets::Migration),
            Box::new(m20261120_000009_backends::Migration),
            Box::new(m20261120_000010_permission_names::Migration),
            Box::new(m20261120_000011_figures::Migration),
            Box::new(m20261120_000012_user_lists::Migration),
            Box::new(m20261121_000013_housekeeping::Migration),
            Box::new(m20261121_000014_group_names::Migration),
            Box::new(m20261121_000015_auth_context::Migration),
        ]
    }
}
