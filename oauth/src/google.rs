//! Google: OpenID Connect, with Google's rules for email addresses.

use crate::{
    Brand, ClientCredentials, HttpClient, ProviderError,
    oidc::{FreshPrompt, OpenIdConnect, Quirks, TokenClaims},
};

/// Google's issuer.
pub const ISSUER: &str = "https://accounts.google.com";

/// Google, as `google`.
///
/// # Errors
/// Never in practice: the issuer is a URL.
pub fn google(credentials: ClientCredentials, http: HttpClient) -> Result<OpenIdConnect, ProviderError> {
    let quirks = Quirks {
        brand: Brand::Google,
        // Google does not offer `login`.
        fresh_prompt: FreshPrompt::SelectAccount,
        is_email_verified,
    };
    OpenIdConnect::with_quirks("google", "Google", ISSUER, credentials, http, quirks)
}

/// Google answers for Gmail addresses and for those of organisations that Google hosts. It has verified any other address once, and does
/// not learn when the address gets another owner ("Authenticate with a backend server", Google for Developers).
fn is_email_verified(claims: &TokenClaims<'_>) -> bool {
    let is_google_authoritative = claims.extra.hd.as_ref().is_some_and(|domain| !domain.is_empty())
        || claims
            .email
            .is_some_and(|email| email.to_ascii_lowercase().ends_with("@gmail.com"));
    claims.email_verified() == Some(true) && is_google_authoritative
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::ExtraClaims;

    #[test]
    fn google_answers_for_its_own_addresses_only() {
        let is_verified = |email, verified, domain: Option<&str>| {
            is_email_verified(&TokenClaims {
                email: Some(email),
                email_verified: verified,
                extra: &ExtraClaims::of_domain(domain),
            })
        };
        assert!(is_verified("a@gmail.com", Some(true), None));
        assert!(is_verified("A@GMAIL.COM", Some(true), None));
        assert!(is_verified("a@example.com", Some(true), Some("example.com")));
        assert!(!is_verified("a@example.com", Some(true), None));
        assert!(!is_verified("a@example.com", Some(true), Some("")));
        assert!(!is_verified("a@gmail.com.example.com", Some(true), None));
        assert!(!is_verified("a@gmail.com", Some(false), None));
        assert!(!is_verified("a@gmail.com", None, None));
    }
}
