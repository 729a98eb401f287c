//! The landing page.

use std::sync::Arc;

use contract::{paths, site};
use leptos::prelude::*;

use web::{
    AppError, Policy, Request, Route,
    components::{Icon, PageLayout, RoleTable, Shape, SignUpLink},
    page,
    page::use_viewer,
};

/// The route of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page(paths::HOME, Policy::Anyone, home_page)]
}

/// The page at `/`.
async fn home_page(request: Request) -> Result<impl IntoView, AppError> {
    Ok(view! {
        <PageLayout title="Accounts for Rust web applications">
            <section class="hero">
                <div class="hero__text">
                    <h1>"Accounts, permissions and sessions for Rust web applications"</h1>
                    <p class="hero__lead">
                        {site::NAME} " is a complete accounts system in one language, from the database to the browser. \
                         Fork it and start with your own features."
                    </p>
                    <p class="hero__actions">
                        <Actions />
                    </p>
                </div>
                <RoleTable permissions=Arc::clone(&request.auth.permissions) />
            </section>
            <section class="section" aria-labelledby="features">
                <h2 id="features">"Features"</h2>
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
                <h2 id="start">"Get started with two commands"</h2>
                <ol class="steps">
                    <li>
                        <p>"Build the application and serve it with a demo database:"</p>
                        <code class="command">"cargo xtask run"</code>
                    </li>
                    <li>
                        <p>"Run all tests, on SQLite, on PostgreSQL and in a browser:"</p>
                        <code class="command">"cargo xtask test"</code>
                    </li>
                </ol>
            </section>
        </PageLayout>
    })
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
        text: "Granted to users or groups and checked on the server before anything is rendered. A route without \
               a policy does not compile.",
    },
    Feature {
        shape: Shape::Device,
        title: "Sessions",
        text: "Stored on the server, with a new ID at every login. Changing the password ends all other sessions.",
    },
    Feature {
        shape: Shape::Lock,
        title: "Passwords",
        text: "Hashed with Argon2id and checked against Django’s four rules. Hashes from Django keep working and \
               are upgraded at the next login.",
    },
    Feature {
        shape: Shape::Page,
        title: "Works without JavaScript",
        text: "Every page is rendered on the server and every form is a plain HTML form. JavaScript only \
               makes them faster.",
    },
    Feature {
        shape: Shape::Fork,
        title: "Ready to fork",
        text: "One dependency list, strict lints, migrations for SQLite and PostgreSQL. Delete the example domain and \
               keep the rest.",
    },
];
