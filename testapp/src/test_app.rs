//! A whole application in the test's own process, on a database of its own.

use std::{sync::Arc, time::Duration};

use auth::{
    Auth, Client, Clock, Database,
    authentication::{AuthContext, LoginMethods},
    authorization::{groups, permissions, viewer},
    passwords::{self, Argon2Params, Hasher},
    sessions::{AuthSession, MethodUse},
    users::NewUser,
};
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use contract::{mailbox::MailRow, role::Role, viewer::Viewer};
use entity::{audit_entry, user};
use sea_orm::{EntityTrait, QueryOrder};
use server::{
    config::{Config, Variables},
    domains::{domains, migrations},
    router::router,
    state::{self, AppState},
};
use tower::ServiceExt;
use web::{Services, routing::RouteTable, services::Assets};

/// Good by every rule, and what all users of a test have.
pub const PASSWORD: &str = "tangerine sky over rooftops";

/// Cheap on purpose: these tests are not about how long hashing takes.
const QUICK_ARGON2: [(&str, &str); 3] = [
    ("ARGON2_MEMORY_KIB", "64"),
    ("ARGON2_TIME", "1"),
    ("ARGON2_PARALLELISM", "1"),
];

/// The application and what stands behind it.
pub struct TestApp {
    /// The rules of accounts, on the database of the test.
    pub auth: Auth,
    /// The clock of the application, which a test can advance.
    pub clock: Clock,
    services: Arc<Services>,
    router: Router,
}

impl TestApp {
    /// With the default configuration.
    pub async fn start(url: String) -> Self {
        Self::configured(url, &[]).await
    }

    /// With room for one password at a time and no patience.
    pub async fn overloaded(url: String) -> Self {
        Self::assemble(url, &[], |_, auth| {
            let expensive = Argon2Params::new(64 * 1024, 3, 1).expect("parameters");
            auth.hasher = Hasher::new(expensive, 1, Duration::from_millis(1));
        })
        .await
    }

    /// With room for one password at a time, and much patience: a test that holds the place
    /// ([`Hasher::occupy`](auth::passwords::Hasher::occupy)) holds up every password check.
    pub async fn one_hash_at_a_time(url: String) -> Self {
        Self::assemble(url, &[], |_, auth| {
            auth.hasher = Hasher::new(auth.hasher.params(), 1, Duration::from_mins(1));
        })
        .await
    }

    /// With these listeners and no others.
    pub async fn listened_to(url: String, listeners: auth::audit::Listeners) -> Self {
        Self::assemble(url, &[], |_, auth| auth.listeners = listeners).await
    }

    /// With these ways to log in and no others.
    pub async fn backed_by(url: String, methods: LoginMethods) -> Self {
        Self::assemble(url, &[], |_, auth| auth.login_methods = methods).await
    }

    /// In development under this public address, which the configuration would refuse.
    pub async fn published(url: String, public_url: &str) -> Self {
        let public_url = public_url.parse().expect("a URL");
        Self::assemble(url, &[], |config, _| config.public_url = public_url).await
    }

    /// With these variables set.
    pub async fn configured(url: String, variables: &[(&str, &str)]) -> Self {
        Self::assemble(url, variables, |_, _| {}).await
    }

    async fn assemble(
        url: String,
        variables: &[(&str, &str)],
        change: impl FnOnce(&mut Config, &mut Auth),
    ) -> Self {
        let mut all = QUICK_ARGON2.to_vec();
        all.push(("DATABASE_URL", &url));
        all.push(("SECRET_KEY", "a key for tests and nothing else"));
        all.extend_from_slice(variables);
        let mut config = Config::read(&Variables::from_pairs(&all)).expect("a configuration");
        let db = Database::connect(&url).await.expect("a database");
        migration::up(db.writer(), migrations(&domains()))
            .await
            .expect("migrated");
        let clock = Clock::system();
        let mut auth = state::auth(&config, db.clone(), clock.clone());
        permissions::synchronise(db.writer(), &auth.permissions)
            .await
            .expect("permissions");
        permissions::seed_roles(db.writer(), &auth.permissions)
            .await
            .expect("roles");
        let assets = Assets {
            style: "/pkg/portico.css".into(),
            script: "/pkg/portico.js".into(),
            wasm: "/pkg/portico.wasm".into(),
            reload: None,
        };
        change(&mut config, &mut auth);
        let state = AppState::new(config, auth.clone(), assets);
        Self {
            auth,
            clock,
            services: Arc::clone(&state.services),
            router: router(state),
        }
    }

