//! Logging in by any method, with a second factor, and authenticating again.

use std::sync::Arc;

use async_trait::async_trait;
use auth::{
    Auth, Client, Clock, Database, Error,
    audit::EventKind,
    authentication::{
        AuthContext, LoginAttempt, LoginMethod, LoginMethods, LoginOutcome, SecondFactor, complete_login,
        pending_login, reauthentication::complete_reauthentication,
    },
    authorization::viewer,
    passwords::{self, Argon2Params, Hasher},
    sessions::{self, AuthSession, Lifetimes, MethodUse, Store},
    settings::Settings,
    users::{self, NewUser, email_address, username},
};
use contract::site::{EmailVerification, Site};
use entity::{audit_entry, mail_request, session as row, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use time::Duration;
use tower_sessions_core::Session;

/// Everybody has to give a code, unless they came by `invitation`.
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
        methods: &[MethodUse],
    ) -> Result<bool, Error> {
        Ok(methods.iter().all(|used| used.method != "invitation"))
    }
}

async fn auth(url: &str, login_methods: LoginMethods) -> Auth {
    let db = Database::connect(url).await.expect("a database");
    migration::up(db.writer(), migration::core())
        .await
        .expect("migrated");
    let params = Argon2Params::new(64, 1, 1).expect("parameters");
    Auth {
        db,
        hasher: Hasher::new(params, 2, std::time::Duration::from_secs(5)),
        clock: Clock::system(),
        sessions: Lifetimes::default(),
        site: Site::default(),
        settings: Arc::new(Settings::default()),
        login_methods,
        providers: auth::social::Providers::default(),
        permissions: Arc::default(),
        kept_session_keys: std::sync::Arc::new(["draft"]),
        listeners: Arc::new([]),
        outbox_bell: Arc::default(),
    }
}

/// A user without a usable password.
async fn user(auth: &Auth, name: &str) -> user::Model {
    let username = username::parse(name).expect("a name");
    let new = NewUser {
        email: Some(email_address::parse(&format!("{name}@example.com")).expect("an address")),
        ..NewUser::new(username, passwords::make_unusable().into())
    };
    users::insert(auth.db.writer(), new, auth.clock.now())
        .await
        .expect("a user")
}

fn store(auth: &Auth) -> Arc<Store> {
    Arc::new(Store::new(auth.db.clone(), auth.clock.clone(), auth.sessions))
}

fn session(auth: &Auth) -> Session {
    Session::new(None, store(auth), None)
}

/// The session as the next request finds it.
async fn next(auth: &Auth, session: &Session) -> Session {
    session.save().await.expect("saved");
    Session::new(session.id(), store(auth), None)
}

async fn binding(session: &Session) -> Option<AuthSession> {
    sessions::binding(session).await.expect("reads")
}

async fn methods(session: &Session) -> Vec<String> {
    let methods = binding(session).await.expect("logged in").methods;
    methods.into_iter().map(|used| used.method).collect()
}

async fn context(auth: &Auth, session: &Session) -> AuthContext {
    let binding = binding(session).await.expect("logged in");
    let viewer = viewer::load(auth.db.reader(), binding.identity(), auth.clock.now()).await;
    AuthContext::of_session(
        viewer.expect("reads").expect("a viewer"),
        &binding,
        Client::default(),
    )
}

async fn log_in(
    auth: &Auth,
    session: &Session,
    user: &user::Model,
    method: &str,
) -> Result<LoginOutcome, Error> {
    let client = Client::default();
    let attempt = LoginAttempt {
        session,
        client: &client,
        remember_me: method != "code",
    };
    complete_login(auth, &attempt, user, method).await
}

async fn audited(auth: &Auth) -> Vec<audit_entry::Model> {
    audit_entry::Entity::find()
        .order_by_asc(audit_entry::Column::Id)
        .all(auth.db.reader())
        .await
        .expect("reads")
}

