//! Login: errors, their messages, and the redirect target.

use axum::http::StatusCode;
use contract::role::Role;
use contract::site::NAME;
use entity::user;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

const GENERIC: &str =
    "Please enter a correct username and password. Note that both fields may be case-sensitive.";

testkit::on_both_databases! {
    /// ASVS 6.3.8: unknown users, wrong passwords, inactive users and unusable passwords get identical responses.
    async fn every_refusal_looks_the_same(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", Some(Role::Customer)).await;
        let inactive = app.user("gone", None).await;
        let mut inactive = inactive.into_active_model();
        inactive.is_active = Set(false);
        inactive.update(app.auth.db.writer()).await.expect("deactivated");
        app.user_with_hash("social", None, auth::passwords::make_unusable()).await;
        app.user_with_hash("broken", None, "$argon2id$v=19$nonsense".into()).await;

        let mut seen = Vec::new();
        for (name, password) in [
            ("nobody", PASSWORD),
            ("alice", "wrong"),
            ("gone", PASSWORD),
            ("gone", "wrong"),
            ("social", PASSWORD),
            ("broken", PASSWORD),
        ] {
            let mut script = Browser::script();
            let answer = script.post(&app, "/login", &[("username", name), ("password", password)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(script.cookies.is_empty(), "no session for a refused login");
            seen.push(answer.codes());

            let mut browser = Browser::new();
            let answer = browser.post(&app, "/login", &[("username", name), ("password", password)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/login"));
            let page = browser.get(&app, "/login").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(GENERIC));
            assert_eq!(browser.who(&app).await, None);
        }
        seen.dedup();
        assert_eq!(seen, [r#"{"error":"invalid","form":[{"code":"invalid_login"}]}"#]);
    }

    async fn a_refused_form_comes_back_as_it_was_without_the_password(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        let fields = [("username", "al<i>ce"), ("password", "hunter2!"), ("remember_me", "true"), ("next", "/dashboard?tab=1")];
        let answer = browser.post(&app, "/login", &fields).await;
        assert_eq!(answer.location(), "/login", "neither errors nor values in the address");
        let page = browser.get(&app, "/login").await;
        assert!(page.body.contains("role=\"alert\""));
        assert!(page.body.contains("aria-invalid=\"true\""));
        assert!(page.body.contains("aria-describedby=\"form-errors\"") && page.body.contains("id=\"form-errors\""));
        assert_eq!(page.value_of("username").as_deref(), Some("al&lt;i&gt;ce"));
        assert_eq!(page.value_of("password"), None);
        assert_eq!(page.value_of("next").as_deref(), Some("/dashboard?tab=1"));
        assert!(!page.body.contains("hunter2"));
        assert!(page.body.contains(&format!("<title>Error: Log in · {NAME}</title>")));
        // The input is shown once; a reload shows an empty form.
        let page = browser.get(&app, "/login").await;
        assert!(!page.body.contains("role=\"alert\""));
        assert_eq!(page.value_of("username"), None);
    }

    async fn empty_fields_are_required(url: String) {
        let app = TestApp::start(url).await;
        let answer = Browser::script().post(&app, "/login", &[("username", ""), ("password", "")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.codes(),
            r#"{"error":"invalid","fields":{"password":[{"code":"required"}],"username":[{"code":"required"}]}}"#
        );
        assert_eq!(Browser::script().post(&app, "/login", &[]).await.codes(), answer.codes(), "missing is empty");
        let mut browser = Browser::new();
        browser.post(&app, "/login", &[]).await;
        let page = browser.get(&app, "/login").await;
        assert!(page.body.contains("Username or email: This field is required."), "the summary says which");
    }

    async fn next_is_followed_only_on_this_site(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        for (next, leads_to) in [
            ("/settings?page=2", "/settings?page=2"),
            ("/view/?param=http://example.com", "/view/?param=http://example.com"),
            ("/ä", "/%C3%A4"),
            ("", "/dashboard"),
            ("//example.com", "/dashboard"),
            ("///example.com", "/dashboard"),
            ("/\\example.com", "/dashboard"),
            ("\\\\example.com", "/dashboard"),
            ("http://example.com", "/dashboard"),
            ("http:///example.com", "/dashboard"),
            ("http:/\\//example.com", "/dashboard"),
            ("javascript:alert(1)", "/dashboard"),
            ("java\nscript:alert(1)", "/dashboard"),
            ("/\tx", "/dashboard"),
            ("/\r\nSet-Cookie: a=b", "/dashboard"),
            ("/login/..//example.com", "/dashboard"),
            ("https://127.0.0.1.evil.example/", "/dashboard"),
            ("http://127.0.0.1:3000@evil.example/", "/dashboard"),
            ("/login", "/dashboard"),
            ("/logout", "/dashboard"),
        ] {
            let answer = Browser::new().log_in(&app, "alice", &[("next", next)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, leads_to), "{next:?}");
            let answer = Browser::script().log_in(&app, "alice", &[("next", next)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::OK, leads_to), "{next:?} for a script");
        }
        let long = format!("/{}", "a".repeat(2048));
        assert_eq!(Browser::new().log_in(&app, "alice", &[("next", &long)]).await.location(), "/dashboard");

        // In the query of the form, if the form's field is empty.
        let mut browser = Browser::new();
        let fields = "username=alice&password=tangerine+sky+over+rooftops";
        let answer = browser.post_body(&app, "/login?next=%2Fsettings", fields.into()).await;
        assert_eq!(answer.location(), "/settings");
        // Also for a user who is already logged in.
        assert_eq!(browser.get(&app, "/login?next=%2Fsettings").await.location(), "/settings");
        assert_eq!(browser.get(&app, "/login?next=%2F%2Fevil.example").await.location(), "/dashboard");
        assert_eq!(browser.get(&app, "/signup").await.location(), "/dashboard");
    }

    /// A user with a Django hash can log in, and the hash is upgraded. Earlier sessions of the user stay valid.
    async fn a_django_hash_is_renewed_at_log_in(url: String) {
        let app = TestApp::start(url).await;
        let django = "pbkdf2_sha256$1000$seasaltseasaltseasaltsa$iI2NkmQD3dcUPGF9VVCymwvv9kKWzWvV6XHUdSWudR4=";
        let user = app.user_with_hash("imported", None, django.into()).await;
        let stored = async || {
            let user = user::Entity::find_by_id(user.id).one(app.auth.db.reader()).await.expect("reads").expect("is there");
            user.password.0
        };
        let wrong = Browser::new().post(&app, "/login", &[("username", "imported"), ("password", "wrong")]).await;
        assert_eq!(wrong.location(), "/login");
        assert_eq!(stored().await, django, "a wrong password renews nothing");

        let right = [("username", "imported"), ("password", "p@ssw0rd")];
        let mut first = Browser::new();
        assert_eq!(first.post(&app, "/login", &right).await.location(), "/dashboard");
        let renewed = stored().await;
        assert!(renewed.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{renewed}");

        let mut second = Browser::new();
        assert_eq!(second.post(&app, "/login", &right).await.location(), "/dashboard");
        assert_eq!(stored().await, renewed, "once is enough");
        assert_eq!(first.who(&app).await.as_deref(), Some("imported"), "the first session is still there");
    }

    /// A username that is another user's address does not capture that user's login.
    async fn an_address_cannot_be_shadowed(url: String) {
        let app = TestApp::start(url).await;
        app.user("victim", None).await;
        let sign_up = async |username: &str, email: &str| {
            let password = "quite another password";
            let fields = [("username", username), ("email", email), ("password1", password), ("password2", password)];
            Browser::script().post(&app, "/signup", &fields).await
        };
        let shadow = sign_up("victim@example.com", "evil@example.com").await;
        assert_eq!(shadow.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shadow.body.contains("username_taken"));
        // Nor the other way round: an address that is another user's name would capture that user's login by name.
        assert_eq!(sign_up("someone@elsewhere.example", "someone@example.com").await.status, StatusCode::OK);
        let catcher = sign_up("catcher", "Someone@elsewhere.example").await;
        assert_eq!(catcher.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(catcher.body.contains("email_taken"), "{}", catcher.body);
        let mut browser = Browser::new();
        browser.log_in(&app, "victim@example.com", &[]).await;
        assert_eq!(browser.who(&app).await.as_deref(), Some("victim"));
    }

    async fn login_methods_are_the_operators_choice(url: String) {
        let app = TestApp::configured(url, &[("ACCOUNT_LOGIN_METHODS", "email")]).await;
        app.user("alice", None).await;
        assert_eq!(Browser::new().log_in(&app, "alice", &[]).await.location(), "/login");
        assert_eq!(Browser::new().log_in(&app, "alice@example.com", &[]).await.location(), "/dashboard");
    }
}