    /// Every route of the application.
    pub fn routes(&self) -> &RouteTable {
        &self.services.routes
    }

    /// A user in the group of this role, with [`PASSWORD`].
    pub async fn user(&self, name: &str, role: Option<Role>) -> user::Model {
        let encoded = passwords::hash(PASSWORD, &self.auth.hasher.params()).expect("a hash");
        self.user_with_hash(name, role, encoded).await
    }

    /// A user whose stored password is this text.
    pub async fn user_with_hash(&self, name: &str, role: Option<Role>, encoded: String) -> user::Model {
        let username = auth::users::username::parse(name).expect("a name");
        let email = auth::users::email_address::parse(&format!("{name}@example.com")).expect("an address");
        let new = NewUser {
            email: Some(email),
            ..NewUser::new(username, encoded.into())
        };
        let user = auth::users::insert(self.auth.db.writer(), new, self.clock.now())
            .await
            .expect("a user");
        if let Some(role) = role {
            groups::join(self.auth.db.writer(), user.id, role.group())
                .await
                .expect("a member");
        }
        user
    }

    /// The context of a request of this user, who has logged in with a password a moment ago.
    pub async fn context_of(&self, user: &user::Model) -> AuthContext {
        let now = self.clock.now();
        let session = AuthSession {
            user_id: user.id,
            auth_epoch: user.auth_epoch,
            methods: vec![MethodUse::new("password", now)],
            started_at: now,
            is_remembered: false,
            ip_address: None,
            user_agent: None,
        };
        let viewer = viewer::load(self.auth.db.reader(), session.identity(), now).await;
        AuthContext::of_session(
            viewer.expect("reads").expect("a viewer"),
            &session,
            Client::default(),
        )
    }

    /// This user as a request would see them.
    pub async fn viewer(&self, name: &str) -> Viewer {
        let user = self.stored(name).await;
        self.context_of(&user)
            .await
            .viewer()
            .expect("an active user")
            .clone()
    }

    /// Every mail that was written, newest first, after answering what was asked for.
    pub async fn mails(&self) -> Vec<MailRow> {
        auth::mailbox::read(&self.auth, "noreply@example.com")
            .await
            .expect("a mailbox")
    }

    /// The subjects of all mails to this address, newest first.
    pub async fn subjects(&self, to: &str) -> Vec<String> {
        let mails = self.mails().await.into_iter();
        mails
            .filter(|mail| mail.to == to)
            .map(|mail| mail.subject)
            .collect()
    }

    /// The path in the newest mail to this address that begins so.
    pub async fn link(&self, to: &str, begins: &str) -> String {
        let wanted = format!("http://127.0.0.1:3000{begins}");
        let mails = self.mails().await;
        let link = mails.iter().filter(|mail| mail.to == to).find_map(|mail| {
            mail.text
                .split_whitespace()
                .find(|word| word.starts_with(&wanted))
        });
        let link = link.unwrap_or_else(|| panic!("no mail to {to} with a link to {begins}"));
        link["http://127.0.0.1:3000".len()..].to_owned()
    }

    /// The user of this name, as the database has them.
    pub async fn stored(&self, name: &str) -> user::Model {
        let user = auth::users::by_username(self.auth.db.reader(), name).await;
        user.expect("reads").expect("is there")
    }

    /// What the audit log says, oldest first: event, actor, whom.
    pub async fn audited(&self) -> Vec<(String, Option<i64>, Option<i64>)> {
        let entries = audit_entry::Entity::find()
            .order_by_asc(audit_entry::Column::Id)
            .all(self.auth.db.reader())
            .await
            .expect("reads");
        entries
            .into_iter()
            .map(|entry| (entry.event, entry.actor_id, entry.user_id))
            .collect()
    }

    /// One request through every layer.
    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("the router does not fail")
    }
}
