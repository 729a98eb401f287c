//! The viewer's sessions.

use contract::{
    forms::{EndOtherSessions, EndSession},
    paths,
    settings::{SessionRow, Sessions},
};
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Next, Request,
    components::{Icon, PostButton, RelativeTime, SettingsCard, SettingsLayout, Shape},
    redirect,
};

/// The page at `/settings/sessions`.
pub(super) async fn sessions_page(request: Request) -> Result<impl IntoView, AppError> {
    let current = auth::sessions::handle(&request.session);
    let sessions = auth::sessions::list(&request.auth, request.identity()?, current.as_deref()).await?;
    Ok(view! {
        <SettingsLayout title="Sessions">
            <List sessions />
        </SettingsLayout>
    })
}

/// Ends one of the viewer's sessions.
pub(super) async fn end_session(request: Request, form: EndSession) -> Result<Next, AppError> {
    let user = request.viewer()?.id;
    auth::sessions::end_one(&request.auth, &request.origin(), user, &form.session).await?;
    Ok(redirect(paths::SESSIONS).flash("The session has been ended."))
}

/// Ends all of the viewer's other sessions.
pub(super) async fn end_other_sessions(request: Request, _: EndOtherSessions) -> Result<Next, AppError> {
    let user = request.viewer()?.id;
    let current = auth::sessions::handle(&request.session);
    auth::sessions::end_others(&request.auth, &request.origin(), user, current.as_deref()).await?;
    Ok(redirect(paths::SESSIONS).flash("All other sessions have been ended."))
}

#[component]
fn List(sessions: Sessions) -> impl IntoView {
    let Sessions { rows, as_of } = sessions;
    let has_others = rows.len() > 1;
    let lead = if has_others {
        "The devices on which you are logged in. If you don’t recognise a session, revoke it and change your password."
    } else {
        "The devices on which you are logged in."
    };
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| view! { <Row row id=format!("session-{}", index + 1) as_of /> })
        .collect_view();
    view! {
        <SettingsCard title="Sessions" id="sessions-title" lead=view! { <p>{lead}</p> }.into_any()>
            <ul class="items">{rows}</ul>
            {if has_others {
                view! { <RevokeOthers /> }.into_any()
            } else {
                view! { <p class="card__footer">"You are not logged in on any other device."</p> }.into_any()
            }}
        </SettingsCard>
    }
}

#[component]
fn Row(row: SessionRow, id: String, as_of: OffsetDateTime) -> impl IntoView {
    let is_handheld = ["iPhone", "iPad", "Android"]
        .iter()
        .any(|name| row.device.contains(name));
    let end = if row.is_current {
        ().into_any()
    } else {
        view! {
            <PostButton
                path=paths::SESSIONS
                carries=vec![("session", row.handle)]
                label="Revoke"
                class="button button--quiet button--small"
                described_by=id.clone()
            />
        }
        .into_any()
    };
    let address = (!row.ip_address.is_empty()).then(|| view! { <span>{row.ip_address}</span> " " });
    let badge = row
        .is_current
        .then(|| view! { <span class="badge badge--accent">"This session"</span> });
    view! {
        <li class="item">
            <Icon shape=if is_handheld { Shape::Phone } else { Shape::Device } />
            <div class="item__text">
                <p class="item__title">
                    <span id=id>{row.device}</span>
                    " "
                    {badge}
                </p>
                <p class="item__note">
                    {address} <span>"last seen " <RelativeTime at=row.last_seen_at as_of /></span> " "
                    <span>"logged in " <RelativeTime at=row.created_at as_of /></span>
                </p>
            </div>
            {end}
        </li>
    }
}

#[component]
fn RevokeOthers() -> impl IntoView {
    view! {
        <div class="card__footer">
            <p id="others-note">"Logs you out on all other devices."</p>
            <PostButton
                path=paths::OTHER_SESSIONS
                label="Revoke all others"
                class="button button--danger-quiet"
                described_by="others-note"
            />
        </div>
    }
}
