//! Sign-up: all errors at once, and no undeclared fields.

use axum::http::StatusCode;
use entity::user;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{browser::Browser, test_app::TestApp};

fn form<'a>(username: &'a str, email: &'a str, password: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("username", username),
        ("email", email),
        ("password1", password),
        ("password2", password),
    ]
}

const GOOD: &str = "tangerine sky over rooftops";

testkit::on_both_databases! {
    async fn everything_that_is_wrong_is_said_at_once(url: String) {
        let app = TestApp::start(url).await;
        let fields = [("username", "al ice"), ("email", "nonsense"), ("password1", "12345678"), ("password2", "other")];
        let answer = Browser::script().post(&app, "/signup", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        let codes = |field: &str| -> Vec<String> {
            let errors = json["fields"][field].as_array().expect("errors");
            errors.iter().map(|error| error["code"].as_str().expect("a code").to_owned()).collect()
        };
        assert_eq!(codes("username"), ["invalid_username"]);
        assert_eq!(codes("email"), ["invalid_email"]);
        assert_eq!(codes("password1"), ["password_too_short", "password_too_common", "password_entirely_numeric"]);
        assert_eq!(codes("password2"), ["password_mismatch"]);

        let mut browser = Browser::new();
        browser.post(&app, "/signup", &fields).await;
        let page = browser.get(&app, "/signup").await;
        for sentence in [
            "This password is too short. It must contain at least 9 characters.",
            "This password is too common.",
            "This password is entirely numeric.",
            "The two password fields didn’t match.",
            "Enter a valid email address.",
        ] {
            assert!(page.body.contains(sentence), "{sentence}");
        }
        let summary = page.body.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a summary");
        let links: Vec<_> = summary.match_indices("href=\"#").map(|(at, _)| &summary[at + 7..at + 10]).collect();
        assert_eq!(links, ["use", "ema", "pas", "pas", "pas", "pas"], "in the order of the form");
        assert!(page.body.contains("aria-describedby=\"password1-hint password1-error password-strength\""));
        assert_eq!(page.value_of("username").as_deref(), Some("al ice"));
        assert_eq!(page.value_of("password1"), None);
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0);
    }

    async fn names_and_addresses_are_unique_in_any_letter_case(url: String) {
        let app = TestApp::start(url).await;
        assert_eq!(Browser::new().post(&app, "/signup", &form("Bob", "bob@example.com", GOOD)).await.location(), "/dashboard");
        for (username, email, wrong) in [
            ("bOB", "other@example.com", "username"),
            ("Ｂｏｂ", "other@example.com", "username"),
            ("other", "BOB@example.COM", "email"),
        ] {
            let answer = Browser::script().post(&app, "/signup", &form(username, email, GOOD)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
            assert_eq!(json["fields"].as_object().expect("fields").keys().collect::<Vec<_>>(), [wrong], "{username}");
        }
        // A dotless i is not treated as an i, and is not allowed in an address.
        let answer = Browser::script().post(&app, "/signup", &form("mike", "mıke@example.com", GOOD)).await;
        assert!(answer.body.contains("invalid_email"));
    }

    async fn a_password_like_the_user_is_refused(url: String) {
        let app = TestApp::start(url).await;
        let answer = Browser::script().post(&app, "/signup", &form("rooftopper", "a@example.com", "rooftopper1")).await;
        assert!(answer.codes().contains(r#""attribute":"username","code":"password_too_similar""#), "{}", answer.body);
        let answer = Browser::script().post(&app, "/signup", &form("a", "skygazer77@example.com", "skygazer77")).await;
        assert!(answer.body.contains(r#""attribute":"email""#), "{}", answer.body);
    }

    /// Mass assignment: undeclared fields are rejected, and the new user is a plain customer.
    async fn nothing_else_can_be_set(url: String) {
        let app = TestApp::start(url).await;
        for extra in ["is_staff", "is_superuser", "is_active", "groups", "id", "password", "auth_epoch", "date_joined"] {
            let mut fields = form("mallory", "m@example.com", GOOD).to_vec();
            fields.push((extra, "true"));
            let answer = Browser::script().post(&app, "/signup", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{extra}");
            assert!(answer.body.contains("unknown_field"));
        }
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0);
    }

    async fn a_closed_door_is_closed_on_the_server(url: String) {
        let app = TestApp::configured(url, &[("ACCOUNT_SIGNUP_OPEN", "false")]).await;
        let page = Browser::new().get(&app, "/signup").await;
        assert!(page.body.contains("Sign-up is closed") && page.value_of("username").is_none());
        assert!(!page.body.contains("name=\"password1\""));
        let answer = Browser::script().post(&app, "/signup", &form("eve", "eve@example.com", GOOD)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 0);
    }
}
