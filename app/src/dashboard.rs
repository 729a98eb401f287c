//! The dashboard of every user, and the dashboard of administrators.

use contract::{paths, role::Role, viewer::Viewer};
use leptos::prelude::*;
use time::{Duration, OffsetDateTime};
use web::{
    AppError, Policy, Request, Route,
    components::{Access, DescriptionList, PageHeader, PageLayout, RelativeTime, RoleBadge, Shape, Tile},
    page,
    routing::Menu,
};

use self::links::Links;

mod admin;
mod links;

/// The routes of this area.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page(paths::DASHBOARD, Policy::LoggedIn, dashboard_page).in_menu(Menu::Main, "Dashboard"),
        page(
            paths::ADMIN_DASHBOARD,
            Policy::InGroup(&[Role::Admin]),
            admin::admin_dashboard_page,
        )
        .on_dashboard(Shape::Person, "Admin dashboard", "Users, sign-ups and sessions."),
    ]
}

/// The page at `/dashboard`: the contributions of the domains, links, and the viewer's account.
async fn dashboard_page(request: Request) -> Result<impl IntoView, AppError> {
    let viewer = request.viewer()?.clone();
    let account = auth::users::account(&request.auth, viewer.id).await?;
    let (mut tiles, mut cards) = (Vec::new(), Vec::new());
    for domain in &request.domains {
        let of_domain = domain.dashboard(&request).await?;
        tiles.extend(of_domain.tiles);
        cards.extend(of_domain.cards);
    }
    let as_of = request.auth.clock.now();
    let groups = viewer.groups.len().to_string();
    let group_names = viewer.groups.iter().cloned().collect::<Vec<_>>().join(", ");
    let is_new = as_of - account.date_joined < Duration::HOUR;
    let greeting = if is_new { "Welcome, " } else { "Welcome back, " };
    Ok(view! {
        <PageLayout title="Dashboard">
            <PageHeader title=format!("{greeting}{}", viewer.short_name()) badge=view! { <RoleBadge role=viewer.role /> }.into_any() />
            <dl class="tiles">
                {tiles}
                <Tile label="Groups" note=group_names>
                    {groups}
                </Tile>
            </dl>
            <div class="columns">
                <div class="stack">{cards}</div>
                <div class="columns__side">
                    <Links />
                    <Access viewer=viewer.clone() />
                    <YourAccount viewer date_joined=account.date_joined last_login=account.last_login as_of />
                </div>
            </div>
        </PageLayout>
    })
}

#[component]
fn YourAccount(
    viewer: Viewer,
    date_joined: OffsetDateTime,
    last_login: Option<OffsetDateTime>,
    as_of: OffsetDateTime,
) -> impl IntoView {
    let last_login = last_login.map(|at| {
        view! {
            <dt>"Last login"</dt>
            <dd>
                <RelativeTime at as_of />
            </dd>
        }
    });
    view! {
        <DescriptionList title="Your account">
            <dt>"Username"</dt>
            <dd>{viewer.username}</dd>
            <dt>"Email"</dt>
            <dd>{if viewer.email.is_empty() { "none".to_owned() } else { viewer.email }}</dd>
            <dt>"Member since"</dt>
            <dd>
                <RelativeTime at=date_joined as_of />
            </dd>
            {last_login}
        </DescriptionList>
    }
}
