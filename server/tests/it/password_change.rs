//! Changing the password of the logged-in user.

use axum::http::StatusCode;

use crate::{
    browser::Browser,
    test_app::{PASSWORD, TestApp},
};

const NEW: &str = "quite another password";

fn form<'a>(old: &'a str, new1: &'a str, new2: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("old_password", old),
        ("new_password1", new1),
        ("new_password2", new2),
    ]
}

testkit::on_both_databases! {
    /// T-SESS-3, T-SESS-7: this session continues under a new id; all others end immediately.
    async fn this_session_stays_and_all_others_end(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let (mut here, mut there) = (Browser::new(), Browser::new());
        here.log_in(&app, "alice", &[("remember_me", "true")]).await;
        there.log_in(&app, "alice", &[("remember_me", "true")]).await;
        let before = here.clone();

        let answer = here.post(&app, "/password_change", &form(PASSWORD, NEW, NEW)).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/password_change/done"));
        assert!(answer.session_cookie().expect("a new id").contains("Max-Age=1209600"), "still remembered");
        assert_ne!(here.session(), before.session());
        assert_eq!(here.get(&app, "/password_change/done").await.status, StatusCode::OK);
        assert_eq!(here.who(&app).await.as_deref(), Some("alice"));
        assert_eq!(there.get(&app, "/dashboard").await.location(), "/login?next=%2Fdashboard");
        assert_eq!(before.clone().who(&app).await, None, "the old id is dead");

        let mut again = Browser::new();
        assert_eq!(again.log_in(&app, "alice", &[]).await.location(), "/login", "the old password is");
        let answer = again.post(&app, "/login", &[("username", "alice"), ("password", NEW)]).await;
        assert_eq!(answer.location(), "/dashboard");

        let subjects = app.subjects("alice@example.com").await;
        assert!(subjects.contains(&"Your password was changed".to_owned()), "{subjects:?}");
        assert!(app.audited().await.iter().any(|(event, actor, user)| event == "password_changed" && actor == user));
    }

    async fn what_is_refused_says_why_and_changes_nothing(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let before = app.stored("alice").await;
        let mut browser = Browser::logged_in(&app, "alice").await;
        let mut script = Browser::script_with(&browser);
        for (fields, field, code) in [
            (form("wrong", NEW, NEW), "old_password", "old_password_incorrect"),
            (form("", NEW, NEW), "old_password", "required"),
            (form(PASSWORD, "", ""), "new_password1", "required"),
            (form(PASSWORD, "short", "short"), "new_password1", "password_too_short"),
            (form(PASSWORD, "alice@example.com", "alice@example.com"), "new_password1", "password_too_similar"),
            (form(PASSWORD, NEW, "something else entirely"), "new_password2", "password_mismatch"),
        ] {
            let answer = script.post(&app, "/password_change", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            let json: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
            assert_eq!(json["fields"][field][0]["code"], code, "{}", answer.body);
        }
        let answer = browser.post(&app, "/password_change", &form("wrong", NEW, NEW)).await;
        assert_eq!(answer.location(), "/password_change");
        let page = browser.get(&app, "/password_change").await.body;
        assert!(page.contains("Your old password was entered incorrectly. Please enter it again."));
        assert!(page.contains("aria-describedby=\"old_password-error\""), "{page}");
        assert!(!page.contains("wrong") && !page.contains(NEW));
        let after = app.stored("alice").await;
        assert_eq!((after.password, after.auth_epoch), (before.password, before.auth_epoch));
        assert_eq!(browser.who(&app).await.as_deref(), Some("alice"));
        assert!(app.audited().await.iter().any(|(event, ..)| event == "reauthentication_failed"));
    }

    /// 6.3.5: after a change, a login from another device is reported again; one from this browser is not.
    async fn other_devices_are_forgotten(url: String) {
        let app = TestApp::start(url).await;
        app.user("alice", None).await;
        let mut here = Browser::logged_in(&app, "alice").await;
        let mut there = Browser::logged_in(&app, "alice").await;
        here.post(&app, "/password_change", &form(PASSWORD, NEW, NEW)).await;
        let new_devices = async || {
            let subjects = app.subjects("alice@example.com").await;
            subjects.iter().filter(|subject| *subject == "New login to your account").count()
        };
        assert_eq!(new_devices().await, 1);
        for (browser, told) in [(&mut here, 1), (&mut there, 2)] {
            browser.post(&app, "/logout", &[]).await;
            browser.post(&app, "/login", &[("username", "alice"), ("password", NEW)]).await;
            assert_eq!(new_devices().await, told);
        }
    }

    /// Submits the form from two tabs: the first change is accepted, and the second fails because the old password has changed.
    async fn two_tabs_do_not_both_win(url: String) {
        let app = std::sync::Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        let mut browser = Browser::script();
        browser.log_in(&app, "alice", &[]).await;
        let tabs: Vec<_> = (0..6)
            .map(|tab| {
                let (app, mut browser) = (std::sync::Arc::clone(&app), browser.clone());
                tokio::spawn(async move {
                    let new = format!("a password of tab {tab}");
                    browser.post(&app, "/password_change", &form(PASSWORD, &new, &new)).await.status
                })
            })
            .collect();
        let mut won = 0;
        for tab in tabs {
            let status = tab.await.expect("no panic");
            assert!(!status.is_server_error(), "{status}");
            won += usize::from(status == StatusCode::OK);
        }
        assert_eq!(won, 1);
        assert_eq!(app.stored("alice").await.auth_epoch, 1);
    }

    async fn password_managers_find_the_page(url: String) {
        let app = TestApp::start(url).await;
        let answer = Browser::new().get(&app, "/.well-known/change-password").await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/password_change"));
    }
}
