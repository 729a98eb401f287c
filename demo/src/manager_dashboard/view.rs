//! The page of the manager's dashboard.

use contract::number::counted;
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{PageHeader, PageLayout, RoleBadge},
    page::{may_open, use_viewer},
};

use super::{
    ManagerDashboard, overview,
    tiles::Tiles,
    waiting::{NothingWaits, Waiting},
    weeks::Weeks,
};
use crate::{figures::Totals, money::euros, reports::REPORTS};

/// The page at `/dashboard/manager`.
pub(super) async fn manager_dashboard_page(request: Request) -> Result<impl IntoView, AppError> {
    let dashboard = overview(&request.auth, request.viewer()?).await?;
    Ok(view! {
        <PageLayout title="Manager dashboard">
            <Overview dashboard />
        </PageLayout>
    })
}

#[component]
fn Overview(dashboard: ManagerDashboard) -> impl IntoView {
    let sees_report = may_open(REPORTS);
    let role = use_viewer().and_then(|viewer| viewer.role);
    let report = sees_report.then(|| {
        view! {
            <a class="button" href=REPORTS>
                "Open the report"
            </a>
        }
    });
    let month = dashboard.month;
    let waiting = if dashboard.waiting.is_empty() {
        view! { <NothingWaits /> }.into_any()
    } else {
        view! {
            <div class="columns">
                {view! { <Waiting dashboard=dashboard.clone() /> }.into_any()} <div class="columns__side">
                    <ThisMonth month sees_report />
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Manager dashboard" badge=view! { <RoleBadge role /> }.into_any()>
            {report}
        </PageHeader>
        {view! { <Tiles dashboard=dashboard.clone() /> }.into_any()}
        {waiting}
        {view! { <Weeks weeks=dashboard.weeks /> }.into_any()}
    }
}

#[component]
fn ThisMonth(month: Totals, sees_report: bool) -> impl IntoView {
    let said = |orders, cents| format!("{}, {}", counted(orders, "order"), euros(cents));
    let report = sees_report.then(|| {
        view! {
            <p class="card__footer">
                <a href=REPORTS>"The report, month by month"</a>
            </p>
        }
    });
    view! {
        <section class="card card--stack" aria-labelledby="month-title">
            <header>
                <h2 id="month-title">"This month"</h2>
            </header>
            <dl class="description-list">
                <dt>"Approved"</dt>
                <dd>{said(month.approved, month.approved_cents)}</dd>
                <dt>"Pending"</dt>
                <dd>{said(month.pending, month.pending_cents)}</dd>
            </dl>
            {report}
        </section>
    }
}
