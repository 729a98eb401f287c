//! Who is in the group: the list, one more, one less.

use contract::{
    admin::{GroupDetail, Member},
    forms, paths,
};
use leptos::prelude::*;

use crate::{
    components::{Button, Form, HiddenField, Icon, PostButton, Refusal, TextField, icon::Shape},
    error::AppError,
    page_context::form_state,
};

/// Puts a user into a group, or gives their membership another end.
#[server(prefix = "", endpoint = "admin/groups/{id}/members")]
pub async fn add_member(
    #[server(default)] id: String,
    #[server(default)] user: String,
    #[server(default)] until: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    auth::admin::groups::add_member(&request.auth, &request.context, parse_id(&id)?, &user, &until).await?;
    request.flash(FlashMessage::MembersChanged).await?;
    see_other(&paths::fill(paths::ADMIN_GROUP, &[&id]));
    Ok(())
}

/// Takes a user out of a group.
#[server(prefix = "", endpoint = "admin/groups/{id}/members/remove")]
pub async fn remove_member(
    #[server(default)] id: String,
    #[server(default)] user: String,
) -> Result<(), AppError> {
    use crate::ssr::{parse_id, require, see_other};
    use contract::{access::Policy, flash_message::FlashMessage, permission::user};

    let request = require(Policy::WithRecentPassword(&Policy::StaffWith(&[user::CHANGE])))?;
    let keys = (parse_id(&id)?, parse_id(&user)?);
    auth::admin::groups::remove_member(&request.auth, &request.context, keys.0, keys.1).await?;
    request.flash(FlashMessage::MembersChanged).await?;
    see_other(&paths::fill(paths::ADMIN_GROUP, &[&id]));
    Ok(())
}

/// The card beside the form of a group.
#[component]
pub(super) fn Members(group: GroupDetail) -> impl IntoView {
    let id = group.id.to_string();
    let count = match group.member_count {
        0 => "Nobody is in this group.".to_owned(),
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    };
    let may_change = group.may_change_members;
    let items = group
        .members
        .into_iter()
        .map(|member| view! { <Item member group=id.clone() may_change /> })
        .collect_view();
    let add = may_change.then(|| view! { <Add group=id.clone() /> });
    view! {
        <section class="card card--stack" aria-labelledby="members-title">
            <header>
                <h2 id="members-title">"Members"</h2>
                <p>
                    <a href=paths::with_query(paths::ADMIN_USERS, &[("group", &id)])>{count}</a>
                </p>
            </header>
            <Refusal form=&forms::ADMIN_REMOVE_MEMBER />
            <ul class="items">{items}</ul>
            {add}
        </section>
    }
}

#[component]
fn Item(member: Member, group: String, may_change: bool) -> impl IntoView {
    let Member {
        id,
        username,
        until,
        has_ended,
    } = member;
    let id = id.to_string();
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
                path=paths::fill(paths::ADMIN_REMOVE_MEMBER, &[&group])
                carries=vec![("user", id.clone())]
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
                    <a href=paths::fill(paths::ADMIN_USER, &[&id])>{username}</a>
                </p>
                {note}
            </div>
            {remove}
        </li>
    }
}

#[component]
fn Add(group: String) -> impl IntoView {
    let start = form_state(&forms::ADMIN_GROUP_MEMBERS);
    let path = paths::fill(paths::ADMIN_GROUP_MEMBERS, &[&group]);
    view! {
        <Form
            form=&forms::ADMIN_GROUP_MEMBERS
            path
            start
            submit="Add member"
            busy="Adding…"
            button=Button::Plain
        >
            <HiddenField name="id" value=group />
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
