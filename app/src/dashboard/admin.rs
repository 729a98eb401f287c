//! The admin's dashboard: users, sign-ups, sessions and recent events.

use contract::{
    dashboard::AdminDashboard,
    number::{grouped, signed},
    paths,
};
use latest::{Entries, Latest};
use leptos::prelude::*;
use sign_ups::SignUps;

use web::{
    AppError, Request,
    components::{PageHeader, PageLayout, RoleBadge, Tile, Trend},
    page::{may_open, use_viewer},
};

mod latest;
mod sign_ups;

/// The page at `/dashboard/admin`.
pub(super) async fn admin_dashboard_page(request: Request) -> Result<impl IntoView, AppError> {
    let dashboard = auth::admin::figures::read(&request.auth).await?;
    Ok(view! {
        <PageLayout title="Admin dashboard">
            <Overview dashboard />
        </PageLayout>
    })
}

#[component]
fn Overview(dashboard: AdminDashboard) -> impl IntoView {
    let role = use_viewer().and_then(|viewer| viewer.role);
    // Members of the group Admin are not necessarily staff.
    let admin = may_open(paths::ADMIN).then(|| {
        view! {
            <a class="button" href=paths::ADMIN>
                "Open the admin"
            </a>
        }
    });
    let AdminDashboard {
        users,
        sign_ups,
        sessions,
        mails_given_up,
        entries,
        latest,
        as_of,
    } = dashboard;
    let by_day: Vec<i64> = sign_ups.iter().map(|(_, number)| signed(*number)).collect();
    let (week, week_before) = weeks(&by_day);
    view! {
        <PageHeader title="Admin dashboard" badge=view! { <RoleBadge role /> }.into_any()>
            {admin}
        </PageHeader>
        <dl class="tiles">
            <Tile label="Users" note="with an account">
                {users}
            </Tile>
            <Tile
                label="Sign-ups, 7 days"
                trend=view! { <Trend now=week before=week_before /> }.into_any()
                series=("Sign-ups by day, the last 30 days".to_owned(), by_day)
            >
                {grouped(week)}
            </Tile>
            <Tile label="Active sessions" note="logged in and not expired">
                {sessions}
            </Tile>
            <Tile label="Failed mails" note="in the last 7 days">
                {mails_given_up}
            </Tile>
        </dl>
        {view! { <SignUps sign_ups /> }.into_any()}
        <div class="columns">
            {view! { <Entries entries as_of /> }.into_any()} <div class="columns__side">
                {view! { <Latest latest as_of /> }.into_any()}
            </div>
        </div>
    }
}

/// The sums of the last seven days and of the seven days before.
fn weeks(by_day: &[i64]) -> (i64, i64) {
    let mut weeks = by_day.rchunks(7).map(|days| days.iter().sum());
    (weeks.next().unwrap_or_default(), weeks.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_end_today() {
        let by_day: Vec<i64> = (1..=30).collect();
        assert_eq!(weeks(&by_day), ((24..=30).sum(), (17..=23).sum()));
        assert_eq!(weeks(&[1, 2]), (3, 0));
    }
}
