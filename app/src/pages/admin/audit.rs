//! The audit log.

use contract::{
    admin::{AuditList, AuditRow},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use super::users::PageLink;
use crate::{
    components::{AdminLayout, Icon, Moment, icon::Shape, loaded},
    error::AppError,
};

/// A page of the audit log.
#[server(prefix = "/api", endpoint = "admin/audit")]
pub async fn load_audit(
    #[server(default)] event: String,
    #[server(default)] user: String,
    #[server(default)] before: String,
) -> Result<AuditList, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::entry};

    let request = require(Policy::StaffWith(&[entry::VIEW]))?;
    Ok(auth::admin::audit_log::list(&request.auth, &event, &user, &before).await?)
}

/// The page at `/admin/audit`.
#[component]
pub fn AdminAuditPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = move |name: &str| query.get(name).unwrap_or_default();
    view! {
        <AdminLayout title="Audit log">
            {loaded(
                move || load_audit(get("event"), get("user"), get("before")),
                |list| view! { <List list /> },
            )}
        </AdminLayout>
    }
}

#[component]
fn List(list: AuditList) -> impl IntoView {
    let AuditList {
        event,
        user,
        rows,
        next,
        events,
        as_of,
    } = list;
    let options = events
        .into_iter()
        .map(|name| {
            let is_chosen = name == event;
            view! {
                <option value=name.clone() selected=is_chosen>
                    {name.clone()}
                </option>
            }
        })
        .collect_view();
    let to = |before: &str| {
        paths::with_query(
            paths::ADMIN_AUDIT,
            &[("event", &event), ("user", &user), ("before", before)],
        )
    };
    let content = if rows.is_empty() {
        view! {
            <div class="empty">
                <Icon shape=Shape::Page />
                <h2>"Nothing happened"</h2>
                <p>"No entry fits what you look for."</p>
                <a class="button" href=paths::ADMIN_AUDIT>
                    "Show everything"
                </a>
            </div>
        }
        .into_any()
    } else {
        view! { <Table rows as_of /> }.into_any()
    };
    let pages = view! {
        <PageLink label="Newest" href=Some(to("")) />
        <PageLink label="Older" href=next.map(|before| to(&before.to_string())) />
    };
    view! {
        <section class="card card--flush" aria-label="Audit log">
            <form class="filters" method="get" action=paths::ADMIN_AUDIT role="search" aria-label="Audit log">
                <div class="field">
                    <label class="field__label" for="event">
                        "Event"
                    </label>
                    <select class="field__input" id="event" name="event">
                        <option value="">"Any"</option>
                        {options}
                    </select>
                </div>
                <div class="field">
                    <label class="field__label" for="user">
                        "Username"
                    </label>
                    <input
                        class="field__input"
                        id="user"
                        name="user"
                        type="search"
                        value=user.clone()
                        autocapitalize="none"
                        spellcheck="false"
                    />
                </div>
                <button class="button">"Apply"</button>
            </form>
            {content}
            <nav class="toolbar pager" aria-label="Pages">
                <p>"Newest first"</p>
                <div class="toolbar__group">{pages}</div>
            </nav>
        </section>
    }
}

#[component]
fn Table(rows: Vec<AuditRow>, as_of: OffsetDateTime) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row as_of /> })
        .collect_view();
    view! {
        <table class="table table--list">
            <caption class="visually-hidden">"What happened, newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"Event"</th>
                    <th scope="col">"When"</th>
                    <th scope="col">"Whom"</th>
                    <th scope="col">"By"</th>
                    <th scope="col">"From"</th>
                    <th scope="col">"Details"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Row(row: AuditRow, as_of: OffsetDateTime) -> impl IntoView {
    let event = row.event.replace('_', " ");
    view! {
        <tr>
            <th scope="row">{event}</th>
            <td data-label="When">
                <Moment at=row.at as_of />
            </td>
            <td data-label="Whom">{row.user}</td>
            <td data-label="By">{row.actor}</td>
            <td data-label="From">{row.ip_address} " " {row.device}</td>
            <td>{row.details.join("; ")}</td>
        </tr>
    }
}
