//! What a logged-in user sees first: their figures, their latest orders, what they may do. The dashboards of managers and
//! admins are beside it.

pub mod admin;
mod links;
pub mod manager;

use contract::{dashboard::Dashboard, viewer::Viewer};
use leptos::prelude::*;
use links::Links;

use crate::{
    components::{
        Access, Amount, DescriptionList, OrderTable, PageLayout, RelativeTime, RoleBadge, Tile, loaded,
    },
    error::AppError,
    page_context::use_viewer,
};

/// The viewer's own figures and latest orders.
#[server(prefix = "/api", endpoint = "dashboard")]
pub async fn load_dashboard() -> Result<Dashboard, AppError> {
    use crate::ssr::require_viewer;
    use contract::access::Policy;

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let account = auth::users::account(&request.auth, viewer.id).await?;
    let orders = demo::orders::summary(&request.auth, viewer.id).await?;
    Ok(Dashboard {
        date_joined: account.date_joined,
        last_login: account.last_login,
        orders: orders.count,
        pending: orders.pending,
        approved_cents: orders.approved_cents,
        latest: demo::orders::latest(&request.auth, viewer.id, 5).await?,
        as_of: request.auth.clock.now(),
    })
}

/// The page at `/dashboard`.
#[component]
pub fn DashboardPage() -> impl IntoView {
    view! {
        <PageLayout title="Dashboard">
            {loaded(
                load_dashboard,
                |dashboard| use_viewer().map(|viewer| view! { <Overview dashboard viewer /> }),
            )}
        </PageLayout>
    }
}

#[component]
fn Overview(dashboard: Dashboard, viewer: Viewer) -> impl IntoView {
    let groups = viewer.groups.len().to_string();
    let group_names = viewer.groups.iter().cloned().collect::<Vec<_>>().join(", ");
    let pending = if dashboard.pending == 0 {
        "nothing to wait for"
    } else {
        "waiting for approval"
    };
    let greeting = if dashboard.orders == 0 {
        "Welcome, "
    } else {
        "Welcome back, "
    };
    view! {
        <header class="page-header">
            <div class="page-header__title">
                <h1>{greeting} {viewer.short_name().to_owned()}</h1>
                <RoleBadge role=viewer.role />
            </div>
        </header>
        <dl class="tiles">
            <Tile label="Orders" note="placed by you">
                {dashboard.orders}
            </Tile>
            <Tile label="Pending" note=pending>
                {dashboard.pending}
            </Tile>
            <Tile label="Total spent" note="approved orders only">
                <Amount cents=dashboard.approved_cents />
            </Tile>
            <Tile label="Groups" note=group_names>
                {groups}
            </Tile>
        </dl>
        <div class="columns">
            <OrderTable title="Recent orders" orders=dashboard.latest as_of=dashboard.as_of />
            <div class="columns__side">
                <Links />
                <Access viewer=viewer.clone() />
                <DescriptionList title="Your account">
                    <dt>"Username"</dt>
                    <dd>{viewer.username}</dd>
                    <dt>"Email"</dt>
                    <dd>{if viewer.email.is_empty() { "none".to_owned() } else { viewer.email }}</dd>
                    <dt>"Member since"</dt>
                    <dd>
                        <RelativeTime at=dashboard.date_joined as_of=dashboard.as_of />
                    </dd>
                    {dashboard
                        .last_login
                        .map(|at| {
                            view! {
                                <dt>"Last log-in"</dt>
                                <dd>
                                    <RelativeTime at as_of=dashboard.as_of />
                                </dd>
                            }
                        })}
                </DescriptionList>
            </div>
        </div>
    }
}
