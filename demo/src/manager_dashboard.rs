//! The manager's dashboard: what waits for approval, and how the last weeks went.

mod overview;
mod tiles;
mod view;
mod waiting;
mod weeks;

use contract::role::Role;
use web::{Policy, Route, components::Shape, page};

pub use self::overview::{ManagerDashboard, overview};

/// Where the manager's dashboard is.
pub const MANAGER_DASHBOARD: &str = "/dashboard/manager";

/// A question of who a user is, not of what they hold: asked for in this way.
const MANAGES: Policy = Policy::InGroup(&[Role::Manager, Role::Admin]);

/// The route of the manager's dashboard.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(MANAGER_DASHBOARD, MANAGES, view::manager_dashboard_page).on_dashboard(
            Shape::Check,
            "Manager dashboard",
            "Orders waiting for approval.",
        ),
    ]
}
