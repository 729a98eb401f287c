//! A whole application in the test's own process, on a database of its own.

use app::ssr::Assets;
use std::time::Duration;

use auth::{
    Auth, Clock, Database, groups,
    password::{self, Argon2Params, Hasher},
    permissions,
    users::NewUser,
};
use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use contract::role::Role;
use entity::user;
use leptos::config::LeptosOptions;
use server::{
    config::{Config, Variables},
    router::router,
    state::AppState,
};
use tower::ServiceExt;

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
    pub auth: Auth,
    pub clock: Clock,
    router: Router,
}

impl TestApp {
    /// With the default configuration.
    pub async fn start(url: String) -> Self {
        Self::configured(url, &[]).await
    }

    /// With room for one password at a time and no patience.
    pub async fn overloaded(url: String) -> Self {
        Self::assemble(url, &[], |state| {
            let expensive = Argon2Params::new(64 * 1024, 3, 1).expect("parameters");
            state.auth.hasher = Hasher::new(expensive, 1, Duration::from_millis(1));
        })
        .await
    }

    /// With these variables set.
    pub async fn configured(url: String, variables: &[(&str, &str)]) -> Self {
        Self::assemble(url, variables, |_| {}).await
    }

    async fn assemble(url: String, variables: &[(&str, &str)], change: impl FnOnce(&mut AppState)) -> Self {
        let mut all = QUICK_ARGON2.to_vec();
        all.push(("DATABASE_URL", &url));
        all.push(("SECRET_KEY", "a key for tests and nothing else"));
        all.extend_from_slice(variables);
        let config = Config::read(&Variables::from_pairs(&all)).expect("a configuration");
        let db = Database::connect(&url).await.expect("a database");
        migration::up(db.writer()).await.expect("migrated");
        permissions::synchronise(db.writer()).await.expect("permissions");
        permissions::seed_roles(db.writer()).await.expect("roles");
        let assets = Assets {
            style: "/pkg/portico.css".into(),
            script: "/pkg/portico.js".into(),
            wasm: "/pkg/portico.wasm".into(),
            reload: None,
        };
        let clock = Clock::system();
        let leptos = LeptosOptions::builder().output_name("portico").build();
        let mut state = AppState::new(config, db, clock.clone(), assets, leptos);
        change(&mut state);
        Self {
            auth: state.auth.clone(),
            clock,
            router: router(state),
        }
    }

    /// A user in the group of this role, with [`PASSWORD`].
    pub async fn user(&self, name: &str, role: Option<Role>) -> user::Model {
        let encoded = password::hash(PASSWORD, &self.auth.hasher.params()).expect("a hash");
        self.user_with_hash(name, role, encoded).await
    }

    /// A user whose stored password is this text.
    pub async fn user_with_hash(&self, name: &str, role: Option<Role>, encoded: String) -> user::Model {
        let new = NewUser {
            username: auth::username::parse(name).expect("a name"),
            email: Some(auth::email_address::parse(&format!("{name}@example.com")).expect("an address")),
            password: encoded.into(),
            is_staff: false,
            is_superuser: false,
            email_is_confirmed: false,
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

    /// One request through every layer.
    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("the router does not fail")
    }
}
