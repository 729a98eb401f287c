//! The order report: what was ordered in the last twelve months, by month and status.

mod view;

use auth::{Auth, Error};
use contract::calendar::months_until;
use time::OffsetDateTime;
use web::{Policy, Route, components::Shape, page, routing::Menu};

use crate::{
    figures::{Period, by_period},
    permission::order::VIEW_REPORT,
};

/// Where the report is.
pub const REPORTS: &str = "/reports";

/// Months of the report.
const MONTHS: u8 = 12;

/// The order report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The last twelve months, oldest first; those without an order as well.
    pub months: Vec<Period>,
    /// When it was read.
    pub as_of: OffsetDateTime,
}

/// The last twelve months.
pub async fn report(auth: &Auth) -> Result<Report, Error> {
    let as_of = auth.clock.now();
    let months = months_until(as_of.date(), MONTHS);
    Ok(Report {
        months: by_period(auth.db.reader(), &months, as_of.date()).await?,
        as_of,
    })
}

/// The route of the report.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(REPORTS, Policy::Holds(VIEW_REPORT), view::reports_page)
            .in_menu(Menu::Main, "Reports")
            .on_dashboard(Shape::Page, "Order report", "Orders by month and status."),
    ]
}
