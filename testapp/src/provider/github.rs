//! The part of GitHub Enterprise Server that a login uses.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::http::StatusCode;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{
    Authorization, CLIENT_ID, CLIENT_SECRET, Reply, Stub,
    authorization::{Expected, callback_path},
    stub::{Call, lock},
};

/// The name in the application.
const NAME: &str = "github";

/// GitHub on its own port, stopped on drop. It is configured in the application as `github`.
pub struct GitHub {
    stub: Stub,
    state: Arc<State>,
    url: String,
}

/// The requests, and replies that differ from GitHub's.
impl Deref for GitHub {
    type Target = Stub;

    fn deref(&self) -> &Stub {
        &self.stub
    }
}

#[derive(Default)]
struct State {
    /// The number of codes.
    issued: AtomicUsize,
    /// By code. A code is removed when it is used.
    codes: Mutex<HashMap<String, (Authorization, GitHubUser)>>,
    tokens: Mutex<HashMap<String, GitHubUser>>,
}

/// A user of GitHub.
#[derive(Clone)]
pub struct GitHubUser {
    profile: Value,
    emails: Vec<Value>,
}

impl GitHubUser {
    /// A user without an email address.
    pub fn new(id: impl Into<Value>, login: &str) -> Self {
        Self {
            profile: json!({
                "id": id.into(),
                "login": login,
                "name": "Mona Lisa",
                "avatar_url": "https://avatars.example/u/1",
                "email": null,
                "site_admin": true,
            }),
            emails: Vec::new(),
        }
    }

    /// Adds an address.
    #[must_use]
    pub fn email(mut self, address: &str, is_primary: bool, is_verified: bool) -> Self {
        self.emails.push(json!({
            "email": address,
            "primary": is_primary,
            "verified": is_verified,
            "visibility": null,
        }));
        self
    }
}

impl GitHub {
    /// The path of the token endpoint.
    pub const TOKEN: &str = "/login/oauth/access_token";
    /// The path of the user's profile.
    pub const USER: &str = "/api/v3/user";
    /// The path of the user's addresses.
    pub const EMAILS: &str = "/api/v3/user/emails";

    /// Starts the server.
    pub async fn start() -> Self {
        let (stub, listener) = Stub::bind().await;
        let state = Arc::<State>::default();
        let answering = Arc::clone(&state);
        Self {
            url: stub.url(),
            stub: stub.serve(listener, move |call| answering.answer(call)),
            state,
        }
    }

    /// The variables that configure it in the application.
    pub fn variables(&self) -> [(&str, &str); 3] {
        [
            ("OAUTH_GITHUB_URL", &self.url),
            ("OAUTH_GITHUB_CLIENT_ID", CLIENT_ID),
            ("OAUTH_GITHUB_CLIENT_SECRET", CLIENT_SECRET),
        ]
    }

    /// Lets this user log in, who was sent to this authorization URL. Returns the path and query of the callback to which GitHub sends the
    /// browser.
    pub fn approve(&self, url: &str, user: &GitHubUser) -> String {
        let expected = Expected {
            endpoint: &format!("{}/login/oauth/authorize", self.url),
            provider: NAME,
            scope: "read:user user:email",
            random: &["state", "code_challenge"],
            optional: &["prompt"],
        };
        let request = Authorization::check(url, &expected);
        let state = request.value("state").to_owned();
        let number = self.state.issued.fetch_add(1, Ordering::Relaxed) + 1;
        let code = format!("code-{number}");
        lock(&self.state.codes).insert(code.clone(), (request, user.clone()));
        let issuer = format!("{}/login/oauth", self.url);
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("code", code), ("state", state), ("iss", issuer)])
            .finish();
        format!("{}?{query}", callback_path(NAME))
    }
}

impl State {
    fn answer(&self, call: &Call) -> Reply {
        match call.path.as_str() {
            GitHub::TOKEN => self.token(call),
            GitHub::USER => self.of_user(call, |user| user.profile.clone()),
            GitHub::EMAILS => self.of_user(call, |user| user.emails.clone().into()),
            _ => not_found(),
        }
    }

    /// Exchanges a code, once. GitHub reports an error with status 200.
    fn token(&self, call: &Call) -> Reply {
        let refuse = |error: &str| Reply::Json(json!({ "error": error, "error_description": "<b>no</b>" }));
        if (call.field("client_id"), call.field("client_secret")) != (CLIENT_ID, CLIENT_SECRET) {
            return refuse("incorrect_client_credentials");
        }
        let Some((request, user)) = lock(&self.codes).remove(call.field("code")) else {
            return refuse("bad_verification_code");
        };
        if call.field("redirect_uri") != request.value("redirect_uri") {
            return refuse("redirect_uri_mismatch");
        }
        if !request.is_verified_by(call.field("code_verifier")) {
            return refuse("bad_verification_code");
        }
        let mut tokens = lock(&self.tokens);
        let token = format!("gho_access-token-of-{}", tokens.len() + 1);
        tokens.insert(token.clone(), user);
        Reply::Json(json!({ "access_token": token, "token_type": "bearer", "scope": "read:user,user:email" }))
    }

    /// A request to the REST API, which requires a `User-Agent`.
    fn of_user(&self, call: &Call, answer: impl Fn(&GitHubUser) -> Value) -> Reply {
        if call.header("user-agent").is_empty() {
            return Reply::Error(
                StatusCode::FORBIDDEN,
                json!({ "message": "administrative rules" }),
            );
        }
        let token = call
            .header("authorization")
            .strip_prefix("Bearer ")
            .unwrap_or_default();
        match lock(&self.tokens).get(token) {
            Some(user) => Reply::Json(answer(user)),
            None => Reply::Error(StatusCode::UNAUTHORIZED, json!({ "message": "Bad credentials" })),
        }
    }
}

fn not_found() -> Reply {
    Reply::Error(StatusCode::NOT_FOUND, json!({ "message": "Not Found" }))
}
