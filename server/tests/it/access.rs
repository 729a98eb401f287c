//! Every page and every server function against the table, for everybody, in both shapes.

use std::collections::BTreeSet;

use app::{app::App, server_functions};
use axum::http::StatusCode;
use contract::{
    access::{Method, Policy, ROUTES, Verdict},
    forms::Form,
    paths,
    role::Role,
    viewer::Viewer,
};
use entity::{permission, user, user_permission};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::{browser::Browser, test_app::TestApp};

/// What the router really has: pages, server functions, and the addresses for machines.
fn registered() -> BTreeSet<(&'static str, String)> {
    server_functions::register();
    let pages = leptos_axum::generate_route_list(App)
        .into_iter()
        .map(|page| ("GET", page.path().to_owned()));
    let functions = server_fn::axum::server_fn_paths().map(|(path, method)| {
        assert_eq!(
            method, "POST",
            "{path}: a server function that answers GET can be called by a link from anywhere"
        );
        ("POST", path.to_owned())
    });
    let machines = [
        "/api/me",
        "/dev/mailbox.json",
        "/dev/mailbox/{id}/html",
        "/.well-known/change-password",
        "/healthz",
        "/readyz",
    ]
    .map(|path| ("GET", path.to_owned()));
    pages.chain(functions).chain(machines).collect()
}

#[test]
fn the_table_names_every_route_and_no_other() {
    let table: BTreeSet<_> = ROUTES
        .iter()
        .map(|route| {
            (
                if route.method == Method::Get {
                    "GET"
                } else {
                    "POST"
                },
                route.path.to_owned(),
            )
        })
        .collect();
    assert_eq!(registered(), table);
}

#[test]
fn every_server_function_has_a_declared_form() {
    for (method, path) in registered() {
        assert!(
            method == "GET" || Form::at(&path).is_some(),
            "{path} is not in contract::forms"
        );
    }
}

/// Everybody there is, by how they came to be: among them, for each permission, staff who hold that one and nothing else.
async fn everybody(app: &TestApp) -> Vec<(String, Option<user::Model>)> {
    let mut all = vec![("anonymous".to_owned(), None)];
    for (name, role) in [
        ("customer", Role::Customer),
        ("manager", Role::Manager),
        ("admin", Role::Admin),
    ] {
        all.push((name.to_owned(), Some(app.user(name, Some(role)).await)));
    }
    for name in ["staff", "superuser", "inactive"] {
        let user = flagged(app, name, |user| match name {
            "staff" => user.is_staff = Set(true),
            "superuser" => user.is_superuser = Set(true),
            _ => user.is_active = Set(false),
        });
        all.push((name.to_owned(), Some(user.await)));
    }
    let permissions = permission::Entity::find()
        .all(app.auth.db.reader())
        .await
        .expect("permissions");
    assert!(permissions.len() > 25, "they have been seeded");
    for permission in permissions {
        let name = format!("staff.{}.{}", permission.app_label, permission.codename);
        let user = flagged(app, &name, |user| user.is_staff = Set(true)).await;
        let grant = user_permission::ActiveModel {
            user_id: Set(user.id),
            permission_id: Set(permission.id),
        };
        grant.insert(app.auth.db.writer()).await.expect("granted");
        all.push((name, Some(user)));
    }
    all
}

async fn flagged(app: &TestApp, name: &str, change: impl FnOnce(&mut user::ActiveModel)) -> user::Model {
    let mut user = app.user(name, None).await.into_active_model();
    change(&mut user);
    user.update(app.auth.db.writer()).await.expect("updated")
}

async fn viewer_of(app: &TestApp, user: &user::Model) -> Option<Viewer> {
    let identity = auth::sessions::Identity {
        user_id: user.id,
        auth_epoch: user.auth_epoch,
    };
    auth::authorization::viewer::load(app.auth.db.reader(), identity, app.clock.now())
        .await
        .expect("reads")
}

