//! The list of users.

use contract::{
    admin::{UserList, UserQuery, UserRow},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use crate::{
    components::{AdminLayout, Icon, Moment, icon::Shape, loaded},
    error::AppError,
};

/// A page of users.
#[server(prefix = "/api", endpoint = "admin/users")]
pub async fn load_users(
    #[server(default)] q: String,
    #[server(default)] is_active: String,
    #[server(default)] is_staff: String,
    #[server(default)] is_superuser: String,
    #[server(default)] group: String,
    #[server(default)] page: String,
    #[server(default)] after: String,
    #[server(default)] before: String,
) -> Result<UserList, AppError> {
    use crate::ssr::require;
    use contract::{access::Policy, permission::user};

    let request = require(Policy::StaffWithAny(&[user::VIEW, user::CHANGE]))?;
    let query = UserQuery {
        q,
        is_active,
        is_staff,
        is_superuser,
        group,
        page,
        after,
        before,
    };
    Ok(auth::admin::user_list::list(&request.auth, query).await?)
}

/// The page at `/admin/users`.
#[component]
pub fn AdminUsersPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = move |name: &str| query.get(name).unwrap_or_default();
    view! {
        <AdminLayout title="Users" action=("Add user", paths::ADMIN_NEW_USER)>
            {loaded(
                move || {
                    load_users(
                        get("q"),
                        get("is_active"),
                        get("is_staff"),
                        get("is_superuser"),
                        get("group"),
                        get("page"),
                        get("after"),
                        get("before"),
                    )
                },
                |list| view! { <List list /> },
            )}
        </AdminLayout>
    }
}

/// The list with these filters, and with one of them or a place changed.
fn link(query: &UserQuery, change: (&str, &str)) -> String {
    let value = |name: &str, kept: &str| {
        if change.0 == name {
            change.1.to_owned()
        } else {
            kept.to_owned()
        }
    };
    paths::with_query(
        paths::ADMIN_USERS,
        &[
            ("q", &value("q", &query.q)),
            ("is_active", &value("is_active", &query.is_active)),
            ("is_staff", &value("is_staff", &query.is_staff)),
            ("is_superuser", &value("is_superuser", &query.is_superuser)),
            ("group", &value("group", &query.group)),
            ("page", &value("page", "")),
            ("after", &value("after", "")),
            ("before", &value("before", "")),
        ],
    )
}

#[component]
fn List(list: UserList) -> impl IntoView {
    let UserList {
        query,
        rows,
        previous,
        next,
        total,
        groups,
        as_of,
    } = list;
    let content = if rows.is_empty() {
        view! { <Empty /> }.into_any()
    } else {
        view! { <Table rows as_of total=total.clone() /> }.into_any()
    };
    view! {
        <section class="card card--flush" aria-label="Users">
            <Filters query=query.clone() groups=groups.clone() />
            <Chips query=query.clone() groups />
            {content}
            <nav class="toolbar pager" aria-label="Pages">
                <p>{total}</p>
                <div class="toolbar__group">
                    <PageLink label="First" href=previous.as_ref().map(|_| link(&query, ("page", ""))) />
                    <PageLink label="Previous" href=previous.as_ref().map(|key| link(&query, ("before", key))) />
                    <PageLink label="Next" href=next.as_ref().map(|key| link(&query, ("after", key))) />
                    <PageLink label="Last" href=next.as_ref().map(|_| link(&query, ("page", "last"))) />
                </div>
            </nav>
        </section>
    }
}

/// A link of a pager; greyed out where there is nothing.
#[component]
pub fn PageLink(
    /// Says where.
    label: &'static str,
    /// Where to.
    href: Option<String>,
) -> impl IntoView {
    match href {
        Some(href) => view! {
            <a class="button button--small" href=href>
                {label}
            </a>
        }
        .into_any(),
        None => view! {
            <a class="button button--small" role="link" aria-disabled="true">
                {label}
            </a>
        }
        .into_any(),
    }
}

