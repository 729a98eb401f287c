//! `/dev/mailbox`: all mails of a development server, delivered or not. Phoenix has a page of the same name.

use axum::{
    Json,
    http::{
        HeaderName,
        header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS},
    },
    response::{Html, IntoResponse},
};
use contract::{
    mailbox::{MailRow, MailState},
    paths,
};
use leptos::prelude::*;
use web::{
    AppError, Request,
    components::{Icon, PageHeader, PageLayout, Shape},
};

/// The policy for the content of a mail, which has its own styles and is not trusted: no scripts, no external resources. Links open outside
/// the frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                      sandbox allow-popups allow-top-navigation-by-user-activation";

/// All mails, newest first.
async fn mails(request: &Request) -> Result<Vec<MailRow>, AppError> {
    Ok(auth::mailbox::read(&request.auth, &request.site.mail_from).await?)
}

/// The page at `/dev/mailbox`. `?mail=ID` selects a mail; the default is the newest.
pub(super) async fn mailbox_page(request: Request) -> Result<impl IntoView, AppError> {
    let mails = mails(&request).await?;
    let wanted = request.query("mail");
    let is_wanted = |mail: &&MailRow| wanted.is_empty() || mail.id.to_string() == wanted;
    let content = match mails.iter().find(is_wanted).or(mails.first()).cloned() {
        Some(open) => view! { <Mailbox mails open /> }.into_any(),
        None => view! { <Empty /> }.into_any(),
    };
    Ok(view! {
        <PageLayout title="Mailbox">
            <PageHeader title="Mailbox" badge=view! { <span class="badge">"Development only"</span> }.into_any() />
            {content}
        </PageLayout>
    })
}

/// All mails as JSON, newest first.
pub(super) async fn json(request: Request) -> Result<impl IntoResponse, AppError> {
    Ok(Json(mails(&request).await?))
}

/// The HTML body of a mail, unchanged except for the target of its links.
pub(super) async fn html(request: Request) -> Result<impl IntoResponse, AppError> {
    let id = request.id()?;
    let mail = mails(&request)
        .await?
        .into_iter()
        .find(|mail| mail.id == id)
        .ok_or(AppError::NotFound)?;
    // Without it, a link would open inside the frame, which no page of this site allows.
    let html = mail.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    let headers: [(HeaderName, &'static str); 2] =
        [(CONTENT_SECURITY_POLICY, POLICY), (X_FRAME_OPTIONS, "SAMEORIGIN")];
    Ok((headers, Html(html)))
}

#[component]
fn Mailbox(mails: Vec<MailRow>, open: MailRow) -> impl IntoView {
    let count = if mails.len() == 1 {
        "1 mail".to_owned()
    } else {
        format!("{} mails", mails.len())
    };
    let links = mails
        .into_iter()
        .map(|mail| {
            let is_open = mail.id == open.id;
            view! {
                <li>
                    <a
                        href=format!("{}?mail={}#mail", paths::MAILBOX, mail.id)
                        aria-current=is_open.then_some("true")
                    >
                        <strong>{mail.subject}</strong>
                        " "
                        <StateBadge state=mail.state />
                        " "
                        <span class="mailbox__note">{mail.to}</span>
                        " "
                        <span class="mailbox__note">{clock_time(&mail.created_at)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="mailbox">
            <section class="card card--flush" aria-labelledby="mails-title">
                <header class="card__header">
                    <h2 id="mails-title">{count}</h2>
                </header>
                <ul class="mailbox__list">{links}</ul>
            </section>
            {view! { <Mail mail=open /> }.into_any()}
        </div>
    }
}

#[component]
fn Mail(mail: MailRow) -> impl IntoView {
    let links: Vec<String> = mail
        .text
        .split_whitespace()
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(str::to_owned)
        .collect();
    let links = (!links.is_empty()).then(|| {
        let items = links
            .into_iter()
            .map(|link| view! { <li><a href=link.clone()>{link.clone()}</a></li> })
            .collect_view();
        view! {
            <div>
                <h3>"Links"</h3>
                <ul class="mail__links">{items}</ul>
            </div>
        }
    });
    view! {
        <article class="card card--stack mail" id="mail" aria-labelledby="mail-title">
            <header>
                <h2 id="mail-title">{mail.subject}</h2>
            </header>
            <dl class="description-list">
                <dt>"To"</dt>
                <dd>{mail.to}</dd>
                <dt>"From"</dt>
                <dd>{mail.from}</dd>
                <dt>"Written"</dt>
                <dd>{clock_time(&mail.created_at)}</dd>
                <dt>"State"</dt>
                <dd>
                    <StateBadge state=mail.state />
                </dd>
            </dl>
            {links}
            <iframe
                class="mail__html"
                title="The mail as HTML"
                sandbox="allow-popups allow-top-navigation-by-user-activation"
                src=paths::fill(paths::MAILBOX_HTML, &[&mail.id.to_string()])
            ></iframe>
            <details>
                <summary>"As plain text"</summary>
                <pre>{mail.text}</pre>
            </details>
        </article>
    }
}

#[component]
fn StateBadge(state: MailState) -> impl IntoView {
    let (class, label) = match state {
        MailState::Waiting => ("badge badge--warning", "Waiting"),
        MailState::Sent => ("badge badge--success", "Sent"),
        MailState::Failed => ("badge badge--danger", "Failed"),
    };
    view! { <span class=class>{label}</span> }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty-state">
                <Icon shape=Shape::Mail />
                <h2>"No mail yet"</h2>
                <p>
                    "Every mail the server writes is listed here, whether or not it has been delivered. Ask for a new password \
                     to see one."
                </p>
                <a class="button" href=paths::PASSWORD_RESET>
                    "Request a password reset"
                </a>
            </div>
        </section>
    }
}

/// Formats `2026-11-20T11:03:27.123Z` to the second.
fn clock_time(at: &str) -> String {
    at.split(['.', 'Z']).next().unwrap_or_default().replace('T', " ")
}
