//! The tables of this domain, step by step. Databases record the names of the files, so a file keeps its name.

mod m20261120_000003_demo;
mod m20261120_000007_projects;
mod m20261120_000008_baskets;
mod m20261121_000016_project_grants;

use sea_orm_migration::MigrationTrait;

/// The steps, oldest first.
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m20261120_000003_demo::Migration),
        Box::new(m20261120_000007_projects::Migration),
        Box::new(m20261120_000008_baskets::Migration),
        Box::new(m20261121_000016_project_grants::Migration),
    ]
}
