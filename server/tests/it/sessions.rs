//! Sessions: creation, lifetime, and that an ended session stays ended.

use auth::{
    Client,
    authentication::{LoginAttempt, complete_login},
};
use axum::http::StatusCode;
use entity::{session, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait};
use time::Duration;
use tower_sessions::{SessionStore, session::Id};

use crate::{browser::Browser, test_app::TestApp};

async fn rows(app: &TestApp) -> u64 {
    session::Entity::find()
        .count(app.auth.db.reader())
        .await
        .expect("counts")
}

fn store(app: &TestApp) -> auth::sessions::Store {
    auth::sessions::Store::new(app.auth.db.clone(), app.clock.clone(), app.auth.sessions)
}

testkit::on_both_databases! {
    async fn who_only_reads_gets_no_cookie_and_no_row(url: String) {
        let app = TestApp::start(url).await;
        let mut browser = Browser::new();
        for path in ["/", "/login", "/signup", "/login?next=%2Fdashboard", "/dashboard", "/nothing", "/api/me"] {
            assert_eq!(browser.get(&app, path).await.set_cookies(), Vec::<&str>::new(), "{path}");
        }
        assert_eq!(rows(&app).await, 0);
    }

    async fn malformed_and_unknown_ids_are_anonymous(url: String) {
        let app = TestApp::start(url).await;
        let long = "a".repeat(4000);
        for id in ["", "a", "../../etc/passwd", "/", "AAAAAAAAAAAAAAAAAAAAAA", "ÄÖÜ", "%00", &long] {
            let mut browser = Browser::new();
            browser.cookies.insert("sessionid".into(), id.into());
            let answer = browser.get(&app, "/").await;
            assert_eq!(answer.status, StatusCode::OK, "{id}");
            browser.cookies.insert("sessionid".into(), id.into());
            assert_eq!(browser.get(&app, "/dashboard").await.status, StatusCode::SEE_OTHER, "{id}");
        }
        assert_eq!(rows(&app).await, 0);
    }

    async fn a_planted_id_is_never_adopted(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::new();
        // A failed login creates an anonymous session, which an attacker could plant.
        browser.log_in(&app, "nobody", &[]).await;
        let planted = browser.session().expect("a session").to_owned();
        browser.log_in(&app, "alice", &[]).await;
        assert_ne!(browser.session(), Some(planted.as_str()));
        let mut attacker = Browser::new();
        attacker.cookies.insert("sessionid".into(), planted);
        assert_eq!(attacker.who(&app).await, None);

        let unknown = Id::default().to_string();
        let mut browser = Browser::new();
        browser.cookies.insert("sessionid".into(), unknown.clone());
        browser.log_in(&app, "alice", &[]).await;
        assert_ne!(browser.session(), Some(unknown.as_str()));
    }

    async fn ids_are_stored_hashed(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let browser = Browser::logged_in(&app, "alice").await;
        let id = browser.session().expect("a session").to_owned();
        let row = session::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a row");
        assert_eq!(row.id_hash.len(), 64);
        assert!(!format!("{row:?}").contains(&id));
    }

    async fn a_replayed_cookie_is_dead_after_log_out(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let stolen = browser.clone();
        let answer = browser.post(&app, "/logout", &[]).await;
        assert_eq!(answer.location(), "/login");
        assert_eq!(stolen.clone().who(&app).await, None);
        assert_eq!(Browser::new().post(&app, "/logout", &[]).await.location(), "/login", "twice is no mistake");
    }

    /// P-11: a request that loaded the session before it was ended, and writes it afterwards, does not restore it.
    async fn a_slow_request_does_not_resurrect_a_session(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let id: Id = browser.session().expect("a session").parse().expect("an id");
        let store = store(&app);
        let mut record = store.load(&id).await.expect("loads").expect("is there");
        let stolen = browser.clone();
        browser.post(&app, "/logout", &[]).await;

        record.data.insert("late".into(), 1.into());
        store.save(&record).await.expect("a save that comes too late is no error");
        assert!(store.load(&id).await.expect("loads").is_none());
        assert_eq!(stolen.clone().who(&app).await, None);
    }

    /// P-12, T-SESS-10: the choice at login applies to every later write.
    async fn remember_me_is_not_forgotten_at_the_next_write(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        for (fields, lasts) in [(&[("remember_me", "true")][..], true), (&[][..], false)] {
            let mut browser = Browser::new();
            let answer = browser.log_in(&app, "alice", fields).await;
            let has_age = |cookie: Option<&str>| cookie.expect("a cookie").contains("Max-Age=1209600");
            assert_eq!(has_age(answer.session_cookie()), lasts);
            let cookie = answer.session_cookie().expect("a cookie");
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
            if !lasts {
                assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
            }
            for _ in 0..3 {
                // A form without a page writes nothing; the test writes the session as a domain would.
                let id: Id = browser.session().expect("a session").parse().expect("an id");
                let record = store(&app).load(&id).await.expect("loads").expect("is there");
                store(&app).save(&record).await.expect("saves");
                let row = session::Entity::find().one(app.auth.db.reader()).await.expect("reads").expect("a row");
                let left = row.expires_at - app.clock.now();
                let expected = if lasts { Duration::days(14) } else { Duration::hours(1) };
                assert!((expected - left).abs() < Duration::minutes(1), "{left}");
            }
            browser.post(&app, "/logout", &[]).await;
            session::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }

    async fn unused_sessions_end_on_the_server(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut brief = Browser::logged_in(&app, "alice").await;
        let mut remembered = Browser::new();
        remembered.log_in(&app, "alice", &[("remember_me", "on")]).await;

        // Use extends the short session, and reading counts as use; an hour without use ends it.
        for _ in 0..3 {
            app.clock.advance(Duration::minutes(50));
            assert!(brief.who(&app).await.is_some());
        }
        app.clock.advance(Duration::minutes(61));
        let kept = brief.clone();
        assert_eq!(brief.who(&app).await, None);
        assert_eq!(kept.clone().get(&app, "/login").await.status, StatusCode::OK, "the login page does not revive it");
        assert_eq!(kept.clone().who(&app).await, None);
        assert!(remembered.who(&app).await.is_some());

        app.clock.advance(Duration::days(13));
        assert!(remembered.who(&app).await.is_some());
        app.clock.advance(Duration::days(13));
        assert!(remembered.who(&app).await.is_some());
        app.clock.advance(Duration::days(5));
        assert_eq!(remembered.who(&app).await, None, "thirty days are the most");

        assert_eq!(auth::housekeeping::clear_sessions(&app.auth).await.expect("cleared"), 2);
        assert_eq!(rows(&app).await, 0);
    }

    async fn a_busy_session_ends_after_a_day_without_remember_me(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        for _ in 0..28 {
            app.clock.advance(Duration::minutes(50));
            assert!(browser.who(&app).await.is_some());
        }
        app.clock.advance(Duration::minutes(50));
        assert_eq!(browser.who(&app).await, None);
    }

    async fn a_new_password_ends_all_sessions_and_a_rehash_none(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        auth::passwords::change::set_by_operator(&app.auth, user.id, "a brand new password".into()).await.expect("set");
        assert_eq!(browser.who(&app).await, None);
    }

    async fn who_is_deactivated_or_deleted_is_out_at_the_next_click(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", None).await;
        let mut one = Browser::logged_in(&app, "alice").await;
        let mut inactive = user.clone().into_active_model();
        inactive.is_active = Set(false);
        inactive.update(app.auth.db.writer()).await.expect("deactivated");
        assert_eq!(one.get(&app, "/dashboard").await.location(), "/login?next=%2Fdashboard");

        let mut active = user.into_active_model();
        active.is_active = Set(true);
        let user: user::Model = active.update(app.auth.db.writer()).await.expect("activated");
        let mut two = Browser::logged_in(&app, "alice").await;
        user.delete(app.auth.db.writer()).await.expect("deleted");
        assert_eq!(two.who(&app).await, None);
        assert_eq!(rows(&app).await, 0, "the rows went with the user");
    }

    async fn authority_is_read_at_every_request(url: String) {
        let app = TestApp::start(url).await;
        let user = app.user("alice", None).await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        assert!(!browser.get(&app, "/api/me").await.body.contains("auth.view_user"));
        auth::authorization::groups::join(app.auth.db.writer(), user.id, "Admin").await.expect("joined");
        let me = Browser::script_with(&browser).get(&app, "/api/me").await;
        assert!(me.body.contains("auth.view_user") && me.body.contains("ADMIN"));
        entity::user_group::Entity::delete_many().exec(app.auth.db.writer()).await.expect("left");
        let me = Browser::script_with(&browser).get(&app, "/api/me").await;
        assert!(!me.body.contains("auth.view_user"));
    }

    /// Another user who logs in within the same session inherits no data (as in Django's `login()`).
    async fn another_user_inherits_nothing(url: String) {
        let app = TestApp::start(url).await;
        let (alice, victor) = (app.user("alice", None).await, app.user("victor", None).await);
        let session = tower_sessions::Session::new(None, std::sync::Arc::new(store(&app)), None);
        session.insert("draft", 3).await.expect("inserted");
        session.insert("opened_reset", "secret").await.expect("inserted");
        let client = Client::default();
        let attempt = LoginAttempt { session: &session, client: &client, remember_me: false };
        let auth = auth::Auth { kept_session_keys: std::sync::Arc::new(["draft"]), ..app.auth.clone() };
        complete_login(&auth, &attempt, &alice, "password").await.expect("logged in");
        session.save().await.expect("saved");
        assert_eq!(session.get::<i32>("draft").await.expect("reads"), Some(3), "what is on the list is kept");
        assert_eq!(session.get_value("opened_reset").await.expect("reads"), None, "and nothing that is not on the list");
        let first = session.id().expect("an id");

        complete_login(&auth, &attempt, &victor, "password").await.expect("logged in");
        session.save().await.expect("saved");
        assert_eq!(session.get::<i32>("draft").await.expect("reads"), None);
        assert_ne!(session.id(), Some(first));
        assert_eq!(rows(&app).await, 1, "the first session is gone");
    }

    async fn a_cookie_on_https_is_removed_for_good(url: String) {
        let https = [("PUBLIC_URL", "https://portico.localhost")];
        let app = TestApp::configured(url, &https).await;
        app.user("alice", None).await;
        let mut browser = Browser::new();
        let headers = [
            ("host", "portico.localhost"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://portico.localhost"),
            ("sec-fetch-site", "same-origin"),
        ];
        let body = "username=alice&password=tangerine+sky+over+rooftops&remember_me=true".to_owned();
        let answer = browser.send(&app, axum::http::Method::POST, "/login", &headers, body).await;
        let cookie = answer.set_cookies().into_iter().find(|cookie| cookie.contains("sessionid")).expect("a cookie");
        assert!(cookie.starts_with("__Host-sessionid=") && cookie.contains("Secure"), "{cookie}");
        let answer = browser.send(&app, axum::http::Method::POST, "/logout", &headers, String::new()).await;
        // Logging out leaves a flash message, so there is a new cookie; reading the message removes it.
        assert!(answer.set_cookies().iter().all(|cookie| cookie.contains("Secure") && cookie.contains("Path=/")));
        for _ in 0..2 {
            browser.send(&app, axum::http::Method::GET, "/login", &headers[..1], String::new()).await;
        }
        let answer = browser.send(&app, axum::http::Method::GET, "/login", &headers[..1], String::new()).await;
        assert_eq!(answer.set_cookies(), Vec::<&str>::new());
        let left: Vec<_> = browser.cookies.keys().collect();
        assert_eq!(left, ["__Host-device", "login_method"], "the device and the method are known, and nobody is logged in");
        assert_eq!(rows(&app).await, 0, "nothing is left of it");
    }
}
