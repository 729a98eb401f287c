//! All routes of the application, from its areas and domains.

use std::sync::Arc;

use contract::paths;
use web::{Domain, machine, routing::RouteTable};

use crate::http::health;

/// Builds the route table.
#[must_use]
pub fn routes(domains: &[Arc<dyn Domain>], has_development_routes: bool) -> RouteTable {
    let of_domains = domains.iter().flat_map(|domain| domain.routes()).collect();
    let mut routes = app::routes(of_domains);
    routes.push(machine(paths::HEALTH, health::health));
    routes.push(machine(paths::READY, health::ready));
    RouteTable::new(routes, has_development_routes)
}
