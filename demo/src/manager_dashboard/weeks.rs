//! How the last weeks went.

use contract::{
    calendar::{long_day, machine_day, short_day},
    number::{counted, grouped},
};
use leptos::prelude::*;
use web::components::{Bar, Chart, Unit};

use crate::figures::{Period, whole};

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
        grouped(whole(sum.approved)),
        grouped(whole(sum.pending))
    );
    let bars = weeks
        .iter()
        .map(|week| Bar {
            name: short_day(week.begins),
            full: whole(week.totals.approved),
            hollow: whole(week.totals.pending),
        })
        .collect();
    let rows = weeks
        .into_iter()
        .map(|week| {
            view! {
                <tr>
                    <th scope="row">
                        <time datetime=machine_day(week.begins)>{short_day(week.begins)}</time>
                    </th>
                    <td class="table__number">{grouped(whole(week.totals.approved))}</td>
                    <td class="table__number">{grouped(whole(week.totals.pending))}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">"Week from"</th>
                    <th class="table__number" scope="col">
                        "Approved"
                    </th>
                    <th class="table__number" scope="col">
                        "Pending"
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
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
