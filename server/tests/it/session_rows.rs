//! The rows of sessions: which exist, how long they live, and how much they hold.

use axum::http::StatusCode;
use entity::session;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use time::Duration;

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

async fn rows(app: &TestApp) -> Vec<session::Model> {
    session::Entity::find()
        .all(app.auth.db.reader())
        .await
        .expect("reads")
}

async fn only_row(app: &TestApp) -> session::Model {
    let mut rows = rows(app).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

async fn put_data(app: &TestApp, data: &str) {
    let mut row = only_row(app).await.into_active_model();
    row.data = Set(data.to_owned());
    row.update(app.auth.db.writer()).await.expect("written");
}

fn is_about(found: Duration, wanted: Duration) -> bool {
    (found - wanted).abs() < Duration::minutes(1)
}

testkit::on_both_databases! {
    /// A visitor who submits forms without a cookie leaves little data behind, and not for long.
    async fn what_is_shown_once_lives_ten_minutes(url: String) {
        let app = TestApp::start(url).await;
        for (path, fields) in [
            ("/login", &[("username", "nobody"), ("password", "wrong")][..]),
            ("/signup", &[("username", "x")][..]),
            ("/password_reset", &[("email", "none")][..]),
            ("/verify_email", &[("email", "somebody@example.com")][..]),
        ] {
            let mut browser = Browser::new();
            browser.post(&app, path, fields).await;
            let row = only_row(&app).await;
            let left = row.expires_at - app.clock.now();
            assert!(is_about(left, Duration::minutes(10)), "{path}: {left}");

            // Requesting something else does not extend it, and afterwards nothing is left.
            app.clock.advance(Duration::minutes(9));
            browser.get(&app, "/api/me").await;
            assert_eq!(only_row(&app).await.expires_at, row.expires_at, "{path}");
            app.clock.advance(Duration::minutes(2));
            let page = browser.get(&app, path).await;
            assert!(!page.body.contains("role=\"alert\"") && !page.body.contains("role=\"status\""), "{path}");
            assert_eq!(auth::housekeeping::clear_sessions(&app.auth).await.expect("cleared"), 1, "{path}");
        }
    }

    async fn a_refused_form_keeps_no_more_than_its_fields_hold(url: String) {
        let app = TestApp::start(url).await;
        let endless = "ü".repeat(3_000);
        let target = format!("/{}", "x".repeat(9_000));
        let mut browser = Browser::new();
        let fields = [("username", endless.as_str()), ("next", &target), ("remember_me", &endless), ("password", "x")];
        browser.post(&app, "/login", &fields).await;
        let row = only_row(&app).await;
        assert!(row.data.len() < 1_500, "{} bytes", row.data.len());
        let page = browser.get(&app, "/login").await;
        assert_eq!(page.value_of("username").expect("a field").chars().count(), 254, "as much as can be typed");
        assert!(!page.body.contains("xxxx"), "what leads nowhere is not carried along");
        assert!(page.body.contains("role=\"alert\""));
        session::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");

        // The same field a thousand times.
        let body = "username=a&".repeat(5_000);
        Browser::new().post_body(&app, "/login", body).await;
        let row = only_row(&app).await;
        assert!(row.data.len() < 1_500, "{} bytes", row.data.len());
    }

    async fn a_log_out_without_a_session_writes_nothing(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        let answer = browser.post(&app, "/logout", &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/login"));
        assert_eq!(answer.set_cookies(), Vec::<&str>::new());
        browser.cookies.insert("sessionid".into(), "AAAAAAAAAAAAAAAAAAAAAA".into());
        assert_eq!(browser.post(&app, "/logout", &[]).await.location(), "/login");
        assert_eq!(browser.session(), None, "an unknown id is removed");
        assert!(rows(&app).await.is_empty());
    }

    /// F-24: invalid data in a row is treated as no session; the site remains usable in this browser.
    async fn a_corrupt_row_is_no_session(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        for garbage in ["", "nonsense", "[]", "null", "1", "{", r#"{"draft":"#, "\u{7f}"] {
            let mut browser = Browser::logged_in(&app, "alice").await;
            put_data(&app, garbage).await;
            let held = browser.clone();
            for path in ["/", "/login", "/signup"] {
                assert_eq!(held.clone().get(&app, path).await.status, StatusCode::OK, "{garbage:?} {path}");
            }
            assert_eq!(browser.get(&app, "/dashboard").await.location(), "/login?next=%2Fdashboard", "{garbage:?}");
            assert!(rows(&app).await.is_empty(), "{garbage:?}: the row is gone");
            assert_eq!(browser.session(), None, "and so is the cookie");
            browser.log_in(&app, "alice", &[]).await;
            assert_eq!(browser.who(&app).await.as_deref(), Some("alice"), "{garbage:?}");
            session::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }

    /// The user of a session is stored in columns; a user in the JSON is ignored.
    async fn nobody_is_logged_in_by_the_data_of_a_session(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let mut browser = Browser::new();
        browser.post(&app, "/login", &[("username", "nobody"), ("password", "wrong")]).await;
        let binding = format!(
            r#"{{"user_id":{},"auth_epoch":0,"backend":"password","authenticated_at":"2099-01-01T00:00:00Z","started_at":"2026-01-01T00:00:00Z","is_remembered":true,"ip_address":null,"user_agent":null}}"#,
            alice.id
        );
        put_data(&app, &format!(r#"{{"binding":{binding}}}"#)).await;
        assert_eq!(browser.who(&app).await, None);
    }

    /// Valid sessions are exactly those that are listed, whatever the columns contain.
    async fn every_session_that_lives_is_listed(url: String) {
        let app = TestApp::start(url).await;
        let alice = app.user("alice", None).await;
        let mut here = Browser::logged_in(&app, "alice").await;
        let own = only_row(&app).await.id_hash;
        let mut there = Browser::new();
        there.log_in(&app, "alice", &[("remember_me", "true")]).await;
        let intact = rows(&app).await.into_iter().find(|row| row.id_hash != own).expect("the other row");
        let change = |alter: fn(&mut session::ActiveModel)| {
            let mut row = intact.clone().into_active_model();
            alter(&mut row);
            row.reset_all()
        };
        for (what, row) in [
            ("as it was", change(|_| {})),
            ("without a backend", change(|row| row.backend = Set(None))),
            ("of a backend that is gone", change(|row| row.backend = Set(Some("sesame".into())))),
            ("without an epoch", change(|row| row.auth_epoch = Set(None))),
            ("of another epoch", change(|row| row.auth_epoch = Set(Some(7)))),
            ("without the time of its password", change(|row| row.authenticated_at = Set(None))),
            ("of a month ago", change(|row| row.created_at = Set(time::OffsetDateTime::UNIX_EPOCH))),
            ("past its time", change(|row| row.expires_at = Set(time::OffsetDateTime::UNIX_EPOCH))),
        ] {
            session::Entity::delete_by_id(&intact.id_hash).exec(app.auth.db.writer()).await.expect("cleared");
            session::Entity::insert(row).exec_without_returning(app.auth.db.writer()).await.expect("written");
            let page = here.get(&app, "/settings/sessions").await.body;
            let is_listed = page.contains(&intact.id_hash);
            let lives = there.clone().who(&app).await.is_some();
            assert_eq!(is_listed, lives, "{what}");
            assert_eq!(lives, ["as it was", "without a backend"].contains(&what), "{what}");
        }
        assert_eq!(app.stored("alice").await.id, alice.id);
    }

    /// Session fixation: an attacker who planted the session id in the victim's browser cannot use the link that is opened there.
    async fn opening_a_reset_link_gives_the_session_a_new_id(url: String) {
        let app = TestApp::start(url).await;
        app.user("victim", None).await;
        app.user("mallory", None).await;
        let fresh = async || {
            app.clock.advance(Duration::minutes(2));
            Browser::new().post(&app, "/password_reset", &[("email", "victim@example.com")]).await;
            app.link("victim@example.com", "/reset/").await
        };
        let new = [("new_password1", "quite another password"), ("new_password2", "quite another password")];
        for is_logged_in in [false, true] {
            let mut attacker = Browser::new();
            if is_logged_in {
                attacker.post(&app, "/login", &[("username", "mallory"), ("password", PASSWORD)]).await;
            } else {
                attacker.post(&app, "/login", &[("username", "nobody"), ("password", "wrong")]).await;
            }
            let mut victim = attacker.clone();
            let link = fresh().await;
            let page = victim.get(&app, &link).await.location().to_owned();
            assert_ne!(victim.session(), attacker.session(), "logged in: {is_logged_in}");
            let stolen = attacker.get(&app, &page).await;
            assert!(stolen.body.contains("Password reset unsuccessful"), "logged in: {is_logged_in}");
            attacker.post(&app, &page, &new).await;
            assert_eq!(app.stored("victim").await.auth_epoch, 0, "logged in: {is_logged_in}");

            assert!(victim.get(&app, &page).await.body.contains("Set a new password"));
            if is_logged_in {
                assert_eq!(victim.who(&app).await.as_deref(), Some("mallory"), "the session goes on");
            }
        }
        let mut victim = Browser::new();
        let page = victim.get(&app, &fresh().await).await.location().to_owned();
        assert_eq!(victim.post(&app, &page, &new).await.location(), "/reset/done");
    }
}
