//! Recent events and new accounts.

use contract::{admin::AuditRow, dashboard::NewAccount, paths};
use leptos::prelude::*;
use time::OffsetDateTime;

use super::may_open;
use web::components::{EventBadge, Icon, RelativeTime, Shape};

/// The latest entries of the audit log.
#[component]
pub(super) fn Entries(
    /// The entries, newest first.
    entries: Vec<AuditRow>,
    /// When they were read.
    as_of: OffsetDateTime,
) -> impl IntoView {
    let log = may_open(paths::ADMIN_AUDIT).then(|| {
        view! {
            <p class="card__footer">
                <a href=paths::ADMIN_AUDIT>"View the audit log"</a>
            </p>
        }
    });
    let items = entries
        .into_iter()
        .map(|entry| {
            let who = between(&entry.actor, &entry.user);
            let details = (!entry.details.is_empty()).then(|| {
                let sentences = entry
                    .details
                    .into_iter()
                    .map(|sentence| view! { <span>{sentence}</span> " " })
                    .collect_view();
                view! { <p class="item__note">{sentences}</p> }
            });
            view! {
                <li class="item">
                    <div class="item__text">
                        <p class="item__title">
                            <span>{who}</span>
                            " "
                            <EventBadge event=entry.event />
                        </p>
                        {details}
                        <p class="item__note">
                            <span>
                                <RelativeTime at=entry.at as_of />
                            </span>
                            " "
                            <span>{entry.ip_address}</span>
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card card--stack" aria-labelledby="entries-title">
            <header>
                <h2 id="entries-title">"Recent audit log entries"</h2>
            </header>
            <ul class="items">{items}</ul>
            {log}
        </section>
    }
}

/// The actor and the affected user; one name if they are the same. An empty actor is a visitor or the server.
fn between(actor: &str, user: &str) -> String {
    match (actor, user) {
        ("", "") => "a visitor or the server".to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (actor, user) if actor == user => actor.to_owned(),
        (actor, user) => format!("{actor} → {user}"),
    }
}

/// The latest accounts.
#[component]
pub(super) fn Latest(
    /// The accounts, newest first.
    latest: Vec<NewAccount>,
    /// When they were read.
    as_of: OffsetDateTime,
) -> impl IntoView {
    let sees_users = may_open(paths::ADMIN_USERS);
    let all = sees_users.then(|| {
        view! {
            <p class="card__footer">
                <a href=paths::ADMIN_USERS>"All users"</a>
            </p>
        }
    });
    let items = latest
        .into_iter()
        .map(|account| {
            let name = if sees_users {
                let path = paths::fill(paths::ADMIN_USER, &[&account.id.to_string()]);
                view! { <a href=path>{account.username}</a> }.into_any()
            } else {
                view! { <span>{account.username}</span> }.into_any()
            };
            view! {
                <li class="item">
                    <Icon shape=Shape::Person />
                    <div class="item__text">
                        <p class="item__title">{name}</p>
                        <p class="item__note">
                            <span>{account.email}</span>
                            " "
                            <span>
                                <RelativeTime at=account.date_joined as_of />
                            </span>
                        </p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card card--stack" aria-labelledby="latest-title">
            <header>
                <h2 id="latest-title">"Recent sign-ups"</h2>
            </header>
            <ul class="items">{items}</ul>
            {all}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_and_whom() {
        for (actor, user, said) in [
            ("root", "", "root"),
            ("", "bo", "bo"),
            ("bo", "bo", "bo"),
            ("root", "bo", "root → bo"),
            ("", "", "a visitor or the server"),
        ] {
            assert_eq!(between(actor, user), said);
        }
    }
}
