//! The areas of the accounts system. Each provides its routes with their policies, pages and forms.
// A view is a nested type, and the type of a page is deeply nested.
#![recursion_limit = "256"]

pub mod account;
pub mod admin;
pub mod dashboard;
pub mod development;
pub mod home;
pub mod settings;

use web::Route;

/// The routes of all areas, in order. Those of the domains come between the dashboard and the admin.
#[must_use]
pub fn routes(domains: Vec<Route>) -> Vec<Route> {
    let before = [
        home::routes(),
        account::routes(),
        settings::routes(),
        dashboard::routes(),
    ];
    let after = [admin::routes(), development::routes()];
    before
        .into_iter()
        .flatten()
        .chain(domains)
        .chain(after.into_iter().flatten())
        .collect()
}
