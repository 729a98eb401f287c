//! The manager's dashboard: what waits for approval, and how the last weeks went.

use contract::{
    access::{self, Method},
    dashboard::ManagerDashboard,
    number::counted,
    orders::decimal,
    paths,
    reports::Totals,
};
use leptos::prelude::*;
use tiles::Tiles;
use waiting::{NothingWaits, Waiting};
use weeks::Weeks;

use crate::{
    components::{PageLayout, RoleBadge, loaded},
    error::AppError,
    page_context::use_viewer,
};

mod tiles;
mod waiting;
mod weeks;

/// What looks after everybody's orders.
#[server(prefix = "/api", endpoint = "dashboard/manager")]
pub async fn load_manager_dashboard() -> Result<ManagerDashboard, AppError> {
    use crate::ssr::require_viewer;
    use contract::{access::Policy, role::Role};

    let (request, viewer) = require_viewer(Policy::InGroup(&[Role::Manager, Role::Admin]))?;
    Ok(demo::figures::manager(&request.auth, &viewer).await?)
}

/// The page at `/dashboard/manager`.
#[component]
pub fn ManagerDashboardPage() -> impl IntoView {
    view! {
        <PageLayout title="Manager dashboard">
            {loaded(load_manager_dashboard, |dashboard| view! { <Overview dashboard /> })}
        </PageLayout>
    }
}

#[component]
fn Overview(dashboard: ManagerDashboard) -> impl IntoView {
    let viewer = use_viewer();
    let sees_report = access::policy(Method::Get, paths::REPORTS).admits(viewer.as_ref());
    let role = viewer.and_then(|viewer| viewer.role);
    let report = sees_report.then(|| {
        view! {
            <a class="button" href=paths::REPORTS>
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
        <header class="page-header">
            <div class="page-header__title">
                <h1>"Manager dashboard"</h1>
                <RoleBadge role />
            </div>
            {report}
        </header>
        {view! { <Tiles dashboard=dashboard.clone() /> }.into_any()}
        {waiting}
        {view! { <Weeks weeks=dashboard.weeks /> }.into_any()}
    }
}

#[component]
fn ThisMonth(month: Totals, sees_report: bool) -> impl IntoView {
    let said = |orders, cents| format!("{}, €{}", counted(orders, "order"), decimal(cents));
    let report = sees_report.then(|| {
        view! {
            <p class="card__footer">
                <a href=paths::REPORTS>"The report, month by month"</a>
            </p>
        }
    });
    view! {
        <section class="card card--stack" aria-labelledby="month-title">
            <header>
                <h2 id="month-title">"This month"</h2>
            </header>
            <dl class="facts">
                <dt>"Approved"</dt>
                <dd>{said(month.approved, month.approved_cents)}</dd>
                <dt>"Pending"</dt>
                <dd>{said(month.pending, month.pending_cents)}</dd>
            </dl>
            {report}
        </section>
    }
}

/// For what takes either sign.
fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
