//! The users that were found.

use contract::{admin::UserRow, paths};
use leptos::prelude::*;
use time::OffsetDateTime;

use crate::components::{Column, Icon, ListTable, Moment, icon::Shape};

#[component]
pub(super) fn UserTable(rows: Vec<UserRow>, as_of: OffsetDateTime, total: String) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row as_of /> })
        .collect_view();
    view! {
        <div class="toolbar">
            <p>{total}</p>
        </div>
        <ListTable
            caption="Users, by username"
            columns=["Username", "Name", "Email", "Role", "Last log-in", "Joined"].map(Column::text)
        >
            {rows}
        </ListTable>
    }
}

#[component]
fn Row(row: UserRow, as_of: OffsetDateTime) -> impl IntoView {
    let mut badges: Vec<(&str, String)> = row.groups.into_iter().map(|group| ("badge", group)).collect();
    for (is_so, class, label) in [
        (row.is_staff, "badge badge--accent", "Staff"),
        (row.is_superuser, "badge badge--warning", "Superuser"),
        (!row.is_active, "badge badge--danger", "Inactive"),
    ] {
        if is_so {
            badges.push((class, label.to_owned()));
        }
    }
    let badges = badges
        .into_iter()
        .map(|(class, label)| view! { <span class=class>{label}</span> " " })
        .collect_view();
    view! {
        <tr>
            <th scope="row">
                <a href=paths::fill(paths::ADMIN_USER, &[&row.id.to_string()])>{row.username}</a>
            </th>
            <td>{row.name}</td>
            <td>{row.email}</td>
            <td>
                <span class="badges">{badges}</span>
            </td>
            <td data-label="Last log-in">
                {match row.last_login {
                    Some(at) => view! { <Moment at as_of /> }.into_any(),
                    None => "never".into_any(),
                }}
            </td>
            <td data-label="Joined">
                <Moment at=row.date_joined as_of />
            </td>
        </tr>
    }
}

#[component]
pub(super) fn NoUsers() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon shape=Shape::Person />
            <h2>"No user matches"</h2>
            <p>"Search looks for beginnings of usernames, names and email addresses. All filters have to fit."</p>
            <a class="button" href=paths::ADMIN_USERS>
                "Show all users"
            </a>
        </div>
    }
}
