//! The column beside the form of a user: other actions, and dates.

use contract::{admin::UserDetail, number::counted, paths};
use leptos::prelude::*;
use web::components::{PostButton, RelativeTime};

use crate::admin::{delete_card::DeleteCard, path_of};

/// Actions, dates, and a link to delete the user.
#[component]
pub(super) fn Side(user: UserDetail) -> impl IntoView {
    let delete = user.may_delete.then(|| {
        view! {
            <DeleteCard
                name=user.username.clone()
                text="The next page lists what is deleted with the account."
                href=path_of(paths::ADMIN_DELETE_USER, user.id)
            />
        }
    });
    view! {
        <div class="columns__side">
            <Actions user=user.clone() />
            <section class="card">
                <header class="card__header">
                    <h2>"Important dates"</h2>
                </header>
                <dl class="description-list">
                    <dt>"Joined"</dt>
                    <dd>
                        <RelativeTime at=user.date_joined as_of=user.as_of />
                    </dd>
                    <dt>"Last login"</dt>
                    <dd>
                        {match user.last_login {
                            Some(at) => view! { <RelativeTime at as_of=user.as_of /> }.into_any(),
                            None => "never".into_any(),
                        }}
                    </dd>
                </dl>
            </section>
            {delete}
        </div>
    }
}

#[component]
fn Actions(user: UserDetail) -> impl IntoView {
    view! {
        <section class="card card--stack" aria-labelledby="actions-title">
            <header>
                <h2 id="actions-title">"Actions"</h2>
            </header>
            <ul class="items">
                <PasswordItem user=user.clone() />
                <ConnectionItems user=user.clone() />
                {user.may_view_sessions.then(|| view! { <SessionsItem user=user.clone() /> })}
                <li class="item">
                    <div class="item__text">
                        <p class="item__title">"What " {user.username.clone()} " may do"</p>
                    </div>
                    <a
                        class="button button--quiet button--small"
                        href=paths::with_query(paths::ADMIN_WHY, &[("user", &user.username)])
                    >
                        "Why can this user …?"
                    </a>
                </li>
                <li class="item">
                    <div class="item__text">
                        <p class="item__title">"What happened"</p>
                    </div>
                    <a
                        class="button button--quiet button--small"
                        href=paths::with_query(paths::ADMIN_AUDIT, &[("user", &user.username)])
                    >
                        "Audit log"
                    </a>
                </li>
            </ul>
        </section>
    }
}

#[component]
fn PasswordItem(user: UserDetail) -> impl IntoView {
    if !user.may_change_identity {
        return None;
    }
    let note = if user.has_password {
        "set"
    } else {
        "none: cannot log in with one"
    };
    let (label, set) = if user.is_own {
        ("Change password", paths::PASSWORD_CHANGE.to_owned())
    } else {
        ("Set password", path_of(paths::ADMIN_USER_PASSWORD, user.id))
    };
    let disable = (user.has_password && !user.is_own).then(|| {
        view! {
            <a
                class="button button--danger-quiet button--small"
                href=path_of(paths::ADMIN_DISABLE_PASSWORD, user.id)
                aria-describedby="a-password"
            >
                "Disable …"
            </a>
        }
    });
    Some(view! {
        <li class="item">
            <div class="item__text">
                <p class="item__title" id="a-password">
                    "Password"
                </p>
                <p class="item__note">{note}</p>
            </div>
            <a class="button button--small" href=set>
                {label}
            </a>
            {disable}
        </li>
    })
}

#[component]
fn ConnectionItems(user: UserDetail) -> impl IntoView {
    let may_disconnect = user.may_change_identity && !user.is_own;
    user.connections
        .into_iter()
        .map(|connection| {
            let id = format!("connection-{}", connection.id);
            let disconnect = may_disconnect.then(|| {
                view! {
                    <PostButton
                        path=path_of(paths::ADMIN_DISCONNECT, user.id)
                        carries=vec![("account", connection.id.to_string())]
                        label="Disconnect"
                        class="button button--danger-quiet button--small"
                        described_by=id.clone()
                    />
                }
            });
            view! {
                <li class="item">
                    <div class="item__text">
                        <p class="item__title" id=id>
                            {connection.provider_label}
                        </p>
                        <p class="item__note">{connection.account}</p>
                    </div>
                    {disconnect}
                </li>
            }
        })
        .collect_view()
}

#[component]
fn SessionsItem(user: UserDetail) -> impl IntoView {
    let count = counted(user.sessions, "session");
    let end_sessions = (user.may_end_sessions && user.sessions > 0).then(|| {
        view! {
            <a
                class="button button--danger-quiet button--small"
                href=path_of(paths::ADMIN_END_SESSIONS, user.id)
                aria-describedby="a-sessions"
            >
                "End sessions …"
            </a>
        }
    });
    view! {
        <li class="item">
            <div class="item__text">
                <p class="item__title" id="a-sessions">
                    {count}
                </p>
            </div>
            {end_sessions}
        </li>
    }
}
