//! The audit log.

use contract::{
    admin::{AuditList, AuditRow},
    paths,
};
use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::{
        AdminLayout, Column, FilterSelect, FilterText, Icon, ListTable, Pager, RelativeTime, icon::Shape,
        loaded,
    },
    error::AppError,
    url_params::query,
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
    let [event, user, before] = ["event", "user", "before"].map(query);
    view! {
        <AdminLayout title="Audit log">
            {loaded(
                move || load_audit(event.clone(), user.clone(), before.clone()),
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
    let any = [(String::new(), "Any".to_owned())].into_iter();
    let options = any
        .chain(events.into_iter().map(|name| (name.clone(), name)))
        .collect();
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
    view! {
        <section class="card card--flush" aria-label="Audit log">
            <form class="filters" method="get" action=paths::ADMIN_AUDIT role="search" aria-label="Audit log">
                <FilterSelect name="event" label="Event" options chosen=event.clone() />
                <FilterText name="user" label="Username" value=user.clone() />
                <button class="button">"Apply"</button>
            </form>
            {content}
            <Pager note="Newest first" links=[("Newest", Some(to(""))), ("Older", next.map(|before| to(&before.to_string())))] />
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
        <ListTable
            caption="What happened, newest first"
            columns=["Event", "When", "Whom", "By", "From", "Details"].map(Column::text)
        >
            {rows}
        </ListTable>
    }
}

#[component]
fn Row(row: AuditRow, as_of: OffsetDateTime) -> impl IntoView {
    let event = row.event.replace('_', " ");
    let details = row
        .details
        .into_iter()
        .map(|sentence| view! { <div>{sentence}</div> })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{event}</th>
            <td data-label="When">
                <RelativeTime at=row.at as_of />
            </td>
            <td data-label="Whom">{row.user}</td>
            <td data-label="By">{row.actor}</td>
            <td data-label="From">{row.ip_address} " " {row.device}</td>
            <td>{details}</td>
        </tr>
    }
}
