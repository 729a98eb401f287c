//! The path to which a provider sends the browser back.

use auth::{
    authentication::LoginOutcome,
    social::{self, Callback, Outcome, PendingAction, SocialError},
};
use axum::{
    body::to_bytes,
    extract::Request as HttpRequest,
    http::{Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use contract::paths;
use leptos::prelude::*;
use url::form_urlencoded;
use web::{
    AppError, Next, Request,
    components::{CardLayout, PageStatus, Shape},
    redirect,
    routing::{PageError, see_other},
};

/// The parameters of a provider's response that are used. Providers add others, which are ignored (RFC 6749, section 4.1.2).
const PARAMETERS: [&str; 4] = ["state", "code", "iss", "error"];
/// The maximum length of a parameter, in bytes: that of a parameter in a query.
const MAX_LENGTH: usize = 4096;
/// The maximum size of a response that is posted, in bytes.
const MAX_BODY_SIZE: usize = 16 * 1024;

/// The page at `/oauth/{provider}/callback`: finishes what was started, and redirects. Shown only if that fails.
///
/// # Errors
/// [`PageError::Next`] after a success. [`AppError::BadRequest`] if a parameter is repeated.
pub(crate) async fn callback_page(request: Request) -> Result<impl IntoView, PageError> {
    if *request.method() != Method::GET {
        return Err(AppError::BadRequest.into());
    }
    let callback = Callback {
        state: parameter(&request, "state")?.unwrap_or_default(),
        code: parameter(&request, "code")?,
        issuer: parameter(&request, "iss")?,
        error: parameter(&request, "error")?,
    };
    let provider = request.parameter("provider").to_owned();
    let attempt = request.login_attempt(false);
    let finished = social::finish(&request.auth, &request.context, &attempt, &provider, &callback).await;
    match finished {
        Ok(outcome) => Err(PageError::Next(next(&request, &provider, outcome)?)),
        Err(SocialError::Other(error)) => Err(PageError::App(error.into())),
        Err(error) => {
            let label = request.auth.providers.label(&provider);
            Ok(view! { <Failure error label is_anonymous=request.is_anonymous() /> })
        }
    }
}

fn parameter(request: &Request, name: &str) -> Result<Option<String>, AppError> {
    let mut values = request.query_all(name);
    let value = values.next();
    if values.next().is_some() {
        return Err(AppError::BadRequest);
    }
    Ok(value.filter(|value| !value.is_empty()))
}

/// The page after a success.
fn next(request: &Request, provider: &str, outcome: Outcome) -> Result<Next, AppError> {
    let label = request.auth.providers.label(provider);
    match outcome {
        Outcome::LogIn {
            outcome,
            is_new,
            next,
        } => after_login(request, outcome, is_new, &next),
        Outcome::AlreadyLoggedIn { next } | Outcome::Reauthenticated { next } => {
            Ok(redirect(destination(request, next)))
        }
        Outcome::FormRequired(PendingAction::SignUp) => Ok(redirect(paths::OAUTH_SIGN_UP)),
        Outcome::FormRequired(PendingAction::Connect { .. }) => Ok(redirect(paths::OAUTH_CONNECT)),
        Outcome::Connected { is_new: true } => {
            Ok(redirect(paths::CONNECTIONS).flash(format!("Your {label} account has been connected.")))
        }
        Outcome::Connected { is_new: false } => {
            Ok(redirect(paths::CONNECTIONS).flash(format!("This {label} account is already connected.")))
        }
    }
}

/// The path that the flow was started with, which has been checked. Whatever the provider's response contains is ignored.
fn destination(request: &Request, next: String) -> String {
    if next.is_empty() {
        request.site.after_log_in.clone()
    } else {
        next
    }
}

/// The page after a login with an account at a provider.
pub(super) fn after_login(
    request: &Request,
    outcome: LoginOutcome,
    is_new: bool,
    next: &str,
) -> Result<Next, AppError> {
    if matches!(outcome, LoginOutcome::EmailConfirmationRequired) {
        return Ok(redirect(paths::VERIFY_EMAIL).flash(
            "We have sent you an email with a link. Open it to confirm your email address, then log in.",
        ));
    }
    let cookies = request.complete_login(outcome)?;
    let next = redirect(destination(request, next.to_owned())).cookies(cookies);
    Ok(if is_new {
        next.flash("Your account has been created. You are logged in.")
    } else {
        next
    })
}

#[component]
fn Failure(error: SocialError, label: String, is_anonymous: bool) -> impl IntoView {
    let (title, status, text) = text(&error, &label);
    let (href, link) = if is_anonymous {
        (paths::LOG_IN, "Back to log in")
    } else {
        (paths::CONNECTIONS, "Back to connected accounts")
    };
    view! {
        <PageStatus status />
        <CardLayout title lead=view! { <p>{text}</p> }.into_any() icon=(Shape::Alert, "card__icon--warning")>
            <a class="button button--primary button--wide" href=href>
                {link}
            </a>
        </CardLayout>
    }
}

/// Title, status and explanation of a failure. What the provider says about it is not shown: anybody could have written that.
fn text(error: &SocialError, label: &str) -> (&'static str, StatusCode, String) {
    match error {
        SocialError::Cancelled => (
            "Login cancelled",
            StatusCode::OK,
            format!("You cancelled at {label}. Nothing was changed."),
        ),
        SocialError::InvalidState => (
            "This login can’t be completed",
            StatusCode::BAD_REQUEST,
            "It took longer than ten minutes, was already used, or was started in another browser. Start again."
                .to_owned(),
        ),
        SocialError::Refused | SocialError::Other(_) => (
            "This login can’t be completed",
            StatusCode::BAD_REQUEST,
            format!("We couldn’t verify the response from {label}. Nothing was changed. Try again."),
        ),
        SocialError::Unavailable => (
            "This login can’t be completed",
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{label} isn’t available at the moment. Try again later, or use another way to log in."),
        ),
        SocialError::SignUpClosed => (
            "No account",
            StatusCode::FORBIDDEN,
            format!(
                "No account is connected with this {label} account, and sign-up is closed. If you have an account, log in \
                 and connect {label} in your settings."
            ),
        ),
        SocialError::AddressNotConfirmed => (
            "Check your email",
            StatusCode::CONFLICT,
            format!(
                "An account with your email address exists, but nobody has confirmed the address yet. We have sent you an \
                 email with a link that sets a new password: it gives you the account, and ends all other access to it. If \
                 you know the password, you can also log in and connect {label} in your settings."
            ),
        ),
        SocialError::LoginRefused => (
            "You can’t log in",
            StatusCode::FORBIDDEN,
            "The account is not active. Contact the people who run this site.".to_owned(),
        ),
        SocialError::ConnectedToAnother => (
            "Already connected",
            StatusCode::CONFLICT,
            format!(
                "This {label} account is connected with another account here. Disconnect it there first, or use another \
                 {label} account."
            ),
        ),
        SocialError::NotConnected => (
            "A different account",
            StatusCode::FORBIDDEN,
            format!("You logged in at {label} with an account that isn’t connected with yours. Try again with the right one."),
        ),
        SocialError::SessionOver => (
            "You have been logged out",
            StatusCode::FORBIDDEN,
            "Your session here ended while you were away. Log in and start again.".to_owned(),
        ),
    }
}

/// A response that the provider posts (`response_mode=form_post`). A cross-site request carries no session, so it is repeated as a `GET`
/// with the parameters that are used, as a link would.
pub(crate) async fn callback_post(request: HttpRequest) -> Response {
    let path = request.uri().path().to_owned();
    let is_form = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !is_form {
        return AppError::NotAForm.into_response();
    }
    let Ok(body) = to_bytes(request.into_body(), MAX_BODY_SIZE).await else {
        return AppError::TooLarge.into_response();
    };
    let fields: Vec<_> = form_urlencoded::parse(&body)
        .filter(|(name, _)| PARAMETERS.contains(&name.as_ref()))
        .collect();
    let is_response = fields.iter().filter(|(name, _)| name == "state").count() == 1
        && fields.iter().all(|(_, value)| value.len() <= MAX_LENGTH);
    if !is_response || fields.len() > PARAMETERS.len() {
        return AppError::BadRequest.into_response();
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    see_other(&format!("{path}?{query}"))
}
