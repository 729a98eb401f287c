//! The viewer's accounts at providers.

use auth::social::{self, Purpose};
use contract::{
    forms::{ConnectAccount, DisconnectAccount, FormData},
    paths,
    settings::{Connection, Connections},
};
use leptos::prelude::*;
use time::OffsetDateTime;
use web::{
    AppError, Next, Request,
    components::{
        FormErrors, PostButton, ProviderButtons, ProviderLogo, RelativeTime, SettingsCard, SettingsLayout,
    },
    redirect,
};

use crate::account::social::start;

/// The page at `/settings/connections`.
pub(super) async fn connections_page(request: Request) -> Result<impl IntoView, AppError> {
    let connections = social::connections::list(&request.auth, request.viewer()?.id).await?;
    let has_providers = !request.auth.providers.is_empty();
    let rows: Vec<_> = connections
        .rows
        .iter()
        .map(|row| {
            let brand = request
                .auth
                .providers
                .get(&row.provider)
                .map_or(oauth::Brand::Plain, |provider| provider.brand());
            (row.clone(), brand)
        })
        .collect();
    Ok(view! {
        <SettingsLayout title="Connected accounts">
            <Accounts rows connections has_providers />
            {has_providers
                .then(|| {
                    view! {
                        <SettingsCard
                            title="Connect an account"
                            id="connect-title"
                            lead=view! { <p>"Log in with it here from then on."</p> }.into_any()
                        >
                            <ProviderButtons form=ConnectAccount::FORM verb="Connect" />
                        </SettingsCard>
                    }
                })}
        </SettingsLayout>
    })
}

#[component]
fn Accounts(
    rows: Vec<(Connection, oauth::Brand)>,
    connections: Connections,
    has_providers: bool,
) -> impl IntoView {
    let lead = match (rows.is_empty(), has_providers) {
        (true, true) => "You have not connected any accounts.",
        (true, false) => "This site offers no accounts to connect.",
        (false, _) => "You can log in with these accounts.",
    };
    let first_password = (!connections.has_password).then(|| {
        view! {
            <p class="card__footer">
                "Your account has no password. " <a href=paths::SET_FIRST_PASSWORD>"Set a password"</a>
                " to log in without a connected account."
            </p>
        }
    });
    let as_of = connections.as_of;
    let rows = rows
        .into_iter()
        .map(|(row, brand)| view! { <Account row brand as_of /> })
        .collect_view();
    view! {
        <SettingsCard
            title="Connected accounts"
            id="connections-title"
            lead=view! { <p>{lead}</p> }.into_any()
        >
            <FormErrors form=DisconnectAccount::FORM />
            <ul class="items">{rows}</ul>
            {first_password}
        </SettingsCard>
    }
}

#[component]
fn Account(row: Connection, brand: oauth::Brand, as_of: OffsetDateTime) -> impl IntoView {
    let id = format!("connection-{}", row.id);
    let action = if row.is_last_login_method {
        view! { <span class="item__note">"Your only way to log in"</span> }.into_any()
    } else {
        view! {
            <PostButton
                path=paths::fill(paths::DISCONNECT, &[&row.id.to_string()])
                label="Disconnect"
                class="button button--quiet button--small"
                described_by=id.clone()
            />
        }
        .into_any()
    };
    let account = (!row.account.is_empty()).then(|| view! { <span>{row.account}</span> " " });
    let last_login = row
        .last_login_at
        .map(|at| view! { " " <span>"last used " <RelativeTime at as_of /></span> });
    view! {
        <li class="item">
            <ProviderLogo brand />
            <div class="item__text">
                <p class="item__title">
                    <span id=id>{row.provider_label}</span>
                </p>
                <p class="item__note">
                    {account} <span>"connected " <RelativeTime at=row.connected_at as_of /></span> {last_login}
                </p>
            </div>
            {action}
        </li>
    }
}

/// Sends the browser to the provider of the account.
pub(super) async fn connect(request: Request, _: ConnectAccount) -> Result<Next, AppError> {
    start(&request, Purpose::Connect, "").await
}

/// Disconnects an account. Sessions that were opened with it end, except for this one.
pub(super) async fn disconnect(request: Request, _: DisconnectAccount) -> Result<Next, AppError> {
    let provider =
        social::connections::disconnect(&request.auth, &request.context, &request.session, request.id()?)
            .await?;
    Ok(redirect(paths::CONNECTIONS).flash(format!("Your {provider} account has been disconnected.")))
}
