//! An OpenID Connect provider.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::http::StatusCode;
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::{
    Authorization, CLIENT_ID, CLIENT_SECRET, Login, Reply, Stub,
    authorization::{Expected, callback_path},
    keys::{Keys, merge},
    stub::{Call, lock},
};
use crate::TestApp;

/// The name in the application.
const NAME: &str = "oidc";
/// The lifetime of an ID token, in seconds.
const TOKEN_LIFETIME: i64 = 300;

/// The path of the provider's metadata.
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// An OpenID Connect provider on its own port, stopped on drop. It is configured in the application as `oidc`.
pub struct OpenIdProvider {
    stub: Stub,
    state: Arc<State>,
    issuer: String,
}

/// The requests, and replies that differ from those of a provider that works.
impl Deref for OpenIdProvider {
    type Target = Stub;

    fn deref(&self) -> &Stub {
        &self.stub
    }
}

struct State {
    issuer: String,
    keys: Mutex<Keys>,
    metadata: Mutex<Map<String, Value>>,
    checks_pkce: Mutex<bool>,
    /// The number of codes.
    issued: AtomicUsize,
    /// By code. A code is removed when it is used.
    codes: Mutex<HashMap<String, Grant>>,
    /// The user info by access token.
    tokens: Mutex<HashMap<String, Value>>,
    /// Why the token endpoint has refused.
    refusals: Mutex<Vec<&'static str>>,
}

/// What was agreed on in the browser.
struct Grant {
    request: Authorization,
    response: Value,
    user_info: Value,
}

impl OpenIdProvider {
    /// The path of the metadata.
    pub const DISCOVERY: &str = DISCOVERY;
    /// The path of the key set.
    pub const KEYS: &str = "/keys";
    /// The path of the token endpoint.
    pub const TOKEN: &str = "/token";
    /// The path of the user info endpoint.
    pub const USER_INFO: &str = "/user_info";

    /// Starts a provider.
    pub async fn start() -> Self {
        let (stub, listener) = Stub::bind().await;
        let issuer = stub.url();
        let state = Arc::new(State {
            issuer: issuer.clone(),
            keys: Mutex::new(Keys::first()),
            metadata: Mutex::default(),
            checks_pkce: Mutex::new(true),
            issued: AtomicUsize::new(0),
            codes: Mutex::default(),
            tokens: Mutex::default(),
            refusals: Mutex::default(),
        });
        let answering = Arc::clone(&state);
        Self {
            stub: stub.serve(listener, move |call| answering.answer(call)),
            state,
            issuer,
        }
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The variables that configure the provider in the application.
    pub fn variables(&self) -> [(&str, &str); 4] {
        [
            ("OAUTH_OIDC_ISSUER", self.issuer()),
            ("OAUTH_OIDC_CLIENT_ID", CLIENT_ID),
            ("OAUTH_OIDC_CLIENT_SECRET", CLIENT_SECRET),
            ("OAUTH_OIDC_NAME", "Acme"),
        ]
    }

    /// Adds a field to the metadata, or replaces one; `null` removes it.
    pub fn publish(&self, name: &str, value: impl Into<Value>) {
        lock(&self.state.metadata).insert(name.to_owned(), value.into());
    }

    /// Replaces the keys by others with this `kid`.
    pub fn rotate_keys(&self, kid: &str) {
        *lock(&self.state.keys) = Keys::second(kid);
    }

    /// Accepts every code verifier, as a provider without PKCE does.
    pub fn ignore_pkce(&self) {
        *lock(&self.state.checks_pkce) = false;
    }

    /// Why the token endpoint has refused requests.
    pub fn refusals(&self) -> Vec<&'static str> {
        lock(&self.state.refusals).clone()
    }

    /// Lets this user log in, who was sent to this authorization URL. Returns the path and query of the callback to which the provider sends
    /// the browser.
    pub fn approve(&self, app: &TestApp, url: &str, login: &Login) -> String {
        let request = self.authorization(url);
        let state = request.value("state").to_owned();
        let code = self.state.issue(app, request, login);
        let mut parameters = vec![
            ("state", state),
            ("code", code),
            ("iss", self.issuer.clone()),
            // Providers add parameters of their own.
            ("session_state", "0f6e".to_owned()),
        ];
        for (name, value) in &login.callback {
            parameters.retain(|(other, _)| other != name);
            parameters.extend(value.clone().map(|value| (*name, value)));
        }
        callback(&parameters)
    }

    /// The callback with an error, such as `access_denied`.
    pub fn deny(&self, url: &str, error: &str, description: &str) -> String {
        let request = self.authorization(url);
        callback(&[
            ("error", error.to_owned()),
            ("error_description", description.to_owned()),
            ("state", request.value("state").to_owned()),
            ("iss", self.issuer.clone()),
        ])
    }

