//! The HTTP client for requests to providers.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use oauth2::{HttpRequest, HttpResponse, http};
use reqwest::redirect;
use thiserror::Error;
use url::{Host, Url};

/// The time in which a connection must be established.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The time in which a whole response must arrive.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(8);
/// The maximum size of a response, in bytes. Discovery documents, key sets and profiles are much smaller.
const MAX_RESPONSE_SIZE: usize = 256 * 1024;

/// Why a request has failed.
#[derive(Debug, Error)]
pub enum HttpError {
    /// No connection, a time-out, or a broken response.
    #[error("the request failed")]
    Request(#[source] reqwest::Error),
    /// The response is larger than the limit.
    #[error("the response has more than {MAX_RESPONSE_SIZE} bytes")]
    TooLarge,
    /// The server reports an error of its own.
    #[error("the server answers {0}")]
    ServerError(http::StatusCode),
    /// The address is not `https`. Loopback addresses may be `http` in development.
    #[error("{0} is not an https address")]
    Insecure(String),
    /// The request or the response cannot be represented.
    #[error("not a valid HTTP message")]
    Message(#[source] http::Error),
}

/// An HTTP client that follows no redirects, limits the time and the size of a response, and ignores proxy settings in the environment.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    allows_loopback_http: bool,
}

impl HttpClient {
    /// Creates a client. `allows_loopback_http` admits `http` addresses on the loopback interface, for development.
    ///
    /// # Errors
    /// [`HttpError::Request`] if the root certificates of the system cannot be loaded.
    pub fn new(allows_loopback_http: bool) -> Result<Self, HttpError> {
        // An error means that a provider has been installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(RESPONSE_TIMEOUT)
            .no_proxy()
            .referer(false)
            .user_agent(concat!("portico/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(HttpError::Request)?;
        Ok(Self {
            client,
            allows_loopback_http,
        })
    }

    /// Sends a request and reads the whole response.
    ///
    /// # Errors
    /// [`HttpError`], if there is no complete response within the limits. The status of the response is not checked.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let url = self.check(&parts.uri.to_string())?;
        let request = self
            .client
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body);
        let mut response = request.send().await.map_err(HttpError::Request)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(HttpError::Request)? {
            if body.len() + chunk.len() > MAX_RESPONSE_SIZE {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut message = http::Response::builder().status(response.status());
        if let Some(headers) = message.headers_mut() {
            *headers = std::mem::take(response.headers_mut());
        }
        message.body(body).map_err(HttpError::Message)
    }

    fn check(&self, address: &str) -> Result<Url, HttpError> {
        let insecure = || HttpError::Insecure(address.to_owned());
        let url = Url::parse(address).map_err(|_| insecure())?;
        let is_allowed = match url.scheme() {
            "https" => true,
            "http" => self.allows_loopback_http && is_loopback(&url),
            _ => false,
        };
        if is_allowed { Ok(url) } else { Err(insecure()) }
    }
}

/// Whether the host of a URL is `localhost` or a loopback address.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl<'c> oauth2::AsyncHttpClient<'c> for HttpClient {
    type Error = Arc<HttpError>;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Self::Error>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let response = self.send(request).await?;
            let status = response.status();
            if status.is_server_error() {
                return Err(HttpError::ServerError(status).into());
            }
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_in_development_loopback() {
        let (development, production) = (
            HttpClient::new(true).expect("a client"),
            HttpClient::new(false).expect("a client"),
        );
        for (address, in_development, in_production) in [
            ("https://accounts.example.com/x", true, true),
            ("http://127.0.0.1:9000/x", true, false),
            ("http://localhost/x", true, false),
            ("http://[::1]/x", true, false),
            ("http://accounts.example.com/x", false, false),
            ("http://127.0.0.1.example.com/x", false, false),
            ("http://10.0.0.1/x", false, false),
            ("file:///etc/passwd", false, false),
            ("gopher://127.0.0.1/", false, false),
        ] {
            assert_eq!(development.check(address).is_ok(), in_development, "{address}");
            assert_eq!(production.check(address).is_ok(), in_production, "{address}");
        }
    }
}
