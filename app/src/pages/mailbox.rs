//! `/dev/mailbox`: every mail of a development server, delivered or not. Phoenix has one of the same name.

use contract::{
    mailbox::{MailRow, MailState},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{Icon, PageLayout, icon::Shape, loaded},
    error::AppError,
};

/// All mails, newest first. Outside development there is no such thing.
#[server(prefix = "/api", endpoint = "mailbox")]
pub async fn load_mailbox() -> Result<Vec<MailRow>, AppError> {
    use crate::ssr::require;
    use contract::access::Policy;

    let request = require(Policy::Anyone)?;
    Ok(auth::mailbox::read(&request.auth, &request.site.mail_from).await?)
}

/// The page at `/dev/mailbox`; `?mail=ID` opens one, without it the newest is open.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let wanted = use_query_map().with_untracked(|query| query.get("mail"));
    view! {
        <PageLayout title="Mailbox">
            <header class="page-header">
                <div class="page-header__title">
                    <h1>"Mailbox"</h1>
                    <span class="badge">"Development only"</span>
                </div>
            </header>
            {loaded(
                load_mailbox,
                move |mails| {
                    let is_wanted = |mail: &&MailRow| wanted.as_ref().is_none_or(|id| mail.id.to_string() == *id);
                    match mails.iter().find(is_wanted).or(mails.first()).cloned() {
                        Some(open) => view! { <Mailbox mails open /> }.into_any(),
                        None => view! { <Empty /> }.into_any(),
                    }
                },
            )}
        </PageLayout>
    }
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
                <h3>"Links in it"</h3>
                <ul class="mail__links">{items}</ul>
            </div>
        }
    });
    view! {
        <article class="card card--stack mail" id="mail" aria-labelledby="mail-title">
            <header>
                <h2 id="mail-title">{mail.subject}</h2>
            </header>
            <dl class="facts">
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
        MailState::Failed => ("badge badge--danger", "Gave up"),
    };
    view! { <span class=class>{label}</span> }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <section class="card card--flush">
            <div class="empty">
                <Icon shape=Shape::Mail />
                <h2>"No mail yet"</h2>
                <p>
                    "Every mail the server writes is listed here, whether or not it has been delivered. Ask for a new password \
                     to see one."
                </p>
                <a class="button" href=paths::PASSWORD_RESET>
                    "Ask for a new password"
                </a>
            </div>
        </section>
    }
}

/// `2026-11-20T11:03:27.123Z` to the second.
fn clock_time(at: &str) -> String {
    at.split(['.', 'Z']).next().unwrap_or_default().replace('T', " ")
}
