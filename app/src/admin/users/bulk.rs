//! Activate or deactivate many users: a page that says what will happen, and the form on it.

use auth::admin::users::{Bulk, carry_out, plan};
use contract::{
    admin::{BulkAction, BulkPlan, BulkRow, Skipped},
    forms::{ChangeUsers, FormData},
    number::counted,
    paths,
};
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Next, Request,
    components::{AdminLayout, FormErrors, Icon, PostButton, RelativeTime, SettingsCard, Shape},
    page::rejected,
    redirect,
};

use super::{above, sessions_end};
use crate::admin::{
    limited_query::{SHORT, limited, limited_all},
    path_of,
};

/// The page at `/admin/users/bulk`.
pub(in crate::admin) async fn bulk_page(request: Request) -> Result<impl IntoView, AppError> {
    let (action, users) = asked_for(&request)?;
    let (title, content) = if users.is_empty() || BulkAction::parse(&action).is_none() {
        ("Change several users".to_owned(), view! { <Nobody /> }.into_any())
    } else {
        let plan = plan(&request.auth, request.viewer()?, Bulk::read(&action, &users)?).await?;
        let title = format!(
            "{} {}?",
            plan.action.label(),
            counted(plan.rows.len() as u64, "user")
        );
        (title, view! { <Question plan /> }.into_any())
    };
    Ok(view! {
        <AdminLayout title above=above()>
            {content}
        </AdminLayout>
    })
}

/// What the form asked for where it was refused, else what the address asks for.
fn asked_for(request: &Request) -> Result<(String, Vec<String>), AppError> {
    if let Some(rejected) = rejected(ChangeUsers::FORM) {
        let kept = |name: &str| rejected.values.get(name).cloned().unwrap_or_default();
        return Ok((kept("action"), kept("user").lines().map(str::to_owned).collect()));
    }
    Ok((
        limited(request, "action", SHORT)?,
        limited_all(request, "user", SHORT)?,
    ))
}

/// Activates or deactivates these users, as far as the viewer may.
pub(in crate::admin) async fn change_users(request: Request, form: ChangeUsers) -> Result<Next, AppError> {
    let bulk = Bulk::read(&form.action, &form.user)?;
    carry_out(&request.auth, &request.context, bulk).await?;
    Ok(redirect(paths::ADMIN_USERS).flash("The users have been changed."))
}

#[component]
fn Question(plan: BulkPlan) -> impl IntoView {
    view! {
        <div class="stack stack--narrow">
            <FormErrors form=ChangeUsers::FORM />
            <Plan plan />
        </div>
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
            <SettingsCard title="No users will be changed" id="what-title">
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
        <SettingsCard title="What will happen" id="what-title" lead is_dangerous=!action.makes_active()>
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
    let sessions = (row.sessions > 0).then(|| sessions_end(row.sessions));
    let last_login = match row.last_login {
        Some(at) => view! { <span>"last log-in " <RelativeTime at as_of /></span> }.into_any(),
        None => view! { <span>"never logged in"</span> }.into_any(),
    };
    view! {
        <li class="item">
            <Icon shape=Shape::Person />
            <div class="item__text">
                <p class="item__title">
                    <a href=path_of(paths::ADMIN_USER, row.id)>{row.username}</a>
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
            <div class="empty-state">
                <Icon shape=Shape::Person />
                <h2>"No users selected"</h2>
                <p>"Tick users in the list, choose what to do with them, and continue."</p>
                <a class="button" href=paths::ADMIN_USERS>
                    "Back to the list"
                </a>
            </div>
        </section>
    }
}
