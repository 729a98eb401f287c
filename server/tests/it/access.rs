//! Checks every page and every form against its policy, for every kind of visitor, in both formats.

use axum::http::StatusCode;
use contract::{paths, role::Role, viewer::Viewer};
use entity::{permission, user, user_permission};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use auth::authentication::RECENT_MINUTES;
use web::routing::{Listed, Method, Policy, Recency, Verdict};

use crate::{browser::Browser, test_app::TestApp};

/// All kinds of visitors, by description. For each permission, they include staff with that permission and no other.
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
    assert!(permissions.len() >= 20, "they have been seeded");
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
        // Logging out is tested last, because it ends the session.
        let mut routes: Vec<_> = app.routes().list().collect();
        routes.sort_by_key(|route| route.path == paths::LOG_OUT);
        for (name, user) in everybody(&app).await {
            let mut browser = Browser::new();
            let mut viewer = None;
            if let Some(user) = &user {
                browser.log_in(&app, &name, &[]).await;
                viewer = viewer_of(&app, user).await;
            }
            for route in &routes {
                let verdict = route.policy.judge_viewer(viewer.as_ref(), Recency::Recent);
                check(&app, &mut browser.clone(), route, verdict, &name).await;
                check(&app, &mut Browser::script_with(&browser), route, verdict, &name).await;
            }
        }
    }

    /// The same for users who have not authenticated recently.
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
            let browser = Browser::logged_in(&app, name).await;
            walkers.push((name, viewer_of(&app, &app.stored(name).await).await, browser));
        }
        app.clock.advance(time::Duration::minutes(RECENT_MINUTES));
        let mut asked = 0;
        for (name, viewer, browser) in walkers {
            for route in app.routes().list().filter(|route| route.path != paths::LOG_OUT) {
                let verdict = route.policy.judge_viewer(viewer.as_ref(), Recency::Stale);
                asked += usize::from(verdict == Verdict::Reauthenticate);
                check(&app, &mut browser.clone(), &route, verdict, name).await;
                check(&app, &mut Browser::script_with(&browser), &route, verdict, name).await;
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
        assert_eq!((answer.status, answer.codes().as_str()), (StatusCode::UNAUTHORIZED, r#"{"error":"log_in_required"}"#));
    }

    /// An unknown path responds with 404 to everyone, before authentication, so that it reveals nothing.
    async fn unknown_addresses_are_unknown_to_all(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Admin)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        for path in ["/nothing", "/dashboard/x.css", "/dashboard;.js", "/.git/HEAD", "/.env", "/pkg/../../Cargo.toml", "/pkg/"] {
            assert_eq!(Browser::new().get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(browser.get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(Browser::script().get(&app, path).await.codes(), r#"{"error":"not_found"}"#, "{path}");
        }
    }
}

async fn check(app: &TestApp, browser: &mut Browser, route: &Listed, verdict: Verdict, name: &str) {
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

#[test]
fn every_form_has_a_page_or_leads_back_to_the_one_it_was_sent_from() {
    let table = server::routes::routes(&server::domains::domains(), true);
    let without: Vec<_> = table
        .list()
        .filter_map(|route| route.form)
        .filter(|form| !table.has_page(form))
        .map(|form| form.path)
        .collect();
    assert_eq!(without, [paths::LOG_OUT, paths::THEME]);
}

/// A form that is added to the admin without requiring recent authentication fails this test.
#[test]
fn no_form_of_the_admin_goes_without_a_recent_password() {
    let root = Viewer {
        is_staff: true,
        is_superuser: true,
        ..Viewer::default()
    };
    let table = server::routes::routes(&server::domains::domains(), true);
    for route in table.list() {
        if route.method == Method::Post && route.path.starts_with("/admin/") {
            assert_eq!(
                route.policy.judge_viewer(Some(&root), Recency::Stale),
                Verdict::Reauthenticate,
                "{}",
                route.path
            );
        }
    }
}

/// Every field with "password" in its name is declared as a password, so that it is never stored or shown again.
#[test]
fn whatever_is_called_a_password_is_secret() {
    let table = server::routes::routes(&server::domains::domains(), true);
    for form in table.list().filter_map(|route| route.form) {
        for input in form.inputs() {
            assert_eq!(
                input.name.contains("password"),
                input.is_secret(),
                "{} {}",
                form.path,
                input.name
            );
        }
    }
}
