//! The order report: what was ordered, by month and status.

use contract::{
    calendar::{long_month, month_name, short_month},
    number::grouped,
    orders::decimal,
    reports::{Period, Report, Totals},
};
use leptos::prelude::*;

use crate::{
    components::{Bar, Chart, Icon, PageLayout, Unit, icon::Shape, loaded},
    error::AppError,
};

/// The report.
#[server(prefix = "/api", endpoint = "reports")]
pub async fn load_report() -> Result<Report, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::order};

    let request = require(Policy::Holds(order::VIEW_REPORT))?;
    Ok(demo::figures::report(&request.auth).await?)
}

/// The page at `/reports`.
#[component]
pub fn ReportsPage() -> impl IntoView {
    view! {
        <PageLayout title="Reports">
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Reports"</h1>
                </div>
            </header>
            {loaded(load_report, |report| view! { <Months report /> })}
        </PageLayout>
    }
}

#[component]
fn Months(report: Report) -> impl IntoView {
    let together = report.together();
    if together.orders() == 0 {
        return view! { <Nothing /> }.into_any();
    }
    let bars = report
        .months
        .iter()
        .map(|month| Bar {
            name: month_name(month.begins.month())[..3].to_owned(),
            full: month.totals.approved_cents,
            hollow: month.totals.pending_cents,
        })
        .collect();
    let caption = caption(&report.months, together);
    view! {
        <Chart
            id="amount"
            title="Amount by month"
            caption
            bars
            unit=Unit::Cents
            legend=["Approved", "Pending"]
        />
        {view! { <Table months=report.months together /> }.into_any()}
    }
    .into_any()
}

/// What the bars show, in words.
fn caption(months: &[Period], together: Totals) -> String {
    let ends = months.first().zip(months.last());
    let span = ends.map_or_else(String::new, |(first, last)| {
        format!("{} to {}", long_month(first.begins), long_month(last.begins))
    });
    // Of several that are alike the latest.
    let most = months.iter().max_by_key(|month| month.totals.cents());
    let most = most.map_or("", |month| month_name(month.begins.month()));
    format!(
        "{span}: €{} approved, €{} pending. The most in {most}.",
        decimal(together.approved_cents),
        decimal(together.pending_cents)
    )
}

#[component]
fn Table(months: Vec<Period>, together: Totals) -> impl IntoView {
    let rows = months
        .into_iter()
        .rev()
        .map(|month| view! { <Row name=short_month(month.begins).replace(' ', "\u{a0}") totals=month.totals /> })
        .collect_view();
    view! {
        <div class="card card--flush">
            <header class="card__header">
                <h2 id="table-title">"Orders by month and status"</h2>
            </header>
            <div class="table-region" role="region" aria-labelledby="table-title" tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Month"</th>
                            {["Approved", "Amount approved", "Pending", "Amount pending", "Total"]
                                .map(|name| {
                                    view! {
                                        <th class="table__number" scope="col">
                                            {name}
                                        </th>
                                    }
                                })
                                .into_iter()
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <Row name="Together" totals=together />
                    </tfoot>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Row(#[prop(into)] name: String, totals: Totals) -> impl IntoView {
    let count = |orders: u64| grouped(i64::try_from(orders).unwrap_or(i64::MAX));
    let money = |cents| format!("€{}", decimal(cents));
    let cells = [
        count(totals.approved),
        money(totals.approved_cents),
        count(totals.pending),
        money(totals.pending_cents),
        money(totals.cents()),
    ]
    .map(|figure| view! { <td class="table__number">{figure}</td> })
    .into_iter()
    .collect_view();
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells}
        </tr>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Page />
                <h2>"Nothing to report yet"</h2>
                <p>"The report counts the orders of the last twelve months. There are none."</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_caption_says_what_the_bars_show() {
        let month = |begins, approved_cents, pending_cents| Period {
            begins,
            totals: Totals {
                approved_cents,
                pending_cents,
                ..Totals::default()
            },
        };
        let months = [
            month(date!(2026 - 09 - 01), 100, 0),
            month(date!(2026 - 10 - 01), 123_456, 50),
            month(date!(2026 - 11 - 01), 0, 200),
        ];
        let together = months
            .iter()
            .fold(Totals::default(), |sum, month| sum.plus(month.totals));
        assert_eq!(
            caption(&months, together),
            "September 2026 to November 2026: €1,235.56 approved, €2.50 pending. The most in October."
        );
    }
}