testkit::on_both_databases! {
    async fn every_route_answers_what_its_policy_says(url: String) {
        let app = TestApp::start(url).await;
        // To log out comes last: it would end the walk.
        let mut routes: Vec<_> = ROUTES.iter().collect();
        routes.sort_by_key(|route| route.path == paths::LOG_OUT);
        for (name, user) in everybody(&app).await {
            let mut browser = Browser::new();
            let mut viewer = None;
            if let Some(user) = &user {
                browser.log_in(&app, &name, &[]).await;
                viewer = viewer_of(&app, user).await;
            }
            for route in &routes {
                let verdict = route.policy.judge(viewer.as_ref(), true);
                check(&app, &mut browser.clone(), route, verdict, &name).await;
                check(&app, &mut Browser::script_with(&browser), route, verdict, &name).await;
            }
        }
    }

    /// The same, for those whose password is not recent any more.
    async fn every_route_that_wants_a_recent_password_asks_for_it(url: String) {
        let app = TestApp::start(url).await;
        app.user("customer", Some(Role::Customer)).await;
        app.user("admin", Some(Role::Admin)).await;
        flagged(&app, "root", |user| {
            user.is_staff = Set(true);
            user.is_superuser = Set(true);
        })
        .await;
        let names = ["customer", "admin", "root"];
        let mut walkers = Vec::new();
        for name in names {
            let mut browser = Browser::new();
            browser.log_in(&app, name, &[]).await;
            walkers.push((name, viewer_of(&app, &app.stored(name).await).await, browser));
        }
        app.clock.advance(time::Duration::minutes(contract::access::RECENT_MINUTES));
        let mut asked = 0;
        for (name, viewer, browser) in walkers {
            for route in ROUTES.iter().filter(|route| route.path != paths::LOG_OUT) {
                let verdict = route.policy.judge(viewer.as_ref(), false);
                asked += usize::from(verdict == Verdict::Reauthenticate);
                check(&app, &mut browser.clone(), route, verdict, name).await;
                check(&app, &mut Browser::script_with(&browser), route, verdict, name).await;
            }
        }
        assert!(asked > 30, "{asked}");
    }

    async fn an_anonymous_visitor_is_led_to_the_log_in_with_nothing_else(url: String) {
        let app = TestApp::start(url).await;
        let answer = Browser::new().get(&app, "/dashboard?a=1&b=x%20y").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/login?next=%2Fdashboard%3Fa%3D1%26b%3Dx%2520y");
        assert!(answer.body.is_empty());
        let answer = Browser::script().get(&app, "/dashboard").await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::UNAUTHORIZED, r#"{"error":"log_in_required"}"#));
    }

    /// An address that nobody may guess from: 404 for everybody, before any question of who it is.
    async fn unknown_addresses_are_unknown_to_all(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Admin)).await;
        let mut browser = Browser::new();
        browser.log_in(&app, "alice", &[]).await;
        for path in ["/nothing", "/dashboard/x.css", "/dashboard;.js", "/.git/HEAD", "/.env", "/pkg/../../Cargo.toml", "/pkg/"] {
            assert_eq!(Browser::new().get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(browser.get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(Browser::script().get(&app, path).await.body, r#"{"error":"not_found"}"#, "{path}");
        }
    }
}

async fn check(
    app: &TestApp,
    browser: &mut Browser,
    route: &contract::access::Route,
    verdict: Verdict,
    name: &str,
) {
    let answer = match route.method {
        Method::Get => browser.get(app, route.path).await,
        Method::Post => browser.post(app, route.path, &[]).await,
    };
    let is_script = browser.is_script() || route.path.starts_with("/api/");
    let said = format!(
        "{name}: {:?} {} ({:?}, script: {is_script})",
        route.method, route.path, route.policy
    );
    match (verdict, is_script) {
        (Verdict::LogIn, true) => assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{said}"),
        (Verdict::LogIn, false) => {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{said}");
            assert!(
                answer.location().starts_with("/login"),
                "{said}: {}",
                answer.location()
            );
            assert!(answer.body.is_empty(), "{said}");
        }
        (Verdict::AlreadyLoggedIn, true) => assert_eq!(answer.status, StatusCode::CONFLICT, "{said}"),
        (Verdict::AlreadyLoggedIn, false) => {
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, "/dashboard"),
                "{said}"
            );
        }
        (Verdict::Reauthenticate, true) => {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{said}");
            assert!(
                answer.body.contains("reauthentication_required"),
                "{said}: {}",
                answer.body
            );
        }
        (Verdict::Reauthenticate, false) => {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{said}");
            assert!(
                answer.location().starts_with("/reauthenticate?next="),
                "{said}: {}",
                answer.location()
            );
            assert!(answer.body.is_empty(), "{said}");
        }
        (Verdict::Forbid, _) => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{said}"),
        (Verdict::Admit, _) => {
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
            assert!(
                !refused.contains(&answer.status) && !answer.status.is_server_error(),
                "{said}: {}",
                answer.status
            );
            assert!(!answer.location().starts_with("/login?"), "{said}");
        }
    }
    if matches!(route.policy, Policy::LoggedIn) && verdict != Verdict::Admit {
        assert!(
            !answer.body.contains("example.com"),
            "{said}: somebody's data in a refusal"
        );
    }
}
