//! Mails that tell the owner of an account what happened to it, to the address as it was before (ASVS 6.3.7), and the
//! welcome. The first [`Listener`], and an example of one.

use async_trait::async_trait;
use contract::{paths, site::EmailVerification};
use mail::{
    AccountChanged, AccountDeleted, Circumstances, ConnectionChanged, NewDevice, PasswordChanged, Welcome,
};
use sea_orm::DatabaseTransaction;
use time::OffsetDateTime;

use crate::{
    Auth, Error,
    audit::{EmailSetBy, Event, EventKind, Listener, Origin},
    mail::outbox,
    user_agent,
};

/// The listener.
pub struct SecurityNotifications;

#[async_trait]
impl Listener for SecurityNotifications {
    fn name(&self) -> &'static str {
        "security_notifications"
    }

    fn wants(&self, kind: &EventKind) -> bool {
        matches!(
            kind,
            EventKind::UserCreated
                | EventKind::EmailConfirmed { is_first: true }
                | EventKind::LoggedIn {
                    is_new_device: true,
                    ..
                }
                | EventKind::PasswordChanged { .. }
                // The owner's own change is told by its verb, with the way back.
                | EventKind::EmailChanged {
                    by: EmailSetBy::Staff,
                    ..
                }
                | EventKind::PasswordDisabled
                | EventKind::SocialAccountConnected { is_sign_up: false, .. }
                | EventKind::SocialAccountDisconnected { .. }
                | EventKind::UserDeleted
        )
    }

    async fn on_event(&self, auth: &Auth, db: &DatabaseTransaction, event: &Event) -> Result<(), Error> {
        let Some(affected) = &event.affected else {
            return Ok(());
        };
        let Some(to) = affected.email.as_deref() else {
            return Ok(());
        };
        let username = affected.username.as_str();
        let circumstances = &circumstances(&event.origin, event.at);
        let waits_for_confirmation = auth.site.email_verification == EmailVerification::Mandatory;
        match &event.kind {
            // A user who has to confirm the address first is welcomed after that.
            EventKind::UserCreated if waits_for_confirmation => Ok(()),
            EventKind::EmailConfirmed { .. } if !waits_for_confirmation => Ok(()),
            EventKind::UserCreated | EventKind::EmailConfirmed { .. } => {
                let mail = Welcome {
                    username,
                    dashboard_path: paths::DASHBOARD,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            EventKind::LoggedIn { .. } => {
                let mail = NewDevice {
                    username,
                    circumstances,
                    sessions_path: paths::SESSIONS,
                    reset_path: paths::PASSWORD_RESET,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            EventKind::PasswordChanged { .. } => {
                let mail = PasswordChanged {
                    username,
                    circumstances,
                    reset_path: paths::PASSWORD_RESET,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            EventKind::EmailChanged { .. } | EventKind::PasswordDisabled => {
                let what = if event.kind == EventKind::PasswordDisabled {
                    "its password was taken away"
                } else {
                    "it has another email address"
                };
                let mail = AccountChanged {
                    username,
                    what,
                    circumstances,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            EventKind::SocialAccountConnected {
                provider, account, ..
            }
            | EventKind::SocialAccountDisconnected { provider, account } => {
                let mail = ConnectionChanged {
                    username,
                    provider: &auth.providers.label(provider),
                    account,
                    is_connected: matches!(event.kind, EventKind::SocialAccountConnected { .. }),
                    circumstances,
                    connections_path: paths::CONNECTIONS,
                    reset_path: paths::PASSWORD_RESET,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            EventKind::UserDeleted => {
                let mail = AccountDeleted {
                    username,
                    circumstances,
                };
                outbox::enqueue(auth, db, to, &mail).await
            }
            _ => Ok(()),
        }
    }
}

/// When, with what and from where, for a mail.
pub(crate) fn circumstances(origin: &Origin, at: OffsetDateTime) -> Circumstances {
    let client = &origin.client;
    let (year, month, day) = at.to_calendar_date();
    let (hour, minute) = (at.hour(), at.minute());
    Circumstances {
        at: format!("{day} {month} {year}, {hour:02}:{minute:02} UTC"),
        device: user_agent::describe(client.user_agent.as_deref().unwrap_or_default()),
        address: client
            .ip_address
            .clone()
            .unwrap_or_else(|| "unknown address".to_owned()),
    }
}
