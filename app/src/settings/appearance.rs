//! The theme: light, dark, or the system's.

use axum::http::HeaderValue;
use contract::{
    field_errors::{FieldError, FieldErrors},
    forms::SetTheme,
    theme::Theme,
};
use web::{AppError, Next, Request, routing::back};

/// Stores the theme for a year, in a cookie that is independent of the session. Redirects to the page that contains the form.
pub(super) async fn set_theme(request: Request, form: SetTheme) -> Result<Next, AppError> {
    let Some(theme) = Theme::parse(&form.theme) else {
        let mut errors = FieldErrors::default();
        errors.add("theme", FieldError::InvalidChoice);
        return Err(AppError::Invalid(errors));
    };
    let is_https = request.site.public.scheme() == "https";
    Ok(back().cookies(HeaderValue::from_str(&theme.cookie(is_https)).ok()))
}
