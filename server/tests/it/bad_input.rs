//! Invalid input to every endpoint results in a 4xx status and no change.

use axum::http::{Method, StatusCode};
use contract::forms::Kind;
use entity::{session, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

use web::routing::{Listed, Method as RouteMethod, Policy};

use crate::{browser::Browser, test_app::TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

/// Bodies and content types that no page of this site sends.
fn nasty() -> Vec<(&'static str, String, &'static str)> {
    let big = "a".repeat(1024 * 1024);
    vec![
        ("a field that is not there", "is_staff=on".into(), FORM),
        ("an array", "username[]=a&username[0]=b".into(), FORM),
        ("deeply nested", format!("a{}=1", "[a]".repeat(2000)), FORM),
        ("a megabyte", format!("username={big}"), FORM),
        ("invalid UTF-8", "%ff=%fe&username=%ff".into(), FORM),
        ("ten thousand fields", "x=1&".repeat(10_000), FORM),
        (
            "JSON",
            r#"{"username":"alice","password":"x"}"#.into(),
            "application/json",
        ),
        ("JSON as text", r#"{"username":"\ud800"}"#.into(), "text/plain"),
        (
            "multipart without a boundary",
            "--x".into(),
            "multipart/form-data",
        ),
        ("no type", "username=a".into(), ""),
    ]
}

testkit::on_both_databases! {
    async fn nothing_odd_gets_through_or_breaks_anything(url: String) {
        let app = TestApp::start(url).await;
        root(&app).await;
        for route in app.routes().list().filter(|route| route.method == RouteMethod::Post) {
            let script = admitted(&app, &route).await;
            for (what, body, kind) in nasty() {
                let mut headers = vec![("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:3000")];
                if !kind.is_empty() {
                    headers.push(("content-type", kind));
                }
                let answer = script.clone().send(&app, Method::POST, route.path, &headers, body.clone()).await;
                assert!(answer.status.is_client_error(), "{} with {what}: {}", route.path, answer.status);
                assert!(answer.body.starts_with(r#"{"error":""#), "{} with {what}: {}", route.path, answer.body);
            }
        }
        let db = app.auth.db.reader();
        assert_eq!(user::Entity::find().count(db).await.expect("counts"), 1);
        let log_ins = app.routes().list().filter(|r| r.method == RouteMethod::Post && needs_log_in(r)).count() as u64;
        let rows = session::Entity::find().count(db).await.expect("counts");
        assert_eq!(rows, log_ins, "the logins of this test and nothing else");
    }

    async fn each_text_field_of_each_form_is_checked(url: String) {
        let app = TestApp::start(url).await;
        root(&app).await;
        for route in app.routes().list() {
            let Some(form) = route.form else { continue };
            let script = admitted(&app, &route).await;
            for field in form.inputs() {
                // Check boxes that share a name may be sent more than once.
                if field.kind != Kind::Many {
                    let twice = format!("{0}=a&{0}=b", field.name);
                    let answer = script.clone().post_body(&app, route.path, twice).await;
                    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {} twice", route.path, field.name);
                }
                let nul = format!("{}=a%00b", field.name);
                let answer = script.clone().post_body(&app, route.path, nul).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {} with NUL", route.path, field.name);
                if let Some(max) = field.max_length {
                    let long = format!("{}={}", field.name, "ä".repeat(max + 1));
                    let answer = script.clone().post_body(&app, route.path, long).await;
                    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {} too long", route.path, field.name);
                    assert!(answer.body.contains("too_long"), "{}", answer.body);
                }
            }
        }
        let answer = Browser::script().post(&app, "/login", &[("username", "a"), ("password", "b"), ("remember_me", "perhaps")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = Browser::script().post(&app, "/theme", &[("theme", "pink")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// T-PW-1: a password of one megabyte is rejected before it is hashed.
    async fn an_endless_password_costs_nothing(url: String) {
        let app = TestApp::configured(url, &[("ARGON2_MEMORY_KIB", "65536"), ("ARGON2_TIME", "4")]).await;
        let started = std::time::Instant::now();
        let huge = "x".repeat(1024 * 1024);
        let answer = Browser::script().post(&app, "/login", &[("username", "alice"), ("password", &huge)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        let long = "x".repeat(10_000);
        let answer = Browser::script().post(&app, "/login", &[("username", "alice"), ("password", &long)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(started.elapsed().as_millis() < 250, "{:?}", started.elapsed());
    }

    async fn odd_queries_are_harmless(url: String) {
        let app = TestApp::start(url).await;
        for query in [
            "next=%ff%fe", "next=%00", "next[]=%2Fx", "next=a&next=b", "next=%0d%0aSet-Cookie:a=b", "%",
            // The query parameters in which Leptos itself passes errors.
            "__path=%2Flogin&__err=eyJlcnJvciI6ImludmFsaWQiLCJmb3JtIjpbeyJjb2RlIjoiaW52YWxpZF9sb2dpbiJ9XX0=",
            "__path=%2Flogin&__err=%ff", "__err=&__path=", "__proto__[x]=1",
        ] {
            let answer = Browser::new().get(&app, &format!("/login?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}");
            assert!(!answer.body.contains("role=\"alert\""), "{query}");
            assert_eq!(answer.set_cookies(), Vec::<&str>::new());
        }
    }
}

fn needs_log_in(route: &Listed) -> bool {
    !matches!(route.policy, Policy::Anyone | Policy::Anonymous)
}

/// A script that the route's policy admits.
async fn admitted(app: &TestApp, route: &Listed) -> Browser {
    if !needs_log_in(route) {
        return Browser::script();
    }
    Browser::script_with(&Browser::logged_in(app, "alice").await)
}

/// A user whom every policy admits, so that the input itself is validated.
async fn root(app: &TestApp) {
    let mut user = app.user("alice", None).await.into_active_model();
    user.is_staff = Set(true);
    user.is_superuser = Set(true);
    user.update(app.auth.db.writer()).await.expect("updated");
}
