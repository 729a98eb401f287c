//! The data of a chart as a table.

use contract::calendar::{machine_day, short_day};
use leptos::prelude::*;
use time::Date;

/// A table with a row for each day or period, in the given order.
#[component]
pub fn ChartTable(
    /// The heading of the first column.
    first: &'static str,
    /// The headings of the columns of numbers.
    columns: Vec<&'static str>,
    /// The day, or the first day of the period, and its numbers.
    rows: Vec<(Date, Vec<String>)>,
) -> impl IntoView {
    let headings = columns
        .into_iter()
        .map(|heading| view! { <th class="table__number" scope="col">{heading}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|(day, numbers)| {
            let numbers = numbers
                .into_iter()
                .map(|number| view! { <td class="table__number">{number}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        <time datetime=machine_day(day)>{short_day(day)}</time>
                    </th>
                    {numbers}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{first}</th>
                    {headings}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