    /// The parameters of an authorization URL, checked.
    pub fn authorization(&self, url: &str) -> Authorization {
        let expected = Expected {
            endpoint: &format!("{}/authorize", self.issuer),
            provider: NAME,
            scope: "openid email profile",
            random: &["state", "nonce", "code_challenge"],
            optional: &["prompt", "max_age"],
        };
        Authorization::check(url, &expected)
    }
}

fn callback(parameters: &[(&str, String)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    format!("{}?{query}", callback_path(NAME))
}

impl State {
    /// Prepares the responses, and returns the code for them.
    fn issue(&self, app: &TestApp, request: Authorization, login: &Login) -> String {
        let now = app.clock.now().unix_timestamp();
        let mut claims = json!({
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + TOKEN_LIFETIME,
            "auth_time": now,
            "nonce": request.value("nonce"),
        });
        merge(&mut claims, &login.claims);
        for change in &login.changes {
            change(&mut claims);
        }
        let number = self.issued.fetch_add(1, Ordering::Relaxed) + 1;
        let (code, access_token) = (format!("code-{number}"), format!("access-token-of-{number}"));
        let mut response = json!({
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": format!("refresh-token-of-{number}"),
            "id_token": lock(&self.keys).token(&claims, &login.header, login.signature),
        });
        merge(&mut response, &login.response);
        let grant = Grant {
            request,
            response,
            user_info: Value::Object(login.user_info.clone()),
        };
        lock(&self.codes).insert(code.clone(), grant);
        code
    }

    fn answer(&self, call: &Call) -> Reply {
        match call.path.as_str() {
            DISCOVERY => self.metadata(),
            OpenIdProvider::KEYS => Reply::Json(lock(&self.keys).published()),
            OpenIdProvider::TOKEN => self.token(call),
            OpenIdProvider::USER_INFO => self.user_info(call),
            _ => Reply::Error(StatusCode::NOT_FOUND, Value::Null),
        }
    }

    fn metadata(&self) -> Reply {
        let issuer = &self.issuer;
        let mut metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}{}", OpenIdProvider::TOKEN),
            "userinfo_endpoint": format!("{issuer}{}", OpenIdProvider::USER_INFO),
            "jwks_uri": format!("{issuer}{}", OpenIdProvider::KEYS),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "authorization_response_iss_parameter_supported": true,
        });
        merge(&mut metadata, &lock(&self.metadata));
        Reply::Json(metadata)
    }

    /// Exchanges a code, once.
    fn token(&self, call: &Call) -> Reply {
        let refuse = |status, error: &str, reason| {
            lock(&self.refusals).push(reason);
            Reply::Error(status, json!({ "error": error }))
        };
        if !self.is_authenticated(call) {
            return refuse(
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "client authentication",
            );
        }
        let invalid = |reason| refuse(StatusCode::BAD_REQUEST, "invalid_grant", reason);
        if call.field("grant_type") != "authorization_code" {
            return invalid("grant type");
        }
        let Some(grant) = lock(&self.codes).remove(call.field("code")) else {
            return invalid("code");
        };
        if call.field("redirect_uri") != grant.request.value("redirect_uri") {
            return invalid("redirect URI");
        }
        if *lock(&self.checks_pkce) && !grant.request.is_verified_by(call.field("code_verifier")) {
            return invalid("code verifier");
        }
        if let Some(token) = grant.response["access_token"].as_str() {
            lock(&self.tokens).insert(token.to_owned(), grant.user_info);
        }
        Reply::Json(grant.response)
    }

    /// The client authenticates in the way that the metadata announces, and in no other.
    fn is_authenticated(&self, call: &Call) -> bool {
        let methods = lock(&self.metadata)
            .get("token_endpoint_auth_methods_supported")
            .cloned();
        let header = call.header("authorization");
        if methods == Some(json!(["client_secret_post"])) {
            let credentials = (call.field("client_id"), call.field("client_secret"));
            return header.is_empty() && credentials == (CLIENT_ID, CLIENT_SECRET);
        }
        let pair = header
            .strip_prefix("Basic ")
            .and_then(|encoded| BASE64_STANDARD.decode(encoded).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((id, secret)) = pair.as_deref().and_then(|pair| pair.split_once(':')) else {
            return false;
        };
        (decoded(id), decoded(secret)) == (CLIENT_ID.to_owned(), CLIENT_SECRET.to_owned())
            && call.field("client_secret").is_empty()
    }

    fn user_info(&self, call: &Call) -> Reply {
        let token = call
            .header("authorization")
            .strip_prefix("Bearer ")
            .unwrap_or_default();
        match lock(&self.tokens).get(token) {
            Some(claims) => Reply::Json(claims.clone()),
            None => Reply::Error(StatusCode::UNAUTHORIZED, json!({ "error": "invalid_token" })),
        }
    }
}

/// Decodes a value of the Basic scheme (RFC 6749, section 2.3.1).
fn decoded(text: &str) -> String {
    form_urlencoded::parse(text.as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect()
}
