//! The error page: what happened, what to do, and where to go.

use contract::paths;
use leptos::prelude::*;

use super::PageLayout;
use crate::{error::AppError, page::use_viewer};

/// The page that is shown instead of the requested one.
#[component]
pub fn ErrorPage(
    /// The error.
    error: AppError,
    /// The request's id in the log, for users who report the error.
    request_id: Option<String>,
) -> impl IntoView {
    let texts = texts(&error);
    let (href, label) = if use_viewer().is_some() {
        (paths::DASHBOARD, "Go to your dashboard")
    } else {
        (paths::HOME, "Go to the home page")
    };
    view! {
        <PageLayout title=texts.title>
            <section class="error-page">
                <p class="error-page__code">"Error " {error.status().as_u16()}</p>
                <h1>{texts.title}</h1>
                <p>{texts.what_happened}</p>
                <p>{texts.what_to_do}</p>
                <p class="form__actions">
                    <a class="button button--primary" href=href>
                        {label}
                    </a>
                </p>
                {request_id.map(|id| view! { <p class="error-page__request">"Request ID: " <code>{id}</code></p> })}
            </section>
        </PageLayout>
    }
}

struct Texts {
    title: &'static str,
    what_happened: &'static str,
    what_to_do: &'static str,
}

const fn texts(error: &AppError) -> Texts {
    match error {
        AppError::Forbidden | AppError::LogInRequired => Texts {
            title: "You don’t have permission to do this",
            what_happened: "Your account does not have the permission that this page requires, or the request came \
                            from another site.",
            what_to_do: "If you need access, ask an administrator to add you to a group that has it.",
        },
        AppError::ReauthenticationRequired => Texts {
            title: "Confirm your password",
            what_happened: "This action requires that you entered your password within the last ten minutes. Nothing was changed.",
            what_to_do: "Reload the page to enter your password.",
        },
        AppError::NotFound => Texts {
            title: "Page not found",
            what_happened: "The link may be outdated, or the address may be mistyped.",
            what_to_do: "Check the address, or start from the home page.",
        },
        AppError::MethodNotAllowed => Texts {
            title: "This address cannot be opened",
            what_happened: "It only accepts submitted forms and has no page of its own.",
            what_to_do: "Go back to the form and submit it.",
        },
        AppError::Conflict => Texts {
            title: "Someone else made a change first",
            what_happened: "The data has changed since you loaded the page. Your change was not saved.",
            what_to_do: "Go back and reload the page to see the current state.",
        },
        AppError::TooLarge => Texts {
            title: "This request is too large",
            what_happened: "The request is larger than this site accepts. Nothing was changed.",
            what_to_do: "Go back and try again with less data.",
        },
        AppError::Unavailable => Texts {
            title: "The server is busy",
            what_happened: "The server is overloaded or cannot reach its database. Nothing was lost.",
            what_to_do: "Try again in a few seconds.",
        },
        AppError::Internal => Texts {
            title: "Something went wrong on our side",
            what_happened: "The page could not be displayed. The error has been logged.",
            what_to_do: "Try again in a minute. If it happens again, contact us with the request ID below.",
        },
        AppError::BadRequest | AppError::NotAForm | AppError::Invalid(_) => Texts {
            title: "This request is not valid",
            what_happened: "It was not sent by a form of this site. Nothing was changed.",
            what_to_do: "Reload the page and submit its form.",
        },
    }
}
