//! What the list of users is filtered by.

use contract::{admin::UserQuery, paths};
use leptos::prelude::*;
use web::components::{FilterSelect, FilterText, Icon, Shape};

use super::link;

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

/// The form that filters the list.
#[component]
pub(super) fn Filters(query: UserQuery, groups: Vec<(i64, String)>) -> impl IntoView {
    let option = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
    let flags = FLAGS
        .map(|(name, label)| {
            let options = [("", "Any"), ("true", "Yes"), ("false", "No")]
                .map(option)
                .to_vec();
            view! { <FilterSelect name label options chosen=flag(&query, name) /> }
        })
        .into_iter()
        .collect_view();
    let mut options = vec![option(("", "Any"))];
    options.extend(groups.into_iter().map(|(id, name)| (id.to_string(), name)));
    view! {
        <form class="filters" method="get" action=paths::ADMIN_USERS role="search" aria-label="Users">
            <Kept name="sort" value=query.sort />
            <Kept name="permission" value=query.permission />
            <div class="filters__search">
                <FilterText
                    name="q"
                    label="Search"
                    value=query.q
                    placeholder="Begins with: username, name or email"
                />
                <button class="button">"Search"</button>
            </div>
            {flags}
            <FilterSelect name="group" label="Group" options chosen=query.group />
            <button class="button">"Apply"</button>
        </form>
    }
}

/// A parameter that the form keeps and has no field for.
#[component]
fn Kept(name: &'static str, value: String) -> impl IntoView {
    (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value /> })
}

/// The filters that are on. Each is a link that removes it.
#[component]
pub(super) fn Chips(query: UserQuery, groups: Vec<(i64, String)>) -> impl IntoView {
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
    if !query.permission.is_empty() {
        chips.push((
            format!("Permission: {}", query.permission),
            link(&query, ("permission", "")),
        ));
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
