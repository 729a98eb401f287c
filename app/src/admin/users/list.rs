//! The list of users.

use contract::{
    admin::{UserList, UserQuery},
    forms::{MAX_EMAIL_LENGTH, MAX_PERMISSION_NAME_LENGTH},
    paths,
};
use filters::{Chips, Filters};
use leptos::prelude::*;
use table::{NoUsers, UserTable};
use web::{
    AppError, Request,
    components::{AdminLayout, Pager},
};

use crate::admin::limited_query::{SHORT, limited};

mod filters;
mod table;

/// Longest text of a flag: `false`.
const FLAG: usize = 5;
/// Longest place in the list: what it is sorted by, escaped.
const PLACE: usize = 500;

/// The page at `/admin/users`.
pub(in crate::admin) async fn users_page(request: Request) -> Result<impl IntoView, AppError> {
    let list = auth::admin::user_list::list(&request.auth, read_query(&request)?).await?;
    Ok(view! {
        <AdminLayout title="Users" action=("Add user", paths::ADMIN_NEW_USER)>
            <List list />
        </AdminLayout>
    })
}

fn read_query(request: &Request) -> Result<UserQuery, AppError> {
    let read = |name, max_length| limited(request, name, max_length);
    Ok(UserQuery {
        q: read("q", MAX_EMAIL_LENGTH)?,
        is_active: read("is_active", FLAG)?,
        is_staff: read("is_staff", FLAG)?,
        is_superuser: read("is_superuser", FLAG)?,
        group: read("group", SHORT)?,
        permission: read("permission", MAX_PERMISSION_NAME_LENGTH)?,
        sort: read("sort", SHORT)?,
        page: read("page", SHORT)?,
        after: read("after", PLACE)?,
        before: read("before", PLACE)?,
    })
}

/// The address of the list with these filters, and with one parameter changed. A place in the list is kept only if it is the change.
fn link(query: &UserQuery, change: (&str, &str)) -> String {
    let mut pairs = [
        ("q", query.q.as_str()),
        ("is_active", &query.is_active),
        ("is_staff", &query.is_staff),
        ("is_superuser", &query.is_superuser),
        ("group", &query.group),
        ("permission", &query.permission),
        ("sort", &query.sort),
        ("page", ""),
        ("after", ""),
        ("before", ""),
    ];
    for (name, value) in &mut pairs {
        if *name == change.0 {
            *value = change.1;
        }
    }
    paths::with_query(paths::ADMIN_USERS, &pairs)
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
    let links = [
        ("First", previous.as_ref().map(|_| link(&query, ("page", "")))),
        (
            "Previous",
            previous.as_ref().map(|key| link(&query, ("before", key))),
        ),
        ("Next", next.as_ref().map(|key| link(&query, ("after", key)))),
        ("Last", next.as_ref().map(|_| link(&query, ("page", "last")))),
    ];
    view! {
        <section class="card card--flush" aria-label="Users">
            <Filters query=query.clone() groups=groups.clone() />
            <Chips query groups />
            {content}
            <Pager note=total links />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_one_thing_and_starts_at_the_beginning() {
        let query = UserQuery {
            q: "a b".to_owned(),
            is_staff: "true".to_owned(),
            after: "9".to_owned(),
            ..UserQuery::default()
        };
        assert_eq!(link(&query, ("q", "")), "/admin/users?is_staff=true");
        assert_eq!(
            link(&query, ("before", "5")),
            "/admin/users?q=a%20b&is_staff=true&before=5"
        );
    }
}
