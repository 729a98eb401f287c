//! The audit log.

use contract::{
    admin::{AuditList, AuditRow},
    forms::MAX_USERNAME_LENGTH,
    paths,
};
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Request,
    components::{
        AdminLayout, Column, FilterSelect, FilterText, Icon, ListTable, Pager, RelativeTime, Shape,
    },
};

use super::limited_query::{SHORT, limited};

/// Longest name of an event.
const EVENT: usize = 64;

/// The page at `/admin/audit`.
pub(super) async fn audit_log_page(request: Request) -> Result<impl IntoView, AppError> {
    let event = limited(&request, "event", EVENT)?;
    let user = limited(&request, "user", MAX_USERNAME_LENGTH)?;
    let before = limited(&request, "before", SHORT)?;
    let list = auth::admin::audit_log::list(&request.auth, &event, &user, &before).await?;
    Ok(view! {
        <AdminLayout title="Audit log">
            <List list />
        </AdminLayout>
    })
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
    let links = [
        ("Newest", Some(to(""))),
        ("Older", next.map(|before| to(&before.to_string()))),
    ];
    let content = if rows.is_empty() {
        view! {
            <div class="empty-state">
                <Icon shape=Shape::Page />
                <h2>"No matching entries"</h2>
                <p>"No audit log entries match these filters."</p>
                <a class="button" href=paths::ADMIN_AUDIT>
                    "Show all entries"
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
            <Pager note="Newest first" links />
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
