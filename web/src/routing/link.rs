//! Links to a route's page.

use ui::icon::Shape;

/// The menus that can contain a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// The bar at the top of every page.
    Main,
    /// The second bar, in the admin.
    Admin,
    /// The list beside the settings.
    Settings,
    /// The footer of the pages that visitors see.
    Footer,
}

/// A link to a page, in a menu or on the dashboard. Hidden from users who are not allowed to open the page.
#[derive(Clone, Debug, Default)]
pub struct Link {
    pub(crate) menus: Vec<(Menu, &'static str)>,
    pub(crate) dashboard: Option<(Shape, &'static str, &'static str)>,
}
