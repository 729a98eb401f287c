//! The details of a user, for staff who may view the user but not change them.

use contract::admin::{Choice, UserDetail};
use leptos::prelude::*;
use web::components::{Description, Icon, ProfileDescription, Shape};

/// A list of the user's data, groups and permissions.
#[component]
pub(super) fn UserFacts(user: UserDetail) -> impl IntoView {
    let chosen = |choices: Vec<Choice>, by_value: bool| {
        let names: Vec<_> = choices
            .into_iter()
            .filter(|choice| choice.is_chosen)
            .map(|choice| if by_value { choice.value } else { choice.label })
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    let yes = |is_so: bool| if is_so { "yes" } else { "no" };
    view! {
        <div class="stack">
            <div class="status">
                <Icon shape=Shape::Lock />
                <p>"You have permission to view this user, but not to change them."</p>
            </div>
            <section class="card">
                <dl class="description-list">
                    <Description name="Username" value=user.username />
                    <Description name="Email" value=user.email />
                    <ProfileDescription profile=user.profile />
                    <dt>"Active"</dt>
                    <dd>{yes(user.is_active)}</dd>
                    <dt>"Staff"</dt>
                    <dd>{yes(user.is_staff)}</dd>
                    <dt>"Superuser"</dt>
                    <dd>{yes(user.is_superuser)}</dd>
                    <dt>"Groups"</dt>
                    <dd>{chosen(user.groups, false)}</dd>
                    <dt>"User permissions"</dt>
                    <dd>{chosen(user.permissions, true)}</dd>
                </dl>
            </section>
        </div>
    }
}
