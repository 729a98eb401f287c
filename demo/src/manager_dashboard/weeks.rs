//! How the last weeks went.

use contract::{
    calendar::{long_day, short_day},
    number::{counted, signed, thousands},
};
use leptos::prelude::*;
use web::components::{Bar, Chart, ChartTable, Unit};

use crate::figures::Period;

/// Bars, and the same as a table.
#[component]
pub(super) fn Weeks(
    /// Oldest first.
    weeks: Vec<Period>,
) -> impl IntoView {
    let sum = Period::together(&weeks);
    let first = weeks
        .first()
        .map(|week| long_day(week.begins))
        .unwrap_or_default();
    let caption = format!(
        "Since {first}: {}, {} of them approved and {} pending. Each week begins on the day that is named.",
        counted(sum.orders(), "order"),
        thousands(sum.approved),
        thousands(sum.pending)
    );
    let bars = weeks
        .iter()
        .map(|week| Bar {
            name: short_day(week.begins),
            full: signed(week.totals.approved),
            hollow: signed(week.totals.pending),
        })
        .collect();
    let rows = weeks
        .into_iter()
        .map(|week| {
            let numbers = vec![thousands(week.totals.approved), thousands(week.totals.pending)];
            (week.begins, numbers)
        })
        .collect();
    let table = view! { <ChartTable first="Week from" columns=vec!["Approved", "Pending"] rows /> };
    view! {
        <Chart
            id="weeks"
            title="Orders by week"
            caption
            bars
            unit=Unit::Count
            legend=["Approved", "Pending"]
            table=table.into_any()
        />
    }
}