const FLAGS: [(&str, &str); 3] = [
    ("is_active", "Active"),
    ("is_staff", "Staff"),
    ("is_superuser", "Superuser"),
];

fn flag(query: &UserQuery, name: &str) -> String {
    match name {
        "is_active" => query.is_active.clone(),
        "is_staff" => query.is_staff.clone(),
        _ => query.is_superuser.clone(),
    }
}

#[component]
fn Filters(query: UserQuery, groups: Vec<(i64, String)>) -> impl IntoView {
    let flags = FLAGS
        .map(|(name, label)| {
            let value = flag(&query, name);
            let options = [("", "Any"), ("true", "Yes"), ("false", "No")]
                .map(|(option, label)| {
                    view! {
                        <option value=option selected=option == value>
                            {label}
                        </option>
                    }
                })
                .into_iter()
                .collect_view();
            view! {
                <div class="field">
                    <label class="field__label" for=name>
                        {label}
                    </label>
                    <select class="field__input" id=name name=name>
                        {options}
                    </select>
                </div>
            }
        })
        .into_iter()
        .collect_view();
    let options = groups
        .into_iter()
        .map(|(id, name)| {
            let id = id.to_string();
            let is_chosen = id == query.group;
            view! {
                <option value=id selected=is_chosen>
                    {name}
                </option>
            }
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action=paths::ADMIN_USERS role="search" aria-label="Users">
            <div class="filters__search">
                <div class="field">
                    <label class="field__label" for="q">
                        "Search"
                    </label>
                    <input
                        class="field__input"
                        id="q"
                        name="q"
                        type="search"
                        value=query.q
                        placeholder="Begins with: username, name or email"
                        autocapitalize="none"
                        spellcheck="false"
                    />
                </div>
                <button class="button">"Search"</button>
            </div>
            {flags}
            <div class="field">
                <label class="field__label" for="group">
                    "Group"
                </label>
                <select class="field__input" id="group" name="group">
                    <option value="">"Any"</option>
                    {options}
                </select>
            </div>
            <button class="button">"Apply"</button>
        </form>
    }
}

/// What is filtered by, each a link that takes it off.
#[component]
fn Chips(query: UserQuery, groups: Vec<(i64, String)>) -> impl IntoView {
    let mut chips = Vec::new();
    if !query.q.is_empty() {
        chips.push((format!("“{}”", query.q), link(&query, ("q", ""))));
    }
    for (name, label) in FLAGS {
        let value = flag(&query, name);
        if !value.is_empty() {
            let word = if value == "true" { "yes" } else { "no" };
            chips.push((format!("{label}: {word}"), link(&query, (name, ""))));
        }
    }
    if let Some((_, name)) = groups.iter().find(|(id, _)| id.to_string() == query.group) {
        chips.push((format!("Group: {name}"), link(&query, ("group", ""))));
    }
    (!chips.is_empty()).then(|| {
        let items = chips
            .into_iter()
            .map(|(label, href)| {
                view! {
                    <li>
                        <a class="chip" href=href>
                            <span class="visually-hidden">"Remove: "</span>
                            {label}
                            <Icon shape=Shape::Close />
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <ul class="chips" aria-label="Filters that are on">
                {items}
                <li>
                    <a href=paths::ADMIN_USERS>"Remove all"</a>
                </li>
            </ul>
        }
    })
}

#[component]
fn Table(rows: Vec<UserRow>, as_of: OffsetDateTime, total: String) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| view! { <Row row as_of /> })
        .collect_view();
    view! {
        <div class="toolbar">
            <p>{total}</p>
        </div>
        <table class="table table--list">
            <caption class="visually-hidden">"Users, by username"</caption>
            <thead>
                <tr>
                    <th scope="col">"Username"</th>
                    <th scope="col">"Name"</th>
                    <th scope="col">"Email"</th>
                    <th scope="col">"Role"</th>
                    <th scope="col">"Last log-in"</th>
                    <th scope="col">"Joined"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
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
fn Empty() -> impl IntoView {
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
