//! Authentication backends of a fork: they are asked in order, sessions record them, and removing one ends its sessions.

use std::sync::Arc;

use async_trait::async_trait;
use auth::{
    Auth, Error,
    audit::LoginFailure,
    authentication::{
        CredentialAnswer, CredentialBackend, Credentials, LoginMethods, PasswordBackend, Refusal,
    },
    users,
};
use axum::http::StatusCode;
use entity::{audit_entry, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryOrder};

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

/// Accepts every username with the right word as the password.
struct Sesame;

const WORD: &str = "open sesame";

#[async_trait]
impl CredentialBackend for Sesame {
    fn name(&self) -> &'static str {
        "sesame"
    }

    async fn authenticate(&self, auth: &Auth, credentials: &Credentials) -> Result<CredentialAnswer, Error> {
        let user = users::by_username(auth.db.reader(), &credentials.username).await?;
        Ok(match user {
            Some(user) if credentials.password == WORD => CredentialAnswer::Authenticated(Box::new(user)),
            user => CredentialAnswer::NotRecognized(Refusal {
                reason: LoginFailure::WrongPassword,
                user: user.map(Box::new),
            }),
        })
    }
}

/// Rejects every username that begins with an m, whatever other backends decide.
struct Bouncer;

#[async_trait]
impl CredentialBackend for Bouncer {
    fn name(&self) -> &'static str {
        "bouncer"
    }

    async fn authenticate(&self, _: &Auth, credentials: &Credentials) -> Result<CredentialAnswer, Error> {
        let refusal = Refusal {
            reason: LoginFailure::Vetoed,
            user: None,
        };
        Ok(if credentials.username.starts_with('m') {
            CredentialAnswer::Denied(refusal)
        } else {
            CredentialAnswer::NotRecognized(refusal)
        })
    }
}

async fn last_log_in(app: &TestApp) -> serde_json::Value {
    let entries = audit_entry::Entity::find()
        .order_by_desc(audit_entry::Column::Id)
        .all(app.auth.db.reader())
        .await
        .expect("reads");
    let entry = entries
        .into_iter()
        .find(|entry| entry.event.starts_with("user_log"))
        .expect("an entry");
    serde_json::from_str(&entry.details).expect("details")
}

testkit::on_both_databases! {
    async fn a_back_end_that_is_taken_away_ends_its_sessions(url: String) {
        let both = LoginMethods::new([Arc::new(PasswordBackend) as Arc<dyn CredentialBackend>, Arc::new(Sesame)]);
        let app = TestApp::backed_by(url.clone(), both).await;
        app.user("alice", None).await;
        app.user("bob", None).await;
        let (mut alice, mut bob) = (Browser::new(), Browser::new());
        alice.post(&app, "/login", &[("username", "alice"), ("password", PASSWORD)]).await;
        assert_eq!(last_log_in(&app).await["backend"], "password");
        bob.post(&app, "/login", &[("username", "bob"), ("password", WORD)]).await;
        assert_eq!(last_log_in(&app).await["backend"], "sesame");
        assert_eq!(alice.who(&app).await.as_deref(), Some("alice"));
        assert_eq!(bob.who(&app).await.as_deref(), Some("bob"));

        let later = TestApp::backed_by(url.clone(), LoginMethods::default()).await;
        assert_eq!(alice.who(&later).await.as_deref(), Some("alice"));
        assert_eq!(bob.who(&later).await, None, "nobody knows bob any more");

        // Adding the backend again does not restore sessions that have ended.
        let both = LoginMethods::new([Arc::new(PasswordBackend) as Arc<dyn CredentialBackend>, Arc::new(Sesame)]);
        let again = TestApp::backed_by(url, both).await;
        assert_eq!(bob.who(&again).await, None);
    }

    async fn a_veto_stops_the_chain_and_looks_like_a_wrong_password(url: String) {
        let strict = LoginMethods::new([Arc::new(Bouncer) as Arc<dyn CredentialBackend>, Arc::new(PasswordBackend)]);
        let app = TestApp::backed_by(url, strict).await;
        app.user("alice", None).await;
        app.user("mallory", None).await;
        let mut alice = Browser::new();
        alice.post(&app, "/login", &[("username", "alice"), ("password", PASSWORD)]).await;
        assert_eq!(alice.who(&app).await.as_deref(), Some("alice"));

        let right = [("username", "mallory"), ("password", PASSWORD)];
        let wrong = [("username", "mallory"), ("password", "not the password")];
        let vetoed = Browser::script().post(&app, "/login", &right).await;
        assert_eq!(last_log_in(&app).await["reason"], "vetoed");
        let refused = Browser::script().post(&app, "/login", &wrong).await;
        assert_eq!((vetoed.status, vetoed.body), (refused.status, refused.body));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn no_back_end_lets_an_inactive_user_in(url: String) {
        let app = TestApp::backed_by(url, LoginMethods::new([Arc::new(Sesame) as Arc<dyn CredentialBackend>])).await;
        let user = app.user("alice", None).await;
        let inactive = user::ActiveModel {
            id: Set(user.id),
            is_active: Set(false),
            ..Default::default()
        };
        inactive.update(app.auth.db.writer()).await.expect("saved");
        let mut browser = Browser::new();
        browser.post(&app, "/login", &[("username", "alice"), ("password", WORD)]).await;
        assert_eq!(browser.who(&app).await, None);
        assert_eq!(last_log_in(&app).await["reason"], "inactive");
    }
}
