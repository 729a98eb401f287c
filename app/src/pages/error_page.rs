//! When it does not work: what happened, what to do, a way on.

use contract::{page::Failure, paths};
use leptos::prelude::*;

use crate::{components::PageLayout, error::AppError, page_context::use_viewer};

/// The inside of an error page.
#[component]
pub fn ErrorPage(
    /// What happened.
    error: AppError,
    /// By which the log knows this request; in small print, for who reports it.
    request_id: Option<String>,
) -> impl IntoView {
    let texts = texts(&error);
    let (way_on, label) = if use_viewer().is_some() {
        (paths::DASHBOARD, "Go to your dashboard")
    } else {
        (paths::HOME, "Go to the front page")
    };
    view! {
        <section class="error-page">
            <p class="error-page__code">"Error " {error.status()}</p>
            <h1>{texts.title}</h1>
            <p>{texts.what_happened}</p>
            <p>{texts.what_to_do}</p>
            <p class="form__actions">
                <a class="button button--primary" href=way_on>
                    {label}
                </a>
            </p>
            {request_id.map(|id| view! { <p class="error-page__request">"Request " <code>{id}</code></p> })}
        </section>
    }
}

/// The page that the server shows in place of the one that was asked for.
#[component]
pub fn FailurePage(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let error = AppError::from_status(failure.status);
    view! {
        <PageLayout title=texts(&error).title>
            <ErrorPage error request_id=failure.request_id />
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
            title: "You may not do this",
            what_happened: "Your account does not have the permission that this page asks for, or the request came \
                            from another site.",
            what_to_do: "If you need it for your work, ask an administrator to add you to a group that has it.",
        },
        AppError::ReauthenticationRequired => Texts {
            title: "Please enter your password again",
            what_happened: "This needs a password that was given within the last ten minutes. Nothing was done.",
            what_to_do: "Reload the page: you will be asked for it.",
        },
        AppError::NotFound => Texts {
            title: "There is no page at this address",
            what_happened: "The link may be old, or the address may have been typed with a mistake.",
            what_to_do: "Check the address, or start again from the front page.",
        },
        AppError::MethodNotAllowed => Texts {
            title: "This address cannot be opened",
            what_happened: "It takes what a form sends and has nothing to show by itself.",
            what_to_do: "Go back to the page with the form and use its button.",
        },
        AppError::Conflict => Texts {
            title: "Somebody was quicker",
            what_happened: "Things have changed since the page was loaded, so nothing was done.",
            what_to_do: "Go back, reload the page, and look at how things stand.",
        },
        AppError::TooLarge => Texts {
            title: "That is too much at once",
            what_happened: "The request was larger than any form of this site, so nothing was done.",
            what_to_do: "Go back and send less.",
        },
        AppError::Unavailable => Texts {
            title: "There is too much to do right now",
            what_happened: "The server is busy or cannot reach its database. Nothing was lost.",
            what_to_do: "Try again in a few seconds.",
        },
        AppError::Internal | AppError::Unreachable => Texts {
            title: "Something went wrong on our side",
            what_happened: "The page could not be shown. It is not something you did, and the fault has been recorded.",
            what_to_do: "Try again in a minute. If it happens again, tell us the request number below.",
        },
        AppError::BadRequest | AppError::NotAForm | AppError::Invalid(_) => Texts {
            title: "That request cannot be read",
            what_happened: "It is not one that a page of this site sends, so nothing was done.",
            what_to_do: "Open the page again and use its own form.",
        },
    }
}
