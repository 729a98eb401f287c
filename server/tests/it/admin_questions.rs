//! Destructive actions on users require confirmation, which shows the consequences.

use axum::http::StatusCode;
use contract::role::Role;

use crate::{
    admin::{give, staff},
    browser::Browser,
    test_app::TestApp,
};

testkit::on_both_databases! {
    async fn a_password_is_disabled_after_a_question(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let victim = app.user("victim", None).await;
        let mut owner = Browser::logged_in(&app, "victim").await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let user = format!("/admin/users/{}", victim.id);
        let path = format!("{user}/password/disable");

        let page = browser.get(&app, &user).await.body;
        assert!(page.contains(&format!("href=\"{path}\"")), "{page}");
        assert!(!page.contains(&format!("action=\"{path}\"")), "one click must not do it: {page}");
        let page = browser.get(&app, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Disable the password of victim?"), "{}", page.body);
        assert!(page.body.contains(&format!("action=\"{path}\"")), "{}", page.body);
        assert_eq!(app.stored("victim").await.password, victim.password, "a GET asks");
        assert_eq!(owner.who(&app).await.as_deref(), Some("victim"));

        assert_eq!(browser.post(&app, &path, &[]).await.location(), user);
        assert!(app.stored("victim").await.password.0.starts_with('!'));
        assert_eq!(owner.who(&app).await, None);
        let page = browser.get(&app, &path).await.body;
        assert!(page.contains("has no password") && !page.contains(&format!("action=\"{path}\"")), "{page}");
    }

    async fn sessions_are_ended_after_a_question(url: String) {
        let app = TestApp::start(url).await;
        let (_, script) = staff(&app, "root", None, true).await;
        let victim = app.user("victim", None).await;
        let mut owner = Browser::logged_in(&app, "victim").await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let user = format!("/admin/users/{}", victim.id);
        let path = format!("{user}/sessions");

        let page = browser.get(&app, &user).await.body;
        assert!(page.contains(&format!("href=\"{path}\"")), "{page}");
        assert!(!page.contains(&format!("action=\"{path}\"")), "one click must not do it: {page}");
        let page = browser.get(&app, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("End the sessions of victim?") && page.body.contains("1 session"), "{}", page.body);
        assert_eq!(owner.who(&app).await.as_deref(), Some("victim"), "a GET asks");
        assert_eq!(browser.post(&app, &path, &[]).await.location(), user);
        assert_eq!(owner.who(&app).await, None);
        let page = browser.get(&app, &path).await.body;
        assert!(page.contains("nowhere") && !page.contains(&format!("action=\"{path}\"")), "{page}");
    }

    /// Staff who end their own sessions are logged out as well.
    async fn ones_own_sessions_end_with_this_one(url: String) {
        let app = TestApp::start(url).await;
        let (root, script) = staff(&app, "root", None, true).await;
        let mut browser = Browser::new();
        browser.cookies = script.cookies.clone();
        let user = format!("/admin/users/{}", root.id);
        let path = format!("{user}/sessions");
        assert!(browser.get(&app, &path).await.body.contains("you will be logged out"));
        let answer = browser.post(&app, &path, &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, user.as_str()));
        assert_eq!(browser.who(&app).await, None);
        let page = browser.get(&app, "/login").await;
        assert!(page.body.contains("Every session of the user has ended."), "{}", page.body);
    }

    /// The confirmation page is refused for users on whom the action is not allowed.
    async fn a_question_about_somebody_out_of_reach_is_refused(url: String) {
        let app = TestApp::start(url).await;
        let (clerk, mut browser) = staff(&app, "clerk", None, false).await;
        give(&app, &clerk, "auth.change_user").await;
        give(&app, &clerk, "sessions.delete_session").await;
        let manager = app.user("manager", Some(Role::Manager)).await;
        for rest in ["password/disable", "sessions"] {
            let path = format!("/admin/users/{}/{rest}", manager.id);
            assert_eq!(browser.get(&app, &path).await.status, StatusCode::FORBIDDEN, "{rest}");
            assert_eq!(browser.get(&app, &format!("/admin/users/999999/{rest}")).await.status, StatusCode::NOT_FOUND);
        }
    }
}
