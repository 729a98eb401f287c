//! The settings: profile, sessions, recent authentication, and deleting the account.

use std::sync::Arc;

use axum::http::StatusCode;
use contract::role::Role;
use entity::{audit_entry, known_device, one_time_token, session, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};
use time::Duration;

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

async fn superuser(app: &TestApp, name: &str) -> user::Model {
    let mut user = app.user(name, None).await.into_active_model();
    user.is_superuser = Set(true);
    user.update(app.auth.db.writer()).await.expect("updated")
}

fn leave(name: &str) -> [(&str, &str); 2] {
    [("password", PASSWORD), ("confirm", name)]
}

testkit::on_both_databases! {
    /// P-9, S0-2.
    async fn a_profile_is_saved_and_shown_again(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let fields = [
            ("first_name", "  Ålice "),
            ("last_name", "<script>alert(1)</script>"),
            ("department", "Accounts & more"),
            ("date_of_birth", "1990-04-12"),
            ("phone", "+46 70 123 45 67"),
        ];
        assert_eq!(browser.post(&app, "/settings/profile", &fields).await.location(), "/settings/profile");
        let page = browser.get(&app, "/settings/profile").await;
        assert!(page.body.contains("Your profile has been saved."));
        assert_eq!(page.value_of("first_name").as_deref(), Some("Ålice"));
        assert_eq!(page.value_of("date_of_birth").as_deref(), Some("1990-04-12"));
        assert_eq!(page.value_of("phone").as_deref(), Some("+46 70 123 45 67"));
        assert!(!page.body.contains("<script>alert"), "shown as text");
        assert_eq!(app.stored("alice").await.last_name, "<script>alert(1)</script>");

        let mut script = Browser::script_with(&browser);
        for (field, value, code) in [
            ("first_name", "a".repeat(151), "too_long"),
            ("phone", "1".repeat(33), "too_long"),
            ("date_of_birth", "12.4.1990".into(), "invalid_date"),
            ("date_of_birth", "2999-01-01".into(), "invalid_date"),
            ("date_of_birth", "1990-02-30".into(), "invalid_date"),
            ("is_staff", "true".into(), "unknown_field"),
            ("email", "x@y.example".into(), "unknown_field"),
        ] {
            let answer = script.post(&app, "/settings/profile", &[(field, &value)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(answer.body.contains(code), "{field}: {}", answer.body);
        }
        let answer = browser.post(&app, "/settings/profile", &[("first_name", "Kept"), ("date_of_birth", "no")]).await;
        let page = browser.get(&app, answer.location()).await;
        assert_eq!(page.value_of("first_name").as_deref(), Some("Kept"), "what was typed is kept");
        assert_eq!(app.stored("alice").await.first_name, "Ålice");
        assert_eq!(browser.post(&app, "/settings/profile", &[]).await.location(), "/settings/profile");
        assert_eq!(app.stored("alice").await.date_of_birth, None, "everything may be empty");
    }

    /// P-11, T-SESS-14.
    async fn sessions_are_listed_and_ended(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        app.user("victor", None).await;
        let mut here = Browser::logged_in(&app, "alice").await;
        let mut there = Browser::logged_in(&app, "alice").await;
        let mut third = Browser::logged_in(&app, "alice").await;
        let mut victor = Browser::logged_in(&app, "victor").await;
        let mut script = Browser::script_with(&here);
        let page = here.get(&app, "/settings/sessions").await.body;
        assert!(!page.contains(here.session().expect("an id")), "no way to the id");
        assert!(page.find("This session") < page.find(">Revoke</button>"), "this one first");
        assert_eq!(page.matches(">Revoke</button>").count(), 2, "{page}");
        assert!(page.contains("This session") && page.contains("Revoke all others"));

        let mut elsewhere = Browser::logged_in(&app, "victor").await;
        let victors = elsewhere.get(&app, "/settings/sessions").await;
        let foreign = victors.value_of("session").expect("the handle of the other one");
        for handle in [foreign.as_str(), "", "x", &"0".repeat(64)] {
            let answer = script.post(&app, "/settings/sessions", &[("session", handle)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{handle}");
        }
        assert_eq!(victor.who(&app).await.as_deref(), Some("victor"));

        let handle = here.get(&app, "/settings/sessions").await.value_of("session").expect("a handle");
        assert_eq!(here.post(&app, "/settings/sessions", &[("session", &handle)]).await.location(), "/settings/sessions");
        assert!(here.get(&app, "/settings/sessions").await.body.contains("The session has been ended."));
        let left = [there.who(&app).await, third.who(&app).await];
        assert_eq!(left.iter().flatten().count(), 1, "one of the two");
        assert_eq!(here.post(&app, "/settings/sessions/others", &[]).await.location(), "/settings/sessions");
        assert_eq!((there.who(&app).await, third.who(&app).await), (None, None));
        assert_eq!(here.who(&app).await.as_deref(), Some("alice"));
        assert!(here.get(&app, "/settings/sessions").await.body.contains("You are not logged in on any other device."));
    }

    /// P-12, 7.5.1: ten minutes after it was entered, the password is required again.
    async fn a_password_grows_old(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::new();
        browser.log_in(&app, "alice", &[("remember_me", "true")]).await;
        assert_eq!(browser.get(&app, "/settings/email").await.status, StatusCode::OK, "logging in counts");
        app.clock.advance(Duration::minutes(10) + Duration::seconds(1));
        for (path, next) in [("/settings/email", "%2Fsettings%2Femail"), ("/settings/delete", "%2Fsettings%2Fdelete")] {
            let answer = browser.get(&app, path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert_eq!(answer.location(), format!("/reauthenticate?next={next}"));
            assert!(answer.body.is_empty());
            let mut script = Browser::script_with(&browser);
            for answer in [script.get(&app, path).await, script.post(&app, path, &[("email", "x@y.example")]).await] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
                assert_eq!(answer.codes(), r#"{"error":"reauthentication_required"}"#);
            }
        }
        let answer = browser.post(&app, "/settings/email", &[("email", "x@y.example")]).await;
        assert_eq!(answer.location(), "/reauthenticate?next=%2Fsettings%2Femail");
        assert!(app.mails().await.is_empty());

        let page = browser.get(&app, "/reauthenticate?next=%2Fsettings%2Femail").await.body;
        assert!(page.contains("You are about to change your email address."));
        let wrong = browser.post(&app, "/reauthenticate", &[("password", "wrong"), ("next", "/settings/email")]).await;
        let page = browser.get(&app, wrong.location()).await;
        assert!(page.body.contains("Your password was entered incorrectly."), "{}", page.body);
        assert_eq!(page.value_of("next").as_deref(), Some("/settings/email"), "next survives");
        let before = browser.clone();
        let right = browser.post(&app, "/reauthenticate", &[("password", PASSWORD), ("next", "/settings/email")]).await;
        assert_eq!(right.location(), "/settings/email");
        assert!(right.session_cookie().expect("a new id").contains("Max-Age=1209600"), "still remembered");
        assert_eq!(before.clone().who(&app).await, None, "T-SESS-3: the id has changed");
        assert_eq!(browser.get(&app, "/settings/email").await.status, StatusCode::OK);
        for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let answer = browser.post(&app, "/reauthenticate", &[("password", PASSWORD), ("next", next)]).await;
            assert_eq!(answer.location(), "/dashboard", "{next}");
        }
        let events: Vec<_> = app.audited().await.into_iter().map(|(event, ..)| event).collect();
        assert!(events.contains(&"reauthenticated".into()) && events.contains(&"reauthentication_failed".into()));
    }

    /// P-10, T-SESS-12, T-RACE-8: only the entries of the audit log remain.
    async fn leaving_takes_everything_along(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", Some(Role::Customer)).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let mut elsewhere = Browser::logged_in(&app, "alice").await;
        let page = browser.get(&app, "/settings/delete").await.body;
        assert!(page.contains("This cannot be undone"));

        for (fields, field) in [
            ([("password", "wrong"), ("confirm", "alice")], "password"),
            ([("password", PASSWORD), ("confirm", "Alice B.")], "confirm"),
            ([("password", PASSWORD), ("confirm", "")], "confirm"),
            ([("password", ""), ("confirm", "alice")], "password"),
        ] {
            let answer = Browser::script_with(&browser).post(&app, "/settings/delete", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.body.contains(&format!("\"{field}\"")), "{}", answer.body);
        }
        let answer = browser.post(&app, "/settings/delete", &leave("alice")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        assert!(browser.get(&app, "/").await.body.contains("Your account has been deleted."));
        assert_eq!((browser.who(&app).await, elsewhere.who(&app).await), (None, None));
        assert_eq!(browser.log_in(&app, "alice", &[]).await.location(), "/login");
        let db = app.auth.db.reader();
        assert_eq!(user::Entity::find().count(db).await.expect("counts"), 0);
        assert_eq!(known_device::Entity::find().count(db).await.expect("counts"), 0);
        assert_eq!(one_time_token::Entity::find().count(db).await.expect("counts"), 0);
        let sessions = session::Entity::find().all(db).await.expect("reads");
        assert!(sessions.iter().all(|row| row.user_id.is_none()));
        assert_eq!(app.subjects("alice@example.com").await[0], "Your account was deleted");
        assert!(app.audited().await.iter().any(|(event, _, user)| event == "user_deleted" && *user == Some(alice.id)));
    }

    /// T-RACE-6: two superusers who delete their accounts at the same time cannot both succeed.
    async fn the_last_superuser_stays(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        for name in ["root", "toor"] {
            superuser(&app, name).await;
        }
        let attempts: Vec<_> = ["root", "toor"]
            .map(|name| {
                let app = Arc::clone(&app);
                tokio::spawn(async move {
                    let mut browser = Browser::script();
                    browser.log_in(&app, name, &[]).await;
                    browser.post(&app, "/settings/delete", &leave(name)).await
                })
            })
            .into_iter()
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.expect("no panic").status);
        }
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY]);
        assert_eq!(user::Entity::find().count(app.auth.db.reader()).await.expect("counts"), 1);
    }

    /// 6.3.5: a login from a new browser is reported once; the first login of an account is not.
    async fn a_new_device_is_told_of(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut first = Browser::logged_in(&app, "alice").await;
        first.post(&app, "/logout", &[]).await;
        first.log_in(&app, "alice", &[]).await;
        assert!(app.subjects("alice@example.com").await.is_empty());
        let mut second = Browser::logged_in(&app, "alice").await;
        assert_eq!(app.subjects("alice@example.com").await, ["New login to your account"]);
        second.log_in(&app, "alice", &[]).await;
        second.post(&app, "/logout", &[]).await;
        second.log_in(&app, "alice", &[]).await;
        assert_eq!(app.subjects("alice@example.com").await.len(), 1, "known by now");
        let mut lying = Browser::new();
        lying.cookies.insert("device".into(), "guessed".into());
        lying.log_in(&app, "alice", &[]).await;
        assert_eq!(app.subjects("alice@example.com").await.len(), 2);
    }

    /// 16.3.1: events are in the audit log with actor, user and address, and without secrets.
    async fn the_audit_log_has_it_all(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let mut browser = Browser::new();
        browser.post(&app, "/login", &[("username", "alice"), ("password", "not-the-password")]).await;
        browser.post(&app, "/login", &[("username", "my-password-by-mistake"), ("password", "x")]).await;
        browser.log_in(&app, "alice", &[]).await;
        browser.post(&app, "/logout", &[]).await;
        let (none, id) = (None, Some(alice.id));
        assert_eq!(
            app.audited().await,
            [
                ("user_login_failed".to_owned(), none, id),
                ("user_login_failed".to_owned(), none, none),
                ("user_logged_in".to_owned(), id, id),
                ("user_logged_out".to_owned(), id, id),
            ]
        );
        let entries = audit_entry::Entity::find().all(app.auth.db.reader()).await.expect("reads");
        let text = format!("{entries:?}");
        assert!(text.contains("wrong_password") && text.contains("unknown_user"));
        assert!(!text.contains("not-the-password") && !text.contains("by-mistake"));
    }
}
