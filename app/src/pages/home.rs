//! The landing page.

use contract::paths;
use leptos::prelude::*;

use crate::{
    components::{Icon, PageLayout, RoleTable, SignUpLink, icon::Shape},
    page_context::use_viewer,
};

/// The page at `/`.
#[component]
pub fn HomePage() -> impl IntoView {
    view! {
        <PageLayout title="Accounts for Rust web applications">
            <section class="hero">
                <div class="hero__text">
                    <h1>"Accounts, permissions and sessions for Rust web applications"</h1>
                    <p class="hero__lead">
                        "Portico is a complete accounts system in one language, from the database to the browser. \
                         Fork it, and start with the part that is yours."
                    </p>
                    <p class="hero__actions">
                        <Actions />
                    </p>
                </div>
                <RoleTable />
            </section>
            <section class="section" aria-labelledby="features">
                <h2 id="features">"What is in it"</h2>
                <ul class="features">
                    {FEATURES
                        .iter()
                        .map(|feature| {
                            view! {
                                <li class="card">
                                    <Icon shape=feature.shape />
                                    <h3>{feature.title}</h3>
                                    <p>{feature.text}</p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
            <section class="section" aria-labelledby="start">
                <h2 id="start">"Start it in two commands"</h2>
                <ol class="steps">
                    <li>
                        <p>"Build it, make a database with demo accounts, and serve it:"</p>
                        <code class="command">"cargo xtask run"</code>
                    </li>
                    <li>
                        <p>"Run every test, on SQLite and PostgreSQL and in a browser:"</p>
                        <code class="command">"cargo xtask test"</code>
                    </li>
                </ol>
            </section>
        </PageLayout>
    }
}

#[component]
fn Actions() -> impl IntoView {
    if use_viewer().is_some() {
        return view! {
            <a class="button button--primary" href=paths::DASHBOARD>
                "Go to your dashboard"
            </a>
        }
        .into_any();
    }
    view! {
        <SignUpLink />
        " "
        <a class="button" href=paths::LOG_IN>
            "Log in"
        </a>
    }
    .into_any()
}

struct Feature {
    shape: Shape,
    title: &'static str,
    text: &'static str,
}

const FEATURES: [Feature; 6] = [
    Feature {
        shape: Shape::Person,
        title: "Accounts",
        text: "Sign up, log in with a username or an email address, stay logged in for two weeks or until the \
               browser closes.",
    },
    Feature {
        shape: Shape::Key,
        title: "Permissions",
        text: "Given to a person or to a group and checked on the server before anything is rendered. A page that \
               states no policy needs a log-in.",
    },
    Feature {
        shape: Shape::Device,
        title: "Sessions",
        text: "Kept on the server, with a new id at every log-in. A changed password ends them all.",
    },
    Feature {
        shape: Shape::Lock,
        title: "Passwords",
        text: "Hashed with Argon2id and checked against Django’s four rules. Hashes made by Django go on working and \
               are renewed at the next log-in.",
    },
    Feature {
        shape: Shape::Page,
        title: "Works without JavaScript",
        text: "Every page is rendered on the server and every form is a plain form. Where there is a script, it only \
               makes them quicker.",
    },
    Feature {
        shape: Shape::Fork,
        title: "Ready to fork",
        text: "One dependency list, strict lints, migrations for SQLite and PostgreSQL. Delete the example domain and \
               keep the rest.",
    },
];
