//! Social login: whole journeys through the router, with providers in the process of the test.

mod admin;
mod connections;
mod github;
mod linking;
mod login;
mod passwordless;
mod races;
mod responses;
mod second_factor;
mod sign_up;
mod state;
mod stored_tokens;
mod tokens;
mod transport;

use axum::http::StatusCode;
use contract::role::Role;
use entity::{audit_entry, oauth_flow, session, social_account, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder,
};
use testapp::provider::{Login, OpenIdProvider};

use crate::{
    browser::{Answer, Browser},
    test_app::TestApp,
};

/// Starts a login with the OpenID Connect provider.
const LOG_IN: &str = "/oauth/oidc/login";
/// Its callback.
const CALLBACK: &str = "/oauth/oidc/callback";
/// The connected accounts of the user.
const CONNECTIONS: &str = "/settings/connections";
/// Starts connecting an account at the OpenID Connect provider.
const CONNECT: &str = "/settings/connections/oidc/connect";

/// The subjects of the mails about a connected account.
const CONNECTED: &str = "An account at Acme was connected";
const DISCONNECTED: &str = "An account at Acme was disconnected";

/// The application with this provider and these variables.
async fn configured(url: String, provider: &OpenIdProvider, variables: &[(&str, &str)]) -> TestApp {
    let all = [provider.variables().as_slice(), variables].concat();
    TestApp::configured(url, &all).await
}

/// A user about whom the provider says everything that a sign-up needs.
fn alice() -> Login {
    Login::of("subject-of-alice")
        .email("alice@example.com", true)
        .username("alice")
}

/// Submits a form that leads to the provider, and returns the authorization URL.
async fn to_provider(app: &TestApp, browser: &mut Browser, form: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post(app, form, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}: {}", answer.body);
    assert!(
        answer.location().contains("client_id="),
        "{form}: {}",
        answer.location()
    );
    answer.location().to_owned()
}

/// Logs in at the provider, and opens the callback.
async fn log_in(app: &TestApp, provider: &OpenIdProvider, browser: &mut Browser, login: &Login) -> Answer {
    go(app, provider, browser, LOG_IN, login).await
}

/// Submits a form that leads to the provider, logs in there, and opens the callback.
async fn go(
    app: &TestApp,
    provider: &OpenIdProvider,
    browser: &mut Browser,
    form: &str,
    login: &Login,
) -> Answer {
    let url = to_provider(app, browser, form, &[]).await;
    let callback = provider.approve(app, &url, login);
    browser.get(app, &callback).await
}

/// Connects an account in the settings.
async fn connect(app: &TestApp, provider: &OpenIdProvider, browser: &mut Browser, login: &Login) -> Answer {
    go(app, provider, browser, CONNECT, login).await
}

/// The path that disconnects the account with this subject.
async fn disconnect_path(app: &TestApp, subject: &str) -> String {
    let account = social_account::Entity::find()
        .filter(social_account::Column::Subject.eq(subject))
        .one(app.auth.db.reader())
        .await
        .expect("reads");
    format!(
        "/settings/connections/{}/disconnect",
        account.expect("connected").id
    )
}

async fn disconnect(app: &TestApp, browser: &mut Browser, subject: &str) -> Answer {
    let path = disconnect_path(app, subject).await;
    browser.post(app, &path, &[]).await
}

/// A new browser that has signed up or logged in with the provider.
async fn logged_in(app: &TestApp, provider: &OpenIdProvider, login: &Login) -> Browser {
    let mut browser = Browser::new();
    let answer = log_in(app, provider, &mut browser, login).await;
    assert_leads(&answer, "/dashboard");
    browser
}

/// A user with a password whose address is confirmed.
async fn confirmed(app: &TestApp, name: &str) -> user::Model {
    app.user(name, Some(Role::Customer)).await;
    let now = app.clock.now();
    set(app, name, |user| user.email_confirmed_at = Set(Some(now))).await
}

/// Changes the row of a user.
async fn set(app: &TestApp, name: &str, change: impl FnOnce(&mut user::ActiveModel)) -> user::Model {
    let mut row = app.stored(name).await.into_active_model();
    change(&mut row);
    row.update(app.auth.db.writer()).await.expect("updated")
}

fn assert_leads(answer: &Answer, path: &str) {
    let found = (answer.status, answer.location());
    assert_eq!(found, (StatusCode::SEE_OTHER, path), "{}", main_of(answer));
}

/// The rows that a login can write.
#[derive(Debug, PartialEq, Eq)]
struct Rows {
    users: u64,
    /// The owner and the subject of each connected account.
    accounts: Vec<(i64, String)>,
    /// The users of the sessions.
    sessions: Vec<i64>,
}

async fn rows(app: &TestApp) -> Rows {
    let db = app.auth.db.reader();
    let accounts = social_account::Entity::find()
        .order_by_asc(social_account::Column::Id)
        .all(db)
        .await
        .expect("reads");
    let sessions = session::Entity::find()
        .filter(session::Column::UserId.is_not_null())
        .order_by_asc(session::Column::UserId)
        .all(db)
        .await
        .expect("reads");
    Rows {
        users: user::Entity::find().count(db).await.expect("counts"),
        accounts: accounts
            .into_iter()
            .map(|account| (account.user_id, account.subject))
            .collect(),
        sessions: sessions
            .into_iter()
            .filter_map(|session| session.user_id)
            .collect(),
    }
}

/// The logins at the provider that are under way.
async fn flows(app: &TestApp) -> u64 {
    let flows = oauth_flow::Entity::find().count(app.auth.db.reader()).await;
    flows.expect("counts")
}

/// The reasons of failed logins at providers, oldest first.
async fn failures(app: &TestApp) -> Vec<String> {
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::Event.eq("social_login_failed"))
        .order_by_asc(audit_entry::Column::Id)
        .all(app.auth.db.reader())
        .await
        .expect("reads");
    entries
        .iter()
        .map(|entry| {
            let details: serde_json::Value = serde_json::from_str(&entry.details).expect("JSON");
            details["reason"].as_str().expect("a reason").to_owned()
        })
        .collect()
}

/// The names of the events in the audit log, oldest first.
async fn events(app: &TestApp) -> Vec<String> {
    app.audited().await.into_iter().map(|(event, ..)| event).collect()
}

/// The content of a page; empty if the response is no page.
fn main_of(answer: &Answer) -> &str {
    let main = answer.body.split("<main").nth(1).unwrap_or_default();
    main.split("</main>").next().unwrap_or_default()
}
