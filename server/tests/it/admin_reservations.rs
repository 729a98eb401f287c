//! Names and addresses that are reserved at sign-up cannot be assigned by staff either.

use axum::http::StatusCode;

use crate::{
    admin::{save, staff},
    browser::{Answer, Browser},
    test_app::TestApp,
};

async fn add(app: &TestApp, browser: &mut Browser, username: &str, email: &str) -> Answer {
    let fields = [("username", username), ("email", email)];
    browser.post(app, "/admin/users/new", &fields).await
}

fn is_refused(answer: &Answer, field: &str, code: &str) {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{field} {code}: {}",
        answer.body
    );
    let said = format!(r#""{field}":[{{"code":"{code}"}}]"#);
    assert!(answer.codes().contains(&said), "{said}: {}", answer.body);
}

testkit::on_both_databases! {
    async fn staff_give_no_reserved_name_or_address(url: String) {
        let app = TestApp::start(url).await;
        let (_, mut root) = staff(&app, "root-of-all", None, true).await;
        app.user("alice", None).await;
        auth::accounts::superuser::create_superuser(&app.auth, "bob@example.org", "", None).await.expect("made");
        let plain = app.user("plain", None).await;
        // Alice has changed her address, and can still undo the change.
        let mut browser = Browser::logged_in(&app, "alice").await;
        browser.post(&app, "/settings/email", &[("email", "new@example.org")]).await;
        let link = app.link("new@example.org", "/verify_email/").await;
        browser.post(&app, &link, &[]).await;

        for (username, email, field, code) in [
            ("fresh", "Alice@example.com", "email", "email_taken"),
            ("fresh", "bob@example.org", "email", "email_taken"),
            ("New@example.org", "", "username", "username_taken"),
            ("Admin", "", "username", "reserved_username"),
            ("pаypal", "", "username", "mixed_scripts"),
        ] {
            is_refused(&add(&app, &mut root, username, email).await, field, code);
            let change = if email.is_empty() { ("username", username) } else { ("email", email) };
            is_refused(&save(&app, &mut root, &plain, &[change]).await, field, code);
        }
        // A username may be the user's own address.
        let own = add(&app, &mut root, "own@example.org", "own@example.org").await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.body);
        // An account keeps a reserved name that it already has.
        let old = app.user("support", None).await;
        let kept = save(&app, &mut root, &old, &[("first_name", "Sue")]).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    }
}
