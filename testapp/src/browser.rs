//! A client with a cookie jar that sends the same requests as a browser.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{
        HeaderMap, Method, Request, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, REFERER, SET_COOKIE},
    },
};
use contract::paths;
use http_body_util::BodyExt;
use url::form_urlencoded;

use crate::test_app::{PASSWORD, TestApp};

const OWN: &str = "http://127.0.0.1:3000";
const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// A client that keeps cookies and requests either pages or JSON.
#[derive(Clone, Default)]
pub struct Browser {
    /// The cookies by name.
    pub cookies: BTreeMap<String, String>,
    is_script: bool,
}

/// A response with its whole body.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The `Location` header, or an empty string if there is none.
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// The values of all `Set-Cookie` headers.
    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().expect("text"))
            .collect()
    }

    /// The `Set-Cookie` header of the session cookie, if there is one.
    pub fn session_cookie(&self) -> Option<&str> {
        self.set_cookies()
            .into_iter()
            .find(|cookie| cookie.starts_with("sessionid="))
    }

    /// The error response to a script as JSON, without the messages and without empty lists and objects.
    pub fn codes(&self) -> String {
        fn without_sentences(json: &mut serde_json::Value) {
            match json {
                serde_json::Value::Object(fields) => {
                    fields.remove("message");
                    fields.retain(
                        |_, value| !matches!(value, serde_json::Value::Array(list) if list.is_empty()),
                    );
                    fields.retain(
                        |_, value| !matches!(value, serde_json::Value::Object(fields) if fields.is_empty()),
                    );
                    fields.values_mut().for_each(without_sentences);
                }
                serde_json::Value::Array(list) => list.iter_mut().for_each(without_sentences),
                _ => {}
            }
        }
        let mut json = serde_json::from_str(&self.body).expect("JSON");
        without_sentences(&mut json);
        json.to_string()
    }

    /// The value of the page's input with this name, or `None` if the input or its value is missing.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let input = self.body.split("<input").find(|tag| {
            tag.split('>')
                .next()
                .is_some_and(|tag| tag.contains(&format!(" name=\"{name}\"")))
        })?;
        let tag = input.split('>').next()?;
        let value = tag.split(" value=\"").nth(1)?.split('"').next()?;
        Some(value.to_owned())
    }
}

impl Browser {
    /// Returns a browser without cookies.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a new browser that is logged in as `name` with [`PASSWORD`].
    ///
    /// The browser submits the login form without `next` and without "remember me".
    ///
    /// # Panics
    /// If the login is refused, so that the test fails. Use [`log_in`](Self::log_in) to test the response.
    pub async fn logged_in(app: &TestApp, name: &str) -> Self {
        let mut browser = Self::new();
        let answer = browser.log_in(app, name, &[]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, paths::DASHBOARD),
            "{name} is not logged in"
        );
        browser
    }

    /// Returns a client without cookies that requests JSON instead of pages.
    pub fn script() -> Self {
        Self {
            is_script: true,
            ..Self::default()
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, app: &TestApp, path: &str) -> Answer {
        self.send(app, Method::GET, path, &[], String::new()).await
    }

    /// Submits a form as the page at `path` would.
    pub async fn post(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.post_body(app, path, body).await
    }

    /// Submits this form body as the page at `path` would.
    pub async fn post_body(&mut self, app: &TestApp, path: &str, body: String) -> Answer {
        let referer = format!("{OWN}{path}");
        let headers = [
            (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"),
            (ORIGIN.as_str(), OWN),
            (REFERER.as_str(), referer.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(app, Method::POST, path, &headers, body).await
    }

    /// Sends a request with these headers. Adds only `Host` and `Accept`, if they are missing, and the cookies.
    pub async fn send(
        &mut self,
        app: &TestApp,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request = request.header(HOST, "127.0.0.1:3000");
        }
        if !headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("accept"))
        {
            request = request.header(ACCEPT, if self.is_script { "application/json" } else { PAGE });
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let jar: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(COOKIE, jar.join("; "));
        }
        let response = app.send(request.body(Body::from(body)).expect("a request")).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("text"),
        };
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.set_cookies() {
            let (name, rest) = cookie.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The session id in the session cookie.
    pub fn session(&self) -> Option<&str> {
        self.cookies.get("sessionid").map(String::as_str)
    }

    /// Submits the login form with [`PASSWORD`] and these additional fields. Returns the response, which may be a refusal.
    pub async fn log_in(&mut self, app: &TestApp, name: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("username", name), ("password", PASSWORD)];
        all.extend_from_slice(fields);
        self.post(app, "/login", &all).await
    }

    /// The username of the logged-in user according to `/api/me`, or `None` if nobody is logged in.
    pub async fn who(&mut self, app: &TestApp) -> Option<String> {
        let answer = self.get(app, "/api/me").await;
        let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        json["username"].as_str().map(str::to_owned)
    }
}

impl Browser {
    /// Returns a client that requests JSON, with a copy of the cookies of `other`.
    pub fn script_with(other: &Self) -> Self {
        Self {
            cookies: other.cookies.clone(),
            is_script: true,
        }
    }
}

impl Browser {
    /// Whether this client requests JSON.
    pub fn is_script(&self) -> bool {
        self.is_script
    }
}
