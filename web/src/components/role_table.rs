//! The default permissions of each role, from the same catalogue as `seed_roles`.

use std::sync::Arc;

use contract::{
    permission::{Catalogue, split},
    role::Role,
};
use leptos::prelude::*;

use ui::{Icon, icon::Shape};

/// A card with example permissions and the three roles.
#[component]
pub fn RoleTable(
    /// The permissions of the application.
    permissions: Arc<Catalogue>,
) -> impl IntoView {
    let rows = permissions
        .examples()
        .map(|permission| {
            let name = permission.name();
            let (app, codename) = split(name).unwrap_or_default();
            let cells = Role::ALL
                .into_iter()
                .map(|role| view! { <Answer yes=permissions.is_seeded(role, name) /> })
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
                <h2 id="roles">"Default permissions by role"</h2>
            </header>
            <table class="table role-table" aria-labelledby="roles">
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
