//! The page of the report.

use contract::{
    calendar::{long_month, month_name, short_month},
    number::thousands,
};
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{Bar, Chart, Icon, PageHeader, PageLayout, Shape, Unit},
};

use super::{Report, report};
use crate::{
    figures::{Period, Totals},
    money::euros,
};

/// The page at `/reports`.
pub(super) async fn reports_page(request: Request) -> Result<impl IntoView, AppError> {
    let report = report(&request.auth).await?;
    Ok(view! {
        <PageLayout title="Reports">
            <PageHeader title="Reports" />
            <Months report />
        </PageLayout>
    })
}

#[component]
fn Months(report: Report) -> impl IntoView {
    let together = Period::together(&report.months);
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
        "{span}: {} approved, {} pending. The most in {most}.",
        euros(together.approved_cents),
        euros(together.pending_cents)
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
    let count = thousands;
    let cells = [
        count(totals.approved),
        euros(totals.approved_cents),
        count(totals.pending),
        euros(totals.pending_cents),
        euros(totals.cents()),
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
            <div class="empty-state">
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
        let together = Period::together(&months);
        assert_eq!(
            caption(&months, together),
            "September 2026 to November 2026: €1,235.56 approved, €2.50 pending. The most in October."
        );
    }
}
