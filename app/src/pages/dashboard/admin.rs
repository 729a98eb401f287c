//! The admin's dashboard: users, sign-ups, sessions, and what happened lately.

use contract::{dashboard::AdminDashboard, number::grouped, paths};
use latest::{Entries, Latest};
use leptos::prelude::*;
use sign_ups::SignUps;

use crate::{
    components::{PageLayout, RoleBadge, Tile, Trend, loaded},
    error::AppError,
    page_context::{may_open, use_viewer},
};

mod latest;
mod sign_ups;

/// What looks after users.
#[server(prefix = "/api", endpoint = "dashboard/admin")]
pub async fn load_admin_dashboard() -> Result<AdminDashboard, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, role::Role};

    let request = require(Policy::InGroup(&[Role::Admin]))?;
    Ok(auth::admin::figures::read(&request.auth).await?)
}

/// The page at `/dashboard/admin`.
#[component]
pub fn AdminDashboardPage() -> impl IntoView {
    view! {
        <PageLayout title="Admin dashboard">
            {loaded(load_admin_dashboard, |dashboard| view! { <Overview dashboard /> })}
        </PageLayout>
    }
}

#[component]
fn Overview(dashboard: AdminDashboard) -> impl IntoView {
    let role = use_viewer().and_then(|viewer| viewer.role);
    // Members of the group need not be staff.
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
    let by_day: Vec<i64> = sign_ups.iter().map(|(_, number)| whole(*number)).collect();
    let (week, week_before) = weeks(&by_day);
    view! {
        <header class="page-header">
            <div class="page-header__title">
                <h1>"Admin dashboard"</h1>
                <RoleBadge role />
            </div>
            {admin}
        </header>
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
            <Tile label="Mails given up" note="in the last 7 days">
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

/// The last seven days, and the seven before them.
fn weeks(by_day: &[i64]) -> (i64, i64) {
    let mut weeks = by_day.rchunks(7).map(|days| days.iter().sum());
    (weeks.next().unwrap_or_default(), weeks.next().unwrap_or_default())
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
