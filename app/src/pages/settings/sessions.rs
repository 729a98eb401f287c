//! One's own sessions: see them, end one, end all others.

use contract::{
    paths,
    settings::{SessionRow, Sessions},
};
use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::{Icon, PostButton, RelativeTime, SettingsCard, SettingsLayout, icon::Shape, loaded},
    error::AppError,
};

/// The viewer's own sessions.
#[server(prefix = "/api", endpoint = "settings/sessions")]
pub async fn load_sessions() -> Result<Sessions, AppError> {
    use crate::ssr::require;
    use contract::access::Policy;

    let request = require(Policy::LoggedIn)?;
    let identity = request.context.identity().ok_or(AppError::LogInRequired)?;
    let current = auth::sessions::handle(&request.session);
    Ok(auth::sessions::list(&request.auth, identity, current.as_deref()).await?)
}

/// Ends one of the viewer's own sessions.
#[server(prefix = "", endpoint = "settings/sessions")]
pub async fn end_session(#[server(default)] session: String) -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    auth::sessions::end_one(&request.auth, &request.origin(), viewer.id, &session).await?;
    request.flash(FlashMessage::SessionEnded).await?;
    see_other(paths::SESSIONS);
    Ok(())
}

/// Ends all of the viewer's sessions but this one.
#[server(prefix = "", endpoint = "settings/sessions/others")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    use crate::ssr::{require_viewer, see_other};
    use contract::{access::Policy, flash_message::FlashMessage};

    let (request, viewer) = require_viewer(Policy::LoggedIn)?;
    let current = auth::sessions::handle(&request.session);
    auth::sessions::end_others(&request.auth, &request.origin(), viewer.id, current.as_deref()).await?;
    request.flash(FlashMessage::OtherSessionsEnded).await?;
    see_other(paths::SESSIONS);
    Ok(())
}

/// The page at `/settings/sessions`.
#[component]
pub fn SessionsPage() -> impl IntoView {
    view! { <SettingsLayout title="Sessions">{loaded(load_sessions, |sessions| view! { <List sessions /> })}</SettingsLayout> }
}

#[component]
fn List(sessions: Sessions) -> impl IntoView {
    let Sessions { rows, as_of } = sessions;
    let has_others = rows.len() > 1;
    let lead = if has_others {
        "Where you are logged in. Revoke what you do not recognise, then change your password."
    } else {
        "Where you are logged in."
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
                view! { <p class="card__footer">"You are logged in nowhere else."</p> }.into_any()
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
            <p id="others-note">"Logs you out everywhere but here."</p>
            <PostButton
                path=paths::OTHER_SESSIONS
                label="Revoke all others"
                class="button button--danger-quiet"
                described_by="others-note"
            />
        </div>
    }
}
