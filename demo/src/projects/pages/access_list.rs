//! Who has access to a project.

use leptos::prelude::*;
use web::components::{Icon, PostButton, Shape};

use crate::{
    path_of,
    projects::{ProjectDetail, Share, paths},
};

/// The owner, and the users and groups that it is shared with.
#[component]
pub(super) fn AccessList(
    /// The project.
    project: ProjectDetail,
    /// With a button beside each that takes the access away.
    #[prop(optional)]
    is_revocable: bool,
) -> impl IntoView {
    let revoke = is_revocable.then(|| path_of(paths::REVOKE_PROJECT, project.id));
    let shares = project
        .shares
        .into_iter()
        .enumerate()
        .map(|(index, share)| view! { <Shared share index revoke=revoke.clone() /> })
        .collect_view();
    view! {
        <ul class="items">
            <li class="item">
                <Icon shape=Shape::Person />
                <div class="item__text">
                    <p class="item__title">
                        <span>{project.owner}</span>
                        " "
                        <span class="badge badge--accent">"Owner"</span>
                    </p>
                </div>
            </li>
            {shares}
        </ul>
    }
}

#[component]
fn Shared(share: Share, index: usize, revoke: Option<String>) -> impl IntoView {
    let id = format!("share-{index}");
    let label = share.label();
    let (shape, field) = if share.is_group {
        (Shape::Fork, "group")
    } else {
        (Shape::Person, "user")
    };
    let note = share
        .is_group
        .then(|| view! { <p class="item__note"><span>"group"</span></p> });
    let button = revoke.map(|path| {
        let carries = vec![(field, share.holder.clone()), ("permission", share.permission)];
        view! {
            <PostButton
                path
                carries
                label="Revoke"
                class="button button--quiet button--small"
                described_by=id.clone()
            />
        }
    });
    view! {
        <li class="item">
            <Icon shape />
            <div class="item__text">
                <p class="item__title" id=id.clone()>
                    <span>{share.holder.clone()}</span>
                    " "
                    <span class="badge">{label}</span>
                </p>
                {note}
            </div>
            {button}
        </li>
    }
}
