//! The list of users.

use contract::{
    admin::{UserList, UserQuery},
    paths,
};
use filters::{Chips, Filters};
use leptos::prelude::*;
use table::{NoUsers, UserTable};

use crate::{
    components::{AdminLayout, Pager, loaded},
    error::AppError,
    url_params::query,
};

mod filters;
mod table;

/// A page of users.
#[server(prefix = "/api", endpoint = "admin/users")]
pub async fn load_users(
    #[server(default)] q: String,
    #[server(default)] is_active: String,
    #[server(default)] is_staff: String,
    #[server(default)] is_superuser: String,
    #[server(default)] group: String,
    #[server(default)] permission: String,
    #[server(default)] sort: String,
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
        permission,
        sort,
        page,
        after,
        before,
    };
    Ok(auth::admin::user_list::list(&request.auth, query).await?)
}

/// The page at `/admin/users`.
#[component]
pub fn AdminUsersPage() -> impl IntoView {
    let [q, is_active, is_staff, is_superuser] = ["q", "is_active", "is_staff", "is_superuser"].map(query);
    let [group, permission] = ["group", "permission"].map(query);
    let [sort, page, after, before] = ["sort", "page", "after", "before"].map(query);
    let load = move || {
        load_users(
            q.clone(),
            is_active.clone(),
            is_staff.clone(),
            is_superuser.clone(),
            group.clone(),
            permission.clone(),
            sort.clone(),
            page.clone(),
            after.clone(),
            before.clone(),
        )
    };
    view! {
        <AdminLayout title="Users" action=("Add user", paths::ADMIN_NEW_USER)>
            {loaded(load, |list| view! { <List list /> })}
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
            ("permission", &value("permission", &query.permission)),
            ("sort", &value("sort", &query.sort)),
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
        view! { <NoUsers /> }.into_any()
    } else {
        view! { <UserTable rows as_of total=total.clone() query=query.clone() /> }.into_any()
    };
    view! {
        <section class="card card--flush" aria-label="Users">
            <Filters query=query.clone() groups=groups.clone() />
            <Chips query=query.clone() groups />
            {content}
            <Pager note=total links=[("First", previous.as_ref().map(|_| link(&query, ("page", "")))), ("Previous", previous.as_ref().map(|key| link(&query, ("before", key)))), ("Next", next.as_ref().map(|key| link(&query, ("after", key)))), ("Last", next.as_ref().map(|_| link(&query, ("page", "last"))))] />
        </section>
    }
}
