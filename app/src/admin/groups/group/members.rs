//! The members of a group: the list, and the forms that add and remove one.

use contract::{
    admin::{GroupDetail, Member},
    forms::{AddMember, FormData, RemoveMember},
    number::counted,
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Next, Request,
    components::{Button, Form, FormErrors, Icon, PostButton, Shape, TextField},
    redirect,
    request::parse_id,
};

use crate::admin::path_of;

/// Puts a user into a group, or changes the end of their membership.
pub(in crate::admin) async fn add_member(request: Request, form: AddMember) -> Result<Next, AppError> {
    let id = request.id()?;
    auth::admin::groups::add_member(&request.auth, &request.context, id, &form.user, &form.until).await?;
    Ok(members_changed(id))
}

/// Takes a user out of a group.
pub(in crate::admin) async fn remove_member(request: Request, form: RemoveMember) -> Result<Next, AppError> {
    let (id, user_id) = (request.id()?, parse_id(&form.user)?);
    auth::admin::groups::remove_member(&request.auth, &request.context, id, user_id).await?;
    Ok(members_changed(id))
}

fn members_changed(group_id: i64) -> Next {
    redirect(path_of(paths::ADMIN_GROUP, group_id)).flash("The members have been changed.")
}

/// The card beside the form of a group.
#[component]
pub(super) fn Members(group: GroupDetail) -> impl IntoView {
    let id = group.id;
    let users = paths::with_query(paths::ADMIN_USERS, &[("group", &id.to_string())]);
    let count = match group.member_count {
        0 => "Nobody is in this group.".to_owned(),
        count => counted(count, "member"),
    };
    let may_change = group.may_change_members;
    let items = group
        .members
        .into_iter()
        .map(|member| view! { <Item member group_id=id may_change /> })
        .collect_view();
    let add = may_change.then(|| view! { <Add group_id=id /> });
    view! {
        <section class="card card--stack" aria-labelledby="members-title">
            <header>
                <h2 id="members-title">"Members"</h2>
                <p>
                    <a href=users>{count}</a>
                </p>
            </header>
            <FormErrors form=RemoveMember::FORM />
            <ul class="items">{items}</ul>
            {add}
        </section>
    }
}

#[component]
fn Item(member: Member, group_id: i64, may_change: bool) -> impl IntoView {
    let Member {
        id,
        username,
        until,
        has_ended,
    } = member;
    let title = format!("member-{id}");
    let day = until.map(|day| day.to_string());
    let note = day.map(|day| {
        let time = view! { <time datetime=day.clone()>{day.clone()}</time> };
        if has_ended {
            view! {
                <p class="item__note">
                    <span class="badge badge--warning">"Ended"</span>
                    <span>" on " {time}</span>
                </p>
            }
            .into_any()
        } else {
            view! {
                <p class="item__note">
                    <span>"until " {time}</span>
                </p>
            }
            .into_any()
        }
    });
    let remove = may_change.then(|| {
        view! {
            <PostButton
                path=path_of(paths::ADMIN_REMOVE_MEMBER, group_id)
                carries=vec![("user", id.to_string())]
                label="Remove"
                class="button button--quiet button--small"
                described_by=title.clone()
            />
        }
    });
    view! {
        <li class="item">
            <Icon shape=Shape::Person />
            <div class="item__text">
                <p class="item__title" id=title.clone()>
                    <a href=path_of(paths::ADMIN_USER, id)>{username}</a>
                </p>
                {note}
            </div>
            {remove}
        </li>
    }
}

#[component]
fn Add(group_id: i64) -> impl IntoView {
    let path = path_of(paths::ADMIN_GROUP_MEMBERS, group_id);
    view! {
        <Form form=AddMember::FORM path submit="Add member" busy="Adding…" button=Button::Plain>
            <TextField name="user" label="Add a member" autocomplete="off" hint="Username." />
            <TextField
                name="until"
                label="Until"
                autocomplete="off"
                hint="The last day of the membership."
                is_optional=true
            />
        </Form>
    }
}
