//! A second factor follows a login at a provider as it follows any other.

use std::sync::Arc;

use async_trait::async_trait;
use auth::{
    Auth, Client, Error,
    authentication::{AuthContext, LoginAttempt, LoginOutcome, SecondFactor, complete_login, pending_login},
    sessions::{self, MethodUse, Store},
    social::{self, Callback, Outcome, PendingAction, Purpose, SocialError},
};
use tower_sessions::Session;
use url::Url;

use super::*;

/// A second factor that every user has.
struct Code;

#[async_trait]
impl SecondFactor for Code {
    fn name(&self) -> &'static str {
        "code"
    }

    async fn is_required(
        &self,
        _: &Auth,
        _: &user::Model,
        _: &Client,
        _: &[MethodUse],
    ) -> Result<bool, Error> {
        Ok(true)
    }
}

async fn is_logged_in(session: &Session) -> bool {
    sessions::binding(session).await.expect("reads").is_some()
}

/// Logs in at the provider, without the pages.
async fn finish(
    app: &TestApp,
    auth: &Auth,
    provider: &OpenIdProvider,
    session: &Session,
    login: &Login,
) -> Result<Outcome, SocialError> {
    let (client, context) = (Client::default(), AuthContext::anonymous(Client::default()));
    let to = social::start(auth, &context, session, "oidc", Purpose::LogIn, "")
        .await
        .expect("started");
    let callback = provider.approve(app, to.as_str(), login);
    let callback = Url::parse("http://127.0.0.1:3000")
        .and_then(|site| site.join(&callback))
        .expect("a URL");
    let value = |name| callback.query_pairs().find(|(key, _)| key == name);
    let callback = Callback {
        state: value("state").expect("a state").1.into_owned(),
        code: value("code").map(|(_, value)| value.into_owned()),
        issuer: value("iss").map(|(_, value)| value.into_owned()),
        error: None,
    };
    let attempt = LoginAttempt {
        session,
        client: &client,
        remember_me: false,
    };
    social::finish(auth, &context, &attempt, "oidc", &callback).await
}

testkit::on_both_databases! {
    /// T-OIDC-15.
    async fn a_second_factor_is_asked_for(url: String) {
        let provider = OpenIdProvider::start().await;
        let app = configured(url, &provider, &[]).await;
        logged_in(&app, &provider, &alice()).await;
        confirmed(&app, "bob").await;
        let before = rows(&app).await;
        let mut auth = app.auth.clone();
        auth.login_methods = auth.login_methods.with_second_factor(Arc::new(Code));
        let store = Arc::new(Store::new(auth.db.clone(), auth.clock.clone(), auth.sessions));
        let client = Client::default();

        let session = Session::new(None, store.clone(), None);
        let outcome = finish(&app, &auth, &provider, &session, &alice()).await.expect("an outcome");
        let Outcome::LogIn { outcome: LoginOutcome::SecondFactorRequired(factors), .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(factors, ["code"]);
        assert!(!is_logged_in(&session).await);
        let pending = pending_login(&auth, &session).await.expect("reads").expect("a login that waits");
        assert_eq!(pending.user.username, "alice");
        let attempt = LoginAttempt { session: &session, client: &client, remember_me: false };
        let outcome = complete_login(&auth, &attempt, &pending.user, "code").await.expect("an outcome");
        let LoginOutcome::LoggedIn(logged_in) = outcome else { panic!("{outcome:?}") };
        assert_eq!(logged_in.method, "oauth:oidc");
        assert!(is_logged_in(&session).await);

        // The password of an existing user connects nothing before the second factor.
        let session = Session::new(None, store, None);
        let bob = Login::of("of bob").email("bob@example.com", true);
        let outcome = finish(&app, &auth, &provider, &session, &bob).await.expect("an outcome");
        assert!(matches!(outcome, Outcome::FormRequired(PendingAction::Connect { .. })), "{outcome:?}");
        let attempt = LoginAttempt { session: &session, client: &client, remember_me: false };
        let (outcome, _) = social::connect_with_password(&auth, &attempt, testapp::PASSWORD.into()).await.expect("an outcome");
        assert!(matches!(outcome, LoginOutcome::SecondFactorRequired(_)), "{outcome:?}");
        assert!(!is_logged_in(&session).await);
        assert_eq!(rows(&app).await, before);
    }
}
