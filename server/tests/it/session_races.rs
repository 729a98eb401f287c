//! A session that is ended while one of its requests checks a password stays ended.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use entity::session;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::{task::JoinHandle, time::sleep};

use crate::{
    browser::{Answer, Browser},
    test_app::{PASSWORD, TestApp},
};

const NEW: &str = "quite another password";
/// Enough time for a request that waits for the hasher to have read its session. If it has not, the test proves nothing, but does not fail.
const UNDER_WAY: Duration = Duration::from_millis(700);

const REAUTHENTICATE: (&str, &[(&str, &str)]) = ("/reauthenticate", &[("password", PASSWORD)]);
const PASSWORD_CHANGE: (&str, &[(&str, &str)]) = (
    "/password_change",
    &[
        ("old_password", PASSWORD),
        ("new_password1", NEW),
        ("new_password2", NEW),
    ],
);
const DELETE: (&str, &[(&str, &str)]) = (
    "/settings/delete",
    &[("password", PASSWORD), ("confirm", "alice")],
);

/// The number of rows of logged-in sessions.
async fn logged_in(app: &TestApp) -> u64 {
    session::Entity::find()
        .filter(session::Column::UserId.is_not_null())
        .count(app.auth.db.reader())
        .await
        .expect("counts")
}

/// Sends the form, and leaves the request waiting for its password check.
fn send(
    app: &Arc<TestApp>,
    browser: &Browser,
    (path, fields): (&'static str, &'static [(&'static str, &'static str)]),
) -> JoinHandle<(Answer, Browser)> {
    let (app, mut browser) = (Arc::clone(app), browser.clone());
    tokio::spawn(async move { (browser.post(&app, path, fields).await, browser) })
}

async fn events(app: &TestApp, name: &str) -> usize {
    let all = app.audited().await;
    all.iter().filter(|(event, ..)| event == name).count()
}

testkit::on_both_databases! {
    async fn a_log_out_during_a_password_check_is_not_undone(url: String) {
        let app = Arc::new(TestApp::one_hash_at_a_time(url).await);
        app.user("alice", None).await;
        for (form, done) in [(REAUTHENTICATE, "reauthenticated"), (PASSWORD_CHANGE, "password_changed"), (DELETE, "user_deleted")] {
            for is_script in [false, true] {
                let mut browser = Browser::logged_in(&app, "alice").await;
                let held = app.auth.hasher.occupy().await.expect("the place");
                let sender = if is_script { Browser::script_with(&browser) } else { browser.clone() };
                let slow = send(&app, &sender, form);
                sleep(UNDER_WAY).await;
                assert_eq!(browser.post(&app, "/logout", &[]).await.status, StatusCode::SEE_OTHER);
                drop(held);

                let (answer, mut after) = slow.await.expect("no panic");
                if is_script {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}: {}", form.0, answer.body);
                    assert_eq!(answer.codes(), r#"{"error":"log_in_required"}"#);
                } else {
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", form.0);
                    assert!(answer.location().starts_with("/login?next="), "{}: {}", form.0, answer.location());
                    assert!(answer.body.is_empty());
                }
                assert_eq!(after.who(&app).await, None, "{}", form.0);
                assert_eq!(browser.who(&app).await, None, "{}", form.0);
                assert_eq!(logged_in(&app).await, 0, "{}: no fresh row", form.0);
                assert_eq!(events(&app, done).await, 0, "{}: nothing was done", form.0);
            }
        }
        let alice = app.stored("alice").await;
        assert_eq!(alice.auth_epoch, 0);
        assert!(auth::passwords::verify(PASSWORD, &alice.password.0));
    }

    /// An attacker who knows the password is logged out from another browser while changing it.
    async fn a_revoked_session_changes_nothing_any_more(url: String) {
        let app = Arc::new(TestApp::one_hash_at_a_time(url).await);
        app.user("alice", None).await;
        for form in [PASSWORD_CHANGE, DELETE, REAUTHENTICATE] {
            let mut owner = Browser::logged_in(&app, "alice").await;
            let thief = Browser::logged_in(&app, "alice").await;
            let held = app.auth.hasher.occupy().await.expect("the place");
            let slow = send(&app, &thief, form);
            sleep(UNDER_WAY).await;
            assert_eq!(owner.post(&app, "/settings/sessions/others", &[]).await.location(), "/settings/sessions");
            drop(held);
            let (answer, mut after) = slow.await.expect("no panic");
            assert!(answer.location().starts_with("/login?next="), "{}: {}", form.0, answer.location());
            assert_eq!(after.who(&app).await, None);
            assert_eq!(owner.who(&app).await.as_deref(), Some("alice"), "{}", form.0);
            assert_eq!(app.stored("alice").await.auth_epoch, 0);
            owner.post(&app, "/logout", &[]).await;
        }
    }

    /// Concurrent renewals of one session: one succeeds, and no second session is created.
    async fn of_parallel_renewals_one_wins(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        for _ in 0..3 {
            let browser = Browser::logged_in(&app, "alice").await;
            let tabs: Vec<_> = (0..6).map(|_| send(&app, &browser, REAUTHENTICATE)).collect();
            let mut won = 0;
            for tab in tabs {
                let (answer, mut after) = tab.await.expect("no panic");
                assert_eq!(answer.status, StatusCode::SEE_OTHER);
                if after.who(&app).await.is_some() {
                    won += 1;
                } else {
                    assert!(answer.location().starts_with("/login"), "{}", answer.location());
                }
            }
            assert_eq!((won, logged_in(&app).await), (1, 1));
            session::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }

    /// In either order, after a logout neither the session nor its renewal is logged in.
    async fn a_log_out_in_parallel_with_a_renewal_wins(url: String) {
        let app = Arc::new(TestApp::start(url).await);
        app.user("alice", None).await;
        for round in 0..8 {
            let browser = Browser::logged_in(&app, "alice").await;
            let before = events(&app, "user_logged_out").await;
            let tabs = [send(&app, &browser, REAUTHENTICATE), send(&app, &browser, REAUTHENTICATE)];
            sleep(Duration::from_millis(round * 3)).await;
            let log_out = send(&app, &browser, ("/logout", &[]));
            for request in tabs.into_iter().chain([log_out]) {
                let (answer, _) = request.await.expect("no panic");
                assert_eq!(answer.status, StatusCode::SEE_OTHER);
            }
            // A logout that was sent with an outdated id found no session to end.
            let found_it = events(&app, "user_logged_out").await > before;
            assert_eq!(logged_in(&app).await, u64::from(!found_it), "round {round}");
            session::Entity::delete_many().exec(app.auth.db.writer()).await.expect("cleared");
        }
    }
}
