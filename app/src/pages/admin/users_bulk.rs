//! Activate or deactivate many users: what would happen, then the deed.

use contract::{
    admin::{BulkAction, BulkPlan, BulkRow, Skipped},
    forms, paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use crate::{
    components::{AdminLayout, Icon, PostButton, Refusal, RelativeTime, SettingsCard, icon::Shape, loaded},
    error::AppError,
    page_context::form_state,
    url_params::query,
};

/// What would happen to these users.
#[server(prefix = "/api", endpoint = "admin/users/bulk")]
pub async fn load_bulk(
    #[server(default)] action: String,
    #[server(default)] user: Vec<String>,
) -> Result<BulkPlan, AppError> {
    use crate::ssr::require_viewer;
    use auth::admin::users::{Bulk, plan};
    use contract::{access::Policy, permission::user};

    let (request, viewer) = require_viewer(Policy::StaffWith(&[user::CHANGE]))?;
    let bulk = Bulk::read(&action, &user)?;
    Ok(plan(&request.auth, &viewer, bulk).await?)
}

/// Activates or deactivates these users, as far as the viewer may.
#[server(prefix = "", endpoint = "admin/users/bulk")]
pub async fn change_users(
    #[server(default)] action: String,
    #[server(default)] user: Vec<String>,
) -> Result<(), AppError> {
    use crate::ssr::{require, see_other};
    use auth::admin::users::{Bulk, carry_out};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    let bulk = Bulk::read(&action, &user)?;
    carry_out(&request.auth, &request.context, bulk).await?;
    request.flash(FlashMessage::UsersChanged).await?;
    see_other(paths::ADMIN_USERS);
    Ok(())
}

/// The page at `/admin/users/bulk`.
#[component]
pub fn AdminBulkPage() -> impl IntoView {
    let above = vec![("Users".to_owned(), paths::ADMIN_USERS.to_owned())];
    let (action, users) = asked_for();
    if users.is_empty() || BulkAction::parse(&action).is_none() {
        return view! {
            <AdminLayout title="Change several users" above>
                <Nobody />
            </AdminLayout>
        }
        .into_any();
    }
    loaded(
        move || load_bulk(action.clone(), users.clone()),
        move |plan| {
            let count = plan.rows.len();
            let title = format!("{} {}?", plan.action.label(), counted(count));
            view! {
                <AdminLayout title above=above.clone()>
                    <div class="stack stack--narrow">
                        <Refusal form=&forms::ADMIN_BULK />
                        <Plan plan />
                    </div>
                </AdminLayout>
            }
        },
    )
    .into_any()
}

/// What the address asks for, or what was asked for when the form was refused.
fn asked_for() -> (String, Vec<String>) {
    if let Some(refused) = form_state(&forms::ADMIN_BULK).refused {
        let kept = |name: &str| refused.values.get(name).cloned().unwrap_or_default();
        return (kept("action"), kept("user").lines().map(str::to_owned).collect());
    }
    let users = use_query_map().with_untracked(|query| query.get_all("user"));
    (query("action"), users.unwrap_or_default())
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 user".to_owned(),
        count => format!("{count} users"),
    }
}

#[component]
fn Plan(plan: BulkPlan) -> impl IntoView {
    let BulkPlan {
        action,
        rows,
        skipped,
        as_of,
    } = plan;
    let skipped = (!skipped.is_empty()).then(|| view! { <LeftAlone skipped /> });
    if rows.is_empty() {
        return view! {
            <SettingsCard title="Nothing happens" id="what-title">
                {skipped}
                <div class="form__actions">
                    <a class="button" href=paths::ADMIN_USERS>
                        "Back to the list"
                    </a>
                </div>
            </SettingsCard>
        }
        .into_any();
    }
    let mut carries = vec![("action", action.name().to_owned())];
    carries.extend(rows.iter().map(|row| ("user", row.id.to_string())));
    let items = rows
        .into_iter()
        .map(|row| view! { <Item row as_of /> })
        .collect_view();
    let lead = view! { <p>{action.consequence()}</p> }.into_any();
    view! {
        <SettingsCard title="What happens" id="what-title" lead is_dangerous=!action.makes_active()>
            <ul class="items">{items}</ul>
            {skipped}
            <div class="form__actions">
                <PostButton path=paths::ADMIN_BULK carries label=action.label() class=button(action) />
                <a class="button button--quiet" href=paths::ADMIN_USERS>
                    "Back to the list"
                </a>
            </div>
        </SettingsCard>
    }
    .into_any()
}

const fn button(action: BulkAction) -> &'static str {
    match action {
        BulkAction::Activate => "button button--primary",
        BulkAction::Deactivate => "button button--danger",
    }
}

#[component]
fn Item(row: BulkRow, as_of: OffsetDateTime) -> impl IntoView {
    let sessions = match row.sessions {
        0 => None,
        1 => Some("1 session ends".to_owned()),
        count => Some(format!("{count} sessions end")),
    };
    let last_login = match row.last_login {
        Some(at) => view! { <span>"last log-in " <RelativeTime at as_of /></span> }.into_any(),
        None => view! { <span>"never logged in"</span> }.into_any(),
    };
    view! {
        <li class="item">
            <Icon shape=Shape::Person />
            <div class="item__text">
                <p class="item__title">
                    <a href=paths::fill(paths::ADMIN_USER, &[&row.id.to_string()])>{row.username}</a>
                </p>
                <p class="item__note">
                    {sessions.map(|sessions| view! { <span>{sessions}</span> " " })} {last_login}
                </p>
            </div>
        </li>
    }
}

#[component]
fn LeftAlone(skipped: Vec<(String, Skipped)>) -> impl IntoView {
    let heading = match skipped.len() {
        1 => "1 of the selected is left as it is".to_owned(),
        count => format!("{count} of the selected are left as they are"),
    };
    let lines = skipped
        .into_iter()
        .map(|(username, why)| {
            view! {
                <li>
                    <strong>{username}</strong>
                    ": "
                    {why.reason()}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="alert alert--warning" aria-labelledby="skipped">
            <h2 id="skipped">{heading}</h2>
            <ul>{lines}</ul>
        </section>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Person />
                <h2>"Nobody is selected"</h2>
                <p>"Tick users in the list, choose what to do with them, and continue."</p>
                <a class="button" href=paths::ADMIN_USERS>
                    "Back to the list"
                </a>
            </div>
        </section>
    }
}