testkit::on_both_databases! {
    /// Whatever the method is: the account is checked, and the log-in is written down.
    async fn every_method_ends_in_the_same_checks(url: String) {
        let mut auth = auth(&url, LoginMethods::default().with(LoginMethod::new("oauth:google"))).await;
        let alice = user(&auth, "alice").await;
        let session = session(&auth);
        assert!(matches!(log_in(&auth, &session, &alice, "sesame").await, Err(Error::Internal(_))), "not registered");
        let outcome = log_in(&auth, &session, &alice, "oauth:google").await.expect("an outcome");
        let LoginOutcome::LoggedIn(logged_in) = outcome else { panic!("{outcome:?}") };
        assert!(logged_in.device.is_some(), "the browser is known from now on");
        let session = next(&auth, &session).await;
        assert_eq!(methods(&session).await, ["oauth:google"]);
        let stored = users::by_username(auth.db.reader(), "alice").await.expect("reads").expect("is there");
        assert!(stored.last_login.is_some());

        let mut inactive = alice.clone().into_active_model();
        inactive.is_active = Set(false);
        let inactive = inactive.update(auth.db.writer()).await.expect("saved");
        let other = self::session(&auth);
        assert!(matches!(log_in(&auth, &other, &inactive, "oauth:google").await, Err(Error::Refused(_))));
        assert_eq!(binding(&other).await, None);

        auth.site.email_verification = EmailVerification::Mandatory;
        let outcome = log_in(&auth, &other, &alice, "oauth:google").await.expect("an outcome");
        assert!(matches!(outcome, LoginOutcome::EmailConfirmationRequired), "{outcome:?}");
        assert_eq!(binding(&other).await, None);
        assert_eq!(mail_request::Entity::find().all(auth.db.reader()).await.expect("reads").len(), 1, "the link goes out again");
        let events: Vec<_> = audited(&auth).await.into_iter().map(|entry| (entry.event, entry.details)).collect();
        for (entry, (event, detail)) in events.iter().zip([
            ("user_logged_in", "oauth:google"),
            ("user_login_failed", "inactive"),
            ("user_login_failed", "not_confirmed"),
        ]) {
            assert!(entry.0 == event && entry.1.contains(detail), "{events:?}");
        }
        assert_eq!(events.len(), 3, "{events:?}");
    }

    async fn a_second_factor_stands_between_the_first_and_the_session(url: String) {
        let methods_with_code = LoginMethods::default()
            .with(LoginMethod::new("invitation"))
            .with_second_factor(Arc::new(Code));
        let auth = auth(&url, methods_with_code).await;
        let (alice, bob) = (user(&auth, "alice").await, user(&auth, "bob").await);
        let session = session(&auth);
        session.insert("draft", 3).await.expect("inserted");
        session.insert("opened_reset", 4).await.expect("inserted");
        session.save().await.expect("saved");
        let planted = session.id();

        assert!(matches!(log_in(&auth, &session, &alice, "code").await, Err(Error::SessionOver)), "a factor is no first step");
        let outcome = log_in(&auth, &session, &alice, "password").await.expect("an outcome");
        assert!(matches!(&outcome, LoginOutcome::SecondFactorRequired(factors) if factors == &["code"]), "{outcome:?}");
        let session = next(&auth, &session).await;
        assert_ne!(session.id(), planted);
        assert_eq!(binding(&session).await, None, "nobody is logged in");
        assert!(audited(&auth).await.is_empty());
        let pending = pending_login(&auth, &session).await.expect("reads").expect("a pending log-in");
        assert_eq!(pending.user.id, alice.id);

        assert!(matches!(log_in(&auth, &session, &bob, "code").await, Err(Error::SessionOver)), "of another user");
        log_in(&auth, &session, &pending.user, "code").await.expect("logged in");
        let session = next(&auth, &session).await;
        assert_eq!(methods(&session).await, ["password", "code"]);
        assert!(binding(&session).await.expect("logged in").is_remembered, "as the first step had it");
        assert_eq!(session.get::<i32>("draft").await.expect("reads"), Some(3));
        assert_eq!(session.get_value("opened_reset").await.expect("reads"), None, "not on the list");
        assert!(pending_login(&auth, &session).await.expect("reads").is_none());
        let entries = audited(&auth).await;
        assert!(entries.len() == 1 && entries[0].details.contains(r#""methods":["password","code"]"#), "{entries:?}");

        let invited = self::session(&auth);
        let outcome = log_in(&auth, &invited, &bob, "invitation").await.expect("an outcome");
        assert!(matches!(outcome, LoginOutcome::LoggedIn(_)), "the factor asks for nothing after this method");
    }

    async fn a_pending_login_ends_with_its_time_and_with_the_password(url: String) {
        let auth = auth(&url, LoginMethods::default().with_second_factor(Arc::new(Code))).await;
        let alice = user(&auth, "alice").await;
        let session = session(&auth);
        let is_pending = async || pending_login(&auth, &session).await.expect("reads").is_some();
        log_in(&auth, &session, &alice, "password").await.expect("an outcome");
        auth.clock.advance(Duration::minutes(9));
        assert!(is_pending().await);
        auth.clock.advance(Duration::minutes(1));
        assert!(!is_pending().await);
        assert!(matches!(log_in(&auth, &session, &alice, "code").await, Err(Error::SessionOver)));

        log_in(&auth, &session, &alice, "password").await.expect("an outcome");
        passwords::change::set_by_operator(&auth, alice.id, "a brand new password".into()).await.expect("set");
        assert!(!is_pending().await);
        assert!(matches!(log_in(&auth, &session, &alice, "code").await, Err(Error::SessionOver)));
    }

    /// A user without a usable password satisfies a page that wants a recent authentication by another method.
    async fn any_method_that_reauthenticates_refreshes_a_session(url: String) {
        let both = LoginMethods::default()
            .with(LoginMethod::new("invitation"))
            .with(LoginMethod::new("oauth:google").reauthenticates());
        let auth = auth(&url, both).await;
        let alice = user(&auth, "alice").await;
        let session = session(&auth);
        log_in(&auth, &session, &alice, "oauth:google").await.expect("logged in");
        let session = next(&auth, &session).await;
        let before = session.id();
        auth.clock.advance(Duration::minutes(11));
        let stale = context(&auth, &session).await;
        assert!(!stale.is_recently_authenticated(auth.clock.now()));
        let refused = complete_reauthentication(&auth, &stale, &session, "invitation").await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");

        complete_reauthentication(&auth, &stale, &session, "oauth:google").await.expect("refreshed");
        let session = next(&auth, &session).await;
        assert_ne!(session.id(), before);
        assert!(context(&auth, &session).await.is_recently_authenticated(auth.clock.now()));
        assert_eq!(methods(&session).await, ["oauth:google"], "it stands once");

        let without = LoginMethods::default();
        assert!(!without.accepts(&binding(&session).await.expect("logged in").methods), "the session would end");
    }

    /// Sessions from before the list of methods are read by their old columns.
    async fn a_session_from_before_the_methods_goes_on(url: String) {
        let auth = auth(&url, LoginMethods::default()).await;
        let alice = user(&auth, "alice").await;
        let session = session(&auth);
        log_in(&auth, &session, &alice, "password").await.expect("logged in");
        session.save().await.expect("saved");
        let stored = row::Entity::find().one(auth.db.reader()).await.expect("reads").expect("a row");
        assert_eq!(stored.backend.as_deref(), Some("password"), "an older binary reads it");
        for (list, is_read) in [(None, true), (Some("nonsense"), false)] {
            let mut old = stored.clone().into_active_model();
            old.methods = Set(list.map(str::to_owned));
            old.update(auth.db.writer()).await.expect("saved");
            let found = binding(&Session::new(session.id(), store(&auth), None)).await;
            assert_eq!(found.is_some(), is_read, "{list:?}");
            assert!(found.is_none_or(|found| auth.login_methods.accepts(&found.methods)));
        }
    }

    /// The log names the person behind an impersonated user, and the user.
    async fn the_log_keeps_both_persons_and_the_credential(url: String) {
        let auth = auth(&url, LoginMethods::default()).await;
        let alice = user(&auth, "alice").await;
        let session = session(&auth);
        log_in(&auth, &session, &alice, "password").await.expect("logged in");
        let own = context(&auth, &session).await;
        for context in [own.clone(), own.impersonated_by(77), AuthContext::anonymous(Client::default())] {
            auth.record_alone(EventKind::AllSessionsEnded, None, &context.origin()).await.expect("recorded");
        }
        let entries: Vec<_> = audited(&auth)
            .await
            .into_iter()
            .skip(1)
            .map(|entry| (entry.actor_id, entry.impersonated_id, entry.credential))
            .collect();
        let session = || Some("session".to_owned());
        assert_eq!(entries, [
            (Some(alice.id), None, session()),
            (Some(77), Some(alice.id), session()),
            (None, None, None),
        ]);
    }
}
