//! The viewer's accounts at providers.

use auth::social::{self, Purpose};
use contract::{
    forms::{ConnectAccount, DisconnectAccount, FormData},
    paths,
    settings::{Connection, Connections},
};
use leptos::prelude::*;
use oauth::Brand;
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
    let providers = &request.auth.providers;
    let brands: Vec<_> = connections
        .rows
        .iter()
        .map(|row| {
            let provider = providers.get(&row.provider);
            provider.map_or(Brand::Plain, |provider| provider.brand())
        })
        .collect();
    let is_connected = |name: &str| connections.rows.iter().any(|row| row.provider == name);
    let others: Vec<String> = providers
        .iter()
        .map(|provider| provider.name().to_owned())
        .filter(|name| !is_connected(name))
        .collect();
    let is_offered = !providers.is_empty();
    Ok(view! {
        <SettingsLayout title="Connected accounts">
            <Connected connections brands is_offered />
            {(!others.is_empty()).then(|| view! { <Others others /> })}
        </SettingsLayout>
    })
}

#[component]
fn Connected(connections: Connections, brands: Vec<Brand>, is_offered: bool) -> impl IntoView {
    let lead = match (connections.rows.is_empty(), is_offered) {
        (true, true) => "You have not connected any accounts.",
        (true, false) => "This site does not offer login with other accounts.",
        (false, _) => "You can log in with these accounts.",
    };
    let first_password = (!connections.has_password).then(|| {
        view! {
            <div class="card__footer">
                <p>
                    "Your account has no password. " <a href=paths::SET_FIRST_PASSWORD>"Set a password"</a>
                    " to log in without a connected account."
                </p>
            </div>
        }
    });
    let as_of = connections.as_of;
    let rows = connections
        .rows
        .into_iter()
        .zip(brands)
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
fn Others(others: Vec<String>) -> impl IntoView {
    view! {
        <SettingsCard
            title="Connect an account"
            id="connect-title"
            lead=view! { <p>"Use it to log in to this account."</p> }.into_any()
        >
            <ProviderButtons form=ConnectAccount::FORM verb="Connect" only=Some(others) />
        </SettingsCard>
    }
}

#[component]
fn Account(row: Connection, brand: Brand, as_of: OffsetDateTime) -> impl IntoView {
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
