//! The table of users.

use contract::{
    admin::{BulkAction, UserQuery, UserRow},
    paths,
};
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    components::{Column, Icon, ListTable, Order, RelativeTime, SelectedCount, Shape},
    page::may_open,
};

use super::link;
use crate::admin::path_of;

/// The table of users. Each row has a check box if the viewer may change several users at once.
#[component]
pub(super) fn UserTable(
    rows: Vec<UserRow>,
    as_of: OffsetDateTime,
    total: String,
    query: UserQuery,
) -> impl IntoView {
    let has_boxes = may_open(paths::ADMIN_BULK);
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row as_of has_box=has_boxes /> })
        .collect_view();
    let sortable = |label: &'static str, name: &str| {
        let order = order(&query.sort, name);
        let next = if order == Some(Order::Ascending) { "-" } else { "" };
        Column::sortable(label, link(&query, ("sort", &format!("{next}{name}"))), order)
    };
    let mut columns: Vec<_> = has_boxes.then(|| Column::boxes("user")).into_iter().collect();
    columns.push(sortable("Username", "username"));
    columns.extend(["Name", "Email", "Role", "Last login"].map(Column::text));
    columns.push(sortable("Joined", "date_joined"));
    let caption = match query.sort.as_str() {
        "date_joined" => "Users by date joined, oldest first",
        "-date_joined" => "Users by date joined, newest first",
        "-username" => "Users by username, Z to A",
        _ => "Users by username, A to Z",
    };
    let table = view! {
        <ListTable caption columns>
            {rows}
        </ListTable>
    }
    .into_any();
    if !has_boxes {
        return view! {
            <div class="toolbar">
                <p>{total}</p>
            </div>
            {table}
        }
        .into_any();
    }
    view! {
        <form method="get" action=paths::ADMIN_BULK aria-label="Bulk actions">
            <div class="toolbar">
                <Actions />
                <p>{total}</p>
            </div>
            {table}
        </form>
    }
    .into_any()
}

/// The order of this column, if the list is sorted by it.
fn order(sort: &str, name: &str) -> Option<Order> {
    let sort = if sort.is_empty() { "username" } else { sort };
    match sort.strip_prefix('-') {
        Some(sort) => (sort == name).then_some(Order::Descending),
        None => (sort == name).then_some(Order::Ascending),
    }
}

/// The actions on the selected users. The next page lists the consequences and asks for confirmation.
#[component]
fn Actions() -> impl IntoView {
    let options = BulkAction::ALL
        .map(|action| view! { <option value=action.name()>{action.label()}</option> })
        .into_iter()
        .collect_view();
    view! {
        <div class="toolbar__group">
            <label for="action">"With the selected"</label>
            <select class="field__input" id="action" name="action">
                {options}
            </select>
            <button class="button button--small">"Continue"</button>
            <SelectedCount name="user".to_owned() />
        </div>
    }
}

/// The content of a cell, or `None` for an empty text. Cells without content are hidden on phones.
fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[component]
fn Row(row: UserRow, as_of: OffsetDateTime, has_box: bool) -> impl IntoView {
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
    let select = has_box.then(|| {
        view! {
            <td class="table__check">
                <label>
                    <input class="field__check" name="user" type="checkbox" value=row.id.to_string() />
                    <span class="visually-hidden">"Select " {row.username.clone()}</span>
                </label>
            </td>
        }
    });
    view! {
        <tr>
            {select}
            <th scope="row">
                <a href=path_of(paths::ADMIN_USER, row.id)>{row.username}</a>
            </th>
            <td>{some(row.name)}</td>
            <td>{some(row.email)}</td>
            <td>
                <span class="badges">{badges}</span>
            </td>
            <td data-label="Last login">
                {match row.last_login {
                    Some(at) => view! { <RelativeTime at as_of /> }.into_any(),
                    None => "never".into_any(),
                }}
            </td>
            <td data-label="Joined">
                <RelativeTime at=row.date_joined as_of />
            </td>
        </tr>
    }
}

#[component]
pub(super) fn NoUsers() -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon shape=Shape::Person />
            <h2>"No matching users"</h2>
            <p>"Search matches the beginning of usernames, names and email addresses. Only users who match every filter are listed."</p>
            <a class="button" href=paths::ADMIN_USERS>
                "Show all users"
            </a>
        </div>
    }
}
