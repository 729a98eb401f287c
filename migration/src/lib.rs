//! The migrations of the core, and the runner for the migrations of the core and of the domains.
//!
//! Every migration has `up` and `down`, runs in a transaction, and supports both databases. It names tables by strings and never imports an
//! entity, because entities change and migrations do not.

mod m20261120_000001_users;
mod m20261120_000002_sessions;
mod m20261120_000004_mail;
mod m20261120_000005_audit;
mod m20261120_000006_grants;
mod m20261120_000009_backends;
mod m20261120_000010_permission_names;
mod m20261120_000011_figures;
mod m20261120_000012_user_lists;
mod m20261121_000013_housekeeping;
mod m20261121_000014_group_names;
mod m20261121_000015_auth_context;
mod m20261121_000017_social_accounts;
mod runner;

pub use runner::{SchemaStatus, State, down, schema_status, status, up};
pub use sea_orm_migration::MigrationTrait;

/// The migrations of the core, oldest first.
#[must_use]
pub fn core() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m20261120_000001_users::Migration),
        Box::new(m20261120_000002_sessions::Migration),
        Box::new(m20261120_000004_mail::Migration),
        Box::new(m20261120_000005_audit::Migration),
        Box::new(m20261120_000006_grants::Migration),
        Box::new(m20261120_000009_backends::Migration),
        Box::new(m20261120_000010_permission_names::Migration),
        Box::new(m20261120_000011_figures::Migration),
        Box::new(m20261120_000012_user_lists::Migration),
        Box::new(m20261121_000013_housekeeping::Migration),
        Box::new(m20261121_000014_group_names::Migration),
        Box::new(m20261121_000015_auth_context::Migration),
        Box::new(m20261121_000017_social_accounts::Migration),
    ]
}

/// The migrations of the core and of the domains, in the order in which they are applied: by name, which begins with the date.
///
/// # Panics
/// At startup, if two migrations have the same name: the database would record one entry for both.
#[must_use]
pub fn with(domains: impl IntoIterator<Item = Box<dyn MigrationTrait>>) -> Vec<Box<dyn MigrationTrait>> {
    let mut steps = core();
    steps.extend(domains);
    steps.sort_by(|one, other| one.name().cmp(other.name()));
    for pair in steps.windows(2) {
        assert_ne!(pair[0].name(), pair[1].name(), "two steps have the same name");
    }
    steps
}

#[cfg(test)]
mod tests {
    use sea_orm_migration::{MigrationName, prelude::*};

    use super::*;

    struct Named(&'static str);

    impl MigrationName for Named {
        fn name(&self) -> &str {
            self.0
        }
    }

    #[async_trait::async_trait]
    impl MigrationTrait for Named {
        async fn up(&self, _: &SchemaManager) -> Result<(), DbErr> {
            Ok(())
        }
    }

    #[test]
    fn steps_of_domains_stand_between_those_of_the_core() {
        let steps = with([Box::new(Named("m20261120_000003_own")) as Box<dyn MigrationTrait>]);
        let names: Vec<_> = steps.iter().map(|step| step.name()).collect();
        assert!(
            names.is_sorted() && names[2] == "m20261120_000003_own",
            "{names:?}"
        );
        assert_eq!(names.len(), core().len() + 1);
    }

    #[test]
    #[should_panic(expected = "two steps have the same name")]
    fn a_name_is_used_once() {
        let _ = with(core());
    }
}
