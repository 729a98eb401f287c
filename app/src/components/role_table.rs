//! Who may do what in a fresh installation, read off the same table that `seed_roles` writes.

use contract::{permission, role::Role};
use leptos::prelude::*;

use super::{Icon, icon::Shape};

const SHOWN: [(&str, &str); 5] = [
    ("orders", "add_order"),
    ("orders", "approve_order"),
    ("orders", "view_report"),
    ("projects", "add_project"),
    ("auth", "change_user"),
];

/// A card with a few permissions and the three roles.
#[component]
pub fn RoleTable() -> impl IntoView {
    let rows = SHOWN
        .into_iter()
        .map(|(app, codename)| {
            let cells = Role::ALL
                .into_iter()
                .map(|role| view! { <Answer yes=permission::seeded(role, app, codename) /> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        <code>{app} "." <wbr /> {codename}</code>
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let heads = Role::ALL
        .into_iter()
        .map(|role| view! { <th scope="col">{role.group()}</th> })
        .collect_view();
    view! {
        <section class="card card--flush">
            <header class="card__header">
                <h2 id="roles">"Who may do what, from the first start"</h2>
            </header>
            <table class="table roles" aria-labelledby="roles">
                <thead>
                    <tr>
                        <th scope="col">"Permission"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Answer(yes: bool) -> impl IntoView {
    let (shape, word) = if yes {
        (Shape::Check, "yes")
    } else {
        (Shape::Dash, "no")
    };
    view! {
        <td>
            <Icon shape tone=word />
            <span class="visually-hidden">{word}</span>
        </td>
    }
}
