//! The domains of this application. A fork adds its own and removes the example.

use std::sync::Arc;

use contract::permission::Catalogue;
use migration::MigrationTrait;
use web::Domain;

/// All domains, in the order in which shared pages show them.
#[must_use]
pub fn domains() -> Vec<Arc<dyn Domain>> {
    vec![Arc::new(demo::Demo)]
}

/// The migrations of the core and of these domains, in the order in which they are applied.
#[must_use]
pub fn migrations(domains: &[Arc<dyn Domain>]) -> Vec<Box<dyn MigrationTrait>> {
    migration::with(domains.iter().flat_map(|domain| domain.migrations()))
}

/// The permissions of the core and of these domains.
///
/// # Panics
/// If a permission is declared twice, or used without being declared: see [`Catalogue::new`].
#[must_use]
pub fn permissions(domains: &[Arc<dyn Domain>]) -> Catalogue {
    Catalogue::new(domains.iter().map(|domain| domain.permissions()))
}
